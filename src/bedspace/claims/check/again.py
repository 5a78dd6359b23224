"""Verdicts of a log checked anew, and what changed them.

A changed verdict is laid to a later release only if today's software, held to the files that the log names, still gives
the verdict of the log. Otherwise the software or the log changed, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from bedspace.claims.check.batch import Checked
from bedspace.claims.check.log import Logged, Row, files_of, verdicts
from bedspace.figure import Figure
from bedspace.figures.sources import Source

Again = Callable[[str, date | None, str, Source], Checked]
"""What checks a text by a source of figures, given its words, the day when it was said, and its name."""
RELEASE = "a later release"
NOT_DATA = "the software or the log, not the data"
UNKNOWN = "a later release or the software: the log does not name its files"
GONE = "files of the log that are not here: give the same --home"
NOT_FOUND = "not read as a statement"


def held_to(source: Source, files: frozenset[str]) -> Source:
    """A source without the figures of other files."""

    def of(quantity: str) -> tuple[Figure, ...]:
        return tuple(figure for figure in source.of(quantity) if figure.origin.file in files)

    return Source(source.quantities, of, f"{source.fingerprint} held to {'|'.join(sorted(files))}")


class Rechecked:
    """Texts checked anew, each once by a source."""

    def __init__(self, source: Source, check: Again) -> None:
        self.source, self.check = source, check
        self._found: dict[tuple[str, date | None, str], dict[int, Row]] = {}

    @cached_property
    def files(self) -> frozenset[str]:
        """The files of today's figures."""
        return files_of(self.source)

    def now(self, each: Logged, source: Source | None = None) -> Row:
        """The verdict on a logged statement by today's figures, or by a source named."""
        known = source or self.source
        key = (each.text, each.said, known.fingerprint)
        if key not in self._found:
            checked = self.check(each.text, each.said, each.doc, known)
            self._found[key] = {row["start"]: row for row in verdicts(checked)}
        return self._found[key].get(each.start, {"verdict": NOT_FOUND, "sentence": "", "figures": []})

    def because(self, each: Logged) -> str:
        """What changed a verdict."""
        if each.data == self.source.fingerprint:
            return NOT_DATA
        if not each.files:
            return UNKNOWN
        if not each.files <= self.files:
            return GONE
        then = self.now(each, held_to(self.source, each.files))
        return RELEASE if then["verdict"] == each.verdict else NOT_DATA


def changes(kept: Sequence[Logged], source: Source, check: Again) -> list[Row]:
    """The statements whose verdict is no longer that of the log, with before and after."""
    anew = Rechecked(source, check)
    pairs = ((each, anew.now(each)) for each in kept)
    return [_row(each, now, anew.because(each), source) for each, now in pairs if now["verdict"] != each.verdict]


def _row(each: Logged, now: Row, because: str, source: Source) -> Row:
    return {
        "doc": each.doc,
        "speaker": each.speaker,
        "statement": each.statement,
        "said": each.said.isoformat() if each.said else None,
        "before": each.verdict,
        "now": now["verdict"],
        "sentence_before": each.sentence,
        "sentence_now": now["sentence"],
        "figures_before": list(each.figures),
        "figures_now": now["figures"],
        "because": because,
        "logged": each.logged,
        "data_before": each.data,
        "data_now": source.fingerprint,
    }
