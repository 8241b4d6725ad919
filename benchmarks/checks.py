"""All checks on one message, without the model, against parsing and validating one number with phonenumberslite.

`python -m benchmarks.checks`. The messages have a sender, a recipient, a brand with hosts and a link; what several
checks share (folding, links, numbers) is worked out anew for every message. No message and no number comes twice, so
that only words and hosts are known from before, as in a service that has run for a while: the first messages are not
timed. Both sides are timed in turn, in processor time, on the same recipients, of whom one in five is not in the US;
the best round of each counts.
"""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import phonenumbers

from benchmarks.timing import versions
from classifier import policy
from classifier.checks import CHECKS
from classifier.model import dataset
from classifier.records import Account, Brand, Context, Sender
from classifier.subject import Subject
from classifier.text import readings
from classifier.types import Message

MESSAGES, ROUNDS, WARM_UP, SEED = 1_000, 12, 6, 7
LONGEST = 160
ABROAD = ("+4474001{:05d}", "+346123{:05d}", "+336123{:05d}")


def main() -> None:
    """Print the ratio, with what was compared."""
    short = [row.text for row in dataset.read(Path("data/labelled")) if len(row.text) <= LONGEST]
    texts = random.Random(SEED).sample(short, MESSAGES * (WARM_UP + ROUNDS))
    messages = [_message(text, number) for number, text in enumerate(texts)]
    rounds = [messages[start : start + MESSAGES] for start in range(0, len(messages), MESSAGES)]
    ours, peers = [], []
    for round_ in rounds:
        ours.append(_seconds(_with_checks, round_))
        peers.append(_seconds(_with_phonenumbers, round_))
    seconds, peer = min(ours[WARM_UP:]), min(peers[WARM_UP:])
    print(versions("phonenumberslite"))
    print(f"{MESSAGES:,} of our messages, of at most {LONGEST} characters and a link, {len(CHECKS)} checks")
    print(f"microseconds a message: checks {seconds / MESSAGES * 1e6:,.1f}, one number {peer / MESSAGES * 1e6:,.1f}")
    print(f"ratio: {seconds / peer:.2f} times as long as one number (at most 4)")


def _seconds(work: Callable[[Sequence[Message]], None], messages: Sequence[Message]) -> float:
    start = time.process_time()
    work(messages)
    return time.process_time() - start


BRAND = Brand("halden", "Halden Books", hosts=("haldenbooks.com",))
CONTEXT = Context(account=Account("isv"), brand=BRAND, sender=Sender("+14155550100", "halden"), opted_out=False)


def _with_checks(messages: Sequence[Message]) -> None:
    for message in messages:
        subject = Subject(message, CONTEXT, policy.shipped(), readings(message.text))
        for check in CHECKS:
            list(check.sees(subject))


def _with_phonenumbers(messages: Sequence[Message]) -> None:
    for message in messages:
        phonenumbers.is_valid_number(phonenumbers.parse(message.recipient or "", None))


def _message(text: str, number: int) -> Message:
    abroad = number % 5 == 0
    recipient = ABROAD[number % len(ABROAD)].format(number) if abroad else f"+1415{2_000_000 + number * 7}"
    linked = f"{text} https://haldenbooks.com/o/{number:06d}"
    return Message(linked, sender="+14155550100", recipient=recipient, first_contact=True)


if __name__ == "__main__":
    main()
