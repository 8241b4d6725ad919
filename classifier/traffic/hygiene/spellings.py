"""What stands where the name of a brand would, by key, as it was written first."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.traffic.groups import firsts
from classifier.traffic.hygiene.named import Named
from classifier.traffic.table import Keys, Table


class Spellings:
    """Candidates for names of brands by key, as many as others ask to keep."""

    def __init__(self) -> None:
        self._table = Table({})
        self.names: list[str] = []

    def __getitem__(self, key: int) -> str:
        """How it was written; "" for what was not kept."""
        place = int(self._table.find(np.array([key], dtype=np.uint64))[0])
        return self.names[place] if place >= 0 else ""

    def add(self, keys: Keys, named: Named) -> None:
        """Remember those of the keys that are new; 0 stands for none."""
        before = len(self._table)
        places = self._table.places(keys)
        if len(self._table) > before:
            self.names.extend(named.written(at) for at in firsts(places, before, len(self._table)).tolist())

    def keep(self, keys: Keys) -> None:
        """Forget all but these."""
        chosen = np.flatnonzero(np.isin(self._table.keys, keys))
        self.names = [self.names[place] for place in chosen]
        self._table.keep(chosen)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """For a state, beside `names`."""
        return self._table.arrays()

    def restore(self, arrays: Mapping[str, NDArray[Any]], names: Iterable[str]) -> None:
        """Go on from a state."""
        self._table.restore(arrays)
        self.names = list(names)
