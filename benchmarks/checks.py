"""All checks on one message, without the model, against parsing and validating one number with phonenumberslite.

`python -m benchmarks.checks`. The messages have a sender, a recipient, a brand with hosts and a link; what several
checks share (folding, links, numbers) is worked out anew for every message, and no number is parsed twice. Timed in
turn; the best of several rounds of each counts.
"""

import platform
import random
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import phonenumbers

from classifier import policy
from classifier.checks import CHECKS
from classifier.model import dataset
from classifier.records import Account, Brand, Context, Sender
from classifier.subject import Subject
from classifier.text import readings
from classifier.types import Message

MESSAGES, ROUNDS, SEED = 1_000, 5, 7
LONGEST = 160


def best(work: Callable[[int], None]) -> float:
    """Seconds of the fastest round; each round is told its number."""
    taken = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print the ratio, with what was compared."""
    short = [row.text for row in dataset.read(Path("data/labelled")) if len(row.text) <= LONGEST]
    texts = random.Random(SEED).sample(short, MESSAGES)
    recipients = [[f"+1415{round_}55{number:04d}" for number in range(MESSAGES)] for round_ in range(2, 2 + ROUNDS)]
    brand = Brand("halden", "Halden Books", hosts=("haldenbooks.com",))
    context = Context(account=Account("isv"), brand=brand, sender=Sender("+14155550100", "halden"), opted_out=False)
    rounds = [[_message(*pair) for pair in zip(texts, numbers, strict=True)] for numbers in recipients]
    rules = policy.shipped()

    def with_checks(number: int) -> None:
        for message in rounds[number]:
            subject = Subject(message, context, rules, readings(message.text))
            for check in CHECKS:
                list(check.sees(subject))

    def with_phonenumbers(number: int) -> None:
        for recipient in recipients[number]:
            phonenumbers.is_valid_number(phonenumbers.parse(recipient, None))

    seconds, peer = best(with_checks), best(with_phonenumbers)
    print(f"Python {platform.python_version()}, phonenumberslite {version('phonenumberslite')}")
    print(f"{MESSAGES:,} of our messages, of at most {LONGEST} characters and a link, {len(CHECKS)} checks")
    print(f"microseconds a message: checks {seconds / MESSAGES * 1e6:,.1f}, one number {peer / MESSAGES * 1e6:,.1f}")
    print(f"ratio: {seconds / peer:.2f} times as long as one number (at most 4)")


def _message(text: str, recipient: str) -> Message:
    linked = f"{text} https://haldenbooks.com/o/{recipient[-4:]}"
    return Message(linked, sender="+14155550100", recipient=recipient, first_contact=True)


if __name__ == "__main__":
    main()
