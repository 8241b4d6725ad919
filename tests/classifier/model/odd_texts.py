"""Strings that no tidy sender writes, the same at every run."""

import random

_PIECES = (
    *"abcdefghijklmnopqrstuvwxyz      01345789$@!€£'&%.,:;-_*|#/\\\n\t",
    *"éñçßœæﬁ…“”’–—•½²①Ⓐ𝓵ｌабвгдсοπ中文字عربيहिन्दी🎰🔥👍🏽\u200b\u200d\u0301\u202e\ufe0f\x00\x7f\ud800\U000e0041",
    "www.", ".com", "https://", "&amp;", "&#108;", "%6c", "loan", "casino", "FreeCash", "v1agra", "loooan", "c.a.s.h",
    "00000000", "reply STOP", " $500 ", "l o a n",
)  # fmt: skip


def odd_texts(count: int, longest: int) -> list[str]:
    """So many strings of up to `longest` characters."""
    chance = random.Random(20261201)
    made = []
    for _ in range(count):
        length = chance.randint(0, longest)
        made.append("".join(chance.choices(_PIECES, k=length))[:length])
    return made
