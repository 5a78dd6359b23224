"""Do the dates, the months, the groups and the signs of one release agree with each other?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bedspace.data.findings import Finding, Severity
from bedspace.data.quality.totals import Rows, describe, finding
from bedspace.data.read.dating import implied_date, name_day, named_year
from bedspace.data.read.grid import cell_name, column_of, row_of
from bedspace.data.read.workbooks import Release
from bedspace.figure import Figure
from bedspace.fiscal import fiscal_end, fiscal_start

STALE_AFTER = 60  # days between the data and the day of publication that need an explanation


def _implied_date(rows: Rows, year: int) -> date | None:
    totals = {f.period: f.value for f, dimensions in rows.get("adp", []) if not dimensions}
    return implied_date(totals, totals.pop(f"FY{year}", 0.0))


def check_dates(release: Release, rows: Rows) -> Iterator[Finding]:
    """The footnote's date against the arithmetic of the averages and the day of publication."""
    stated = release.dates["adp"]
    implied = _implied_date(rows, release.fiscal_year)
    overall = f"FY{release.fiscal_year}"
    where = (release.file, stated.sheet, stated.cell)
    if implied and implied != stated.day:
        note = f"the day that makes {overall} overall the day-weighted mean of the months"
        yield Finding("date.implied", Severity.WRONG, *where, str(implied), str(stated.day), note)
    if implied is None and rows.get("adp"):
        yield from _no_date_fits(release, rows)
    for section, dated in release.dates.items():
        if dated.day > release.published.day:
            here = (release.file, dated.sheet, dated.cell)
            note = f"{section}: the data cannot reach beyond the day of publication"
            yield Finding("date.future", Severity.WRONG, *here, f"by {release.published.day}", str(dated.day), note)
    yield from _stale(release)


def _no_date_fits(release: Release, rows: Rows) -> Iterator[Finding]:
    for figure, dimensions in rows["adp"]:
        if not dimensions and figure.period == f"FY{release.fiscal_year}":
            yield finding(
                "adp.overall", Severity.WRONG, figure, "the day-weighted mean of the months", describe(figure)
            )


def _stale(release: Release) -> Iterator[Finding]:
    """Footnotes outside the fiscal year, or far behind the others."""
    first, last = fiscal_start(release.fiscal_year), fiscal_end(release.fiscal_year)
    for section in ("adp", "book_ins", "outs", "removals"):
        dated = release.dates[section]
        if not first <= dated.day <= last:
            here = (release.file, dated.sheet, dated.cell)
            note = f"{section}: the footnote belongs to another fiscal year"
            yield Finding("date.year", Severity.WRONG, *here, f"{first} to {last}", str(dated.day), note)
    lag = (release.published.day - release.data_date).days
    if lag > STALE_AFTER and release.data_date != last and release.published.basis == "day in the name":
        note = "the file is dated long after its data"
        expected = f"within {STALE_AFTER} days"
        yield Finding("date.stale", Severity.TRAP, release.file, "", "", expected, f"{lag} days", note)


def check_names(release: Release, _rows: Rows) -> Iterator[Finding]:
    """The fiscal year in the file name against the one printed on the sheet."""
    named = named_year(release.file)
    if named and named != release.fiscal_year:
        expected, found = f"FY{named}", f"FY{release.fiscal_year}"
        note = "the sheet belongs to another fiscal year than the name says"
        yield Finding("name.year", Severity.WRONG, release.file, "", "", expected, found, note)
    day = name_day(release.file, release.data_date)
    if day and day < release.data_date:
        note = "the name gives a day before the data end: a slip"
        expected = f"{release.data_date} or later"
        yield Finding("name.day", Severity.WRONG, release.file, "", "", expected, str(day), note)


_BY_TYPE = ("book_outs_by_facility_type", "releases_by_facility_type", "book_ins_by_criminality")


def check_facility_types(release: Release, rows: Rows) -> Iterator[Finding]:
    """More families than adults going in or out where far fewer are held: the two rows are exchanged."""
    held = _by_type(rows, "adp_by_facility_type", release.fiscal_year)
    if not held or held["family"].value > 0.2 * held["adult"].value:
        return
    for quantity in _BY_TYPE:
        pair = _by_type(rows, quantity, release.fiscal_year)
        if pair and pair["family"].value > pair["adult"].value:
            note = "the rows of families and adults are probably exchanged; loaded as printed"
            expected = f"fewer than {pair['adult'].value:g} or so, as of those held"
            yield finding("facility_type.swapped", Severity.WRONG, pair["family"], expected, note)


