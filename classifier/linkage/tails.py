"""What follows a host: its port, and the path up to where the sentence goes on."""

import re

from classifier.linkage.written import CJK

BEGINNINGS = ("/", "?", "#", "\\", ":")
"""What may follow a host in a link."""
_PORT = re.compile(r":[0-9]{1,5}(?![\w:])")
_PATH = re.compile(rf"[/?#\\][^\s<>\"|“”„«»、。，！？（）【】「」『』{CJK}]*+")
_TRAILING = frozenset(".,;:!?'\"*_~`^’‘…([{")
_CLOSED = {")": "(", "]": "[", "}": "{"}


def end_of(text: str, host_end: int, most: int | None = None) -> int:
    """Where the link ends whose host ends at `host_end`; with `most`, no more characters than that are looked at."""
    limit = len(text) if most is None else min(len(text), host_end + most)
    port = _PORT.match(text, host_end, limit) if text.startswith(":", host_end) else None
    begins = port.end() if port else host_end
    path = _PATH.match(text, begins, limit)
    return begins if path is None else begins + _trimmed(path.group())


def path_of(tail: str) -> str:
    """What follows the host, without its port."""
    port = _PORT.match(tail) if tail.startswith(":") else None
    return tail[port.end() :] if port else tail


def _trimmed(path: str) -> int:
    """Length of the path without the sentence's punctuation, emoji and closing brackets that it does not open."""
    if path[-1].isascii() and (path[-1].isalnum() or path[-1] in "/=-"):
        return len(path)
    unopened = {close: path.count(close) - path.count(opening) for close, opening in _CLOSED.items()}
    end = len(path)
    while end:
        char = path[end - 1]
        if unopened.get(char, 0) > 0:
            unopened[char] -= 1
        elif char not in _TRAILING and (char.isascii() or char.isalnum()):
            break
        end -= 1
    return end
