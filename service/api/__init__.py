"""The HTTP routes, one file a noun, and what they share: bodies (requests) and problems (refusals)."""
