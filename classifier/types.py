"""The values that Prescreen's parts hand to each other. Offsets are Unicode code points of the raw text."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Effect(StrEnum):
    """What a finding does to a message, from the mildest to the gravest."""

    ALLOW = "allow"
    WARN = "warn"
    REVIEW = "review"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """Place in the order allow < warn < review < block."""
        return list(Effect).index(self)


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be screened, with what the caller knows about it."""

    text: str
    id: str | None = None
    sender: str | None = None
    recipient: str | None = None
    sub_account: str | None = None
    sent_at: datetime | None = None
    lang: str | None = None
    first_contact: bool | None = None
    use_case: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the raw text, text[start:end], with the weight that it has in a model's logit, if any."""

    start: int
    end: int
    text: str
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen in a message, and what it means under the policy."""

    code: str
    name: str
    effect: Effect
    reason: str
    evidence: tuple[Evidence, ...] = ()
    category: str | None = None
    clause: str | None = None
    fix: str | None = None
    enforced_from: date | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a category has its score: score = sigmoid(logit), and weights of the evidence + rest + bias = logit.

    `threshold` is the score from which the category blocks. `rest` is what no shown word carries.
    """

    category: str
    score: float
    logit: float
    threshold: float
    evidence: tuple[Evidence, ...]
    rest: float
    bias: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a message may be sent, and exactly why not.

    `decision` is the greatest effect of the findings, where `warn` allows. `labels` are the categories that fire, each
    with its parent, sorted. `failed` names the checks that crashed, which lifts the decision to `review`.
    """

    decision: Effect
    labels: tuple[str, ...]
    findings: tuple[Finding, ...]
    explanations: tuple[Explanation, ...]
    model_version: str
    policy_version: str | None = None
    id: str | None = None
    suggestions: tuple[str, ...] = ()
    segments: int | None = None
    failed: tuple[str, ...] = ()
    as_of: date | None = None
