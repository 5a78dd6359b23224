"""Who leaves and enters custody, and by which way, in the words of those who tell it."""

from __future__ import annotations

import pytest
from tests.claims.verdict_of import CONTRADICTED, SUPPORTED, answer


@pytest.mark.parametrize(
    ("text", "said", "verdict", "figure"),
    [
        ("With more than three months of the fiscal year to go, ICE detention has already taken in 195,142 people.",
         "2024-06-22", SUPPORTED, "195,142"),
        ("ICE detention has already taken in 395,142 people this fiscal year.", "2024-06-22", CONTRADICTED, "195,142"),
        ("Of the 32,395 final book-outs ICE logged in August 2025, 29,446 were removals, or about 91 percent.",
         "2025-10-08", SUPPORTED, "90.9 percent"),
        ("Of the 32,395 final book-outs ICE logged in August 2025, 19,446 were removals.", "2025-10-08", CONTRADICTED,
         "29,446"),
        ("ICE agents and officers brought only 1,981 people into detention in February 2021, down from 5,117 in"
         " January.", "2021-10-15", SUPPORTED, "1,981"),
        ("ICE agents and officers brought only 2,981 people into detention in February 2021.", "2021-10-15",
         CONTRADICTED, "1,981"),
        ("More than 143,500 people have gone straight from an ICE cell to removal since October 1.", "2025-07-08",
         SUPPORTED, "143,536"),
        ("More than 183,500 people have gone straight from an ICE cell to removal since October 1.", "2025-07-08",
         CONTRADICTED, "143,536"),
        ("ICE jails have averaged better than 48,000 inmates a day since the fiscal year opened in October.",
         "2025-01-18", CONTRADICTED, "39,081"),
        ("Judges set the bond in 15,423 of the 16,482 bond releases recorded in fiscal 2025 through 20 September, while"
         " ICE set it in 1,059.", "2025-10-09", SUPPORTED, "1,059"),
        ("Judges set the bond in 15,423 of the 16,482 bond releases recorded in fiscal 2025 through 20 September, while"
         " ICE set it in 3,059.", "2025-10-09", CONTRADICTED, "1,059"),
        ("Of 16,482 detainees who bonded out in fiscal 2025 through 20 September, 15,423 had a judge's bond and 1,059"
         " one set by the agency.", "2025-10-01", SUPPORTED, "15,423"),
        ("CBP arrests accounted for 250,112 and ICE arrests for 56,867 of the 306,979 book-ins to ICE detention in"
         " fiscal 2022, counted through 24 September.", "2022-12-20", SUPPORTED, "56,867"),
        ("CBP arrests accounted for 250,112 and ICE arrests for 86,867 of the 306,979 book-ins to ICE detention in"
         " fiscal 2022, counted through 24 September.", "2022-12-20", CONTRADICTED, "56,867"),
        ("Nearly two thirds of the 37,684 people in ICE detention on 3 October 2024 had been arrested by CBP.",
         "2024-12-03", SUPPORTED, "24,051"),
        ("Nearly half of the 37,684 people in ICE detention on 3 October 2024 had been arrested by CBP.",
         "2024-12-03", CONTRADICTED, "24,051"),
        ("On Sunday, January 26, ICE arrested 956 people, the agency posted on X.", "2025-01-28", SUPPORTED, "956"),
    ],
)  # fmt: skip
def test_the_way_is_read(text: str, said: str, verdict: str, figure: str) -> None:
    found = answer(text, said)
    assert found.verdict.value == verdict, found.sentence
    assert figure in found.sentence
