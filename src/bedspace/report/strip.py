"""Arrests a day on one strip: the target as reported, the posts, the weekly counts, the model."""

from __future__ import annotations

from typing import Any

from bedspace.figures.counts import counted_series
from bedspace.figures.public import of_series, public_figure
from bedspace.report import comparison, flows
from bedspace.report.addresses import anchor
from bedspace.report.numbers import between, counted, day, rounded, span, three, whole
from bedspace.report.parts import Cell, Chart, Table, say
from bedspace.studies.run.runs import Answer

_COUNTS = "counted, by week"


def chart(answer: Answer) -> Chart:
    """The strip of the first screen."""
    target, nine = public_figure("ARR001"), comparison.nine_days(answer)
    posts, weeks = of_series("post"), counted_series("arrests_week", *flows.EARLY)
    low, middle, high = map(float, nine.band)
    days = f"{posts[0].first.day} to {posts[-1].last.day} {posts[-1].last:%b}"
    lane = f"model, {days}"
    goal = f"{whole(target.low or 0)} to {whole(target.high or 0)}"
    layers: dict[str, list[dict[str, Any]]] = {
        "target": [{"lane": "target, reported", "low": target.low, "high": target.high, "text": goal}],
        "post": [{"lane": f"posts, {days}", "value": post.value} for post in posts],
        "count": [{"lane": _COUNTS, "value": week.a_day} for week in weeks],
        "model": [{"lane": lane, "low": low, "high": high, "value": middle}],
    }
    most = max(week.a_day for week in weeks)
    alt = say(
        "Strip of arrests a day. The reported target is {target}; posts of single days go from {least} to {highest};"
        " weekly counts of {span} stay at {most} or below; the model has {middle} ({band}).",
        target=goal,
        least=whole(min(post.value for post in posts)),
        highest=whole(max(post.value for post in posts)),
        span=span(*flows.EARLY),
        most=whole(most),
        middle=three(middle),
        band=between(low, high),
    )
    reported: list[list[Cell]] = [[f"posted, {day(post.first)}", whole(post.value), post.citation] for post in posts]
    counts: list[list[Cell]] = [
        [f"week from {day(w.first)}", counted(whole(w.a_day), anchor(w)), w.citation] for w in weeks
    ]
    rows: list[list[Cell]] = [
        ["target, as reported", goal, target.citation],
        *reported,
        *counts,
        [f"model, {span(posts[0].first, posts[-1].last)}", f"{rounded(middle)} ({between(low, high)})", "this run"],
    ]
    return Chart(
        "strip-chart",
        "strip",
        say("Arrests a day, {months}", months=f"January and February {flows.EARLY[0].year}"),
        "",
        alt,
        layers,
        [],
        Table("Arrests a day", ("What", "A day", "Source"), rows, frozenset({0, 2})),
        "ICE never said what its posts count.",
        f"{target.citation}; {posts[0].publisher}: {posts[0].title}; {weeks[0].citation}; model: bedspace",
    )