def _by_type(rows: Rows, quantity: str, year: int) -> dict[str, Figure]:
    """Figures of the year for families and adults; empty unless there are both."""
    found = {f.key: f for f, _ in rows.get(quantity, []) if f.period == f"FY{year}"}
    keys = {name: f"facility_type={name}" for name in ("family", "adult")}
    return {name: found[key] for name, key in keys.items()} if set(keys.values()) <= set(found) else {}


def check_stray_months(_release: Release, rows: Rows) -> Iterator[Finding]:
    """A table with a month that begins after the population data end, or that stops before they do."""
    reached = max((f.period for f, _ in rows.get("adp", []) if len(f.period) == 7), default="")
    for quantity in ("book_ins", "book_outs", "releases", "alos"):
        months = [(f.period, f) for f, dimensions in rows.get(quantity, []) if not dimensions and len(f.period) == 7]
        if not months or not reached:
            continue
        last, figure = max(months, key=lambda item: item[0])
        if last > reached:
            note = "stray days after the data date"
            yield finding(f"{quantity}.stray_month", Severity.TRAP, figure, f"no month after {reached}", note)
        if last < reached:
            note = f"the population table goes on to {reached}"
            yield finding(f"{quantity}.short", Severity.GAP, figure, f"months to {reached}", note)


def check_bonds(_release: Release, rows: Rows) -> Iterator[Finding]:
    """More exits with a bond than exits: the labels of two rows are exchanged; and shares that do not fit."""
    exits = {f.period: f for f, _ in rows.get("bond_exits", [])}
    posted = {f.period: f for f, _ in rows.get("bonds_posted", [])}
    both = sorted(exits.keys() & posted.keys())
    swapped = [month for month in both if posted[month].value > exits[month].value]
    if both and len(swapped) > len(both) / 2:
        first, second = exits[both[0]], posted[both[0]]
        cells = ":".join(_left_of(figure) for figure in sorted((first, second), key=lambda f: row_of(f.origin.cell)))
        note = "the labels of the two rows are exchanged; loaded as printed"
        expected = f"all exits {second.value:g}, with a bond {first.value:g}"
        found = f"all exits {first.value:g}, with a bond {second.value:g}"
        origin = first.origin
        yield Finding("bonds.swapped", Severity.WRONG, origin.file, origin.sheet, cells, expected, found, note)
        return
    for figure, _ in rows.get("bonds_posted_share", []):
        whole, part = exits.get(figure.period), posted.get(figure.period)
        if whole and part and whole.value and abs(part.value / whole.value - figure.value) > 0.006:
            yield finding("bonds.share", Severity.WRONG, figure, f"{part.value / whole.value:.4f}", describe(figure))


def _left_of(figure: Figure) -> str:
    """Cell of the label of a row whose first value is given."""
    return cell_name(row_of(figure.origin.cell), column_of(figure.origin.cell) - 1)


def check_ranges(_release: Release, rows: Rows) -> Iterator[Finding]:
    """Counts below nought, counts with decimals, shares above one."""
    for quantity, figures in rows.items():
        counted = quantity in ("book_ins", "book_outs", "releases", "removals", "time_in_custody")
        for figure, _ in figures:
            if figure.value < 0:
                yield finding("range.negative", Severity.WRONG, figure, "nought or more", describe(figure))
            elif counted and figure.value != round(figure.value):
                yield finding("range.fraction", Severity.WRONG, figure, "a whole number", describe(figure))


def check_custody_gaps(release: Release, rows: Rows) -> Iterator[Finding]:
    """Groups of the in-custody table that stop or pause while others go on."""
    days: dict[str, set[str]] = {}
    sheets = [figure.origin.sheet for figure, _ in rows.get("time_in_custody", [])]
    for figure, dimensions in rows.get("time_in_custody", []):
        if set(dimensions) == {"group"}:
            days.setdefault(dimensions["group"], set()).add(figure.period)
    every = set().union(*days.values()) if days else set()
    for group, own in days.items():
        for day in sorted(every - own):
            note = f"{group} {day}: left blank inside the table"
            yield Finding("iclos.blank", Severity.TRAP, release.file, sheets[0], "", "numbers", "blank", note)
