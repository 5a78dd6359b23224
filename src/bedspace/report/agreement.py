"""The model against the counts, flow by flow: a stock that agrees proves nothing where its flows do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.counts import booked, counted_series
from bedspace.report import held
from bedspace.report.addresses import anchor
from bedspace.report.numbers import Shown, assumed, band, between, counted, estimated, rounded, span, stacked, three
from bedspace.report.parts import Block, Cell, Paragraph, Sentence, Table, say
from bedspace.studies.run.runs import Answer
from bedspace.units import RestsOn, weakest

Array = NDArray[np.float64]

FIRST, LAST = date(2025, 1, 26), date(2025, 6, 28)
"""Days between the first and the last release that model and counts are compared over."""
ENTRIES = frozenset({"book_ins_ice", "book_ins_cbp"})
DISCRETION = ("exits_recognizance", "exits_supervision", "exits_parole")
COMPARED = {
    "book_ins_ice": ("book-ins by ICE", ("book_ins_ice",)),
    "book_ins_cbp": ("hand-overs by CBP", ("book_ins_cbp",)),
    "removed": ("removals from custody", ("removals",)),
    "at_discretion": ("releases at discretion", DISCRETION),
    "bond": ("releases on bond", ("exits_bond",)),
}


@dataclass(frozen=True)
class Flow:
    """One flow of the model against its count over the same days.

    Attributes
    ----------
    label : str
    counted : float
    source : str
        Anchor of the first of its counts.
    modelled : array, shape (n,)
    mark : RestsOn
        Of the modelled number.
    """

    label: str
    counted: float
    source: str
    modelled: Array
    mark: RestsOn

    @property
    def band(self) -> Array:
        """Quantiles .05, .5 and .95 of the model."""
        return band(self.modelled)

    @property
    def fits(self) -> bool:
        """Whether the count lies in 90 of 100 runs."""
        return bool(self.band[0] <= self.counted <= self.band[2])


def blocks(answer: Answer) -> list[Block]:
    """How many flows agree, each of them, and what the counts bound."""
    return [Paragraph(_agreement(answer)), _compared(answer), Paragraph(_bounds(answer))]


def flows(answer: Answer) -> dict[str, Flow]:
    """Each flow over the days from `FIRST` to `LAST`, modelled and counted; none that the run takes as counted."""
    taken = ENTRIES if answer.scenario.inflow == "observed" else frozenset[str]()
    return {
        name: Flow(
            label,
            sum(count.total for count in counted_series(name, FIRST, LAST)),
            anchor(counted_series(name, FIRST, LAST)[0]),
            np.asarray(np.sum([answer.total(output, FIRST, LAST) for output in outputs], axis=0)),
            weakest(*(answer.rests_on(output) for output in outputs)),
        )
        for name, (label, outputs) in COMPARED.items()
        if name not in taken
    }


def disagreeing(answer: Answer) -> list[str]:
    """Labels of the flows whose count lies outside 90 in 100 model runs."""
    return [flow.label for flow in flows(answer).values() if not flow.fits]


def _agreement(answer: Answer) -> list[Sentence]:
    wrong, all_of_them, beside = disagreeing(answer), flows(answer), held.newest(answer)
    told = say(
        "The model gets {wrong} of {all} counts of people entering or leaving wrong.",
        wrong=str(len(wrong)),
        all=str(len(all_of_them)),
    )
    if not (wrong and beside and beside.inside):
        return [told]
    why = ", but only because these errors offset one another" if offset(all_of_them) else ""
    return [told, say("The number held fits all the same{why}.", why=why)]


def offset(found: Mapping[str, Flow]) -> bool:
    """Whether the errors of the flows that do not fit, entries less exits, sum to less than half of their sizes."""
    wrong = {name: float(flow.band[1] - flow.counted) for name, flow in found.items() if not flow.fits}
    errors = [error if name in ENTRIES else -error for name, error in wrong.items()]
    return abs(sum(errors)) < sum(map(abs, errors)) / 2


def _compared(answer: Answer) -> Table:
    rows: list[list[Cell]] = [
        [
            flow.label,
            counted(three(flow.counted), flow.source),
            _modelled(flow),
        ]
        for flow in flows(answer).values()
    ]
    columns = ("People", "Counted", "Model, 9 of 10 runs")
    return Table(f"{span(FIRST, LAST)}: the model against the counts", columns, rows)


def _modelled(flow: Flow) -> Cell:
    """Middle of the model over its interval."""
    low, middle, high = flow.band
    shown = Shown(three(middle), flow.mark, "parameters")
    return stacked(shown, between(low, high) if high > low else "no range")


def _bounds(answer: Answer) -> list[Sentence]:
    no_bed = band(answer.total("exits_capacity", FIRST, LAST))
    at_most = flows(answer)["at_discretion"].counted
    ratios = [each.ratio for each in booked(FIRST, LAST)]
    told = [
        say("No table counts releases for want of a bed: they can only be among the releases at discretion."),
        say(
            "The model has {model} in these days ({band}), {verdict}.",
            model=assumed(rounded(no_bed[1]), "p-capacity_release_share"),
            band=between(no_bed[0], no_bed[2], rounded),
            verdict=f"{'more' if no_bed[1] > at_most else 'fewer'} than all counted releases at discretion",
        ),
        say(
            "For 100 arrests counted, {ratio} book-ins were, so few can have been arrested and never booked in.",
            ratio=estimated(f"{100 * min(ratios):.0f} to {100 * max(ratios):.0f}", "flows"),
        ),
    ]
    return told if no_bed[2] else [told[0], told[2]]
