"""Coverage: nothing of the reports is missing, every element exists, every named test exists and can fail."""

from __future__ import annotations

import ast
import json
import re
import sys
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from tests.engines import test_mechanisms as mechanisms
from tests.parameters import test_policies as of_policies
from tools.docs.coverage import page
from tools.docs.elements import elements, exists, faults, named_test
from tools.docs.markdown import TO_REWRITE

from bedspace.claims.ledger.entries import ledger
from bedspace.model.outputs import BLOCKS, OUTPUTS
from bedspace.model.system import MECHANISMS, NOT_MODELLED
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.policy import Policy, policies
from bedspace.studies.record.parts import Answer as Answered
from bedspace.studies.record.parts import Element, answers, parts, statements
from bedspace.studies.run.runs import Answer, Request, run

ROOT = Path(__file__).resolve().parents[2]
ELEMENTS = elements()


def named(kind: str) -> list[str]:
    """Names of the elements of a kind."""
    return [element.name for element in ELEMENTS if element.kind == kind]


# completeness


def ids(file: Path) -> set[str]:
    return {json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()}


@pytest.mark.shared
def test_no_statement_number_or_sentence_of_the_reports_is_missing(shared: Path) -> None:
    claims = shared / "claims"
    rows = re.findall(r"^\| (\d\d\d:[^|]+?) \|", (claims / "GAPS.md").read_text(encoding="utf-8"), re.MULTILINE)
    wanted = ids(claims / "gold_system.jsonl") | ids(claims / "gold_seeds.jsonl") | set(rows)
    assert len(wanted) == 82 + 48 + 15
    assert {row["id"] for row in statements()} == wanted


@pytest.mark.shared
def test_no_words_of_the_reports_are_repeated(shared: Path) -> None:
    """No five words in a row are those of an article."""
    claims = shared / "claims"
    spans = [
        json.loads(line)["text_span"].lower()
        for name in ("gold_system.jsonl", "gold_seeds.jsonl")
        for line in (claims / name).read_text(encoding="utf-8").splitlines()
    ]
    for row in statements():
        words = re.findall(r"[\w,-]+", row["statement"].lower())
        for five in zip(*(words[n:] for n in range(5)), strict=False):
            assert not any(" ".join(five) in span for span in spans), row["id"]


def test_every_statement_is_answered_once() -> None:
    numbers = [row["id"] for row in statements()]
    assert len(numbers) == len(set(numbers))


def test_every_part_answers_something() -> None:
    assert {each.part for each in answers()} == {row["part"] for row in parts()}
    assert len(parts()) == 13


# elements and their tests


