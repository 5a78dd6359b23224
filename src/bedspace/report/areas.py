"""The section on places: a map of areas as tiles, and the areas that hold more people than they have beds for.

A sample of the headline's draws is followed person by person, under the same keys. Nothing here is counted by area:
people, beds and offices are allocated, and every block says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bedspace.report.findings import END, START
from bedspace.report.numbers import Shown, assumed, between, day, percent, rounded, three
from bedspace.report.parts import Block, Cell, Chart, Key, Section, Sentence, Table, say
from bedspace.report.styles import STYLES
from bedspace.studies.run.runs import Answer

if TYPE_CHECKING:
    from bedspace.studies.run.areas import AreaAnswer

PLACES: dict[str, tuple[str, int, int]] = {
    "SEA": ("Seattle", 0, 0),
    "SPM": ("St. Paul", 4, 0),
    "DET": ("Detroit", 6, 0),
    "BUF": ("Buffalo", 7, 0),
    "BOS": ("Boston", 8, 0),
    "SFR": ("San Francisco", 0, 1),
    "SLC": ("Salt Lake City", 1, 1),
    "DEN": ("Denver", 2, 1),
    "CHI": ("Chicago", 5, 1),
    "PHI": ("Philadelphia", 6, 1),
    "NEW": ("Newark", 7, 1),
    "NYC": ("New York", 8, 1),
    "LOS": ("Los Angeles", 0, 2),
    "WAS": ("Washington", 6, 2),
    "BAL": ("Baltimore", 7, 2),
    "SND": ("San Diego", 0, 3),
    "PHO": ("Phoenix", 1, 3),
    "ELP": ("El Paso", 2, 3),
    "DAL": ("Dallas", 3, 3),
    "NOL": ("New Orleans", 5, 3),
    "ATL": ("Atlanta", 6, 3),
    "SNA": ("San Antonio", 3, 4),
    "HOU": ("Houston", 4, 4),
    "MIA": ("Miami", 7, 4),
    "HLG": ("Harlingen", 3, 5),
}
"""Name, column and row of each area: a tile grid, near enough to the map to be read as one."""

BANDS = (("beds free", 0.9), ("nearly full", 1.0), ("over", np.inf))
"""Fills by people held per usable bed."""
LONGEST = 7
"""Nights of waiting that are shown one by one."""
_ALLOCATED = (
    "By area only average populations and guaranteed beds are published. People booked in and all other beds are"
    " allocated to areas by those figures; the surge ceiling is taken to be alike everywhere. Beds nobody has"
    " guaranteed may in fact lie elsewhere. {draws} of the model runs were followed person by person, under the"
    " headline's keys."
)

_NOT_FOLLOWED = (
    "Areas need persons one by one, and removal through proceedings is followed in expected numbers only."
    " A run with removal at the counted rate shows the areas."
)


def section(answer: Answer) -> Section:
    """Areas on the last day of the page."""
    if answer.plan.through_proceedings:
        return Section("areas", "Where people are held", [say(_NOT_FOLLOWED)])
    from bedspace.studies.run.areas import follow  # persons one by one load a compiler, which few pages need

    followed = follow(answer)
    rows = [_Row(row) for row in followed.table(END)]
    over = [row for row in rows if row.over]
    blocks: list[Block] = [
        say(_ALLOCATED, draws=three(followed.persons.held.shape[0])),
        _map(rows, over),
        _over(over),
        _moved(followed),
        _waits(followed),
    ]
    return Section("areas", "Where people are held", blocks)


class _Row:
    """An area on a day.

    Parameters
    ----------
    row : dict
        Of `bedspace.studies.run.areas.AreaAnswer.table`.
    """

    def __init__(self, row: dict[str, Any]):
        self.row = row
        self.code: str = row["area"]
        self.usable: float = row["beds_guaranteed"] + row["beds_contracted"]
        self.per_bed = row["q50"] / max(self.usable, 1)
        self.name, self.column, self.line = PLACES[self.code]

    @property
    def over(self) -> bool:
        """Whether the middle run holds more people than usable beds."""
        return bool(self.per_bed > 1)

    @property
    def fill(self) -> str:
        """Name of the fill."""
        return next(name for name, ceiling in BANDS if self.per_bed <= ceiling)

    def tile(self) -> dict[str, Any]:
        """Row of the chart."""
        text = f"{100 * self.per_bed:.0f} % {STYLES[self.fill].letter}"
        place = {"code": self.code, "column": self.column, "line": self.line}
        return {**place, "fill": self.fill, "people": rounded(self.row["q50"]), "text": text}

    def cells(self) -> list[Cell]:
        """Row of the tables."""
        held = f"{rounded(self.row['q50'])} ({between(self.row['q05'], self.row['q95'], rounded)})"
        kinds = [rounded(self.row[f"beds_{kind}"]) for kind in ("guaranteed", "contracted", "surge")]
        return [f"{self.name} ({self.code})", held, *kinds, percent(self.per_bed), percent(self.row["full_share"])]


_COLUMNS = (
    "Area",
    "Held, middle run (90 in 100)",
    "Guaranteed beds",
    "Other usable beds",
    "Surge",
    "Held per usable bed",
    "Runs without a free bed",
)


def _map(rows: list[_Row], over: list[_Row]) -> Chart:
    title = say(
        "{over} of {all} areas hold more people than they have usable beds on {day}",
        over=assumed(three(len(over))),
        all=three(len(rows)),
        day=day(END),
    )
    fullest = max(rows, key=lambda row: row.per_bed)
    alt = say(
        "Tile map of the areas where people are held, each with the number held and per 100 usable beds; allocated."
        " {finding}; the fullest is {name} with {share}.",
        finding=title.plain,
        name=fullest.name,
        share=percent(fullest.per_bed),
    )
    without = [
        {"code": code, "column": column, "line": line, "fill": "no beds", "people": "", "text": "no beds"}
        for code, (_, column, line) in PLACES.items()
        if code not in {row.code for row in rows}
    ]
    return Chart(
        "areas-chart",
        "tiles",
        title,
        "People held at midnight, and per 100 usable beds (surge not counted), middle of the runs followed;"
        " allocated to areas, assumed. One tile an area, placed roughly as on a map.",
        alt,
        {"tiles": [*(row.tile() for row in rows), *without]},
        [
            Key("beds free", "F: up to 90 % of usable beds"),
            Key("nearly full", "N: 90 to 100 %"),
            Key("over", "O: over 100 %"),
            Key("no beds", "office without beds of its own"),
        ],
        Table(f"Areas on {day(END)} (people, beds; allocated, assumed)", _COLUMNS, [row.cells() for row in rows]),
        "Baltimore arrests but has no beds in the last list; its people are allocated to other areas.",
    )


def _over(over: list[_Row]) -> Block:
    if not over:
        return say("No area holds more people than it has usable beds in the middle run on {day}.", day=day(END))
    fullest_first = sorted(over, key=lambda row: -row.per_bed)
    caption = f"Areas over their usable beds on {day(END)} (people, beds; allocated, assumed)"
    return Table(caption, _COLUMNS, [row.cells() for row in fullest_first])


def _moved(followed: AreaAnswer) -> Sentence:
    """Transfers and hold rooms over the whole run."""
    totals = {
        name: np.quantile(followed.outputs[name][1:].sum(0), (0.05, 0.5, 0.95))
        for name in ("held_out_of_area", "hold_nights_over_limit")
    }
    return say(
        "From {first} to {last} {away} people (90 in 100 runs: {range}) are placed outside the area of the office that"
        " arrested them, most of them for want of a bed there. {nights} nights are spent in hold rooms beyond the"
        " limit then in force. Transfers keep the time already served.",
        first=day(START),
        last=day(END),
        away=_shown(totals["held_out_of_area"], 1),
        range=between(totals["held_out_of_area"][0], totals["held_out_of_area"][2]),
        nights=_shown(totals["hold_nights_over_limit"], 1),
    )


def _shown(quantiles: NDArray[np.float64], which: int) -> Shown:
    return assumed(rounded(float(quantiles[which])))


def _waits(followed: AreaAnswer) -> Table:
    rows: list[list[Cell]] = []
    for row in followed.waits(followed.answer.day(1), END, LONGEST):
        if row["q95"] < 0.5:
            continue
        nights = f"{row['nights']}{' or more' if row['or_more'] else ''}"
        rows.append([f"{row['queue']}, {nights}", rounded(row["q50"]), between(row["q05"], row["q95"], rounded)])
    caption = f"Nights waited for a seat and in hold rooms by those whose wait ended by {day(END)} (people; assumed)"
    return Table(caption, ("Queue, nights", "Middle run", "90 in 100 runs"), rows, folded=True)
