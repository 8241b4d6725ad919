"""Pages: one HTML file each that loads nothing, made from a template beside this module, and written whole."""

import os
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from classifier.errors import PrescreenError


def environment(package: str = "classifier.model") -> Environment:
    """What makes pages of a package's templates, which may extend page.html.j2; it escapes every value but Markup."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("classifier.model")]),
        autoescape=select_autoescape(("html", "j2")),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["version"] = _version()
    return found


def render(template: str, **values: Any) -> str:
    """The page of a template beside this module."""
    return environment().get_template(template).render(**values)


def _version() -> str:
    try:
        return version("prescreen")
    except PackageNotFoundError:
        return "from source"


def write_text(path: Path, text: str) -> Path:
    """Write a whole UTF-8 file or none of it; what UTF-8 can't carry becomes a question mark.

    Raises PrescreenError with the path when there is no room or no permission.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise PrescreenError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path
