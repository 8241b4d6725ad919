"""Prescreen's doors: the command line, the HTTP service and batch files. Everything that touches the outside."""
