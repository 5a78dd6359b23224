"""Whatever a parameter's declared range allows can be run: finite outputs, none below nought; the rest is refused."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bedspace.errors import UsageError
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.run.runs import Request, run

OFTEN_WRONG = ("beds_funded", "beds_operational", "beds_contracted", "arrests_per_detainer", "agreements_287g")

JANUARY = date(2025, 1, 19)
"""A start from which arrests can be modelled too."""


def _run_at_both_ends(name: str, inflow: str) -> None:
    for value in catalogue()[name].range:
        try:
            result = run(Request(start=JANUARY, days=20, draws=2, sets={name: str(value)}, inflow=inflow)).result
        except UsageError:
            continue  # refused in words: with the other values it cannot hold
        for output, series in result.outputs.items():
            assert np.isfinite(series).all(), (name, value, output)
            assert (series >= -1e-9).all(), (name, value, output)


@pytest.mark.parametrize("inflow", ["held", "arrests"])
@pytest.mark.parametrize("name", OFTEN_WRONG)
def test_both_ends_of_a_range_can_be_run(name: str, inflow: str) -> None:
    _run_at_both_ends(name, inflow)


@pytest.mark.slow
@pytest.mark.parametrize("inflow", ["held", "arrests"])
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_both_ends_of_every_range_can_be_run(name: str, inflow: str) -> None:
    _run_at_both_ends(name, inflow)


@pytest.mark.parametrize("name", OFTEN_WRONG[:3])
def test_no_beds_to_divide_by_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match=name):
        run(Request(start=JANUARY, days=5, draws=2, sets={name: "0"}))


def test_fewer_agreements_than_before_take_no_arrests_away() -> None:
    fewer, same = (run(Request("reports-2025-02", days=5, draws=2, sets={"agreements_287g": n})) for n in ("0", "135"))
    for output, series in same.result.outputs.items():
        assert np.array_equal(fewer.result.outputs[output], series), output
