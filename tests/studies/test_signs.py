"""Signs of the account of arrests, paired, from any start: more asked, more officers, never fewer arrests."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bedspace.parameters.catalogue import catalogue
from bedspace.studies.run.notes import notes_of
from bedspace.studies.run.runs import Answer, Request, run

STARTS = (date(2023, 7, 1), date(2024, 3, 1), date(2024, 12, 1), date(2025, 2, 15), date(2025, 8, 1))
AFTER = (30, 90, 300)
DRAWS = 40
FEEDBACK = 2e-4
"""More people held tie down a few officers, which a draw that hardly answers a target shows in its fifth digit."""
REPORTS = "reports-2025-02"

POLICY = """
title = "t"
decided = {day}
reference = "r"
coded_by = "a test"
coded_from = "c"
left_out = "l"
[[changes]]
parameter = "{parameter}"
from = {day}
how = "{how}"
value = {value}
ramp_days = {ramp}
reason = "why"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("policies")


@cache
def base(start: date, *off: str) -> Answer:
    return run(Request(REPORTS, start=start, days=max(AFTER), inflow="arrests", draws=DRAWS, off=off))


def changed(folder: Path, start: date, parameter: str, how: str, value: float, ramp: int = 0) -> Answer:
    """The run with one number multiplied, or added to, from the first day on; lists are as long at the start."""
    first = start if parameter == "leads_high_risk" else start + timedelta(days=1)
    file = folder / f"{parameter}-{start}-{value}.toml"
    text = POLICY.format(day=first, parameter=parameter, how=how, value=value, ramp=ramp)
    file.write_text(text, encoding="utf-8")
    asked = Request(f"{REPORTS}+{file}", start=start, days=max(AFTER), inflow="arrests", draws=DRAWS)
    return run(asked)


def on(answer: Answer, output: str) -> np.ndarray:
    """An output at the days asked about, a week's mean that ends there, shape (days, n)."""
    values = answer.result.outputs[output]
    return np.stack([values[row - 6 : row + 1].mean(0) for row in AFTER])


def asked_twice(folder: Path, start: date) -> Answer:
    """The target doubled, or twice the arrests of the start where there is none."""
    if catalogue()["arrest_target"].at(start):
        return changed(folder, start, "arrest_target", "multiply", 2)
    twice = 2 * float(on(base(start), "arrests")[0].mean())
    return changed(folder, start, "arrest_target", "add", round(twice))


def more(folder: Path, start: date, what: str) -> Answer:
    """The run with more of one thing."""
    if what == "target":
        return asked_twice(folder, start)
    changes = {
        "officers": ("officers", "multiply", 2.0, 0),
        "partners": ("agreements_287g", "multiply", 2.0, 30),
        "scope": ("scope", "multiply", 1.25, 0),
        "borrowed": ("borrowed_officers", "add", 4_500.0, 0),
    }
    return changed(folder, start, *changes[what])


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize(
    ("what", "least"), [("target", 1.01), ("officers", 1.01), ("partners", 1.0), ("scope", 1.0), ("borrowed", 1.0)]
)
def test_more_never_brings_fewer_arrests(folder: Path, start: date, what: str, least: float) -> None:
    """In every draw; targets and officers by a per cent at least in the mean."""
    with_it, without = on(more(folder, start, what), "arrests"), on(base(start), "arrests")
    assert (with_it >= without * (1 - FEEDBACK)).all()
    assert (with_it.mean(1) >= least * without.mean(1)).all()
    assert (with_it.mean(1) > without.mean(1)).all()


def test_a_target_and_officers_bring_more_arrests_soon(folder: Path) -> None:
    start = date(2024, 12, 1)
    for what in ("target", "officers"):
        assert (on(more(folder, start, what), "arrests") > on(base(start), "arrests")).all()


def test_ranges_of_what_no_figure_identifies_include_no_effect() -> None:
    found = base(date(2025, 2, 15))
    for name in ("borrowed_efficiency", "arrests_per_agreement"):
        assert found.plan.settings.at(name, 0).min() < 0.05
        assert "Not identified" in catalogue()[name].description
    assert catalogue()["publicity_loss"].at(date(2025, 3, 1)) == 0


def test_the_output_says_what_no_figure_identifies() -> None:
    said = "; ".join(notes_of(base(date(2025, 2, 15))))
    assert "no published figure identifies" in said
    assert "borrowed agents" in said
    assert "local partners" in said


def convicted(answer: Answer) -> np.ndarray:
    return on(answer, "share_convicted").mean(1)


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS, ids=str)
def test_longer_lists_bring_more_people_with_a_conviction(folder: Path, start: date) -> None:
    longer = changed(folder, start, "leads_high_risk", "multiply", 1.5)
    assert (convicted(longer) >= convicted(base(start)) + 0.005).all()
    ratio = on(longer, "arrests").mean(1) / on(base(start), "arrests").mean(1)
    assert (np.abs(ratio - 1) < 0.01).all(), "lists show in whom, not in how many"


def test_research_crowded_out_lowers_the_share_convicted_later(folder: Path) -> None:
    start = date(2024, 12, 1)
    pressed = changed(folder, start, "arrest_target", "add", 2_000)
    spared = run(
        Request(
            pressed.request.scenario,
            start=start,
            days=300,
            inflow="arrests",
            draws=DRAWS,
            off=("pressure on research",),
        )
    )
    assert convicted(pressed)[2] < convicted(spared)[2] - 0.001
    assert abs(convicted(pressed)[0] - convicted(spared)[0]) < abs(convicted(pressed)[2] - convicted(spared)[2])


@pytest.mark.parametrize("parameter", ["sensitive_places_share", "custody_officers_per_held"])
def test_sensitive_places_and_custody_work_lower_arrests(folder: Path, parameter: str) -> None:
    start, how, value = date(2024, 3, 1), "add", {"sensitive_places_share": 0.1}.get(parameter, 0.02)
    less = on(changed(folder, start, parameter, how, value), "arrests")
    assert (less < on(base(start), "arrests")).all()


def test_parts_stand_beside_each_other_and_add_up() -> None:
    outputs = base(date(2025, 2, 15)).result.outputs
    parts = outputs["arrests_custodial"] + outputs["arrests_at_large"]
    np.testing.assert_allclose(parts, outputs["arrests"])
    assert (outputs["arrests_custodial"][1:] > 0).all()


OFF = {
    "publicity": "publicity_loss",
    "sensitive places": "sensitive_places_share",
    "skip tracing": "skip_tracing_addresses",
    "operations": "operation_sought",
    "hired officers": "hired_officers",
}


@pytest.mark.parametrize("mechanism", OFF)
def test_a_switch_that_is_off_leaves_every_output_unchanged_to_the_bit(mechanism: str) -> None:
    start = date(2024, 12, 1)
    assert base(start).catalogue[OFF[mechanism]].at(start) == 0
    for name, values in base(start, mechanism).result.outputs.items():
        np.testing.assert_array_equal(values, base(start).result.outputs[name], err_msg=name)


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_a_start_reproduces_the_newest_window(start: date) -> None:
    """In the first week of arrests, without noise and under the target that stood: book-ins are the window's."""
    standing = catalogue()["arrest_target"].at(start - timedelta(days=1))
    sets = {"arrest_target": str(standing), "day_shock": "0"}
    found = run(Request(REPORTS, start=start, days=9, inflow="arrests", draws=1, sets=sets))
    assert found.result.outputs["book_ins_ice"][3:].mean() == pytest.approx(found.plan.newest.ice_level, rel=0.02)
