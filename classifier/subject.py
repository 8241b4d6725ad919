"""What is before the checks: one message with its context, and what several checks need of it, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from classifier import links, numbers, text, use_cases
from classifier.policy import Policy
from classifier.records import Context
from classifier.types import Explanation, Message, Thresholds


@dataclass(frozen=True)
class Subject:
    """A message to be judged; checks read nothing else. `read` are the text's readings, where they are known."""

    message: Message
    context: Context
    policy: Policy
    read: tuple[text.View, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    thresholds: Mapping[str, Thresholds] | None = None

    @property
    def day(self) -> date:
        """The day whose policy judges."""
        return self.context.as_of or self.policy.dated_on

    @cached_property
    def readings(self) -> tuple[text.View, ...]:
        """The text with disguises undone."""
        return self.read or text.readings(self.message.text)

    @cached_property
    def links(self) -> tuple[links.Link, ...]:
        """Links of the text, bare and disguised ones too."""
        return links.find(self.message.text)

    @cached_property
    def sender(self) -> numbers.Number | None:
        """The sender ID, parsed; None when it is not known."""
        raw = self.message.sender or (self.context.sender.number if self.context.sender else None)
        return numbers.parse(raw) if raw is not None else None

    @cached_property
    def recipient(self) -> numbers.Number | None:
        """The destination, parsed; None when it is not known."""
        return numbers.parse(self.message.recipient) if self.message.recipient is not None else None

    @property
    def use_case(self) -> str | None:
        """The registered use case, as registries write it."""
        named = self.message.use_case or (self.context.campaign.use_case if self.context.campaign else None)
        return use_cases.normal(named) if named else None

    @property
    def is_marketing(self) -> bool:
        """Whether the message was registered as one that promotes something."""
        return self.use_case in use_cases.MARKETING
