"""Which text derives from which: shared claims and shared runs of words; and who is quoted how.

Hashes of whole texts do not see that a rewrite derives from a report. What survives a rewrite are pairs of
metric and value, and quotations word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.claim import Claim

LEAST_RUN = 6
_WORD = re.compile(r"[a-z0-9]+(?:[’'][a-z]+)?")
_CREDITS = re.compile(
    r"(?P<source>(?:an?|the|another|one|two|three)\s(?:\w+\s){0,2}?(?:source|sources|person|people|official|officials|release|spokes\w+)"
    r"(?:\s(?:familiar|close|briefed|with)[^,.;:“”\"]{0,80})?)"
    r"|(?P<name>[A-Z][a-z]+\s[A-Z][a-z]+)(?=,?\s(?:said|told|a\sWhite|a\sspokes|wrote)|[^.“”]{0,40}\ssaid)"
    r"|(?:said|says|spokes\w+)\s(?P<named>[A-Z][a-z]+\s[A-Z][a-z]+)"
)


@dataclass(frozen=True)
class Link:
    """What two texts share."""

    first: str
    second: str
    shared_claims: int
    longest_run: int

    @property
    def related(self) -> bool:
        """Whether one is likely to derive from the other or both from a third."""
        return self.shared_claims >= 3 or self.longest_run >= LEAST_RUN


def links(texts: Mapping[str, str], claims: Sequence[Claim]) -> list[Link]:
    """What each pair of texts shares, the closest first."""
    pairs: dict[str, set[tuple[str, float | None, float | None]]] = {doc: set() for doc in texts}
    for claim in claims:
        if not claim.vague:
            pairs[claim.doc].add((claim.metric, claim.low, claim.high))
    found = [
        Link(a, b, len(pairs[a] & pairs[b]), _longest(list(runs(texts[a], texts[b]))))
        for a, b in combinations(texts, 2)
    ]
    return sorted(found, key=lambda link: (-link.shared_claims, -link.longest_run))


@dataclass(frozen=True)
class Run:
    """A run of words that stands in two texts, by its places in both."""

    words: int
    first: tuple[int, int]
    second: tuple[int, int]


def runs(first: str, second: str, least: int = LEAST_RUN) -> Iterator[Run]:
    """Longest runs of shared words, found by their first `least` words; punctuation does not count."""
    a, b = list(_WORD.finditer(first.lower())), list(_WORD.finditer(second.lower()))
    places: dict[tuple[str, ...], int] = {}
    for place in range(len(b) - least + 1):
        places.setdefault(tuple(m[0] for m in b[place : place + least]), place)
    at = 0
    while at + least <= len(a):
        start = places.get(tuple(m[0] for m in a[at : at + least]))
        if start is None:
            at += 1
            continue
        length = least
        while at + length < len(a) and start + length < len(b) and a[at + length][0] == b[start + length][0]:
            length += 1
        yield Run(length, _span(a, at, length), _span(b, start, length))
        at += length


def _span(words: Sequence[re.Match[str]], start: int, length: int) -> tuple[int, int]:
    return words[start].start(), words[start + length - 1].end()


def _longest(found: Sequence[Run]) -> int:
    return max((run.words for run in found), default=0)


def differing_credits(texts: Mapping[str, str]) -> list[Finding]:
    """Quotations that are credited to different speakers in different texts."""
    found = []
    for (doc_a, a), (doc_b, b) in combinations(texts.items(), 2):
        for run in runs(a, b):
            here, there = _clipped(a, run.first), _clipped(b, run.second)
            if not _quoted(a, here) or not _quoted(b, there):
                continue
            left, right = _credit(a, here), _credit(b, there)
            if left and right and left.lower() != right.lower():
                quote = a[here[0] : here[1]][:60]
                summary = f"'{quote}' is credited to '{left}' in {doc_a} and to '{right}' in {doc_b}"
                found.append(Finding("text", "one quotation, two sources", Verdict.CONTRADICTED, summary))
    return found


def _clipped(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The part of a span before the end of its quotation."""
    closing = re.search(r"[”\"]", text[span[0] : span[1]])
    return (span[0], span[0] + closing.start()) if closing else span


def _quoted(text: str, span: tuple[int, int]) -> bool:
    """Whether a span lies between quotation marks."""
    before, after = text[max(0, span[0] - 700) : span[0]], text[span[1] : span[1] + 700]
    opening = max(before.rfind("“"), before.rfind('"'))
    return opening > before.rfind("”") and bool(re.search(r"[”\"]", after))


def _credit(text: str, span: tuple[int, int]) -> str | None:
    """Who is said to speak: named after the quotation, else before it."""
    end = re.search(r"[”\"]", text[span[1] :])
    after = text[span[1] + (end.end() if end else 0) :][:160]
    before = text[max(0, span[0] - 260) : span[0]]
    for part, last in ((after.split("\n")[0], False), (before, True)):
        matches = list(_CREDITS.finditer(part))
        if matches:
            match = matches[-1 if last else 0]
            return next(group for group in match.groups() if group)
    return None
