"""The rest of a month whose beginning was published apart.

A run often starts inside a month. An earlier release has counted the beginning of that month. The whole month less that
beginning is the rest. In January 2025 this matters: book-ins rose late in the month, and the whole month does not
show it.
"""

from __future__ import annotations

from datetime import date

from bedspace.figures.series import Vintage, as_of
from bedspace.fiscal import period_bounds
from bedspace.studies.estimate.custody import book_ins_a_day, exit_rate


def late_book_ins_a_day(vintage: Vintage, start: date, agency: str) -> float:
    """Book-ins a day from the day after `start` to the end of its month.

    The days between the earlier release and `start` are taken at the earlier daily rate; without an earlier
    release the whole month's rate is used.
    """
    month = f"{start:%Y-%m}"
    begin, end = period_bounds(month)
    early = as_of(start).find("book_ins", month, agency=agency)
    if early is None or start >= end:
        return book_ins_a_day(vintage, month, agency)
    before = early.value / ((early.data_date - begin).days + 1) * ((start - begin).days + 1)
    return (vintage.value("book_ins", month, agency=agency) - before) / (end - start).days


def late_exit_rate(vintage: Vintage, start: date) -> float:
    """Exits over person-days from the earlier release's data date to the end of the month of `start`."""
    month = f"{start:%Y-%m}"
    begin, end = period_bounds(month)
    known = as_of(start)
    outs, population = known.find("book_outs", month), known.find("adp", month)
    if outs is None or population is None or start >= end:
        return exit_rate(vintage, month)
    early_days, days = (outs.data_date - begin).days + 1, (end - begin).days + 1
    person_days = vintage.value("adp", month) * days - population.value * early_days
    return (vintage.value("book_outs", month) - outs.value) / person_days
