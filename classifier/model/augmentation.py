"""Disguises and dress: what senders do to a text without changing what it says. Used in training and to measure.

Each disguise is a function of a text and a seeded `random.Random`. It works on the words that carry meaning (four
letters or more, and every second shorter one), since a sender hides words, not spaces.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

Disguise = Callable[[str, random.Random], str]

_WORD = re.compile(r"[^\W\d_]{3,}")
_LINK = re.compile(r"\S*(?:://|www\.|\.com|\.co|[{}<>\[\]])\S*")
_LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "b": "8"}
_LOOKALIKE = {"a": "аα", "c": "с", "e": "е", "i": "і", "o": "оο", "p": "р", "s": "ѕ", "x": "х", "y": "у", "j": "ј",
    "n": "п", "k": "к", "h": "һ", "d": "ԁ", "g": "ɡ", "l": "ⅼ", "m": "м", "t": "т", "r": "г", "v": "ν"}  # fmt: skip
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a"
_MARKS = "\u0301\u0308\u0330\u0336\u0323\u0303"
_EMOJI = "🔥💰🎁✨⭐🎰💵❤"
_ACCENTS = {"a": "áàâä", "e": "éèêë", "i": "íìî", "o": "óòôö", "u": "úùûü", "c": "ç", "n": "ñ"}
_STYLES = (0x1D400, 0x1D4D0, 0x1D5D4, 0x1D670, 0xFF21)
FOOTERS = (
    "Reply STOP to opt out",
    "Txt STOP to end",
    "Msg & data rates may apply. HELP for help",
    "T&Cs apply",
    "STOP2END",
    "To unsubscribe reply STOP",
    "Std rates apply",
    "Terms: see website",
    "Ref 48210",
    "Do not reply",
    "Responde ALTO para salir",
    "Aplican T&C",
    "Envia BAJA para no recibir mas",
    "STOP au 36180",
    "Rep STOP",
    "ARRET pour arreter",
    "https://bit.ly/3kQz7Lm",
    "www.info-mobile.net/a",
    "t.ly/x8Pq",
    "Call 0845 220 1190",
    "+1 415 230 7781",
    "<URL>",
    "<PHONE>",
    "Tap link for details",
    "Sent from my phone",
    "Thank you",
    "Have a nice day",
)


def _each_word(text: str, rng: random.Random, change: Callable[[str], str], share: float = 1.0) -> str:
    kept = [match.span() for match in _LINK.finditer(text)]

    def swap(match: re.Match[str]) -> str:
        word = match.group()
        if any(start <= match.start() < end for start, end in kept) or rng.random() > share:
            return word
        return change(word)

    return _WORD.sub(swap, text)


def _letters(table: dict[str, str], share: float) -> Disguise:
    def disguise(text: str, rng: random.Random) -> str:
        def change(word: str) -> str:
            return "".join(
                rng.choice(table[c.lower()]) if c.lower() in table and rng.random() < share else c for c in word
            )

        return _each_word(text, rng, change)

    return disguise


def _between(separators: str, every: bool, share: float = 0.6) -> Disguise:
    """Put a separator between all letters of a word, or at one place inside it."""

    def disguise(text: str, rng: random.Random) -> str:
        def change(word: str) -> str:
            separator = rng.choice(separators)
            if every:
                return separator.join(word)
            place = rng.randint(2, max(2, len(word) - 2))
            return word[:place] + separator + word[place:]

        return _each_word(text, rng, change, share)

    return disguise


def spaced(text: str, rng: random.Random) -> str:
    """Spell words out ("c a s i n o"), with a wider gap beside them."""
    spelt = _each_word(text, rng, lambda word: "\u2003" + " ".join(word) + "\u2003", 0.6)
    return spelt.replace("\u2003 ", "   ").replace(" \u2003", "   ").replace("\u2003", "   ").strip()


def repeated(text: str, rng: random.Random) -> str:
    """Stretch a letter of each word ("looooan")."""

    def change(word: str) -> str:
        place = rng.randrange(len(word))
        return word[:place] + word[place] * rng.randint(3, 5) + word[place + 1 :]

    return _each_word(text, rng, change)


def styled(text: str, rng: random.Random) -> str:
    """Mathematical and full-width letters."""
    base = rng.choice(_STYLES)
    lower = 0xFF41 if base == 0xFF21 else base + 26

    def change(word: str) -> str:
        return "".join(
            chr(base + ord(c) - 65) if "A" <= c <= "Z" else chr(lower + ord(c) - 97) if "a" <= c <= "z" else c
            for c in word
        )

    return _each_word(text, rng, change)


def accents_dropped(text: str, rng: random.Random) -> str:
    """Without accents, as typed on a foreign keyboard."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def marked(text: str, rng: random.Random) -> str:
    """Combining marks on the letters."""
    return _each_word(
        text, rng, lambda word: "".join(c + rng.choice(_MARKS) if rng.random() < 0.5 else c for c in word)
    )


