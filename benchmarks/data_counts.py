"""How many labelled messages there are: `python -m benchmarks.data_counts`."""

from collections import Counter
from pathlib import Path

from classifier import taxonomy
from classifier.model import dataset


def main() -> None:
    """Print counts by label, language and length."""
    rows = dataset.read(Path(__file__).parents[1] / "data" / "labelled")
    print(f"messages  {len(rows):,} in {len({row.family for row in rows}):,} families")
    print(f"clean     {sum(row.clean for row in rows):,} ({sum(row.clean for row in rows) / len(rows):.0%})")
    for code in taxonomy.CODES:
        langs = Counter(row.lang for row in rows if code in row.labels)
        print(
            f"{code:16} {sum(langs.values()):6,}   "
            + "  ".join(f"{lang} {langs[lang]:,}" for lang in ("en", "es", "fr"))
        )
    print(
        "languages ", "  ".join(f"{lang} {count:,}" for lang, count in Counter(row.lang for row in rows).most_common())
    )
    lengths = sorted(len(row.text) for row in rows)
    print(
        "length    ",
        "  ".join(f"{share:.0%} up to {lengths[int(share * (len(lengths) - 1))]}" for share in (0.1, 0.5, 0.9, 1.0)),
    )


if __name__ == "__main__":
    main()
