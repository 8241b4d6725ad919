"""Regular inflections of the words of a phrase, by simple rules of English, Spanish and French.

Too many forms do no harm: a form that no language has is never written.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

SHORTEST = 4
"""Shorter words stay as they are: "de", "the", "no"."""
MOST_FORMS = 400
"""Of one phrase. Forms with few inflected words come first, so that in a long phrase every word is inflected."""

_VOWELS = "aeiou"
_DOUBLING = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]|\w*(?:[^f]fer|mit|cur|pel|gin)")
"""Verbs whose last letter is doubled before -ing and -ed: of one syllable, or stressed on the last."""


def inflected(phrase: str, lang: str) -> set[str]:
    """The phrase and its forms; each word of four letters or more is inflected on its own."""
    inflect = {"es": _spanish, "fr": _french}.get(lang, _english)
    words = phrase.split()
    others = [sorted(inflect(word) - {word}) if _varies(word) else [] for word in words]
    return {" ".join(form) for form in islice(_forms(words, others), MOST_FORMS)}


def _forms(words: Sequence[str], others: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The words themselves, then with one of them in another form, with two, and so on."""
    varying = [index for index, forms in enumerate(others) if forms]
    for count in range(len(varying) + 1):
        for chosen in combinations(varying, count):
            for forms in product(*(others[index] for index in chosen)):
                changed = dict(zip(chosen, forms, strict=True))
                yield [changed.get(index, word) for index, word in enumerate(words)]


def _varies(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _english(word: str) -> set[str]:
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return set()  # a plural, which is no verb
    if word.endswith("y") and word[-2] not in _VOWELS:
        return {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if word.endswith("ing"):
        return {plural}
    if word.endswith("ed") and not word.endswith("eed"):
        return set()
    before_ing = word[:-1] if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) else word
    doubled = word + word[-1] if _DOUBLING.fullmatch(word) else before_ing
    return {
        plural,
        before_ing + "ing",
        doubled + "ing",
        word.removesuffix("e") + "ed",
        doubled.removesuffix("e") + "ed",
    }


def _spanish(word: str) -> set[str]:
    if word.endswith(("os", "as")):
        return set()
    if word.endswith(("o", "a")):
        return {word[:-1] + ending for ending in ("o", "a", "os", "as")}
    if word.endswith("z"):
        return {word[:-1] + "ces"}
    return {word + "s"} if word[-1] in _VOWELS else {word + "es", word + "a", word + "as"}


def _french(word: str) -> set[str]:
    if word.endswith("al"):
        return {word[:-2] + "aux", word + "e", word + "es"}
    if word.endswith("e"):
        return {word + "s"}
    if word.endswith(("s", "x", "z")):
        return {word + "e", word + "es"}
    return {word + "s", word + "x", word + "e", word + "es"}
