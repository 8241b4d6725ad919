"""Texts of the command line, where - stands for the lines of standard input."""

import sys
from collections.abc import Iterable, Iterator

from classifier.errors import InputError
from classifier.screenable import screenable


def texts_of(arguments: Iterable[str], longest: int) -> Iterator[str]:
    """The texts, with - replaced by the lines of stdin; InputError names the one that cannot be screened."""
    for number, text in enumerate(arguments, start=1):
        named = _stdin_lines() if text == "-" else [(f"text {number}", text)]
        for place, one in named:
            try:
                yield screenable(one, longest)
            except InputError as error:
                raise InputError(f"{place}: {error}") from None


def _stdin_lines() -> Iterator[tuple[str, str]]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        place = f"line {number} of standard input"
        try:
            yield place, line.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise InputError(f"{place}: not UTF-8, see its byte {error.start}") from None
