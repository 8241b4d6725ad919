"""What a reader sees: one folded view of a text, with offsets into the raw text.

Senders disguise words ("l0an", "c.a.s.i.n.o", "ϲaѕino", "&#108;oan"). `fold` undoes what a reader undoes without
thinking, and remembers for every folded character which code points of the raw text it came from, so that any
highlight lands on what the sender wrote.

The view has two parts. First the whole text in its most likely reading. After a `SEPARATOR`, the *other* readings of
the doubtful places alone ("cas.ino" may be "casino"; "mp3s" may really be "mp3s"), each with its own offsets.
Matchers look for words anywhere in the view and never across a separator: a doubtful reading can add a match but
cannot hide one, which is how under-folding and over-folding are both avoided.

Every stage passes over its input once, so the time is linear in the length of the text.
"""

from classifier.folding import characters, disguises, escapes
from classifier.folding.view import SEPARATOR, View

__all__ = ["SEPARATOR", "View", "fold"]


def fold(text: str) -> View:
    """The folded view of `text`: lower case, plain letters, disguises undone. Never raises, whatever the text."""
    return disguises.undo(characters.fold(escapes.decode(View.of(text))))
