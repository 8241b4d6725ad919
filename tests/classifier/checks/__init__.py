"""The checks, by their cases and beside them."""
