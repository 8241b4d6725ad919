"""All kinds of findings at once: chunks, stops, states, missing columns."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import policy
from classifier.errors import InputError
from classifier.traffic import rows, summary
from classifier.traffic.hygiene import Hygiene, accumulator, brands, copies, mix, opted_out, shorteners
from classifier.traffic.hygiene.accumulator import NAMES
from classifier.traffic.results import HygieneReport
from tests.classifier.traffic.traffic import Sent, batches, day, fed

NUMBERS = tuple(f"+141555501{n:02d}" for n in range(14))
TEXTS = (
    "Halden Books: your order is here, reply STOP to opt out",
    "Corvane Logistics: parcel 4471 is on its way, see bit.ly/3xYz",
    "HALDEN BOOKS - new novels this week at our shop, see haldenbooks.com/new",
    "Hi Ana, it's Jo from Corvane Logistics, pay the fee at corvane.example.com/12",
    "You have been unsubscribed and will get no more texts",
    "STOP",
    "START",
    "Your code is 482107 and you must not share it, www.haldenbooks.com/code",
    "",
    "🎉🎉",
)
MADE = st.builds(
    Sent,
    st.sampled_from(TEXTS),
    st.sampled_from([None, "84470", *NUMBERS]),
    st.sampled_from([None, *NUMBERS]),
    st.sampled_from([None, "north", "south"]),
    st.one_of(st.none(), st.floats(0, day(20), width=16)),
    st.sampled_from(["allow", "review", "block"]),
    st.sampled_from(["", "gambling", "shaft|shaft.sex"]),
    st.sampled_from(["", "public-shortener", "keyword|public-shortener"]),
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small limits, so that everything is found, and forgotten, in little traffic."""
    for module in (rows, accumulator, summary):
        monkeypatch.setattr(module, "BLOCK", 16)
    monkeypatch.setattr(mix, "LEAST_MESSAGES", 3)
    monkeypatch.setattr(mix, "CHANCE", 0.5)
    monkeypatch.setattr(brands, "LEAST_MESSAGES", 1)


def seen(sent: list[Sent], cuts: list[int]) -> Hygiene:
    return fed(Hygiene(policy.shipped()), sent, cuts)


@settings(deadline=None)
@given(st.lists(MADE, max_size=90), st.data())
def test_chunks_and_stops_change_nothing(sent: list[Sent], data: st.DataObject) -> None:
    whole = seen(sent, [])
    cuts = data.draw(st.lists(st.integers(0, len(sent)), max_size=5))
    cut = seen(sent, cuts)
    assert cut.result() == whole.result()
    assert cut.state() == whole.state()
    stop = data.draw(st.integers(0, len(sent)))
    before = seen(sent[:stop], [])
    after = seen(sent[-5:], [])
    after.restore(before.state())
    assert after.state() == before.state() and after.result() == before.result()
    assert fed(after, sent[stop:]).result() == whole.result()


LITTLE = 4


def tight(monkeypatch: pytest.MonkeyPatch, sent: list[Sent], cuts: list[int]) -> HygieneReport:
    for module, names in ((brands, ["MOST"]), (mix, ["MOST", "MOST_SETS"]), (opted_out, ["MOST", "MOST_OPTED_OUT"])):
        for name in names:
            monkeypatch.setattr(module, name, LITTLE)
    monkeypatch.setattr(shorteners, "MOST", 1)
    monkeypatch.setattr(accumulator, "MOST_NAMES", LITTLE)
    return seen(sent, cuts).result()


def test_what_is_forgotten_is_said_and_does_not_hang_on_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = [
        Sent(
            "STOP" if n % 3 == 0 else TEXTS[n % 5],
            NUMBERS[n % 14],
            NUMBERS[n * 5 % 14],
            f"sub-{n % 4}",
            day(n / 10),
            labels="gambling" if n % 7 == 0 else "",
            findings="public-shortener" if n % 2 else "",
        )
        for n in range(200)
    ]
    whole = tight(monkeypatch, sent, [])
    kinds = {said.partition(":")[0] for said in whole.cut}
    assert kinds >= {brands.SENDER, brands.SUB_ACCOUNT, opted_out.NAME, shorteners.NAME, mix.NAME}
    assert tight(monkeypatch, sent, [3, 15, 16, 17, 90, 161]) == whole


def test_findings_are_in_order() -> None:
    sent = [Sent(text, NUMBERS[n % 3], NUMBERS[5], "north", 0) for n in range(9) for text in TEXTS]
    found = [NAMES.index(finding.name) for finding in seen(sent, []).result().findings]
    assert found == sorted(found) and len(set(found)) > 1


def test_text_alone_is_enough_and_a_file_without_rows_has_nothing() -> None:
    told = Hygiene(policy.shipped())
    assert told.result() == HygieneReport((), {}, {}, ())
    messages, added = batches([Sent(text) for text in TEXTS])
    told.add(pa.RecordBatch.from_pydict({"text": messages.column("text")}), added)
    assert told.result().findings == ()


def test_a_state_of_something_else_is_refused() -> None:
    with pytest.raises(InputError, match="expected the state of hygiene"):
        Hygiene(policy.shipped()).restore(summary.Summary().state())
    assert copies.MOST == 8_192
