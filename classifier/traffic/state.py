"""States of accumulators as bytes: arrays and strings, nothing that runs when it is read.

A state is JSON, which says what arrays there are and what else was told, a line's end and the bytes of the arrays, all
compressed.
"""

import json
import math
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.errors import InputError

FORMAT = 2
"""Is raised whenever a state of before can't be read any more."""


def packed(kind: str, arrays: Mapping[str, NDArray[Any]], told: Any) -> bytes:
    """Arrays of numbers by name, and `told`, whatever JSON can hold, as the state of something of this kind."""
    shapes = [[name, array.dtype.str, array.shape] for name, array in arrays.items()]
    head = json.dumps({"format": FORMAT, "kind": kind, "told": told, "arrays": shapes})
    return zlib.compress(b"\n".join((head.encode(), b"".join(a.tobytes() for a in arrays.values()))), 1)


def unpacked(kind: str, state: bytes) -> tuple[dict[str, NDArray[Any]], Any]:
    """What was packed. InputError when it is no state of this kind and format."""
    try:
        text, _, data = zlib.decompress(state).partition(b"\n")
        head = json.loads(text)
        found, told = (head["kind"], head["format"]), head["told"]
        if found == (kind, FORMAT):
            return _arrays(head["arrays"], data), told
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise InputError(f"expected the state of {kind}, got {len(state):,} bytes that are none ({error})") from None
    raise InputError(f"expected the state of {kind} in format {FORMAT}, got {found[0]} in format {found[1]}")


def _arrays(shapes: list[tuple[str, str, list[int]]], data: bytes) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {}
    start = 0
    for name, kind, shape in shapes:
        size = math.prod(shape) * np.dtype(kind).itemsize
        found[name] = np.frombuffer(data[start : start + size], dtype=kind).reshape(shape)
        start += size
    if start != len(data):
        raise ValueError(f"{len(data):,} bytes of arrays where {start:,} were told")
    return found


def prefixed(prefix: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The arrays under names that begin with the prefix, so that several parts share one state."""
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def under(prefix: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Those arrays that were named with the prefix, under their own names."""
    return {name.removeprefix(f"{prefix}."): a for name, a in arrays.items() if name.startswith(f"{prefix}.")}
