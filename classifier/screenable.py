"""What a text must be to be screened: one rule and one wording for all that take texts from others."""

from classifier.errors import InputError, TextTooLong

LONGEST = 10_000
"""Code points that a text may have, where nobody asks for another limit."""
NOT_BLANK = r"[^\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""What a text must have somewhere, as a regular expression that every language reads alike."""


def mended(text: str) -> str:
    """The text with lone surrogates shown as U+FFFD, as a phone shows them.

    They come from texts cut in the middle of an emoji and from broken bytes, and no encoding can carry them. Offsets
    stay the same.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def screenable(value: object, limit: int) -> str:
    """The text that will be screened. InputError when `value` is no string, empty, or longer than `limit`."""
    if not isinstance(value, str):
        raise InputError("the text is missing" if value is None else "the text must be a string")
    if not value.strip():
        raise InputError("the text is empty")
    if len(value) > limit:
        raise TextTooLong(f"the text has {len(value):,} characters; at most {limit:,} are screened")
    return mended(value)
