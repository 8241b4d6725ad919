"""Working memory that is used again, each piece by one thread at a time."""

from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

Room = TypeVar("Room")


class Pool(Generic[Room]):
    """Rooms of memory for texts of so many code points, made when there is none that is large enough."""

    def __init__(self, make: Callable[[int], Room], usual: int, most_kept: int) -> None:
        """A room is made for `usual` code points at least; one for more than `most_kept` is not kept."""
        self._make, self._usual, self._most_kept = make, usual, most_kept
        self._free: list[tuple[int, Room]] = []

    def taken(self, code_points: int) -> tuple[int, Room]:
        """A room that nobody else has, with its size; to be given back as it is."""
        with suppress(IndexError):  # a list pops at once, so that no two threads get one room
            free = self._free.pop()
            if free[0] >= code_points:
                return free
        size = max(code_points, self._usual)
        return size, self._make(size)

    def given_back(self, room: tuple[int, Room]) -> None:
        """Keep the room for others."""
        if room[0] <= self._most_kept:
            self._free.append(room)
