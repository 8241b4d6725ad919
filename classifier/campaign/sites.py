"""Websites that are not the brand's alone: whoever has a page there would make the whole host the brand's own.

Sources: the policy's list of shorteners; the public suffix list, whose private section names hosts under which
everybody may have a name; and the best known platforms that are in neither.
"""

from classifier.linkage import hosts
from classifier.policy import Policy

_PAGES = frozenset(("beacons.ai", "facebook.com", "fb.com", "fb.me", "g.page", "google.com", "instagram.com",
    "linkedin.com", "linktr.ee", "m.me", "medium.com", "pinterest.com", "snapchat.com", "t.me", "threads.net",
    "tiktok.com", "twitter.com", "wa.me", "whatsapp.com", "x.com", "yelp.com", "youtu.be", "youtube.com"))  # fmt: skip
"""Everybody's page has a path there, so that none of their hosts is one brand's: "sites.google.com" neither."""
_NAMES = frozenset(("blogspot.com", "business.site", "carrd.co", "godaddysites.com", "jimdo.com", "square.site",
    "squarespace.com", "tumblr.com", "webflow.io", "weebly.com", "wix.com", "wixsite.com",
    "wordpress.com"))  # fmt: skip
"""Everybody has a name under them: "acme.weebly.com" is one brand's, "weebly.com" is not."""


def is_shared(host: str, policy: Policy) -> bool:
    """Whether others than the brand have pages on the host, or links that lead from it to anywhere."""
    labels = host.split(".")
    parents = {".".join(labels[first:]) for first in range(len(labels))}
    if host in _NAMES or not parents.isdisjoint(_PAGES) or not parents.isdisjoint(policy.lists.shorteners):
        return True
    return hosts.ending_of(host) == host
