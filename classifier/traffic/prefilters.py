"""Which messages may be a hit of a check: the quick look at whole columns, by the `Need` that a check states.

Each pattern finds at least what the checks find, and leaves out most of what they don't. Patterns run over Arrow
buffers by RE2, which knows no lookaround; tests hold each against the checks themselves.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase, digits

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from classifier import numbers
from classifier.check import Need
from classifier.linkage.known import SHORTENERS
from classifier.looks import without_digits
from classifier.policy import Policy
from classifier.records import Context

Mask = NDArray[np.bool_]

_SPELT = "dot|d0t|punto|point"
_ODD_LINK = (
    r"(?i)h\S{0,3}p:|h\S{2}ps?\[|:\\\\|//\[|\[//|xn--|&(?:#|period|sol|colon|commat|lowbar|hyphen|dash)|%[0-9a-f]{2}"
    r"|\s\.|[\[({<] ?(?:\.|" + _SPELT + r")|[\s_-](?:" + _SPELT + r")[\s_-]|>\.|,[a-z0-9]{2,6}/"
    r"|[0-9]\.[0-9]+\.[0-9]+\.[0-9]"
    r"|(?:^|[^a-z0-9.\-]|(?:^|[^a-z0-9.])[\-_]+|www\.)[a-z0-9\-]{1,7}\.[a-z0-9.\-]{1,7}(?::[0-9]+)?[/\\][a-z0-9_\-]{4}"
    r"|[^\x00-\x7f]\S*\.\S|\.\S*[^\x00-\x7f]|//\S*[^\x00-\x7f]|[^\x00-\x7f]\S*//|[：／⁄∕。．｡․﹒‧·•∙⋅ꓸ]|\x{00a0}\."
)
"""Links that are written oddly, whose host is short or an IP address, or that are plain http."""
_MASKS = (
    r"(?i)\*\*|＊＊|∗∗|✱✱|••|●●|##|xx|[$€£]x|[█▇▓▒■░]|[0-9a-f]{32}|redacted|<[A-Z_]{6,18}>"
    r"|[\[<(][^\])>]{0,80}(?:redact|cens[ou]r|anonymi|tachad|caviard|remov|mask|hidden|delet|suppress|withh|ocult|masqu"
    r"|supprim)"
)
_ASKS = (
    r"(?i)opt[\s-]?outs?|unsub|(?:\bto|\b2|:)\s+(?:end|stop|quit|cancel|leave|unsub)|\bto (?:stop|quit)|be\s+removed"
    r"|no\s+more\s+(?:te?xt|msg|message)|\bpara\s+(?:no|dejar|cancelar|parar|salir|dar|desusc)"
    r"|\bpour\s+(?:ne|arr|stopper|vous|te|se)"
)
_HONOURED = r"(?:^|[.!?:;,)\]|\n] ?)(?i:reply|text|txt|send) STOP(?: to | for |[.!)]|$)"
"""Offers STOP in the usual words; what offers an honoured word is no finding."""
_CONFIRMS = (
    r"(?i)unsub|opted|opt[\s-]?out|removed|longer|will not|won['’]t|no (?:more|further)|baja|cancelad|recib|enviaremos"
    r"|recevrez|abonn|inscri"
)
_PROMOTES = (
    r"(?i)%|off\b|save\s|shop|buy|bogo|order|last\s+chance|arrivals|check\s+out|book|before\s+you|use\s+code|miss"
    r"|limited|compra|oportunidad|aprovech|ll[eé]vate|2x1|achetez|profitez|chance|sale|coupon|promo|discount|deal|offer"
    r"|free|clearance|oferta|descuento|rebaja|soldes|r[eé]duction|offre"
)
"""Something of what `consent.sales` takes for selling."""


def may_see(need: Need, columns: "Columns") -> Mask:
    """For each message whether something of that kind may be in it. ANYTHING, PHRASE and SCORE are not told here.

    Where records are known, all that they could change may be seen.
    """
    if columns.context.knows_records and need not in _ON_TEXT:
        return np.ones(columns.messages.num_rows, dtype=np.bool_)
    return _LOOKS[need](columns)


@dataclass(frozen=True)
class Columns:
    """Messages as columns with what they are judged by. `texts` are large strings or strings."""

    messages: pa.RecordBatch
    context: Context
    policy: Policy

    @property
    def texts(self) -> pa.Array:
        """The texts."""
        return self.messages.column("text")

    def matching(self, pattern: str, column: str = "text") -> Mask:
        """Which values of a column match the pattern somewhere; null matches nothing."""
        found = pc.match_substring_regex(self.messages.column(column), pattern)
        return np.asarray(found.fill_null(False).to_numpy(zero_copy_only=False), dtype=np.bool_)

    def given(self, column: str) -> Mask:
        """Which rows have a value there."""
        if column not in self.messages.schema.names:
            return np.zeros(self.messages.num_rows, dtype=np.bool_)
        known = pc.is_valid(self.messages.column(column))
        return np.asarray(known.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _links(columns: Columns) -> Mask:
    listed = _listed_hosts(tuple(sorted(columns.policy.lists.shorteners)))
    found = columns.matching(r"\.\S|\s\.|//|\\\\|[^\x00-\x7f]|(?i:" + _SPELT + r")|[&%,>]")
    if found.any():
        some = columns.messages.filter(pa.array(found))
        part = Columns(some, columns.context, columns.policy)
        found[found] = part.matching(_ODD_LINK) | part.matching(listed)
    return found


@lru_cache(maxsize=4)
def _listed_hosts(hosts: tuple[str, ...]) -> str:
    literal = [re.escape(host) for host in hosts]
    posing = ["".join(map(_posing, host)) for host in sorted(SHORTENERS)]
    return "(?i)" + "|".join([*literal, *posing])


def _posing(char: str) -> str:
    """A pattern of the characters that pose as this one in a host."""
    alike = [each for each in ascii_lowercase + digits if without_digits(each) == without_digits(char)]
    return f"[{''.join(alike)}]" if alike else re.escape(char)


def _masks(columns: Columns) -> Mask:
    return columns.matching(_MASKS)


def _opt_outs(columns: Columns) -> Mask:
    return columns.matching(_ASKS) & ~columns.matching(_HONOURED)


def _opted_out(columns: Columns) -> Mask:
    found = columns.matching(_CONFIRMS)
    if found.any():
        some = columns.messages.filter(pa.array(found))
        found[found] = Columns(some, columns.context, columns.policy).matching(_PROMOTES)
    return found


def _odd_numbers(column: str) -> Callable[[Columns], Mask]:
    def look(columns: Columns) -> Mask:
        given = columns.given(column)
        if not given.any():
            return given
        ordinary = columns.matching(numbers.ordinary_pattern(), column) & ~columns.matching(
            numbers.special_pattern(), column
        )
        return given & ~ordinary if "US" in columns.policy.home_regions else given

    return look


def _promotions(columns: Columns) -> Mask:
    use_cases = columns.given("use_case")
    if "first_contact" in columns.messages.schema.names:
        first = columns.messages.column("first_contact").fill_null(False)
        return use_cases | np.asarray(first.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return use_cases


def _nothing(columns: Columns) -> Mask:
    return np.zeros(columns.messages.num_rows, dtype=np.bool_)


_LOOKS: Mapping[Need, Callable[[Columns], Mask]] = {
    Need.LINK: _links,
    Need.MASK: _masks,
    Need.OPT_OUT: _opt_outs,
    Need.OPTED_OUT: _opted_out,
    Need.SENDER: _odd_numbers("sender"),
    Need.RECIPIENT: _odd_numbers("recipient"),
    Need.PROMOTION: _promotions,
    Need.RECORDS: _nothing,
}
_ON_TEXT = frozenset({Need.MASK, Need.OPT_OUT, Need.OPTED_OUT})
