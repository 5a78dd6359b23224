"""The answers of ``check`` for people: one block a statement, and a draft paragraph to copy."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bedspace.claims.check.findings import Finding
    from bedspace.claims.ledger.lineage import Link

Row = Mapping[str, Any]
_WIDTH = 100
"""Width where neither the terminal nor COLUMNS tells."""
_LEAST = 40
_NUMBER = re.compile(r"\d")
NOTHING_READ = (
    "Nothing in the text was read as a statement on arrests, custody or removals that figures here can test;"
    " nothing was checked, which says nothing of whether it is true."
)
"""What stands where a text has no statement."""


def blocks(rows: Sequence[Row], steps: bool) -> Iterator[str]:
    """One block a statement, also where it is said more than once: its words, who said it where, verdict and reason,
    what was not tested, sources.

    Parameters
    ----------
    rows : sequence of mappings
        As `bedspace.claims.check.batch.rows_of` gives them.
    steps : bool
        Whether the arithmetic is shown.
    """
    several = len({row["doc"] for row in rows}) > 1
    same: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        same.setdefault((row["statement"], row["verdict"], row["sentence"]), []).append(row)
    for number, alike in enumerate(same.values(), 1):
        places = (", ".join(filter(None, (row["speaker"], row["doc"] if several else ""))) for row in alike)
        where = "; ".join(dict.fromkeys(filter(None, places)))
        yield "\n".join(_wrapped(line, indent) for line, indent in _lines(number, alike[0], steps, where))


def _lines(number: int, row: Row, steps: bool, where: str) -> Iterator[tuple[str, str]]:
    yield f"{number}. “{row['statement']}”{f' ({where})' if where else ''}", "   "
    yield f"   {_answer(row['verdict'], row['sentence'])}", "   "
    if words := untold(row):
        yield f"   Not tested: {words}.", "   "
    for told in beside(row):
        yield f"   Background from a simulation, no part of the verdict: {told}.", "   "
    for told in (told for told in row["said_before"] if not any(source in told for source in row["sources"])):
        yield f"   {told[0].upper()}{told[1:]}.", "     "
    for source in (source for source in by_file(row["sources"]) if source not in row["sentence"]):
        yield f"   Source: {source}", "     "
    if steps:
        for step in [*row["steps"], *(step for check in _of_model(row) for step in check["steps"])]:
            yield f"   Step: {step}", "     "


_PLACE = re.compile(r"^(?P<file>.+?) / (?P<place>(?:[^,]|,(?=\d{3}))+)(?P<rest>.*)$")
_VALUE = re.compile(r"^(?P<file>[^/]+? )(?P<place>\((?:FY\d{4}: )?[\d,.]+\))(?P<rest>, https?://.*)?$")


def by_file(sources: Sequence[str]) -> list[str]:
    """One source a file, with all of its places.

    >>> by_file(["ICE, a.xlsx / FY25 / L39 (1,234), 2025", "ICE, a.xlsx / FY25 / M39 (5), 2025", "A paper"])
    ['ICE, a.xlsx / FY25 / L39 (1,234); FY25 / M39 (5), 2025', 'A paper']
    >>> by_file(["ICE: a report, 2025 (1,234), https://a.b/c", "ICE: a report, 2025 (5), https://a.b/c"])
    ['ICE: a report, 2025 (1,234); (5), https://a.b/c']
    """
    files: dict[tuple[str, str], list[str]] = {}
    for source in sources:
        found = _PLACE.match(source) or _VALUE.match(source)
        file, place, rest = (found["file"], found["place"], found["rest"] or "") if found else (source, "", "")
        file = f"{file} / " if found and found.re is _PLACE else file
        files.setdefault((file, rest), []).append(place)
    return [
        f"{file}{'; '.join(dict.fromkeys(places))}{rest}" if any(places) else file
        for (file, rest), places in files.items()
    ]


def untold(row: Row) -> str:
    """Words that are in no test and that the sentence does not name."""

    def kept(phrase: str) -> str:
        return " ".join(word for word in phrase.split() if f"'{word}'" not in row["sentence"])

    phrases = (kept(phrase) for phrase in row["not_tested"] if f"'{phrase}'" not in row["sentence"])
    return ", ".join(filter(None, phrases))


def _answer(verdict: str, sentence: str) -> str:
    """The verdict and its sentence; "No verdict" is not said twice."""
    told = f"{verdict[0].upper()}{verdict[1:]}"
    reason = sentence.removeprefix("No verdict: ")
    return f"{told}: {reason}" if reason != sentence else f"{told}. {sentence}"


def beside(row: Row) -> list[str]:
    """What the model answers where the record has no figure; two numbers that ask the same are answered once.

    >>> reasons = "2,740 a day are needed; 0 of 9 reach it", "2,740 a day are needed; 0 of 8 reach it"
    >>> beside({"checks": [{"check": "feasibility", "steps": ["."], "reason": reason} for reason in reasons]})
    ['2,740 a day are needed; 0 of 9 reach it']
    """
    told: dict[str, str] = {}
    for check in _of_model(row):
        asked = check["reason"].partition(";")[0]
        told.setdefault(asked if _NUMBER.search(asked) else check["reason"], check["reason"])
    return list(told.values())


def _of_model(row: Row) -> list[Row]:
    return [check for check in row["checks"] if check["check"] == "feasibility" and check["steps"]]


def draft(row: Row, said: str | None) -> str:
    """A paragraph to copy: the statement, what the record shows, what was not tested, sources.

    >>> row = {"statement": "A.", "verdict": "supported", "sentence": "B.", "not_tested": [], "sources": ["C"]}
    >>> draft(row, "2025-01-02")
    'Statement of 2025-01-02: “A.” Supported. B. Source: C.'
    """
    dated = f"Statement of {said}" if said else "Statement"
    parts = [f"{dated}: “{row['statement']}”", _answer(row["verdict"], row["sentence"])]
    if words := untold(row):
        parts.append(f"Not tested: {words}.")
    if sources := by_file(row["sources"]):
        parts.append(f"{'Source' if len(sources) == 1 else 'Sources'}: {'; '.join(sources)}.")
    return " ".join(parts)


def drafts(rows: Sequence[Row], said: str | None) -> Iterator[str]:
    """A wrapped draft paragraph for each statement."""
    for row in rows:
        yield _wrapped(draft(row, said), "")


def changes(rows: Sequence[Row]) -> Iterator[str]:
    """A block for each verdict that has changed: before, now, and what changed it."""
    for number, row in enumerate(rows, 1):
        dated = f"said on {row['said']}" if row["said"] else ""
        where = ", ".join(part for part in (row["speaker"], row["doc"] if row["doc"] != "-" else "", dated) if part)
        lines = (
            (f"{number}. “{row['statement']}”{f' ({where})' if where else ''}", "   "),
            (f"   Before: {_answer(row['before'], row['sentence_before'])}", "     "),
            (f"   Now: {_answer(row['now'], row['sentence_now'])}", "     "),
            (f"   Changed by {row['because']}; logged on {row['logged'] or 'a day not given'}.", "     "),
        )
        yield "\n".join(_wrapped(line, indent) for line, indent in lines)


def said_together(link: Link) -> str:
    """Two texts of which one is likely to derive from the other, in words."""
    return _wrapped(
        f"{link.first} and {link.second} share {link.shared_claims} numbers and a run of {link.longest_run} words: "
        "one is likely to derive from the other, or both from a third; they are not two witnesses.",
        "  ",
    )


def said_differently(finding: Finding) -> str:
    """What texts read together say differently, with the texts where the sentence does not name them."""
    docs = [doc for doc in dict.fromkeys(claim.doc for claim in finding.claims) if doc not in finding.summary]
    where = f" ({', '.join(docs)})" if docs else ""
    return _wrapped(f"The texts differ: {finding.summary}{where}.", "  ")


def _wrapped(text: str, indent: str) -> str:
    """Text in lines of the terminal's width; no word, number or address is cut."""
    width = max(shutil.get_terminal_size((_WIDTH, 24)).columns, _LEAST)
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
