"""Commands that take long and end cleanly when they are asked to, by Ctrl-C or SIGTERM."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import typer


@contextmanager
def stoppable(told: Callable[[], str]) -> Iterator[Callable[[], None]]:
    """Within the block, both signals raise SystemExit, after which `told` says in a line what is left; 128 + signal.

    The block calls what it is given now and then: an exception out of a signal can get lost in code that nobody called,
    such as a destructor, and is raised there again.
    """
    asked = 0

    def check() -> None:
        if asked:
            raise SystemExit(128 + asked)

    def ask(number: int, _: FrameType | None) -> None:
        nonlocal asked
        asked = number
        check()

    before = [(number, signal.signal(number, ask)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield check
    except SystemExit:
        if asked:
            typer.echo(f"prescreen: {told()}", err=True)
        raise
    finally:
        for number, handler in before:
            signal.signal(number, handler)
