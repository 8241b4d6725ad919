"""Words that tell a brand's name from other words that begin with a capital, in English, Spanish and French.

Source: `classifier/lists/speaker_words.tsv`, which says what each kind is.
"""

from classifier.tsv import words

_LIST = "speaker_words.tsv"

BUSINESSES = words(_LIST, "business")
"""Nouns of trades and firms, one of which is in most brands' names."""
NOTICES = words(_LIST, "notice")
"""What follows a brand's name where it speaks: "Acme Alerts: ..."."""
TOPICS = words(_LIST, "topic")
"""What opens a message, or names an event or a group of readers: "Parents: ...", "Fall Festival: ..."."""
TITLES = words(_LIST, "title")
"""Words after which a person's name follows."""
INSIDE = words(_LIST, "inside")
"""Words without a capital that may stand inside a name."""
