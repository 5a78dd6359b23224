"""The table of the system: what the engines compile and what is printed follow from its rows alone."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from tools.docs.markdown import TO_REWRITE
from tools.docs.system import page

from bedspace.cli.main import cli
from bedspace.engines.plan import FORMS, IS_BARRED, IS_DISCRETIONARY
from bedspace.errors import UsageError
from bedspace.model.drawing import mermaid, methods, rows
from bedspace.model.network import Resource, State
from bedspace.model.outputs import OUTPUTS
from bedspace.model.system import NETWORK

FIRST = NETWORK.transitions[0]
ROOT = Path(__file__).parents[2]
WITH_ONE_MORE = """
import numpy as np
from bedspace.model import custody
from bedspace.model.network import State, Transition
custody.STATES += (State("exit_visa", "Left with a visa", "custody", absorbing=True),)
custody.TRANSITIONS += (Transition("held", "exit_visa", "hazard", "lead_ageing", "custody"),)

from bedspace.model.drawing import mermaid, methods
from bedspace.studies.run.areas import run_areas
from bedspace.studies.run.checks import checks
from bedspace.studies.run.runs import Request, run
from tools.docs.markdown import TO_REWRITE
from tools.docs.system import page
sets = {"exit_elasticity": "0", "exit_drift": "0"}
answer = run(Request("no-change", draws=4, days=5, sets=sets))
left, held = (answer.result.outputs[name] for name in ("exits_visa", "midnight_population"))
rate = answer.plan.settings.at("lead_ageing", 0)
share = left[1:] / held[:-1]
assert (np.abs(share / rate - 1) < 0.05).all(), share / rate
assert "exits_visa" in {row["output"] for row in answer.table()}
assert str(answer.rests_on("exits_visa")) == "assumed"
assert all(check.passed for check in checks(answer))
assert run_areas(Request("no-change", draws=1, days=5)).outputs["exits_visa"][1:].min() > 0
assert "held --> exit_visa" in mermaid()
assert "to Left with a visa**: People leave at the rate a day of `lead_ageing`" in methods()
"""


def test_an_exit_added_to_the_table_alone_is_run_drawn_and_told() -> None:
    """In engines of its own, which read the table when they are loaded; few days run sooner than they compile."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, "-c", WITH_ONE_MORE], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "exits_visa" not in OUTPUTS


def test_every_exit_of_the_table_is_compiled_and_counted() -> None:
    arrows = NETWORK.hazards()
    assert tuple(arrow.form for arrow in arrows) == FORMS
    assert [FORMS[f] for f in IS_DISCRETIONARY.nonzero()[0]] == ["recognizance", "supervision", "parole"]
    assert [FORMS[f] for f in IS_BARRED.nonzero()[0]] == ["bond", "recognizance", "supervision", "parole"]
    for arrow in arrows:
        if arrow.form != "removal":
            assert OUTPUTS[f"exits_{arrow.form}"].label == NETWORK.state(arrow.target).label


def test_every_line_of_the_table_is_drawn_and_told() -> None:
    """Take any arrow, state or resource away and something printed changes."""
    for arrow in NETWORK.transitions:
        assert f"{arrow.source} " in mermaid()
        assert any(row["size"] in (arrow.parameter, "estimated") for row in rows())
    assert len(rows()) == len(NETWORK.transitions)
    drawn, told = mermaid(), methods()
    for state in NETWORK.states:
        assert state.label in drawn
    for each in NETWORK.resources:
        assert each.label in drawn
        assert f"**{each.label}** (`{each.capacity}`)" in told
        assert each.priority in told
    for arrow in NETWORK.transitions:
        fewer = tuple(other for other in NETWORK.transitions if other is not arrow)
        kept = {end for other in fewer for end in (other.source, other.target)}
        needed = {other.resource for other in fewer}
        smaller = replace(
            NETWORK,
            transitions=fewer,
            states=tuple(state for state in NETWORK.states if state.name in kept),
            resources=tuple(each for each in NETWORK.resources if each.name in needed),
        )
        assert mermaid(smaller) != drawn
        assert methods(smaller) != told


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"states": (*NETWORK.states, State("idle", "Idle", "custody"))}, "state idle"),
        ({"resources": (*NETWORK.resources, Resource("vans", "Vans", "x", "none", "p"))}, "resource vans"),
        ({"transitions": (*NETWORK.transitions, replace(FIRST, kind="share", resource="vans"))}, "resource vans"),
    ],
)
def test_no_line_that_nobody_reads(changed: dict[str, object], what: str) -> None:
    with pytest.raises(UsageError, match=what):
        replace(NETWORK, **changed)  # type: ignore[arg-type]


def test_the_page_is_what_is_printed_now() -> None:
    assert (ROOT / "docs" / "system.md").read_text(encoding="utf-8") == page(), TO_REWRITE


@pytest.mark.parametrize(("option", "printed"), [("--diagram", mermaid), ("--methods", methods)])
def test_the_verb_prints_the_same(option: str, printed: object) -> None:
    assert CliRunner().invoke(cli, ["system", option]).stdout == printed()  # type: ignore[operator]
