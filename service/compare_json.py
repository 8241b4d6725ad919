"""A comparison for machines: one JSON object."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from classifier.traffic.comparison import DECISIONS, Cause, Example, Moves, Part, Replay
from service.scoring import to_json as verdict_json

Facts = dict[str, Any]


def to_json(replay: Replay) -> str:
    """All of it; of the examples the message and both verdicts in full, as `POST /v1/score` answers them."""
    found = replay.comparison
    facts: Facts = {
        "data": replay.data,
        "before": asdict(replay.before),
        "after": asdict(replay.after),
        "as_of": "sent_at" if replay.by_sent_at else str(replay.day),
        "day": str(replay.day),
        "undated": found.undated,
        "unread": {"rows": replay.unread_count, "first": [asdict(one) for one in replay.unread]},
        "gate": _gate(replay),
        **_moves(found.moves),
        "decisions": {
            "before": {decision.value: found.moves.before(decision) for decision in DECISIONS},
            "after": {decision.value: found.moves.after(decision) for decision in DECISIONS},
        },
        "same_decision_other_reasons": found.same_decision,
        "categories": [_cause(one) for one in found.categories],
        "checks": [_cause(one) for one in found.checks],
        "languages": _parts(found.languages),
        "senders": _parts(found.senders),
        "sender_count": found.sender_count,
        "score_changes": {"from": -1.0, "to": 1.0, "messages": list(found.changes)},
        "examples": [_example(one) for one in replay.examples],
        "notes": [*replay.notes, *found.cut],
    }
    return json.dumps(facts, ensure_ascii=False, default=str)


def _gate(replay: Replay) -> Facts | None:
    if replay.gate is None:
        return None
    moves = replay.comparison.moves
    share = moves.new_blocks / moves.rows
    return {"max_new_blocks": float(replay.gate.most), "new_blocks": share, "passed": replay.passed}


def _moves(moves: Moves) -> Facts:
    """`flips` are the directions in which anything changes."""
    return {
        "rows": moves.rows,
        "changed": moves.changed,
        "new_blocks": moves.new_blocks,
        "lifted_blocks": moves.lifted_blocks,
        "flips": [{"before": one, "after": other, "rows": count} for (one, other), count in moves.flips()],
    }


def _cause(one: Cause) -> Facts:
    """`rows` are left out: a cause counts changed decisions alone."""
    moves = _moves(one.moves)
    del moves["rows"]
    fires = {"before": one.before, "after": one.after, "gained": one.gained, "lost": one.lost}
    return {"name": one.name, **fires, **moves}


def _parts(parts: Sequence[Part]) -> list[Facts]:
    return [{"name": one.name, **_moves(one.moves)} for one in parts]


def _example(one: Example) -> Facts:
    facts = asdict(one.flip)
    del facts["before"], facts["after"]
    return facts | {"before": json.loads(verdict_json(one.before)), "after": json.loads(verdict_json(one.after))}
