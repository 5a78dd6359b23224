"""The words of an answer: what decides it first, then what the record has beside it, each thing once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.denials import TURNED
from bedspace.claims.check.reading.stated import Reading
from bedspace.claims.check.verdicts.changes import BY_THEM
from bedspace.claims.check.verdicts.judged import CONTRADICTED, NONE, SUPPORTED, Judged
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.wording import NO_TABLE, PART_OF_THEM

MIXED, FOLLOWS = Verdict.MIXED, Verdict.NOTE
BY_ARITHMETIC = "The arithmetic is wrong"
"""How an answer begins where the numbers of a statement do not give what it says of them."""
_LEADS = {
    SUPPORTED: "The record agrees",
    CONTRADICTED: "The record says otherwise",
    MIXED: "The numbers do not count the same thing",
    FOLLOWS: "It follows from the numbers given",
    NONE: "No verdict",
}


_REASON = re.compile(r"; (?='|the text )")
"""Where a reason begins behind what the record has."""


def sentence(verdict: Verdict, telling: Sequence[Judged], judged: Sequence[Judged]) -> str:
    """The verdict in words: what decides it, then the others that have a figure."""
    head, told = _words_of(telling), "; ".join(one.words for one in telling)
    lead = (
        BY_ARITHMETIC
        if verdict is CONTRADICTED and all(one.kind == "arithmetic" for one in telling)
        else _LEADS[verdict]
    )
    worth = {"arithmetic"} if verdict is not MIXED else set()  # what numbers of two kinds come to says nothing
    if verdict is CONTRADICTED and lead == _LEADS[verdict] and len({one.number.text for one in judged}) > 1:
        lead += _of_which(telling)
    others = [one for one in judged if one not in telling and (one.known or one.kind in worth)]
    others = [one for one in others if not one.words.endswith(BY_THEM)]
    if verdict is MIXED:
        others = [one for one in others if one.verdict is SUPPORTED]
    rest = _words_of([one for one in others if _REASON.split(one.words)[0] not in told], told)
    return f"{lead}: {head or 'nothing here speaks of it'}.{beside(rest)}"


def _of_which(telling: Sequence[Judged]) -> str:
    """Which of several numbers the record contradicts."""
    texts = [one.number.text.strip() for one in telling if one.kind == "record"]
    return f" of '{texts[0]}'" if len(texts) == len(telling) == 1 and texts[0] else ""


def _is_of_a_change(words: str, told: str) -> bool:
    """Whether words only say which way two numbers go whose change is told."""
    pair = words.partition(": ")[0]
    return words.endswith(BY_THEM) and pair in told.replace(words, "")


_DATES = re.compile(r" \((?:data to|published) [^()]*\)$")


def _words_of(judged: Sequence[Judged], told: str = "") -> str:
    """What is told, once; of figures of one release the last tells how far it reaches."""
    told = "; ".join([told, *(one.words for one in judged)])
    words = [each for each in dict.fromkeys(one.words for one in judged) if not _is_of_a_change(each, told)]
    words = [each for each in words if not any(other.startswith(f"{each};") for other in words)]
    words = [each for each in words if not _is_told_by_a_move(each, words)]
    for place, each in enumerate(words):
        dates = _DATES.search(each)
        if dates and words[place + 1 : place + 2] and words[place + 1].endswith(dates[0]):
            words[place] = each[: dates.start()]
    return "; ".join(_named_once(words))


_LEVEL = re.compile(r"^(?P<label>[^:;]+?), (?P<when>[^:;]+): (?P<value>\d[\d,.]*)(?: \([^()]*\))?$")


def _is_told_by_a_move(level: str, words: Sequence[str]) -> bool:
    """Whether a level stands also in what is said of a move: "113,431 (fiscal year 2024), against 170,590"."""
    found = _LEVEL.match(level)
    if found is None:
        return False
    told = f"{found['value']} ({found['when']})"
    return any(told in other and other.startswith(f"{found['label']}: ") for other in words)


def _named_once(words: Sequence[str]) -> Iterator[str]:
    """Levels of one thing at several times, whose name the first tells."""
    label = ""
    for each in words:
        found = _LEVEL.match(each)
        yield each.removeprefix(f"{label}, ") if found and found["label"] == label else each
        label = found["label"] if found else ""


def beside(words: str) -> str:
    """Words as a sentence of their own; nothing of nothing."""
    return f" {words[0].upper()}{words[1:]}." if words else ""


_A_PART = re.compile(rf"; '[^']*' {PART_OF_THEM}")
UNTESTED = "this tool has no figures for"
"""How the reason begins where words were not read, which may narrow what is counted."""


def on_record(judged: Sequence[Judged], why: str, of: Sequence[Judged]) -> str:
    """What the record has beside a statement that gets no verdict; of several numbers, which of them agree."""
    if why.startswith(UNTESTED) and len({one.number.text for one in of}) > 1:
        judged = [replace(one, words=f"{one.words}, as stated") if one.verdict is SUPPORTED else one for one in judged]
    words = _words_of(judged)
    if not words or not all(one.known for one in judged):
        return beside(words)
    aside = "Leaving these words aside, the" if why.startswith(UNTESTED) else "The"
    unread = why.startswith(UNTESTED) or why.endswith(TURNED)
    return f" {aside} record has {_A_PART.sub('', words) if unread else words}."


def lacking(known: Sequence[Judged], judged: Sequence[Judged]) -> str:
    """Of what the tables have no figure, where they have one of another number of the statement."""
    others = [one for one in judged if not one.known and one.words.startswith(NO_TABLE)]
    return _words_of(others) if any(one.known for one in known) else ""


_LATEST = re.compile(
    r"\b(?:latest|newest|most recent)\s(?:[\w'’]+\s){0,2}?(?:spreadsheet|release|figures|data|numbers|statistics|"
    r"report|table)s?\b",
    re.IGNORECASE,
)


def newest_told(reading: Reading, judged: Sequence[Judged], record: Record) -> str:
    """Which release was the newest, where a statement speaks of it."""
    figure = next((one.known.printed[0][1] for one in judged if one.known and one.known.printed), None)
    if figure is None or record.said is None or not _LATEST.search(reading.text):
        return ""
    out = max((f.published for f in record.of(figure.quantity) if f.published <= record.said), default=None)
    return f" The newest release then was that of {out}." if out else ""


def later_told(judged: Sequence[Judged], record: Record) -> str:
    """Which releases are later than a statement that they support, so that its author had another one."""
    figures = [one.known.printed[0][1] for one in judged if one.known and one.known.printed]
    out = {f.published for f in figures if f.published_on and record.said and f.published > record.said}
    days = " and ".join(str(day) for day in sorted(out))
    return (
        f" The copy that this tool holds is of {days}, later than the statement; an earlier one may have been out."
        if days
        else ""
    )
