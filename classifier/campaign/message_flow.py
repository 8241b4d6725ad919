"""Whether the message flow tells how people agree to be texted.

Sources: the ISV guideline, row direct brands (the brand collects the opt-ins itself); CTIA messaging principles (no
lists that were rented, sold or shared); the registry asks how people opt in. What a flow says that it does *not* do
("we never buy lists") is no finding.
"""

from collections.abc import Iterator
from re import Match

from classifier.campaign.dossier import Dossier
from classifier.campaign.flow_words import AGREES, ASSUMED, CLAUSE_BEGINS, DENIED_AFTER, DENIES, SHARED, TAKEN
from classifier.campaign.seen import Place, Seen

REACH = 400
"""Characters before a word in which its clause is looked for."""
_KINDS = (
    (TAKEN, "taken", "The numbers are bought, rented or collected elsewhere instead of being given by the people."),
    (SHARED, "shared", "Numbers or consent are shared between companies."),
    (ASSUMED, "assumed", "Consent is taken for granted."),
)


def missing_opt_in(dossier: Dossier) -> Iterator[Seen]:
    """A message flow that is not told, tells no consent, or tells of numbers bought, scraped, shared or added unasked.

    One finding, of the gravest kind, with all places that show it.
    """
    text = dossier.registration.message_flow or ""
    for pattern, kind, reason in _KINDS:
        told = [match for match in pattern.finditer(text) if not _denied(text, match)]
        if told:
            places = tuple(Place.matched("messageFlow", match) for match in told)
            yield Seen("messageFlow", "missing-opt-in", reason, places, about=kind)
            return
    if not any(not _denied(text, match) for match in AGREES.finditer(text)):
        reason = "The flow does not say how people agree to be texted." if text.strip() else "No message flow is given."
        yield Seen("messageFlow", "missing-opt-in", reason, about="untold")


def _denied(text: str, match: Match[str]) -> bool:
    """Whether the match stands in a clause that denies it."""
    earliest = max(0, match.start() - REACH)
    begins = max((one.end() for one in CLAUSE_BEGINS.finditer(text, earliest, match.start())), default=earliest)
    return bool(DENIES.search(text, begins, match.end()) or DENIED_AFTER.match(text, match.end()))
