"""The tables of the Detention sheet: book-ins, book-outs, population, stays, removals, who is held.

A table is described in `bedspace.data.read.detention_tables` by its title, its rows and its columns; one reader
serves them all. Rows carry a running block (agency, release reason, fiscal year) and an inner label
(criminality) that is printed anew in every block.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.blocks import Block, Title, block, has_number, misspelt, titles
from bedspace.data.read.detention_tables import BY_NAME, OUTS_TABLES, PAROLE, PATTERNS, TABLES, Table
from bedspace.data.read.grid import Sheet, as_day, cell_name, is_lost, is_number
from bedspace.data.read.readings import Item, Reading, found, number_at, spelled_number
from bedspace.data.read.vocabulary import TOTAL, Term, column_term, near_label, row_term, year_named
from bedspace.figure import join_key
from bedspace.fiscal import month_of_fiscal_year
from bedspace.units import Unit


def read_detention(sheet: Sheet) -> Iterator[Item]:
    """All numbers of a Detention sheet, and what is wrong with it."""
    at = titles(sheet, PATTERNS)
    year = fiscal_year_of(sheet, at)
    if not year:
        yield found("sheet.year", Severity.FAULT, sheet, "", "a title that names the fiscal year", "none")
        return
    yield from _missing(sheet, at)
    yield from _odd_years(sheet, at, year)
    yield from misspelt(sheet, at, PATTERNS)
    whole = counts_all_exits(sheet, at)
    yield from _misnamed_exits(sheet, at, whole)
    for title in at:
        yield from _read(sheet, block(sheet, title, at), BY_NAME[title.table], year, whole)


def is_detention(sheet: Sheet) -> bool:
    """True if the sheet holds the population and book-in tables, whatever its name."""
    names = {title.table for title in titles(sheet, PATTERNS)}
    return len(names & {table.quantity for table in TABLES if table.required}) >= 2


def fiscal_year_of(sheet: Sheet, at: list[Title] | None = None) -> int:
    """Fiscal year that most titles of the sheet name; nought if none does."""
    at = titles(sheet, PATTERNS) if at is None else at
    heading = [sheet.text(row, column) for row in range(min(8, len(sheet.rows))) for column in range(4)]
    years = [year_named(text) for text in heading if "data" in text]
    years += [year_named(title.text) for title in at if not title.table.startswith("parole")]
    counts = Counter(year for year in years if year)
    return counts.most_common(1)[0][0] if counts else 0


def counts_all_exits(sheet: Sheet, at: list[Title]) -> bool:
    """True if removals are among the release reasons: the definition changed with fiscal year 2024."""
    for title in at:
        if title.table in OUTS_TABLES:
            area = block(sheet, title, at)
            reasons = (sheet.text(row, title.column) for row in range(title.row, area.bottom))
            return any(row_term(text, ("reason",)) == Term("reason", "release_to_remove") for text in reasons)
    return any("book" in title.text for title in at if title.table == "outs_by_facility_type")


def _misnamed_exits(sheet: Sheet, at: list[Title], whole: bool) -> Iterator[Finding]:
    """Titles that speak of book-outs over releases alone, or of releases over all exits."""
    for title in at:
        if title.table in OUTS_TABLES and ("book" in title.text) != whole:
            cell = cell_name(title.row, title.column)
            what = "all exits" if whole else "releases alone, without removals"
            yield found("outs.title", Severity.TRAP, sheet, cell, what, title.text, "the rows decide, not the title")


def _missing(sheet: Sheet, at: list[Title]) -> Iterator[Finding]:
    present = {title.table for title in at}
    names = [table.quantity for table in TABLES if table.required and table.quantity not in present]
    if not present & set(OUTS_TABLES):
        names.append("book_outs by reason")
    remedy = "The layout is unknown to this version; please report the file"
    for name in names:
        yield found("table.missing", Severity.FAULT, sheet, "", f"the table {name}", "no such title", remedy)


def _odd_years(sheet: Sheet, at: list[Title], year: int) -> Iterator[Finding]:
    for title in at:
        own = year_named(title.text)
        if own and own != year and not title.table.startswith("parole"):
            cell = cell_name(title.row, title.column)
            yield found("title.year", Severity.WRONG, sheet, cell, f"FY{year}", f"FY{own}", title.text)


def _read(sheet: Sheet, area: Block, table: Table, year: int, whole: bool) -> Iterator[Item]:
    """Numbers of one table."""
    name = _quantity(table.quantity, whole)
    here = cell_name(area.title.row, area.title.column)
    if area.heading < 0:
        yield found("table.heading", Severity.FAULT, sheet, here, f"column headings under the title of {name}", "none")
        return
    columns = _columns(sheet, area, table)
    if not columns:
        expected = f"headings of {table.columns} for {name}"
        yield found("table.heading", Severity.FAULT, sheet, here, expected, "none that is known")
        return
    unknown = list(_unknown_columns(sheet, area, columns))
    yield from unknown
    yield from _misspelt_columns(sheet, area, table)
    if any(finding.severity is Severity.FAULT for finding in unknown):
        return
    labelled = list(_labelled_rows(sheet, area, table, _label_columns(sheet, area, columns), columns))
    empty = _empty_months(sheet, [row for row, _ in labelled], columns)
    named = replace(table, quantity=name)
    for row, terms in labelled:
        if isinstance(terms, Finding):
            yield terms
            continue
        for column, term in columns.items():
            if column not in empty or is_lost(sheet.value(row, column)):
                yield from _cell(sheet, row, column, named, (*terms, term), year)


def _quantity(name: str, whole: bool) -> str:
    """Name of a table of exits: all exits, or releases only."""
    if not name.startswith("outs_by"):
        return name
    exits = "book_outs" if whole else "releases"
    return f"{exits}_by_facility_type" if name == "outs_by_facility_type" else exits


def _columns(sheet: Sheet, area: Block, table: Table) -> dict[int, Term]:
    """Meaning of each value column; the label column is none."""
    known = {}
    for column in range(area.title.column + 1, area.right):
        text = _heading_text(sheet, area.heading, column)
        if text and (term := column_term(text, table.columns) or _near_column(text, table)):
            known[_under_heading(sheet, area, column)] = term
    return known


def _near_column(text: str, table: Table) -> Term | None:
    """Meaning of a heading that is one letter off."""
    near = near_label(text, (table.columns,))
    return column_term(near, table.columns) if near else None


def _misspelt_columns(sheet: Sheet, area: Block, table: Table) -> Iterator[Finding]:
    for column in range(area.title.column + 1, area.right):
        text = _heading_text(sheet, area.heading, column)
        if text and not column_term(text, table.columns) and _near_column(text, table):
            yield _misspelt(sheet, area.heading, column, near_label(text, (table.columns,)), text)


def _misspelt(sheet: Sheet, row: int, column: int, right: str, text: str) -> Finding:
    note = "one letter off; read as the known label"
    return found("label.spelling", Severity.WRONG, sheet, cell_name(row, column), repr(right), repr(text), note)


def _heading_text(sheet: Sheet, row: int, column: int) -> str:
    """Text of a heading; a month may also be written as a date."""
    day = as_day(sheet.value(row, column))
    return f"{day:%b}".lower() if day else sheet.text(row, column)


def _under_heading(sheet: Sheet, area: Block, column: int) -> int:
    """Column of the numbers under a heading, which may be merged over several columns."""
    rows = range(area.heading + 1, area.near)
    for candidate in range(column, area.right):
        if candidate > column and sheet.text(area.heading, candidate):
            break
        if any(is_number(sheet.value(row, candidate)) for row in rows):
            return candidate
    return column


def _label_columns(sheet: Sheet, area: Block, columns: dict[int, Term]) -> tuple[int, ...]:
    """Columns left of the numbers that have a heading or any text."""
    rows = range(area.heading, area.near)
    before = range(area.title.column, min(columns))
    used = [column for column in before if any(sheet.text(row, column) for row in rows)]
    return tuple(used) or (area.title.column,)


def _unknown_columns(sheet: Sheet, area: Block, columns: dict[int, Term]) -> Iterator[Finding]:
    """Columns with numbers that no known heading covers: an unknown one is a fault, a missing one noted."""
    rows = range(area.heading + 1, area.near)
    for column in range(area.title.column, area.right):
        if column in columns or not any(is_number(sheet.value(row, column)) for row in rows):
            continue
        cell, text = cell_name(area.heading, column), sheet.text(area.heading, column)
        if text:
            yield found("label.unknown", Severity.FAULT, sheet, cell, "a known column heading", repr(text))
        elif column > min(columns):
            yield found("column.unnamed", Severity.GAP, sheet, cell, "a heading", "none", "not read")


def _empty_months(sheet: Sheet, rows: list[int], columns: dict[int, Term]) -> set[int]:
    """Month columns without any number but nought: those months were still to come."""
    return {
        column
        for column, term in columns.items()
        if term.dimension == "month" and not any(_counts(sheet, row, column) for row in rows)
    }


def _counts(sheet: Sheet, row: int, column: int) -> bool:
    value = sheet.value(row, column)
    return bool(value) and is_number(value)


def _labelled_rows(
    sheet: Sheet, area: Block, table: Table, labels: tuple[int, ...], columns: dict[int, Term]
) -> Iterator[tuple[int, tuple[Term, ...] | Finding]]:
    """Rows with the meaning of their labels; a row whose label is unknown with a fault instead."""
    running: tuple[Term, ...] = ()
    started = False
    for row in range(area.heading + 1, area.bottom):
        texts = [sheet.text(row, column) for column in labels]
        filled = has_number(sheet, row, min(columns), max(columns) + 1)
        if wrong := _misplaced(sheet, row, labels, texts, filled):
            yield row, wrong
        if wrong or not any(texts):
            continue
        terms = _row_terms(texts, table, running)
        if terms is None and filled:
            mended = [near_label(text, table.rows) or text for text in texts]
            terms = _row_terms(mended, table, running)
            for column, right, text in zip(labels, mended, texts, strict=True):
                if terms and right != text:
                    yield row, _misspelt(sheet, row, column, right, text)
        if terms is None and filled:
            yield row, _unknown_row(sheet, row, labels, texts, table)
        elif terms is None and started:
            return
        elif terms is not None:
            running, started = () if _stands_alone(terms, texts) else terms, True
            yield row, terms


def _stands_alone(terms: tuple[Term, ...], texts: list[str]) -> bool:
    """True for a grand total that is not printed by class: no rows of parts belong under it."""
    return terms[0].dimension == TOTAL and len(texts) > 1 and not any(texts[1:])


def _row_terms(texts: list[str], table: Table, running: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """Meaning of the labels of a row, given those of the row above; None if one is unknown."""
    if table.rows in (("facility",), ("group",)):
        return _open_terms(texts, table.rows[0])
    if len(table.rows) == 1:
        term = row_term(next(text for text in texts if text), table.rows)
        return (term,) if term else None
    outer, inner = table.rows
    if len(texts) == 1:
        return _stacked(texts[0], outer, inner, running)
    head = row_term(texts[0], (outer,)) if texts[0] else running[0] if running else None
    tail = row_term(texts[-1], (inner,)) if texts[-1] else Term(TOTAL, "")
    return (head, tail) if head and tail else None


def _stacked(text: str, outer: str, inner: str, running: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """One label column: an outer label opens a block, an inner label stands in the open one."""
    if term := row_term(text, (outer,)):
        return (term, Term(TOTAL, ""))
    term = row_term(text, (inner,))
    return (running[0], term) if term and running else None


def _open_terms(texts: list[str], dimension: str) -> tuple[Term, ...] | None:
    """Labels that are no closed list: facility codes, and groups among the removed."""
    text = next((text for text in reversed(texts) if text), "")
    if text in ("total", ""):
        return (Term(TOTAL, ""),)
    if dimension == "facility":
        return (Term("facility", text.upper().replace(";", ",").replace("=", "-")),)
    family = re.search(r"fam|frc|fsc", text)
    return (Term("group", "family"),) if family else None


def _misplaced(sheet: Sheet, row: int, labels: tuple[int, ...], texts: list[str], filled: bool) -> Finding | None:
    """A fault where numbers stand under the labels, or without any label."""
    under = [column for column in labels if is_number(sheet.value(row, column))]
    if not under and (any(texts) or not filled):
        return None
    what = "a number" if under else "numbers without a label"
    cell = cell_name(row, under[0] if under else labels[0])
    return found("label.missing", Severity.FAULT, sheet, cell, "a row label", what)


def _unknown_row(sheet: Sheet, row: int, labels: tuple[int, ...], texts: list[str], table: Table) -> Finding:
    cell = cell_name(row, next(column for column, text in zip(labels, texts, strict=True) if text))
    expected = f"a label of {' or '.join(table.rows)}"
    return found("label.unknown", Severity.FAULT, sheet, cell, expected, repr(" / ".join(filter(None, texts))))


def _cell(sheet: Sheet, row: int, column: int, table: Table, terms: tuple[Term, ...], year: int) -> Iterator[Item]:
    """Reading of one cell, or what is wrong with it."""
    value = number_at(sheet, row, column)
    if isinstance(value, Finding):
        spelled = spelled_number(sheet, row, column)
        if spelled is None:
            yield value
            return
        cell, text = cell_name(row, column), repr(sheet.value(row, column))
        yield found("text.number", Severity.TRAP, sheet, cell, "a number", text, "read as the number it spells")
        value = spelled
    if value is None:
        return
    quantity, unit = table.quantity, table.unit
    dimensions = {term.dimension: term.value for term in terms if term.dimension != TOTAL}
    if "share" in dimensions:
        dimensions["agency"] = dimensions.pop("share")
        quantity, unit = f"{quantity}_share", Unit.SHARE
    if quantity in PAROLE and (status := dimensions.get("parole_status")):
        quantity = PAROLE[status == "requested"]
        dimensions = {name: text for name, text in dimensions.items() if text != "requested"}
    own_year = int(dimensions.pop("fiscal_year", year))
    month = dimensions.pop("month", "")
    whole = table.period.replace("FY", f"FY{own_year}")
    period = month_of_fiscal_year(own_year, int(month)) if month else whole
    cell = cell_name(row, column)
    yield Reading(quantity, join_key(**dimensions), period, value, unit, table.section, sheet.name, cell)
