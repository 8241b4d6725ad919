"""Regular inflections of the words of a phrase, by simple rules of English, Spanish and French.

Too many forms do no harm: a form that no language has is never written.
"""

from itertools import islice, product

SHORTEST = 4
"""Shorter words stay as they are: "de", "the", "no"."""
MOST_FORMS = 400
"""Of one phrase."""

_VOWELS = "aeiou"


def inflected(phrase: str, lang: str) -> set[str]:
    """The phrase and its forms; each word of four letters or more is inflected on its own."""
    inflect = {"es": _spanish, "fr": _french}.get(lang, _english)
    words = [[word, *sorted(inflect(word) - {word})] if _varies(word) else [word] for word in phrase.split()]
    return {" ".join(form) for form in islice(product(*words), MOST_FORMS)}


def _varies(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _english(word: str) -> set[str]:
    stem = word[:-1] if word.endswith("e") else word
    if word.endswith("y") and word[-2] not in _VOWELS:
        return {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    forms = {plural, stem + "ing", stem + "ed", stem + "er", stem + "ers"}
    if word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        forms |= {word + word[-1] + "ing", word + word[-1] + "ed"}
    return forms


def _spanish(word: str) -> set[str]:
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
    return {word + "s", word + "x", word + "e", word + "es"}
