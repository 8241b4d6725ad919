"""Campaigns: a whole registration is screened before it is submitted to a registry."""

from classifier.campaign.registration import FLAGS, LIMITS, SAMPLES, Registration
from classifier.campaign.screening import screen
from classifier.campaign.seen import Place
from classifier.campaign.verdict import CampaignFinding, CampaignVerdict

__all__ = [
    "FLAGS",
    "LIMITS",
    "SAMPLES",
    "CampaignFinding",
    "CampaignVerdict",
    "Place",
    "Registration",
    "screen",
]
