"""What stands under every result: a link that keeps its data, the command line, Python, and the rows to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bedspace.web.links import Links
from bedspace.web.question import Question
from bedspace.web.questions import Bottleneck, Compare, Fate, Forecast, Lasting, Persons, Reach, Run, Simulated

PINNED, PAGE = "Link to this result, with the day of its data", "Link to this page"


@dataclass(frozen=True)
class Take:
    """Rows to take away: what they are, and their addresses by form."""

    what: str
    addresses: dict[str, str]


@dataclass(frozen=True)
class Foot:
    """The end of a result.

    Attributes
    ----------
    link : str
        Address of the page with its whole state, the day of the data among it; empty in static pages.
    known : str
        The day of the data, in words.
    commands : sequence of str
    python : str
    takes : sequence of Take
    what : str
        What the link leads to.
    """

    link: str
    known: str
    commands: Sequence[str]
    python: str
    takes: Sequence[Take]
    what: str = PINNED


def foot(
    links: Links, questions: Mapping[str, Question], link: str, known: str, python: str = "", what: str = PINNED
) -> Foot:
    """The foot of an answer to some questions, each with what its rows are."""
    takes = [
        Take(what, {form: links.data(question, form) for form in question.forms})
        for what, question in questions.items()
    ]
    commands = [question.command for question in questions.values()]
    told = python or "\n".join(filter(None, map(in_python, questions.values())))
    return Foot(link if links.live else "", known, commands, told, takes, what)


def in_python(question: Question) -> str:
    """The question in Python; empty where only the command line asks it."""
    asked = _asked(question)
    if not asked:
        return ""
    needed = "from datetime import date\n\n" if "date(" in asked else ""
    return f"{needed}import bedspace\n\n{asked}"


def _asked(question: Question) -> str:
    if isinstance(question, Persons):
        return ""
    if isinstance(question, Reach):
        named = (
            f"{question.question!r}, {question.by and _day(question.by)}, draws={question.draws}, seed={question.seed}"
        )
        known = f", as_of={_day(question.as_of)}" if question.as_of else ""
        return f"rows = bedspace.reach({named}{known}).table()"
    if isinstance(question, Bottleneck) and question.scenario:
        return f"rows = bedspace.bottleneck({request_of(question, question.scenario)}, {question.output!r}).table()"
    if isinstance(question, Run):
        outputs = repr(tuple(question.outputs.split(","))) if question.outputs else ""
        return f"rows = bedspace.run({request_of(question, question.scenario)}).table({outputs})"
    if isinstance(question, Compare):
        request = request_of(question, question.base)
        return f"rows = bedspace.compare({request}, {list(question.other)}, by={question.by!r}).table()"
    if isinstance(question, Fate):
        first, last = (_day(date.fromisoformat(day)) for day in question.arrested.split(".."))
        request = request_of(question, question.scenario)
        return f"rows = bedspace.fate({question.number:g}, {first}, {last}, {request}).table()"
    if isinstance(question, Forecast):
        days = tuple(int(day) for day in question.horizons.split(","))
        return f"rows = bedspace.forecast({_day(question.as_of) if question.as_of else None}, {days}).table()"
    return ""


def request_of(question: Simulated, scenario: str) -> str:
    """The request of a run as Python writes it."""
    sets = dict(text.split("=", 1) for text in question.set)
    days = question.days if isinstance(question, Lasting) else None
    given = {
        "start": question.start and _day(question.start),
        "days": days,
        "draws": question.draws,
        "seed": question.seed,
        "inflow": question.inflow and repr(question.inflow),
        "as_of": question.as_of and _day(question.as_of),
        "data_through": question.data_through and _day(question.data_through),
        "sets": sets or None,
        "off": question.off or None,
        "stale_ok": question.stale_ok or None,
    }
    named = "".join(f", {name}={value}" for name, value in given.items() if value is not None)
    return f"bedspace.Request({'+'.join((scenario, *question.policy))!r}{named})"


def _day(day: date) -> str:
    return f"date({day.year}, {day.month}, {day.day})"
