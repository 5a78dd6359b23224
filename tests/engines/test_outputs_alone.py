"""A run that is asked for some outputs alone gives their bits, and leaves out what only others need."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from bedspace.engines.expected import arrests
from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.expected.proceedings.weeks import StaysInProceedings
from bedspace.engines.plan import Plan
from bedspace.model.outputs import OUTPUTS
from bedspace.studies.run.runs import Request, run

SETS = {"beds_usable": "45000", "beds_surge": "1", "seats_growth": "0.6"}
PETITIONS = {"habeas_rate": "0.05"}


def alone(plan: Plan, *names: str) -> Mapping[str, NDArray[np.float64]]:
    return expected_numbers.run(plan, outputs=names).outputs


@pytest.mark.parametrize("scenario", ["no-change", "reports-2025-02", "proceedings-2025"])
def test_each_output_is_the_same_without_the_others(scenario: str) -> None:
    plan = run(Request(scenario, draws=3, days=9, sets=SETS)).plan
    every = expected_numbers.run(plan).outputs
    assert len(every) > 40
    for name, values in every.items():
        found = alone(plan, name)
        assert [*found] == [name]
        np.testing.assert_array_equal(found[name], values, err_msg=name)


def test_what_a_run_does_not_tell_by_day_has_no_rows() -> None:
    plan = run(Request("proceedings-2025", draws=3, days=2)).plan
    found = expected_numbers.run(plan, outputs=OUTPUTS)
    assert found.outputs.keys() == expected_numbers.run(plan).outputs.keys()
    assert found.law is None
    assert not any(
        len(each) for each in (found.held, found.leavers, found.book_ins, found.hazards, found.leads["used"])
    )
    assert found.of_draws(slice(1)).held.shape[1] == 1


@pytest.mark.parametrize("sets", [{}, PETITIONS])
def test_long_stays_are_counted_where_they_are_asked_for_or_petitions_answer(
    sets: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = run(Request("proceedings-2025", draws=3, days=9, sets=sets)).plan
    every, days = expected_numbers.run(plan).outputs, list[int]()
    monkeypatch.setattr(StaysInProceedings, "advance", counting(StaysInProceedings.advance, days))
    np.testing.assert_array_equal(alone(plan, "removals")["removals"], every["removals"])
    assert len(days) == (9 if sets else 0)
    alone(plan, "over_180_days")
    assert len(days) == (18 if sets else 9)


@pytest.mark.parametrize(("scenario", "inflow", "days"), [("no-change", "held", 0), ("reports-2025-02", None, 9)])
def test_arrests_are_made_where_book_ins_come_from_them(
    scenario: str, inflow: str | None, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = run(Request(scenario, draws=3, days=9, inflow=inflow)).plan
    made = list[int]()
    monkeypatch.setattr(arrests, "effort", counting(arrests.effort, made))
    alone(plan, "removals")
    assert len(made) == days
    alone(plan, "arrests")
    assert len(made) == days + 9


def counting(work: object, calls: list[int]) -> object:
    """The same work, with a mark for each call."""

    def marked(*args: object) -> object:
        calls.append(1)
        return work(*args)  # type: ignore[operator]

    return marked
