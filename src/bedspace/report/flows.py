"""What was counted: flows between two releases of the official statistics, arrests by week, and the model against them.

A stock of the model that agrees with a count proves nothing where its flows do not: they stand side by side here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from bedspace.figures.counts import PUBLISHED, Count, booked, counted_series
from bedspace.figures.public import public_figure
from bedspace.figures.series import as_of
from bedspace.figures.windows import Window, windows
from bedspace.report.addresses import publishers
from bedspace.report.findings import asks_reports
from bedspace.report.numbers import Shown, assumed, band, between, counted, day, estimated, reported, span, three, whole
from bedspace.report.parts import Block, Cell, Chart, Key, Paragraph, Section, Sentence, Table, say
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


def section(answer: Answer) -> Section:
    """What was counted, then the model against it."""
    blocks: list[Block] = [
        chart(asks_reports(answer)),
        Paragraph(_agreement(answer)),
        _compared(answer),
        Paragraph(_bounds(answer)),
    ]
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


def headline() -> tuple[Sentence, ...]:
    """The finding of the page, which is counted, in two sentences."""
    low = public_figure("ARR001").low
    assert low is not None
    reaching = first_week_reaching(low)
    return (
        say(
            "ICE {did} {low} arrests a day in any week of {months}.",
            did="did not average" if busiest_early_week().a_day < low else "averaged",
            low=reported(three(low), "fact-ARR001"),
            months=f"January or February {EARLY[0].year}",
        ),
        say("It first did in the week from {first}.", first=f"{reaching.first.day} {reaching.first:%B}")
        if reaching
        else say("No week since has reached it."),
    )


def in_a_row(series: str, first: date, number: int) -> tuple[str, list[Count]]:
    """Counts of a series one after the other, from the fortnight that holds a day on, as text."""
    found = [count for count in counted_series(series) if count.last >= first][:number]
    return ", ".join(whole(count.value) for count in found), found


def anchor(count: Count) -> str:
    """Where the page says the source of a count."""
    return f"{'week' if count.series == 'arrests_week' else 'fortnight'}-{count.first}"


def fall_of_releases() -> tuple[Count, Count]:
    """The fortnight of the first releases that were spoken of, and the one two later."""
    first, _, third = in_a_row("at_discretion", public_figure("REL104").first, 3)[1]
    return first, third


def chart(with_target: bool = True) -> Chart:
    """Counted flows a day, with the reported target where the run has one."""
    spans = counted_series("book_ins_ice")
    before, after = fall_of_releases()
    title = (
        say("{first} {then}", first=headline()[0], then=headline()[1])
        if with_target
        else say(
            "Releases at discretion went from {before} to {after} a day within six weeks.",
            before=counted(whole(before.value), anchor(before)),
            after=counted(whole(after.value), anchor(after)),
        )
    )
    alt = say(
        "Line chart of counts a day from {first} to {last}: arrests by week; people booked in by ICE, handed over by"
        " CBP and released at discretion between two releases of the statistics{target}. {finding}",
        target="; two levels for the reported target" if with_target else "",
        first=day(spans[0].first),
        last=day(spans[-1].last),
        finding=title.plain,
    )
    return Chart(
        "flows-chart",
        "flows",
        title,
        f"People a day, {span(spans[0].first, spans[-1].last)}. All counted"
        f"{', but the target, which was reported' if with_target else ''}.",
        alt,
        _layers() if with_target else {**_layers(), "target": [], "label": _layers()["label"][:-1]},
        _KEYS if with_target else _KEYS[:-1],
        _table(spans),
        "Arrests are those by ICE officers, read from the publisher's chart to within one a week; about 1 in 100 may"
        " stand twice. Flows are differences of two releases of the detention statistics.",
        f"{spans[0].publisher}: detention statistics, releases of {counted_from(spans[0])} to {spans[-1].published};"
        f" {counted_series('arrests_week')[0].citation}",
    )


_KEYS = (
    Key("arrests_week", "arrests by ICE, by week"),
    Key("book_ins_ice", "booked in, arrested by ICE"),
    Key("book_ins_cbp", "booked in, handed over by CBP"),
    Key("at_discretion", "released at discretion, everyone held"),
    Key("target", "reported target, both ends"),
)


@cache
def _windows() -> Mapping[date, Window]:
    return {window.first: window for window in windows(as_of(PUBLISHED)) if window.flows}


def counted_from(count: Count) -> str:
    """Day of the earlier of the two releases that a count is the difference of."""
    earlier = _windows()[count.first].earlier
    return f"{earlier.published}" if earlier else ""


def _origin(count: Count) -> str:
    """Files, sheet and cells of a count."""
    if count.series == "arrests_week":
        weeks = {figure.period[:10]: figure for figure in as_of(PUBLISHED).figures("weekly_arrests")}
        return str(weeks[count.first.isoformat()].origin).removeprefix(f"{count.publisher}: ")
    window = _windows()[count.first]
    ends = [figure.origin for figure in (window.later, window.earlier) if figure]
    return f"{' less '.join(end.file for end in ends)}, sheet {ends[0].sheet}, monthly rows"


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
        "peak": [{**peak, "text": f"busiest week: {whole(peak['value'])}"}],
    }


def _steps(counts: Sequence[Count]) -> list[dict[str, Any]]:
    """A level a period, and the end of the last."""
    rows = [{"day": count.first.isoformat(), "value": count.a_day} for count in counts]
    return [*rows, {"day": (counts[-1].last + timedelta(days=1)).isoformat(), "value": counts[-1].a_day}]


def _table(spans: Sequence[Count]) -> Table:
    by_day = {(count.series, count.first): count for name in _COMPARED for count in counted_series(name)}
    weeks = counted_series("arrests_week")
    rows: list[list[Cell]] = [
        [span(s.first, s.last), *(whole(by_day[name, s.first].value) for name in _COMPARED), "", source_cell(s)]
        for s in spans
    ]
    rows += [[f"week from {day(w.first)}", *("" for _ in _COMPARED), whole(w.a_day), source_cell(w)] for w in weeks]
    columns = ("Days", "Booked in, ICE", "Booked in, CBP", "Removed", "At discretion", "On bond", "Arrests", "Source")
    anchors = [anchor(count) for count in (*spans, *weeks)]
    return Table("People a day (all counted)", columns, rows, frozenset({0, 7}), anchors)


def source_cell(count: Count) -> Markup:
    """Publisher, linked, and the files and cells of a count."""
    link = Markup('<a href="{}" rel="noreferrer">{}</a>: {}')
    return link.format(publishers()[count.publisher], count.publisher, _origin(count))


def disagreeing(answer: Answer) -> list[str]:
    """Labels of the flows whose count lies outside 90 in 100 model runs."""
    return [f.label for f in flows(answer).values() if not f.band[0] <= f.counted <= f.band[2]]


def _agreement(answer: Answer) -> list[Sentence]:
    wrong, all_of_them = disagreeing(answer), flows(answer)
    return [
        say(
            "The model disagrees with the counts on {wrong} of {all} flows of these months.",
            wrong=str(len(wrong)),
            all=str(len(all_of_them)),
        ),
        say("A stock that agrees while its flows do not agrees by errors that cancel, and is no success."),
    ]


def _compared(answer: Answer) -> Table:
    rows: list[list[Cell]] = [
        [
            flow.label.split(":")[0],
            counted(three(flow.counted), "flows"),
            Shown(three(flow.band[1]), flow.mark, "parameters"),
            between(flow.band[0], flow.band[2]),
            f"{flow.band[1] / flow.counted:.2f}",
        ]
        for flow in flows(answer).values()
    ]
    columns = ("Flow", "Counted", "Model, median", "90 in 100", "Model over count")
    return Table(f"People from {span(FIRST, LAST)}: the model against the counts", columns, rows)


def _bounds(answer: Answer) -> list[Sentence]:
    no_bed = band(answer.total("exits_capacity", FIRST, LAST))
    at_most = flows(answer)["at_discretion"].counted
    ratios = [each.ratio for each in booked(FIRST, LAST)]
    told = [
        say("No table counts releases for want of a bed: they can only be among the releases at discretion."),
        say(
            "The model has {model} of them in these days ({band}), which {verdict}.",
            model=assumed(three(no_bed[1]), "p-capacity_release_share"),
            band=between(no_bed[0], no_bed[2]),
            verdict="lies above that bound, so this page does not use it" if no_bed[1] > at_most else "is below it",
        ),
        say(
            "Counted book-ins per counted arrest were {ratio}, so few can have been arrested and never booked in.",
            ratio=estimated(f"{min(ratios):.2f} to {max(ratios):.2f}", "flows"),
        ),
    ]
    return told if no_bed[2] else [told[0], told[2]]
