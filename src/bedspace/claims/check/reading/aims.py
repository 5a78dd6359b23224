"""Goals that a sentence names beside what happened: "the 3,000-a-day target", "just as the White House demanded".

A goal is no count. Where it only comments on a count, its words are left out of the test; where a count is held against
it, its number becomes the limit; where the sentence says only that it was set, the ledger is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bedspace.claims.check.reading.words import blank
from bedspace.claims.patterns import Pattern

_GOAL = r"(?:goals?|targets?|quotas?|marks?|benchmarks?|aims?|objectives?)"
_WANTED = (
    r"(?:demand(?:s|ed)|want(?:s|ed)|order(?:s|ed)|ask(?:s|ed)(?: for)?|promis(?:es|ed)|pledg(?:es|ed)|set|"
    r"sought|call(?:s|ed) for|"
    r"press(?:es|ed) for|vow(?:s|ed))"
)
_COMMENTS = tuple(
    Pattern(pattern, re.IGNORECASE)
    for pattern in (
        rf",\s(?:just |exactly )?as\s[^,.;:\d]{{1,40}}?\b(?:had |has |have )?{_WANTED}\b[^,.;:\d]*(?=[,.;]|$)",
        rf",\s(?:just |exactly |precisely )?(?:the|a)\s(?:very )?(?:number|figure|rate|pace|level|{_GOAL})"
        rf"\s(?:that )?[^,.;:\d]{{1,40}}?\b"
        rf"(?:had |has |have )?{_WANTED}\b[^,.;:\d]*(?=[,.;]|$)",
        rf"^[^,.;:\d]{{0,40}}\b(?:hit|hits|hitting|meets?|meeting|met|reach(?:es|ed|ing)?)"
        rf"\s[^,.;:\d]{{1,40}}?\b{_GOAL}:",
        rf"^(?:despite|notwithstanding|under|for all|whatever)\s(?:[^,;:]|(?<=\d),(?=\d))*?\b{_GOAL}\b[^,;:]*,",
    )
)
_RATE_GOAL = Pattern(rf"(?P<number>\d[\d,]*)(?P<per>[- ]a[- ]day)(?P<goal>\s{_GOAL})\b", re.IGNORECASE)
_MET = Pattern(
    r"(?<!not )(?<!never )(?<!nearly )(?<!almost )(?<!n['’]t )(?<!yet )(?<!hardly )(?<!barely )(?<!ever )(?<!to )"
    rf"\b(?:met|reached|hit|achieved|fulfilled|surpassed|exceeded|beat)\s[^,.;:\d]{{0,40}}?\b{_GOAL}\sof(?=\s\d)",
    re.IGNORECASE,
)
_MADE = "made at least"
_ONCE = Pattern(
    r"\b(?:once|twice|briefly|momentarily|sometimes|occasionally|at times|first|peak\w*|single|"
    r"(?:one|two|three|several|few|some|many|most|other|\d+) (?:days?|times|weeks?|weekends?|occasions?))\b",
    re.IGNORECASE,
)
"""A goal of a day that was met on some days says nothing of the mean."""
_OF_GOAL = Pattern(
    rf"\b{_GOAL}\b[^.;:]{{0,60}}?\b(?:of|was|were|is|are|to|for|at)\b|\b(?:told|ordered|directed|instructed|wants?|wanted|asked)"
    rf"\b[^.;:\d]{{0,30}}?\b(?:to|for)\b|\b(?:is|are|was|were|remains?)\s(?:the|its|their|an?|\w+['’]s)\s(?:\w+\s){{0,2}}"
    rf"{_GOAL}\b|\b(?:wants?|wanted|demand(?:s|ed)|seeks?|sought)\s(?:\w+\s){{0,2}}(?=\d)",
    re.IGNORECASE,
)
_SET = Pattern(
    r"\b(?:set|sets|setting|announc\w+|stated|said|has|had|is|are|was|were|remains?|told|ordered|directed|instructed|"
    r"wants?|wanted|asked|demand(?:s|ed)|seeks?|sought)\b",
    re.IGNORECASE,
)
_REACHED = Pattern(
    r"\b(?:me(?:et|ets|eting|t)|reach\w*|hit|hits|hitting|achiev\w*|beat\w*|exceed\w*|surpass\w*|miss\w*|short|"
    r"fail\w*|made|making|"
    r"close|closer|track|pace|fulfil\w*|deliver\w*|attain\w*|near\w*|approach\w*|above|below|toward\w*|never|"
    r"not|no|double|half)\b",
    re.IGNORECASE,
)
_SHORT = Pattern(
    r"\b(?:f(?:all|alls|ell|allen|alling) (?:far |well |way )?short of|miss(?:ed|es|ing)|(?:far |well )?below|"
    r"nowhere near|"
    r"(?:has|have|had) (?:not|never) (?:met|hit|reached))\s(?:the|its|that|a|an)?[^.;\d]{0,30}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Aims:
    """What a sentence says of goals.

    Attributes
    ----------
    text : str
        The sentence without comments on goals; offsets stay.
    only : bool
        Whether it says of its numbers that they were a goal, and nothing more.
    """

    text: str
    only: bool


_FELL_SHORT = Pattern(
    rf",\s(?:(?:still|well|far|way|nowhere)\s)*(?:short of|below|shy of|under|near)\s(?:the|its|"
    rf"their|an?)\s(?P<goal>\d[\d,]*)"
    rf"(?:[- ](?:a[- ]day|daily))?(?:\s{_GOAL}|(?=[^,.;\d]*\b{_WANTED}\b))[^,.;\d]*(?=[,.;]|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d,]*")


def _without_missed(text: str) -> str:
    """ "Averaged 1,200 a day, well short of the 3,000 that was wanted": the comment holds by the numbers themselves."""
    for match in _FELL_SHORT.finditer(text):
        before = [int(n.replace(",", "")) for n in _NUMBER.findall(text[: match.start()])]
        if before and max(before) < int(match["goal"].replace(",", "")):
            text = blank(text, [match.span()])
    return text


def without_aims(text: str) -> Aims:
    """A sentence without what it says of goals beside what happened.

    >>> without_aims("ICE arrested 3,000 people a day in June, just as Miller demanded.").text.rstrip(" .")
    'ICE arrested 3,000 people a day in June'
    """
    text = _without_missed(text)
    for pattern in _COMMENTS:
        for match in pattern.finditer(text):
            text = blank(text, [(match.start(), match.end())])
    if not _ONCE.search(text):
        text = _MET.sub(lambda match: _MADE.rjust(len(match[0])) if len(_MADE) <= len(match[0]) else match[0], text)
    for match in _RATE_GOAL.finditer(text):
        if limit := _SHORT.search(text[: match.start()]):
            said = "under ".ljust(match.start() - limit.start())
            text = text[: limit.start()] + said + text[match.start() :]
        rate = f"{match['number']} a day".ljust(match.end() - match.start())
        if limit:
            text = text[: match.start()] + rate + text[match.end() :]
    return Aims(text, bool(_OF_GOAL.search(text)) and bool(_SET.search(text)) and not _REACHED.search(text))
