"""One campaign speaks for one brand, and names it. Firms that are merely mentioned are left alone."""

from collections.abc import Iterator

from classifier.campaign.dossier import Dossier
from classifier.campaign.firms import is_firm, is_own, may_be_firm
from classifier.campaign.seen import Place, Seen
from classifier.campaign.speakers import Position, Speaker, speakers
from classifier.policy.phrases import folded


def speaks_for_brand(dossier: Dossier, text: str) -> bool:
    """Whether the text names the brand, or speaks for it under a short form of its name ("Acme: ...")."""
    return dossier.names_brand(text) or any(is_own(speaker.name, dossier.brand) for speaker in speakers(text))


def missing_brand_name(dossier: Dossier) -> Iterator[Seen]:
    """No sample names the brand."""
    if not any(speaks_for_brand(dossier, text) for _, text in dossier.samples):
        yield Seen("samples", "missing-brand-name", f"No sample names {dossier.registration.brand.name}.")


def multiple_brands(dossier: Dossier) -> Iterator[Seen]:
    """A sample that speaks for another brand than the registered one.

    Where all samples speak for one other brand, none speaks for two: then the registered one is missing.
    """
    foreign = _foreign(dossier)
    named = any(speaks_for_brand(dossier, text) for _, text in dossier.samples)
    if not named and len({folded(firm.name) for firm in foreign.values()}) < 2:
        return
    brand = dossier.registration.brand.name
    for field, firm in sorted(foreign.items()):
        reason = f"{field} speaks for {firm.name} ({firm.position.value}); the campaign is registered for {brand}."
        yield Seen(field, "multiple-brands", reason, (Place(field, firm.start, firm.end, firm.name),))


def _foreign(dossier: Dossier) -> dict[str, Speaker]:
    """By sample, a firm that it speaks for and that is not the brand.

    A label that could be anything counts where another sample is labelled with a firm, or the brand's own name.
    """
    found = {field: tuple(speakers(text)) for field, text in dossier.samples}
    others = {field: [one for one in all_ if not is_own(one.name, dossier.brand)] for field, all_ in found.items()}
    firms: dict[str, Speaker] = {}
    for field, text in dossier.samples:
        sure = [one for one in others[field] if is_firm(one, text, dossier.links[field])]
        if sure:
            firms[field] = sure[0]
    own = [one for field, all_ in found.items() for one in all_ if one not in others[field]]
    if any(one.position is Position.LABEL for one in (*own, *firms.values())):
        registered = "\n".join(dossier.registration.texts.values())
        for field, text in dossier.samples:
            unsure = [one for one in others[field] if may_be_firm(one, registered)]
            if unsure and field not in firms and not speaks_for_brand(dossier, text):
                firms[field] = unsure[0]
    return firms
