"""The sheet on alternatives to detention: who is supervised, how, where, at what cost, and their hearings.

Its counts are of one day, which the sheet states under its tables. Offices and technologies are an open list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.blocks import Title, block, titles
from bedspace.data.read.dating import us_day
from bedspace.data.read.grid import Sheet, cell_name, is_number
from bedspace.data.read.readings import Item, Reading, found, number_at
from bedspace.data.read.vocabulary import slug, year_named
from bedspace.figure import join_key
from bedspace.fiscal import fiscal_year
from bedspace.units import Unit

_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "atd_by_technology": re.compile(r"atd active (population counts|participants)\b.*(technology|cost)"),
    "atd_by_status": re.compile(r"atd active population by status"),
    "atd_by_office": re.compile(r"active atd participants and average length"),
    "atd_hearings": re.compile(r".*court appearance: (total|final) hearings"),
}
_TECHNOLOGIES = frozenset(
    {"smartlink", "ankle_monitor", "wristworn", "voiceid", "dual_tech", "no_tech", "no_technology"}
    | {"gps", "bi_phone", "telephonic", "telephonic_reporting", "tr", "veriwatch"}
)
# second measure of a table, next to its count; elsewhere it is the mean number of days in the programme
_SECOND = {
    "atd_by_technology": ("atd_daily_cost", Unit.USD_PER_DAY),
    "atd_hearings": ("atd_hearings_share", Unit.SHARE),
}
_REPORT_DAY = re.compile(r"participants report,? (\d{1,2})[./](\d{1,2})[./](\d{4})")
_LONGEST_LABEL = 40  # letters; a longer text without a number is a note under the table
_SPELLINGS = {"washingtondc": "washington_dc", "st_paul_mn": "st_paul"}


def is_supervision(sheet: Sheet) -> bool:
    """True if the sheet has tables of people under supervision."""
    return any(title.table == "atd_by_office" for title in titles(sheet, _PATTERNS))


def read_supervision(sheet: Sheet) -> Iterator[Item]:
    """Participants, days in the programme, cost by technology, and hearings attended."""
    at = titles(sheet, _PATTERNS)
    day = _report_day(sheet)
    if day is None:
        yield found("atd.date", Severity.GAP, sheet, "", "the day of the participants report", "none", "not read")
        return
    for title in at:
        yield from _read(sheet, title, at, day)


def _report_day(sheet: Sheet) -> date | None:
    texts = (sheet.text(row, column) for row, cells in enumerate(sheet.rows) for column in range(len(cells)))
    matches = (_REPORT_DAY.search(text) for text in texts)
    return next((day for found_day in matches if found_day and (day := us_day(*found_day.groups()))), None)


def _read(sheet: Sheet, title: Title, at: list[Title], day: date) -> Iterator[Item]:
    area = block(sheet, title, at)
    columns = [c for c in range(title.column + 1, area.right) if sheet.text(area.heading, c)][:2]
    if area.heading < 0 or len(columns) < 2:
        cell = cell_name(title.row, title.column)
        yield found("table.heading", Severity.GAP, sheet, cell, "two column headings", "none", "not read")
        return
    office = ""
    for row in range(area.heading + 1, area.bottom):
        text = slug(sheet.text(row, title.column))
        text = _SPELLINGS.get(text, text)
        if len(text) > _LONGEST_LABEL and not is_number(sheet.value(row, columns[0])):
            return
        if text:  # a row may have a label and no numbers, where nobody is counted
            key = _key(title, text, office)
            office = key.get("office", office)
            yield from _row(sheet, title, row, key, columns, day)


def _key(title: Title, text: str, office: str) -> dict[str, str]:
    """Key dimensions of a row; technologies stand under their office."""
    if text in ("total", "grand_total"):
        return {}
    if title.table == "atd_by_office":
        return {"office": office, "technology": text} if office and text in _TECHNOLOGIES else {"office": text}
    return {{"atd_by_technology": "technology", "atd_by_status": "status"}.get(title.table, "result"): text}


def _row(sheet: Sheet, title: Title, row: int, key: dict[str, str], columns: list[int], day: date) -> Iterator[Item]:
    hearings = title.table == "atd_hearings"
    first = (title.table, Unit.NUMBER if hearings else Unit.PERSONS)
    second = _SECOND.get(title.table, (title.table.replace("atd_by", "atd_days_by"), Unit.DAYS))
    period = day.isoformat()
    if hearings:
        key = {**key, "hearings": "final" if "final" in title.text else "total"}
        period = f"FY{year_named(title.text) or fiscal_year(day)}"
    for column, (quantity, unit) in zip(columns, (first, second), strict=True):
        value = number_at(sheet, row, column, strict=False)
        cell = cell_name(row, column)
        if isinstance(value, Finding):
            yield value
        elif value is not None:
            yield Reading(quantity, join_key(**key), period, value, unit, "atd", sheet.name, cell, day)
