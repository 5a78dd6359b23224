"""The answer to one sentence: as a whole, and where that gives no verdict, by its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.clauses import clauses
from bedspace.claims.check.reading.idioms import in_plain_words
from bedspace.claims.check.reading.sentence import read_sentence
from bedspace.claims.check.reading.stated import Reading
from bedspace.claims.check.verdicts.answers import Answer, answered, composed
from bedspace.claims.check.verdicts.record import Record


def answer_to(
    words: str, said: date | None, beside: Sequence[str], around: str, record: Record
) -> tuple[Reading, Answer]:
    """How a sentence was read, and its answer.

    Parameters
    ----------
    words : str
    said : date, optional
    beside : sequence of str
        The sentences before and after it.
    around : str
        The whole text.
    record : Record
    """
    words = in_plain_words(words)
    reading = read_sentence(words, said, beside, around)
    whole = answered(reading, record)
    if whole.verdict is not Verdict.UNCHECKABLE or reading.narrowing:
        return reading, whole
    parts = [read_sentence(clause, said, beside, around) for clause in clauses(words)]
    if any(part.held_back or part.narrowing or part.denied or not part.states_something for part in parts):
        return reading, whole
    return reading, composed(whole, [answered(part, record) for part in parts])
