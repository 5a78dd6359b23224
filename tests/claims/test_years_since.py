"""No year since another had more: ranked among the years after it, of which the record must have every one."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, answer, verdict

SAID = "2025-01-20"


@pytest.mark.parametrize(
    "form",
    [
        "No fiscal year since 2014 has topped {n} removals by ICE.",
        "No year since fiscal 2014 has exceeded {n} ICE deportations.",
        "Not a single year since 2014 has seen more than {n} ICE removals.",
        "Since 2014, no fiscal year has seen more than {n} removals by ICE.",
        "Since fiscal 2014 no year has surpassed {n} ICE removals.",
        "In no fiscal year since 2014 has ICE removed more than {n} people.",
        "ICE has never removed more than {n} people in a fiscal year since 2014.",
        "ICE has not topped {n} removals in any fiscal year since 2014.",
    ],
)
def test_removals_of_the_years_since(form: str) -> None:
    """The most since fiscal 2014, with its 315,943, were the 271,484 of fiscal 2024."""
    assert verdict(form.format(n="280,000"), SAID) == SUPPORTED
    assert "271,484" in answer(form.format(n="280,000"), SAID).sentence
    assert verdict(form.format(n="250,000"), SAID) == CONTRADICTED


def test_the_year_named_is_not_among_them() -> None:
    form = "No fiscal year since {year} has topped 300,000 removals by ICE."
    assert verdict(form.format(year=2014), SAID) == SUPPORTED
    assert verdict(form.format(year=2013), SAID) == CONTRADICTED


def test_near_the_most_there_is_no_verdict() -> None:
    form = "No fiscal year since 2019 has topped {n} removals by ICE."
    assert verdict(form.format(n="271,484"), SAID) != CONTRADICTED
    assert verdict(form.format(n="271,000"), SAID) != SUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "No fiscal year since 2014 has topped 280,000 removals of Mexicans by ICE.",
        "No fiscal year since 2014 except 2019 has topped 260,000 removals by ICE.",
        "No fiscal year before 2014 has topped 280,000 removals by ICE.",
        "No month since 2014 has topped 280,000 removals by ICE.",
        "No fiscal year since 2014 has seen fewer than 280,000 removals by ICE.",
        "It is not true that no fiscal year since 2014 has topped 280,000 removals by ICE.",
        "No fiscal year since 2014 will have topped 280,000 removals by ICE.",
    ],
)
def test_what_is_not_read_gets_no_verdict(text: str) -> None:
    assert verdict(text, SAID) == NONE


def test_a_year_that_the_record_lacks_may_have_had_more() -> None:
    """Book-ins are kept from fiscal 2019 on."""
    form = "No fiscal year since {year} has topped {n} book-ins to ICE detention."
    assert verdict(form.format(year=2014, n="600,000"), SAID) == NONE
    assert verdict(form.format(year=2014, n="400,000"), SAID) == CONTRADICTED
    assert verdict(form.format(year=2018, n="600,000"), SAID) == SUPPORTED


def test_a_total_that_was_given_later_is_not_known_before_its_year_ends() -> None:
    """The 329,018 removals of fiscal 2025; 2024 had 271,484."""
    form = "No fiscal year since 2014 has topped {n} removals by ICE."
    assert verdict(form.format(n="280,000"), "2025-01-20") == SUPPORTED
    assert verdict(form.format(n="280,000"), "2025-11-20") == CONTRADICTED
    assert verdict(form.format(n="340,000"), "2025-11-20") == SUPPORTED
