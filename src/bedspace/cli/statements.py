"""The answers of ``check`` for people: one block a statement, and a draft paragraph to copy."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
_WIDTH = 100
"""Width where neither the terminal nor COLUMNS tells."""
_LEAST = 40


def blocks(rows: Sequence[Row], steps: bool) -> Iterator[str]:
    """One block a statement: the statement, its verdict and reason, what was not tested, sources.

    Parameters
    ----------
    rows : sequence of mappings
        As `bedspace.claims.check.checks.Report.statements` gives them.
    steps : bool
        Whether the arithmetic is shown.
    """
    for number, row in enumerate(rows, 1):
        yield "\n".join(_wrapped(line, indent) for line, indent in _lines(number, row, steps))


def _lines(number: int, row: Row, steps: bool) -> Iterator[tuple[str, str]]:
    yield f"{number}. “{row['statement']}”", "   "
    yield f"   {_verdict(row['verdict'])} {row['sentence']}", "   "
    if untold := _untold(row):
        yield f"   Not tested: {untold}.", "   "
    for told in _beside(row):
        yield f"   Beside it, and no verdict: {told}", "   "
    for source in row["sources"]:
        yield f"   Source: {source}", "     "
    if steps:
        for step in row["steps"]:
            yield f"   Step: {step}", "     "


def _untold(row: Row) -> str:
    """Words that are in no test and that the sentence does not name."""
    return ", ".join(word for word in row["not_tested"] if f"'{word}'" not in row["sentence"])


def _verdict(verdict: str) -> str:
    return f"{verdict[0].upper()}{verdict[1:]}."


def _beside(row: Row) -> list[str]:
    """What the model answers where the record has no figure."""
    return [check["reason"] for check in row["checks"] if check["check"] == "feasibility" and check["steps"]]


def draft(row: Row, said: str | None) -> str:
    """A paragraph to copy: the statement, what the record shows, what was not tested, sources.

    >>> row = {"statement": "A.", "verdict": "supported", "sentence": "B.", "not_tested": [], "sources": ["C"]}
    >>> draft(row, "2025-01-02")
    'Statement of 2025-01-02: “A.” Supported. B. Source: C.'
    """
    dated = f"Statement of {said}" if said else "Statement"
    parts = [f"{dated}: “{row['statement']}”", _verdict(row["verdict"]), row["sentence"]]
    if untold := _untold(row):
        parts.append(f"Not tested: {untold}.")
    if row["sources"]:
        name = "Source" if len(row["sources"]) == 1 else "Sources"
        parts.append(f"{name}: {'; '.join(row['sources'])}.")
    return " ".join(parts)


def drafts(rows: Sequence[Row], said: str | None) -> Iterator[str]:
    """A wrapped draft paragraph for each statement."""
    for row in rows:
        yield _wrapped(draft(row, said), "")


def _wrapped(text: str, indent: str) -> str:
    """Text in lines of the terminal's width; no word, number or address is cut."""
    width = max(shutil.get_terminal_size((_WIDTH, 24)).columns, _LEAST)
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
