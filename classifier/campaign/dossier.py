"""All that the rules about a whole campaign look at: the registration, and what was found in each text by itself."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from classifier import consent, links
from classifier.campaign.contacts import without_contacts
from classifier.campaign.registration import Registration
from classifier.campaign.seen import Place, Seen
from classifier.checks import brands
from classifier.policy import Policy
from classifier.records import Brand, Context
from classifier.subject import Subject
from classifier.text import readings
from classifier.types import Effect, Message


@dataclass(frozen=True)
class Dossier:
    """A registration under a policy. `single` is what was seen in single texts and holds for the campaign too."""

    registration: Registration
    context: Context
    policy: Policy
    single: tuple[Seen, ...] = ()

    @property
    def brand(self) -> Brand:
        """The registered brand, with the names that its messages may call it."""
        return self.context.brand or self.registration.brand

    @property
    def samples(self) -> tuple[tuple[str, str], ...]:
        """Field and text of each sample."""
        return self.registration.samples

    @cached_property
    def links(self) -> Mapping[str, tuple[links.Link, ...]]:
        """Links of each sample, by field."""
        return {field: links.find(text) for field, text in self.samples}

    def names_brand(self, text: str) -> bool:
        """Whether the text has one of the brand's names. A link alone does not count: registries want the name."""
        brand = replace(self.brand, hosts=())
        message = Message(text, first_contact=True)
        subject = Subject(message, replace(self.context, brand=brand), self.policy, readings(text))
        return not any(True for _ in brands.missing_brand_name.sees(subject))

    def without_names(self, text: str) -> str:
        """The text with spaces where the brand is named, so that no word of a name is taken for more."""
        return self._names.sub(lambda match: " " * len(match.group()), text)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        longest_first = sorted(self.brand.names, key=len, reverse=True)
        return re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in longest_first), re.IGNORECASE)

    def plain(self, text: str) -> str:
        """The text with spaces for the brand's names, addresses, numbers and links: what it says besides those."""
        return without_contacts(self.without_names(text))

    def tells_how_to_opt_out(self, text: str) -> bool:
        """Whether the text says how to opt out, with a word that providers honour."""
        return consent.instruction(text, self.policy.lists.reply_words)

    def prohibited(self, field: str) -> frozenset[str]:
        """Categories that block the field's text."""
        return frozenset(
            seen.about for seen in self.single if seen.field == field and seen.about and seen.effect is Effect.BLOCK
        )

    def shown(self, field: str, text: str, categories: frozenset[str]) -> Iterator[Place]:
        """What shows that one of the categories blocks the field; its whole text, if no word stands out."""
        for seen in self.single:
            if seen.field == field and seen.about in categories and seen.effect is Effect.BLOCK:
                yield from seen.places or (Place(field, 0, len(text), text),)


Rule = Callable[[Dossier], Iterable[Seen]]
"""Looks at the whole registration and tells what it sees."""
