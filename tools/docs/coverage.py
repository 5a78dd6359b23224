"""The page of coverage in Markdown: the parts, what answers each statement, what is not modelled, the tests."""

from __future__ import annotations

from collections.abc import Iterator

from bedspace.errors import UsageError
from bedspace.model.system import NOT_MODELLED
from bedspace.parameters.policy import policies
from bedspace.studies.record.parts import Answer, Element, answers, parts
from tools.docs.elements import elements, faults, named_test
from tools.docs.markdown import GENERATED

INTRODUCTION = (
    "Five news reports of February 2025 make statements on how the system works, and name numbers. Each is listed once "
    "with what answers it here. A statement such as Y003-04 is the fourth on the system in report 003, S003-04 its "
    "fourth number, 003:8 its sentence 8. The words are ours."
)
HOW_CHECKED = (
    "Each fails when its element is switched off or taken away, and that is itself tested. Mechanism: where every run "
    "of its test lacks it, the test fails; where every run lacks another mechanism instead, it passes. Policy: with "
    "all its dates put off beyond the run, its test fails. Study: with every public function and class of its module "
    "made to give nothing, every case of its test fails; with another module so emptied, it passes. Parameter, output, "
    "entry of the ledger: their tests fail on a run that is zero throughout and the same whatever is set, and on an "
    "empty ledger. What is not modelled cannot be switched off; its test wants a reason."
)
HEADINGS = {
    "Y": "how the system works",
    "S": "numbers",
    "0": "further sentences",
}


def page() -> str:
    """The whole page.

    Raises
    ------
    UsageError
        For an element that does not exist or a part that is none of the thirteen, all of them.
    """
    if found := faults(answers()):
        raise UsageError(found)
    sections = ["# What answers each statement of the reports", GENERATED, INTRODUCTION, _counts(), *_parts()]
    return "\n\n".join([*sections, *_not_modelled(), *_tests()]) + "\n"


def _counts() -> str:
    numbers = [number for each in answers() for number in each.statements]
    counted = ", ".join(f"{sum(n[0] == first for n in numbers)} {name}" for first, name in HEADINGS.items())
    return f"{len(numbers)} statements ({counted}), {len(elements())} elements."


def _parts() -> Iterator[str]:
    yield "## The thirteen parts"
    yield "\n".join(
        ["| part | the reports say | here | rests on |", "| --- | --- | --- | --- |"]
        + [f"| {r['part']} | {r['statement']} | {r['element']} | {r['rests_on']} |" for r in parts()]
    )
    for row in parts():
        yield f"## {row['part'].capitalize()}"
        for each in answers():
            if each.part == row["part"]:
                yield _answer(each)


def _answer(each: Answer) -> str:
    lines = [f"**{each.how}** Rests on: {each.rests_on}.", ""]
    lines += [f"- `{number}` {says}" for number, says in each.statements.items()]
    lines += ["", "By " + ", ".join(_named(element) for element in each.elements) + "."]
    return "\n".join(lines)


def _named(element: Element) -> str:
    return f"{element.kind} *{element.name}*"


def _not_modelled() -> Iterator[str]:
    yield "## Not modelled, and why"
    left_out = {**NOT_MODELLED, **{each.title: each.not_modelled for each in policies().values() if each.not_modelled}}
    yield "\n".join(f"- **{what}**: {why}." for what, why in left_out.items())


def _tests() -> Iterator[str]:
    yield "## The test of each element"
    yield HOW_CHECKED
    yield "\n".join(
        ["| element | test |", "| --- | --- |"] + [f"| {element} | `{named_test(element)}` |" for element in elements()]
    )
