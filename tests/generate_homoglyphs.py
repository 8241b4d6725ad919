"""Write `classifier/lists/homoglyphs.tsv`: which characters stand for which ASCII letters.

Run `python -m tests.generate_homoglyphs`. Sources: the Unicode confusables (as shipped by confusable-homoglyphs), the
compatibility decompositions and names of the Unicode character database, and a short list of look-alikes of our own
that disguised texts use though Unicode does not call them confusable. The table is committed, so that folding does not
depend on the Unicode version of the Python that runs it.
"""

import re
import unicodedata
from pathlib import Path

from confusable_homoglyphs import confusables

TARGET = Path(__file__).parents[1] / "classifier" / "lists" / "homoglyphs.tsv"
_LOOSE = """
яr иn нh гr кk тt вb мm рp цu чy шw щw ьb ыb эe зe пn уy фo хx лl дd жx юo бb
αa βb γy εe ζz ηn ιi κk λl μu νv οo πn ρp σo ςs τt υu χx ωw ξe δd θo φo ψw
"""
OWN_LOOKALIKES: dict[str, str] = {pair[0]: pair[1] for pair in _LOOSE.split()}
OWN_COMPATIBLE = {"ʀ": "r", "ɢ": "g", "ʟ": "l", "ɪ": "i", "ɴ": "n", "ʜ": "h", "ʙ": "b", "ʏ": "y", "ꜱ": "s", "ꞯ": "q",
    "ɐ": "a", "ǝ": "e", "ɔ": "c", "ɟ": "f", "ƃ": "g", "ɥ": "h", "ᴉ": "i", "ɾ": "j", "ʞ": "k", "ɯ": "m", "ɹ": "r",
    "ʇ": "t", "ʌ": "v", "ʍ": "w", "ʎ": "y", "€": "€", "£": "£", "¥": "¥", "¢": "¢", "ß": "ss", "æ": "ae", "œ": "oe",
    "þ": "th", "ð": "d", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ƒ": "f", "’": "'", "‘": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...", "。": ".",
    "．": ".", "․": ".", "⁄": "/", "∕": "/", "×": "x", "º": "o", "ª": "a", "⓿": "0"}  # fmt: skip
NAME_RULES = (
    re.compile(r"^LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?([A-Z])(?: WITH .+)?$"),
    re.compile(r"^(?:NEGATIVE |CROSSED )*(?:CIRCLED|SQUARED|PARENTHESIZED) LATIN (?:CAPITAL|SMALL) LETTER ([A-Z])$"),
    re.compile(r"^REGIONAL INDICATOR SYMBOL LETTER ([A-Z])$"),
)


def compatible(char: str) -> str | None:
    """ASCII that the character means by its own definition: accents, compatibility forms, letter variants."""
    if char in OWN_COMPATIBLE:
        return OWN_COMPATIBLE[char]
    if char.lower() in OWN_COMPATIBLE:
        return OWN_COMPATIBLE[char.lower()]
    decomposed = unicodedata.normalize("NFKD", char)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    if bare and bare.isascii() and bare.isprintable():
        return bare.strip() or " "
    name = unicodedata.name(char, "")
    for rule in NAME_RULES:
        if match := rule.match(name):
            return match.group(1).lower()
    return None


def confusable(char: str) -> str | None:
    """ASCII letter that Unicode says the character can be mistaken for."""
    for form in (char, char.lower(), char.upper()):
        for entry in confusables.confusables_data.get(form, ()):
            other: str = entry["c"].casefold()
            if len(other) == 1 and other.isascii() and other.isalnum():
                return other
    return None


def rows() -> list[str]:
    """The lines of the table: code point, kind (`is`, `like` or `loose`), ASCII."""
    lines = []
    for point in range(0x80, 0x1FC00):
        char = chr(point)
        if unicodedata.category(char) in {"Cn", "Cs", "Co", "Cc", "Cf", "Mn", "Me", "Zs"}:
            continue
        if (ascii_form := compatible(char)) is not None:
            if ascii_form != char:
                lines.append(f"{point:X}\tis\t{ascii_form}")
        elif (ascii_form := confusable(char)) is not None:
            lines.append(f"{point:X}\tlike\t{OWN_LOOKALIKES.get(char, ascii_form)}")
        elif (ascii_form := OWN_LOOKALIKES.get(char)) is not None:
            lines.append(f"{point:X}\tloose\t{ascii_form}")
    return lines


if __name__ == "__main__":
    TARGET.write_text("\n".join(rows()) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(rows())} characters")
