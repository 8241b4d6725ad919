"""Who may speak in a message: names where a speaker's name stands, in English, Spanish and French.

"Acme: ...", "[Acme] ...", "... - Acme", "thanks for choosing Acme", "your friends at Acme", "this is Jo from Acme".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from classifier.campaign.speaker_words import BUSINESSES, INSIDE, NOTICES, TITLES, TOPICS


class Position(Enum):
    """Where a name stands that may be a speaker's."""

    LABEL = "before a colon at the beginning"
    BRACKETS = "in brackets at the beginning"
    SIGNATURE = "at the end"
    GREETING = "in a greeting"
    TEAM = "as the people of"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name that the text may speak for: text[start:end], without the words that only follow a name."""

    name: str
    start: int
    end: int
    position: Position


_CAPITAL = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
_TOKEN = rf"(?:(?:St|Ste|Mt|Ft|Dr|Fr|Mr|Mrs|Ms|Sra?)\.|[{_CAPITAL}0-9][\w'’&-]{{0,40}})"
_INSIDE = "|".join(re.escape(word) for word in sorted(INSIDE, key=len, reverse=True))
_WORDS = rf"{_TOKEN}(?:\s(?:(?:{_INSIDE})\s){{0,2}}{_TOKEN}){{0,7}}"
_NAME = rf"(?P<name>{_WORDS})"
_END = (
    r"(?=[.!]?\s*(?:$|(?i:reply|text|txt|send|stop|unsubscribe|to\s+(?:stop|opt|end|unsub)|responda|env[ií]e|para"
    r"|r[ée]pondez|envoyez|pour|msg)\b))"
)
_GREETINGS = (
    r"(?i:this\s+is|message\s+from|greetings\s+from|regards\s+from|news\s+from|on\s+behalf\s+of|brought\s+to\s+you\s+by"
    r"|thank(?:s|\s+you)\s+for\s+(?:choosing|shopping\s+(?:at|with)|visiting|joining)|welcome\s+(?:back\s+)?to|here\s+at"
    r"|we\s+at|somos|de\s+parte\s+de|gracias\s+por\s+(?:elegir|visitar|preferir)(?:\s+a)?|bienvenid[oa]s?\s+a|au\s+nom\s+de"
    r"|merci\s+d['’]avoir\s+choisi|bienvenue\s+chez)"
)
_PERSONS = r"(?i:this\s+is|it['’]?s|it\s+is|my\s+name\s+is|i['’]?m|soy|(?:le\s+)?habla|c['’]est|ici)"
_PATTERNS = (
    (
        Position.LABEL,
        re.compile(rf"\A[\W_]{{0,4}}(?:(?i:from|de|by|via)\s)?{_NAME}(?:\s?:(?=\s|$)|\s[-–—|]\s)"),
    ),
    (Position.GREETING, re.compile(rf"\A[\W_]{{0,4}}{_NAME}\s(?i:here)(?=[!.,:])")),
    (Position.BRACKETS, re.compile(rf"\A\s{{0,4}}[\[(]{_NAME}[\])]")),
    (Position.SIGNATURE, re.compile(rf"(?<=[\s.!?])[-–—~]\s?{_NAME}{_END}|(?<=[.!?])\s+(?P<last>{_WORDS}){_END}")),
    (Position.GREETING, re.compile(rf"\b{_GREETINGS}\s+{_NAME}(?!\s(?i:from|with|at|of|de)\s)")),
    (
        Position.TEAM,
        re.compile(
            rf"\b(?i:your\s+friends|(?:the|your)\s+(?:\w+\s+)?(?:team|crew|staff|folks|family)|all\s+of\s+us|everyone)"
            rf"\s+(?i:at|from|of|with)\s+{_NAME}|\b{_PERSONS}\s+{_TOKEN}(?:\s{_TOKEN}){{0,2}}\s(?i:from|with|at|of|de|avec)"
            rf"\s(?P<of>{_WORDS})"
        ),
    ),
)


def speakers(text: str) -> Iterator[Speaker]:
    """The names that the text may speak for."""
    for position, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            group = next(name for name, value in match.groupdict().items() if value is not None)
            name = _trimmed(match[group], position)
            if name:
                yield Speaker(name, match.start(group), match.start(group) + len(name), position)


def _trimmed(name: str, position: Position) -> str:
    """The name without a notice's kind after it ("Acme Alerts"); empty if it is no firm's name."""
    words = name.split()
    if not words or words[0].casefold().rstrip(".") in TITLES:
        return ""
    while words and words[-1].casefold() in NOTICES | INSIDE:
        words.pop()
    named = [word for word in words if not word.isdecimal()]
    topic = bool(named) and _is(named[-1], TOPICS) and position is not Position.TEAM
    if topic or all(is_common(word) for word in named):
        return ""
    only_a_trade = len(named) == 1 and named[0].casefold() in BUSINESSES  # "Library: ...", a part of the brand's house
    return "" if only_a_trade else " ".join(words)


def _is(word: str, words: frozenset[str]) -> bool:
    plain = word.casefold()
    return plain in words or plain.removesuffix("s") in words


def is_common(word: str) -> bool:
    """Whether the word opens messages or follows names, and is part of no firm's name by itself."""
    return _is(word, TOPICS | NOTICES | INSIDE)
