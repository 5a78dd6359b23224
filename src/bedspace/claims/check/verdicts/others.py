"""Numbers that are right for another part of the whole, or for an earlier day: they get no verdict."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.stated import Parts, Stated
from bedspace.claims.check.verdicts.judged import CONTRADICTED, NONE, Judged
from bedspace.claims.check.verdicts.known import keys_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.read.quantity import Kind
from bedspace.figure import Figure
from bedspace.figures.totals import known_by
from bedspace.fiscal import fiscal_year, period_bounds

_PARTS: tuple[Parts, ...] = (
    {"agency": ("ice",)}, {"agency": ("cbp",)}, {"arrested": ("interior",)}, {"place": ("at_large",)},
    {"criminality": ("convicted",)}, {"criminality": ("pending",)}, {"criminality": ("other",)},
    {"criminality": ("pending", "other")}, {},
)  # fmt: skip


EXACT = 0.0005
"""How near a number has to be to the figure of another part for that part to be taken as meant."""


LAG = timedelta(days=20)
"""How long after a month a count of it is out, where its publisher gives no day."""


FAR = 1.5
"""Beyond this factor of every figure that came out later, a number was never right."""


_ROUND = 100


def other_part(number: Stated, record: Record) -> tuple[Parts, Figure] | None:
    """The part of the subject that has just this figure in the same period, where its words name another or none."""
    if number.subject is None or number.kind is not Kind.COUNT or number.open or number.value % _ROUND == 0:
        return None
    for parts in _PARTS:
        known = record.find(number.subject, parts, number.period) if parts != number.parts else None
        for value, figure in known.printed if known else ():
            if abs(value - number.value) <= EXACT * value:
                return parts, figure
    return None


def printed_before(number: Stated, record: Record) -> date | None:
    """Publication day of an earlier printing with just this number."""
    period = number.period
    if number.subject is None or period is None or period.unit not in {"fiscal", "month"} or number.open:
        return None
    name = f"FY{fiscal_year(period.last)}" if period.unit == "fiscal" else f"{period.first:%Y-%m}"
    printings = record.series(number.subject.table, keys_of(number.parts), name)
    return next((f.published for v, f in printings if abs(v - number.value) <= EXACT * v), None)


def only_later(found: Judged, record: Record) -> Judged:
    """A figure that came out after the day of saying contradicts only what is far from it; else it stands beside."""
    out = [_out_on(figure) for _, figure in found.known.printed] if found.known else []
    if found.verdict is not CONTRADICTED or record.said is None or not out or min(out) <= record.said:
        return found
    words = f"{found.words}; this came out only after the statement was made"
    if _is_far(found):
        return replace(found, words=f"{words}, and is far from it")
    return replace(found, verdict=NONE, words=words)


def _is_far(found: Judged) -> bool:
    """Whether a number is beyond all that the later figures leave open, of a period that they cover."""
    known, stated = found.known, found.number.interval
    if known is None or known.limits is None or math.isinf(known.limits.high):
        return False
    values = [value for value, _ in known.printed]
    low, high = min(known.limits.low, *values), max(known.limits.high, *values)
    return stated.low > FAR * high or stated.high < low / FAR


def _out_on(figure: Figure) -> date:
    if figure.published_on:
        return figure.published
    return min(known_by(figure), period_bounds(figure.period)[1] + LAG)
