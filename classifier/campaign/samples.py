"""What only all samples together show: no way to opt out, and samples that are copies of one another.

Source: the registry asks for samples of different messages, of which one at least says how to opt out.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from classifier.campaign.dossier import Dossier
from classifier.campaign.merge_fields import FIELD
from classifier.campaign.seen import Place, Seen

ALIKE = 85.0
"""Likeness in percent (rapidfuzz's normalised indel distance) from which on two samples are copies.

Different messages of one brand, with the same greeting and the same last sentence, come up to about 78.
"""

_NUMBER = re.compile(r"\d+")
_APART = re.compile(r"[\W_]+")


def missing_opt_out(dossier: Dossier) -> Iterator[Seen]:
    """No sample says how to opt out with a word that providers honour."""
    if any(dossier.tells_how_to_opt_out(text) for _, text in dossier.samples):
        return
    tried = [seen for seen in dossier.single if seen.name == "unrecognised-opt-out"]
    how = " with a word that providers honour" if tried else ""
    places = tuple(place for seen in tried for place in seen.places)
    yield Seen("samples", "missing-opt-out", f"No sample says how to opt out{how}.", places)


def copied_samples(dossier: Dossier) -> Iterator[Seen]:
    """A sample that is nearly an earlier one.

    Numbers and merge fields count as equal: the registry wants another message, not the same one on another day.
    """
    told: set[str] = set()
    for (earlier, first), (field, second) in combinations(dossier.samples, 2):
        likeness = fuzz.ratio(_bare(first), _bare(second), score_cutoff=ALIKE)
        if likeness and field not in told:
            told.add(field)
            place = Place(field, 0, len(second), second)
            yield Seen(field, "copied-samples", f"{field} is {likeness:.0f} % the same as {earlier}.", (place,))


def _bare(text: str) -> str:
    """The sample's words, with every number and every merge field the same."""
    return _APART.sub(" ", _NUMBER.sub("0", FIELD.sub(" 0 ", text))).strip().casefold()
