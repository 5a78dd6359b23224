"""A number that is said of each month of a longer period, or of their mean: "below 11,000 a month since February"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.judged import CONTRADICTED, NEAR, NEAR_LIMIT, NONE, SUPPORTED, Judged, compare
from bedspace.claims.check.verdicts.known import Known, sources_of
from bedspace.claims.check.verdicts.measures import known_at
from bedspace.claims.check.verdicts.peers import firsts, of_month
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.wording import of_part
from bedspace.claims.intervals import exactly
from bedspace.fiscal import fiscal_start, fiscal_year


def by_month(number: Stated, record: Record) -> Judged:
    """The verdict on a number of each month, or of their mean."""
    subject, period = number.subject, number.period
    if period is None and record.said is not None:
        begun = fiscal_start(fiscal_year(record.said))
        period = Period(begun, record.said, 0, 0, running=True, unit="fiscal")
        number = replace(number, period=period)
    if subject is None or period is None:
        return Judged(number, NONE, f"over which months '{number.text}' is said is not clear")
    last = min(period.last, record.said or period.last)
    months = [of_month(f"{day:%Y-%m}") for day in firsts(period.first, last)]
    plain = replace(number, monthly="", daily=False)
    found = [
        (month, known_at(plain, month, record)) for month in months if month.last <= last or number.monthly == "each"
    ]
    whole = [(month, known) for month, known in found if known and known.printed and _is_of_month(known, month)]
    if len(whole) < 2 and subject.read == "count" and period.running:
        return _of_a_running_sum(number, period, record)
    if len(whole) < 2 or len(whole) + 1 < len(found):
        return Judged(number, NONE, f"the record has not all months of '{number.text}'")
    values = [(known.printed[-1][0], month, known) for month, known in whole]
    lowest, highest = min(values, key=lambda v: v[0]), max(values, key=lambda v: v[0])
    digits = 1 if subject.of_days else 0
    told = ", ".join(f"{value:,.{digits}f} in {month.first:%B %Y}" for value, month, _ in (lowest, highest))
    label = of_part(subject, number.parts)
    if number.monthly == "mean":
        mean = sum(value for value, _, _ in values) / len(values)
        known = Known([(mean, highest[2].printed[-1][1])], exactly(mean))
        words = f"{label}: {mean:,.{digits}f} a month over {len(values)} months, between {told}"
        verdict = compare(number.interval, number.open, known)
    else:
        known, verdict = highest[2], _of_each(number, [value for value, _, _ in values])
        words = f"{label}: of {len(values)} months the lowest and the highest are {told}"
    step = Step(f"{len(values)} months", "read", (exactly(lowest[0]),), exactly(highest[0]))
    return Judged(number, verdict, words, (step,), sources_of(known), known)


FAR = 1.5
"""Beyond this factor of the mean of months so far, a number of a month is called wrong."""
_A_MONTH = 365 / 12


def _of_a_running_sum(number: Stated, period: Period, record: Record) -> Judged:
    """A number of a month against the sum since the fiscal year began, where no table has months."""
    known = record.find(number.subject, number.parts, period) if number.subject else None
    if known is None or not known.printed:
        return Judged(number, NONE, f"no table of this tool has months of '{number.text}'")
    value, figure = known.printed[0]
    mean = value / ((figure.data_date - period.first).days + 1) * _A_MONTH
    label = number.subject.label if number.subject else ""
    words = f"{label}: {value:,.0f} up to {figure.data_date}, which is {mean:,.0f} a month"
    far = number.interval.low > FAR * mean or number.interval.high < mean / FAR
    fits = number.interval.low <= mean <= number.interval.high
    verdict = CONTRADICTED if far and number.agency == "ice" else SUPPORTED if fits else NONE
    return Judged(number, verdict, words, (), sources_of(known), known)


def _of_each(number: Stated, values: list[float]) -> Verdict:
    """Supported where every month is inside, contradicted where one is surely outside."""
    low, high = number.interval.low, number.interval.high
    if all(low <= value <= high for value in values):
        return SUPPORTED
    room = NEAR_LIMIT if number.open else NEAR
    return CONTRADICTED if any(value < low * (1 - room) or value > high * (1 + room) for value in values) else NONE


def _is_of_month(known: Known, month: Period) -> bool:
    """Whether the newest printing covers the month, or all but its last days."""
    reached: date = known.printed[-1][1].data_date
    return known.printed[-1][1].is_whole or month.last - reached <= timedelta(days=3)
