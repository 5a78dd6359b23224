"""Steady states as formulas: beds for a flow, flows from beds, by two measures of how long people stay.

In a steady state people held = flow x mean stay (Little's law). One measure is people held over exits a day: it fits a
growing population. The other is the published length of stay of those who left: it lags. Both are shown, for each
fiscal year that prints all exits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bedspace.figures.series import Vintage, data_through
from bedspace.fiscal import period_bounds

DAYS_A_YEAR = 365
KNOWN = date(2025, 12, 31)
"""Flows of later months are left out."""
STOCK, PUBLISHED, PUBLISHED_ICE = "stock over exits", "published stay", "published stay, arrested by ICE"


@dataclass(frozen=True)
class Turnover:
    """What one fiscal year says about stays and exits.

    Attributes
    ----------
    period : str
    kind : str
        Which measure of the stay.
    stay_days : float
    removed_share : float
        Share of book-outs that are removals.
    direct_share : float
        Share of ICE removals without a detained book-out.
    """

    period: str
    kind: str
    stay_days: float
    removed_share: float
    direct_share: float

    def beds_for_removals(self, removals_a_year: float) -> float:
        """Beds = removals a year / 365 x (1 - direct share) / removed share x stay."""
        exits_a_day = removals_a_year / DAYS_A_YEAR * (1 - self.direct_share) / self.removed_share
        return exits_a_day * self.stay_days

    def beds_for_book_ins(self, book_ins_a_day: float) -> float:
        """Beds = book-ins a day x stay."""
        return book_ins_a_day * self.stay_days

    def removals_from_beds(self, beds: float) -> float:
        """Removals of detained people a year = beds / stay x 365 x removed share."""
        return beds / self.stay_days * DAYS_A_YEAR * self.removed_share

    def removals_a_bed_year(self) -> float:
        """Removals that one bed serves in a year."""
        return self.removals_from_beds(1)


def turnovers(vintage: Vintage | None = None) -> list[Turnover]:
    """Turnovers of all fiscal years whose tables have all exits and removals, stock over exits first."""
    vintage = vintage or data_through(KNOWN)
    years = [period for period in vintage.periods("book_outs") if period.startswith("FY")]
    return [turnover for year in years if vintage.find("removals", year) for turnover in _of_year(vintage, year)]


def _of_year(vintage: Vintage, year: str) -> Iterator[Turnover]:
    outs = vintage.figure("book_outs", year)
    removed = vintage.value("book_outs", year, reason="release_to_remove")
    days = (outs.data_date - period_bounds(year)[0]).days + 1
    stays = {
        STOCK: vintage.value("adp", year) * days / outs.value,
        PUBLISHED: vintage.value("alos", year),
        PUBLISHED_ICE: vintage.value("alos", year, agency="ice"),
    }
    direct = 1 - removed / vintage.value("removals", year)
    for kind, stay in stays.items():
        yield Turnover(year, kind, stay, removed / outs.value, direct)


@dataclass(frozen=True)
class Question:
    """A steady-state question: its formula and what each turnover answers."""

    name: str
    formula: str
    unit: str
    asked: float

    def answer(self, turnover: Turnover) -> float:
        """The answer at one turnover."""
        if self.name == "removals a year":
            return turnover.beds_for_removals(self.asked)
        if self.name == "arrests a day":
            return turnover.beds_for_book_ins(self.asked)
        return turnover.removals_from_beds(self.asked)


QUESTIONS = (
    Question("removals a year", "removals / 365 x (1 - direct) / removed share x stay", "beds", 1_000_000),
    Question("arrests a day", "arrests, each booked in, x stay", "beds", 3_000),
    Question("beds", "beds / stay x 365 x removed share", "removals of detained people a year", 92_600),
)


def span(question: Question, of: list[Turnover]) -> tuple[float, float]:
    """Least and greatest answer when stay, removed share and direct share of any years are combined."""
    mixed = [
        question.answer(Turnover("", "", stay.stay_days, share.removed_share, direct.direct_share))
        for stay in of
        for share in of
        for direct in of
    ]
    return min(mixed), max(mixed)


def table(vintage: Vintage | None = None) -> list[dict[str, Any]]:
    """Every question at every turnover."""
    of = turnovers(vintage)
    return [
        {
            "question": f"{question.asked:,.0f} {question.name}",
            "formula": question.formula,
            "unit": question.unit,
            "period": turnover.period,
            "stay": turnover.kind,
            "stay_days": turnover.stay_days,
            "removed_share": turnover.removed_share,
            "direct_share": turnover.direct_share,
            "answer": question.answer(turnover),
            "rests_on": "estimated",
        }
        for question in QUESTIONS
        for turnover in of
    ]
