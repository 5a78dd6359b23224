"""What the newest windows before a start say: levels of arrests and hand-overs, what stops release at discretion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bedspace.engines.plan import Newest
from bedspace.figures.series import Vintage
from bedspace.figures.windows import Window, between, windows
from bedspace.fiscal import period_bounds
from bedspace.parameters.parameter import DatedValue, Parameter

HANDED_OVER = "cbp_book_ins"
OLDEST_WINDOW = 90
"""Days before a start in which a window must lie to give its level."""
LEAST_DAYS = 10
"""Days of the shortest window that gives a level."""
PAST_EVENTS = 730
"""Days back from a start in which an event still matters."""
_CHRISTMAS, _NEW_YEAR = (12, 20), (1, 11)
"""Days between which the days of a window are holidays; it gives no level where most of its days are."""


def newest(known: Vintage, start: date, of_month: float, months: Sequence[str], event: Parameter) -> Newest:
    """The newest windows before a start.

    Parameters
    ----------
    known : Vintage
        What was known on the day of the start.
    start : date
    of_month : float
        ICE book-ins a day in the last full month, which hold where no window does.
    months : sequence of str
        Months from which the exit rates are.
    event : Parameter
        Events that stop release at discretion.
    """
    return Newest(_level(known, start, of_month), _stops(event, start), _measured(months, start))


def handed_over(stated: Parameter, known: Vintage, start: date) -> Parameter:
    """Hand-overs with the newest window before a start in place of a level that was reached before that window.

    Parameters
    ----------
    stated : Parameter
        Hand-overs as a scenario states them.
    known : Vintage
        What was known on the day of the start.
    start : date
    """
    held, found = stated.entry(start), _with(HANDED_OVER, known, start)
    if held.value is None or not found or found[-1].first < held.since + timedelta(days=held.ramp_days):
        return stated
    newest_one = found[-1]
    assert newest_one.later is not None
    counted = {"from": newest_one.first, "value": newest_one.a_day(HANDED_OVER), "source": held.source}
    counted |= {"evidence": held.evidence, "known": newest_one.later.published, "note": "the newest window counted"}
    later = (value for value in stated.values if value.since > start)
    return stated.model_copy(update={"values": (DatedValue.model_validate(counted), *later)})


def _level(known: Vintage, start: date, of_month: float) -> float:
    """ICE book-ins a day in the newest window without holidays; of the last month where there is none."""
    found = _with("ice_book_ins", known, start)
    return float(found[-1].a_day("ice_book_ins") or 0) if found else of_month


def _with(flow: str, known: Vintage, start: date) -> list[Window]:
    """Windows before a start that have a flow and can give its level, in order."""
    found = between(windows(known), start - timedelta(days=OLDEST_WINDOW), start - timedelta(days=1))
    return [w for w in found if w.days >= LEAST_DAYS and not _in_holidays(w) and w.a_day(flow)]


def _in_holidays(window: Window) -> bool:
    days = (window.first + timedelta(days=n) for n in range(window.days))
    of_year = [(day.month, day.day) for day in days]
    return 2 * sum(day >= _CHRISTMAS or day <= _NEW_YEAR for day in of_year) > window.days


def _stops(event: Parameter, start: date) -> tuple[tuple[int, float], ...]:
    """Events of the past: days ago, and size."""
    sizes = ((ago, event.at(start - timedelta(days=ago))) for ago in range(PAST_EVENTS))
    return tuple((ago, size) for ago, size in sizes if size)


def _measured(months: Sequence[str], start: date) -> tuple[int, int]:
    """Days ago on which the window of some months began and ended."""
    first, last = period_bounds(months[0])[0], period_bounds(months[-1])[1]
    return (start - first).days, max((start - last).days, 0)
