"""Two parts of one thing at one time, without a number: "more had charges pending than had no record at all"."""

from __future__ import annotations

import re

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.named import agency_parts, named_parts
from bedspace.claims.check.reading.stated import Parts, Reading
from bedspace.claims.check.verdicts.judged import NEAR, Judged
from bedspace.claims.check.verdicts.known import sources_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.wording import NO_TABLE, part_name, when_of
from bedspace.claims.intervals import exactly
from bedspace.claims.patterns import Pattern

_MORE = Pattern(
    r"^(?P<one>.*?\b(?:(?P<up>more|more often)|(?P<down>fewer|less often))\b.*?)\sthan\s(?P<other>.*)$", re.IGNORECASE
)
_OUTNUMBER = Pattern(r"^(?P<one>.*?)\s(?P<up>outnumber(?:ed|s)?)\s(?P<other>.*)$", re.IGNORECASE)


_MORE_SAID = Pattern(
    r"\b(?:far|many|much|slightly|marginally|vastly|overwhelmingly|times|twice|half)\s(?:more|fewer|as)\b|"
    r"\boutnumbered by\b|\b(?:gr[eo]w|grown|rose|rise|risen|increas|fell|fall|declin|dropp|jump|surg|climb|gain|doubl|"
    r"tripl|faster|slower)\w*|\b(?:first|most of|never|ever|always|again|last|usually|often|once)\b",
    re.IGNORECASE,
)
"""What makes more of a comparison than which of two parts is the larger one at a time."""


def sides(reading: Reading, record: Record) -> list[Judged]:
    """Which of two parts the record has more of; nothing where a sentence does not name two of one dimension."""
    topic = reading.topic
    if _MORE_SAID.search(reading.text):
        return []
    match = _MORE.search(reading.kept) or _OUTNUMBER.search(reading.kept)
    if topic is None or topic.subject is None or match is None or reading.numbers:
        return []
    one, other = _part(match["one"]), _part(match["other"])
    if not one or not other or one.keys() != other.keys() or one == other:
        return []
    found = [record.find(topic.subject, parts, topic.period) for parts in (one, other)]
    if not all(known and known.printed for known in found):
        lacking = f"{NO_TABLE} both those {part_name(one)} and {part_name(other)}"
        return [Judged(topic, Verdict.UNCHECKABLE, lacking)]
    (a, b), known = (known.printed[0][0] for known in found if known), found[0]
    assert known is not None
    more = a > b if match["up"] else a < b
    near = abs(a - b) <= NEAR * max(a, b)
    verdict = Verdict.UNCHECKABLE if near else Verdict.SUPPORTED if more else Verdict.CONTRADICTED
    when = when_of(topic, known)
    words = f"{topic.subject.label}, {when}: {a:,.0f} {part_name(one)}, {b:,.0f} {part_name(other)}"
    step = Step("the one part against the other", "compare", (exactly(a), exactly(b)), exactly(a))
    sources = tuple(dict.fromkeys(source for each in found if each for source in sources_of(each)))
    return [Judged(topic, verdict, words + "; too near each other" * near, (step,), sources, known, kind="move")]


def _part(text: str) -> Parts:
    """The one part that words name."""
    named = {dimension: values for dimension, values, *_ in named_parts(text)}
    agencies = agency_parts(text) or re.findall(r"(?<=\bby )(?:ICE|CBP)\b", text)
    if len(agencies) == 1 and not named:
        return {"agency": (agencies[0].lower(),)}
    return named if len(named) == 1 and not agencies else {}
