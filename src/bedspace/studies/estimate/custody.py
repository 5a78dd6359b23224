"""Estimation of custody from the official tables: exit rates by class and form, with standard errors.

Exits over person-days, month by month. Book-outs by agency and criminality together are never published; they
follow from the mean stays: within a criminality the published mean is the mixture of the two agencies', so
CBP's share of book-outs is (all - ICE) / (CBP - ICE).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import FORMS
from bedspace.errors import Fault, UsageError
from bedspace.figures.series import Vintage, is_whole_month
from bedspace.fiscal import period_bounds
from bedspace.model.custody import AGENCIES, CLASSES, CRIMINALITIES
from bedspace.model.custody import FORMS as REASONS_BY_FORM

Array = NDArray[np.float64]

OLDEST_TIMES = 31
"""Days after which the last table of time in custody is called old."""
LEAST_STAY_GAP = 2.0
"""Days by which the mean stays of the agencies must differ for the mixture to be solved."""
ESTIMATED_FROM = ("book_outs", "adp", "alos", "book_ins", "detained_by_criminality", "time_in_custody")
"""Official tables that the estimate reads."""
WINDOW = 3
"""Months whose exits and person-days are pooled."""
_BANDS = ("0_180", "181_365", "366_730", "over_730")


@dataclass(frozen=True)
class CustodyEstimate:
    """What the official tables say of custody on one day.

    Attributes
    ----------
    months : tuple of str
        Months pooled.
    rates : array, shape (c, f)
        Hazard a day by class and form.
    rate_errors : array, shape (c,)
        Relative standard error of the total rate, from its spread over the months.
    exits : array, shape (c, f)
        Book-outs over the window.
    person_days : array, shape (c,)
        Exposure over the window.
    stock : array, shape (c,)
        People held by class as printed: the last snapshot, or the last full month's average where that is newer.
        Their sum is on the scale of that table; `bedspace.studies.run.starting_count` gives the people of a run.
    stock_period : str
        Day of the snapshot, or the month.
    book_ins : array, shape (2,)
        Book-ins a day by agency in the last full month.
    class_shares : array, shape (2, 3)
        Shares of criminality within the book-outs of each agency, which stand for its book-ins.
    over_180_share : float
        Published share of those held who had been held over 180 days; negative where unknown.
    flags : tuple of str
        What the reader should know of the estimate.
    """

    months: tuple[str, ...]
    rates: Array
    rate_errors: Array
    exits: Array
    person_days: Array
    stock: Array
    stock_period: str
    book_ins: Array
    class_shares: Array
    over_180_share: float | None
    flags: tuple[str, ...]

    @property
    def total_rate(self) -> float:
        """National exit rate a day: book-outs over person-days."""
        return float(-np.log1p(-self.exits.sum() / self.person_days.sum()))


def full_months(vintage: Vintage, day: date, count: int) -> list[str]:
    """The last months whose book-outs were complete and had ended by a day.

    Raises
    ------
    UsageError
        If fewer are known.
    """
    ended = [
        period
        for period in vintage.periods("book_outs")
        if len(period) == 7 and period_bounds(period)[1] <= day and is_whole_month(vintage.figure("book_outs", period))
    ]
    if len(ended) < count:
        raise UsageError(
            Fault(
                "estimation of exit rates",
                f"{len(ended)} full months of book-outs are known {vintage.label} for {day}",
                f"{count} or more; all exits are published from October 2023 on",
                "Choose a later start.",
            )
        )
    return ended[-count:]


def estimate_custody(vintage: Vintage, day: date) -> CustodyEstimate:
    """Estimate exit rates, stock and inflow for a run that starts on a day.

    Parameters
    ----------
    vintage : Vintage
    day : date

    Raises
    ------
    UsageError
        If the tables of the last three full months are not known.
    """
    months = full_months(vintage, day, WINDOW)
    outs = np.stack([_exits_by_criminality(vintage, month) for month in months])  # (m, 3, f)
    adp = np.stack([_population(vintage, month) for month in months])  # (m, 2, 3)
    days = np.array([_length(month) for month in months])
    shares, flags = _cbp_shares(vintage, months)
    over_180, aged = _over_180_share(vintage, day)
    by_agency = np.stack([1 - shares, shares], 1) * outs.sum(-1)[:, None, :]  # (m, 2, 3)
    person_days = adp * days[:, None, None] * _previous_midnight(vintage, months, outs, adp, days)
    exits = _split_forms(outs.sum(0), by_agency.sum(0))
    exposure = person_days.sum(0).reshape(-1)
    total = -np.log1p(-exits.sum(-1) / exposure)
    monthly = (by_agency / person_days).reshape(len(months), -1)
    stock_period, stock = _stock(vintage, day, months[-1], adp[-1])
    return CustodyEstimate(
        months=tuple(months),
        rates=total[:, None] * exits / exits.sum(-1, keepdims=True),
        rate_errors=monthly.std(0, ddof=1) / np.sqrt(len(months)) / monthly.mean(0),
        exits=exits,
        person_days=exposure,
        stock=stock,
        stock_period=stock_period,
        book_ins=np.array([book_ins_a_day(vintage, months[-1], agency) for agency in AGENCIES]),
        class_shares=by_agency.sum(0) / by_agency.sum((0, 2))[:, None],
        over_180_share=over_180,
        flags=(*flags, *aged),
    )


def book_ins_a_day(vintage: Vintage, month: str, agency: str) -> float:
    """Initial book-ins of a calendar month over its days, to the data date where the month is not over."""
    figure = vintage.figure("book_ins", month, agency=agency)
    begin, end = period_bounds(month)
    return figure.value / ((min(end, figure.data_date) - begin).days + 1)


def exit_rate(vintage: Vintage, month: str) -> float:
    """National exit rate of a month: book-outs over person-days of the same midnights."""
    return vintage.value("book_outs", month) / (vintage.value("adp", month) * _length(month))


def _length(month: str) -> int:
    begin, end = period_bounds(month)
    return (end - begin).days + 1


def _exits_by_criminality(vintage: Vintage, month: str) -> Array:
    """Book-outs of a month, shape (3, f)."""

    def cell(criminality: str, form: str) -> float:
        reasons = REASONS_BY_FORM.get(form, ())  # none for an exit whose rate is a parameter
        found = [vintage.find("book_outs", month, criminality=criminality, reason=reason) for reason in reasons]
        return sum(figure.value for figure in found if figure is not None)

    return np.array([[cell(criminality, form) for form in FORMS] for criminality in CRIMINALITIES])


def _population(vintage: Vintage, month: str) -> Array:
    """Average daily population of a month, shape (2, 3)."""
    return np.array([[vintage.value("adp", month, agency=a, criminality=c) for c in CRIMINALITIES] for a in AGENCIES])


def _cbp_shares(vintage: Vintage, months: list[str]) -> tuple[Array, tuple[str, ...]]:
    """CBP's share of book-outs in each month and criminality, shape (m, 3), and flags where it is unsure."""
    shares, flags = np.zeros((len(months), 3)), []
    for m, month in enumerate(months):
        for c, criminality in enumerate(CRIMINALITIES):
            ice = vintage.value("alos", month, agency="ice", criminality=criminality)
            cbp = vintage.value("alos", month, agency="cbp", criminality=criminality)
            every = vintage.value("alos", month, criminality=criminality)
            shares[m, c] = (every - ice) / (cbp - ice) if abs(cbp - ice) >= LEAST_STAY_GAP else np.nan
            if not 0 <= shares[m, c] <= 1:
                population = vintage.value("adp", month, agency="cbp", criminality=criminality)
                shares[m, c] = population / vintage.value("adp", month, criminality=criminality)
                flags.append(f"{month} {criminality}: mean stays of the agencies too close, split by population")
    return shares, tuple(flags)


