"""missing-opt-in: how people agree must be told, and numbers from elsewhere are no consent."""

import pytest

from tests.classifier.campaign.registrations import changed, finding, names_in

MISSING = ("messageFlow", "missing-opt-in")

TAKEN = [
    "We bought a list of 5,000 homeowners and send them our offers about roofs every week.",
    "Every month we purchase a file of dog owners from a data provider and upload it.",
    "Leads come from a lead vendor that certifies that the consumers agreed to be contacted.",
    "We scrape phone numbers from the web pages of local restaurants and introduce ourselves.",
    "Numbers were rented from another company for the season and people can opt out by STOP.",
    "Recruiters collect numbers from public profiles of people who look for work.",
    "We got the numbers of parents from the voter file and ask them to agree by reply.",
    "Compramos una base de datos de teléfonos y enviamos promociones a todos los contactos.",
    "Nous achetons des listes de numéros à un courtier et envoyons nos offres chaque semaine.",
]
SHARED = [
    "Our partners share the numbers of people who agreed on their sites with us every night.",
    "Our sister company, a pest control firm, provides us with the phone numbers of its customers who opted in.",
    "Users agree to be contacted by us and our marketing partners when they sign up for a coupon.",
    "Users sign up on our site. We share phone numbers with our marketing partners.",
]
ASSUMED = [
    "Anyone who buys from our store is automatically enrolled in text offers at checkout.",
    "The consent box is pre-checked at checkout; customers may untick it if they do not want texts.",
    "Consent is implied because they are our customers and have given their number before.",
]
UNTOLD = [
    "Our team sends texts to borrowers from the dashboard during business hours on weekdays.",
    "We text people whose contracts are about to end to remind them about their options.",
    "When a job is booked the number goes from our CRM into the texting tool.",
    "Customers who do not agree are not texted, all others are; a manager checks each text.",
]
FINE = [
    "Customers enter their number at checkout and may tick a box, empty at first, to get texts.",
    "We do not buy, rent or share lists. Customers text JOIN to 555-555-0100 after seeing our poster.",
    "Guests are asked by the host: may we text you about your table? A yes is written down.",
    "Users turn on text alerts in their settings; they are off by default. Nobody is enrolled automatically.",
    "Patients sign a consent form. No mobile information is shared with third parties or affiliates.",
    "Customers who purchase a bike give us their phone number and agree in writing to be texted.",
    "Users sign up on our site. We share phone numbers with our SMS provider only for delivery.",
    "Parents opt in at school. We never obtain numbers from anyone else, and none of the boxes is preselected.",
    "Visitors scan a QR code, enter their number and press Subscribe below the disclosure.",
    "The caller is asked to agree and says yes; data brokers are not used.",
    "Los clientes marcan la casilla en la tienda en línea y reciben una confirmación.",
    "Les clients cochent une case vide lors de la commande. Nous n'achetons jamais de listes.",
]


@pytest.mark.parametrize("flow", TAKEN + SHARED + ASSUMED + UNTOLD)
def test_a_flow_without_consent_is_found(flow: str) -> None:
    assert MISSING in names_in(changed(message_flow=flow))


@pytest.mark.parametrize("flow", FINE)
def test_a_flow_that_tells_of_consent_is_left_alone(flow: str) -> None:
    assert MISSING not in names_in(changed(message_flow=flow))


def test_no_flow_at_all_is_found_once() -> None:
    found = finding(changed(message_flow=None), "missing-opt-in")
    assert "No message flow" in found.reason
    assert found.rejection_code == "OPT_IN_WORKFLOW_MISSING"


@pytest.mark.parametrize(
    ("flow", "code", "shown"),
    [
        (TAKEN[0], "OPT_IN_WORKFLOW_CONSENT", "bought a list"),
        (SHARED[0], "OPT_IN_DATA_SHARED_WITH_THIRD_PARTIES", "partners share the numbers"),
        (ASSUMED[0], "OPT_IN_WORKFLOW_CONSENT", "automatically enrolled"),
    ],
)
def test_the_registry_s_code_and_the_words_tell_which_kind_it_is(flow: str, code: str, shown: str) -> None:
    found = finding(changed(message_flow=flow), "missing-opt-in")
    assert (found.rejection_code, found.resubmittable) == (code, True)
    assert shown in [place.text for place in found.evidence]
    assert all(flow[place.start : place.end] == place.text for place in found.evidence)


def test_a_denial_reaches_no_further_than_its_clause() -> None:
    assert MISSING in names_in(changed(message_flow="People do not agree on our site, we buy lists and text them."))
    assert MISSING in names_in(
        changed(message_flow="We never cold-call. We buy lists of numbers and text those who agree.")
    )
