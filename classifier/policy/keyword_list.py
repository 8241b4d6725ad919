"""The shipped keyword list: one phrase a line, with the precision that it was measured to have on our own messages."""

from pathlib import Path

from classifier import taxonomy
from classifier.errors import PolicyError
from classifier.policy.breadth import LANGUAGES, too_broad
from classifier.policy.lists import choice
from classifier.policy.rules import KeywordRule, Match
from classifier.tsv import rows
from classifier.types import Effect

COLUMNS = ("id", "phrase", "category", "lang", "match", "effect", "precision", "messages")


def read_keywords(path: Path) -> tuple[KeywordRule, ...]:
    """The rules of the list, in force ever since. PolicyError for an id or a phrase that is there twice."""
    rules: list[KeywordRule] = []
    ids: set[str] = set()
    about: set[tuple[str, str]] = set()
    for number, row in rows(path, COLUMNS):
        place = f"{path}, line {number}"
        key = (row["phrase"], row["category"])
        if row["id"] in ids or key in about:
            raise PolicyError(f"{place}: id {row['id']} or phrase {row['phrase']!r} is there twice")
        if row["category"] not in taxonomy.LEAVES:
            raise PolicyError(f"{place}: category: expected one of {', '.join(taxonomy.LEAVES)}, got {row['category']}")
        if row["lang"] not in LANGUAGES:
            raise PolicyError(f"{place}: lang: expected one of {', '.join(LANGUAGES)}, got {row['lang']!r}")
        if broad := too_broad(row["phrase"]):
            raise PolicyError(f"{place}: phrase: {broad}")
        ids.add(row["id"])
        about.add(key)
        rules.append(_rule(row, place))
    return tuple(rules)


def _rule(row: dict[str, str], place: str) -> KeywordRule:
    measured = (
        f"precision {row['precision']} on {row['messages']} messages" if row["precision"] else "no message has it"
    )
    return KeywordRule(
        id=row["id"],
        phrase=row["phrase"],
        category=row["category"],
        lang=row["lang"],
        match=choice(Match, row["match"], f"{place}: match"),
        effect=choice(Effect, row["effect"], f"{place}: effect"),
        source=f"Prescreen's own list: {measured}",
    )
