"""The charts: Vega-Lite specifications from plain rows, drawn to SVG. Knows no model, no dates, no files.

A chart is asked for by name with its rows and comes in two widths; titles, keys, alternative texts and tables stand in
the page, as text. Drawing needs the extra ``report``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from markupsafe import Markup, escape

from bedspace.errors import Fault, UsageError
from bedspace.report.styles import FAINT, GRID, INK, ON_FILL, OUTLINE, STYLES

Rows = Sequence[Mapping[str, Any]]
Layers = Mapping[str, Rows]

WIDE, HALF, NARROW = 700, 460, 330
DOTS_A_LINE = 10
_PADDING = {"left": 16, "right": 24, "top": 6, "bottom": 4}
"""Room for fonts wider than those that the drawing machine measures with."""


def require_drawing() -> None:
    """Refuse in one line where the extra is not installed.

    Raises
    ------
    UsageError
    """
    missing = [name for name in ("altair", "vl_convert") if find_spec(name) is None]
    if missing:
        remedy = "Install it with: pip install 'bedspace[report]'"
        raise UsageError(Fault("report", f"{' and '.join(missing)} not installed", "the extra [report]", remedy))


def warm_up() -> None:
    """Start the drawing machine, which takes a second, before there is anything to draw."""
    draw("shares", {"boxes": [{"row": "", "part": "still held", "from": 0.0, "to": 1.0, "middle": 0.5, "text": ""}]})


def draw(name: str, layers: Layers) -> dict[str, str]:
    """Draw a chart in two widths.

    Parameters
    ----------
    name : str
        A key of `CHARTS`.
    layers : mapping of str to rows

    Returns
    -------
    dict of str to str
        SVG by ``wide`` and ``narrow``.
    """
    return drawings(CHARTS[name](layers))


def drawings(chart: Any) -> dict[str, str]:
    """SVG of a chart by ``wide`` and ``narrow``."""
    from vl_convert import vegalite_to_svg

    wide = specification(chart)
    return {"wide": vegalite_to_svg(wide), "narrow": vegalite_to_svg(_narrowed(wide))}


def specification(chart: Any) -> dict[str, Any]:
    """The Vega-Lite specification of a chart in the style of the page."""
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):
        return {**chart.configure(**_CONFIG).to_dict(validate=False), "padding": _PADDING}


def picture(name: str, layers: Layers) -> tuple[dict[str, str], bytes]:
    """Draw a chart in two widths, and the wide one as a PNG on white, twice as large."""
    from vl_convert import svg_to_png

    drawn = draw(name, layers)
    on_white = drawn["wide"].replace(">", '><rect width="100%" height="100%" fill="white"/>', 1)
    return drawn, svg_to_png(on_white, scale=2)


def embedded(svg: str, name: str, alt: str) -> Markup:
    """An SVG ready to stand in a page: named for screen readers, scaling, its identifiers its own."""
    own = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)
    own = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', own)
    own = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", own)
    box = re.search(r'viewBox="[^"]+"', own)
    opening = f'<svg role="img" aria-label="{escape(alt)}" {box[0] if box else ""} xmlns="http://www.w3.org/2000/svg">'
    return Markup(re.sub(r"<svg[^>]*>", lambda _: opening, own, count=1))


def _narrowed(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification for a narrow screen."""
    narrow = {**spec}
    if "width" in spec:
        narrow["width"] = spec["width"] - (WIDE if spec["width"] > HALF else HALF) + NARROW
    if "hconcat" in spec:  # panels keep their size and stand in pairs
        panels = narrow.pop("hconcat")
        narrow["vconcat"] = [{"hconcat": panels[i : i + 2]} for i in range(0, len(panels), 2)]
    elif "vconcat" in spec:
        narrow["vconcat"] = [_narrowed(part) for part in spec["vconcat"]]
    return narrow


def _altair() -> Any:
    """The charting library, untyped on purpose and imported only to draw."""
    import altair

    return altair


def _frame(chart: Any, height: int, room: int = 60) -> Any:
    """The chart in its size, with room for labels on the right."""
    return chart.properties(width=WIDE - room, height=height)


def _data(rows: Rows) -> Any:
    alt = _altair()
    return alt.Data(values=[dict(row) for row in rows])


def _time(last: str | None = None, ticks: int = 9) -> Any:
    alt = _altair()
    axis = alt.Axis(format="%-d %b", title=None, tickCount=ticks, grid=False, labelFlush=True)
    scale = alt.Scale(domainMax=_utc(last), type="utc") if last else alt.Scale(type="utc")
    return alt.X("day:T", axis=axis, scale=scale)


