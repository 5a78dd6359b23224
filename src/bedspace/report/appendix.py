"""The sections on what the answer rests on: checks, limits, parameters, official figures, sources, the run record."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from bedspace.engines.plan import FORMS
from bedspace.figure import Figure
from bedspace.figures.public import public_figures
from bedspace.figures.series import Vintage
from bedspace.fiscal import period_bounds
from bedspace.model.custody import MISSED
from bedspace.model.system import NOT_MODELLED
from bedspace.parameters.catalogue import sources
from bedspace.parameters.parameter import DatedValue, Parameter
from bedspace.report.addresses import address_of_fact, source_of, used
from bedspace.report.findings import END, START
from bedspace.report.numbers import day, estimated, percent, three, whole
from bedspace.report.parts import Block, Cell, Section, Table, say
from bedspace.studies.run.checks import Check
from bedspace.studies.run.runs import Answer

_NOT_BUILT = (
    "What it cannot do, on purpose. It models counts, so it cannot find, select or track anyone, and nothing that could"
    " was built. It gives no arrests by area for future dates and no yields by office or nationality. It says what"
    " would have to be true nationally and is no optimiser of operations. It ranks no person and no party."
)
_LIMITS = (
    "Monthly tables identify neither stays of under 30 days nor the reason of an exit.",
    "The answer to a target is fitted to weekly arrests to 30 March 2025, given the other numbers, which these totals"
    " cannot tell apart.",
    "Ranges of targets, leads, capacity and seats are assumed.",
    "The start of one administration is one episode: agreement with it validates nothing.",
    "Bands hold what the model knows. Policies that nobody had announced are in none of them.",
    "National totals hide local limits: in April 2025 places were over their contracts while the nation was not.",
)


def checks(answer: Answer, made: Sequence[Check]) -> Section:
    """Checks, the account of missing book-outs, look-ahead, limits, what is not modelled."""
    limits = Table("Limits", ("Limit",), [[limit] for limit in _LIMITS])
    left_out = Table(
        "Not modelled, and why",
        ("Left out", "Why"),
        [[what, why] for what, why in NOT_MODELLED.items()],
        frozenset({0, 1}),
    )
    blocks: list[Block] = [_checks(made), _missing_outs(answer), ahead(answer), limits, left_out, say(_NOT_BUILT)]
    return Section("checks", "Checks, limits, and what it cannot do", blocks, folded=True)


def _checks(made: Sequence[Check]) -> Table:
    rows: list[list[Cell]] = [
        [check.name, check.statement, "passed" if check.passed else "FAILED", f"{check.worst:.1g}"] for check in made
    ]
    columns = ("Check", "Statement", "Result", "Largest relative error")
    return Table("Checks of this run", columns, rows, frozenset({0, 1, 2}))


def _missing_outs(answer: Answer) -> Block:
    estimates = answer.plan.estimates
    missed = float(estimates.exits[:, FORMS.index(MISSED)].sum())
    return say(
        "The official flows do not close. Book-ins less book-outs exceed the growth of the midnight count, so"
        " exits are missing from the table: {share} of the book-outs, over the year before the start. These people"
        " leave by an exit of its own, and are hidden in no residual.",
        share=estimated(percent(missed / (float(estimates.exits.sum()) - missed)), "p-outs_missing"),
    )


def ahead(answer: Answer) -> Table:
    """Values used that became known only after the start."""
    start = answer.start
    rows: list[list[Cell]] = [
        [
            parameter.label,
            f"{_number(parameter, value)} {parameter.unit}",
            value.since.isoformat(),
            (value.known or start).isoformat(),
        ]
        for parameter in _used(answer)
        if parameter.looks_ahead(start)
        for value in parameter.values
        if value.known is not None and value.known > start and value.since <= answer.last
    ]
    columns = ("Parameter", "Value", "From", "Known on")
    return Table(
        f"Look-ahead: values used that became known only after {day(start)}", columns, rows, frozenset({0, 2, 3})
    )


def _used(answer: Answer) -> list[Parameter]:
    return list(answer.catalogue.values())


def parameters(answer: Answer) -> Section:
    """Every parameter used."""
    rows: list[list[Cell]] = []
    anchors: list[str] = []
    for parameter in _used(answer):
        for i, value in enumerate(parameter.values):
            rows.append(_parameter_row(parameter, value))
            anchors.append(f"p-{parameter.name}" if i == 0 else "")
    columns = ("Parameter", "From", "Value", "Unit", "Range", "Spread", "Source", "Evidence", "Mark")
    words = frozenset({0, 1, 3, 4, 5, 6, 7, 8})
    return Section(
        "parameters", "Every parameter used", [Table("Parameters as used", columns, rows, words, anchors)], folded=True
    )


def _parameter_row(parameter: Parameter, value: DatedValue) -> list[Cell]:
    low, high = parameter.range
    ramp = f", over {value.ramp_days} days" if value.ramp_days else ""
    return [
        parameter.label,
        value.since.isoformat() + ramp,
        _number(parameter, value),
        str(parameter.unit),
        f"{low:,g} to {high:,g}",
        _spread(parameter),
        _linked(value.source),
        str(value.evidence),
        str(parameter.mark(value)),
    ]


def _number(parameter: Parameter, value: DatedValue) -> str:
    return parameter.from_figures if value.value is None else f"{value.value:,g}"


def _linked(source: str) -> Markup:
    """Publishers of the facts, each leading to its publication, or that it is an assumption."""
    link = Markup('<a href="#source-{}">{}</a>')
    told = (link.format(fact, sources()[fact].publisher) if fact != "assumption" else fact for fact in source.split())
    return Markup("; ").join(dict.fromkeys(told))


def _spread(parameter: Parameter) -> str:
    prior = parameter.prior
    arguments = ", ".join(f"{value:g}" for value in prior.arguments().values())
    return f"{prior.kind}{f' ({arguments})' if arguments else ''}{', times the value' if prior.relative else ''}"


def figures_used(answer: Answer) -> list[Figure]:
    """Every official figure behind the run and behind the comparisons, once."""
    start, later = answer.start, answer.later
    running = answer.vintage.find("book_ins", f"{start:%Y-%m}", agency="cbp")
    months = [f"{start:%Y-%m}", *(("2025-02", "2025-03") if start == START else ())]
    booked = [later.find("book_ins", month, agency="ice") for month in months]
    days = (START, START + timedelta(days=30), START + timedelta(days=90), END) if start == START else (start,)
    held = [later.find("ddp_midnight_population", day.isoformat()) for day in days]
    used = [*answer.basis.figures, *filter(None, (running, *booked, *held))]
    return sorted(
        dict.fromkeys(used), key=lambda figure: (figure.quantity, figure.key, figure.period, figure.published)
    )


def figures(answer: Answer) -> Section:
    """Every official figure used, with file, sheet and cell."""
    rows = [_figure_row(figure) for figure in figures_used(answer)]
    columns = ("Quantity", "Of", "Period", "Value", "Unit", "Data to", "Published", "File / sheet / cell")
    anchors = [used(figure) for figure in figures_used(answer)]
    table = Table("Official figures (counted)", columns, rows, frozenset({0, 1, 2, 4, 5, 6, 7}), anchors)
    note = say(
        "{count} official figures are used by the run and the comparisons on this page; each can be found again in its"
        " file, sheet and cell. The daily count of other days comes from the same file as those shown. Past"
        " misses use the monthly averages and book-ins from {since} on.",
        count=whole(len(rows)),
        since=f"{period_bounds('2019-10')[0]:%B %Y}",
    )
    return Section("figures", "Every official figure used", [note, table], folded=True)


def _figure_row(figure: Figure) -> list[Cell]:
    of = ", ".join(f"{name.replace('_', ' ')} {value.replace('_', ' ')}" for name, value in figure.dimensions.items())
    value = whole(figure.value) if figure.value == int(figure.value) else three(figure.value)
    return [
        figure.quantity.replace("_", " "),
        of or "national total",
        figure.period,
        value,
        str(figure.unit),
        figure.data_date.isoformat(),
        figure.published.isoformat(),
        source_of(figure),
    ]


def cited(answer: Answer) -> Section:
    """Publications behind parameters, and every public number with its role."""
    facts = dict.fromkeys(_facts(answer))
    rows: list[list[Cell]] = [
        [
            _titled(f"{sources()[fact].publisher}: {sources()[fact].title}", fact),
            sources()[fact].published,
            _read(sources()[fact].verified),
        ]
        for fact in sorted(facts)
    ]
    behind = Table(
        "Publications behind parameters",
        ("Publisher and title", "Published", "Read"),
        rows,
        frozenset({0, 1, 2}),
        [f"source-{fact}" for fact in sorted(facts)],
    )
    return Section("sources", "Sources", [_public(), behind], folded=True)


def _titled(text: str, fact: str) -> Cell:
    """A citation, which leads to its page or publisher where an address is known."""
    address = address_of_fact(fact)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, text) if address else text


def _facts(answer: Answer) -> Iterator[str]:
    for parameter in _used(answer):
        for value in parameter.values:
            yield from (fact for fact in value.source.split() if fact != "assumption")


def _read(verified: str) -> str:
    return {"yes": "the publisher's page", "copy": "a report or copy of it", "no": "not read by us"}[verified]


def _public() -> Table:
    said = public_figures()
    rows: list[list[Cell]] = [
        [
            _titled(f.citation, f.fact),
            _period(f.first.isoformat(), f.last.isoformat()),
            whole(f.value),
            str(f.unit),
            f.used_for,
            f.note,
        ]
        for f in said
    ]
    columns = ("Publisher, title, day", "Period", "Value", "Unit", "Role", "Note")
    words = frozenset({0, 1, 3, 4, 5})
    return Table("Numbers said in public", columns, rows, words, [f"fact-{f.fact}" for f in said])


def _period(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def record(answer: Answer) -> Section:
    """What is needed to run it again, and how."""
    rows: list[list[Cell]] = [[name, _plain(value)] for name, value in answer.record.items()]
    again = say("To run it again: {command}", command=rerun(answer.record, answer.vintage))
    same = say(
        "The same version, data and seed give the same numbers. Further runs take fewer draws under the"
        " same keys, as said where they stand; look-back runs take one draw with the middle of every range."
    )
    return Section(
        "record",
        "Run record",
        [Table("What this run was", ("Entry", "Value"), rows, frozenset({0, 1})), again, same],
        folded=True,
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={entry}" for name, entry in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value)


def rerun(record: dict[str, Any], vintage: Vintage) -> str:
    """The command that writes the page again."""
    parts = ["bedspace", "report", record["scenario"], "--draws", str(record["draws"]), "--seed", str(record["seed"])]
    return shlex.join([*parts, "--as-of", vintage.day.isoformat()])
