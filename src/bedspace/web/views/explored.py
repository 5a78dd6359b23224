"""What the explorer found, in words, a chart and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from bedspace.engines.result import QUANTILES
from bedspace.model.outputs import OUTPUTS
from bedspace.report.fan import AS_IT_IS, CHANGED, Course, course, svg
from bedspace.report.held import STOCK, held_counts
from bedspace.report.numbers import Shown, between, day, rounded, sign, span, three
from bedspace.report.parts import Cell, Key, Sentence, Table, say
from bedspace.studies.policy.compare import Difference
from bedspace.studies.run.notes import notes_of
from bedspace.studies.run.runs import Answer
from bedspace.units import IN_PARTS, Unit
from bedspace.web import feet
from bedspace.web.explorer import Explored
from bedspace.web.links import Links
from bedspace.web.pictures import Picture

BLOCKS = ("logistics", "law", "people")


def values(found: Explored, links: Links) -> dict[str, Any]:
    """What the template of a result asks for."""
    vain = [*found.overruled, *found.idle]
    return {
        **first(found, links),
        "tables": list(_tables(found)),
        "vain": [f"{each[0].upper()}{each[1:].rstrip('.')}." for each in vain],
        "notes": [note.rstrip(".") for note in notes_of(found.shown)],
    }


def first(found: Explored, links: Links) -> dict[str, Any]:
    """What of it is shown while a number moves: the finding, the chart, and the links that lead to these."""
    asked = found.shown.asked
    known = f"Data as published by {found.base.vintage.day}. {asked['draws']} model runs, seed {asked['seed']}."
    link = links.page("explorer", **found.link)
    foot = feet.foot(links, {**found.questions, **found.bills}, link, known, _python(found))
    return {"finding": finding(found), "picture": picture(found, links), "foot": foot}


def finding(found: Explored) -> list[Sentence]:
    """People held on the last day, with the changes and without."""
    last = found.base.last
    base, mark = found.base.quantiles(STOCK, last), found.base.rests_on(STOCK)
    if found.other is None:
        text = "As it is, {held} people are held on {day} in the middle run ({interval} in 9 of 10)."
        return [
            say(text, held=Shown(rounded(base[2]), mark), day=day(last), interval=between(base[0], base[4], rounded))
        ]
    paired = found.other.result.outputs[STOCK][-1] - found.base.result.outputs[STOCK][-1]
    low, middle, high = (float(each) for each in np.quantile(paired, (0.05, 0.5, 0.95)))
    held = Shown(rounded(found.other.quantiles(STOCK, last)[2]), found.other.rests_on(STOCK))
    if not paired.any():
        text = "With these changes {held} people are held on {day}, as many as without: they move nobody."
        return [say(text, held=held, day=day(last))]
    text = "With these changes {held} people are held on {day} in the middle run; as it is, {base}."
    apart = "That is {apart} in the middle of the paired runs ({interval} in 9 of 10)."
    return [
        say(text, held=held, day=day(last), base=Shown(rounded(base[2]), mark)),
        say(apart, apart=_more(middle), interval=f"{_signed(low)} to {_signed(high)}"),
    ]


def _more(people: float) -> str:
    return f"{rounded(abs(people))} {'more' if people >= 0 else 'fewer'}"


def _signed(people: float) -> str:
    return f"{'−' if people < 0 else '+'}{rounded(abs(people))}"


def picture(found: Explored, links: Links) -> Picture:
    """The chart of people held in both runs, with the counts of the days."""
    counts = [(figure.data_date, figure.value) for figure in held_counts(found.base.start, found.base.last)]
    courses = [course("as it is", AS_IT_IS, _quantiles(found.base))]
    if found.other:
        courses.append(course("changed", CHANGED, _quantiles(found.other)))
    widths = {name: svg(found.base.start, courses, counts, narrow=name == "narrow") for name in ("wide", "narrow")}
    ends = "; ".join(
        f"{each.name}: from {rounded(each.bands[0][1])} to {rounded(each.bands[-1][1])}" for each in courses
    )
    told = (
        f"{len(counts)} official counts, solid, the last {three(counts[-1][1])}" if counts else "no count of these days"
    )
    days = span(found.base.start, found.base.last)
    alt = f"Fan chart of people held at midnight, {days}. Middle of the model, dashed: {ends}. Counted: {told}."
    keys = [*([Key("held", "counted")] if counts else []), Key(AS_IT_IS[0], "model, as it is")]
    keys += [Key(CHANGED[0], "model, changed")] if found.other else []
    keys.append(Key((CHANGED if found.other else AS_IT_IS)[1], "9 of 10 runs"))
    made = Picture(
        "held", "People held at midnight", alt, widths, _by_day(found, courses),
        f"{days}; bands hold 9 of 10 model runs, given these policies", keys,
    )  # fmt: skip
    return made.kept_at(links, "explorer", found.link)


def _quantiles(answer: Answer) -> list[list[float]]:
    found: list[list[float]] = np.quantile(answer.result.outputs[STOCK], QUANTILES, axis=1).tolist()
    return found


def _by_day(found: Explored, courses: Sequence[Course]) -> Table:
    """People held on the first of each month and on the last day."""
    rows = [row for row in range(found.base.plan.days + 1) if row == found.base.plan.days or _begins(found, row)]
    cells: list[list[Cell]] = [
        [day(found.base.day(row)), *(cell for course in courses for cell in _cells(*course.bands[row]))] for row in rows
    ]
    heads = [head for each in courses for head in (f"{each.name}, middle", f"{each.name}, 9 of 10")]
    return Table("People held at midnight", ("Day", *heads), cells)


def _begins(found: Explored, row: int) -> bool:
    return row == 0 or (found.base.start + timedelta(days=row)).day == 1


def _cells(low: float, middle: float, high: float) -> list[Cell]:
    return [rounded(middle), between(low, high, rounded)]


def _tables(found: Explored) -> Iterator[Table]:
    """The three blocks: logistics, law, people."""
    rows = found.rows
    for block in BLOCKS:
        inside = [row for row in rows if OUTPUTS[row.output].block == block]
        if inside:
            yield _block(block, inside, found.other is not None)


def _block(block: str, rows: Sequence[Difference], changed: bool) -> Table:
    several = len({row.period for row in rows}) > 1
    cells = [_row(row, several, changed) for row in rows]
    heads = ("as it is", "changed", "difference", "9 of 10 differences") if changed else ("as it is", "9 of 10 runs")
    told = next((f"; days of the run: {row.part}" for row in rows if row.part), "")
    caption = f"{block.capitalize()}: flows summed, stocks averaged over the fiscal year{told if not several else ''}"
    return Table(caption, ("Output", *heads, "mark"), cells)


def _row(row: Difference, several: bool, changed: bool) -> list[Cell]:
    label = OUTPUTS[row.output].label
    unit = "" if _unit(row) == label.lower() else f", {_unit(row)}"
    head = f"{label}{unit}{f', {row.period}' if several else ''}"
    row, form = _in_millions(row), _form(row)
    if not changed:
        low, high = np.quantile(row.values, (0.05, 0.95)).tolist()
        return [head, form(float(row.values.mean())), between(low, high, form), sign(row.rests_on)]
    told = row.row()
    low, high = float(told["q05"]), float(told["q95"])
    apart = f"{_with_sign(low, row)} to {_with_sign(high, row)}"
    cells = (form(told["mean_base"]), form(told["mean_other"]), _with_sign(told["difference"], row), apart)
    return [head, *cells, sign(row.rests_on)]


def _unit(row: Difference) -> str:
    return f"million {row.unit}" if _is_money(row) else row.unit


def _is_money(row: Difference) -> bool:
    return row.unit == Unit.USD


def _in_millions(row: Difference) -> Difference:
    return replace(row, values=row.values / 1e6, difference=row.difference / 1e6) if _is_money(row) else row


def _form(row: Difference) -> Any:
    return three if OUTPUTS[row.output].unit in {*IN_PARTS, Unit.RATE} else rounded


def _with_sign(value: float, row: Difference) -> str:
    shown = _form(row)(abs(value))
    return shown if not value or shown == "0" else f"{'−' if value < 0 else '+'}{shown}"


def _python(found: Explored) -> str:
    runs = list(found.questions.values())
    made = "\n".join(
        f"{name} = bedspace.run({feet.request_of(each, each.scenario)})"
        for name, each in zip(("base", "changed"), runs, strict=False)
    )
    last = "changed.result.outputs['midnight_population'] - base.result.outputs['midnight_population']"
    rows = f"difference = {last}" if found.other else "rows = base.table()"
    needed = "from datetime import date\n\n" if found.state.as_of else ""
    return f"{needed}import bedspace\n\n{made}\n{rows}"
