"""What a reader sees: folded readings of a text, with offsets into the raw text.

Senders disguise words ("l0an", "c.a.s.i.n.o", "ϲaѕino", "&#108;oan"). `readings` undoes what a reader undoes without
thinking, and remembers for every folded character which code points of the raw text it came from, so that any
highlight lands on what the sender wrote.

The first reading is the most likely one. Where a word is in doubt ("cas.ino" may be "casino", "today.call" is two
words) there is a second reading that takes the other choice. Whoever looks for something looks in each: a doubtful
reading can add a match but cannot hide one, which is how under-folding and over-folding are both avoided.

Every stage passes over its input once, so the time is linear in the length of the text.
"""

from classifier.folding import characters, disguises, escapes
from classifier.folding.view import View

__all__ = ["View", "readings"]


def readings(text: str) -> tuple[View, ...]:
    """One or two readings of `text`: lower case, plain letters, disguises undone. Never raises, whatever the text."""
    return disguises.undo(characters.fold(escapes.decode(View.of(text))))
