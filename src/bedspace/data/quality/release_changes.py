"""What changed between releases that should not have: falls of cumulative figures, strong revisions, copies.

Every check takes the releases in the order of their data and looks at neighbours of one fiscal year.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bedspace.data.findings import Finding, Severity, summed_up
from bedspace.data.quality.totals import describe, finding
from bedspace.data.read.grid import cell_name, column_of, row_of
from bedspace.data.read.workbooks import Release
from bedspace.figure import Figure, join_key, split_key
from bedspace.fiscal import fiscal_start, period_bounds

CUMULATIVE = ("book_ins", "book_ins_by_criminality", "book_outs", "releases", "removals")
REVISABLE = ("book_ins", "book_outs", "releases", "adp", "alos")
TOTALS_MOVE = 0.01  # a national total of a month that is over moves by less
PARTS_MOVE = 0.15  # a release reason of a month that is over moves by less, unless it is small; so does a class
PARTS_SMALL = 40  # people
EXCHANGEABLE = 4  # fewer numbers may be the same by chance
FEW_CHANGES = 0.05  # of the figures, in which two files of one data date may differ

# tables that every release brings up to date
UPDATED = (
    "book_ins",
    "book_outs",
    "releases",
    "alos",
    "removals",
    "detained_by_criminality",
    "detained_by_disposition",
    "facility_adp",
    "time_in_custody",
    "atd_by_office",
)

_DATED = {"book_ins": "book_ins", "removals": "removals", "docket": "detained_by_criminality"}

Index = dict[tuple[str, str, str], Figure]


def in_order(releases: Iterable[Release]) -> list[Release]:
    """Releases by data date, then by publication."""
    return sorted(releases, key=lambda release: (release.data_date, release.published.day, release.file))


def check_between(releases: Iterable[Release]) -> Iterator[Finding]:
    """All findings that need more than one release; many of one kind in a column as one."""
    yield from summed_up(_check_between(releases))


def _check_between(releases: Iterable[Release]) -> Iterator[Finding]:
    ordered = in_order(releases)
    yield from _copies(ordered)
    yield from _backwards(ordered)
    yield from _alike(ordered)
    indices = [index(release) for release in ordered]
    for (earlier, before), (later, after) in pairwise(zip(ordered, indices, strict=True)):
        if earlier.fiscal_year == later.fiscal_year:
            yield from _falls(before, after)
            yield from _facility_falls(earlier, later, before, after)
            yield from _revisions(earlier, before, after)
            yield from _not_updated(later, before, after)
            yield from _exchanged(later, before, after)
            yield from _same_date(earlier, later, before, after)
        yield from _lost_zeros(before, after)
    yield from _swapped_dispositions(ordered, indices)


def index(release: Release) -> Index:
    """Figures of a release by quantity, key and period."""
    return {(figure.quantity, figure.key, figure.period): figure for figure in release.figures}


def _copies(ordered: Sequence[Release]) -> Iterator[Finding]:
    """Files whose detention tables are those of an earlier one."""
    seen: dict[frozenset[tuple[str, str, str, float]], str] = {}
    for release in ordered:
        content = frozenset((f.quantity, f.key, f.period, f.value) for f in release.figures if f.quantity in REVISABLE)
        first = seen.setdefault(content, release.file)
        if first != release.file:
            note = "count once"
            yield Finding(
                "file.identical", Severity.TRAP, release.file, "", "", "new content", f"that of {first}", note
            )


def _alike(ordered: Sequence[Release]) -> Iterator[Finding]:
    """Files of one data date that are equal but for a few figures, or for two rows that changed places."""
    for earlier, later in pairwise(ordered):
        if earlier.data_date != later.data_date:
            continue
        before, after = index(earlier), index(later)
        both = before.keys() & after.keys()
        changed = [after[place] for place in both if before[place].value != after[place].value]
        if changed and len(changed) < FEW_CHANGES * len(both):
            first = min(changed, key=lambda figure: (figure.origin.sheet, row_of(figure.origin.cell)))
            found = f"those of {earlier.file} but for {len(changed)}"
            yield finding("file.alike", Severity.TRAP, first, "other figures", f"{describe(first)}; all: {found}")


def _backwards(ordered: Sequence[Release]) -> Iterator[Finding]:
    """Files published later whose data end earlier."""
    by_day = sorted(ordered, key=lambda release: (release.published.day, release.data_date))
    for earlier, later in pairwise(by_day):
        dated = later.dates["adp"]
        if earlier.fiscal_year == later.fiscal_year and later.data_date < earlier.data_date:
            note = f"{earlier.file}, published before, reaches {earlier.data_date}"
            where = (later.file, dated.sheet, dated.cell)
            yield Finding("date.backwards", Severity.WRONG, *where, "a later day", str(dated.day), note)


def _not_updated(later: Release, before: Index, after: Index) -> Iterator[Finding]:
    """Tables that are those of the release before, number by number, where the population table is not."""
    old, new = _by_quantity(before), _by_quantity(after)
    if old.get("adp") == new.get("adp"):
        return
    for quantity in UPDATED:
        if new.get(quantity) and new.get(quantity) == old.get(quantity):
            figure = next(f for f in after.values() if f.quantity == quantity)
            note = f"{quantity}: not updated since {next(iter(before.values())).origin.file}"
            sheet = figure.origin.sheet
            yield Finding("table.unchanged", Severity.WRONG, later.file, sheet, "", "new figures", "the old ones", note)


def _exchanged(later: Release, before: Index, after: Index) -> Iterator[Finding]:
    """Tables with the numbers of the release before, some of them under other labels."""
    old, new = _by_quantity(before), _by_quantity(after)
    for quantity, rows in new.items():
        was = old.get(quantity, [])
        if len(rows) < EXCHANGEABLE or [row[:2] for row in rows] != [row[:2] for row in was]:
            continue
        moved = {row[0] for row, first in zip(rows, was, strict=True) if row != first}
        if moved and sorted(row[2] for row in rows) == sorted(row[2] for row in was):
            figures = [f for f in after.values() if f.quantity == quantity and f.key in moved]
            where = (later.file, figures[0].origin.sheet, ",".join(f.origin.cell for f in figures))
            note = f"{quantity}: those of {next(iter(before.values())).origin.file} under other labels"
            yield Finding("table.exchanged", Severity.WRONG, *where, "new figures", "the old ones, exchanged", note)


def _by_quantity(figures: Index) -> dict[str, list[tuple[str, str, float]]]:
    """Values by quantity; snapshots without their day, which the footnote gives."""
    values: dict[str, list[tuple[str, str, float]]] = {}
    for (quantity, key, period), figure in figures.items():
        day = "" if len(period) == 10 and quantity != "time_in_custody" else period
        values.setdefault(quantity, []).append((key, day, figure.value))
    return {quantity: sorted(rows) for quantity, rows in values.items()}


def _same_date(earlier: Release, later: Release, before: Index, after: Index) -> Iterator[Finding]:
    """A footnote that kept its date although the figures went on."""
    for section, quantity in (
        ("book_ins", "book_ins"),
        ("removals", "removals"),
        ("docket", "detained_by_criminality"),
    ):
        one, other = earlier.dates[section], later.dates[section]
        changed = _by_quantity(before).get(quantity) != _by_quantity(after).get(quantity)
        if one.day == other.day and changed and other.basis == "footnote":
            where = (later.file, other.sheet, other.cell)
            note = f"{section}: the date of {earlier.file} over other figures"
            yield Finding("date.unchanged", Severity.WRONG, *where, "a later day", str(other.day), note)


def _falls(before: Index, after: Index) -> Iterator[Finding]:
    """Sums since the first of October that became smaller."""
    for place, figure in after.items():
        quantity, key, period = place
        if quantity not in CUMULATIVE or not period.startswith("FY") or "criminality" in key or "reason" in key:
            continue
        old = before.get(place)
        if old and figure.value < 0.999 * old.value:
            note = f"{describe(figure)}; {old.value:g} in {old.origin.file}"
            yield finding("cumulative.fall", Severity.WRONG, figure, f"at least {old.value:g}", note)


def _facility_falls(earlier: Release, later: Release, before: Index, after: Index) -> Iterator[Finding]:
    """Facilities whose person-days since the first of October became fewer."""
    start = fiscal_start(later.fiscal_year) - timedelta(days=1)
    days = [(release.dates["facilities"].day - start).days for release in (earlier, later)]
    rounding = sum(2.0 * n for n, side in zip(days, (before, after), strict=True) if is_rounded(side))
    for place, figure in after.items():
        old = before.get(place)
        if old is None or place[0] != "facility_adp" or len(split_key(place[1])) > 4:
            continue
        fall = old.value * days[0] - figure.value * days[1]
        if fall > max(0.05 * old.value * days[0], 50) + rounding:
            expected = f"at least {old.value * days[0]:.0f} person-days, as in {old.origin.file}"
            note = f"{figure.value * days[1]:.0f} person-days at {figure.dimensions['facility']}"
            yield finding("facility.fall", Severity.WRONG, figure, expected, note)


def is_rounded(figures: Index) -> bool:
    """True if facility averages were rounded to whole persons."""
    values = [figure.value for (quantity, _, _), figure in figures.items() if quantity == "facility_adp"]
    return bool(values) and all(value == round(value) for value in values)


def _revisions(earlier: Release, before: Index, after: Index) -> Iterator[Finding]:
    """Months over when the earlier release was made that moved by more than is usual: one finding a table.

    It tells the largest change among totals, or else among parts, and the cells of all.
    """
    moved: dict[str, list[tuple[bool, float, Figure, Figure]]] = {}
    for place, figure in after.items():
        quantity, key, period = place
        old = before.get(place)
        if old is None or quantity not in REVISABLE or len(period) != 7:
            continue
        part = "reason" in key or "criminality" in key
        if period_bounds(period)[1] < earlier.data_date and _moved(old.value, figure.value, part):
            share = abs(figure.value - old.value) / max(old.value, 1)
            moved.setdefault(quantity, []).append((not part, share, figure, old))
    for found in moved.values():
        _, share, figure, old = max(found, key=lambda change: change[:2])
        cells = ",".join(dict.fromkeys(change[2].origin.cell for change in found))
        note = f"{describe(figure)} by {share:.1%}, {len(found)} in all; earlier: {old.origin.file}"
        listed = replace(figure, origin=replace(figure.origin, cell=cells))
        yield finding("revision.settled", Severity.REVISION, listed, f"{old.value:.6g}", note)


def _moved(old: float, new: float, part: bool) -> bool:
    if part:
        return abs(new - old) > max(PARTS_SMALL, PARTS_MOVE * old)
    return abs(new - old) > TOTALS_MOVE * old


def _lost_zeros(before: Index, after: Index) -> Iterator[Finding]:
    """Guaranteed minimums that are a tenth or a hundredth of what they were."""
    minimums = {_same_place(key): f for (quantity, key, _), f in before.items() if quantity == "guaranteed_minimum"}
    for (quantity, key, _), figure in after.items():
        old = minimums.get(_same_place(key)) if quantity == "guaranteed_minimum" else None
        if old and figure.value and old.value / figure.value in (10, 100, 1000):
            note = f"{figure.dimensions['facility']}: trailing zeros lost?"
            yield finding("facility.minimum", Severity.WRONG, figure, f"{old.value:g}", note)


def _same_place(key: str) -> str:
    dimensions = split_key(key)
    return join_key(**{name: dimensions[name] for name in ("facility", "state") if name in dimensions})


def _swapped_dispositions(ordered: Sequence[Release], indices: Sequence[Index]) -> Iterator[Finding]:
    """Reinstatement and Other in the opposite order to both neighbours, and closer to them when exchanged."""
    pairs = [_disposition_pair(values) for values in indices]
    for place in range(1, len(ordered) - 1):
        before, here, after = pairs[place - 1 : place + 2]
        if not (before and here and after):
            continue
        flipped = (here[1].value, here[0].value)
        printed = (here[0].value, here[1].value)
        orders = {math.copysign(1, side[0].value - side[1].value) for side in (before, after)}
        if orders == {math.copysign(1, flipped[0] - flipped[1])} and _gap(flipped, before, after) < _gap(
            printed, before, after
        ):
            cells = ":".join(_label_cell(indices[place], figure) for figure in here)
            yield Finding(
                "disposition.swapped", Severity.WRONG, here[0].origin.file, here[0].origin.sheet, cells,
                f"reinstatement about {flipped[0]:g}, other about {flipped[1]:g}",
                f"reinstatement {printed[0]:g}, other {printed[1]:g}",
                "the two labels are probably exchanged; loaded as printed",
            )  # fmt: skip


def _disposition_pair(values: Index) -> tuple[Figure, Figure] | None:
    found = {key: figure for (quantity, key, _), figure in values.items() if quantity == "detained_by_disposition"}
    pair = found.get("disposition=reinstatement"), found.get("disposition=other")
    return (pair[0], pair[1]) if pair[0] and pair[1] and pair[0].value and pair[1].value else None


def _label_cell(values: Index, figure: Figure) -> str:
    """Cell of a row's label: the one before its first number."""
    name = figure.dimensions["disposition"]
    rows = (f for f in values.values() if f.quantity == figure.quantity)
    columns = [column_of(f.origin.cell) for f in rows if f.dimensions.get("disposition") == name]
    return cell_name(row_of(figure.origin.cell), min(columns) - 1)


def _gap(pair: tuple[float, float], *sides: tuple[Figure, Figure]) -> float:
    """How far a pair is from its neighbours, in logarithms."""
    return sum(abs(math.log(value / side[i].value)) for side in sides for i, value in enumerate(pair))
