"""A made-up release of the detention statistics, drawn in any of the layouts that the years have seen.

The numbers are random but consistent (parts add up, the overall average is the day-weighted mean). Beside the
sheets the maker returns every figure that a reader must find, so that reading can be compared exactly.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from bedspace.data.read.grid import Sheet, Workbook
from bedspace.figure import join_key
from bedspace.fiscal import fiscal_start, month_days

MONTHS = ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
CLASSES = {
    "convicted": "Convicted Criminal",
    "pending": "Pending Criminal Charges",
    "other": "Other Immigration Violator",
}
DISPOSITIONS = {
    "expedited_removal": "Expedited Removal (I-860)",
    "notice_to_appear": "Notice to Appear (I-862)",
    "reinstatement": "Reinstatement of Deport Order (I-871)",
    "other": "Other",
}
REASONS = {
    "bonded_out": "Bonded Out",
    "bond_set_by_ice": "Bond Set by ICE",
    "bond_set_by_ij": "Bond Set by IJ",
    "order_of_recognizance": "Order of Recognizance",
    "order_of_supervision": "Order of Supervision",
    "paroled": "Paroled",
}
EXITS = {
    "proceedings_terminated": "Proceedings Terminated",
    "release_to_remove": "Release to Remove",
    "relief_granted": "Relief Granted by IJ",
    "transfer_usms_other": "Transfer to U.S. Marshals or other agency",
    "transferred": "Transferred",
    "other": "Other",
}
Place = tuple[str, str, str]
Table = list[list[Any]]


@dataclass
class Made:
    """A made-up release: its sheets and every figure printed on them."""

    year: int
    data_date: date
    sheets: dict[str, Table] = field(default_factory=dict)
    expected: dict[Place, float] = field(default_factory=dict)

    def workbook(self, file: str = "made.xlsx", modified: date | None = None) -> Workbook:
        """The release as an opened file."""
        sheets = tuple(
            Sheet(name, tuple(tuple("" if cell is None else cell for cell in row) for row in rows))
            for name, rows in self.sheets.items()
        )
        return Workbook(file, "0" * 64, modified or self.data_date + timedelta(days=5), sheets)


@dataclass
class Layout:
    """Choices in which the years differ."""

    whole_exits: bool = True
    annual: bool = False
    family: str = ""
    zero_filled: bool = True
    agency_first: str = "cbp"
    spaces: bool = True
    total_suffix: bool = False
    reorder: bool = False
    down: int = 0
    across: int = 0
    reworded: bool = False
    blank_row: bool = False
    months: int = 5
    days_in_last: int = 11

    @staticmethod
    def random(seed: int) -> Layout:
        """A layout drawn at random."""
        draw = random.Random(seed)
        exits = draw.random() < 0.6
        return Layout(
            whole_exits=exits,
            annual=not exits and draw.random() < 0.4,
            family=draw.choice(["", "FRC", "FSC"]),
            zero_filled=draw.random() < 0.5,
            agency_first=draw.choice(["cbp", "ice"]),
            spaces=draw.random() < 0.5,
            total_suffix=draw.random() < 0.3,
            reorder=draw.random() < 0.5,
            down=draw.randrange(4),
            across=draw.randrange(3),
            reworded=draw.random() < 0.5,
            blank_row=draw.random() < 0.5,
            months=draw.randrange(1, 13),
            days_in_last=draw.randrange(1, 29),
        )


class Maker:
    """Draws the tables of one release."""

    def __init__(self, seed: int, layout: Layout, year: int = 2025):
        self.draw = random.Random(seed)
        self.layout, self.year = layout, year
        self.expected: dict[Place, float] = {}
        self.periods = [_month(year, name) for name in MONTHS[: layout.months]]
        last = self.periods[-1]
        days = min(layout.days_in_last, month_days(int(last[:4]), int(last[5:])))
        self.data_date = date(int(last[:4]), int(last[5:]), days)

    # -- helpers ---------------------------------------------------------------------------------
    def label(self, text: str) -> str:
        """A label with the stray spaces of some years."""
        return text + self.draw.choice(["", " ", "  ", "\u00a0"]) if self.layout.spaces else text

    def fy(self) -> str:
        return self.draw.choice([f": FY{self.year}", f": EOFY{self.year}", f": FY{self.year} YTD", f": FY{self.year} "])

    def word(self, *choices: str) -> str:
        return self.draw.choice(choices) if self.layout.reworded else choices[0]

    def keep(self, quantity: str, period: str, value: float, **key: str) -> float:
        self.expected[quantity, join_key(**{k: v for k, v in key.items() if v}), period] = value
        return value

    def later(self, bold: bool = True) -> list[Any]:
        """Cells of the months to come: nought, or blank in the rows of parts."""
        filler = 0.0 if self.layout.zero_filled or bold else None
        return [filler] * (12 - self.layout.months)

    def count(self, top: int = 9000) -> float:
        return float(self.draw.randrange(1, top))

    # -- tables ----------------------------------------------------------------------------------
    def types(self) -> list[tuple[str, str]]:
        pairs = [("adult", "Adult")]
        if self.layout.family:
            pairs.insert(self.draw.randrange(2), ("family", self.layout.family))
        return pairs

    def dispositions(self) -> Table:
        title = self.word(
            "ICE Currently Detained by Processing Disposition and Detention Facility Type",
            "ICE Currently Detained by Processing Disposition",
        )
        types, day = self.types(), self.snapshot()
        sums = {t: 0.0 for t, _ in types}
        body = []
        for name, text in DISPOSITIONS.items():
            row: list[Any] = [self.label(text)]
            for t, _ in types:
                value = self.count()
                sums[t] += value
                row.append(self.keep("detained_by_disposition", day, value, disposition=name, facility_type=t))
            total = self.keep("detained_by_disposition", day, sum(row[1:]), disposition=name)
            body.append([*row, total])
        head = [
            "Total",
            *(self.keep("detained_by_disposition", day, sums[t], facility_type=t) for t, _ in types),
        ]
        head.append(self.keep("detained_by_disposition", day, sum(sums.values())))
        self.held = head[-1]
        heading = ["Processing Disposition", *(text for _, text in types), "Total"]
        return [[title + self.fy()], heading, head, *body]

    def snapshot(self) -> str:
        return (self.data_date + timedelta(days=1)).isoformat()

    def held_by_class(self) -> Table:
        day, quantity = self.snapshot(), "detained_by_criminality"
        shares = [self.draw.random() for _ in range(6)]
        counts = [float(int(self.held * s / sum(shares))) for s in shares]
        counts[5] += self.held - sum(counts)
        rows = []
        columns = {"ice": counts[:3], "cbp": counts[3:]}
        names = [None, *CLASSES]
        for place, name in enumerate(names):
            pick = [sum(columns[a]) if name is None else columns[a][place - 1] for a in ("ice", "cbp")]
            total = sum(pick)
            row: list[Any] = [self.label(CLASSES[name] if name else "Total")]
            for agency, value in zip(("ice", "cbp"), pick, strict=True):
                self.keep(quantity, day, value, agency=agency, criminality=name or "")
                share = value / total
                self.keep(quantity + "_share", day, share, agency=agency, criminality=name or "")
                row += [value, share]
            rows.append([*row, self.keep(quantity, day, total, criminality=name or "")])
        heading = ["Criminality", "ICE", "Percent ICE", "CBP", "Percent CBP", "Total"]
        return [["ICE Currently Detained by Criminality and Arresting Agency" + self.fy()], heading, *rows]

    def agencies(self) -> list[str]:
        return ["cbp", "ice"] if self.layout.agency_first == "cbp" else ["ice", "cbp"]

    def book_ins(self) -> Table:
        series = {a: [self.count(40000) for _ in self.periods] for a in self.agencies()}
        rows = []
        for name in (None, *self.agencies()):
            values = [sum(v) for v in zip(*series.values(), strict=True)] if name is None else series[name]
            for period, value in zip(self.periods, values, strict=True):
                self.keep("book_ins", period, value, agency=name or "")
            total = self.keep("book_ins", f"FY{self.year}", sum(values), agency=name or "")
            rows.append(
                [
                    self.label((name or "Total").upper() if name else "Total"),
                    *values,
                    *self.later(not name),
                    total,
                ]
            )
        self.booked = total_of = sum(sum(v) for v in series.values())
        assert total_of == self.booked
        return [
            ["ICE Initial Book-Ins by Arresting Agency and Month" + self.fy()],
            ["Agency", *MONTHS, "Total"],
            *rows,
        ]

    def book_ins_by_class(self) -> Table:
        title = self.word(
            "ICE Initial Book-Ins by Criminality", "ICE Initial Book-Ins by Facility Type and Criminality"
        )
        types, period, quantity = self.types(), f"FY{self.year}", "book_ins_by_criminality"
        cut = sorted(self.draw.randrange(int(self.booked)) for _ in range(3 * len(types) - 1))
        edges = [0, *cut, int(self.booked)]
        counts = [float(b - a) for a, b in pairwise(edges)]
        by_type = {t: counts[3 * i : 3 * i + 3] for i, (t, _) in enumerate(types)}
        rows: Table = []
        for name, text in [("", "Total"), *types]:
            values = [sum(v) for v in zip(*by_type.values(), strict=True)] if not name else by_type[name]
            for criminality, value in zip(CLASSES, values, strict=True):
                self.keep(quantity, period, value, criminality=criminality, facility_type=name)
            self.keep(quantity, period, sum(values), facility_type=name)
            rows.append([self.label(text), *values, sum(values)])
        return [[title + self.fy()], ["Facility Type", *CLASSES.values(), "Total"], *rows]

    def outs(self) -> tuple[Table, float]:
        """Book-outs or releases by reason, with their total."""
        quantity = "book_outs" if self.layout.whole_exits else "releases"
        reasons = {**REASONS, **(EXITS if self.layout.whole_exits else {})}
        if not self.layout.whole_exits and self.layout.annual:
            reasons["prosecutorial_discretion"] = "Prosecutorial Discretion"
        words = "Final Book Outs" if self.layout.whole_exits else "Final Releases"
        return (self._annual if self.layout.annual else self._monthly)(quantity, reasons, words)

    def _counts(self, reasons: dict[str, str], columns: int) -> dict[str, list[list[float]]]:
        """Counts by reason, class and column, with all bonds the sum of both kinds."""
        counts = {r: [[self.count(500) for _ in range(columns)] for _ in CLASSES] for r in reasons}
        pairs = zip(counts["bond_set_by_ice"], counts["bond_set_by_ij"], strict=True)
        counts["bonded_out"] = [[a + b for a, b in zip(x, y, strict=True)] for x, y in pairs]
        return counts

    def _monthly(self, quantity: str, reasons: dict[str, str], words: str) -> tuple[Table, float]:
        counts = self._counts(reasons, len(self.periods))
        rows: Table = []
        whole = [0.0] * len(self.periods)
        for reason, text in reasons.items():
            total = [sum(v) for v in zip(*counts[reason], strict=True)]
            if not reason.startswith("bond_set"):
                whole = [a + b for a, b in zip(whole, total, strict=True)]
            suffix = " Total" if self.layout.total_suffix and self.draw.random() < 0.3 else ""
            for place, (name, values) in enumerate([("", total), *zip(CLASSES, counts[reason], strict=True)]):
                for period, value in zip(self.periods, values, strict=True):
                    self.keep(quantity, period, value, reason=reason, criminality=name)
                year = self.keep(quantity, f"FY{self.year}", sum(values), reason=reason, criminality=name)
                shown = [
                    self.label(text) + suffix if not place else None,
                    self.label(CLASSES[name]) if name else "Total",
                ]
                rows.append([*shown, *values, *self.later(not place), year])
        for period, value in zip(self.periods, whole, strict=True):
            self.keep(quantity, period, value)
        year = self.keep(quantity, f"FY{self.year}", sum(whole))
        head = ["Total", None, *whole, *self.later(), year]
        heading = ["Release Reason", "Criminality", *MONTHS, "Total"]
        title = f"ICE {words} by Release Reason, Month and Criminality"
        return [[title + self.fy()], heading, head, *rows], sum(whole)

    def _annual(self, quantity: str, reasons: dict[str, str], words: str) -> tuple[Table, float]:
        counts = self._counts(reasons, 1)
        rows: Table = []
        period = f"FY{self.year}"
        whole = [0.0, 0.0, 0.0]
        for reason, text in reasons.items():
            values = [v[0] for v in counts[reason]]
            if not reason.startswith("bond_set"):
                whole = [a + b for a, b in zip(whole, values, strict=True)]
            for name, value in zip(CLASSES, values, strict=True):
                self.keep(quantity, period, value, reason=reason, criminality=name)
            rows.append([self.label(text), *values, self.keep(quantity, period, sum(values), reason=reason)])
        for name, value in zip(CLASSES, whole, strict=True):
            self.keep(quantity, period, value, criminality=name)
        head = ["Total", *whole, self.keep(quantity, period, sum(whole))]
        title = f"ICE {words} by Release Reason and Criminality"
        return [[title + self.fy()], ["Release Reason", *CLASSES.values(), "Total"], head, *rows], sum(whole)

    def outs_by_type(self, total: float) -> Table:
        exits = "book_outs" if self.layout.whole_exits else "releases"
        words = "Final Book Outs" if self.layout.whole_exits else "Final Releases"
        title = self.word(f"ICE {words} by Facility Type", f"ICE {words} ")
        types, period = self.types(), f"FY{self.year}"
        cut = float(self.draw.randrange(int(total))) if len(types) == 2 else total
        values = [cut, total - cut][: len(types)]
        rows: Table = [["Total", None, self.keep(f"{exits}_by_facility_type", period, total)]]
        for (name, text), value in zip(types, values, strict=True):
            rows.append([text, None, self.keep(f"{exits}_by_facility_type", period, value, facility_type=name)])
        return [[title + self.fy()], ["Facility Type", None, "Total"], *rows]

    def removals(self) -> Table:
        total, family = self.count(90000), self.count(900)
        period = f"FY{self.year}"
        self.keep("removals", period, total)
        self.keep("removals", period, family, group="family")
        text = self.word(
            "Removals with a FAMU Identifier",
            "Removals with an FRC Detention",
            "Removals with a FSC Detention",
        )
        heading = ["Removals", None, "Total"] if self.draw.random() < 0.5 else [None, None, "Removals"]
        return [["ICE Removals" + self.fy()], heading, ["Total", None, total], [text, None, family]]

    def averages(self, quantity: str) -> Table:
        """Average population or stay by agency, class and month."""
        words = "Daily Population" if quantity == "adp" else "Length of Stay"
        series = {a: [[self.count(30000) / 7 for _ in self.periods] for _ in CLASSES] for a in self.agencies()}
        everyone = [[sum(v) for v in zip(*(series[a][c] for a in series), strict=True)] for c in range(len(CLASSES))]
        rows: Table = []
        for agency, parts in [*series.items(), ("", everyone)]:
            total = [sum(v) for v in zip(*parts, strict=True)]
            name = f"{agency.upper()} Average" if agency else "Average"
            rows.append([self.label(name), *self._line(quantity, total, agency, "")])
            for criminality, values in zip(CLASSES, parts, strict=True):
                rows.append([CLASSES[criminality], *self._line(quantity, values, agency, criminality)])
        title = f"ICE Average {words} by Arresting Agency, Month and Criminality"
        return [[title + self.fy()], ["Agency", *MONTHS, "FY Overall"], *rows]

    def _line(self, quantity: str, values: list[float], agency: str, criminality: str) -> list[Any]:
        days = [month_days(int(p[:4]), int(p[5:])) for p in self.periods]
        days[-1] = self.data_date.day
        overall = sum(v * d for v, d in zip(values, days, strict=True)) / sum(days)
        for period, value in zip(self.periods, values, strict=True):
            self.keep(quantity, period, value, agency=agency, criminality=criminality)
        self.keep(quantity, f"FY{self.year}", overall, agency=agency, criminality=criminality)
        return [*values, *self.later(), overall]

    def footnotes(self) -> Table:
        day, snap = f"{self.data_date:%m/%d/%Y}", f"{self.data_date + timedelta(days=1):%m/%d/%Y}"
        fy = f"FY{self.year}"
        return [
            [None, "ICE DETENTION STATISTICS FOOTNOTES"],
            [
                f"{fy} ICE Average Daily Population and ICE Average Length of Stay",
                f"{fy} YTD ICE Detention data are updated through {day} (IIDS Run Date 01/01/2030).",
            ],
            [f"{fy} ICE Final Releases", f"{fy} YTD data are updated through {day}."],
            [f"{fy} ICE Removals", f"{fy} YTD ICE Removals data are updated through {day}."],
            ["ICE Currently Detained Population Breakdown", f"Docket data are a snapshot as of {snap}."],
            [f"{fy} ICE Initial Book-Ins", f"{fy} YTD ICE Book-ins data is updated through {day}."],
            ["ICLOS and Detainees", "ICLOS is the average In Custody Length of Stay."],
            [None, f"ICE ICLOS and Detainees Data are updated through {snap}."],
        ]

    # -- the release -----------------------------------------------------------------------------
    def make(self) -> Made:
        """Draw all tables and lay them out."""
        groups = [
            [self.dispositions()],
            [self.held_by_class(), self.book_ins()],
        ]
        by_class = self.book_ins_by_class()
        outs, total = self.outs()
        groups += [[by_class, self.outs_by_type(total), self.removals()], [outs]]
        groups += [[self.averages("adp")], [self.averages("alos")]]
        if self.layout.reorder:
            self.draw.shuffle(groups)
        heading: Table = [[None] * self.layout.across + ["U.S. Immigration and Customs Enforcement"]]
        heading += [[None] * self.layout.across + [f"ICE DETENTION DATA, FY{self.year}"]]
        rows = heading + [[] for _ in range(2 + self.layout.down)]
        for group in groups:
            rows += [*beside(group, self.layout.across), [], []]
            rows += [[]] if self.layout.blank_row else []
        sheet = self.draw.choice([f"Detention FY{self.year - 2000}", "Detention EOFY", "Sheet1", "Data "])
        made = Made(self.year, self.data_date, expected=self.expected)
        made.sheets = {"Header": [["ICE Detention Statistics"]], sheet: rows, "Footnotes": self.footnotes()}
        return made


def beside(tables: list[Table], across: int) -> Table:
    """Tables side by side, a blank column or two between them."""
    height = max(map(len, tables))
    rows: Table = [[None] * across for _ in range(height)]
    for table in tables:
        width = max(map(len, table))
        for place in range(height):
            row = table[place] if place < len(table) else []
            rows[place] += [*row, *[None] * (width + 2 - len(row))]
    return rows


def _month(year: int, name: str) -> str:
    place = MONTHS.index(name)
    day = fiscal_start(year).replace(day=1)
    month = (day.month - 1 + place) % 12 + 1
    return f"{year - (month >= 10):04d}-{month:02d}"


def make(seed: int = 1, layout: Layout | None = None, year: int = 2025) -> Made:
    """A made-up release."""
    return Maker(seed, layout or Layout(), year).make()


def write(made: Made, path: Path, modified: date = date(2025, 1, 16)) -> Path:
    """Write a made-up release as a spreadsheet file that says it was modified on a certain day."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in made.sheets.items():
        sheet = book.create_sheet(name)
        for place, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(place, column, value)
    book.save(path)
    _stamp(path, modified)
    return path


def _stamp(path: Path, modified: date) -> None:
    """Put a day into the document's modified property, which saving sets to now."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    stamp = rf"\g<1>{modified}T12:00:00Z<"
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*<", stamp, core).encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def detention_sheet(made: Made) -> Table:
    """Rows of the sheet that holds the detention tables."""
    return next(rows for name, rows in made.sheets.items() if name not in ("Header", "Footnotes"))
