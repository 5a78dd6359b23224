"""People held: a number that counts those held at any time of a period is no number of those held on a day."""

from __future__ import annotations

import math
import re

from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind

_DETAINED = Pattern(r"\bdetain(?:ed|s|ing)?\b", re.IGNORECASE)


def is_flow(number: Stated) -> bool:
    """ "detained 310,181 people in fiscal 2025": more than are held on any one day."""
    period = number.period
    if (
        number.subject is None
        or number.subject.name != "held"
        or period is None
        or period.unit in {"day", "until", "around"}
    ):
        return False
    share = number.kind is Kind.PERCENT
    if period.days <= _A_MONTH and (share or "band" in number.parts or _AT_ONE_TIME.search(number.own)):
        return False
    return period.unit != "month" or bool(_DETAINED.search(number.own))


def is_reached(number: Stated) -> bool:
    """A stock that is said to have been reached, or never to have been, at some time in a long period."""
    if (
        number.subject is None
        or number.subject.name != "held"
        or number.role != "count"
        or number.parts.keys() - {"agency"}
    ):
        return False
    long = number.period is None or number.period.days > _A_MONTH or is_peak(number)
    upwards = not number.open or math.isinf(number.interval.high)
    return long and upwards and bool(_REACHED.search(number.own))


def is_peak(number: Stated) -> bool:
    """A level that is said to have been the highest, and not only to have been reached: "peaked at 39,700"."""
    return bool(_PEAK.search(number.own))


_PEAK = Pattern(r"\bpeak(?:ed|ing)? (?:at|of)\b", re.IGNORECASE)
_REACHED = Pattern(
    rf"{_PEAK.pattern}|\b(?:topp(?:ed|ing)|reach(?:ed|es)?|pass(?:ed|es)?|exceed(?:ed|s)?|surpass(?:ed|es)?|"
    r"as (?:many|high|much) as|never|ever|"
    r"at any (?:one )?time|on any (?:one |single )?(?:day|date|count|snapshot))\b",
    re.IGNORECASE,
)
_A_MONTH = 31
_AT_ONE_TIME = Pattern(
    r"\bat the (?:end|start|beginning|close) of\b|\b(?:late|early|mid)[- ]|\bpopulation\b|\b(?:is|are|was|were|"
    r"been|being) (?:holding|held)\b|"
    r"\bin (?:ICE )?(?:detention|custody)\b|\bat (?:any )?one time\b|\bon any (?:one |single )?(?:day|date|"
    r"count)\b|\bcount\b",
    re.IGNORECASE,
)
