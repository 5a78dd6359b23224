"""The dates of a release: what day each table reaches, and when the file was published.

A file's name dates the file, not its data. Each table is dated by its own footnote. Where a footnote is
missing, the latest date of the other detention footnotes stands in, and the basis says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.grid import Sheet, Workbook, cell_name, plain
from bedspace.data.read.vocabulary import year_named
from bedspace.fiscal import period_bounds

# section of the footnotes -> what its heading, or failing that its text, says
SECTIONS: Mapping[str, str] = {
    "adp": r"average daily population",
    "outs": r"final (releases|book ?outs)",
    "removals": r"^(eo)?(fy ?\d{2,4})?( ytd)? ?ice removals",
    "docket": r"currently detained",
    "book_ins": r"initial book-?ins",
    "fear": r"uscis average time",
    "iclos": r"iclos and detainees",
    "bonds": r"monthly bond",
    "parole": r"credible fear parole",
    "semiannual": r"semiannual",
    "atd": r"alternatives to detention",
    "segregation": r"segregation",
    "vulnerable": r"vulnerable|special population",
    "transgender": r"transgender|trans\. detainee",
}
OFF = 45  # days by which a footnote may differ from the arithmetic and still be the file's own
LAG = 45  # days after the data end by which a day in a file's name can be that of publication
_YEAR_TO_DATE = ("adp", "book_ins", "outs", "removals")
_DAY = r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)"
_REACHES = re.compile(rf"(?:through|thru|snapshot as(?: of)?|as of|updated)\s+{_DAY}")
_NAME_DAY = re.compile(r"(?<!\d)(\d{2})_?(\d{2})_?(20\d{2})(?!\d)")
_NAME_ISO = re.compile(r"(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?!\d)")
_NAME_TWO_DIGITS = re.compile(r"(?<!\d)(\d{2})_?(\d{2})_?(2\d)(?!\d)")
_NAME_SHORT = re.compile(r"(?<!\d)(\d{2})(\d{2})(?!\d)")
_ARCHIVED = re.compile(r"^(20\d{6})\d{6}(?!\d)|^(20\d\d-\d\d-\d\d)_(?=FY|fy)")


@dataclass(frozen=True)
class DataDate:
    """Last day that a table covers, with what that rests on and where it is printed."""

    day: date
    basis: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Published:
    """Day a file was published, with what that rests on."""

    day: date
    basis: str


def us_day(month: str, day: str, year: str) -> date | None:
    """Day written the American way; None if there is no such day.

    >>> us_day("9", "30", "19")
    datetime.date(2019, 9, 30)
    """
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def day_in(text: str) -> date | None:
    """First American date in a text."""
    found = re.search(_DAY, text)
    return us_day(*found.groups()) if found else None


def footnote_dates(sheets: tuple[Sheet, ...]) -> dict[str, DataDate]:
    """Data date of each section of the footnotes that names one; the first of a section counts."""
    dates: dict[str, DataDate] = {}
    for sheet in sheets:
        for section, row, column, text in _notes(sheet):
            if section not in dates and (found := _REACHES.search(text)) and (day := us_day(*found.groups())):
                dates[section] = DataDate(day, "footnote", sheet.name, cell_name(row, column))
    return dates


def is_footnotes(sheet: Sheet) -> bool:
    """True if the sheet has footnotes of several sections that say what day their data reach."""
    dated = sum(_REACHES.search(text) is not None for _, _, text in sheet.texts if "/" in text)
    return dated >= 3 and len(footnote_dates((sheet,))) >= 3


def _notes(sheet: Sheet) -> Iterator[tuple[str, int, int, str]]:
    """Footnotes with the section they belong to: the heading stands left of them, once."""
    section = ""
    headings = min((column for _, column, _ in sheet.texts), default=0)
    for row in range(len(sheet.rows)):
        if heading := sheet.text(row, headings):
            section = _section(heading)
        for column in range(headings + 1, len(sheet.rows[row])):
            if section and (text := sheet.text(row, column)):
                yield _own_section(text, section), row, column, text


def _section(heading: str) -> str:
    return next((name for name, pattern in SECTIONS.items() if re.search(pattern, heading)), "")


def _own_section(text: str, section: str) -> str:
    """ICLOS dates are printed under the heading of another table in the oldest files."""
    return "iclos" if re.match(r"ice icl(os|so) and detainees data", text) else section


def implied_date(monthly: Mapping[str, float], overall: float) -> date | None:
    """Last day that makes an overall average the day-weighted mean of its months, the last one cut short there.

    Parameters
    ----------
    monthly : mapping
        Average of each month (``YYYY-MM``) since the first of October.
    overall : float

    Returns
    -------
    date or None
        None if no day of the last month fits to one part in a million.

    >>> implied_date({"2024-10": 100.0, "2024-11": 130.0}, (31 * 100 + 9 * 130) / 40)
    datetime.date(2024, 11, 9)
    """
    months = sorted(monthly)
    if not months or not overall:
        return None
    spans = [period_bounds(month) for month in months]
    full = [(last - first).days + 1 for first, last in spans[:-1]]
    done = math.fsum(monthly[month] * days for month, days in zip(months, full, strict=False))
    fits = [
        (abs((done + monthly[months[-1]] * days) / (sum(full) + days) / overall - 1), days)
        for days in range(1, (spans[-1][1] - spans[-1][0]).days + 2)
    ]
    miss, days = min(fits)
    return spans[-1][0] + timedelta(days=days - 1) if miss < 1e-6 else None


def table_dates(printed: Mapping[str, DataDate], implied: date | None) -> dict[str, DataDate]:
    """Data date of every section.

    The footnote counts. Where there is none, the latest of the others stands in; where it contradicts the
    arithmetic of the averages by more than `OFF` days, as a footnote left from another release does, the
    arithmetic counts.
    """
    reliable = {name: dated for name, dated in printed.items() if _plausible(name, dated, implied)}
    others = [reliable[name] for name in _YEAR_TO_DATE if name in reliable]
    stand_in = max(others, key=lambda dated: dated.day, default=None)
    if stand_in is None and implied:
        stand_in = DataDate(implied, "arithmetic of the averages")
    if stand_in is None:
        return dict(reliable)
    left = replace(stand_in, basis=f"{stand_in.basis} of another table" if others else stand_in.basis)
    return {name: reliable.get(name, left) for name in SECTIONS}


def _plausible(section: str, dated: DataDate, implied: date | None) -> bool:
    """False for a footnote of the running tables that the averages contradict."""
    checked = section in (*_YEAR_TO_DATE, "docket")
    return not checked or implied is None or abs((dated.day - implied).days) <= OFF


def published(book: Workbook, data_through: date) -> Published:
    """Day of publication: the day in the name where it lies 0 to `LAG` days after the data end.

    Else the earlier of an archive's timestamp and the document's modified property, which re-saving moves; a day
    before the data end does not count. Where there is none, the file is taken to be out a week after its data end,
    the usual lag.
    """
    named = name_day(book.file, data_through)
    if named and _follows(named, data_through):
        return Published(named, "day in the name")
    candidates = {"archive timestamp": archive_day(book.file), "document modified": book.modified}
    known = [(day, basis) for basis, day in candidates.items() if day and day >= data_through]
    return Published(*min(known, default=(data_through + timedelta(days=7), "data date plus a week")))


def _follows(named: date, data_through: date) -> bool:
    return timedelta() <= named - data_through <= timedelta(days=LAG)


def disagreements(book: Workbook, out: Published, data_through: date) -> Iterator[Finding]:
    """What a name, an archive or the document itself says against the day of publication.

    A document last saved before it was published agrees with that day; one saved later was saved again.
    """
    named, archived = name_day(book.file, data_through), archive_day(book.file)
    if named and not _follows(named, data_through):
        expected = f"a day up to {LAG} days after {data_through}"
        yield _odd_day(book, Severity.WRONG, expected, f"{named} in the name", out)
    if archived and archived < out.day:
        yield _odd_day(book, Severity.TRAP, f"{out.day} or later", f"{archived} in the archive's timestamp", out)
    if book.modified and book.modified > out.day:
        yield _odd_day(book, Severity.TRAP, f"{out.day} or earlier", f"{book.modified} as the day last saved", out)
    if book.modified and book.modified < data_through:
        yield _odd_day(book, Severity.TRAP, f"{data_through} or later", f"{book.modified} as the day last saved", out)


def _odd_day(book: Workbook, severity: Severity, expected: str, found: str, out: Published) -> Finding:
    note = f"published on {out.day}, by the {out.basis}"
    return Finding("date.published", severity, book.file, "", "", expected, found, note)


def archive_day(name: str) -> date | None:
    """Day of the timestamp, or the plain day, that an archive puts before a name."""
    found = _ARCHIVED.match(name)
    try:
        return datetime.strptime((found[1] or found[2]).replace("-", ""), "%Y%m%d").date() if found else None
    except ValueError:
        return None


def name_day(name: str, data_through: date) -> date | None:
    """Day that a file name gives, with the year taken from the data where the name leaves it out.

    >>> name_day("FY22_detentionStats_03022022.xlsx", date(2022, 2, 26))
    datetime.date(2022, 3, 2)
    >>> name_day("detention-stats-2024-07-18.xlsx", date(2024, 7, 13))
    datetime.date(2024, 7, 18)
    >>> name_day("FY21_detention-stats_0317.xlsx", date(2021, 3, 13))
    datetime.date(2021, 3, 17)
    """
    text = _ARCHIVED.sub("", name)
    for found in (*_NAME_DAY.finditer(text), *_NAME_TWO_DIGITS.finditer(text)):
        if day := us_day(*found.groups()):
            return day
    for found in _NAME_ISO.finditer(text):
        if day := us_day(found[2], found[3], found[1]):
            return day
    text = re.sub(r"(?i)fy ?(20)?\d\d", "", text)
    for found in _NAME_SHORT.finditer(text):
        if day := us_day(found[1], found[2], str(data_through.year)):
            return day if day >= data_through else day.replace(year=day.year + 1)
    return None


def named_year(name: str) -> int:
    """Fiscal year that a file name gives; nought if none."""
    return year_named(plain(name).replace("_", " "))
