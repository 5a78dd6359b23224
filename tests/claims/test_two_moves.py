"""Two moves between the same years, a move told in the sentence after, and "the rest"."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, NONE, SUPPORTED, verdict

TWO = "While arrests by ICE dropped from 170,590 in fiscal 2023 to 113,431 in fiscal 2024, its removals {}."
THEY = "Removals by ICE are {}. They went from 72,177 in fiscal 2022 to {} in fiscal 2023."
REST = "{} in every five people in ICE detention on November 30, 2025 had been arrested by {}; {} brought in the rest."


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (TWO.format("rose from 142,580 to 271,484"), "2025-01-08", SUPPORTED),
        (TWO.format("fell from 142,580 to 271,484"), "2025-01-08", CONTRADICTED),
        (TWO.format("rose from 142,580 to 300,484"), "2025-01-08", CONTRADICTED),
        (TWO.format("rose from 242,580 to 271,484"), "2025-01-08", NONE),
        (TWO.format("rose from 142,580 to 271,484 in two years"), "2025-01-08", NONE),
        (THEY.format("climbing", "142,580"), "2024-01-15", SUPPORTED),
        (THEY.format("climbing", "well over 200,000"), "2024-01-15", CONTRADICTED),
        (THEY.format("falling", "142,580"), "2024-01-15", CONTRADICTED),
        (REST.format("Four", "ICE itself", "border agents had"), "2025-12-14", SUPPORTED),
        (REST.format("Two", "ICE itself", "border agents had"), "2025-12-14", CONTRADICTED),
        (REST.format("Four", "ICE itself", "Texas police had"), "2025-12-14", NONE),
        ("Jails in Texas are filling up. They went from 12 to 40.", "2025-12-14", NONE),
    ],
)
def test_what_is_said_in_two_parts(text: str, said: str, expected: str) -> None:
    assert verdict(text, said) == expected
