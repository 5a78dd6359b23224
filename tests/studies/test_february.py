"""The arrests of January to March 2025: what was said in public against what the model gives.

Priors of arrests were committed before the first run that compares them with these counts. The dip of February
belongs to the calibration; the rebound does not, and the model is not asked to reproduce it.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bedspace.studies.run.runs import Request, run


@pytest.fixture(scope="module")
def answer():
    return run(Request("reports-2025-02", draws=400))


def band(values: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(values, (0.05, 0.95))
    return float(low), float(high)


def test_band_of_the_nine_day_mean_is_no_wider_than_two_and_a_half(answer) -> None:
    low, high = band(answer.total("arrests", date(2025, 1, 23), date(2025, 1, 31)) / 9)
    assert 1.2 < high / low <= 2.5


@pytest.mark.parametrize("day", range(23, 32))
def test_band_of_one_day_is_no_wider_than_five(answer, day: int) -> None:
    low, high = band(answer.result.outputs["arrests"][answer.row(date(2025, 1, day))])
    assert 1.5 < high / low <= 5


def test_the_dip_it_was_calibrated_to(answer) -> None:
    low, _ = band(answer.total("arrests", date(2025, 2, 1), date(2025, 2, 13)) / 13)
    assert low < 600


def test_lists_that_run_dry_show_in_whom_and_not_in_how_many(answer) -> None:
    """Without new leads fewer of the arrested have a conviction, and as many are arrested."""
    dry = run(Request("reports-2025-02", draws=400, off=("replenishment of leads",)))
    march = slice(answer.row(date(2025, 3, 1)), answer.row(date(2025, 3, 31)) + 1)
    whom, many = (
        [each.result.outputs[name][march].mean() for each in (dry, answer)] for name in ("share_convicted", "arrests")
    )
    assert whom[0] < whom[1] - 0.02
    assert many[0] == pytest.approx(many[1], rel=0.02)
