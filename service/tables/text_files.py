"""Plain and gzipped text files: how their bytes are opened, and what goes wrong with them."""

import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from classifier.errors import InputError
from service.tables.chunks import STREAM, Source


@contextmanager
def opened(source: Source) -> Iterator[tuple[BinaryIO, Callable[[], float]]]:
    """The bytes of a file, unpacked if its name ends in .gz, and a function that tells the share read so far.

    Of standard input no share is known.
    """
    if source.path == STREAM:
        yield sys.stdin.buffer, lambda: 0.0
        return
    with source.path.open("rb") as raw:
        size = os.fstat(raw.fileno()).st_size
        if not size:
            raise InputError(f"{source.name}: the file is empty")

        def done() -> float:
            return min(raw.tell() / size, 1.0)

        if source.path.suffix.lower() != ".gz":
            yield raw, done
            return
        try:
            with gzip.open(raw) as unpacked:
                yield cast(BinaryIO, unpacked), done
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"{source.name}: not a whole gzip file ({error})") from None
