"""Public shorteners by brand."""

from classifier.traffic.hygiene.shorteners import NAME
from tests.classifier.traffic.hygiene.finding import findings
from tests.classifier.traffic.traffic import Sent, day


def short(text: str, sender: str = "+14155550100", found: str = "insecure-link|public-shortener") -> Sent:
    return Sent(text, sender, None, "north", day(1), "block", "", found)


def test_hosts_are_told_by_brand() -> None:
    sent = [
        short("Halden Books: see bit.ly/3xYz"),
        short("HALDEN BOOKS: see https://tinyurl.com/abc", "+14155550101"),
        short("Halden Books: see www.bit.ly/9"),
        short("Corvane Logistics: bit.ly/4"),
        short("Your code is ready at bit.ly/5"),
    ]
    books, corvane, nobody = sorted(findings(NAME, sent), key=lambda one: one.examples[0].row)
    assert books.brands == ("Halden Books",) and books.count == 3 and "bit.ly (2), tinyurl.com (1)" in books.seen
    assert books.senders == ("+14155550100", "+14155550101") and books.sub_accounts == ("north",)
    assert [example.row for example in books.examples] == [1, 2, 3]
    assert corvane.brands == ("Corvane Logistics",)
    assert nobody.brands == () and "name no brand" in nobody.seen and nobody.count == 1


def test_disguised_hosts_and_those_behind_others_are_told() -> None:
    (finding,) = findings(NAME, [short("Halden Books: haldenbooks.com/a or bit[.]ly/3xYz")])
    assert "bit.ly (1)" in finding.seen


def test_rows_without_the_finding_are_left_alone() -> None:
    assert not findings(NAME, [short("Halden Books: see bit.ly/3xYz", found="keyword|unknown-shortener")])
