"""Compiling functions: numba behind decorators that keep their types.

Compiled functions release the GIL, so threads run them side by side. They do not check bounds: callers prove lengths
and offsets first. What was compiled is kept for the next process beside the package, or in the user's cache folder
where that is not writable; numba looks at the changes of one file alone, so the folder's name has a digest of them all.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar, cast

import numba
from numba.core import config as numba_config

P = ParamSpec("P")
R = TypeVar("R")
_PACKAGE = Path(__file__).parent
config: Any = numba_config
"""numba fills its settings in when it is imported, so that no type checker knows them."""


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled to machine code when it is first called with arguments of new types."""
    return cast(Callable[P, R], _jit(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """The same for what is small and called for every character: it becomes part of its compiled callers.

    A call hands over each array as seven numbers, which takes longer than most of these functions.
    """
    return cast(Callable[P, R], _jit(function, "always"))


def _jit(function: Callable[..., Any], inline: Literal["never", "always"] = "never") -> Any:
    """numba's own setting of the folder is put back, since others in the process may use numba too."""
    folder, before = _folder(), config.CACHE_DIR
    config.CACHE_DIR = folder
    try:
        made = numba.njit(nogil=True, cache=bool(folder), error_model="numpy", inline=inline)(function)
    finally:
        config.CACHE_DIR = before
    if folder:
        _keep_if_possible(made)
    return made


def _keep_if_possible(made: Any) -> None:
    """Make a disk that is full cost the next process its time, and this one nothing; numba would raise OSError."""
    keep = made._cache.save_overload

    def save(*compiled: Any) -> None:
        with suppress(OSError):
            keep(*compiled)

    made._cache.save_overload = save


@cache
def _folder() -> str:
    """Where machine code is kept; an empty string if nowhere can be written."""
    sources = sorted(path for path in _PACKAGE.rglob("*.py") if b"classifier.compiled import" in path.read_bytes())
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in [*sources, Path(__file__)])).hexdigest()[:16]
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for parent in (_PACKAGE / "__pycache__", user / "prescreen"):
        folder = parent / f"compiled-{digest}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return str(folder)
    return ""
