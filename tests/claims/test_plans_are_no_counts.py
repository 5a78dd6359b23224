"""What is planned, expected or about to happen is no count, though a figure be the same."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import NONE, SUPPORTED, verdict

from bedspace.claims.read.extraction import read

SAID = "2025-06-20"


@pytest.mark.parametrize(
    "ahead",
    [
        "plans to hold", "is expected to hold", "expects to hold", "was to hold", "is about to hold", "is set to hold",
        "is going to hold", "is slated to hold", "is poised to hold", "is preparing to hold", "is due to hold",
        "hopes to hold", "intends to hold", "is likely to hold", "will hold", "could hold", "may hold", "wants to hold",
        "is ready to hold", "has been told to hold", "is authorized to hold", "is gearing up to hold",
        "is soon to hold",
    ],
)  # fmt: skip
@pytest.mark.parametrize("n", ["56,397", "100,000"])
def test_what_lies_ahead_is_no_count(ahead: str, n: str) -> None:
    """56,397 were held on 15 June 2025."""
    assert verdict(f"ICE {ahead} {n} people in June 2025.", SAID) == NONE


@pytest.mark.parametrize("ahead", ["was to remove", "was about to deport", "is going to deport", "plans to deport"])
@pytest.mark.parametrize("n", ["271,484", "500,000"])
def test_nor_are_removals(ahead: str, n: str) -> None:
    assert verdict(f"ICE {ahead} {n} people in fiscal 2024.", SAID) == NONE


def test_what_was_done_is_a_count() -> None:
    assert verdict("ICE held 56,397 people in June 2025.", SAID) == SUPPORTED
    assert verdict("ICE managed to remove 271,484 people in fiscal 2024.", SAID) == SUPPORTED
    assert verdict("About 56,400 people were held by ICE in June 2025.", SAID) == SUPPORTED


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("plans to hold", "plan"), ("intends to detain", "plan"), ("wants to hold", "target"),
        ("expects to hold", "projected"), ("held", "actual"), ("had plans, and held", "actual"),
    ],
)  # fmt: skip
def test_a_number_whose_verb_is_planned_is_read_as_planned(verb: str, status: str) -> None:
    (claim,) = read(f"ICE {verb} 100,000 people.", given_topic=True).claims
    assert (claim.metric, claim.status) == ("detained_population", status)
