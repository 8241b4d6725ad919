"""What a check is: a function that looks at a message and reports hits, with a code, a name and its documentation.

Adding a check takes one function with `@check` in a file of `classifier/checks/`, and one file of cases,
`tests/cases/<CODE>.yaml`.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from classifier.subject import Subject
from classifier.types import Effect, Hit

Sees = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """A witness. `code` is never reused; `effect` is what a hit means unless the policy says otherwise.

    `title` is the first line of the documentation, `documentation` the rest: why the check is there and what it leaves
    alone. `fix` says what the sender can do.
    """

    code: str
    name: str
    effect: Effect
    clause: str
    fix: str
    title: str
    documentation: str
    sees: Sees


def check(code: str, name: str, *, clause: str, fix: str, effect: Effect = Effect.BLOCK) -> Callable[[Sees], Check]:
    """Make a check of a function; its docstring is what users read."""

    def made(sees: Sees) -> Check:
        title, _, documentation = (inspect.getdoc(sees) or "").partition("\n")
        return Check(code, name, effect, clause, fix, title.strip(), documentation.strip(), sees)

    return made