def zero_width(text: str, rng: random.Random) -> str:
    """Invisible characters inside the words."""
    return _each_word(text, rng, lambda word: rng.choice(_ZERO_WIDTH).join(word))


def entities(text: str, rng: random.Random) -> str:
    """HTML character references for some letters."""
    return _each_word(text, rng, lambda word: "".join(f"&#{ord(c)};" if rng.random() < 0.3 else c for c in word))


def percent(text: str, rng: random.Random) -> str:
    """Percent-encoding for some letters."""

    def change(word: str) -> str:
        return "".join(f"%{ord(c):02X}" if c.isascii() and rng.random() < 0.4 else c for c in word)

    return _each_word(text, rng, change)


def alternating(text: str, rng: random.Random) -> str:
    """LiKe tHiS."""
    return "".join(c.upper() if rng.random() < 0.5 else c.lower() for c in text)


def hashtags(text: str, rng: random.Random) -> str:
    """Neighbouring words joined behind a hash sign, each with a capital."""
    words = text.split(" ")
    joined: list[str] = []
    while words:
        count = rng.randint(2, 3) if all(word.isalpha() and len(word) > 2 for word in words[:3]) else 1
        taken, words = words[:count], words[count:]
        joined.append("#" + "".join(word.capitalize() for word in taken) if count > 1 else taken[0])
    return " ".join(joined)


DISGUISES: dict[str, Disguise] = {
    "leetspeak": _letters(_LEET, 0.5),
    "homoglyphs": _letters(_LOOKALIKE, 0.5),
    "accents_added": _letters(_ACCENTS, 0.5),
    "accents_dropped": accents_dropped,
    "compatibility_forms": styled,
    "combining_marks": marked,
    "zero_width": zero_width,
    "spaced_letters": spaced,
    "dotted_letters": _between(".-*_", every=True),
    "emoji_between_letters": _between(_EMOJI, every=True),
    "split_by_punctuation": _between(".-*_~|/", every=False),
    "split_by_emoji": _between(_EMOJI, every=False),
    "split_by_line_break": _between("\n", every=False, share=0.4),
    "repeated_letters": repeated,
    "html_entities": entities,
    "percent_encoding": percent,
    "upper_case": lambda text, rng: text.upper(),
    "lower_case": lambda text, rng: text.lower(),
    "alternating_case": alternating,
    "hashtags": hashtags,
}


def dressed(text: str, rng: random.Random) -> str:
    """The text with a footer, a link or a number before or after it, as clean and prohibited messages both carry."""
    footer = rng.choice(FOOTERS)
    return f"{text} {footer}" if rng.random() < 0.8 else f"{footer} {text}"


def variants(texts: Sequence[str], seed: int, share: float) -> list[tuple[int, str]]:
    """Seeded variants of a share of the texts: (index of the text, variant); each disguise gets its turn."""
    rng = random.Random(seed)
    names = sorted(DISGUISES)
    made: list[tuple[int, str]] = []
    for index, text in enumerate(texts):
        if rng.random() >= share:
            continue
        variant = DISGUISES[names[len(made) % len(names)]](text, rng)
        made.append((index, dressed(variant, rng) if rng.random() < 0.4 else variant))
    return made