def _utc(day: str) -> dict[str, Any]:
    year, month, of_month = map(int, day.split("-"))
    return {"year": year, "month": month, "date": of_month, "utc": True}


def _level(low: float, high: float, field: str = "value") -> Any:
    alt = _altair()
    return alt.Y(f"{field}:Q", axis=alt.Axis(title=None, format=",d", tickCount=6), scale=alt.Scale(domain=[low, high]))


def _fan(rows: Rows, x: Any, low: float, high: float) -> list[Any]:
    """Bands that hold 90 and 50 in 100 runs, and the median."""
    alt = _altair()
    base = alt.Chart(_data(rows)).encode(x=x)
    edges = (("q05", "q95", "most"), ("q25", "q75", "half"))
    bands = [
        base.mark_area(color=STYLES[style].colour, opacity=STYLES[style].opacity).encode(
            y=_level(low, high, bottom), y2=alt.Y2(f"{top}:Q")
        )
        for bottom, top, style in edges
    ]
    median = STYLES["median"]
    return [*bands, base.mark_line(color=median.colour, strokeWidth=median.width).encode(y=_level(low, high, "q50"))]


def _line(rows: Rows, style: str, x: Any, low: float, high: float) -> Any:
    alt = _altair()
    drawn = STYLES[style]
    mark = {"color": drawn.colour, "strokeWidth": drawn.width, "strokeDash": list(drawn.dash), "strokeCap": drawn.cap}
    return alt.Chart(_data(rows)).mark_line(**mark).encode(x=x, y=_level(low, high))


def _labels(rows: Rows, x: Any, low: float, high: float, **mark: Any) -> Any:
    alt = _altair()
    return alt.Chart(_data(rows)).mark_text(**{"fontSize": 13, **mark}).encode(x=x, y=_level(low, high), text="text:N")


def _arrests(layers: Layers) -> Any:
    """Fan of daily arrests with posts as points and everything else as levels over its days."""
    alt = _altair()
    x, low, high = _time(layers["fan"][-1]["day"]), 0.0, 1900.0
    parts = _fan(layers["fan"], x, low, high)
    for style, dy in (("target", -8), ("official", -8), ("cumulative", 12), ("press", 11)):
        drawn = STYLES[style]
        mark = {"color": drawn.colour, "strokeWidth": drawn.width, "strokeDash": list(drawn.dash), "clip": True}
        levels = alt.Chart(_data(layers[style])).mark_rule(**mark).encode(x=x, x2="until:T", y=_level(low, high))
        parts += [levels, _labels(layers[style], x, low, high, align="left", dy=dy, color=drawn.colour, clip=True)]
    point = {"shape": "diamond", "size": 90, "filled": True, "color": STYLES["post"].colour}
    posts = alt.Chart(_data(layers["post"])).mark_point(**point).encode(x=x, y=_level(low, high))
    joined = (
        alt.Chart(_data(layers["post"]))
        .mark_line(color=STYLES["post"].colour, strokeWidth=0.8)
        .encode(x=x, y=_level(low, high))
    )
    return _frame(alt.layer(*parts, joined, posts), 380)


def _strip(layers: Layers) -> Any:
    """Lanes of arrests a day: the target as a band, posts and weekly counts as points, the model as an interval."""
    alt = _altair()
    rows = [row for name in ("target", "post", "count", "model") for row in layers[name]]
    lanes = alt.Axis(title=None, domain=False, ticks=False, labelLimit=190)
    y = alt.Y("lane:N", sort=list(dict.fromkeys(row["lane"] for row in rows)), axis=lanes)
    x = alt.X("low:Q", axis=alt.Axis(title=None, format=",d", tickCount=5), scale=alt.Scale(domain=[0, 1600]))
    spans = [
        alt.Chart(_data(layers[name])).mark_rule(**mark).encode(x=x, x2="high:Q", y=y)
        for name, mark in (
            ("target", {"color": STYLES["target"].colour, "strokeWidth": 9, "opacity": 0.55}),
            ("model", {"color": STYLES["median"].colour, "strokeWidth": 2.5, "strokeDash": [4, 3]}),
        )
    ]
    points = [
        alt.Chart(_data(layers[name]))
        .mark_point(filled=True, opacity=1, color=STYLES[style].colour, shape=shape, size=size)
        .encode(x=alt.X("value:Q", scale=alt.Scale(domain=[0, 1600])), y=y)
        for name, style, shape, size in (
            ("post", "post", "diamond", 55),
            ("count", "held", "circle", 80),
            ("model", "median", "square", 45),
        )
    ]
    goal = alt.Chart(_data(layers["target"])).mark_text(align="right", dx=-6, fontSize=13, color=INK)
    return _frame(alt.layer(*spans, *points, goal.encode(x=x, y=y, text="text:N")), 78, room=WIDE - HALF + 150)


