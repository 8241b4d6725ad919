"""How far a batch has come, as a file that is replaced as one."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from classifier.errors import InputError, PrescreenError
from service.batching.job import Summary
from service.tables.chunks import Facts


@dataclass(frozen=True, slots=True)
class State:
    """What has been done, all of it together.

    `pins` are facts that must be the same in the end as in the beginning, by their names; `day` is the day of
    judgement. `following` is where the input goes on. `rows` and `rejects` say how far the files of parts are good, and
    `observers` are the states of the observers (base64). `replace` says that OUT may be replaced, and `whole` that
    nothing is left to do but to give the parts their names.
    """

    pins: dict[str, str]
    day: str
    replace: bool
    following: int = 1
    rows: Facts | None = None
    rejects: int = 0
    summary: Facts = field(default_factory=lambda: Summary().facts())
    observers: list[str] = field(default_factory=list)
    whole: bool = False

    def check(self, pins: Mapping[str, str]) -> None:
        """InputError if something is not as it was."""
        for name, now in pins.items():
            if self.pins.get(name) != now:
                raise InputError(
                    f"--resume: {name} was {self.pins.get(name)} when this output was begun, and is {now} now; "
                    f"go on with the same, or start again with --force"
                )

    def save(self, path: Path) -> None:
        """Write it to the disk, in place of what was there."""
        new = path.with_name(f"{path.name}.new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync(path.parent)


def read(path: Path) -> State | None:
    """The state of a file, None if there is none. PrescreenError if it cannot be read."""
    try:
        return State(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise PrescreenError(f"{path}: cannot be read ({error}); start again with --force") from None


def sync(directory: Path) -> None:
    """Have the names of a directory on the disk, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
