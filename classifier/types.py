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
        return _RANKS[self]


_RANKS = {effect: rank for rank, effect in enumerate(Effect)}


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
class Hit:
    """What a check saw. What it means is the policy's business.

    `rule` is the id of the keyword rule that it is of, `reference` the exemption that it falls under, and `score` the
    model's probability, where there is one.
    """

    reason: str
    evidence: tuple[Evidence, ...] = ()
    category: str | None = None
    rule: str | None = None
    reference: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which a category is reviewed and blocked."""

    review: float
    block: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen in a message, and what it means under the policy. `reference` is the exemption that allows it."""

    code: str
    name: str
    effect: Effect
    reason: str
    evidence: tuple[Evidence, ...] = ()
    category: str | None = None
    clause: str | None = None
    fix: str | None = None
    enforced_from: date | None = None
    reference: str | None = None


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
class Segments:
    """How a text is billed: `count` parts of `units` (septets of GSM-7, UTF-16 code units of UCS-2) altogether.

    `forced_by` shows where the characters are, at most ten different ones, that turn the whole text to UCS-2.
    """

    encoding: str
    count: int
    units: int
    forced_by: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The smallest edit that clears a message, screened again before it is offered."""

    text: str
    edits: tuple[str, ...]
    segments_before: int
    segments_after: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a message may be sent, and exactly why not.

    `decision` is the greatest effect of the findings, where `warn` allows. `labels` are the categories that fire, each
    with its parent, sorted. `no_suggestion` says why no edit clears the message, where none does. `failed` names the
    checks that crashed, which lifts the decision to `review`.
    """

    decision: Effect
    labels: tuple[str, ...]
    findings: tuple[Finding, ...]
    explanations: tuple[Explanation, ...]
    segments: Segments
    model_version: str
    policy_version: str
    as_of: date
    id: str | None = None
    suggestions: tuple[Suggestion, ...] = ()
    no_suggestion: str | None = None
    failed: tuple[str, ...] = ()