def _held(layers: Layers) -> Any:
    """One band with a dashed median, solid counts, and lines of capacity named at their right end."""
    alt = _altair()
    x = _time(layers["fan"][-1]["day"], ticks=5)
    low, high = _range([row for rows in layers.values() for row in rows])
    widest, *_ = _fan(layers["fan"], x, low, high)
    median = STYLES["median"]
    base = alt.Chart(_data(layers["fan"])).encode(x=x, y=_level(low, high, "q50"))
    model = base.mark_line(color=median.colour, strokeWidth=2, strokeDash=[6, 4])
    lines = [_line(layers[name], name, x, low, high) for name in ("funded", "operational", "contracted")]
    held = alt.Chart(_data(layers["held"])).encode(x=x, y=_level(low, high))
    colour = STYLES["held"].colour
    counts = [held.mark_line(color=colour, strokeWidth=2.6), held.mark_point(color=colour, filled=True, size=34)]
    names = _labels(layers["label"], x, low, high, align="left", dx=6, color=INK, limit=140)
    named = _labels(layers["count"], x, low, high, align="left", dx=4, dy=15, color=INK)
    return _frame(alt.layer(widest, *lines, model, *counts, named, names), 124, room=WIDE - HALF + 160)


def _flows(layers: Layers) -> Any:
    """Counted flows as steps, each named at its right end, with levels for the target."""
    alt = _altair()
    x, low, high = _time(layers["book_ins_ice"][-1]["day"]), 0.0, 1600.0
    drawn = {name: STYLES[name] for name in layers if name not in ("target", "label", "peak")}
    parts = [
        alt.Chart(_data(layers[name]))
        .mark_line(interpolate="step-after", color=style.colour, strokeWidth=style.width, strokeDash=list(style.dash))
        .encode(x=x, y=_level(low, high))
        for name, style in drawn.items()
    ]
    target = STYLES["target"]
    mark = {"color": target.colour, "strokeWidth": target.width, "strokeDash": list(target.dash)}
    levels = alt.Chart(_data(layers["target"])).mark_rule(**mark).encode(x=x, x2="until:T", y=_level(low, high))
    notes = _labels(layers["label"], x, low, high, align="left", dx=7, color=INK)
    peak = _labels(layers["peak"], x, low, high, align="right", dx=-6, dy=-6, color=INK)
    return _frame(alt.layer(levels, *parts, notes, peak), 290, room=190)


def _population(layers: Layers) -> Any:
    """Fan of the population with every definition of capacity, both ends of the elasticity and the count."""
    alt = _altair()
    x = _time()
    low, high = _range([row for rows in layers.values() for row in rows])
    names = [name for name in layers if name not in ("fan", "label")]
    lines = [_line(layers[name], name.split("/")[0], x, low, high) for name in names]
    notes = _labels(layers["label"], x, low, high, align="right", dy=-7, color=INK)
    return _frame(alt.layer(*_fan(layers["fan"], x, low, high), *lines, notes), 400)


def _lines(layers: Layers) -> Any:
    """Lines with a text at the end of each."""
    alt = _altair()
    x = _time()
    low, high = _range([row for rows in layers.values() for row in rows])
    lines = [_line(rows, name, x, low, high) for name, rows in layers.items() if name != "label"]
    notes = _labels(layers["label"], x, low, high, align="left", dx=7, color=INK)
    return _frame(alt.layer(*lines, notes), 320, room=110)


