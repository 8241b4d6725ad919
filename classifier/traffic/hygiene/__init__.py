"""What only traffic shows: findings about senders and sub-accounts that no single message would give."""

from classifier.traffic.hygiene.accumulator import NAMES, Hygiene

__all__ = ["NAMES", "Hygiene"]
