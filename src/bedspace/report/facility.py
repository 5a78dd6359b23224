"""The chart of one facility: a level for the days between releases; what cannot be a number of people is left out."""

from __future__ import annotations

from collections.abc import Sequence

from bedspace.figures.facilities.averages import Printing
from bedspace.report.charts import WIDE, drawings, embedded
from bedspace.report.windows import Drawn, levels, panel

AXIS = 40
"""Room for the numbers of the axis: letters of a drawing that is wider than a phone would be too small there."""


def svg(printings: Sequence[Printing]) -> str:
    """The chart as an SVG with its text for those who do not see it."""
    return str(embedded(drawn(printings, _title(printings))["wide"], "facility", alt_text(printings)))


def drawn(printings: Sequence[Printing], title: str = "") -> dict[str, str]:
    """The chart by ``wide`` and ``narrow``; under a title where it stands alone."""
    kept = [printing.between for printing in printings if not printing.told]
    rows = [(between.first, between.last, between.value) for between in kept]
    return drawings(panel(title, [levels(rows, Drawn("", "", "#1f5f99"))]).properties(width=WIDE - AXIS))


def _title(printings: Sequence[Printing]) -> str:
    return f"{printings[-1].names[-1]}: people held, average of the days between releases"


def alt_text(printings: Sequence[Printing]) -> str:
    """First, last and highest level, and how many are left out."""
    title = _title(printings)
    kept = [printing.between for printing in printings if not printing.told]
    left_out = len(printings) - len(kept)
    told = f" {left_out} of {len(printings)} are left out." if left_out else ""
    if not kept:
        return f"{title}.{told}"
    most = max(kept, key=lambda between: between.value)
    return (
        f"{title}, {kept[0].first} to {kept[-1].last}. First {kept[0].value:,.0f}, last {kept[-1].value:,.0f}, "
        f"most {most.value:,.0f} in the days to {most.last}.{told}"
    )
