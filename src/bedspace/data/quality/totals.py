"""Do the parts of a table add up to its printed totals, and do tables that print the same total agree?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.vocabulary import PART_OF
from bedspace.figure import Figure, join_key


@dataclass(frozen=True)
class Sum:
    """A rule: the figures of a quantity add up over one dimension.

    Attributes
    ----------
    quantity, dimension : str
    tolerance : float
        Largest gap that rounding can explain.
    severity : Severity
    note : str
    """

    quantity: str
    dimension: str
    tolerance: float = 0.5
    severity: Severity = Severity.WRONG
    note: str = ""


_FAMILY = "the family row is averaged only over days with families present, or is rounded"
SUMS: tuple[Sum, ...] = (
    Sum("book_ins", "agency"),
    Sum("book_ins_by_criminality", "criminality"),
    Sum("book_ins_by_criminality", "facility_type"),
    Sum("book_outs", "reason"),
    Sum("book_outs", "criminality"),
    Sum("releases", "reason"),
    Sum("releases", "criminality"),
    Sum("book_outs_by_facility_type", "facility_type"),
    Sum("releases_by_facility_type", "facility_type"),
    Sum("detained_by_disposition", "disposition"),
    Sum("detained_by_disposition", "facility_type"),
    Sum("detained_by_criminality", "agency"),
    Sum("detained_by_criminality", "criminality"),
    Sum("detained_stateless", "facility"),
    Sum("fear_detained", "facility_type"),
    Sum("adp", "agency", 0.05),
    Sum("adp", "criminality", 0.05),
    Sum("adp_by_facility_type", "facility_type", 0.06, Severity.TRAP, _FAMILY),
    Sum("time_in_custody", "band"),
    Sum("time_in_custody", "group"),
    Sum("atd_by_technology", "technology"),
    Sum("atd_by_status", "status"),
    Sum("atd_by_office", "technology"),
    Sum("atd_by_office", "office"),
    Sum("atd_hearings", "result"),
    Sum("segregation_placements", "facility"),
    Sum("vulnerable_placements", "reason"),
)
MONTHLY = ("book_ins", "book_outs", "releases", "parole_requested", "parole_decided")
# tables that print the same total: (one, other, tolerance, severity)
SAME: tuple[tuple[str, str, float, Severity], ...] = (
    ("book_ins", "book_ins_by_criminality", 0.5, Severity.WRONG),
    ("book_outs", "book_outs_by_facility_type", 0.5, Severity.WRONG),
    ("releases", "releases_by_facility_type", 0.5, Severity.WRONG),
    ("detained_by_criminality", "detained_by_disposition", 0.5, Severity.WRONG),
    ("adp", "adp_by_facility_type", 0.02, Severity.TRAP),
    ("alos", "alos_by_facility_type", 0.06, Severity.TRAP),
    ("atd_by_office", "atd_by_technology", 0.5, Severity.WRONG),
    ("atd_by_office", "atd_by_status", 0.5, Severity.WRONG),
)

Rows = dict[str, list[tuple[Figure, Mapping[str, str]]]]


def tabulate(figures: Iterable[Figure]) -> Rows:
    """Figures by quantity, each with the dimensions of its key."""
    rows: Rows = {}
    for figure in figures:
        rows.setdefault(figure.quantity, []).append((figure, figure.dimensions))
    return rows


def finding(kind: str, severity: Severity, figure: Figure, expected: str, note: str = "") -> Finding:
    """A finding about one printed figure."""
    origin = figure.origin
    return Finding(kind, severity, origin.file, origin.sheet, origin.cell, expected, f"{figure.value:.10g}", note)


def describe(figure: Figure) -> str:
    """Name of a figure for people."""
    return " ".join(part for part in (figure.quantity, figure.key, figure.period) if part)


def check_sums(rows: Rows) -> Iterator[Finding]:
    """Parts against printed totals, by `SUMS`; and bonds set by ICE and by judges against all bonds."""
    for rule in SUMS:
        yield from _check_sum(rows.get(rule.quantity, []), rule)
    for quantity in ("book_outs", "releases"):
        yield from _check_bonds(rows.get(quantity, []))


def _check_sum(rows: list[tuple[Figure, Mapping[str, str]]], rule: Sum) -> Iterator[Finding]:
    totals: dict[tuple[str, date, str], Figure] = {}
    parts: dict[tuple[str, date, str], list[float]] = {}
    wholes: dict[str, str] = {}  # a key is met in every month
    for figure, dimensions in rows:
        value = dimensions.get(rule.dimension)
        if value is None:
            totals[figure.period, figure.data_date, figure.key] = figure
        elif value not in PART_OF:
            if figure.key not in wholes:
                rest = {name: text for name, text in dimensions.items() if name != rule.dimension}
                wholes[figure.key] = join_key(**rest)
            parts.setdefault((figure.period, figure.data_date, wholes[figure.key]), []).append(figure.value)
    for place, values in parts.items():
        total = totals.get(place)
        if total and abs(math.fsum(values) - total.value) > rule.tolerance:
            note = "; ".join(filter(None, (describe(total), rule.note)))
            expected = f"{math.fsum(values):.10g}"
            yield finding(f"{rule.quantity}.{rule.dimension}", rule.severity, total, expected, note)


def _check_bonds(rows: list[tuple[Figure, Mapping[str, str]]]) -> Iterator[Finding]:
    parts: dict[tuple[str, str], float] = {}
    for figure, dimensions in rows:
        if dimensions.get("reason") in PART_OF:
            place = figure.period, dimensions.get("criminality", "")
            parts[place] = parts.get(place, 0.0) + figure.value
    for figure, dimensions in rows:
        place = figure.period, dimensions.get("criminality", "")
        if dimensions.get("reason") == "bonded_out" and place in parts and parts[place] != figure.value:
            kind = f"{figure.quantity}.bonds"
            yield finding(kind, Severity.WRONG, figure, f"{parts[place]:g}", describe(figure))


def check_months(rows: Rows) -> Iterator[Finding]:
    """Months against the printed sum of the fiscal year."""
    for quantity in MONTHLY:
        months: dict[tuple[str, str], float] = {}
        for figure, _ in rows.get(quantity, []):
            if len(figure.period) == 7:
                place = figure.key, _year_of(figure.period)
                months[place] = months.get(place, 0.0) + figure.value
        for figure, _ in rows.get(quantity, []):
            total = months.get((figure.key, figure.period))
            if total is not None and abs(total - figure.value) > 0.5:
                yield finding(f"{quantity}.months", Severity.WRONG, figure, f"{total:g}", describe(figure))


def _year_of(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"FY{year + (number >= 10)}"


def check_same(rows: Rows) -> Iterator[Finding]:
    """Totals that two tables print."""
    for one, other, tolerance, severity in SAME:
        printed = {figure.period: figure for figure, _ in rows.get(one, []) if not figure.key}
        for figure, dimensions in rows.get(other, []):
            first = printed.get(figure.period)
            if first and not dimensions and abs(first.value - figure.value) > tolerance:
                note = f"{describe(figure)}; {one} prints another total in {first.origin.cell}"
                yield finding(f"{other}.same_total", severity, figure, f"{first.value:.10g}", note)


def check_shares(rows: Rows) -> Iterator[Finding]:
    """Printed percentages against the counts in the same row."""
    counts = {(f.key, f.period): f.value for f, _ in rows.get("detained_by_criminality", [])}
    for figure, dimensions in rows.get("detained_by_criminality_share", []):
        whole = counts.get((join_key(**{n: v for n, v in dimensions.items() if n != "agency"}), figure.period))
        part = counts.get((figure.key, figure.period))
        if whole and part is not None and abs(part / whole - figure.value) > 0.006:
            yield finding("detained_by_criminality.share", Severity.WRONG, figure, f"{part / whole:.4f}")


def check_mixtures(rows: Rows) -> Iterator[Finding]:
    """A mean over all must lie between the means of its parts."""
    values = {(f.key, f.period): f for f, _ in rows.get("alos", [])}
    for figure, dimensions in rows.get("alos", []):
        for dimension, names in (
            ("agency", ("ice", "cbp")),
            ("criminality", ("convicted", "pending", "other")),
        ):
            if dimension in dimensions:
                continue
            keys = [join_key(**dimensions, **{dimension: name}) for name in names]
            parts = [values[key, figure.period].value for key in keys if (key, figure.period) in values]
            if len(parts) == len(names) and not min(parts) - 0.01 <= figure.value <= max(parts) + 0.01:
                expected = f"between {min(parts):.4g} and {max(parts):.4g}"
                yield finding(f"alos.{dimension}", Severity.WRONG, figure, expected, describe(figure))
