"""How registries name what is found, and whether a corrected campaign may be submitted again.

Source: the rejection reasons of AWS End User Messaging for 10DLC campaigns (enumeration and "resubmittable"), the only
ones that are published as stable names. Real estate has none there; our provider supports no campaign for it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejection:
    """A registry's rejection code."""

    code: str
    resubmittable: bool = True


_CONTENT = "CAMPAIGN_NON_COMPLIANT_CONTENT_"
_SHAFT = Rejection(f"{_CONTENT}SHAFT", resubmittable=False)
_HIGH_RISK = Rejection(f"{_CONTENT}HIGH_RISK_FINANCIAL", resubmittable=False)
_AFFILIATE = Rejection(f"{_CONTENT}AFFILIATE_MARKETING", resubmittable=False)
_SWEEPSTAKES = Rejection(f"{_CONTENT}SWEEPSTAKES", resubmittable=False)
_CANNABIS = Rejection(f"{_CONTENT}CANNABIS", resubmittable=False)
_SHORT_URL = Rejection("SAMPLE_MESSAGE_SHORT_URL")
_PHISHING = Rejection("SPAM_OR_PHISHING_ASSOCIATION", resubmittable=False)
_LINK = Rejection("EMBEDDED_LINK_ISSUES")
_HELP = Rejection("HELP_MESSAGE_NON_COMPLIANT")
_OPT_OUT = Rejection("OPT_OUT_MESSAGE_NON_COMPLIANT")
_FIELD = Rejection("INVALID_FIELD_VALUE")

REJECTIONS: Mapping[str, Rejection] = {
    "missing-opt-in": Rejection("OPT_IN_WORKFLOW_CONSENT"),
    "missing-opt-in untold": Rejection("OPT_IN_WORKFLOW_MISSING"),
    "missing-opt-in shared": Rejection("OPT_IN_DATA_SHARED_WITH_THIRD_PARTIES"),
    "missing-opt-out": Rejection("UNCLEAR_OPT_OUT"),
    "unrecognised-opt-out": Rejection("UNCLEAR_OPT_OUT"),
    "marketing-after-opt-out": _OPT_OUT,
    "missing-help": _HELP,
    "missing-brand-name": Rejection("SAMPLE_MESSAGE_MISMATCH"),
    "multiple-brands": Rejection("CAMPAIGN_MULTI_BRAND"),
    "use-case-mismatch": Rejection("SAMPLE_MESSAGE_USE_CASE_MISMATCH"),
    "copied-samples": Rejection("CAMPAIGN_TEMPLATE_REUSE"),
    "attribute-mismatch": Rejection("CAMPAIGN_ATTRIBUTES_MISMATCH"),
    "attribute-mismatch embeddedLink": _LINK,
    "attribute-mismatch embeddedLink unused": _LINK,
    "attribute-mismatch embeddedPhone": Rejection("EMBEDDED_PHONE_ISSUES"),
    "attribute-mismatch embeddedPhone unused": Rejection("SAMPLE_MESSAGE_PHONE_NUMBER"),
    "attribute-mismatch ageGated": Rejection(f"{_CONTENT}SHAFT_AGE_GATE"),
    "attribute-mismatch directLending": Rejection("CAMPAIGN_UNDECLARED_DIRECT_LENDING"),
    "attribute-mismatch affiliateMarketing": _AFFILIATE,
    "field-length": _FIELD,
    "field-length samples": Rejection("MISSING_REQUIRED_FIELD"),
    "confirmation-incomplete optinMessage STOP": Rejection("OPT_IN_MESSAGE_NON_COMPLIANT_HELP_STOP"),
    "confirmation-incomplete optinMessage brand": Rejection("OPT_IN_MESSAGE_MISMATCH"),
    "confirmation-incomplete optinMessage frequency": Rejection("OPT_IN_MESSAGE_NON_COMPLIANT"),
    "confirmation-incomplete optinMessage rates": Rejection("OPT_IN_MESSAGE_NON_COMPLIANT"),
    "confirmation-incomplete helpMessage brand": Rejection("HELP_MESSAGE_MISMATCH"),
    "confirmation-incomplete optoutKeywords": Rejection("UNCLEAR_OPT_OUT"),
    "confirmation-incomplete": _OPT_OUT,
    "redacted-content": _FIELD,
    "public-shortener": _SHORT_URL,
    "isv-shortener": _SHORT_URL,
    "unknown-shortener": _SHORT_URL,
    "domain-mismatch": Rejection("MESSAGE_SAMPLES_MISMATCH"),
    "lookalike-domain": _PHISHING,
    "ip-link": _PHISHING,
    "insecure-link": _LINK,
    "indirect-brand": Rejection("BRAND_INVALID_BUSINESS_CONNECTION"),
    "prohibited-financial": _HIGH_RISK,
    "prohibited-investment": _HIGH_RISK,
    "prohibited-lead-gen": _AFFILIATE,
    "prohibited-employment": Rejection(f"{_CONTENT}JOB_BOARDS", resubmittable=False),
    "prohibited-real-estate": Rejection("NON_COMPLIANT_USE_CASE", resubmittable=False),
    "prohibited-gambling": Rejection(f"{_CONTENT}GAMBLING", resubmittable=False),
    "prohibited-shaft-drugs": Rejection(f"{_CONTENT}ILLEGAL_SUBSTANCES", resubmittable=False),
}
"""By name, or by name and what it is about, where that makes a difference."""

_NARROWER = {
    "prohibited-gambling": (
        re.compile(
            r"\b(?:sweepstakes?|raffles?|giveaways?|prize\s+draw(?:ing)?s?|enter\s+to\s+win|sorteos?|rifas?|tirage|tombola"
            r"|concours)\b",
            re.IGNORECASE,
        ),
        _SWEEPSTAKES,
    ),
    "prohibited-shaft-drugs": (
        re.compile(
            r"\b(?:cannabis|marijuana|mari[hg]uana|weed|thc|cbd|hemp|kush|pre-?\s?rolls?|edibles?|dispensar(?:y|ies)|delta-?\s?[89]"
            r"|gummies|420|indica|sativa|chanvre)\b",
            re.IGNORECASE,
        ),
        _CANNABIS,
    ),
}


def rejection_of(name: str, about: str | None = None, text: str = "") -> Rejection:
    """The registry's answer to a finding; some depend on the words of the field's text."""
    if name in _NARROWER and _NARROWER[name][0].search(text):
        return _NARROWER[name][1]
    exact = REJECTIONS.get(f"{name} {about}")
    if exact is not None:
        return exact
    usual = _SHAFT if name.startswith("prohibited-") else _FIELD
    return REJECTIONS.get(name, usual)
