"""The pure core of Prescreen: no clock, no network, no database, no web framework."""
