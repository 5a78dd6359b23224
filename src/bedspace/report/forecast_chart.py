"""The picture of a forecast: counts as a solid line, the median, and two bands that are told in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from bedspace.report.charts import draw
from bedspace.studies.forecast.forecast import Forecast, Target
from bedspace.studies.forecast.hub import POPULATION
from bedspace.studies.forecast.known import snapshots
from bedspace.studies.forecast.scores import INTERVALS
from bedspace.studies.forecast.settings import MEDIAN
from bedspace.studies.forecast.words import round_three

SHOWN_DAYS = 365
"""Days of counts before the forecast."""
WORDS = {
    "q05": "meant: 1 in 20 below",
    "q25": "meant: 1 in 4 below",
    "q50": "middle",
    "q75": "meant: 1 in 4 above",
    "q95": "meant: 1 in 20 above",
}


def picture(given: Forecast) -> str:
    """SVG with a title and an alternative text.

    Parameters
    ----------
    given : Forecast
        Best with a horizon a week.
    """
    drawn = drawn_held(given)["wide"]
    head, rest = drawn.split(">", 1)
    text = f"<title>People held in immigration detention</title><desc>{escape(alternative(given))}</desc>"
    return f'{head} role="img">{text}{rest}'


def drawn_held(given: Forecast) -> dict[str, str]:
    """The chart by ``wide`` and ``narrow``."""
    return draw("population", _layers(given))


def alternative(given: Forecast) -> str:
    """What the picture shows, in words."""
    last = given.of(POPULATION)[-1]
    (low, high), (least, most) = (_ends(last, per_cent) for per_cent in (50, 90))
    return (
        f"A solid line shows the counts up to {given.held:,.0f} people on {given.counted}. From there a line leads to "
        f"{round_three(last.quantiles[MEDIAN])} on {last.end}. The dark band, meant to hold half of what may "
        f"come, ends there at {low} to {high}; the light band, meant to hold 9 in 10, at {least} to {most}."
    )


def _ends(target: Target, per_cent: int) -> tuple[str, str]:
    low, high = (round_three(target.quantiles[place]) for place in INTERVALS[per_cent])
    return low, high


def _layers(given: Forecast) -> dict[str, list[dict[str, Any]]]:
    now = dict.fromkeys(("q05", "q25", "q50", "q75", "q95"), given.held)
    fan = [{"day": given.counted.isoformat(), **now}, *(_row(target) for target in given.of(POPULATION))]
    counts = _counts(given)
    last, labelled = fan[-1], counts[len(counts) // 2]
    notes = [{"day": last["day"], "value": last[key], "text": text} for key, text in WORDS.items()]
    notes.append({**labelled, "text": "counted"})
    return {"fan": fan, "count": counts, "label": notes}


def _row(target: Target) -> dict[str, Any]:
    low, high = INTERVALS[50]
    least, most = INTERVALS[90]
    places = {"q05": least, "q25": low, "q50": MEDIAN, "q75": high, "q95": most}
    return {"day": target.end.isoformat(), **{name: float(target.quantiles[at]) for name, at in places.items()}}


def _counts(given: Forecast) -> list[dict[str, Any]]:
    points = snapshots(given.known)
    first = given.counted.toordinal() - SHOWN_DAYS
    pairs: Sequence[tuple[float, float]] = list(zip(points.days, points.values, strict=True))
    return [
        {"day": date.fromordinal(int(day)).isoformat(), "value": float(people)} for day, people in pairs if day >= first
    ]
