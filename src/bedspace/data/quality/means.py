"""Are the printed means the weighted means of what they are means of?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from bedspace.data.findings import Finding, Severity
from bedspace.data.quality.totals import Rows, describe, finding
from bedspace.data.read.dating import implied_date
from bedspace.data.read.vocabulary import PART_OF
from bedspace.data.read.workbooks import Release
from bedspace.figure import Figure, split_key
from bedspace.fiscal import month_of_fiscal_year, period_bounds

ROUNDING = 0.06  # persons: some releases print one decimal
SHARE = 1e-5
CUSTODY_DAYS = 0.03  # by which a mean time in custody may miss that of its groups: one count more or less
STAY_DAYS = 0.075  # by which a mean stay may miss that of its classes: they are weighted by another extract
RECLASSIFIED = ("2025-02", "2025-06")  # months in which the classes of the two tables are known to differ by more


def check_overall(release: Release, rows: Rows) -> Iterator[Finding]:
    """The overall average of each row of the population tables against the day-weighted mean of its months."""
    totals = {f.period: f.value for f, dimensions in rows.get("adp", []) if not dimensions}
    year = f"FY{release.fiscal_year}"
    reached = implied_date(totals, totals.pop(year, 0.0))
    for quantity in ("adp", "adp_by_facility_type"):
        months: dict[str, dict[str, float]] = {}
        for figure, _ in rows.get(quantity, []):
            if len(figure.period) == 7:
                months.setdefault(figure.key, {})[figure.period] = figure.value
        for figure, dimensions in rows.get(quantity, []):
            own = months.get(figure.key, {})
            if reached is None or figure.period != year or not _whole(own, reached, release.fiscal_year):
                continue
            expected = _weighted(own, reached)
            if dimensions and _apart(figure.value, expected):
                rare = dimensions.get("facility_type") == "family"  # averaged over the days with families only
                severity = Severity.TRAP if rare else Severity.WRONG
                yield finding(f"{quantity}.overall", severity, figure, f"{expected:.10g}", describe(figure))


def _whole(months: dict[str, float], reached: date, year: int) -> bool:
    """Whether every month so far has people: a row without some is averaged over fewer days."""
    first = month_of_fiscal_year(year, 10)
    wanted = [month for month in months if first <= month <= f"{reached:%Y-%m}"]
    count = (reached.year - int(first[:4])) * 12 + reached.month - int(first[5:]) + 1
    return len(wanted) == count and all(months[month] > 0 for month in wanted)


def _weighted(months: dict[str, float], reached: date) -> float:
    spans = {month: period_bounds(month) for month in months}
    days = {month: (min(last, reached) - first).days + 1 for month, (first, last) in spans.items()}
    return math.fsum(months[month] * days[month] for month in months) / sum(days.values())


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > max(ROUNDING, SHARE * other)


def check_custody_means(rows: Rows) -> Iterator[Finding]:
    """The mean time in custody of all against the mean of the groups, weighted by their counts."""
    means = {(f.key, f.period): f for f, _ in rows.get("in_custody_stay", [])}
    counts = {(f.key, f.period): f.value for f, d in rows.get("time_in_custody", []) if set(d) == {"group"}}
    for (key, period), figure in means.items():
        groups = {group: count for (group, day), count in counts.items() if day == period and count}
        if key or not groups or not all((group, period) in means for group in groups):
            continue
        days = math.fsum(count * means[group, period].value for group, count in groups.items())
        expected = days / sum(groups.values())
        if abs(expected - figure.value) > CUSTODY_DAYS:
            yield finding("in_custody_stay.mean", Severity.WRONG, figure, f"{expected:.4f}", describe(figure))


def check_stay_means(release: Release, rows: Rows) -> Iterator[Finding]:
    """The mean stay of all against that of the classes, weighted by their exits, in months that are over."""
    exits: dict[tuple[str, str], float] = {}
    for figure, dimensions in rows.get("book_outs", []):
        if set(dimensions) == {"reason", "criminality"} and dimensions["reason"] not in PART_OF:
            place = dimensions["criminality"], figure.period
            exits[place] = exits.get(place, 0.0) + figure.value
    stays = {(f.key, f.period): f for f, _ in rows.get("alos", [])}
    for (key, period), figure in stays.items():
        if key or len(period) != 7 or period_bounds(period)[1] > release.data_date:
            continue
        if RECLASSIFIED[0] <= period <= RECLASSIFIED[1]:
            continue
        expected = _of_classes(stays, exits, period)
        if expected is not None and abs(expected - figure.value) > STAY_DAYS:
            yield finding("alos.mean", Severity.WRONG, figure, f"about {expected:.3f}", describe(figure))


def _of_classes(stays: dict[tuple[str, str], Figure], exits: dict[tuple[str, str], float], period: str) -> float | None:
    """Mean stay over the classes; None where one is not printed."""
    of_month = {key: stay for (key, month), stay in stays.items() if month == period}
    classes = {key: stay for key, stay in of_month.items() if set(split_key(key)) == {"criminality"}}
    weights = {key: exits.get((split_key(key)["criminality"], period), 0.0) for key in classes}
    if len(classes) < 3 or not all(weights.values()):
        return None
    return math.fsum(weights[key] * classes[key].value for key in classes) / sum(weights.values())
