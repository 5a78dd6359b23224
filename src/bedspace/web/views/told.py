"""Pages that tell what is there: the system, the five reports, methods, the glossary, the reference of the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from bedspace.figures.counts import FIRST, LAST
from bedspace.figures.scales import CONCEPTS
from bedspace.model import drawing
from bedspace.model.outputs import OUTPUTS
from bedspace.model.system import MECHANISMS, NOT_MODELLED
from bedspace.report import diagram, flows, held, said
from bedspace.report.addresses import ICE, linked, publishers
from bedspace.report.numbers import day, whole
from bedspace.report.parts import Cell, Section, Table
from bedspace.studies.record.parts import answers, parts
from bedspace.studies.record.words import meanings
from bedspace.web import feet
from bedspace.web.api import description
from bedspace.web.pictures import of_chart
from bedspace.web.question import Day, Name
from bedspace.web.questions import Latest, Parameters, Policies, Scenarios, System
from bedspace.web.tables import table
from bedspace.web.view import Page, Reader, Values

PARAMETERS = {"label": "Number", "parameter": "Name", "from": "From", "value": "Value", "unit": "Unit",
              "range": "Range", "prior": "Distribution", "source": "Source", "rests_on": "Mark"}  # fmt: skip
POLICIES = {"title": "Policy", "policy": "Name", "decided": "Decided", "reference": "Reference", "status": "Status",
            "left_out": "Left out"}  # fmt: skip


COUNTS = {
    "targets": (),
    "arrests": ("weekly_arrests", "ice_book_ins_a_day"),
    "beds": ("currently_detained", "average_daily_population", "cbp_book_ins_a_day"),
    "fate": ("discretionary_releases_a_day", "bonded_out_a_day", "length_of_stay"),
    "removal": ("removals_from_custody_a_day", "removals_of_the_fiscal_year"),
    "history": ("book_outs_a_day", "border_encounters"),
}
"""Counts that stand with a part."""
IN_PROCEEDINGS, AS_REPORTED = "proceedings-2025", "reports-2025-02"
"""Questions on which the switches of removal and of all other parts are tried."""


class State(BaseModel):
    """One of the thirteen parts, or all; flows as they had been published by a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    part: Name | None = None
    as_of: Day | None = None


def _system(reader: Reader, state: State) -> Values:
    rows = parts(state.part)
    arrows = reader.desk.heard(System(arrows=True)).whole["result"]
    columns = {name: name.capitalize() for name in arrows[0]}
    question = System(part=state.part)
    addresses = {
        row["part"]: f"#{row['part']}" if row in rows else reader.links.page("system", part=row["part"])
        for row in parts()
    }
    counts = {row["output"]: row for row in reader.desk.heard(Latest(as_of=state.as_of)).whole["result"]}
    return {
        "state": state,
        "parts": [{**row, **_opened(row["part"], counts, reader)} for row in rows],
        "diagram": _diagram(counts, addresses),
        "then": {
            words: reader.links.page("system", as_of=day)
            for words, day in (("the reports, February 2025", "2025-02-20"), ("June 2025", "2025-06-20"), ("now", ""))
        },
        "arrows": table("The table that the engines compile: an arrow a row", arrows, columns, folded=True),
        "foot": feet.foot(
            reader.links,
            {"the parts": question, "the table": System(arrows=True), "the counts": Latest(as_of=state.as_of)},
            reader.links.page("system", part=state.part, as_of=state.as_of), "As this version has it.",
            what=feet.PAGE,
        ),
    }  # fmt: skip


def _diagram(counts: Mapping[str, Mapping[str, Any]], addresses: Mapping[str, str]) -> dict[str, Any]:
    """The drawings, and the flows that they show as a table."""
    a_day = {name.removesuffix("_a_day"): row["value"] for name, row in counts.items() if name.endswith("_a_day")}
    if {"book_outs", "removals_from_custody"} <= a_day.keys():
        a_day["otherwise"] = a_day["book_outs"] - a_day["removals_from_custody"]
    shown = [row for row in counts.values() if row["unit"] == "persons/day"]
    held = counts["currently_detained"]
    told = "; ".join(f"{row['what'].lower()} {row['value']:,.0f}" for row in shown)
    label = (
        f"The thirteen parts of the system. People pass from arrests, and from CBP, into beds and out by removal or "
        f"otherwise. A day, through {max(row['day'] for row in shown)}: {told}. {held['value']:,.0f} are held."
    )
    drawn = {
        name: diagram.svg(layout, a_day, f"{held['value']:,.0f} held", label, addresses)
        for name, layout in (("wide", diagram.WIDE), ("narrow", diagram.NARROW))
    }
    days = f"days through {day(max(row['day'] for row in shown))}; people held on {day(held['day'])}"
    return {"widths": drawn, "days": days, "table": table("What the drawing shows", [held, *shown], NUMBERS)}


