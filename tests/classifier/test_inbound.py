"""What a subscriber's reply means, with the shipped model and words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import policy
from classifier.inbound import ReplyReader, keyword
from classifier.model import bundle
from classifier.model.intents import decide, outweighed
from classifier.policy import ASKED, Intent
from tests.conftest import MODELS

WORDS = policy.shipped().lists.reply_words
READER = ReplyReader(bundle.load_labels(bundle.current(MODELS / "replies"), ASKED), WORDS)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.word)
def test_every_honoured_word_counts_however_it_is_written(word: policy.ReplyWord) -> None:
    for said in (word.word, word.word.lower(), f"  {word.word.title()}. ", f'"{word.word}"!!', f"{word.word}\n"):
        assert READER.read(said).intent is word.intent


@pytest.mark.parametrize("text", ["STOP" + " " * 60, "\n" * 70 + "stop", "STOP" + "!" * 5_000, "-" * 61 + " Stop. "])
def test_what_is_around_a_word_makes_it_no_longer(text: str) -> None:
    found = keyword(text, WORDS)
    assert found is not None and found.word == "STOP"
    assert READER.read(text).explanation.category == Intent.OPT_OUT


@pytest.mark.parametrize("text", ["stop by at 5", "the end", "yes we can", "info desk?", "", "🙂", "stop" * 30])
def test_a_word_inside_a_longer_reply_is_no_keyword(text: str) -> None:
    assert keyword(text, WORDS) is None


@pytest.mark.parametrize(
    "text",
    [
        "please take me off your list",
        "Stop texting me",
        "do not text this number again",
        "remove my number please",
        "I hereby revoke my consent to receive texts",
        "wrong number, stop texting",
        "unsubscribe me from these messages",
        "no me manden más mensajes",
        "quiero darme de baja de la lista",
        "arrêtez de m'envoyer des sms",
        "retirez-moi de votre liste",
        "please take me off this",
        "lose my number",
        "who is this? don't text me again",
        "wrong number, remove me",
        "stpo",
        "unsuscribe",
        "STOP STOP",
        "quítenme de esto",
        "ne m'écrivez plus",
    ],
)
def test_consent_is_revoked_by_any_reasonable_words(text: str) -> None:
    assert READER.read(text).intent is Intent.OPT_OUT


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("who is this?", Intent.HELP),
        ("how do I talk to a real person", Intent.HELP),
        ("sign me up please", Intent.OPT_IN),
        ("ok thanks, see you at 5", Intent.NONE),
        ("I'll take two tickets for Saturday", Intent.NONE),
        ("gracias, nos vemos el lunes", Intent.NONE),
        ("don't stop!", Intent.NONE),
        ("cancel my appointment", Intent.NONE),
        ("stop by at 5", Intent.NONE),
        ("can you stop by at 5?", Intent.NONE),
        ("I can't stop laughing", Intent.NONE),
        ("remove the onions", Intent.NONE),
        ("unsubscribe from the magazine", Intent.NONE),
        ("please un-stop my number", Intent.OPT_IN),
    ],
)
def test_other_replies_are_told_apart(text: str, intent: Intent) -> None:
    assert READER.read(text).intent is intent


@pytest.mark.parametrize("text", ["no", "No.", "no thanks!", "Gracias", "peut-etre"])
def test_a_bare_answer_is_no_revocation(text: str) -> None:
    reply = READER.read(text)
    assert (reply.intent, reply.score) == (Intent.NONE, 1.0) and reply.keyword


@pytest.mark.parametrize(
    ("logits", "intent"),
    [
        ((0.0, 1.9, -5.0), Intent.OPT_OUT),
        ((0.0, 2.1, -5.0), Intent.OPT_IN),
        ((-4.0, 2.0, 3.0), Intent.HELP),
        ((-4.0, -4.0, -4.0), Intent.NONE),
    ],
)
def test_an_opt_out_gives_way_only_to_what_is_far_likelier(logits: tuple[float, float, float], intent: Intent) -> None:
    named = dict(zip(ASKED, logits, strict=True))
    assert decide(named, [label for label, logit in named.items() if logit >= -2.0]) is intent
    outdone = outweighed(np.array([logits]), np.array([logits]) >= -2.0)[0]
    assert outdone == (intent in (Intent.OPT_IN, Intent.HELP))


def test_the_words_that_decided_are_shown_and_add_up() -> None:
    reply = READER.read("please take me off your list")
    assert "list" in {evidence.text for evidence in reply.evidence} and reply.keyword is None
    for explained in reply.explanations:
        weights = sum(evidence.weight or 0.0 for evidence in explained.evidence)
        assert weights + explained.rest + explained.bias == pytest.approx(explained.logit, abs=1e-9)


@settings(deadline=None)  # the first text of its kind compiles what reads it
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    reply = READER.read(text)
    assert 0.0 <= reply.score <= 1.0
    assert all(evidence.text == text[evidence.start : evidence.end] for evidence in reply.evidence)
