"""Long texts: time in the processor's seconds, twice what a quiet machine needs at most, and memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest
from tests.memory import peak_of

from bedspace.claims.check.checks import check
from bedspace.claims.read.extraction import read

PARAGRAPH = (
    "The committee met in the old building by the river on Thursday, and its chairman said that the plan would be "
    "discussed again before the end of the year. Residents of the town asked about the road. "
)
PAGE = PARAGRAPH * 14 + "ICE held 42,000 people in detention on Tuesday, up from 39,000, and made 800 arrests a day.\n"
"""A page of 3,000 letters."""


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _read(text: str) -> object:
    return read(text, given_topic=True)


@pytest.mark.slow
@pytest.mark.parametrize("work", [_read, check], ids=["read", "check"])
def test_a_hundred_pages_take_seconds_and_grow_in_line(work: Callable[[str], object]) -> None:
    work(PAGE)
    few, many = (min(_seconds(lambda n=n: work(PAGE * n)) for _ in range(2)) for n in (25, 100))
    assert many < 4
    assert many < 2 * 4 * few


@pytest.mark.slow
@pytest.mark.parametrize("word", ["arrests ", "ICE ", "beds ", "the "])
def test_one_word_again_and_again_takes_seconds(word: str) -> None:
    assert _seconds(lambda: _read(word * (1_400_000 // len(word)))) < 6


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell the most memory held")
def test_ten_megabytes_keep_under_four_hundred() -> None:
    told = (
        "from bedspace.claims.read.extraction import read\n"
        f"page = {PAGE!r}\n"
        "read(page * (10_000_000 // len(page)), given_topic=True)\n"
    )
    assert peak_of(told) < 400
