"""Earlier models are cited and explained; the page of comparisons says what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.docs.comparisons import page
from tools.docs.markdown import TO_REWRITE, digits
from tools.docs.prior_models import prior_models

from bedspace.figures.series import data_through
from bedspace.studies.cohort.steady import KNOWN

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("model", prior_models(), ids=lambda model: model.name)
def test_each_earlier_model_is_cited_and_explained(model) -> None:
    assert model.sources
    assert len(model.difference) > 100
    assert model.here[0] < model.here[1]
    assert model.low <= model.said <= model.high


def test_bed_years_of_the_budget_office_are_the_quotient_it_gives() -> None:
    (office,) = [model for model in prior_models() if "Budget Office" in model.name]
    assert office.said == pytest.approx(290_000 / 4 / 50_000)
    assert office.ratio < 0.3


def test_the_council_holds_people_for_a_year() -> None:
    """24 times the average population of 2024, for a million removals a year."""
    (council,) = [model for model in prior_models() if "Council" in model.name]
    assert council.said == pytest.approx(24 * data_through(KNOWN).value("adp", "FY2024"), rel=0.01)


@pytest.mark.slow
def test_the_page_says_what_the_code_says() -> None:
    """Word for word, and every number of the upper half to three digits; runs may drift by a tenth."""
    written = (ROOT / "docs" / "comparisons.md").read_text(encoding="utf-8").split("## Announced")
    made = page().split("## Announced")
    assert written[0] == made[0], TO_REWRITE
    heads = [
        [line for line in text.splitlines() if line.startswith(("#", "| what", "| param"))]
        for text in (written[1], made[1])
    ]
    assert heads[0] == heads[1], TO_REWRITE


def test_digits_are_three() -> None:
    assert [digits(value) for value in (147_128.9, 0.0964, 1.45)] == ["147,000", "0.0964", "1.45"]
