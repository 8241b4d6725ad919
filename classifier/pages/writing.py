"""Files that are written whole or not at all."""

import os
import tempfile
from pathlib import Path

from classifier.errors import PrescreenError


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
