"""A number that the ledger holds is found again in other words, and nothing near it is."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

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
    assert str(first).startswith("said before by field offices were told, as reported, on 2025-01-25 (The Washington")
    assert str(first).endswith("; outcome: missed")
