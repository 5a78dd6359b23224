"""Pages of the questions that take long: a form, how far the job is, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bedspace.cli.bottleneck import BLOCKS as OF_LIMITS
from bedspace.cli.reach import COLUMNS, TITLES
from bedspace.cli.show import Heard, number
from bedspace.errors import Fault, UsageError
from bedspace.report import bars
from bedspace.report.bars import Bar
from bedspace.report.numbers import percent, three
from bedspace.report.parts import Key, Table
from bedspace.web import feet
from bedspace.web.forms import boxes, scenario_titles
from bedspace.web.jobs import Job
from bedspace.web.pictures import Picture
from bedspace.web.question import Question
from bedspace.web.questions import Bottleneck, Persons, Reach
from bedspace.web.tables import Row, table
from bedspace.web.view import Page, Reader, Values


@dataclass(frozen=True)
class Told:
    """What an answer says.

    Attributes
    ----------
    finding, lines : sequence of str
    tables : sequence of Table
    picture : Picture or None
    """

    finding: Sequence[str]
    tables: Sequence[Table]
    picture: Picture | None = None
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Work:
    """A question that takes long, as a page puts it.

    Attributes
    ----------
    name : str
        In addresses.
    kind : type
    title, lead : str
    labels : mapping of str to str
        Fields that are asked for, with their labels.
    told : callable
        What its answer says.
    examples : mapping of str to mapping
        Questions that readers have, by their words.
    words : mapping of str to mapping
        Field -> words of what can be chosen.
    """

    name: str
    kind: type[Question]
    title: str
    lead: str
    labels: Mapping[str, str]
    told: Callable[[Heard], Told]
    examples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        """Its page."""
        return Page(self.name, "work.html", partial(_values, self), self.kind, partial(_bare, self), kept=False)


def _values(work: Work, reader: Reader, question: Question) -> Values:
    jobs = reader.desk.jobs
    job = jobs.of(question) if jobs else None
    if jobs and (job is None or job.heard is None):
        return _page(work, reader, question.asked(), job)
    heard = reader.desk.heard(question)
    told, pinned = work.told(heard), _pinned(question, heard)
    picture = told.picture and told.picture.kept_at(reader.links, work.name, question.asked())
    known = f"Data as published by {heard.whole['record']['as_of']}. {pinned['draws']} model runs."
    python = feet.in_python(work.kind.model_validate(pinned))
    foot = feet.foot(reader.links, {"this answer": question}, reader.links.page(work.name, **pinned), known, python)
    return {**_page(work, reader, question.asked(), job), "told": told, "picture": picture, "foot": foot}


def _pinned(question: Question, heard: Heard) -> dict[str, Any]:
    """The question with the days that it had left open."""
    record = heard.whole["record"]
    named = {
        name: record.get(name) for name in ("as_of", "by", "scenario", "start") if name in type(question).model_fields
    }
    return {"draws": record["draws"], **question.asked(), **{name: day for name, day in named.items() if day}}


def _page(work: Work, reader: Reader, given: Mapping[str, Any], job: Job | None = None) -> Values:
    fields = boxes(work.kind, work.labels, given, work.words)
    links = {words: reader.links.page(work.name, **state) for words, state in work.examples.items()}
    kept = {name: value for name, value in given.items() if name not in work.labels}
    return {
        "work": work, "boxes": fields, "examples": links, "kept": kept, "job": job, "told": None, "picture": None,
        "asked": bool(given),
        "address": reader.links.page(work.name, **given),
    }  # fmt: skip


def _bare(work: Work, reader: Reader, given: Mapping[str, Any]) -> Values:
    known = {name: value for name, value in given.items() if name in work.labels and isinstance(value, str)}
    return {**_page(work, reader, known), "address": reader.links.page(work.name)}


def picture_of(work: Work, reader: Reader, question: Question) -> Picture:
    """The chart of an answer."""
    heard = reader.desk.heard(question)
    made = work.told(heard).picture
    if made is None:
        raise UsageError(Fault(work.name, "nothing falls short, so there is no chart"))
    return made.kept_at(reader.links, work.name, question.asked())


def _blocks(heard: Heard, titles: Mapping[str, str], columns: Callable[[str], Sequence[str]]) -> list[Table]:
    rows: Sequence[Row] = heard.whole["result"]
    return [
        table(titles[block], [row for row in rows if row["block"] == block],
              {name: HEADS.get(name, name.replace("_", " ").capitalize()) for name in columns(block)})
        for block in dict.fromkeys(row["block"] for row in rows)
    ]  # fmt: skip


HEADS = {"q05": "5 %", "q95": "95 %", "rests_on": "Mark", "mean": "Mean of the runs"}
LIKE = {"law": "people", "cost": "people"}


def _reached(heard: Heard) -> Told:
    says = heard.whole["record"]["says"]
    tables = _blocks(heard, TITLES, lambda block: (*COLUMNS[LIKE.get(block, block)], "rests_on"))
    short = [row for row in heard.whole["result"] if row["block"] == "resource" and row["needed"] and row["available"]]
    drawn = [
        Bar(row["what"], f"{three(row['available'])} of {three(row['needed'])}", row["available"] / row["needed"],
            row["today"] / row["needed"])
        for row in short
    ]  # fmt: skip
    told = "; ".join(f"{bar.label} {bar.text} ({percent(bar.value)})" for bar in drawn)
    alt = f"Bars of what can be had by then against what it takes, one a resource. {told}."
    picture = drawn and _drawn(
        "What can be had by then, against what it takes", alt, drawn, "what it takes",
        table("What can be had, and what it takes", short, {
            "what": "Resource", "unit": "Unit", "today": "Today", "available": "Can be had by then", "needed": "Needed",
            "runs_out": "Runs out", "state": "State",
        }),
        [Key("bar", "can be had by then"), Key("dashed", "today")],
    )  # fmt: skip
    return Told(says[:2], tables, picture or None, [*says[2:], ASIDE])


ASIDE = "National accounting: no optimum, no allocation, no area."


def _limited(heard: Heard) -> Told:
    rows = heard.whole["result"]
    shares = [row for row in rows if str(row["unit"]).endswith("share of the shortfall")]
    whole = next(row["mean"] for row in rows if row["what"] == "all limits")
    days = {row["what"]: row["mean"] for row in rows if row["block"] == "binds"}
    columns = {"binds": ("what", "mean", "first", "last", "rests_on")}
    tables = _blocks(
        heard, OF_LIMITS, lambda block: columns.get(block, ("what", "unit", "q05", "mean", "q95", "rests_on"))
    )
    told = "; ".join(
        f"{row['what']}: {number(row['mean'])}, binding on {number(days[row['what']])} days" for row in shares
    )
    alt = f"Bars of what each limit explains of the shortfall, {number(whole)} in the mean of the runs. {told}."
    drawn = [
        Bar(
            row["what"].capitalize(),
            f"{number(row['mean'])} ({number(row['q05'])} to {number(row['q95'])})",
            row["mean"] / whole, None, (row["q05"] / whole, row["q95"] / whole),
        )
        for row in shares
    ] if whole > 0 else []  # fmt: skip
    picture = drawn and _drawn(
        "What each limit explains of the shortfall", alt, drawn, "the whole shortfall, mean", tables[1],
        [Key("bar", "mean of the runs"), Key("median", "9 of 10 runs")],
    )  # fmt: skip
    return Told([heard.whole["record"]["says"]], tables, picture or None, [LIMITS])


LIMITS = "Means add up. Travel documents are a time here, no limit. Limits stand in the order of the chain, unranked."


def _drawn(title: str, alt: str, drawn: Sequence[Bar], line: str, rows: Table, keys: Sequence[Key]) -> Picture:
    widths = {name: bars.svg(drawn, line, narrow=name == "narrow") for name in ("wide", "narrow")}
    return Picture("bars", title, alt, widths, rows, keys=keys)


PEOPLE = {"output": "Output", "unit": "Unit", "area": "Area", "mean": "Mean", "q05": "5 %", "q50": "Middle",
          "q95": "95 %", "rests_on": "Mark"}  # fmt: skip


def _followed(heard: Heard) -> Told:
    rows = heard.whole["result"]
    last = max(row["date"] for row in rows)
    end = [row for row in rows if row["date"] == last]
    nation = [row for row in end if row["area"] == "US"]
    areas = [row for row in end if row["area"] != "US"]
    tables = [table(f"The nation on {last}", nation, PEOPLE)]
    if areas:
        tables.append(table(f"Areas on {last}", areas, PEOPLE, folded=True))
    return Told([heard.title], tables)


_RUN = {"draws": "Model runs"}
REACH = Work(
    "reach",
    Reach,
    "What would it take?",
    "Name a number that was announced: what would have to be true, nationally, for it to be reached, against what "
    "exists. It takes about a minute.",
    {
        "output": "What is to be reached",
        "op": "Which way",
        "value": "The number",
        "by": "By (empty: in a year)",
        **_RUN,
    },
    _reached,
    {
        "a million removals a year": {"output": "removals", "value": "1000000"},
        "1,200 arrests a day": {"output": "arrests", "value": "1200"},
        "40,000 people held or fewer": {"output": "held", "op": "<=", "value": "40000"},
        "100,000 people held": {"output": "held", "value": "100000"},
        "a judge's decision within 30 days": {"output": "detained_hearing_wait", "op": "<=", "value": "30"},
    },
    {
        "output": {
            "removals": "removals by ICE, a year",
            "arrests": "arrests by ICE, a day",
            "held": "people held",
            "held_over_180": "people held over 180 days",
            "detained_hearing_wait": "days to a judge's decision in custody",
        },
        "op": {">=": "at least", "<=": "at most"},
    },
)
BOTTLENECK = Work(
    "bottleneck",
    Bottleneck,
    "What binds first?",
    "Which of beds, hearings and seats binds on which days, how much of a shortfall each explains, and what one more "
    "of each changes. It takes about a minute.",
    {"scenario": "Question", "output": "What falls short", "days": "Days (empty: as the question has them)", **_RUN},
    _limited,
    {"removals, from the newest day known": {}, "people held in 2025": {"scenario": "proceedings-2025", "output":
     "midnight_population"}},
    {"scenario": {"": "Proceedings, from the newest day known", **scenario_titles()},
     "output": {"removals": "removals of detained people", "midnight_population": "people held on the last day"}},
)  # fmt: skip
PERSONS = Work(
    "persons",
    Persons,
    "Persons, one by one",
    "Expected numbers hide what happens area by area and night by night. This engine moves synthetic persons; it takes "
    "minutes.",
    {"scenario": "Question", "days": "Days (empty: as the question has them)", **_RUN},
    _followed,
)
WORKS = (REACH, BOTTLENECK, PERSONS)