def _previous_midnight(vintage: Vintage, months: list[str], outs: Array, adp: Array, days: Array) -> float:
    """Person-days at the midnights before the exits, against those of the same days.

    Who leaves on a day was there the midnight before, so the exposure of a window is its person-days less the
    growth of the stock over it (book-ins less book-outs).
    """
    growth = sum(vintage.value("book_ins", month) for month in months) - float(outs.sum())
    total = float((adp * days[:, None, None]).sum())
    return (total - growth) / total


def _split_forms(by_criminality: Array, by_agency: Array) -> Array:
    """Exits by class and form, shape (6, f), out of criminality x form and agency x criminality.

    Reason by agency is unpublished. Parole is put to CBP, where the interviews that lead to it take place; the
    other forms follow each agency's share of what is left.
    """
    parole = np.zeros_like(by_criminality)
    parole[:, FORMS.index("parole")] = np.minimum(by_criminality[:, FORMS.index("parole")], by_agency[1])
    rest = by_criminality - parole
    rest_shares = (by_agency - np.stack([np.zeros(3), parole.sum(-1)])) / rest.sum(-1)
    by_class = rest_shares[:, :, None] * rest + np.stack([np.zeros_like(parole), parole])
    return np.asarray(by_class.reshape(len(CLASSES), -1))


def _stock(vintage: Vintage, day: date, month: str, average: Array) -> tuple[str, Array]:
    """Period and people held by class: the last snapshot, or the last full month where its middle is later."""
    snapshot = vintage.latest("detained_by_criminality", day)
    begin, end = period_bounds(month)
    if begin + (end - begin) // 2 > period_bounds(snapshot)[1]:
        return month, average.reshape(-1)
    cells = [
        vintage.value("detained_by_criminality", snapshot, agency=agency, criminality=criminality)
        for agency in AGENCIES
        for criminality in CRIMINALITIES
    ]
    return snapshot, np.array(cells)


def _over_180_share(vintage: Vintage, day: date) -> tuple[float | None, tuple[str, ...]]:
    """Published share held over 180 days, and a flag where the last table is old."""
    known = [period for period in vintage.periods("time_in_custody") if period_bounds(period)[1] <= day]
    if not known:
        return None, ("no table of time in custody is known: the stock is taken as steady",)
    bands = [vintage.find("time_in_custody", known[-1], band=band) for band in _BANDS]
    counts = np.array([band.value if band else 0.0 for band in bands])
    old = (day - period_bounds(known[-1])[1]).days > OLDEST_TIMES
    flags = (f"the last table of time in custody is that of {known[-1]}",) if old else ()
    return float(counts[1:].sum() / counts.sum()), flags
