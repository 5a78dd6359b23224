"""A run under several changes at once has the bits of runs of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from bedspace.errors import UsageError
from bedspace.parameters.change import Change
from bedspace.studies.run.runs import Request, run
from bedspace.studies.run.together import of_draws, rerun, run_abreast, together, with_changes

START = date(2025, 11, 30)
PROCEEDINGS = Request("proceedings-2025", start=START, as_of=date(2026, 3, 15), days=30, draws=6)
FORECAST = Request("no-change", start=START, as_of=date(2026, 3, 15), days=30, draws=6)
ARRESTS = Request("reports-2025-02", days=30, draws=6)


def changed(request: Request, **values: float) -> list[Change]:
    """Parameters multiplied from the third of December, or of February, on."""
    since = date(2025, 12, 3) if request.start else date(2025, 2, 3)
    given = {"from": since, "how": "multiply", "reason": "test"}
    return [Change.model_validate({**given, "parameter": name, "value": value}) for name, value in values.items()]


@pytest.mark.parametrize("request_", [PROCEEDINGS, FORECAST, ARRESTS], ids=lambda each: each.scenario)
def test_answers_have_the_bits_of_runs_of_their_own(request_: Request) -> None:
    sets = [
        [],
        changed(request_, beds_usable=0.7),
        changed(request_, seats_growth=0.5, hearing_capacity=0.5),
        changed(request_, bond_release=3, cbp_book_ins=0.5),
        changed(request_, hired_officers=2),
    ]
    moved = 0
    for changes, found in zip(sets, together(run(request_), sets), strict=True):
        alone = run(replace(request_, changes=tuple(changes)))
        for name, values in alone.result.outputs.items():
            np.testing.assert_array_equal(found.result.outputs[name], values, err_msg=name)
        moved += (
            found.result.outputs["midnight_population"].sum()
            != run(request_).result.outputs["midnight_population"].sum()
        )
        assert found.record["changes"] == alone.record["changes"]
    assert moved >= 1, "changes that move nothing would test nothing"


def test_hand_overs_of_the_newest_window_are_those_of_a_run_of_its_own() -> None:
    asked = replace(ARRESTS, start=date(2025, 7, 1), stale_ok=True, days=3, draws=2)
    (found,) = together(run(asked), [[]])
    np.testing.assert_array_equal(found.result.outputs["book_ins_cbp"], run(asked).result.outputs["book_ins_cbp"])


RERUN = {
    "a number": {"sets": {"beds_usable": "40000@2025-01-25"}},
    "from ever on": {"sets": {"bond_release": "2", "hired_officers": "900"}},
    "a policy": {"scenario": "reports-2025-02+quota-3000", "start": date(2025, 5, 15)},
    "a policy from before": {"scenario": "reports-2025-02+quota-3000", "start": date(2025, 6, 1)},
    "a switch": {"off": ("287(g) agreements",)},
    "rates": {"sets": {"exit_elasticity": "0"}},
    "events of the past": {"sets": {"release_event": "1"}},
}


@pytest.mark.parametrize("asked", RERUN.values(), ids=RERUN)
def test_a_run_made_from_another_has_the_bits_and_the_record_of_its_own(asked: Any) -> None:
    short = replace(ARRESTS, start=asked.get("start"), stale_ok=True, days=10, draws=2)
    base, alone = run(short), run(replace(short, **asked))
    found = rerun(base, replace(short, **asked))
    assert found.record == alone.record
    assert found.record["result_hash"] != base.record["result_hash"]
    assert (found.catalogue, found.scenario) == (alone.catalogue, alone.scenario)


def test_some_draws_are_those_of_all() -> None:
    base, some = run(PROCEEDINGS), np.array([1, 4])
    (found,) = run_abreast([of_draws(with_changes(base, changed(PROCEEDINGS, beds_usable=0.7)), some)])
    (whole,) = together(base, [changed(PROCEEDINGS, beds_usable=0.7)])
    for name, values in whole.result.outputs.items():
        np.testing.assert_array_equal(found.result.outputs[name], values[:, some], err_msg=name)


def test_what_a_run_is_made_from_before_its_first_day_is_refused() -> None:
    with pytest.raises(UsageError, match="exit_drift"):
        together(run(PROCEEDINGS), [changed(PROCEEDINGS, exit_drift=2)])
