"""The quick way out of patterns: whether a text has something that each of them needs."""


def has_any(text: str, stems: tuple[str, ...]) -> bool:
    """Whether one of the stems is in the text. A generator in `any` takes three times as long."""
    for stem in stems:
        if stem in text:
            return True
    return False
