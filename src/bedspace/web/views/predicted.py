"""Forecasts: the sentence, the chart, the quantiles, and how such forecasts did before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bedspace.figures.sources import known_to
from bedspace.report.forecast_chart import alternative, drawn_held
from bedspace.report.numbers import sign
from bedspace.report.parts import Cell, Key, Table
from bedspace.studies.forecast.forecast import Forecast as Predicted
from bedspace.studies.forecast.forecast import forecast
from bedspace.studies.forecast.scores import INTERVALS
from bedspace.studies.forecast.settings import MEDIAN
from bedspace.studies.forecast.words import came, round_three, sentence
from bedspace.units import RestsOn
from bedspace.web import feet
from bedspace.web.forms import boxes
from bedspace.web.pictures import Picture, inline
from bedspace.web.questions import Backtest, Forecast
from bedspace.web.tables import table
from bedspace.web.view import Page, Reader, Values

WEEK = 7


def predicted(reader: Reader, question: Forecast) -> Values:
    """The forecast of a question in words, and its picture with a point a week."""
    known = known_to(reader.desk.home)
    days = tuple(sorted({int(text) for text in question.horizons.split(",")}))
    with reader.desk.gate.entered():
        weekly = forecast(question.as_of, sorted({*range(WEEK, days[-1], WEEK), *days}), known)
    found = weekly.at(days)
    widths = {width: inline(svg, f"forecast-{width}") for width, svg in drawn_held(weekly).items()}
    keys = [Key("most", "meant to hold 9 in 10"), Key("half", "meant to hold half"), Key("median", "forecast, middle")]
    picture = Picture(
        "forecast", "People held, as counted and as forecast", alternative(weekly), widths, _quantiles(found),
        f"From the count of {found.counted}; estimated; no change of policy", keys,
    )  # fmt: skip
    return {
        "sentence": sentence(found),
        "came": came(found, known),
        "picture": picture.kept_at(reader.links, "forecast", question.asked()),
        "found": found,
    }


def _quantiles(found: Predicted) -> Table:
    rows: list[list[Cell]] = []
    for target in found.targets:
        ends = [round_three(target.quantiles[place]) for width in (90, 50) for place in INTERVALS[width]]
        middle = round_three(target.quantiles[MEDIAN])
        rows.append([target.name, str(target.end), ends[0], ends[2], middle, ends[3], ends[1], sign(RestsOn.ESTIMATED)])
    columns = ("Target", "Day", "5 %", "25 %", "middle", "75 %", "95 %", "mark")
    return Table("Forecast, quantiles", columns, rows, frozenset({0, 1}))


SCORES = {
    "model": "Model", "horizon": "Days ahead", "n": "Forecasts", "relative_wis": "Score over naive",
    "ours_over_it": "Ours over it", "low": "low", "high": "high", "mae": "Mean miss, people",
    "coverage_50": "In the 50 % band", "coverage_90": "In the 90 % band",
}  # fmt: skip


LABELS = {"as_of": "As published by (a day; empty: today)", "horizons": "Days ahead, with commas"}


def _values(reader: Reader, state: Forecast) -> Values:
    made = predicted(reader, state)
    past = Backtest()
    heard = reader.desk.heard(past)
    rows = [row for row in heard.whole["result"] if row["group"] == "all"]
    link = reader.links.page("forecasts", as_of=made["found"].day, horizons=state.horizons)
    known = f"As published by {made['found'].day}. Data {known_to(reader.desk.home).fingerprint}."
    return {
        "boxes": boxes(Forecast, LABELS, state.asked()),
        "ahead": made,
        "scored": heard.title,
        "scores": table("Past forecasts, scored on what came", rows, SCORES),
        "foot": feet.foot(reader.links, {"forecast": state, "scores": past}, link, known),
    }


def _bare(_: Reader, given: Mapping[str, Any]) -> Values:
    return {"boxes": boxes(Forecast, LABELS, given), "ahead": None}


PAGE = Page("forecasts", "forecasts.html", _values, Forecast, _bare)
