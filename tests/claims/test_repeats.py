"""A number that the ledger holds is found again in other words, and nothing near it is."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bedspace.claims.check.ledger_review import as_claim
from bedspace.claims.ledger.entries import ledger
from bedspace.claims.ledger.repeats import Repeat, repeats
from bedspace.claims.read.extraction import read

_HERE = Path(__file__).parent


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _said_before(statement: str, said: str) -> list[Repeat]:
    day = date.fromisoformat(said)
    claims = read(statement, "-", day, given_topic=True).claims
    assert claims, "no number was read, so nothing was looked for"
    return [found for claim in claims for found in repeats(claim, day, statement)]


@pytest.mark.parametrize("row", _rows("repeats.csv"), ids=lambda row: row["statement"][:40])
def test_a_reworded_repeat_is_found(row: dict[str, str]) -> None:
    assert row["id"] in [found.entry.id for found in _said_before(row["statement"], row["said"])]


@pytest.mark.parametrize("row", _rows("near_repeats.csv"), ids=lambda row: f"{row['why']}: {row['statement'][:40]}")
def test_what_is_near_is_no_repeat(row: dict[str, str]) -> None:
    assert [found.entry.id for found in _said_before(row["statement"], row["said"])] == []


def test_there_are_twenty_of_each() -> None:
    assert len(_rows("repeats.csv")) == len(_rows("near_repeats.csv")) == 20


def test_a_repeat_names_who_said_it_when_and_what_became_of_it() -> None:
    (first, *_) = _said_before("Officials at ICE were told to make 1,200 to 1,500 arrests a day.", "2025-02-20")
    assert str(first).startswith("said before by an order to field offices, as reported, on 2025-01-25: Reported")
    assert str(first).endswith("; outcome: missed")


def test_an_entry_is_said_by_somebody() -> None:
    loose = {each.id for each in ledger() if each.said_by.split()[0].lower() in {"as", "reportedly", "recent"}}
    assert loose == set()  # "said before by reportedly"


def _found(entry: str, first: date, last: date) -> bool:
    """Whether the number of an entry, said of other days, is that entry again."""
    (kept,) = (each for each in ledger() if each.id == entry)
    claim = replace(as_claim(kept), time_start=first.isoformat(), time_end=last.isoformat())
    return entry in [found.entry.id for found in repeats(claim)]


@pytest.mark.parametrize(("away", "found"), [(31, True), (32, False), (-31, True), (-32, False)])
def test_a_level_is_the_same_up_to_a_month_away(away: int, found: bool) -> None:
    day = date(2025, 2, 5) + timedelta(away)
    assert _found("S000-09", day, day) is found


@pytest.mark.parametrize(("ahead", "found"), [(366, True), (367, False), (-31, True), (-32, False)])
def test_a_target_speaks_of_a_year_ahead(ahead: int, found: bool) -> None:
    day = date(2025, 1, 25) + timedelta(ahead)
    assert _found("ARR001", day, day) is found


@pytest.mark.parametrize(("days", "found"), [(9, True), (8, False), (36, True), (37, False)])
def test_half_of_a_period_makes_it_the_same(days: int, found: bool) -> None:
    """The entry counts the 18 days from 20 January to 6 February 2025."""
    first = date(2025, 1, 20)
    assert _found("S000-03", first, first + timedelta(days - 1)) is found
