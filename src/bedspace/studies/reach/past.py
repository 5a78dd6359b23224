"""The record beside an assumption: each month that was counted, and how much of it lies below a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bedspace.figures.series import Vintage
from bedspace.model.custody import FORMS as REASONS_BY_FORM
from bedspace.parameters.catalogue import Catalogue
from bedspace.studies.claims.questions import three
from bedspace.studies.estimate.cells import book_ins_a_day, length, whole_months
from bedspace.studies.estimate.held import counts_around, held_on

DISCRETION = ("recognizance", "supervision", "parole")


@dataclass(frozen=True)
class Past:
    """Counted values of a quantity, by what they are of.

    Attributes
    ----------
    name, unit : str
    values : mapping of str to float
        By month, or by the last day of a window.
    """

    name: str
    unit: str
    values: Mapping[str, float]

    @property
    def latest(self) -> float:
        """The newest value."""
        return self.values[max(self.values)]

    def extreme(self, lowest: bool = False) -> tuple[str, float]:
        """When and how high the highest value was, or the lowest."""
        choose = min if lowest else max
        when = choose(self.values, key=lambda key: self.values[key])
        return when, self.values[when]

    def percentile(self, value: float) -> float:
        """Share of the counted values below a number."""
        return float(np.mean([each < value for each in self.values.values()]))

    def told(self, value: float) -> str:
        """Where a number lies in the record, in words."""
        first, last, of = min(self.values), max(self.values), len(self.values)
        share = self.percentile(value)
        if share in (0, 1):
            when, most = self.extreme(lowest=share == 0)
            beyond, end = ("above", "highest") if share else ("below", "lowest")
            return f"{beyond} all {of:,} values counted from {first} to {last}; the {end} was {three(most)} in {when}"
        return f"above {share:.0%} of {of:,} values counted from {first} to {last}"


def book_ins(vintage: Vintage, day: date, agency: str) -> Past:
    """Book-ins a day of people arrested by an agency, by month."""
    months = whole_months(vintage, "book_ins", day)
    known = {month: book_ins_a_day(vintage, month, agency) for month in months if _has(vintage, month, agency)}
    return Past(f"book-ins of people arrested by {agency.upper()}", "a day", known)


def _has(vintage: Vintage, month: str, agency: str) -> bool:
    return vintage.find("book_ins", month, agency=agency) is not None


def exits(vintage: Vintage, day: date, forms: Sequence[str], name: str) -> Past:
    """Exits of some forms a day for 1,000 people held, by month."""
    reasons = [reason for form in forms for reason in REASONS_BY_FORM.get(form, ())]
    months = [month for month in whole_months(vintage, "book_outs", day) if vintage.find("adp", month)]
    return Past(name, "a day for 1,000 held", {month: 1000 * _rate(vintage, month, reasons) for month in months})


def _rate(vintage: Vintage, month: str, reasons: Sequence[str]) -> float:
    counted = [figure.value for reason in reasons if (figure := vintage.find("book_outs", month, reason=reason))]
    return sum(counted) / (vintage.value("adp", month) * length(month))


def growth(vintage: Vintage, known: Catalogue, day: date, days: int) -> Past:
    """Growth of people held a day over windows of so many days, one ending on each midnight counted."""
    counts = counts_around(vintage, day - timedelta(days=3650), day)
    first = counts[0].midnight + timedelta(days=days)
    ends = [each.midnight for each in counts if first <= each.midnight <= day]
    if not ends:
        return Past("growth of people held", "a day", {})
    held = held_on(counts, known, ends) - held_on(counts, known, [end - timedelta(days=days) for end in ends])
    return Past("growth of people held", "a day", dict(zip(map(str, ends), held / days, strict=True)))


RECORDS: Mapping[str, Callable[[Vintage, date], Past]] = {
    "ice_book_ins": lambda vintage, day: book_ins(vintage, day, "ice"),
    "cbp_book_ins": lambda vintage, day: book_ins(vintage, day, "cbp"),
    "removal": lambda vintage, day: exits(vintage, day, ("removal",), "removals of people held"),
    "bond": lambda vintage, day: exits(vintage, day, ("bond",), "releases on bond"),
    "discretion": lambda vintage, day: exits(vintage, day, DISCRETION, "releases at discretion"),
}
"""Records by name."""
