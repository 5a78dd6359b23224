"""Where a figure stands among others: the most since a year, the busiest month of one, higher every year.

A rank is contradicted by one figure that is surely on the wrong side of it, and supported only where the record has
all the others.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.comparing import Compared
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.known import Known, source_of
from bedspace.claims.check.verdicts.peers import NEARLY, Peers, firsts, of_month, of_year, peers_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.intervals import Interval, exactly
from bedspace.fiscal import fiscal_year

APART = 0.005
"""How far two figures have to be apart for one to be called the higher."""
_OPEN_ENDED = frozenset({"ever", "record", "first", "topped"})


def order(a: Known, b: Known) -> int | None:
    """1 where the first is surely higher, -1 where it is surely lower, None where that is open."""
    first, second = limits_of(a), limits_of(b)
    if first.low > second.high * (1 + APART):
        return 1
    if first.high * (1 + APART) < second.low:
        return -1
    return None


def limits_of(known: Known) -> Interval:
    """The least and the most that a figure can be."""
    values = [value for value, _ in known.printed]
    if known.limits is None:
        return Interval(min(values), max(values))
    return known.limits


def first_of(known: Known) -> float:
    """The figure itself, or the least that it can be."""
    return known.printed[-1][0] if known.printed else limits_of(known).low


_OF_A_CHANGE = re.compile(
    r"\b(?:rose|rises?|risen|gr[eo]w|grown|fell|falls?|fallen|dropped|climbed|increased|declined|jumped|changed)\s(?:by\s)?$",
    re.IGNORECASE,
)
"""What ranks changes and no levels: "rose more than in any year"."""


def ranked(number: Stated, compared: Compared, record: Record) -> Judged:
    """The verdict on one rank."""
    words = compared.text.strip()
    if number.subject is None or _OF_A_CHANGE.search(number.own.partition(words)[0]):
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' compares, and no series of this tool tests it")
    if compared.kind == "steady":
        return _steady(number, compared, record)
    if compared.within:
        each = [
            ranked(number, replace(compared, scope=scope, within=(), kind="within"), record)
            for scope in compared.within
        ]
        verdicts = [one.verdict for one in each]
        if Verdict.SUPPORTED not in verdicts and len(set(verdicts)) > 1:
            return replace(each[0], verdict=Verdict.UNCHECKABLE)
        return next((one for one in each if one.verdict is Verdict.SUPPORTED), each[0])
    if compared.kind == "bare" and compared.scope is None:
        return Judged(number, Verdict.UNCHECKABLE, f"among which periods '{words}' ranks is not said")
    found = peers_of(number, compared, record)
    if found is None:
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' compares, and no series of this tool tests it")
    if compared.kind == "first":
        return _first_above(number, compared, found)
    return _among(number, compared, found)


def _among(number: Stated, compared: Compared, found: Peers) -> Judged:
    wanted = 1 if compared.up else -1
    orders = {name: order(found.own, other) for name, other in found.others.items()}
    beyond = [name for name, where in orders.items() if where == -wanted]
    against = [name for name in beyond if name not in found.edge]
    if compared.place > 1:
        return _nth(number, compared, found, against, len(orders) - len([w for w in orders.values() if w]))
    words = compared.text.strip()
    if beyond and not against and NEARLY.search(compared.text):
        rank = f"{'highest' if compared.up else 'lowest'} since {beyond[-1]} ({_value(found.others[beyond[-1]])})"
        verdict, why = Verdict.UNCHECKABLE, f"{_value(found.own)} is the {rank}, which '{words}' includes or not"
    elif against:
        worst = max(against, key=lambda name: wanted * first_of(found.others[name]))
        if compared.kind not in {"ever", "known", "record", "era", "topped", "within"}:
            worst = against[-1]
        verdict, why = (
            Verdict.CONTRADICTED,
            f"{_value(found.own)} is not '{words}': {worst} had {_value(found.others[worst])}",
        )
    elif (
        (compared.kind not in _OPEN_ENDED or compared.scope or (compared.up and compared.kind != "first"))
        and _all_known(found)
        and all(where == wanted for name, where in orders.items() if name not in found.edge)
        and (compared.kind == "years" or not beyond)
    ):
        listed = _next_ones(found, up=compared.up)
        open_ended = compared.kind in _OPEN_ENDED and compared.scope is None
        begins = f" as far back as the counts here go, to {found.begins}" if open_ended else ""
        verdict, why = Verdict.SUPPORTED, f"{_value(found.own)} is '{words}'{begins}: {listed}"
    else:
        ends = (
            f"the record here begins with {found.begins}"
            if compared.kind in _OPEN_ENDED
            else "the record has not all of these periods whole"
        )
        verdict, why = Verdict.UNCHECKABLE, f"'{words}' cannot be tested: {ends}"
    return _judged(number, verdict, why, found)


_NEXT_ONES = 3


def _next_ones(found: Peers, *, up: bool) -> str:
    """Those of the others that come next, the nearest first, and what decides nothing at the edge of the span."""
    inside = {name: known for name, known in found.others.items() if name not in found.edge}
    near = sorted(inside.items(), key=lambda item: first_of(item[1]), reverse=up)[:_NEXT_ONES]
    listed = ", ".join(f"{_value(known)} ({name})" for name, known in near)
    if len(near) < len(inside):
        listed = f"of the {len(inside)} others in that time the {'highest' if up else 'lowest'} are {listed}"
    at_edge = ", ".join(f"{_value(known)} ({name})" for name, known in found.others.items() if name in found.edge)
    return f"{listed}; not counted in, at the edge of that time: {at_edge}" if at_edge else listed


def _nth(number: Stated, compared: Compared, found: Peers, beyond: list[str], unsure: int) -> Judged:
    """ "The second-highest since": so many others, and no more, are beyond it."""
    named = ", ".join(f"{name} {_value(found.others[name])}" for name in beyond) or "none"
    why = f"beyond {_value(found.own)} ('{compared.text.strip()}'): {named}"
    whole = _all_known(found) and not unsure
    right = len(beyond) == compared.place - 1
    verdict = Verdict.UNCHECKABLE if not whole else Verdict.SUPPORTED if right else Verdict.CONTRADICTED
    return _judged(number, verdict, why, found)


def _all_known(found: Peers) -> bool:
    return 0 < found.asked == len(found.others)


def _first_above(number: Stated, compared: Compared, found: Peers) -> Judged:
    """ "the first month with more than 1,000 a day": no earlier one may have had as many."""
    words = compared.text.strip()
    earlier = [name for name, known in found.others.items() if limits_of(known).low > number.interval.low * (1 + APART)]
    if number.open and earlier:
        why = f"'{words}': {earlier[-1]} had {_value(found.others[earlier[-1]])} already"
        return _judged(number, Verdict.CONTRADICTED, why, found)
    why = f"'{words}' cannot be tested: the record here begins with {found.begins}"
    return _judged(number, Verdict.UNCHECKABLE, why, found)


def _steady(number: Stated, compared: Compared, record: Record) -> Judged:
    """ "rose in every year from fiscal 2015 to fiscal 2019": each against the one before it."""
    words, wanted = compared.text.strip(), 1 if compared.up else -1
    if compared.scope is None or compared.unit not in {"year", "month"} or number.subject is None:
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' cannot be tested: between which periods is not said")
    first, last = compared.scope
    if compared.unit == "year":
        named = [of_year(year) for year in range(fiscal_year(first), fiscal_year(last) + 1)]
    else:
        named = [of_month(f"{day:%Y-%m}") for day in firsts(first, last)]
    found = [record.find(number.subject, number.parts, period) for period in named]
    known = {_name(period): one for period, one in zip(named, found, strict=True) if one}
    values = list(known.values())
    steps = [order(later, earlier) for earlier, later in pairwise(values)]
    listed = ", ".join(f"{name} {_value(one)}" for name, one in known.items())
    whole = len(known) == len(named) and len(named) > 1
    verdict = (
        Verdict.CONTRADICTED if -wanted in steps and whole
        else Verdict.SUPPORTED if whole and all(step == wanted for step in steps)
        else Verdict.UNCHECKABLE
    )  # fmt: skip
    if not values:
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' cannot be tested: the record has none of these periods")
    return _judged(number, verdict, f"'{words}': {listed}", Peers(values[-1], known, len(named), ""))


def _name(period: Period) -> str:
    return f"fiscal year {fiscal_year(period.last)}" if period.unit == "fiscal" else f"{period.first:%B %Y}"


def _judged(number: Stated, verdict: Verdict, why: str, found: Peers) -> Judged:
    steps = tuple(
        Step(name, "read", (exactly(first_of(known)),), exactly(first_of(known)))
        for name, known in found.others.items()
    )
    own = first_of(found.own)
    nearest = sorted(found.others.values(), key=lambda known: abs(first_of(known) - own))
    printed = [known.printed[:1] for known in (found.own, *nearest)]
    sources = tuple(dict.fromkeys(source_of(figure) for one in printed for _, figure in one))
    return Judged(number, verdict, why, steps[-_STEPS:], sources[:_SOURCES], found.own)


_SOURCES = 4
_STEPS = 30


def _value(known: Known) -> str:
    value = first_of(known)
    text = f"{value:,.1f}" if value < 1000 else f"{value:,.0f}"
    return f"{text} or more" if known.limits and math.isinf(known.limits.high) else text
