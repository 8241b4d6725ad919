"""Prescreen's doors: the command line, the HTTP service and batch files. Everything that touches the outside."""

from importlib.metadata import PackageNotFoundError, version


def _installed_version() -> str:
    try:
        return version("prescreen")
    except PackageNotFoundError:
        return "0+not-installed"


VERSION = _installed_version()
