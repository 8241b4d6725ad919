"""Near-identical copy from many senders."""

from datetime import date

import pytest

from classifier.traffic.hygiene import copies, snowshoe
from classifier.traffic.hygiene.snowshoe import NAME
from tests.classifier.traffic.hygiene.finding import findings, report
from tests.classifier.traffic.traffic import Sent, day

NAMES = ("Ana", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Joy", "Kai", "Lea", "Mia", "Noa", "Ola")


def number(index: int) -> str:
    return f"+1415555{index:04d}"


def copy(index: int) -> str:
    name, code = NAMES[index % len(NAMES)], 1000 + 7 * index
    pay = f"Pay the fee of ${index}.99 at post{index}.example.com/{code}"
    return f"Hi {name}, your parcel {code} waits at our depot. {pay}"


def odd(n: int) -> str:
    return " ".join(f"w{chr(97 + n * k % 26)}{chr(97 + n // 26 % 26)}{chr(97 + k)}" for k in range(1, 13))


def spread(senders: int, sub_accounts: int = 2) -> list[Sent]:
    return [Sent(copy(n), number(n), None, f"sub-{n % sub_accounts}", day(n % 3)) for n in range(senders)]


def test_a_copy_of_many_senders_is_found_though_names_numbers_and_links_differ() -> None:
    (finding,) = findings(NAME, spread(12))
    assert finding.sender_count == 12 and finding.count == 12 and finding.sub_account_count == 2
    assert finding.sub_accounts == ("sub-0", "sub-1") and finding.senders[:2] == (number(0), number(1))
    assert (finding.first, finding.last) == (date(2026, 11, 2), date(2026, 11, 4))
    assert [example.row for example in finding.examples] == [10, 11, 12]
    assert finding.examples[0].text == copy(9)


def test_few_senders_are_left_alone_however_much_they_send() -> None:
    assert not findings(NAME, [*spread(9), *spread(9), *spread(9)])


def test_short_texts_and_different_ones_are_left_alone() -> None:
    short = [Sent("On my way, see you!", number(n)) for n in range(30)]
    different = [Sent(f"{odd(n)} and that is all", number(n)) for n in range(30)]
    assert not findings(NAME, [*short, *different])


def test_rows_without_a_sender_are_left_alone() -> None:
    assert not findings(NAME, [Sent(copy(n)) for n in range(30)])


def test_every_sender_is_marked_and_counted_beyond_those_remembered_with_the_copy() -> None:
    told = report([*spread(60, sub_accounts=20), *spread(60)])
    (finding,) = [one for one in told.findings if one.name == NAME]
    assert finding.sender_count == 60 and finding.count == 120 and len(finding.senders) == 20
    assert len(told.by_sender) == 60
    assert any("sub-accounts of a copy are counted up to 8" in said for said in told.cut)


def test_one_sender_in_two_spellings_is_one() -> None:
    spellings = [f"+1 415 555 {n:04d}" for n in range(5)] + [f"1 (415) 555-{n:04d}" for n in range(5)]
    assert not findings(NAME, [Sent(copy(n), spelling) for n, spelling in enumerate(spellings)])


def test_a_copy_among_many_other_texts_is_not_forgotten() -> None:
    noise = [Sent(odd(n), number(5000)) for n in range(9000)]
    sent = [one for n, copied in enumerate(spread(12)) for one in (copied, *noise[n * 700 : n * 700 + 700])]
    assert len(sent) > copies.MOST
    (finding,) = findings(NAME, sent)
    assert finding.sender_count == 12


def test_senders_over_the_limit_are_not_counted_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snowshoe, "MOST_SENDERS", 10)
    monkeypatch.setattr("classifier.traffic.rows.BLOCK", 40)
    monkeypatch.setattr("classifier.traffic.hygiene.accumulator.BLOCK", 40)
    told = report(spread(120))
    (finding,) = [one for one in told.findings if one.name == NAME]
    assert finding.count == 120 and 16 < finding.sender_count < 120
    assert any("more senders than are counted" in said for said in told.cut)
