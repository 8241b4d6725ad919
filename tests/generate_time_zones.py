"""Write `classifier/lists/time_zones.tsv` and `us_area_codes.tsv`: where a phone number is, by its first digits.

Run `python -m tests.generate_time_zones` in a throw-away environment with the full `phonenumbers` package, whose tables
of time zones and places phonenumberslite leaves out; the two must never be installed beside each other. What the
tables lack or get wrong for the US is completed by hand below: new overlay codes, and area codes that lie in two zones
of which the tables name one for numbers that they know nothing finer about.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import phonenumbers
from phonenumbers.geodata import GEOCODE_DATA
from phonenumbers.tzdata import TIMEZONE_DATA

LISTS = Path(__file__).parents[1] / "classifier" / "lists"
_STATES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC Washington D.C.
FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine
MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada
NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma
OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont
VA Virginia|WA Washington State|WV West Virginia|WI Wisconsin|WY Wyoming
"""
STATES: dict[str, str] = {row[3:]: row[:2] for row in re.split(r"[|\n]", _STATES) if row}
OVERLAYS = {"357": "559", "436": "440", "457": "318", "465": "718", "471": "662", "621": "713", "624": "716",
    "679": "313", "729": "423", "837": "530", "861": "309", "924": "507"}  # fmt: skip
"""Area codes that the tables lack -> the one that they were laid over (North American Numbering Plan Administrator)."""
TWO_ZONES = {
    "America/Chicago America/New_York": "219 270 364 423 448 574 606 729 812 850 906 930",
    "America/Chicago America/Denver": "308 605 620 701 785",
    "America/Denver America/Los_Angeles": "208 458 541 775 986",
    "America/Denver America/Phoenix": "928",
    "America/Los_Angeles": "310",
}
"""Zones of whole area codes, where the tables name one of two or none."""


def area_codes() -> dict[str, str]:
    """Area code -> state."""
    found: dict[str, str] = {}
    for prefix, names in sorted(GEOCODE_DATA.items()):
        name: str = names.get("en", "")
        state = STATES.get(name) or (name[-2:] if re.search(r", [A-Z]{2}$", name) else "")
        if prefix.startswith("1") and len(prefix) >= 4 and state in STATES.values():
            found.setdefault(prefix[1:4], state)
    return dict(sorted({**found, **{new: found[old] for new, old in OVERLAYS.items()}}.items()))


def zones() -> dict[str, str]:
    """Prefix -> time zones, without prefixes whose parent has the same."""
    found = {prefix: " ".join(names) for prefix, names in TIMEZONE_DATA.items()}
    found |= {f"1{new}": found[f"1{old}"] for new, old in OVERLAYS.items()}
    found |= {f"1{code}": names for names, codes in TWO_ZONES.items() for code in codes.split()}
    return {prefix: names for prefix, names in sorted(found.items()) if _of_parent(prefix, found) != names}


def _of_parent(prefix: str, found: Mapping[str, str]) -> str | None:
    parents = (prefix[:length] for length in range(len(prefix) - 1, 0, -1))
    return next((found[parent] for parent in parents if parent in found), None)


def write(name: str, columns: str, table: Mapping[str, str]) -> None:
    """One row for each key, after a comment on where the rows are from."""
    made = f"# Source: phonenumbers {phonenumbers.__version__} (libphonenumber, Apache-2.0), completed by hand"
    head = [f"{made}; {date.today()}", "# Written by tests/generate_time_zones.py", columns]
    rows = [f"{key}\t{value}" for key, value in table.items()]
    (LISTS / name).write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    write("time_zones.tsv", "prefix\tzones", zones())
    write("us_area_codes.tsv", "area_code\tstate", area_codes())
