"""Earlier models: the same question asked here, and the difference explained."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bedspace.figures.series import Vintage, data_through
from bedspace.fiscal import fiscal_end, fiscal_start
from bedspace.parameters.catalogue import Source, catalogue, sources
from bedspace.studies.cohort.steady import (
    DAYS_A_YEAR,
    KNOWN,
    PUBLISHED_ICE,
    QUESTIONS,
    STOCK,
    Turnover,
    span,
    turnovers,
)
from bedspace.studies.estimate.naive import ARRESTS_2024

Range = tuple[float, float]
Inputs = Mapping[str, float]

_FIRST = date.min
"""Before every date: the first value of a parameter."""


@dataclass(frozen=True)
class PriorModel:
    """An earlier model's answer and ours.

    Attributes
    ----------
    name, asked, unit, difference : str
    said : float
    low, high : float
        Its own range; the answer itself where none was given.
    here : tuple of float
        Our range for the same question.
    sources : tuple of Source
    """

    name: str
    asked: str
    unit: str
    said: float
    low: float
    high: float
    here: Range
    difference: str
    sources: tuple[Source, ...]

    @property
    def ratio(self) -> float:
        """Its answer over the middle of ours."""
        return self.said / (sum(self.here) / 2)


def prior_models(vintage: Vintage | None = None) -> list[PriorModel]:
    """All earlier models of the table, with our answer on the data of a vintage."""
    known = vintage or data_through(KNOWN)
    text = Path(__file__).with_name("prior_models.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["model"]
    return [
        PriorModel(
            name=row["name"],
            asked=row["asked"],
            unit=row["unit"],
            said=float(row["said"]),
            low=float(row.get("low", row["said"])),
            high=float(row.get("high", row["said"])),
            here=FORMULAS[row["here"]](known, row.get("inputs", {})),
            difference=row["difference"],
            sources=tuple(sources()[fact] for fact in row["fact"].split()),
        )
        for row in rows
    ]


def _beds_of_2019(known: Vintage, _: Inputs) -> Range:
    """Book-ins a day of fiscal year 2019 times the published stay; the average population that was counted."""
    days = (fiscal_end(2019) - fiscal_start(2019)).days + 1
    by_stay = known.value("book_ins", "FY2019") / days * known.value("alos", "FY2019")
    counted = known.value("adp", "FY2019")
    return min(by_stay, counted), max(by_stay, counted)


def _beds_for_removals(known: Vintage, inputs: Inputs) -> Range:
    least, greatest = span(QUESTIONS[0], turnovers(known))
    scale = inputs["removals_a_year"] / QUESTIONS[0].asked
    return least * scale, greatest * scale


def _officers(_: Vintage, inputs: Inputs) -> Range:
    """Arrests a year over arrests an officer, in fiscal year 2024 and at the mean of 2025."""
    officers = catalogue()["officers"].at(_FIRST)
    rates = (ARRESTS_2024, inputs["arrests_a_day_2025"])
    needed = [inputs["arrests_a_year"] / (a_day * DAYS_A_YEAR / officers) for a_day in rates]
    return min(needed), max(needed)


def _removals_a_bed_year(known: Vintage, _: Inputs) -> Range:
    of = [turnover.removals_a_bed_year() for turnover in turnovers(known)]
    return min(of), max(of)


def _custody_a_removal(known: Vintage, _: Inputs) -> Range:
    """Bed-days a removal at the average price of a bed-day and, above, at the price of a further one."""
    stays = [turnover for turnover in turnovers(known) if turnover.kind in (STOCK, PUBLISHED_ICE)]
    bed_days = [_bed_days(turnover) for turnover in stays]
    numbers = catalogue()
    low, high = numbers["bed_day_cost"].at(_FIRST), numbers["marginal_bed_day_cost"].at(_FIRST)
    return min(bed_days) * low, max(bed_days) * high


def _bed_days(turnover: Turnover) -> float:
    return turnover.stay_days / turnover.removed_share


FORMULAS: Mapping[str, Callable[[Vintage, Inputs], Range]] = {
    "beds of fiscal year 2019": _beds_of_2019,
    "beds for removals": _beds_for_removals,
    "officers at the arrests of fiscal year 2024": _officers,
    "removals a bed-year": _removals_a_bed_year,
    "custody a removal": _custody_a_removal,
}