@pytest.mark.parametrize("element", ELEMENTS, ids=str)
def test_each_element_exists_and_its_test_too(element: Element) -> None:
    assert exists(element)
    file, name = named_test(element).split("::", 1)
    defined = {
        node.name
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert name.split("[")[0] in defined


def test_what_does_not_exist_is_refused() -> None:
    nothing = tuple(Element(*text.split(": ")) for text in ELEMENTS_OF_NOTHING)
    assert len(faults([Answered("moods", "", "", nothing, {})])) == 1 + len(nothing)
    assert not faults(answers())


ELEMENTS_OF_NOTHING = ["mechanism: gravity", "policy: none", "output: joy", "ledger: Y999-99", "study: x", "wish: y"]


@cache
def world(scenario: str, days: int) -> Answer:
    return run(Request(scenario, draws=2, days=days))


@pytest.mark.slow
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_the_test_of_a_mechanism_fails_when_it_is_off(mechanism: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a world that is the same with and without it. That the test passes where it acts is the test itself."""

    def answer(*_: str, scenario: str = mechanisms.REPORTS, days: int = mechanisms.DAYS) -> Answer:
        return world(scenario, days)

    monkeypatch.setattr(mechanisms, "answer", answer)
    with pytest.raises(AssertionError, match=f"^{re.escape(mechanism)}: "):
        mechanisms.test_each_mechanism_matters(mechanism)


NEVER = timedelta(days=36_500)


def put_off(policy: Policy) -> Policy:
    """The policy with the same changes, none of which comes into force during any run."""
    changes = [
        change.model_copy(update={"since": change.since + NEVER, "until": change.until and change.until + NEVER})
        for change in policy.changes
    ]
    return policy.model_copy(update={"changes": tuple(changes)})


def test_a_policy_that_is_put_off_is_its_base_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chosen, applied and run as ever, it moves nothing, since none of its changes comes into force."""
    monkeypatch.setitem(policies(), "laken-riley", put_off(policies()["laken-riley"]))  # type: ignore[arg-type]
    base = answer().result.outputs
    for name, values in answer.__wrapped__(scenario=f"{REPORTS}+laken-riley").result.outputs.items():
        np.testing.assert_array_equal(values, base[name], err_msg=name)


@pytest.mark.parametrize("policy", named("policy"))
def test_the_test_of_a_policy_fails_when_it_is_off(policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put off, its run is that of its base; that the test passes with the policy in force is the test itself."""
    base = of_policies.answer(policies()[policy].base)
    monkeypatch.setattr(of_policies, "answer", lambda _: base)
    with pytest.raises(AssertionError):
        of_policies.test_each_policy_matters(policy)


def test_the_tests_of_parameters_outputs_and_entries_fail_when_these_are_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parameter that nothing reads, an output that stays at zero, an entry that is gone."""
    base = answer()
    silent = {name: np.zeros_like(values) for name, values in base.result.outputs.items()}
    without = replace(base, result=replace(base.result, outputs=silent))
    monkeypatch.setattr(sys.modules[__name__], "answer", lambda *_, **__: without)
    monkeypatch.setattr(sys.modules[__name__], "ledger", tuple)
    for test, kind in (
        (test_each_named_parameter_moves_an_output, "parameter"),
        (test_each_named_output_is_computed, "output"),
        (test_each_named_entry_says_who_when_and_where, "ledger"),
    ):
        for name in named(kind):
            with pytest.raises((AssertionError, ValueError)):
                test(name)


REPORTS = "reports-2025-02"
BY_POLICY = {
    "arrests_agreements": "fiscal-2024+agreements-287g",
    "arrests_operations": f"{REPORTS}+public-operation",
}
"""Outputs of mechanisms that are neutral by default, and a run in which they act."""


@cache
def answer(*sets: tuple[str, float], scenario: str = REPORTS) -> Answer:
    return run(Request(scenario, draws=20, days=180, sets={name: f"{value!r}" for name, value in sets}))


@pytest.mark.parametrize("name", named("parameter"))
def test_each_named_parameter_moves_an_output(name: str) -> None:
    """Halved, at least one output differs; a parameter that nothing reads would move none."""
    whole = catalogue()[name].at(answer().start)
    half, full = answer((name, whole / 2)).result.outputs, answer((name, whole)).result.outputs
    assert any(not np.array_equal(half[output], full[output]) for output in full)


@pytest.mark.parametrize("name", named("output"))
def test_each_named_output_is_computed(name: str) -> None:
    """It is in a run, finite, and not the same on all days."""
    values = answer(scenario=BY_POLICY.get(name, REPORTS)).result.outputs[name][1:]
    assert np.isfinite(values).all()
    assert np.ptp(values) > 0


@pytest.mark.parametrize("name", named("ledger"))
def test_each_named_entry_says_who_when_and_where(name: str) -> None:
    (entry,) = [entry for entry in ledger() if entry.id == name]
    assert entry.says
    assert entry.said_by
    assert entry.when
    assert entry.source.publisher


@pytest.mark.parametrize("name", named("not modelled"))
def test_what_is_not_modelled_has_a_reason(name: str) -> None:
    assert NOT_MODELLED[name]


def test_every_mechanism_answers_a_statement_or_is_a_matter_of_method() -> None:
    method = {"exit elasticity", "exit drift", "drift of arrests", "drift of hand-overs", "parameter error"}
    assert set(MECHANISMS) - set(named("mechanism")) <= method


def test_every_run_has_the_three_blocks() -> None:
    assert {OUTPUTS[name].block for name in answer().result.outputs} == set(BLOCKS)


# the page


def test_the_page_is_up_to_date() -> None:
    written = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert written == page(), TO_REWRITE


def test_the_page_lists_every_statement_and_every_test() -> None:
    text = page()
    assert all(f"`{row['id']}`" in text for row in statements())
    assert all(f"`{named_test(element)}`" in text for element in ELEMENTS)
    assert all(what in text for what in NOT_MODELLED)
