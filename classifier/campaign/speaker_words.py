"""Words that tell a brand's name from other words that begin with a capital, in English, Spanish and French.

Source: `classifier/lists/speaker_words.tsv`, which says what each kind is.
"""

from importlib.resources import files


def _words(kind: str) -> frozenset[str]:
    lines = files("classifier").joinpath("lists", "speaker_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return frozenset(word for row in rows if row[0] == kind for word in row[1].split())


BUSINESSES = _words("business")
"""Nouns of trades and firms, one of which is in most brands' names."""
NOTICES = _words("notice")
"""What follows a brand's name where it speaks: "Acme Alerts: ..."."""
TOPICS = _words("topic")
"""What opens a message, or names an event or a group of readers: "Parents: ...", "Fall Festival: ..."."""
TITLES = _words("title")
"""Words after which a person's name follows."""
INSIDE = _words("inside")
"""Words without a capital that may stand inside a name."""
