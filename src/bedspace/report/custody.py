"""The sections on custody: the population against beds, and the three blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.model.outputs import BLOCKS, OUTPUTS, Output
from bedspace.report.findings import END, START, VARIANT_DRAWS, Variant
from bedspace.report.held import counted_population, fan
from bedspace.report.numbers import Shown, band, between, day, estimated, percent, rounded, span, stacked, three, whole
from bedspace.report.parts import Block, Cell, Chart, Key, Section, Table, say
from bedspace.studies.estimate.past_errors import Miss
from bedspace.studies.run.runs import Answer
from bedspace.units import IN_PARTS, RestsOn, Unit

Array = NDArray[np.float64]
Rows = list[dict[str, Any]]

DAYS = date(2025, 2, 18), date(2025, 4, 19), date(2025, 7, 18)
CAPACITIES = ("funded", "operational", "contracted", "usable")
_STEP = 7
_HELD = "midnight_population"
UNCOUNTED = frozenset({"exits_capacity", "not_booked"})
"""Outputs that the page leaves out of its tables: counts leave less room for them than the model; see `flows`."""


_FEWER = (
    f"Further runs take up to {VARIANT_DRAWS} draws, so that the page is written in seconds. Their medians"
    " lie within 2 per cent of those of 1,000 draws, the ends of their bands within 4."
)


def population(
    answer: Answer,
    ends: Sequence[Variant],
    held: Sequence[Variant],
    handovers: tuple[float, float],
    misses: Sequence[Miss],
) -> Section:
    """People held against every definition of capacity, with the runs at either end of the elasticity and held."""
    blocks: list[Block] = [
        _population_chart(answer, ends),
        _variants(answer, (*ends, *held), handovers),
        say(_FEWER),
        _misses(answer, misses),
    ]
    return Section("population", "The detained population, and what counts as full", blocks)


def _weekly() -> list[date]:
    return [START + timedelta(days=days) for days in range(0, (END - START).days + 1, _STEP)] + [END]


def _path(answer: Answer, name: str) -> Rows:
    bound = answer.catalogue[f"beds_{name}"]
    return [{"day": when.isoformat(), "value": bound.at(when)} for when in _weekly()]


def _counted(answer: Answer) -> Rows:
    days = [START + timedelta(days=i) for i in range((END - START).days + 1)]
    return [{"day": when.isoformat(), "value": counted_population(answer, when)} for when in days]


def _end(variant: Variant) -> Rows:
    days = [START + timedelta(days=i) for i in range((END - START).days + 1)]
    medians = variant.population[2][: len(days)]
    return [{"day": when.isoformat(), "value": float(value)} for when, value in zip(days, medians, strict=True)]


def _population_layers(answer: Answer, ends: Sequence[Variant]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    rows = fan(answer, _HELD, START, END)
    last = rows[-1]
    return {
        "fan": rows,
        **{name: _path(answer, name) for name in CAPACITIES},
        **{f"end/{i}": _end(variant) for i, variant in enumerate(ends)},
        "counted": _counted(answer),
        "label": [
            {"day": last["day"], "value": last["q95"], "text": "90 in 100"},
            {"day": last["day"], "value": last["q75"], "text": "50 in 100"},
        ],
    }


def _population_chart(answer: Answer, ends: Sequence[Variant]) -> Chart:
    layers = _population_layers(answer, ends)
    last, count = layers["fan"][-1], counted_population(answer, END)
    inside = last["q05"] <= count <= last["q95"]
    title = say(
        "{middle} held on {day} in the median run; the count on the official scale, {count}, lies {where} the 90 in"
        " 100",
        middle=three(last["q50"]),
        day=day(END),
        count=three(count),
        where="inside" if inside else "outside",
    )
    alt = say(
        "Fan chart. People held at midnight from {first} to {last}: the median goes from {start} to {middle}, 90 in 100"
        " model runs end between {band}. Dashed lines show beds funded, in operation, under contract and usable. The"
        " count that became known later ends, on the official scale, at {count}.",
        first=day(START),
        last=day(END),
        start=three(layers["fan"][0]["q50"]),
        middle=three(last["q50"]),
        band=between(last["q05"], last["q95"]),
        count=three(count),
    )
    beds = {name: answer.catalogue[f"beds_{name}"].at(END) for name in CAPACITIES}
    keys = [
        Key("median", "model, median"),
        Key("half", "50 in 100 model runs"),
        Key("most", "90 in 100 model runs"),
        Key("end", "medians with elasticity of exits 0 (higher) and .45 (lower), separate runs"),
        Key("counted", "counted each day, put on the official scale; known only later"),
        Key("funded", f"funded beds, {whole(beds['funded'])}: an average over a fiscal year"),
        Key("operational", f"beds in operation, {whole(beds['operational'])}, February 2025"),
        Key("contracted", f"beds under contract, {whole(beds['contracted'])}, April 2025"),
        Key("usable", "usable beds, growing from operation towards contract: assumed"),
    ]
    return Chart(
        "population-chart",
        "population",
        title,
        f"People held at midnight, official scale, {span(START, END)}. Model: {answer.rests_on(_HELD)}. Count:"
        " Deportation Data Project times a dated bridge, estimated.",
        alt,
        layers,
        keys,
        _weekly_table(answer, layers),
        "Given this inflow and these policies, 9 of 10 model runs lie in the wide band. Bands hold the error of every"
        " estimated rate, the monthly drift of exit rates and the ranges of all assumed parameters. This is no"
        " prediction of policy.",
    )


def _weekly_table(answer: Answer, layers: Mapping[str, Sequence[Mapping[str, Any]]]) -> Table:
    by_day = {row["day"]: row for row in layers["fan"]}
    count = {row["day"]: row["value"] for row in layers["counted"]}
    rows: list[list[Cell]] = []
    for when in _weekly():
        row = by_day[when.isoformat()]
        beds = [rounded(answer.catalogue[f"beds_{name}"].at(when)) for name in CAPACITIES]
        quantiles = [three(row[f"q{q}"]) for q in ("05", "25", "50", "75", "95")]
        rows.append([day(when), *quantiles, three(count[when.isoformat()]), *beds])
    columns = (
        "Midnight of",
        "5 %",
        "25 %",
        "Median",
        "75 %",
        "95 %",
        "Counted later, official scale",
        *(f"Beds {n}" for n in CAPACITIES),
    )
    return Table(f"People held at midnight ({answer.rests_on(_HELD)}), and beds", columns, rows)


def _variants(answer: Answer, others: Sequence[Variant], handovers: tuple[float, float]) -> Table:
    headline = fan(answer, _HELD, END, END)[0]
    quantiles = np.array([headline[f"q{q}"] for q in ("05", "50", "95")])
    names = ("This run: elasticity of exits drawn from 0 to .45", "Elasticity of exits 0", "Elasticity of exits .45")
    whole_month, running = handovers
    held = (
        f"No change: book-ins of the last full month, hand-overs by CBP {three(whole_month)} a day (counted)",
        f"No change, with the hand-overs of the month then running, {three(running)} a day (counted)",
    )
    rows = [_variant_row(names[0], quantiles, answer.rests_on(_HELD), answer.plan.settings.draws)]
    variants = zip((*names[1:], *held), others, strict=True)
    rows += [_variant_row(name, one.population[[0, 2, 4], -1], one.mark, one.draws) for name, one in variants]
    return Table(f"People held on {day(END)} in several runs", ("Run", "Median", "90 in 100", "Draws"), rows)


def _variant_row(name: str, quantiles: Array, mark: RestsOn, draws: int) -> list[Cell]:
    low, middle, high = quantiles
    return [name, Shown(three(middle), mark, "population"), between(low, high), whole(draws)]


def _misses(answer: Answer, misses: Sequence[Miss]) -> Block:
    plain = next(miss for miss in misses if miss.months == 6 and not miss.given_inflow)
    fan_end = fan(answer, _HELD, END, END)[0]
    half_width = (fan_end["q95"] - fan_end["q05"]) / 2 / fan_end["q50"]
    return say(
        "The plain method keeps exit rate and book-ins as they are. Six months ahead it missed by {mean} on average"
        " over {count} past months. One time in ten it missed by more than {ninth}. The band above reaches {half} to"
        " either side, and holds only what the model knows.",
        mean=estimated(percent(plain.mean), "misses"),
        count=str(plain.count),
        ninth=estimated(percent(plain.ninth_decile), "misses"),
        half=percent(half_width),
    )


def blocks(answer: Answer) -> Section:
    """Logistics, law, people: every output on three days."""
    intro = say(
        "Every result has these three blocks. Flows are sums from {first} to the day; stocks and shares are those of"
        " the day. Median, and below it the interval of 90 in 100 model runs.",
        first=day(answer.day(1)),
    )
    tables = [_block(answer, name) for name in BLOCKS]
    return Section("blocks", "Logistics, law, people", [intro, *tables])


def _block(answer: Answer, block: str) -> Table:
    outputs = [output for output in OUTPUTS.values() if output.block == block and _told(answer, output)]
    rows = [_output_row(answer, output) for output in outputs]
    columns = ("Output", "Unit", *(f"{when.day} {when:%b %Y}" for when in DAYS), "Mark")
    return Table(
        block.capitalize(), columns, rows, frozenset({0, 1, 5}), [f"output-{output.name}" for output in outputs]
    )


def _told(answer: Answer, output: Output) -> bool:
    """Whether a row says something: the run has it, it is not always zero, and no count speaks against all of it."""
    values = answer.result.outputs.get(output.name)
    return values is not None and output.name not in UNCOUNTED and bool(np.any(values >= 0.5 * _least(output)))


def _least(output: Output) -> float:
    """The smallest difference that its unit can show."""
    return 0.001 if output.unit in IN_PARTS else 1.0


def _output_row(answer: Answer, output: Output) -> list[Cell]:
    return [
        output.label,
        _unit(output),
        *(_on_day(answer, output, when) for when in DAYS),
        answer.rests_on(output.name).value,
    ]


def _unit(output: Output) -> str:
    text = str(output.unit).removesuffix("/day") if output.sums else str(output.unit)
    return "%" if output.unit == Unit.SHARE else text


def _on_day(answer: Answer, output: Output, when: date) -> Cell:
    values = answer.result.outputs[output.name][answer.row(when)]
    if output.sums:
        values = answer.total(output.name, answer.day(1), when)
    low, middle, high = band(values)
    if output.unit == Unit.SHARE:
        low, middle, high = 100 * low, 100 * middle, 100 * high
    if middle >= 1e6:
        return stacked(f"{three(middle / 1e6)} million", between(low / 1e6, high / 1e6))
    form = three if output.unit in IN_PARTS else rounded
    return stacked(form(middle), between(low, high, form))
