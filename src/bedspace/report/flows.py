"""What was counted: flows between two releases of the official statistics, and arrests by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from markupsafe import Markup

from bedspace.figures.counts import PUBLISHED, Count, counted_series
from bedspace.figures.public import public_figure
from bedspace.figures.series import as_of
from bedspace.figures.windows import Window, windows
from bedspace.report import agreement
from bedspace.report.addresses import anchor, linked, publishers
from bedspace.report.agreement import COMPARED
from bedspace.report.findings import asks_reports
from bedspace.report.numbers import counted, day, reported, span, three, whole
from bedspace.report.parts import Block, Cell, Chart, Key, Section, Sentence, Table, say
from bedspace.studies.run.runs import Answer

EARLY = date(2025, 1, 6), date(2025, 3, 2)
"""Weeks of January and February 2025."""
_LABELS = {
    "arrests_week": "arrests",
    "book_ins_ice": "booked in by ICE",
    "book_ins_cbp": "handed over by CBP",
    "at_discretion": "released at discretion",
}


def section(answer: Answer) -> Section:
    """What was counted, then the model against it."""
    blocks: list[Block] = [
        chart(asks_reports(answer)),
        *agreement.blocks(answer),
    ]
    return Section("flows", "What was counted, fortnight by fortnight", blocks)


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
    none, some = (
        "No week of January or February {year} averaged {low} ICE arrests a day, the lowest target reported.",
        "At least one week of January or February {year} averaged {low} ICE arrests a day, the lowest target reported.",
    )
    return (
        say(
            none if busiest_early_week().a_day < low else some,
            low=reported(three(low), "fact-ARR001"),
            year=str(EARLY[0].year),
        ),
        say("The first that did began on {first}.", first=f"{reaching.first.day} {reaching.first:%B}")
        if reaching
        else say("No week since has reached it."),
    )


def in_a_row(series: str, first: date, number: int) -> tuple[str, list[Count]]:
    """Counts of a series one after the other, from the fortnight that holds a day on, as text."""
    found = [count for count in counted_series(series) if count.last >= first][:number]
    return ", ".join(whole(count.value) for count in found), found


def fall_of_releases() -> tuple[Count, Count]:
    """The fortnight of the first releases that were spoken of, and the one two later."""
    first, _, third = in_a_row("at_discretion", public_figure("REL104").first, 3)[1]
    return first, third


def chart(with_target: bool = True) -> Chart:
    """Counted flows a day, with the reported target where the run has one."""
    spans = counted_series("book_ins_ice")
    title = _handed_over(counted_series("book_ins_cbp")) if with_target else _fewer_released()
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


def _handed_over(counts: Sequence[Count]) -> Sentence:
    """What the chart adds to the finding of the page."""
    first, last, weeks = counts[0], counts[-1], counted_series("arrests_week")
    return say(
        "Arrests by ICE {moved}; hand-overs by CBP went from {before} to {after} a day.",
        moved="rose" if weeks[-1].a_day > weeks[0].a_day else "did not rise",
        before=counted(whole(first.value), anchor(first)),
        after=counted(whole(last.value), anchor(last)),
    )


def _fewer_released() -> Sentence:
    before, after = fall_of_releases()
    return say(
        "Releases at discretion went from {before} to {after} a day within six weeks.",
        before=counted(whole(before.value), anchor(before)),
        after=counted(whole(after.value), anchor(after)),
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
        "peak": [{**peak, "text": f"peak: {whole(peak['value'])}"}],
    }


def _steps(counts: Sequence[Count]) -> list[dict[str, Any]]:
    """A level a period, and the end of the last."""
    rows = [{"day": count.first.isoformat(), "value": count.a_day} for count in counts]
    return [*rows, {"day": (counts[-1].last + timedelta(days=1)).isoformat(), "value": counts[-1].a_day}]


def _table(spans: Sequence[Count]) -> Table:
    by_day = {(count.series, count.first): count for name in COMPARED for count in counted_series(name)}
    weeks = counted_series("arrests_week")
    rows: list[list[Cell]] = [
        [span(s.first, s.last), *(whole(by_day[name, s.first].value) for name in COMPARED), "", source_cell(s)]
        for s in spans
    ]
    rows += [[f"week from {day(w.first)}", *("" for _ in COMPARED), whole(w.a_day), source_cell(w)] for w in weeks]
    columns = ("Days", "Booked in, ICE", "Booked in, CBP", "Removed", "At discretion", "On bond", "Arrests", "Source")
    anchors = [anchor(count) for count in (*spans, *weeks)]
    return Table("People a day (all counted)", columns, rows, frozenset({0, 7}), anchors)


def source_cell(count: Count) -> Markup:
    """Publisher, linked, and the files and cells of a count."""
    return linked(publishers()[count.publisher], count.publisher, _origin(count))
