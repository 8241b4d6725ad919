"""confirmation-incomplete and missing-help: what the answers to a subscriber must say."""

import pytest

from tests.classifier.campaign.registrations import changed, finding, names_in

OPT_IN = [
    "Acme: you're subscribed to class texts. Msg freq varies. Msg&Data rates may apply. HELP 4 help STOP 2 end",
    "Welcome to Acme Dental alerts! Recurring msgs. Rates may apply. Reply HELP for help or STOP to cancel.",
    "Acme Dental: thanks! About one a week. Message and data rates may apply. Text HELP for info, STOP to quit.",
    "Acme Dental: you're in. Daily texts. Standard message rates may apply. Reply help for help, stop to end.",
    "Acme Dental: inscrito. La frecuencia varía. Pueden aplicarse tarifas de datos. AYUDA para ayuda, ALTO para salir.",
    "Acme Dental : 2 messages par mois. Des frais de messagerie s'appliquent. AIDE pour de l'aide, ARRET pour arrêter.",
]
NO_OPT_IN = [
    ("You're in. 2 msgs a month. Msg & data rates may apply. HELP for help, STOP to opt out.", "brand"),
    ("Acme Dental: you're in. 2 msgs a month. Msg & data rates may apply. STOP to opt out.", "HELP"),
    ("Acme Dental: you're in. 2 msgs a month. Msg & data rates may apply. HELP for help.", "STOP"),
    ("Acme Dental: you're in. Msg & data rates may apply. HELP for help, STOP to opt out.", "how often"),
    ("Acme Dental: you're in. 2 msgs a month. HELP for help, STOP to opt out.", "rates"),
    ("Acme Dental: thanks for signing up for a text now and then! We will help you and never stop.", "HELP"),
]
OPT_OUT = [
    "Acme Dental: you have left the list. No more texts will come to this number.",
    "You've been unsubscribed from Acme Dental and won't get any more texts.",
    "Acme Dental: alerts are disabled. You will receive no further texts.",
    "Acme Dental: Opted out. We will not text you again.",
    "Acme Dental: your request was received. No further messages will be sent.",
    "Acme Dental: you're opted out and will not hear from us again by text.",
    "Acme Dental: se ha dado de baja. Ya no le enviaremos más mensajes.",
    "Acme Dental : votre désabonnement est confirmé. Aucun autre message ne vous sera envoyé.",
]
NO_OPT_OUT = [
    ("You are unsubscribed and will receive no more messages.", "brand"),
    ("Acme Dental: you are unsubscribed. Come back soon!", "no more messages"),
    ("Acme Dental: OK! There will be no more texts.", "received"),
    ("Acme Dental: Got it. We're sorry to see you go and hope to see you soon!", "no more messages"),
    ("Acme Dental: ¡hasta pronto, te vamos a extrañar mucho!", "received"),
]
HELP = [
    "Acme Dental: call 208-555-0114.",
    "Acme Dental: (208) 555-0114 or 1-800-GOSMILE",
    "Acme Dental help: desk@acmedental.com. Reply STOP to opt out.",
    "Acme Dental: see acmedental.com/help",
    "Acme Dental: ask at {{support_phone}}",
    "Acme Dental: +44 20 7946 0958",
    "Acme Dental : appelez le 01 23 45 67 89.",
    "Acme Dental: for city services dial 311.",
]
NO_HELP = [
    "Acme Dental: Thanks for your message! Someone from our team will get back to you soon.",
    "Acme Dental: reply with your question and we will answer, order 4082217.",
    "Acme Dental: visit our office on Main Street between 9 and 5.",
    " ",
]


@pytest.mark.parametrize("text", OPT_IN)
def test_a_complete_opt_in_text_is_left_alone(text: str) -> None:
    assert names_in(changed(optin_message=text)) == set()


@pytest.mark.parametrize(("text", "missing"), NO_OPT_IN)
def test_an_opt_in_text_that_leaves_something_out_is_found(text: str, missing: str) -> None:
    assert missing in finding(changed(optin_message=text), "confirmation-incomplete").reason


@pytest.mark.parametrize("text", OPT_OUT)
def test_a_complete_opt_out_text_is_left_alone(text: str) -> None:
    assert names_in(changed(optout_message=text)) == set()


@pytest.mark.parametrize(("text", "missing"), NO_OPT_OUT)
def test_an_opt_out_text_that_leaves_something_out_is_found(text: str, missing: str) -> None:
    assert missing in finding(changed(optout_message=text), "confirmation-incomplete").reason


@pytest.mark.parametrize("text", HELP)
def test_a_help_text_with_a_contact_is_left_alone(text: str) -> None:
    assert names_in(changed(help_message=text)) == set()


@pytest.mark.parametrize("text", NO_HELP)
def test_a_help_text_without_a_contact_is_found(text: str) -> None:
    assert ("helpMessage", "missing-help") in names_in(changed(help_message=text))


def test_a_help_text_without_the_brand_is_found() -> None:
    found = finding(changed(help_message="Questions? Call 423-555-0107 on weekdays."), "confirmation-incomplete")
    assert (found.field, found.rejection_code) == ("helpMessage", "HELP_MESSAGE_MISMATCH")


def test_of_texts_that_are_not_given_only_the_help_text_is_asked_for() -> None:
    assert names_in(changed(optin_message=None, optout_message=None)) == set()
    assert names_in(changed(help_message=None)) == {("helpMessage", "missing-help")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (NO_OPT_IN[0][0], "OPT_IN_MESSAGE_MISMATCH"),
        (NO_OPT_IN[1][0], "OPT_IN_MESSAGE_NON_COMPLIANT_HELP_STOP"),
        (NO_OPT_IN[3][0], "OPT_IN_MESSAGE_NON_COMPLIANT"),
    ],
)
def test_the_registry_s_code_tells_what_is_missing(text: str, code: str) -> None:
    assert finding(changed(optin_message=text), "confirmation-incomplete").rejection_code == code


def test_a_text_that_confirms_an_opt_out_and_sells_is_found() -> None:
    text = "Acme Dental: you are unsubscribed, no more texts. Before you go: 20% off whitening with code BYE20."
    assert ("optoutMessage", "marketing-after-opt-out") in names_in(changed(optout_message=text))


@pytest.mark.parametrize("keywords", ["BANANA", "banana, kiwi", "STOPP", "..."])
def test_opt_out_keywords_of_which_providers_honour_none_are_found(keywords: str) -> None:
    found = finding(changed(optout_keywords=keywords), "confirmation-incomplete")
    assert (found.field, found.effect.value, found.rejection_code) == ("optoutKeywords", "block", "UNCLEAR_OPT_OUT")


@pytest.mark.parametrize("keywords", ["STOP", "banana, stop", "Stop All;quit", "STOP UNSUBSCRIBE", "ARRET", None])
def test_opt_out_keywords_with_one_that_providers_honour_are_left_alone(keywords: str | None) -> None:
    assert names_in(changed(optout_keywords=keywords)) == set()
