"""Find thousands of phrases in a text at once, whole words only, in every reading of it.

Text and phrases are brought to one form: folded, and each run of signs and spaces one space. With a space at both ends
of each, a phrase is found only where whole words are, and one Aho-Corasick automaton finds all of them in one pass.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from classifier.policy.inflection import inflected
from classifier.policy.phrase_table import PhraseTable, table
from classifier.policy.rules import KeywordRule, Match
from classifier.text import View, readings
from classifier.types import Evidence

_BETWEEN = re.compile(r"[^\w$%€£]+")


class _Signs(dict[int, int]):
    """Code points as `str.translate` wants them: what parts words becomes a space."""

    def __missing__(self, code: int) -> int:
        self[code] = 0x20 if _BETWEEN.fullmatch(chr(code)) else code
        return self[code]


_SIGNS = _Signs()


@lru_cache(maxsize=50_000)
def folded(phrase: str) -> str:
    """The form in which phrases are compared."""
    return even(readings(phrase)[0].text).strip()


@lru_cache(maxsize=16)
def even(text: str) -> str:
    """A folded text with each run of signs and spaces one space, and a space at both ends: words are ` word `.

    The few that are kept are those of the message at hand: several checks ask for them.
    """
    return f" {' '.join(text.translate(_SIGNS).split())} "


class Phrases:
    """The phrases of keyword rules. The automaton is built when it is first needed."""

    def __init__(self, rules: Iterable[KeywordRule]) -> None:
        """`rules` of all phases: dates are judged on the hits."""
        self._rules = tuple(rules)

    @cached_property
    def _owners(self) -> dict[str, list[str]]:
        """Ids of the rules of each pattern."""
        owners: dict[str, list[str]] = {}
        for rule in self._rules:
            phrase = folded(rule.phrase)
            forms = inflected(phrase, rule.lang or "en") if rule.match is Match.INFLECTED else {phrase}
            for form in forms:
                owners.setdefault(f" {form} ", []).append(rule.id)
        return owners

    @cached_property
    def table(self) -> PhraseTable:
        """What tells of many texts, compiled, which may have a phrase."""
        return table(self._owners)

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[list[str]]]:
        patterns = list(self._owners)
        built = AhoCorasick(patterns, implementation=Implementation.ContiguousNFA)
        return built, [self._owners[pattern] for pattern in patterns]

    def find(self, views: Iterable[View]) -> Mapping[str, tuple[Evidence, ...]]:
        """Ids of the rules whose phrases the text has, each with where; the views are readings of one text."""
        found: dict[str, set[tuple[int, int]]] = {}
        raw = ""
        for view in views:
            raw = view.raw
            for rule_ids, start, end in self._spans(view):
                for rule_id in rule_ids:
                    found.setdefault(rule_id, set()).add(view.span(start, end))
        return {
            rule_id: tuple(Evidence(start, end, raw[start:end]) for start, end in sorted(spans))
            for rule_id, spans in found.items()
        }

    def _spans(self, view: View) -> Iterable[tuple[list[str], int, int]]:
        """Rules and folded characters of each hit."""
        automaton, owners = self._automaton
        hits = automaton.find_matches_as_indexes(even(view.text), overlapping=True)
        if not hits:
            return
        places = _places(view.text)
        for pattern, start, end in hits:
            yield owners[pattern], places[start + 1], places[end - 2] + 1


def _places(text: str) -> list[int]:
    """For each character of the even form, the index in the text that it stands for (the first space: 0)."""
    places = [0]
    last = 0
    for gap in _BETWEEN.finditer(text):
        places.extend(range(last, gap.start()))
        if gap.start() > 0:
            places.append(gap.start())
        last = gap.end()
    places.extend(range(last, len(text)))
    places.append(len(text))
    return places
