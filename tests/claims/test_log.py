"""A log of verdicts: later releases that change a verdict are found, and nothing else is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bedspace.claims.check import again, log
from bedspace.claims.check.batch import Checked, check_all
from bedspace.claims.check.checks import check
from bedspace.claims.read.documents import given
from bedspace.errors import InputRefused
from bedspace.figures.sources import EMBEDDED, Source

# people held as the releases of 2025 print them: a true and a wrong number for each of five days
HELD = {"May 4": 49_005, "May 18": 48_870, "June 1": 51_302, "June 15": 56_397, "June 29": 57_861}
PLANTED = [f"ICE held {n:,} people on {day}, 2025." for day, value in HELD.items() for n in (value, 2 * value)]
KEPT = [
    "ICE held 39,703 people on January 12, 2025.",
    "ICE held 79,703 people on January 12, 2025.",
    "ICE removed 271,484 people in fiscal year 2024.",
    "ICE removed 171,484 people in fiscal year 2024.",
    "In fiscal 2024 ICE booked 277,913 people into detention.",
    "ICE held 64,000 people on March 1, 2024.",
    "ICE was told to make 1,200 to 1,500 arrests a day.",
    "Each of 25 field offices was told to make 75 arrests a day.",
    "ICE held 90,000 people on December 14, 2026.",
    "Thousands of people were arrested by ICE.",
]
TEXT = "\n".join(line for pair in zip(PLANTED, KEPT, strict=True) for line in pair)
DAY = date(2025, 3, 1)


@pytest.fixture(scope="module")
def early() -> Source:
    """What the releases up to February 2025 print."""
    figures = EMBEDDED.of_all(EMBEDDED.quantities)
    return again.held_to(EMBEDDED, frozenset(f.origin.file for f in figures if f.published <= DAY))


def checked(text: str, said: date | None, doc: str, known: Source) -> Checked:
    return check_all([given(text, doc)], said, lambda *asked: check(*asked, known=known))[0]


def logged(path: Path, known: Source, text: str = TEXT) -> list[log.Logged]:
    log.append(path, log.entries([checked(text, None, "a.txt", known)], known, DAY))
    return log.read(path)


def test_ten_verdicts_that_a_later_release_changed_are_found_and_no_other(early: Source, tmp_path: Path) -> None:
    changed = again.changes(logged(tmp_path / "log", early), EMBEDDED, checked)
    assert [row["statement"] for row in changed] == PLANTED
    assert {row["because"] for row in changed} == {again.RELEASE}
    assert {row["before"] for row in changed} == {"cannot be checked"}
    assert [row["now"] for row in changed] == ["supported", "contradicted"] * 5
    for row, value in zip(changed[::2], HELD.values(), strict=True):
        assert value in {figure["value"] for figure in row["figures_now"]}


def test_the_same_data_change_no_verdict(early: Source, tmp_path: Path) -> None:
    assert again.changes(logged(tmp_path / "log", early), early, checked) == []


def test_a_verdict_that_was_edited_is_not_laid_to_a_release(early: Source, tmp_path: Path) -> None:
    path = tmp_path / "log"
    logged(path, early)
    path.write_text(path.read_text(encoding="utf-8").replace('"verdict": "supported"', '"verdict": "contradicted"', 1))
    (same,) = again.changes(log.read(path), early, checked)
    (later,) = [row for row in again.changes(log.read(path), EMBEDDED, checked) if row["statement"] not in PLANTED]
    assert same["because"] == later["because"] == again.NOT_DATA
    assert (same["before"], same["now"]) == ("contradicted", "supported")


def test_a_log_whose_data_are_not_here_says_so(early: Source, tmp_path: Path) -> None:
    changed = again.changes(logged(tmp_path / "log", EMBEDDED), early, checked)
    assert {row["because"] for row in changed} == {again.GONE}


def test_a_log_is_only_appended_to_and_keeps_a_text_once(early: Source, tmp_path: Path) -> None:
    path = tmp_path / "log"
    logged(path, early)
    first = path.read_bytes()
    logged(path, EMBEDDED)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert path.read_bytes().startswith(first)
    assert [row["kind"] for row in rows].count("text") == 1
    assert again.changes(log.read(path), EMBEDDED, checked) == []  # the last verdict on a statement counts


def test_a_line_with_a_statement_alone_is_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "log"
    row: dict[str, Any] = {"statement": PLANTED[0], "said": "2025-07-01", "verdict": "contradicted"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (found,) = again.changes(log.read(path), EMBEDDED, checked)
    assert (found["before"], found["now"], found["because"]) == ("contradicted", "supported", again.UNKNOWN)


@pytest.mark.parametrize("line", ["{", "[]", "1", '{"verdict": "supported"}', '{"kind": "text", "id": 3}'])
def test_a_line_that_is_no_entry_is_refused_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "log"
    path.write_text(json.dumps({"statement": "a", "verdict": "supported"}) + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(InputRefused, match="line 2: is no entry"):
        log.read(path)
    with pytest.raises(InputRefused, match="line 2: is no entry"):
        log.append(path, [])


def test_a_missing_and_an_empty_log_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="cannot be read"):
        log.read(tmp_path / "none")
    (tmp_path / "empty").write_text("")
    with pytest.raises(InputRefused, match="it holds no verdict"):
        log.read(tmp_path / "empty")
