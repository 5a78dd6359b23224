"""The flip table: the design, the ends, the conclusions, the verb."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.engines.result import Result
from bedspace.errors import UsageError
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.claims.questions import three
from bedspace.studies.policy.parts import FOLLOWED, SPREAD, Parts, chance_of, explained, parts
from bedspace.studies.policy.sensitivity import CONCLUSIONS, RANGE, Sensitivity, sensitivity, varied
from bedspace.studies.policy.variance import Share
from bedspace.studies.run.areas import follow
from bedspace.studies.run.runs import Request, run

REPORTS = "reports-2025-02"

NAMES = [parameter.name for parameter in varied(catalogue())]
DRIFT = {"exit_drift", "exit_drift_correlation", "level_walk", "handover_drift"}
MOVE_NO_MIDDLE = {*DRIFT, "hold_room_days", "hold_limit_nights"}
"""Numbers of drift, which widen bands, and of hold rooms, which the engine of persons reads."""
MOVE_ELSEWHERE = {
    "operation_yield": "fiscal-2024+public-operation",
    "skip_tracing_yield": "fiscal-2024+skip-tracing",
    "training_days": "fiscal-2024+money-for-hiring",
    "agreement_days": "fiscal-2024+agreements-287g",
    "habeas_delay": "fiscal-2024+petitions",
    "mandatory_detention": "fiscal-2024+laken-riley",
    "capacity_release_share": "fiscal-2024",
}
"""Where numbers move something that move nothing in the middle run: most are neutral until a policy makes them act; the
share released for want of a bed meets the most that may be released."""


@cache
def found() -> Sensitivity:
    return sensitivity(Request(REPORTS))


def test_the_middle_of_the_design_is_the_run_of_one_draw() -> None:
    alone = run(Request(REPORTS, draws=1)).result.outputs
    for name, values in found().answer.result.outputs.items():
        np.testing.assert_allclose(values[:, 0], alone[name][:, 0], err_msg=name)


@pytest.mark.parametrize("name", NAMES)
def test_each_assumed_number_moves_something(name: str) -> None:
    """Between its ends at least one output differs; a number that nothing reads would move none."""
    low = 2 * NAMES.index(name) + 1
    outputs = found().answer.result.outputs
    moved = [output for output, values in outputs.items() if not np.array_equal(values[:, low], values[:, low + 1])]
    assert bool(moved) != (name in MOVE_NO_MIDDLE | MOVE_ELSEWHERE.keys())


@pytest.mark.parametrize("name", MOVE_ELSEWHERE)
def test_a_number_that_moves_no_middle_moves_something_elsewhere(name: str) -> None:
    low, high = (
        run(Request(MOVE_ELSEWHERE[name], draws=4, days=400, sets={name: str(value)})) for value in _ends(name)
    )
    assert any(not np.array_equal(values, high.result.outputs[output]) for output, values in low.result.outputs.items())


def _ends(name: str) -> tuple[float, float]:
    """Two values of a number: the ends of its prior, or half of it and more than it."""
    known = catalogue()[name]
    if known.prior.low is None or known.prior.high is None:
        return known.values[0].value / 2, known.values[0].value * 1.5
    scale = known.values[0].value if known.prior.relative else 1.0
    return scale * known.prior.low, scale * known.prior.high


@pytest.mark.parametrize("name", ["book_ins_per_arrest", "pressure_on_release", "beds_usable", "room"])
def test_an_end_is_the_run_with_the_number_set_there(name: str) -> None:
    """The designed draw equals a run of its own whose prior is cut down to that end."""
    low = 2 * NAMES.index(name) + 1
    setting = found().answer.plan.settings.by_name[name]
    other = {draw for draw in range(len(setting.spread)) if setting.spread[draw] != setting.spread[0]}
    assert other == {low, low + 1}


def test_every_parameter_has_its_row_and_the_widest_swing_comes_first() -> None:
    turns = found().turns
    assert sorted(turn.name for turn in turns) == sorted(NAMES)
    assert [turn.swing for turn in turns] == sorted((turn.swing for turn in turns), reverse=True)


def test_a_number_that_the_run_fits_follows_the_others_until_it_is_set() -> None:
    """It has no ends of its own, so no row; set, it moves arrests."""
    assert "pressure_from_gap" not in NAMES
    low, high = (run(Request(REPORTS, draws=1, sets={"pressure_from_gap": share})) for share in ("0.1", "0.5"))
    assert low.result.outputs["arrests"].sum() < high.result.outputs["arrests"].sum()


def test_a_flow_is_summed() -> None:
    summed = sensitivity(Request(REPORTS, days=30), "arrests")
    assert summed.turns[0].middle == pytest.approx(summed.answer.result.outputs["arrests"][1:, 0].sum())


def test_a_turning_conclusion_differs_between_the_runs_it_names() -> None:
    result = found().answer.result
    for turn in found().turns:
        low = 2 * NAMES.index(turn.name) + 1
        for each in CONCLUSIONS:
            holds = each.holds(result)
            assert (each.name in turn.turning) == (len({bool(holds[i]) for i in (0, low, low + 1)}) > 1)


def test_some_conclusions_turn_and_some_do_not() -> None:
    """Else the table would say nothing."""
    turned = {name for turn in found().turns for name in turn.turning}
    assert turned
    assert turned < {each.name for each in CONCLUSIONS}


@pytest.mark.parametrize("each", CONCLUSIONS, ids=lambda each: each.name)
def test_every_conclusion_can_be_true_and_can_be_false(each) -> None:
    """In some run of some scenario it holds, in another it does not."""
    assert {bool(holds) for result in extremes() for holds in each.holds(result)} == {True, False}


@cache
def extremes() -> tuple[Result, ...]:
    return tuple(run(request).result for request in EXTREMES)


EXTREMES = (
    Request(REPORTS, draws=40),
    Request("no-change", draws=40),
    Request("arithmetic", draws=2, sets={"ice_book_ins": "10000"}, days=400),
    Request("arithmetic", draws=2, sets={"ice_book_ins": "0"}, days=400),
    Request(REPORTS, draws=2, sets={"beds_usable": "300000", "custodial_growth": "10"}),
    Request(REPORTS, draws=2, sets={"seats_growth": "0.2", "replenishment_growth": "0"}),
    Request(
        REPORTS, draws=2, sets={"monday": "0.1", "lead_ageing": "0", "replenishment_growth": "20", "day_shock": "0"}
    ),
)


def test_an_unknown_output_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no.* of this name"):
        sensitivity(Request(REPORTS), "happiness")


def test_the_verb_gives_one_row_a_parameter() -> None:
    told = CliRunner().invoke(cli, ["sensitivity", "--output", "arrests", "--days", "20", "--draws", "20", "--json"])
    rows = json.loads(told.stdout)["result"]
    assert {row["parameter"] for row in rows} == set(NAMES)
    assert "Conclusions" in CliRunner().invoke(cli, ["sensitivity", "--days", "20", "--draws", "20"]).stdout


def test_the_sentence_has_the_middle_and_the_widest_swing_inside_a_range() -> None:
    """What is halved and doubled for want of a range is told as that, and only where it moves the output more."""
    said, widest = found().sentence(), found().turns[0]
    ranged = next(turn for turn in found().turns if turn.ends == RANGE)
    assert f"{ranged.name} moves it most in its range" in said
    for value in (ranged.low, ranged.middle, ranged.high):
        assert three(value) in said
    assert (f"{widest.name}, which has no range, {three(widest.low)} halved" in said) == (ranged != widest)
    alone = replace(found(), turns=(ranged,)).sentence()
    assert f"{ranged.name} moves it most in its range" in alone
    assert "halved" not in alone


def test_a_policy_on_top_is_a_row_without_it_and_with_it() -> None:
    """Its ends are those of the scenario with and without it, every number in the middle."""
    asked = Request(f"{REPORTS}+quota-3000", days=150)
    with_it, base = sensitivity(asked, "arrests"), sensitivity(Request(REPORTS, days=150), "arrests")
    (row,) = [each for each in with_it.table() if each["ends"] == "without it and with it"]
    assert (row["parameter"], row["rests_on"]) == ("policy quota-3000", "assumed")
    assert row["at_low_end"] == pytest.approx(base.table()[0]["in_the_middle"])
    assert row["at_high_end"] == row["in_the_middle"] > row["at_low_end"]
    assert not [each for each in base.table() if each["ends"] == "without it and with it"]


def test_chance_beyond_the_spread_of_the_runs_is_no_share() -> None:
    """Releases for want of a bed are few: by persons one by one they vary more than their expected numbers."""
    assert "one by one more than all of it;" in Parts(0.3, 0.5, 2.24).sentence()
    assert "one by one 99%;" in Parts(0.3, 0.5, 0.99).sentence()


def test_parts_are_the_sums_of_the_shares_shown() -> None:
    """Shares lost in their noise count for nothing; chance is small in a nation, and none for what no person gives."""
    shares = {
        "stay_slow_ratio": Share(0.2, 0.01),
        "stay_slow_share": Share(0.1, 0.09),
        "drift of exit rates": Share(0.5, 0.01),
        "errors of exit rates": Share(0.1, 0.01),
    }
    request = Request("no-change", draws=20, days=30, inflow="held")
    split = parts(shares, chance_of(request, "midnight_population"))
    assert (split.numbers, split.process) == (pytest.approx(0.3), pytest.approx(0.5))
    assert split.chance is not None
    assert 0 < split.chance < 0.2
    assert "30%" in split.sentence()
    assert "50%" in split.sentence()
    assert chance_of(request, "mean_time_in_custody") is None
    assert explained(request, "midnight_population") == ({}, None)


def test_chance_is_a_share_of_the_variance_of_drawn_runs() -> None:
    """Not of a design that moves one number at a time: its variance is a thirtieth of theirs."""
    request = Request(REPORTS, draws=SPREAD, days=60)
    answer = run(request)
    name = "midnight_population"
    expected, persons = answer.result.outputs[name][-1], follow(answer, FOLLOWED).from_persons[name][-1]
    assert chance_of(request, name) == pytest.approx(np.mean((persons - expected[:FOLLOWED]) ** 2) / np.var(expected))
