"""Statements with known truth: our own, written before the rules were tuned, and those of the trials."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.claims.verdict_of import HERE, answer, rows

OWN = ["own_first.csv", "own_second.csv", "own_third.csv", "own_fourth.csv", "own_fifth.csv", "own_sixth.csv"]


@pytest.mark.parametrize("name", OWN)
def test_no_statement_of_ours_gets_a_false_verdict_and_nearly_all_get_a_right_one(name: str) -> None:
    right = told = 0
    every = list(rows(HERE / name))
    for row in every:
        found = answer(row.text, row.said)
        assert found.verdict.value not in row.forbidden, (row.id, found.sentence)
        right += found.verdict.value in row.allowed
        told += not row.mention or any(
            re.search(rf"(?<![\d.,]){re.escape(want)}", found.sentence) for want in row.mention
        )
    assert right >= 0.95 * len(every)
    assert told >= 0.95 * len(every)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("fresh_first.csv", 45),
        ("fresh_second.csv", 34),
        ("fresh_third.csv", 37),
        ("fresh_fourth.csv", 29),
        ("stranger.csv", 19),
        ("stranger_second.csv", 33),
        ("stranger_third.csv", 31),
        ("stranger_fourth.csv", 25),
        ("stranger_fifth.csv", 43),
        ("stranger_sixth.csv", 42),
        ("stranger_seventh.csv", 47),
        ("stranger_eighth.csv", 41),
        ("stranger_ninth.csv", 42),
        ("stranger_tenth.csv", 41),
        ("stranger_eleventh.csv", 41),
        ("stranger_twelfth.csv", 43),
        ("stranger_thirteenth.csv", 36),
        ("stranger_fourteenth.csv", 35),
        ("stranger_fifteenth.csv", 44),
        ("stranger_sixteenth.csv", 41),
        ("stranger_seventeenth.csv", 39),
        ("stranger_eighteenth.csv", 48),
        ("stranger_nineteenth.csv", 50),
        ("stranger_twentieth.csv", 47),
        ("stranger_twentyfirst.csv", 50),
        ("own_seventh.csv", 191),
        ("own_eighth.csv", 58),
        ("own_ninth.csv", 49),
        ("own_ninth_held.csv", 47),
        ("own_tenth.csv", 33),
        ("own_eleventh.csv", 25),
        ("own_twelfth.csv", 42),
    ],
)
def test_no_statement_of_a_stranger_gets_a_false_verdict(name: str, least: int) -> None:
    """On their first run 2 of 50, 2 of 40, 1 of 40, 0 of 30 and 1 of 20 did; 25, 9, 12, 20 and 8 got a right one.

    Of three files by another writer 1 of 20, 2 of 40 and 0 of 40 did, and 8, 8 and 13 got a right one; 9 of 18, 9 of 31
    and 18 of 31 figures were named. Of a fourth, by a third writer, 1 of 40 did and 16 got a right one; 19 of 32
    figures were named. Of a fifth, 1 of 50 did, 33 got a right one and 37 of 44 figures were named; of
    a sixth, by the same writer, 1 of 50 did, 38 got a right one and 44 of 47 figures were named.
    Of a seventh, by another, 1 of 50 did, 42 got a right one and 44 of 47 figures were named; of an eighth, by a third,
    none of 50 did, 41 got a right one and 44 of 47 figures were named. Of a ninth, by a fourth writer, in the freest
    words of all, 1 of 50 did, 29 got a right one and 36 of 45 figures were named. Of a tenth, by a fifth, a third of
    it such that no count can settle, 2 of 50 did, 34 got a right one and 18 of 26 figures were named; of an eleventh,
    by a sixth, half of it of sentences that lean on the one before, none of 50 did, 35 got a right one and 32 of 46
    figures were named; of a twelfth, by a seventh, none of 50 did, 36 got a right one and 40 of 45 figures were named.
    Of a thirteenth, by an eighth, on tables and words that no set before had, 1 of 50 did, 19 got a right one and 33 of
    46 figures were named; of a fourteenth, by a ninth, when a part of these was mended, none of 50 did, 26 got a right
    one and 34 of 46 figures were named; of a fifteenth, by a tenth who kept to the mix and length of the statements of
    the trials, none of 50 did, 41 got a right one and 44 of 46 figures were named; of a sixteenth, by an eleventh asked
    for the same, 2 of 50 did, 35 got a right one and 43 of 46 figures were named; of a seventeenth, on tables of every
    kind, 1 of 50 did, 26 got a right one and 27 of 45 figures were named; of an eighteenth and a nineteenth, by two
    who were asked for the missing half of the trials' statements, none of 50 did, 41 and 47 got a right one, and 43 of
    47 and 44 of 46 figures were named; of a twentieth, by one asked for the same in varied grammar, 1 of 50 did, 35
    got a right one and 43 of 47 figures were named; of a twenty-first, in the trials' manner again, 1 of 50 did, 45
    got a right one and 43 of 46 figures were named.

    The others are ours. The rules of the seventh and eighth were written beside them; 44 of the 60 of the eighth were
    right at first. Of the ninth 3 of 51 got a false verdict at first and 27 a right one; its held-out half was first
    read when the rules stood, and then none of 51 got a false one, 40 a right one, and 39 of 42 figures were named (1,
    28 and 27 before). Of the tenth, of idioms, none of 40 got a false one at first, 19 a right one, and 27 of 33
    figures were named. Of the eleventh, as newspapers write, 1 of 26 did, 23 got a right one and 24 of 24 figures were
    named. Of the twelfth, on tables that no rule had bound, none of 51 did, 14 got a right one and 16 of 44 figures
    were named.
    """
    every = list(rows(HERE / name))
    found = {row.id: answer(row.text, row.said) for row in every}
    assert [row.id for row in every if found[row.id].verdict.value in row.forbidden] == []
    assert sum(found[row.id].verdict.value in row.allowed for row in every) >= least


@pytest.mark.shared
@pytest.mark.slow
def test_the_trials_are_scored_by_their_own_program(shared: Path, tmp_path: Path) -> None:
    program = tmp_path / "bedspace"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bedspace "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    score, file = shared / "trials" / "score_verdicts.py", shared / "trials" / "verdicts.csv"
    done = subprocess.run(
        [sys.executable, str(score), str(file), "--bin", str(program)], capture_output=True, text=True, check=False
    )
    first = done.stdout.splitlines()[0]
    counts = re.match(r"n (\d+)  allowed (\d+) .*forbidden (\d+) .*mention (\d+) ", first)
    assert counts, first
    n, allowed, forbidden, sound = map(int, counts.groups())
    assert forbidden == 0, done.stdout
    assert allowed >= 0.90 * n, done.stdout
    assert sound >= 0.85 * n, done.stdout


@pytest.mark.shared
def test_no_statement_of_the_trials_gets_a_false_verdict(shared: Path) -> None:
    every = list(rows(shared / "trials" / "verdicts.csv"))
    given = {row.id: answer(row.text, row.said).verdict.value for row in every}
    assert not {row.id for row in every if given[row.id] in row.forbidden}
    assert sum(given[row.id] in row.allowed for row in every) >= 0.90 * len(every)
