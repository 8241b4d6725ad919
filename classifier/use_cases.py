"""What campaigns are registered for: the only list of use cases anywhere.

Source: The Campaign Registry's use cases. The known ones include those that carriers approve one by one.
"""

import re

KNOWN: tuple[str, ...] = (
    "2FA",
    "ACCOUNT_NOTIFICATION",
    "AGENTS_FRANCHISES",
    "CARRIER_EXEMPT",
    "CHARITY",
    "CONVERSATIONAL",
    "CUSTOMER_CARE",
    "DELIVERY_NOTIFICATION",
    "EMERGENCY",
    "FRAUD_ALERT",
    "HIGHER_EDUCATION",
    "K12_EDUCATION",
    "LOW_VOLUME",
    "M2M",
    "MARKETING",
    "MIXED",
    "POLITICAL",
    "POLLING_VOTING",
    "PROXY",
    "PUBLIC_SAFETY_RESTRICTED",
    "PUBLIC_SERVICE_ANNOUNCEMENT",
    "SECURITY_ALERT",
    "SOCIAL",
    "SOLE_PROPRIETOR",
    "SWEEPSTAKE",
    "TRIAL",
    "UCAAS_HIGH",
    "UCAAS_LOW",
)
MARKETING = frozenset({"MARKETING"})
"""Use cases under which every message promotes something."""
MAY_PROMOTE = frozenset(
    {
        "AGENTS_FRANCHISES",
        "CHARITY",
        "LOW_VOLUME",
        "MIXED",
        "POLITICAL",
        "SOCIAL",
        "SOLE_PROPRIETOR",
        "SWEEPSTAKE",
        "TRIAL",
    }
)
"""Use cases under which some messages promote something, or ask for money or a vote, and others do not."""
ONE_TIME_CODES = frozenset({"2FA", "OTP"})
"""Use cases of codes alone; OTP is what callers call it who have no campaign."""
WITHOUT_MARKETING = frozenset(
    {
        "2FA",
        "ACCOUNT_NOTIFICATION",
        "CUSTOMER_CARE",
        "DELIVERY_NOTIFICATION",
        "EMERGENCY",
        "FRAUD_ALERT",
        "HIGHER_EDUCATION",
        "K12_EDUCATION",
        "M2M",
        "POLLING_VOTING",
        "PUBLIC_SAFETY_RESTRICTED",
        "PUBLIC_SERVICE_ANNOUNCEMENT",
        "SECURITY_ALERT",
    }
)
"""Use cases under which nothing may be advertised."""

_APART = re.compile(r"[\s-]+")


def normal(use_case: str) -> str:
    """The use case as registries write it: "Customer care" is CUSTOMER_CARE."""
    return _APART.sub("_", use_case.strip()).upper()