def _range(rows: Rows) -> tuple[float, float]:
    values = [value for row in rows for key, value in row.items() if key == "value" or key.startswith("q")]
    step = 5000.0
    return step * (min(values) // step), step * (max(values) // step + 1)


def _shares(layers: Layers) -> Any:
    """Bars that are split into lettered parts."""
    alt = _altair()
    rows = layers["boxes"]
    order = list(dict.fromkeys(row["row"] for row in rows))
    parts = list(dict.fromkeys(row["part"] for row in rows))
    y = alt.Y(
        "row:N",
        sort=order,
        axis=alt.Axis(title=None, domain=False, ticks=False, labelLimit=200),
        scale=alt.Scale(paddingInner=0.3),
    )
    colours = alt.Scale(domain=parts, range=[STYLES[part].colour for part in parts])
    x = alt.X("from:Q", axis=alt.Axis(title=None, tickCount=5, format=",d"), scale=alt.Scale(nice=False))
    base = alt.Chart(_data(rows))
    boxes = base.mark_bar(stroke=OUTLINE, strokeWidth=1).encode(
        x=x, x2="to:Q", y=y, color=alt.Color("part:N", scale=colours, legend=None)
    )
    texts = base.mark_text(fontSize=13, color=ON_FILL).encode(x="middle:Q", y=y, text="text:N")
    return _frame(alt.layer(boxes, texts), 46 * len(order) + 10)


def _bars(layers: Layers) -> Any:
    """Bars with a 90 in 100 interval, in two groups: by legal form and by reason."""
    alt = _altair()
    groups = [_bar_group(rows, title) for title, rows in layers.items()]
    return alt.vconcat(*groups, spacing=24).resolve_scale(x="shared")


def _bar_group(rows: Rows, title: str) -> Any:
    alt = _altair()
    order = [row["row"] for row in rows]
    top = max(row["q95"] for row in rows)
    y = alt.Y("row:N", sort=order, axis=alt.Axis(title=None, domain=False, ticks=False, labelLimit=190))
    x = alt.X(
        "q50:Q",
        axis=alt.Axis(title=None, tickCount=5, format=",d"),
        scale=alt.Scale(domain=[0, top]),
    )
    base = alt.Chart(_data(rows))
    bars = base.mark_bar(color=STYLES["bar"].colour, stroke=OUTLINE, strokeWidth=1).encode(x=x, y=y)
    intervals = base.mark_rule(color=INK, strokeWidth=1.6).encode(x="q05:Q", x2="q95:Q", y=y)
    ends = [base.mark_tick(color=INK, thickness=1.6, size=9).encode(x=f"{end}:Q", y=y) for end in ("q05", "q95")]
    heading = alt.TitleParams(title, anchor="start", fontSize=13, fontWeight="bold", color=INK)
    return alt.layer(bars, intervals, *ends).properties(width=WIDE - 150, height=24 * len(order), title=heading)


def _tiles(layers: Layers) -> Any:
    """Squares on a grid, each with three lines of text; fills are told apart by the letter in the text as well."""
    alt = _altair()
    rows = layers["tiles"]
    fills = list(dict.fromkeys(row["fill"] for row in rows))
    colours = alt.Scale(domain=fills, range=[STYLES[fill].colour for fill in fills])
    fill = alt.Color("fill:N", scale=colours, legend=None)
    bands = alt.Scale(paddingInner=0.06)
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("column:O", axis=None, scale=bands), y=alt.Y("line:O", axis=None, scale=bands)
    )
    squares = base.mark_rect(stroke=OUTLINE, strokeWidth=1).encode(color=fill)
    texts = [
        base.mark_text(dy=dy, fontSize=size, fontWeight=weight, color=ON_FILL).encode(text=f"{name}:N")
        for name, dy, size, weight in (("code", -15, 12, 700), ("people", 0, 10, 400), ("text", 15, 9, 400))
    ]
    return _frame(alt.layer(squares, *texts), 56 * (1 + max(row["line"] for row in rows)))


def _dots(layers: Layers) -> Any:
    """Panels of dots on a grid, a letter in each dot."""
    alt = _altair()
    return alt.hconcat(*(_dot_panel(rows, title) for title, rows in layers.items()), spacing=18)


def _dot_panel(rows: Rows, title: str) -> Any:
    alt = _altair()
    parts = list(dict.fromkeys(row["part"] for row in rows))
    colours = alt.Scale(domain=parts, range=[STYLES[part].colour for part in parts])
    base = alt.Chart(_data(rows)).encode(x=alt.X("column:O", axis=None), y=alt.Y("line:O", axis=None))
    dots = base.mark_point(shape="circle", filled=True, size=190, opacity=1, stroke=OUTLINE, strokeWidth=0.8).encode(
        fill=alt.Fill("part:N", scale=colours, legend=None)
    )
    letters = base.mark_text(fontSize=13, color=ON_FILL).encode(text="text:N")
    heading = alt.TitleParams(title, anchor="start", fontSize=13, fontWeight="bold", color=INK)
    side = 16 * DOTS_A_LINE
    return alt.layer(dots, letters).resolve_scale(fill="independent").properties(width=side, height=side, title=heading)


_AXIS = {
    "labelColor": FAINT,
    "labelFontSize": 13,
    "labelOverlap": True,
    "labelPadding": 6,
    "gridColor": GRID,
    "domainColor": FAINT,
    "tickColor": FAINT,
}
_CONFIG = {"aria": False, "background": "transparent", "font": "sans-serif", "axis": _AXIS, "view": {"stroke": None}}

CHARTS: dict[str, Callable[[Layers], Any]] = {
    "strip": _strip,
    "held": _held,
    "arrests": _arrests,
    "flows": _flows,
    "population": _population,
    "exits": _bars,
    "shares": _shares,
    "lines": _lines,
    "tiles": _tiles,
    "dots": _dots,
}
