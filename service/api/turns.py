"""Many messages in one request, without keeping other requests waiting."""

import asyncio
from collections.abc import Iterable

from classifier.records import Context
from classifier.screening import Screener
from classifier.types import Message, Verdict


async def in_turns(screener: Screener, pairs: Iterable[tuple[Message, Context]]) -> list[Verdict]:
    """All verdicts, in order; other requests get a turn after each."""
    verdicts: list[Verdict] = []
    for verdict in screener.screen(pairs):
        verdicts.append(verdict)
        await asyncio.sleep(0)
    return verdicts
