"""What a check is: a function that looks at a message and reports hits, with a code, a name and its documentation.

Adding a check takes one function with `@check` in a file of `classifier/checks/`, and one file of cases,
`tests/cases/<CODE>.yaml`.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from classifier.subject import Subject
from classifier.types import Effect, Hit


class Need(StrEnum):
    """Without what a check has nothing to see, as `classifier.traffic.prefilters` can tell of many messages at once.

    A check that says nothing looks at every message, which is always right and slower in batches.
    """

    ANYTHING = "anything"
    PHRASE = "a phrase of the keyword rules"
    LINK = "a link that may be a finding"
    MASK = "signs that may stand for what was redacted"
    OPT_OUT = "talk of opting out, other than with a word that providers honour"
    OPTED_OUT = "the confirmation of an opt-out"
    SENDER = "a sender that is no ordinary number"
    RECIPIENT = "a recipient that is no ordinary number"
    PROMOTION = "a use case or a first contact"
    RECORDS = "records: an account, a brand, what is known of the recipient"
    SCORE = "a score of the model"


Sees = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """A witness. `code` is never reused; `effect` is what a hit means unless the policy says otherwise.

    `title` is the first line of the documentation, `documentation` the rest: why the check is there and what it leaves
    alone. `fix` says what the sender can do. A hit takes one of `needs` at least.
    """

    code: str
    name: str
    effect: Effect
    clause: str
    fix: str
    title: str
    documentation: str
    sees: Sees
    needs: frozenset[Need] = frozenset({Need.ANYTHING})


def check(
    code: str,
    name: str,
    *,
    clause: str,
    fix: str,
    effect: Effect = Effect.BLOCK,
    needs: Iterable[Need] = (Need.ANYTHING,),
) -> Callable[[Sees], Check]:
    """Make a check of a function; its docstring is what users read."""

    def made(sees: Sees) -> Check:
        title, _, documentation = (inspect.getdoc(sees) or "").partition("\n")
        documented = title.strip(), documentation.strip()
        return Check(code, name, effect, clause, fix, *documented, sees, frozenset(needs))

    return made
