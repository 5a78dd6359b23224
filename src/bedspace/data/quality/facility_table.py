"""Does the facility table of one release agree with its number of days, with itself and with the national average?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np

from bedspace.data.findings import Finding, Severity
from bedspace.data.quality.totals import Rows, finding
from bedspace.data.read.facilities import days_averaged, whole
from bedspace.data.read.grid import row_of
from bedspace.data.read.workbooks import Release
from bedspace.figure import Figure, join_key
from bedspace.fiscal import fiscal_start

_PLACE = ("area", "city", "facility", "occurrence", "state")


def check_facilities(release: Release, rows: Rows) -> Iterator[Finding]:
    """Facility averages against their number of days, each other, and the national average."""
    averages = [(f, d) for f, d in rows.get("facility_adp", []) if set(d) - set(_PLACE)]
    days = days_averaged([f.value for f, _ in averages if f.value > 0])
    if not averages:
        return
    if days:
        yield from _foreign_rows(rows, averages, days)
        yield from _other_days(release, fiscal_start(release.fiscal_year) + timedelta(days=days - 1))
    else:
        yield from _rounded(release, averages)
    yield from _other_year(release, averages[0][0])
    yield from _far_from_national(release, rows)
    yield from _breakdowns(rows)
    yield from _above_total(rows)


def _other_year(release: Release, first: Figure) -> Iterator[Finding]:
    """A facility sheet of another fiscal year than the national tables."""
    if first.period != f"FY{release.fiscal_year}":
        note, where = "the facility sheet names another year", (release.file, first.origin.sheet, "")
        yield Finding("facility.year", Severity.WRONG, *where, f"FY{release.fiscal_year}", first.period, note)


def _place(dimensions: Mapping[str, str]) -> str:
    return join_key(**{name: dimensions[name] for name in _PLACE if name in dimensions})


def _foreign_rows(rows: Rows, averages: list[tuple[Figure, Mapping[str, str]]], days: int) -> Iterator[Finding]:
    """Rows whose averages are of another number of days: another date's or another facility's figures."""
    values = np.array([figure.value for figure, _ in averages])
    odd = {_place(d) for (_, d), fits in zip(averages, whole(values, days), strict=True) if not fits}
    for figure, dimensions in rows["facility_adp"]:
        if figure.key in odd:
            note = f"{dimensions['facility']}: figures of another date or facility"
            origin = replace(figure.origin, cell=figure.origin.cell.split(":")[0])
            first = replace(figure, origin=origin)
            yield finding("facility.foreign", Severity.WRONG, first, f"averages over {days} days", note)


def _other_days(release: Release, reached: date) -> Iterator[Finding]:
    lag = (release.data_date - reached).days
    if not -1 <= lag <= 10:
        sheet = release.dates["facilities"].sheet
        note = f"the averages are whole person-days up to that day; lag {lag} days"
        expected = f"{release.data_date} or up to ten days before"
        yield Finding(
            "facility.date",
            Severity.WRONG,
            release.file,
            sheet,
            _level_columns(release),
            expected,
            str(reached),
            note,
        )


def _rounded(release: Release, averages: list[tuple[Figure, Mapping[str, str]]]) -> Iterator[Finding]:
    positive = [figure.value for figure, _ in averages if figure.value > 0]
    sheet = averages[0][0].origin.sheet
    if positive and sum(value == round(value) for value in positive) > 0.5 * len(positive):
        found = f"{len(positive)} positive averages, rounded"
        yield Finding("facility.rounded", Severity.TRAP, release.file, sheet, "", "decimals", found)
    elif positive:
        expected = "averages that are whole over some number of days"
        yield Finding("facility.days", Severity.WRONG, release.file, sheet, "", expected, "none fits")


def _far_from_national(release: Release, rows: Rows) -> Iterator[Finding]:
    places = [f for f, d in rows["facility_adp"] if not set(d) - set(_PLACE)]
    total = math.fsum(figure.value for figure in places)
    overall = [f for f, d in rows.get("adp", []) if not d and f.period == f"FY{release.fiscal_year}"]
    if overall and places and abs(total / overall[0].value - 1) > 0.05:
        sheet = places[0].origin.sheet
        note = f"ratio {total / overall[0].value:.4f}"
        expected = f"about {overall[0].value:.1f}, the overall average of the Detention sheet"
        cells = _level_columns(release)
        yield Finding("facility.sum", Severity.GAP, release.file, sheet, cells, expected, f"{total:.1f}", note)


def _level_columns(release: Release) -> str:
    """Columns of the classification levels, such as J:M."""
    cells = next(f.origin.cell for f in release.figures if f.quantity == "facility_adp" and ":" in f.origin.cell)
    return re.sub(r"\d", "", cells)


_BREAKDOWNS = (("criminality", "sex"), ("threat",))


def _breakdowns(rows: Rows) -> Iterator[Finding]:
    """The same people by level, by sex and criminality, and by threat level: three sums that should agree."""
    sums: dict[tuple[str, str], float] = {}
    for figure, dimensions in rows["facility_adp"]:
        extra = set(dimensions) - set(_PLACE)
        for names in _BREAKDOWNS:
            if extra and extra <= set(names):
                place = _place(dimensions)
                sums[place, names[0]] = sums.get((place, names[0]), 0.0) + figure.value
    places = [(f, d) for f, d in rows["facility_adp"] if not set(d) - set(_PLACE)]
    rounded = sum(f.value == round(f.value) for f, _ in places) > len(places) / 2
    for names in _BREAKDOWNS:
        odd = [(f, d) for f, d in places if _differs(f.value, sums.get((f.key, names[0])), rounded)]
        if odd:
            first, named = odd[0]
            most = max(abs(sums[f.key, names[0]] - f.value) for f, _ in odd)
            what = f"up to {most:.2f} between levels and {' and '.join(names)}"
            note = f"{named['facility']} and {len(odd) - 1} others, {what}"
            one = finding("facility.breakdown", Severity.WRONG, first, f"{sums[first.key, names[0]]:.2f}", note)
            yield replace(one, cell=",".join(figure.origin.cell for figure, _ in odd))


def _differs(total: float, other: float | None, rounded: bool) -> bool:
    """Whether two sums over the same people are further apart than rounding explains: they agree otherwise."""
    return other is not None and abs(other - total) > (max(2.5, 0.02 * total) if rounded else 0.02)


def _above_total(rows: Rows) -> Iterator[Finding]:
    """More people under mandatory detention than people."""
    totals = {f.key: f.value for f, d in rows["facility_adp"] if not set(d) - set(_PLACE)}
    for figure, dimensions in rows["facility_adp"]:
        if dimensions.get("mandatory"):
            total = totals.get(_place(dimensions))
            if total is not None and figure.value > total * 1.02 + 1:
                note = f"{dimensions['facility']}: more under mandatory detention than are held"
                yield finding("facility.mandatory", Severity.WRONG, figure, f"at most {total:.2f}", note)


MANY_FACILITIES = 400  # more rows than that list places where hardly anybody is held


def check_facility_table(release: Release, rows: Rows) -> Iterator[Finding]:
    """A table with far too many rows, or with a column printed twice."""
    averages = rows.get("facility_adp", [])
    places = [f for f, d in averages if not set(d) - set(_PLACE)]
    if len(places) > MANY_FACILITIES:
        sheet = places[0].origin.sheet
        found = f"{len(places)} rows"
        yield Finding("facility.many", Severity.TRAP, release.file, sheet, "", "some 100 to 250 facilities", found)
    columns: dict[str, dict[int, float]] = {}
    for figure, dimensions in averages:
        if set(dimensions) - set(_PLACE):
            letters = figure.origin.cell.rstrip("0123456789")
            columns.setdefault(letters, {})[row_of(figure.origin.cell)] = figure.value
    for one, other in combinations(columns, 2):
        if columns[one] == columns[other] and len(columns[one]) > 9 and any(columns[one].values()):
            sheet = averages[0][0].origin.sheet
            where = (release.file, sheet, f"{one},{other}")
            note = "one column holds the figures of another"
            yield Finding("facility.columns", Severity.WRONG, *where, "two columns", "the same", note)
