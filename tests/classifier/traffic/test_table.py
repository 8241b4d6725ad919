"""Tables by key, and the keys of numbers and names."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.traffic.rows import Rows, are_numbers, blocks
from classifier.traffic.table import NOWHERE, Table, pairs_of
from tests.classifier.traffic.traffic import Sent, batches


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 500)), max_size=6))
def test_a_table_counts_as_a_dict_does(chunks: list[list[int]]) -> None:
    table = Table({"seen": np.zeros(1, dtype=np.int64)})
    expected: dict[int, int] = {}
    for chunk in chunks:
        places = table.places(np.array(chunk, dtype=np.uint64))
        assert [place == NOWHERE for place in places.tolist()] == [key == 0 for key in chunk]
        np.add.at(table["seen"], places[places >= 0], 1)
        for key in filter(None, chunk):
            expected[key] = expected.get(key, 0) + 1
    assert dict(zip(table.keys.tolist(), table["seen"].tolist(), strict=False)) == expected
    assert list(expected) == table.keys.tolist()
    again = Table({"seen": np.zeros(1, dtype=np.int64)})
    again.restore(table.arrays())
    again.keep(np.arange(0, len(again), 2))
    assert again.keys.tolist() == list(expected)[::2]
    assert again.find(np.array([0, 501], dtype=np.uint64)).tolist() == [NOWHERE, NOWHERE]


def test_pairs_have_an_order_and_nobody_has_none() -> None:
    one, other = np.array([1, 2, 0], dtype=np.uint64), np.array([2, 1, 1], dtype=np.uint64)
    first, second, none = pairs_of(one, other).tolist()
    assert first != second and none == 0


def keys(*senders: str | None) -> list[int]:
    return [int(key) for key in Rows(*batches([Sent("x", sender) for sender in senders])).senders]


def test_numbers_are_one_however_they_are_spaced_and_names_are_not() -> None:
    assert len(set(keys("+14155550100", "+1 (415) 555-0100", "14155550100", " +1-415-555-0100\n"))) == 1
    assert len(set(keys("HALDEN", " HALDEN", "halden", "84470", "84 470", "+14155550101"))) == 5
    assert keys(None, "", "  ") == [0, 0, 0]
    assert are_numbers(np.array(keys("+14155550100", "84470", "HALDEN", None), dtype=np.uint64)).tolist() == [
        True,
        False,
        False,
        False,
    ]


def test_slices_and_blocks_keep_the_numbers_of_rows() -> None:
    messages, added = batches([Sent(f"text {n}", f"sender {n}") for n in range(10)])
    rows = Rows(messages.slice(3), added.slice(3), first=131_070)
    assert [(part.first, len(part)) for part in blocks(rows)] == [(131_070, 3), (131_073, 4)]
    assert rows.strings("text", [0, 6]) == ["text 3", "text 9"]
    assert rows.take(np.array([6])).numbers.tolist() == [131_076]
    assert rows.senders.tolist() == Rows(messages, added).senders.tolist()[3:]
    taken = rows.slice(2, 3)
    assert taken.first == 131_072 and taken.message(0).text == "text 5"
    assert isinstance(messages, pa.RecordBatch)
