"""Commands that take long and end cleanly when they are asked to, by Ctrl-C or SIGTERM."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import typer


class Stop:
    """What was asked of a command by a signal. `left` says in a line what is left of it."""

    def __init__(self) -> None:
        self.left: Callable[[], str] = lambda: "stopped; nothing was done"
        self.asked = 0

    def __call__(self, number: int, _: FrameType | None) -> None:
        """Take the signal."""
        self.asked = number
        self.check()

    def check(self) -> None:
        """End the command if that was asked for. To be called now and then.

        An exception out of a signal can get lost in code that nobody called, such as a destructor.
        """
        if self.asked:
            raise SystemExit(128 + self.asked)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Within the block, both signals raise SystemExit(128 + signal), and then it is told what is left."""
    stop = Stop()
    before = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield stop
    except SystemExit:
        if stop.asked:
            typer.echo(f"prescreen: {stop.left()}", err=True)
        raise
    finally:
        for number, handler in before:
            signal.signal(number, handler)
