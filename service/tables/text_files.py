"""Plain and gzipped text files: how their bytes are opened, and what goes wrong with them."""

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from classifier.errors import InputError


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, Callable[[], float]]]:
    """The bytes of a file, unpacked if its name ends in .gz, and a function that tells the share read so far."""
    with path.open("rb") as raw:
        size = os.fstat(raw.fileno()).st_size
        if not size:
            raise InputError(f"{path}: the file is empty")

        def done() -> float:
            return raw.tell() / size

        if path.suffix != ".gz":
            yield raw, done
            return
        try:
            with gzip.open(raw) as unpacked:
                yield cast(BinaryIO, unpacked), done
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"{path}: not a whole gzip file ({error})") from None


@contextmanager
def created(path: Path, packed: bool) -> Iterator[BinaryIO]:
    """A new file for bytes, that are on the disk when it is left."""
    with path.open("wb") as raw:
        if packed:
            with gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as packing:
                yield cast(BinaryIO, packing)
        else:
            yield raw
        raw.flush()
        os.fsync(raw.fileno())