NUMBERS = {"what": "Count", "value": "Newest", "unit": "Unit", "day": "Through", "source": "Printed in",
           "rests_on": "Mark"}  # fmt: skip


def _opened(part: str, counts: Mapping[str, Mapping[str, Any]], reader: Reader) -> dict[str, Any]:
    """What a part opens to: what the reports say, what was counted, its switches."""
    own = dict.fromkeys(
        element.name
        for answer in answers()
        if answer.part == part
        for element in answer.elements
        if element.kind == "mechanism" and element.name in MECHANISMS
    )
    question = IN_PROCEEDINGS if part in ("removal", "fate") else AS_REPORTED
    links = reader.links
    switches = {name: links.page("explorer", scenario=question, off=[name]) if links.live else "" for name in own}
    counted = [counts[name] for name in COUNTS.get(part, ()) if name in counts]
    return {"statements": _statements(part), "switches": switches, "counted": counted}


def _statements(part: str) -> list[dict[str, str]]:
    """What the reports say of a part, and what answers it."""
    return [
        {"says": says, "how": answer.how, "rests_on": answer.rests_on, "elements": "; ".join(map(str, answer.elements))}
        for answer in answers()
        if answer.part == part
        for says in answer.statements.values()
    ]


def _no_part(*_: Any) -> Values:
    return {"state": State(), "parts": [], "arrows": None, "foot": None, "diagram": None, "then": {}}


@cache
def reports() -> Section:
    """The section of the report: the same statements, counts and verdicts."""
    from bedspace.claims.check.ledger_review import review  # reads all rules; other pages need none
    from bedspace.studies.claims.feasibility import factors

    return said.section(review(None, factors()))


def _reports(*_: Any) -> Values:
    return {"section": reports(), "picture": of_chart(flows.chart()), "held": _held()}


def _held() -> Table:
    """The counts of people held that the statements are set beside, with their sources."""
    figures = held.held_counts(FIRST, LAST)
    rows: list[list[Cell]] = [
        [day(each.data_date), whole(each.value), linked(publishers()[ICE], ICE, each.origin)] for each in figures
    ]
    columns = ("Day", "People held", "Source")
    return Table(
        "People held on the days of the releases", columns, rows, frozenset({0, 2}), [*map(held.anchor, figures)]
    )


def _methods(reader: Reader, _: Any) -> Values:
    numbers, policies = (reader.desk.heard(each()).whole["result"] for each in (Parameters, Policies))
    questions = {"the numbers of the model": Parameters(), "policies": Policies(), "scenarios": Scenarios()}
    return {
        "methods": [line.removeprefix("- ") for line in drawing.methods().splitlines() if line.startswith("- ")],
        "outputs": list(OUTPUTS.values()),
        "not_modelled": NOT_MODELLED,
        "numbers": table("Every number of the model, with source, range and mark", numbers, PARAMETERS, folded=True),
        "policies": table("The policies, dated, each with its reference", policies, POLICIES, folded=True),
        "foot": feet.foot(
            reader.links, questions, reader.links.page("methods"), "As this version has it.", what=feet.PAGE
        ),
    }


def _glossary(*_: Any) -> Values:
    return {"meanings": list(meanings()), "concepts": CONCEPTS}


def reference(described: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the description of the API says of each address."""
    return [
        {
            "path": path,
            "method": method.upper(),
            "summary": told.get("summary", ""),
            "parameters": [_parameter(each) for each in told.get("parameters", ())],
        }
        for path, methods in described["paths"].items()
        for method, told in methods.items()
        if not path.endswith(".{form}")
    ]


_LIMITS = {"minimum": "from {}", "maximum": "to {}", "maxLength": "up to {} letters"}
_NONE: tuple[object, ...] = (None, [], "", f"{date.min}", f"{date.max}")
"""Defaults that leave nothing out."""


def _parameter(told: Mapping[str, Any]) -> dict[str, Any]:
    schema = told["schema"]
    kinds = [each for each in (schema, *schema.get("anyOf", ())) if each.get("type") not in (None, "null")]
    kind = kinds[0] if kinds else {}
    kind = {**kind, **kind.get("items", {})} if kind.get("type") == "array" else kind
    limits = [words.format(kind[word]) for word, words in _LIMITS.items() if word in kind]
    default = schema.get("default")
    return {
        "name": told["name"],
        "many": kinds and kinds[0].get("type") == "array",
        "type": kind.get("format") or kind.get("type", ""),
        "limits": " ".join(limits) or ", ".join(kind.get("enum", ())),
        "required": told.get("required", False),
        "default": "" if default in _NONE else default,
    }


def _api(reader: Reader, _: Any) -> Values:
    return {"reference": reference(description(reader.desk))}


SYSTEM = Page("system", "system.html", _system, State, _no_part)
REPORTS = Page("reports", "reports.html", _reports)
METHODS = Page("methods", "methods.html", _methods)
GLOSSARY = Page("glossary", "glossary.html", _glossary)
API = Page("api", "api.html", _api)
