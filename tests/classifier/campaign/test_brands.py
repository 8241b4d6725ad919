"""missing-brand-name and multiple-brands: one campaign names one brand and speaks for it alone."""

import pytest

from classifier.records import Brand
from tests.classifier.campaign.registrations import changed, finding, names_in, with_samples

OWN = "Acme Dental: see you tomorrow at nine. Reply STOP to opt out."
FOREIGN = [
    "Bolt Fitness: see you at six tomorrow in the big room, bring water.",
    "Globex: your boots are ready for pickup at the counter until six.",
    "Greenleaf Yoga - classes start at six again from Monday on.",
    "From Bolt Fitness: the pool opens at six again from Monday on.",
    "[Bolt Fitness] The pool opens at six again from Monday on.",
    "See you at six tomorrow in the big room, bring water. - Bolt Fitness",
    "See you at six tomorrow, bring water. Bolt Fitness. Reply STOP to end",
    "Hi {{name}}, this is Maria from Bolt, your class moved to six.",
    "Pizza Orchard: two pies for tonight are ready! Your friends at Pizza Orchard",
    "This is Trueharbor Mortgage. Your papers are ready to be signed.",
    "Thanks for choosing Bright Smiles Orthodontics! Your retainer is ready.",
    "Hi {{first}}, it's Brenda at Smile Junction Kids! Levi is due for a cleaning.",
    "Le habla Juan de Ferretería López, su pedido está listo para recoger.",
    "Garage Tremblay : votre voiture est prête, vous pouvez venir.",
]
FINE = [
    "Parents: the school is closed tomorrow because of the storm, stay safe.",
    "Flash Sale: all electric toothbrushes at our front desk this week.",
    "Weather Alert: we close at two today because of the storm.",
    "Dr. Lee: your results are in, please come by before Friday.",
    "Library: the book that you asked for is at the front desk now.",
    "Leak alert: your meter has run without a pause for a day.",
    "New on Wednesdays: a class about flossing with Rashad at six.",
    "Your claim with Delta Insurance was filed. Thanks for choosing Acme Dental!",
    "Hi Jo, this is Maria from Acme. I can see you at six. - Maria Lopez",
    "Your appointment at Main Street Clinic is on Monday at nine.",
    "Acme Dental Alerts: the office closes at two today.",
    "ACME: see you on Monday at nine, bring your insurance card.",
    "DOWN: the phone line of our office, please text us instead.",
    "Did you try to spend $312 at OAKLINE HARDWARE? Reply YES or NO.",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_a_sample_that_speaks_for_another_brand_is_found(text: str) -> None:
    found = finding(with_samples(OWN, text), "multiple-brands")
    assert (found.field, found.rejection_code) == ("sample2", "CAMPAIGN_MULTI_BRAND")
    (place,) = found.evidence
    assert text[place.start : place.end] == place.text


@pytest.mark.parametrize("text", FINE)
def test_a_sample_that_opens_in_another_way_or_merely_mentions_is_left_alone(text: str) -> None:
    assert ("sample2", "multiple-brands") not in names_in(with_samples(OWN, text))


def test_two_other_brands_are_found_where_none_speaks_for_the_registered_one() -> None:
    texts = (
        "Tony's Slice House: two pies tonight. tonysslicehouse.com STOP to end",
        "The Velvet Hanger - jackets landed",
    )
    found = names_in(with_samples(*texts))
    assert {("sample1", "multiple-brands"), ("sample2", "multiple-brands"), ("samples", "missing-brand-name")} <= found


def test_one_other_brand_in_all_samples_is_a_missing_name() -> None:
    texts = ("Bolt Fitness: see you at six. Reply STOP to end", "Bolt Fitness: the pool opens again on Monday.")
    found = names_in(with_samples(*texts))
    assert ("samples", "missing-brand-name") in found
    assert not any(name == "multiple-brands" for _, name in found)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Corvane Logistics LLC", "Corvane Logistics: your order is here. Reply STOP to end"),
        ("Corvane Logistics LLC", "Corvane: your order is here. Reply STOP to end"),
        ("The Copper Lantern", "Your table is ready! Copper Lantern. Reply STOP to end"),
        ("Gunn & Sons", "Gunn and Sons: Walt is on the way. Reply STOP to end"),
        ("FreeSpirit Yoga, LLC", "freespirit yoga: class is at six. Reply STOP to end"),
        ("Clínica Santa Elena", "Su cita es mañana. Clinica Santa Elena. Responda STOP"),
        ("Westbrook Women's Health", "Westbrook Women’s Health: see you soon. Reply STOP to end"),
    ],
)
def test_a_name_counts_without_its_legal_form_article_accents_or_length(name: str, text: str) -> None:
    registration = with_samples(text, "Something else that is ready for you.", brand=Brand("b", name))
    assert ("samples", "missing-brand-name") not in names_in(registration)


def test_a_link_alone_does_not_name_the_brand() -> None:
    brand = Brand("b", "Joint Venture Therapy", hosts=("jvpt.care",))
    registration = with_samples("Your video: https://jvpt.care/heel Reply STOP to end", "See you at nine.", brand=brand)
    assert ("samples", "missing-brand-name") in names_in(registration)


def test_aliases_name_the_brand() -> None:
    brand = Brand("b", "JV Holdings", aliases=("Sunny Smiles",))
    registration = with_samples("Sunny Smiles: see you at nine. Reply STOP to end", "See you soon then.", brand=brand)
    assert ("samples", "missing-brand-name") not in names_in(registration)


def test_a_reseller_without_approval_is_found_once() -> None:
    assert ("brand", "indirect-brand") in names_in(changed(brand=Brand("b", "Acme Dental", direct=False)))
    approved = Brand("b", "Acme Dental", direct=False, approved_reseller=True)
    assert names_in(changed(brand=approved)) == set()
