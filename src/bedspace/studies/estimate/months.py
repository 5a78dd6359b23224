"""Months that a run meets: known whole, or in part.

A run often starts inside a month. An earlier release has counted the beginning of that month. The whole month less that
beginning is the rest. In January 2025 this matters: book-ins rose late in the month, and the whole month does not
show it. A month known in part is no month: what a run needs beyond its data is refused. A hole between two releases is
filled with the book-ins a day of the days of its month that were counted.
"""

from __future__ import annotations

from datetime import date, timedelta

from bedspace.errors import Fault, UsageError
from bedspace.figures.series import Vintage, as_of
from bedspace.fiscal import period_bounds
from bedspace.studies.estimate.cells import book_ins_a_day, exit_rate


def hole(vintage: Vintage, month: str) -> tuple[date, date] | None:
    """First and last day of a month whose book-ins no release covers, though the month after is known.

    Sums begin anew in October, so that a September whose last release came early is never completed.
    """
    counted, (_, end) = vintage.find("book_ins", month), period_bounds(month)
    after = f"{end + timedelta(days=1):%Y-%m}"
    if counted is None or counted.data_date >= end or vintage.find("book_ins", after) is None:
        return None
    return counted.data_date + timedelta(days=1), end


def holes(vintage: Vintage, first: date, last: date) -> list[tuple[date, date]]:
    """Holes that a run from one day to another meets."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    found = (hole(vintage, month) for month in dict.fromkeys(f"{day:%Y-%m}" for day in days))
    return [each for each in found if each and each[0] <= last and each[1] > first]


def refuse_in_part(vintage: Vintage, quantity: str, month: str, last: date, **dimensions: str) -> None:
    """Refuse a month whose data end before it does, and before the run; book-ins of a `hole` are no such month.

    Parameters
    ----------
    last : date
        Last day of the run.

    Raises
    ------
    UsageError
        Naming the last day that the data have.
    """
    figure = vintage.figure(quantity, month, **dimensions)
    if quantity == "book_ins" and hole(vintage, month):
        return
    if figure.data_date < min(period_bounds(month)[1], last):
        what = f"known in part, to {figure.data_date}, {vintage.label}; the run goes on to {last}"
        remedy = "Use --data-through with a later day, or in a run --days or --inflow held."
        raise UsageError(Fault(f"{quantity} of {month}", what, "a month known to its end", remedy))


def late_book_ins_a_day(vintage: Vintage, start: date, agency: str, early: Vintage | None = None) -> float:
    """Book-ins a day from the day after `start` to the end of its month, or of its data.

    The days between the earlier release and `start` are taken at the earlier daily rate; where that leaves fewer
    than none, all days after the earlier release share what came since it. Without an earlier release the whole
    month's rate is used.

    Parameters
    ----------
    early : Vintage, optional
        What was known on the day of the start; of the embedded figures by default.
    """
    month = f"{start:%Y-%m}"
    begin, end = period_bounds(month)
    counted = (early or as_of(start)).find("book_ins", month, agency=agency)
    whole = vintage.figure("book_ins", month, agency=agency)
    last = min(end, whole.data_date)
    if counted is None or start >= last:
        return book_ins_a_day(vintage, month, agency)
    before = counted.value / ((counted.data_date - begin).days + 1) * ((start - begin).days + 1)
    if before <= whole.value:
        return (whole.value - before) / (last - start).days
    return max(whole.value - counted.value, 0.0) / (last - counted.data_date).days


def late_exit_rate(vintage: Vintage, start: date, early: Vintage | None = None) -> float:
    """Exits over person-days from the earlier release's data date to the end of the month of `start`."""
    month = f"{start:%Y-%m}"
    begin, end = period_bounds(month)
    known = early or as_of(start)
    outs, population = known.find("book_outs", month), known.find("adp", month)
    if outs is None or population is None or start >= end:
        return exit_rate(vintage, month)
    early_days, days = (outs.data_date - begin).days + 1, (end - begin).days + 1
    person_days = vintage.value("adp", month) * days - population.value * early_days
    return (vintage.value("book_outs", month) - outs.value) / person_days
