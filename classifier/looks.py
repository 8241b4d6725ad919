"""Shapes that look alike, by which a name or host poses as another: rn for m, 1 for l.

What looks alike depends on where it stands: in a short word a shape that is taken for another often makes another
word, and in a host d may be written cl. Shapes are replaced in their order.
"""

Shapes = tuple[tuple[str, str], ...]

_JOINED: Shapes = (("rn", "m"), ("vv", "w"))
_DIGITS: Shapes = (("1", "l"), ("0", "o"), ("5", "s"))
IN_WORDS: Shapes = (*_JOINED, *_DIGITS)
"""Alike in words of any length."""
IN_LONG_WORDS: Shapes = (*IN_WORDS, ("i", "l"), ("u", "v"))
"""Alike in words that are so long that these shapes make no other word."""
IN_HOSTS: Shapes = (*_JOINED, ("cl", "d"), *_DIGITS, ("i", "l"))
"""Alike in a domain's name."""
_POSING = str.maketrans("013579il", "olestgll")


def evened(word: str, shapes: Shapes) -> str:
    """The word with shapes that look alike made equal."""
    for shape, alike in shapes:
        word = word.replace(shape, alike)
    return word


def without_digits(host: str) -> str:
    """The host with digits as the letters that they pose as; i, l and 1 look alike."""
    return host.translate(_POSING)
