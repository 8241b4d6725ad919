"""The modules that read and write each format; what a format needs is imported when it is asked for."""

import importlib
from collections.abc import Iterator

from service.tables.chunks import Chunk, Output, Source, Target


def read(name: str, source: Source) -> Iterator[Chunk]:
    """The rows of a file of the format from `source.start` on. InputError when it is not a whole file of it."""
    chunks: Iterator[Chunk] = importlib.import_module(f"service.tables.{name}_files").read(source)
    return chunks


def output(name: str, target: Target) -> Output:
    """A file of the format to write to. InputError for a target that the format cannot have."""
    opened: Output = importlib.import_module(f"service.tables.{name}_output").output(target)
    return opened
