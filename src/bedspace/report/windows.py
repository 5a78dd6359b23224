"""The chart of the official flows between releases: a level for each window, none where no release reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap
from typing import Any

from bedspace.figures.windows import Window
from bedspace.report.charts import NARROW, WIDE, drawings, embedded
from bedspace.report.styles import INK

_IN, _OUT = "Booked in, people a day", "Booked out, people a day"


@dataclass(frozen=True)
class Drawn:
    """How a flow is drawn; no two of a panel differ by colour alone. `lift` moves its name clear of another."""

    label: str
    panel: str
    colour: str
    dash: tuple[int, ...] = ()
    lift: int = 0


DRAWN: dict[str, Drawn] = {
    "ice_book_ins": Drawn("booked in by ICE", _IN, "#1f5f99"),
    "cbp_book_ins": Drawn("handed over by CBP", _IN, "#b0500a", (6, 2)),
    "removals_from_custody": Drawn("removed from custody", _OUT, "#23703f"),
    "discretionary_releases": Drawn("released at discretion", _OUT, "#7a3e9d", (6, 2)),
    "bonded_out": Drawn("released on bond", _OUT, "#5b6675", (2, 2), lift=-14),
}


def svg(windows: Sequence[Window]) -> str:
    """The chart as an SVG with its text for those who do not see it.

    Parameters
    ----------
    windows : sequence of Window
        At least one with flows.
    """
    return str(embedded(drawn_flows(windows)["wide"], "flows", alt_text(windows)))


def drawn_flows(windows: Sequence[Window]) -> dict[str, str]:
    """The chart by ``wide`` and ``narrow``."""
    return drawings(_chart(windows))


def alt_text(windows: Sequence[Window]) -> str:
    """What the chart shows: for each flow its first, highest, lowest and last level."""
    kind = f"Levels of official flows a day between releases, {windows[0].first} to {windows[-1].through}."
    told = [_told(name, drawn.label, windows) for name, drawn in DRAWN.items()]
    return " ".join([kind, *filter(None, told)])


def _told(name: str, label: str, windows: Sequence[Window]) -> str:
    levels = [(value, window) for window in windows if (value := window.a_day(name)) is not None]
    if not levels:
        return ""
    top, bottom = max(levels, key=lambda level: level[0]), min(levels, key=lambda level: level[0])
    return (
        f"{label[0].upper()}{label[1:]}: first {levels[0][0]:,.0f}, last {levels[-1][0]:,.0f}; "
        f"most {top[0]:,.0f} in the days to {top[1].through}, least {bottom[0]:,.0f} in those to {bottom[1].through}."
    )


def _chart(windows: Sequence[Window]) -> Any:
    import altair as alt

    panels = dict.fromkeys(drawn.panel for drawn in DRAWN.values())
    return alt.vconcat(*(_panel(panel, windows) for panel in panels), spacing=24, resolve={"scale": {"x": "shared"}})


def _panel(title: str, windows: Sequence[Window]) -> Any:
    """One panel: levels as lines over their days, each flow named at its end."""
    return panel(title, [_levels(name, windows) for name, flow in DRAWN.items() if flow.panel == title])


LETTERS = 40
"""Letters of a line of a title: a longer one would widen the drawing, and make its text small on a phone."""


def panel(title: str, layers: Sequence[Any]) -> Any:
    """Layers of levels under a title, with room at the right for their names."""
    import altair as alt

    heading = alt.TitleParams(wrap(title, LETTERS), anchor="start", fontSize=13, fontWeight="bold", color=INK)
    return alt.layer(*layers, width=WIDE - NARROW // 2, height=210, title=heading)


def _levels(name: str, windows: Sequence[Window]) -> Any:
    rows = [(window.first, window.through, value) for window in windows if (value := window.a_day(name)) is not None]
    return levels(rows, DRAWN[name])


def levels(rows: Sequence[tuple[date, date, float]], drawn: Drawn) -> Any:
    """A level over the days of each row, from its first to its last, named at the end."""
    import altair as alt

    spans = [
        {"day": f"{first}", "until": f"{last + timedelta(days=1)}", "value": value, "text": ""}
        for first, last, value in rows
    ]
    named = [{**row, "text": drawn.label} for row in spans[-1:]]
    axis = alt.Axis(format="%b %Y", title=None, grid=False, labelOverlap=True)
    x = alt.X("day:T", axis=axis, scale=alt.Scale(type="utc"))
    y = alt.Y("value:Q", axis=alt.Axis(title=None, format=",d", tickCount=6))
    mark: dict[str, Any] = {"color": drawn.colour, "strokeWidth": 3, "strokeDash": list(drawn.dash)}
    lines = alt.Chart({"values": spans}).mark_rule(**mark).encode(x=x, x2="until:T", y=y)
    text: dict[str, Any] = {"align": "left", "dx": 6, "dy": drawn.lift, "fontSize": 13, "color": drawn.colour}
    names = alt.Chart({"values": named}).mark_text(**text).encode(x="until:T", y=y, text="text:N")
    return lines + names
