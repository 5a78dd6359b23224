"""The page of comparisons: steady states, earlier models, announcements, and which conclusions turn."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from bedspace.model.docket import OF_PROCEEDINGS
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.cohort.steady import QUESTIONS, span, table, turnovers
from bedspace.studies.policy.sensitivity import sensitivity
from bedspace.studies.run.runs import Request, moving
from tools.docs.announced import START, announced, not_predicted, summary
from tools.docs.markdown import GENERATED, digits, markdown
from tools.docs.parity import THROUGH_PROCEEDINGS, parity
from tools.docs.prior_models import prior_models

REPORTS = "reports-2025-02"
WIDEST = 12
"""Parameters shown in the table of those that turn a conclusion, widest swing first; all that turn one are shown."""


def page() -> str:
    """Everything that the model is compared with."""
    parts = (_steady(), _models(), _announced(), _turning(), _proceedings())
    return "\n\n".join(["# What the model is compared with", GENERATED, *chain.from_iterable(parts)]) + "\n"


def _steady() -> Iterable[str]:
    yield "## Steady states, by formula"
    yield (
        "People held = flow x mean stay. Two measures of the stay: people held over exits a day, and the published "
        "length of stay of those who left. The first is the one for a growing population. Estimated."
    )
    of = turnovers()
    for question in QUESTIONS:
        least, greatest = span(question, of)
        yield f"### {question.asked:,.0f} {question.name}"
        yield f"`{question.formula}`, in {question.unit}: {digits(least)} to {digits(greatest)} over all years."
        rows = [row for row in table() if row["question"] == f"{question.asked:,.0f} {question.name}"]
        yield markdown(rows, ("period", "stay", "stay_days", "removed_share", "direct_share", "answer"))


def _models() -> Iterable[str]:
    yield "## Earlier models"
    yield "The same question asked here, on official tables of fiscal years 2024 to 2026 unless it says otherwise."
    rows = [
        {
            "model": model.name,
            "asked": model.asked,
            "its answer": _range(model.low, model.said, model.high),
            "here": f"{digits(model.here[0])} to {digits(model.here[1])}",
            "unit": model.unit,
        }
        for model in prior_models()
    ]
    yield markdown(rows)
    for model in prior_models():
        cited = "; ".join(str(source) for source in model.sources)
        yield f"**{model.name}.** {model.difference} *{cited}.*"


def _range(low: float, said: float, high: float) -> str:
    return digits(said) if low == high else f"{digits(said)} ({digits(low)} to {digits(high)})"


def _announced() -> Iterable[str]:
    yield "## Announced against what happened"
    ahead = [name for name, parameter in moving(catalogue()).items() if parameter.looks_ahead(START)]
    yield (
        f"Intervals hold 9 of 10 runs, made on data published by {START}. The naive interval is the last value known, "
        "moved as the monthly series moved before. Loss is the mean pinball loss over five quantiles. Of the numbers "
        f"of the model {len(ahead)} became known only after that day: {', '.join(f'`{name}`' for name in ahead)}."
    )
    rows = [
        {
            "what": each.what,
            "announced": each.announced,
            "happened": digits(each.happened),
            "model": f"{digits(each.model[0])} to {digits(each.model[-1])}",
            "width": digits(each.model[-1] - each.model[0]),
            "naive": f"{digits(each.naive[0])} to {digits(each.naive[-1])}",
            "naive width": digits(each.naive[-1] - each.naive[0]),
            "inside": "yes" if each.inside else "no",
            "loss": digits(each.loss),
            "naive loss": digits(each.naive_loss),
            "used": each.used,
        }
        for each in announced()
    ]
    yield markdown(rows)
    result = summary()
    yield (
        f"Held-out: {result['inside']:.0f} of {result['held_out']:.0f} inside the interval, "
        f"{result['better_than_naive']:.0f} of {result['held_out']:.0f} with a smaller loss than the naive interval; "
        f"geometric mean of the ratios {digits(result['relative_loss'])}. Held-out means that no number of the model "
        "was adjusted to it, not that nobody knew it. The naive interval knows of no change of policy; one episode "
        "validates neither."
    )
    yield "\n".join(f"- {each.what}: {each.note}" for each in announced())
    yield "\n".join(f"- Not predicted: {row['announced']}. {row['why']}" for row in not_predicted())


def _turning() -> Iterable[str]:
    yield "## Which conclusions turn inside the ranges"
    found = sensitivity(Request(REPORTS))
    yield "Every assumed number at both ends of its range, one at a time, the others in the middle."
    yield markdown(found.conclusions())
    shown = [turn for number, turn in enumerate(found.turns) if number < WIDEST or turn.turning]
    yield f"Those {len(shown)} of {len(found.turns)} numbers that move people held at the end most, or turn something:"
    columns = ("parameter", "label", "at_low_end", "in_the_middle", "at_high_end", "turns")
    yield markdown([turn.row(found.output) for turn in shown], columns)


def _proceedings() -> Iterable[str]:
    yield "## Removal at the counted rate, and through proceedings"
    yield (
        "October to December 2024 with the book-ins counted and seats for everyone, the middle of every prior. The "
        "paces of decisions and documents are set to the flows counted before the start, so this is a check of "
        "arithmetic: the chain gives back what it was set to. Estimated."
    )
    yield markdown(parity())
    found = sensitivity(Request(REPORTS, sets=THROUGH_PROCEEDINGS))
    own = [turn for turn in found.turns if turn.swing and turn.name in OF_PROCEEDINGS]
    yield "The scenario of the reports through proceedings, each number of courts and documents at both ends:"
    columns = ("parameter", "label", "at_low_end", "in_the_middle", "at_high_end", "turns")
    yield markdown([turn.row(found.output) for turn in own], columns)
    differ = [
        row
        for row, other in zip(found.conclusions(), sensitivity(Request(REPORTS)).conclusions(), strict=True)
        if row["holds"] != other["holds"]
    ]
    yield (
        "No conclusion of the table before differs in the middle of the ranges."
        if not differ
        else "In the middle of the ranges these conclusions differ: " + " ".join(row["conclusion"] for row in differ)
    )
