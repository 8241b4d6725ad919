"""What is known of a check or rule that crashed, without a word of the message that it crashed on."""

import traceback
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Failure:
    """The name of the check or rule, the type of the error, and the file and line that raised it.

    What an error says may quote the message, so it is not kept.
    """

    name: str
    error: str
    place: str


def failure_of(name: str, error: Exception) -> Failure:
    """What may be told of the error."""
    place = "unknown"
    for frame, line in traceback.walk_tb(error.__traceback__):
        place = f"{PurePath(frame.f_code.co_filename).name}:{line}"
    return Failure(name, type(error).__qualname__, place)


def untold(failure: Failure) -> None:
    """Tell nobody, where nobody wants to know; the verdict names the check all the same."""
