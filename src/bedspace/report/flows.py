"""What was counted: flows between two releases of the official statistics, arrests by week, and the model against them.

A stock of the model that agrees with a count proves nothing where its flows do not: they stand side by side here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.counts import Count, booked, counted_series
from bedspace.figures.public import public_figure
from bedspace.report.findings import Findings
from bedspace.report.numbers import Shown, assumed, band, between, counted, day, estimated, reported, span, three, whole
from bedspace.report.parts import Block, Cell, Chart, Key, Section, Sentence, Table, say
from bedspace.studies.run.runs import Answer
from bedspace.units import RestsOn, weakest

Array = NDArray[np.float64]

FIRST, LAST = date(2025, 1, 26), date(2025, 6, 28)
"""Days between the first and the last release that model and counts are compared over."""
EARLY = date(2025, 1, 6), date(2025, 3, 2)
"""Weeks of January and February 2025."""
DISCRETION = ("exits_recognizance", "exits_supervision", "exits_parole")
_COMPARED = {
    "book_ins_ice": ("book-ins, arrested by ICE", ("book_ins_ice",)),
    "book_ins_cbp": ("book-ins, handed over by CBP", ("book_ins_cbp",)),
    "removed": ("removals from custody", ("removals",)),
    "at_discretion": ("releases at discretion: recognizance, supervision, parole", DISCRETION),
    "bond": ("releases on bond", ("exits_bond",)),
}
_LABELS = {
    "arrests_week": "arrests",
    "book_ins_ice": "booked in by ICE",
    "book_ins_cbp": "handed over by CBP",
    "at_discretion": "released at discretion",
}


@dataclass(frozen=True)
class Flow:
    """One flow of the model against its count over the same days.

    Attributes
    ----------
    label : str
    counted : float
    modelled : array, shape (n,)
    mark : RestsOn
        Of the modelled number.
    """

    label: str
    counted: float
    modelled: Array
    mark: RestsOn

    @property
    def band(self) -> Array:
        """Quantiles .05, .5 and .95 of the model."""
        return band(self.modelled)


def section(found: Findings) -> Section:
    """What was counted, then the model against it."""
    blocks: list[Block] = [chart(), _compared(found), *_bounds(found)]
    return Section("flows", "What was counted, fortnight by fortnight", blocks)


def flows(answer: Answer) -> dict[str, Flow]:
    """Each flow over the days from `FIRST` to `LAST`, in the model and as counted."""
    return {
        name: Flow(
            label,
            sum(count.total for count in counted_series(name, FIRST, LAST)),
            np.asarray(np.sum([answer.total(output, FIRST, LAST) for output in outputs], axis=0)),
            weakest(*(answer.rests_on(output) for output in outputs)),
        )
        for name, (label, outputs) in _COMPARED.items()
    }


def busiest_early_week() -> Count:
    """The week of January and February 2025 with most arrests."""
    return max(counted_series("arrests_week", *EARLY), key=lambda week: week.a_day)


def first_week_reaching(level: float) -> Count | None:
    """The first week whose arrests a day reach a level."""
    return next((week for week in counted_series("arrests_week") if week.a_day >= level), None)


def headline() -> Sentence:
    """The finding of the page, which is counted."""
    low = public_figure("ARR001").low
    assert low is not None
    busiest, reaching = busiest_early_week(), first_week_reaching(low)
    assert busiest.a_day < low
    assert reaching is not None
    return say(
        "ICE did not average {low} arrests a day in any week of {months}: its busiest week, from"
        " {busy}, had {most} a day. It first did in the week from {first}, with {then} a day.",
        low=reported(three(low), "fact-ARR001"),
        months=f"January or February {EARLY[0].year}",
        busy=day(busiest.first),
        most=counted(three(busiest.a_day), _anchor(busiest)),
        first=day(reaching.first),
        then=counted(whole(reaching.a_day), _anchor(reaching)),
    )


def in_a_row(series: str, first: date, number: int) -> tuple[str, list[Count]]:
    """Counts of a series one after the other, from the fortnight that holds a day on, as text."""
    found = [count for count in counted_series(series) if count.last >= first][:number]
    return ", ".join(whole(count.value) for count in found), found


def _anchor(count: Count) -> str:
    return f"{count.series.replace('_', '-')}-{count.first}"


def chart() -> Chart:
    """Counted flows a day, with the reported target."""
    spans = counted_series("book_ins_ice")
    title = headline()
    alt = say(
        "Line chart of counts a day from {first} to {last}: arrests by week; people booked in by ICE, handed over by"
        " CBP and released at discretion between two releases of the statistics; two levels for the reported target."
        " {finding}",
        first=day(spans[0].first),
        last=day(spans[-1].last),
        finding=_plain(title),
    )
    return Chart(
        "flows-chart",
        "flows",
        title,
        f"People a day, {span(spans[0].first, spans[-1].last)}. Counted: arrests by week (Deportation Data Project),"
        " flows as differences of two releases of the detention statistics (ICE). Reported: the target.",
        alt,
        _layers(),
        [
            Key("arrests_week", "arrests by ICE, by week"),
            Key("book_ins_ice", "booked in, arrested by ICE"),
            Key("book_ins_cbp", "booked in, handed over by CBP"),
            Key("at_discretion", "released at discretion, everyone held"),
            Key("target", "reported target, both ends"),
        ],
        _table(spans),
        "Arrests are those by ICE officers, read from the publisher's chart to within one a week; about 1 in 100 may"
        " stand twice. They are another count than the posts on X, which never said what they count.",
    )


def _plain(sentence: Sentence) -> str:
    """A sentence without its marks, for those who hear it."""
    texts = {name: value.text if isinstance(value, Shown) else str(value) for name, value in sentence.values.items()}
    return sentence.template.format(**texts)


def _layers() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    target = public_figure("ARR001")
    until = counted_series("book_ins_ice")[-1].last + timedelta(days=1)
    ends = [
        {"day": target.first.isoformat(), "until": until.isoformat(), "value": end} for end in (target.low, target.high)
    ]
    steps = {name: _steps(counted_series(name)) for name in _LABELS}
    notes = [{**steps[name][-1], "text": text} for name, text in _LABELS.items() if name != "arrests_week"]
    peak = max(steps["arrests_week"], key=lambda row: row["value"])
    return {
        **steps,
        "target": ends,
        "label": [*notes, {**ends[1], "day": until.isoformat(), "text": "target, as reported"}],
        "peak": [{**peak, "text": f"arrests, busiest week: {whole(peak['value'])}"}],
    }


def _steps(counts: Sequence[Count]) -> list[dict[str, Any]]:
    """A level a period, and the end of the last."""
    rows = [{"day": count.first.isoformat(), "value": count.a_day} for count in counts]
    return [*rows, {"day": (counts[-1].last + timedelta(days=1)).isoformat(), "value": counts[-1].a_day}]


def _table(spans: Sequence[Count]) -> Table:
    by_day = {(count.series, count.first): count for name in _COMPARED for count in counted_series(name)}
    weeks = counted_series("arrests_week")
    rows: list[list[Cell]] = [
        [span(s.first, s.last), *(whole(by_day[name, s.first].value) for name in _COMPARED), "", s.title] for s in spans
    ]
    rows += [[f"week from {day(w.first)}", *("" for _ in _COMPARED), whole(w.a_day), w.citation] for w in weeks]
    columns = ("Days", "Booked in, ICE", "Booked in, CBP", "Removed", "At discretion", "On bond", "Arrests", "Source")
    anchors = [_anchor(count) for count in (*spans, *weeks)]
    return Table("People a day (all counted)", columns, rows, frozenset({0, 7}), anchors)


def _compared(found: Findings) -> Table:
    rows: list[list[Cell]] = [
        [
            flow.label,
            counted(three(flow.counted), "flows"),
            Shown(three(flow.band[1]), flow.mark, "parameters"),
            between(flow.band[0], flow.band[2]),
            f"{flow.band[1] / flow.counted:.2f}",
        ]
        for flow in flows(found.answer).values()
    ]
    columns = ("Flow", "Counted", "Model, median", "90 in 100", "Model over count")
    return Table(f"People from {span(FIRST, LAST)}: the model against the counts", columns, rows)


def _bounds(found: Findings) -> list[Sentence]:
    no_bed = band(found.answer.total("exits_capacity", FIRST, LAST))
    at_most = flows(found.answer)["at_discretion"].counted
    ratios = [each.ratio for each in booked(FIRST, LAST)]
    return [
        say(
            "Released for want of a bed: no table counts it. It can only be among the {most} releases at discretion of"
            " these days. The model's own number, {model}, {verdict}.",
            most=counted(three(at_most), "flows"),
            model=assumed(f"{three(no_bed[1])} ({between(no_bed[0], no_bed[2])})", "p-capacity_release_share"),
            verdict="lies above that bound, so the page does not use it" if no_bed[1] > at_most else "lies below",
        ),
        say(
            "Never booked in: between two releases, counted book-ins per counted arrest were {ratio}. So the"
            " counts leave room for few who were arrested and never booked in.",
            ratio=estimated(f"{min(ratios):.2f} to {max(ratios):.2f}", "flows"),
        ),
    ]
