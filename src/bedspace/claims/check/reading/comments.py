"""Comments that surround a statement: what it is said against, in which tone, and what it is called.

Words that hold a number, a subject, a rank, a move or a doubt are no comment, and neither are those that say who is
counted.
"""

from __future__ import annotations

import re

from bedspace.claims.check.reading.comparing import direction_spans
from bedspace.claims.check.reading.words import blank, lists, uncovered_at
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.topic import may_hold_numbers

_LEADS = (
    r"with|despite|amid|amidst|notwithstanding|contrary to|for all|whatever|behind|beneath|regardless of|thanks to|"
    r"against|defying|ignoring|shrugging off|brushing aside|citing|quoting|trumpeting|touting|celebrating|hailing|"
    r"lamenting|facing|responding to|speaking|testifying|writing|"
    r"in an? (?:\w+ ){0,3}?(?:letter|statement|speech|interview|memo|post|report|filing|hearing|briefing|column|"
    r"editorial|op-ed|tweet|declaration|(?:news|press) (?:release|conference))"
)
_LEAD = Pattern(rf"^(?:{_LEADS})\b[^,.;:]{{3,90}}?,\s", re.IGNORECASE)
_OR_NOT = Pattern(r"^(?:[\w'’-]+\s){1,3}or\s(?:no(?:t|\s\w+)),\s", re.IGNORECASE)
_REACTS = Pattern(
    r"^(?:[\w'’-]+\s){1,6}?(?:cheer|applaud|celebrat|rejoic|lament|protest|wince|gloat|watch|object|fum)\w*"
    r"\s(?:as|when|after|because)\s",
    re.IGNORECASE,
)
_CALLED = Pattern(
    r",\s(?:an?|another|one more|yet another)\s(?:[\w-]+\s){0,3}?(?:milestone|feat|number|figure|total|sign|signal|"
    r"proof|blow|promise|vindication|testament|reminder|surprise|shock|victory|triumph|setback|outcome|development|"
    r"statistic|fact|embarrassment|scandal|disgrace|achievement|accomplishment|success|failure)\b[^,.;]*(?=[,.;]|$)",
    re.IGNORECASE,
)
RANKED = Pattern(
    r"\b(?:most|least|fewest|highest|lowest|record|largest|smallest|more|fewer|less|peak|half|third|quarter|twice|"
    r"(?:doubl|tripl|quadrupl|quintupl)\w+|halv\w+|\w+fold)\b",
    re.IGNORECASE,
)
"""Words that rank or compare: what holds one may change what a number is said of."""
_ORDERED = Pattern(r"\b(?:first|last|only)\b", re.IGNORECASE)
_DOUBTS = Pattern(
    r"\b(?:not|no|never|none|if|unless|until|could|may|might|should|plan\w*|project\w*|goal|"
    r"target|quota)\b|n['’]t\b",
    re.IGNORECASE,
)
_WHO = Pattern(
    r"\b(?:includ|exclud|count|cover|compris|consist|limited|mostly|mainly|all of|some of|many of|part of|of them|"
    r"of whom|among|except|apart from)\w*",
    re.IGNORECASE,
)


def without_comments(text: str) -> str:
    """A sentence with such comments made blank.

    >>> without_comments("With winter near, ICE held 300 people, a grim milestone.").split()
    ['ICE', 'held', '300', 'people', '.']
    """
    lead = _OR_NOT.match(text)
    if lead and not speaks(lead[0]):
        text = blank(text, [lead.span()])
    for pattern in (_LEAD, _REACTS, _CALLED):
        for match in pattern.finditer(text):
            if _is_comment(match[0]):
                text = blank(text, [match.span()])
    return text


def _is_comment(words: str) -> bool:
    doubted = any(pattern.search(words) for pattern in (RANKED, _ORDERED, _DOUBTS, _WHO, lists().disputed))
    return not (doubted or _names(words) or may_hold_numbers(words) or direction_spans(words) or speaks(words))


_RULERS = frozenset({"Biden", "Obama", "Democrats", "Republicans", "Democratic", "Republican"})


def _names(words: str) -> bool:
    """Whether a name stands in words, behind the first of them, that may be the place of those who are counted."""
    named = [word for word, start, _ in uncovered_at(words, []) if word[0].isupper() and words[:start].strip(" ,")]
    return not _RULERS.issuperset(named)


def speaks(words: str) -> bool:
    """Whether words name a subject, a part of one, or an agency other than ICE."""
    agencies = [pattern for name, pattern in lists().agency.items() if name != "ICE"]
    return (
        any(pattern.search(words) for pattern in agencies)
        or any(subject.named_in(words) for subject in lists().subjects if subject.name != "bed_plan")
        or any(part.words.search(words) for part in lists().parts)
    )
