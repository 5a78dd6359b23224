"""What keeps a verdict back: words of a statement that no check has read.

A verdict is a publication. It stands only where every word around the number is one that the test knows; a negation,
a comparison, a qualifier, a second number or a second date leaves the statement unjudged, with the reason beside it.
The words are data, in ``guards.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bedspace.claims.check.findings import POSTED, RECORD, Finding, Verdict
from bedspace.claims.claim import Claim
from bedspace.claims.read.sentences import Sentence, sentences
from bedspace.claims.read.times import times

_TOKEN = re.compile(r"[^\s,.]+(?:[.,][^\s,.]+)*")
_NUMBER = re.compile(r"[\d.,]+(?:-[\d.,]+)?")
_SO_FAR = re.compile(r"\bso far\b", re.IGNORECASE)
_DURATION = re.compile(r"\b(?:in|over|within) (?:\w+|[\d,]+) (?:day|week|month)s?\b", re.IGNORECASE)
_BOOKED_BY_ICE = re.compile(r"\bICE(?:['’]s)? (?!detention|custody).*\bbook|\bbook.*\bby ICE\b", re.IGNORECASE)
_SINGLE_DAY = re.compile(r"\b(?:in|on|within|one|single|any) (?:(?:a|one|any|single) )*day\b", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:since|through|by|over|until)\b", re.IGNORECASE)
_OF_AGENCY = frozenset({"removals_count", "removals_daily_actual", "detained_population", "detained_adp"})
_OF_AGENCY |= frozenset({"length_of_stay", "bookins_count", "bookins_daily", "arrests_daily_actual"})


@dataclass(frozen=True)
class _Words:
    """The lists of ``guards.toml`` as patterns and sets."""

    polarity: re.Pattern[str]
    comparison: re.Pattern[str]
    agency: re.Pattern[str]
    common: frozenset[str]
    comparators: frozenset[str]
    of_metric: Mapping[str, frozenset[str]]
    several: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def _words() -> _Words:
    source = files("bedspace.claims").joinpath("rules", "guards.toml")
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))

    def stems(kind: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(table[kind])})\b", re.IGNORECASE)

    def sets(kind: str) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(row) for name, row in table[kind].items()}

    return _Words(
        polarity=stems("polarity"),
        comparison=stems("comparison"),
        agency=re.compile(table["agency"]),
        common=frozenset(table["common"]),
        comparators=frozenset(table["comparators"]),
        of_metric=sets("words"),
        several=sets("several"),
    )


@dataclass(frozen=True)
class Statement:
    """A sentence with its claims, and the sentences before and after it, which may take it back."""

    sentence: Sentence
    claims: tuple[Claim, ...]
    beside: tuple[str, str]
    said: date | None

    @property
    def dates(self) -> list[tuple[int, int]]:
        """Spans of the time expressions, offsets in the whole text."""
        start = self.sentence.start
        return [(start + t.start, start + t.end) for t in times(self.sentence.text, self.said)]

    def tokens(self, *skipped: tuple[int, int]) -> list[tuple[str, int]]:
        """Words with their offsets in the whole text, without those that begin inside the spans to skip."""
        text = _words().agency.sub(lambda m: " " * len(m[0]), self.sentence.text)
        text = _SO_FAR.sub(lambda m: " " * len(m[0]), text)
        found = [(match[0], self.sentence.start + match.start()) for match in _TOKEN.finditer(text)]
        return [(word, at) for word, at in found if not any(first <= at < last for first, last in skipped)]


def statements(text: str, claims: Sequence[Claim], said: date | None) -> list[Statement]:
    """The sentences of a text that hold claims."""
    found = list(sentences(text))
    texts = ["", *(sentence.text for sentence in found), ""]
    return [
        Statement(sentence, tuple(c for c in claims if c.sentence_index == sentence.index), beside, said)
        for sentence, beside in zip(found, zip(texts, texts[2:], strict=False), strict=True)
        if any(claim.sentence_index == sentence.index for claim in claims)
    ]


def guarded(finding: Finding, read: Sequence[Statement]) -> Finding:
    """The finding itself, or without its verdict where words around its numbers were not read.

    Parameters
    ----------
    finding : Finding
    read : sequence of Statement
        All statements of the text.
    """
    if finding.verdict in {Verdict.UNCHECKABLE, Verdict.NOTE}:
        return finding
    if why := next(_reasons(finding, read), None):
        return replace(finding, verdict=Verdict.UNCHECKABLE, summary=f"no verdict, {why}; {finding.summary}")
    return finding


def _reasons(finding: Finding, read: Sequence[Statement]) -> Iterator[str]:
    judge = _JUDGES.get(finding.rule)
    yield from (why for statement in _about(finding, read) if (why := _turned(statement)))
    yield from judge(finding, read) if judge else ["this rule does not read the words around the numbers"]


def _about(finding: Finding, read: Sequence[Statement]) -> list[Statement]:
    return [statement for statement in read if any(claim in statement.claims for claim in finding.claims)]


def _turned(statement: Statement) -> str:
    """A word that denies the statement, in it or in the sentence before or after it."""
    found = filter(None, map(_words().polarity.search, (statement.sentence.text, *statement.beside)))
    return next((f"'{word[0]}' may turn the statement round" for word in found), "")


def _one_number(finding: Finding, read: Sequence[Statement]) -> Iterator[str]:
    """Reasons against a number held against a series: all words, one number, one date."""
    (claim,), (statement,) = finding.claims, _about(finding, read)
    if claim.metric not in _words().of_metric or claim.doubtful or claim.vague:
        yield "statements of this kind are not read well enough"
        return
    if compared := _compared(statement, claim):
        yield f"'{compared}' compares, and no comparison is tested"
    if len(statement.claims) > 1:
        yield "the sentence holds other numbers, which are not in the test"
    if unread := not_tested(statement, claim):
        yield f"not tested: {', '.join(map(repr, unread))}"
    if claim.metric in _OF_AGENCY and not _words().agency.search(statement.sentence.text):
        yield "the sentence does not name ICE"
    if _SINGLE_DAY.search(statement.sentence.text):
        yield "one day is meant, and the series has none"
    if len(statement.dates) != 1 or _OPEN_END.match(claim.time_text or ""):
        yield "no one period or day is named"
    if finding.verdict is Verdict.CONTRADICTED and finding.rule == POSTED:
        yield "the posts were never defined, so none contradicts"
    if finding.verdict is Verdict.CONTRADICTED and _BOOKED_BY_ICE.search(statement.sentence.text):
        yield "only the people whom ICE arrested itself may be meant"


def _compared(statement: Statement, claim: Claim) -> str:
    """The first comparing word outside the number and the date."""
    words = statement.tokens(*statement.dates, (claim.start, claim.end))
    return next((word for word, _ in words if _words().comparison.fullmatch(word)), "")


def not_tested(statement: Statement, claim: Claim) -> list[str]:
    """Words of a statement that a test of one of its numbers does not know."""
    known = _words()
    plain = known.common | known.of_metric.get(claim.metric, frozenset())
    outside = statement.tokens(*statement.dates)
    return [
        word
        for word, at in outside
        if word.lower() not in plain
        and not (claim.start <= at < claim.end and (word.lower() in known.comparators or _NUMBER.fullmatch(word)))
    ]


def _quota(finding: Finding, read: Sequence[Statement]) -> Iterator[str]:
    """Reasons against a sum over offices: one number of each kind in the text, and no other word."""
    every = [claim.metric for statement in read for claim in statement.claims]
    if len(every) != len(set(every)):
        yield "the text holds several numbers of one kind"
    if finding.verdict is Verdict.SUPPORTED:
        yield "numbers that agree prove no quota"
    if unread := [word for s in _about(finding, read) for word in _others(s, "quota")]:
        yield f"not tested: {', '.join(map(repr, unread))}"


def _mix(finding: Finding, read: Sequence[Statement]) -> Iterator[str]:
    """Reasons against a mix: the numbers have to be compared as one thing, of different times, in words that are read.

    Parts of one total are set side by side and not compared.
    """
    about = _about(finding, read)
    if {word.lower() for s in about for word, _ in s.tokens()}.isdisjoint(_words().several["compared"]):
        yield "the text does not compare the two as one thing"
    if _periods(about) < 2 or _add_up(about):
        yield "the numbers may be parts of one total"
    if unread := [word for s in about for word in _others(s, "mix")]:
        yield f"not tested: {', '.join(map(repr, unread))}"


def _periods(about: Sequence[Statement]) -> int:
    """How many different periods the statements name, "in 50 days" being one."""
    dated = {(time.first, time.last) for s in about for time in times(s.sentence.text, s.said)}
    return len(dated) + sum(len(_DURATION.findall(s.sentence.text)) for s in about)


def _add_up(about: Sequence[Statement]) -> bool:
    """Whether one number of the statements is the sum of others."""
    sizes = [claim.low for s in about for claim in s.claims if claim.low]
    return any(2 * size == sum(sizes) for size in sizes)


def _others(statement: Statement, kind: str) -> list[str]:
    """Words of a statement with several numbers that its test does not know."""
    known = _words()
    plain = known.common | known.several[kind]
    spans = [(claim.start, claim.end) for claim in statement.claims]

    def counted(word: str, at: int) -> bool:
        inside = any(first <= at < last for first, last in spans)
        number = bool(_NUMBER.fullmatch(word))
        return (inside and (number or word.lower() in known.comparators)) or (number and kind == "mix")

    return [w for w, at in statement.tokens(*statement.dates) if w.lower() not in plain and not counted(w, at)]


_Judge = Callable[[Finding, Sequence[Statement]], Iterator[str]]
_JUDGES: Mapping[str, _Judge] = {
    RECORD: _one_number,
    POSTED: _one_number,
    "office quotas add up to the national quota": _quota,
    "definition guard": _mix,
}
