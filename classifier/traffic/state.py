"""States of accumulators as bytes: arrays and strings, nothing that runs when it is read."""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.errors import InputError

FORMAT = 1
"""Is raised whenever a state of before can't be read any more."""
_TOLD = "told"


def packed(kind: str, arrays: Mapping[str, NDArray[Any]], told: Any) -> bytes:
    """Arrays of numbers by name, and `told`, whatever JSON can hold, as the state of something of this kind."""
    head = json.dumps({"format": FORMAT, "kind": kind, "told": told}, ensure_ascii=True).encode()
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **{_TOLD: np.frombuffer(head, dtype=np.uint8), **arrays})
    return zlib.compress(file.getvalue(), 1)  # the fastest level: most of it is zeros


def unpacked(kind: str, state: bytes) -> tuple[dict[str, NDArray[Any]], Any]:
    """What was packed. InputError when it is no state of this kind and format."""
    try:
        with np.load(io.BytesIO(zlib.decompress(state)), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        head = json.loads(arrays.pop(_TOLD).tobytes())
        found, told = (head["kind"], head["format"]), head["told"]
    except (ValueError, KeyError, TypeError, OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise InputError(f"expected the state of {kind}, got {len(state):,} bytes that are none ({error})") from None
    if found != (kind, FORMAT):
        raise InputError(f"expected the state of {kind} in format {FORMAT}, got {found[0]} in format {found[1]}")
    return arrays, told


def prefixed(prefix: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The arrays under names that begin with the prefix, so that several parts share one state."""
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def under(prefix: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Those arrays that were named with the prefix, under their own names."""
    return {name.removeprefix(f"{prefix}."): a for name, a in arrays.items() if name.startswith(f"{prefix}.")}
