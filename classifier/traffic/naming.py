"""Under which names the columns of an input are kept beside those that screening adds."""

from collections.abc import Iterable, Sequence


def kept_names(columns: Sequence[str], added: Iterable[str]) -> dict[str, str]:
    """Under which name each input column is kept: its own, or `input_<name>` where that is one of the added.

    Case makes no difference, because SQL and Spark see none: `Labels` is kept as `input_Labels`.
    """
    new = {_folded(name) for name in added}
    taken = new | {_folded(column) for column in columns}
    names: dict[str, str] = {}
    for column in columns:
        name = column
        if _folded(column) in new:
            while _folded(name) in taken:
                name = f"input_{name}"
            taken.add(_folded(name))
        names[column] = name
    return names


def _folded(name: str) -> str:
    return name.casefold()
