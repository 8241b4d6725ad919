"""The prefilter for reply words never hides one."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import policy
from classifier.inbound import keyword
from classifier.policy import Intent
from classifier.traffic.hygiene.replies import NEITHER, OPTS_IN, OPTS_OUT, Replies
from classifier.traffic.rows import Rows
from tests.classifier.traffic.traffic import Sent, batches

WORDS = policy.shipped().lists.reply_words
READER = Replies(WORDS)
MEANT = {Intent.OPT_OUT: OPTS_OUT, Intent.OPT_IN: OPTS_IN}
AROUND = st.text("  .!*\"'“”«»¡🙏🎉\n-_()؟。", max_size=6)


@st.composite
def written(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from([one.word for one in WORDS]))
    word = draw(st.sampled_from([word, word.lower(), word.title(), word[:-1], f"{word}s", word.replace(" ", "  ")]))
    whole = draw(AROUND) + word + draw(AROUND)
    return unicodedata.normalize("NFD", whole) if draw(st.booleans()) else whole


def expected(text: str) -> int:
    word = keyword(text, WORDS)
    return MEANT.get(word.intent, NEITHER) if word is not None else NEITHER


@settings(deadline=None)
@given(st.lists(st.one_of(written(), st.text(max_size=40)), max_size=20))
def test_rows_mean_what_replies_mean(texts: list[str]) -> None:
    texts = [text.encode(errors="replace").decode() for text in texts]
    messages, added = batches([Sent(text) for text in texts])
    assert READER.events(Rows(messages, added)).tolist() == [expected(text) for text in texts]
