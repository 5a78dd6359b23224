"""A sentence that works out the one before it ("That is 1,300 a day"), or answers it, is read with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bedspace.claims.patterns import Pattern
from bedspace.claims.read.sentences import Sentence

_WORKS_OUT = Pattern(
    r"(?:that|this|it|which)(?:['’]s|\s(?:nearly |almost |roughly |about |barely )?(?:works? out|comes? out|"
    r"averages? out|amounts?|comes?|adds? up|boils down|equals?|translates|is|was|means|makes))\s"
    r"(?:(?:to|at|into|the equivalent of|an average of|a rate of|a pace of|more than|less than|about|nearly|almost|"
    r"roughly|around|some|just|over|under|better than|an?|the(?= \d))\s)*"
    r"(?=\d|\w+ times|twice\b|double\b|triple\b|half\b)",
    re.IGNORECASE,
)


_ABOUT = r"(?:(?:about|nearly|almost|roughly|some|just|only|over|under|more than|fewer than|less than|all but)\s)*"
_LEANS = Pattern(
    r"(?:(?:by|in|on|as of|within)\s[^,.;]{3,30},?\s)?"
    r"(?:there\s(?:were|are)|(?:it|that|the (?:number|figure|count|total))\s(?:was|had|stood at|had reached|reached|"
    r"(?:had\s|has\s)?(?:grown|risen|climbed|jumped|swollen|fallen|dropped|shrunk|rose|grew|fell) to))\s"
    rf"{_ABOUT}\d[\d,.]*(?:\smillion)?\s*(?:[,.;]|$)"
    rf"|they\s(?:came to|numbered|amounted to|totall?ed|stood at)\s{_ABOUT}\d"
    r"|(?:it|that|this|they|the (?:number|figure|count|total|average))\s(?:has\s|have\s|had\s)?"
    rf"{_ABOUT}(?:doubled|tripled|quadrupled|quintupled|halved)\.?$"
    rf"|{_ABOUT}(?:[\d.]+ (?:percent|per cent|%)|\w+ in (?:\d+|\w+)|half|a (?:third|quarter)|two thirds|"
    r"three quarters)\s(?:of them\s)?(?:had|have)\s",
    re.IGNORECASE,
)
"""A number or a multiple without a noun: what it counts stands in the sentence before."""


def read_together(text: str, found: Sequence[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """Sentences of a text, each with the words by which it is read.

    >>> from bedspace.claims.read.sentences import sentences
    >>> text = "ICE booked in 300 people in May. That is 10 a day."
    >>> [words for _, words in read_together(text, list(sentences(text)))]
    ['ICE booked in 300 people in May, which is 10 a day.']
    """
    taken = False
    for sentence, after in zip_longest(found, found[1:]):
        words = "" if taken or after is None else _joined(sentence.text, after.text)
        if words:
            yield Sentence(sentence.index, text[sentence.start : after.end], sentence.start, after.end), words
        elif not taken:
            yield sentence, sentence.text
        taken = bool(words)


def _joined(before: str, after: str) -> str:
    """Two sentences as one; empty where the second stands by itself."""
    return next((words for join in (_worked_out, _leaning, _moves, _answered) if (words := join(before, after))), "")


def _worked_out(before: str, after: str) -> str:
    if not before.endswith(".") or not _WORKS_OUT.match(after):
        return ""
    return before.rstrip(".") + _IT_IS.sub("which is", _WHICH.sub(", which ", after, count=1))


def _leaning(before: str, after: str) -> str:
    """A number without a noun, or a part: "Of those, 152,982 left"; of people arrested the record has no parts."""
    among = _OF_THOSE.match(after) and not _ARRESTS.search(before)
    if not before.endswith(".") or not (among or _LEANS.match(after)):
        return ""
    return f"{before.rstrip('.')}, and {after[:1].lower()}{after[1:]}"


def _answered(before: str, after: str) -> str:
    return f"{before} {after}" if _ASKS.match(before) and _ANSWERS.match(after) else ""


def _moves(text: str, after: str) -> str:
    """What is said to move, with the numbers of the sentence after it; empty where that speaks of something else.

    >>> _moves("Removals by ICE are climbing.", "They went from 72,177 to 142,580.")
    'Removals by ICE rose from 72,177 to 142,580.'
    """
    mover, numbers = _MOVING.match(text), _THEY_WENT.match(after)
    if not mover or not numbers:
        return ""
    return f"{mover['who']} {'rose' if mover['up'] else 'fell'} from {after[numbers.end() :]}"


_MOVING = Pattern(
    r"(?P<who>[^,;:.\d]{3,60}?) (?:is|are|has been|have been) (?:still |sharply |steadily |fast )?"
    r"(?:(?P<up>climbing|rising|growing|increasing|up)|falling|dropping|shrinking|declining|down)\.$",
    re.IGNORECASE,
)
_THEY_WENT = Pattern(r"(?:they|the (?:number|count|total)) (?:went|moved) from (?=\d)", re.IGNORECASE)
_ASKS = Pattern(r"how many\b[^?]*\?$", re.IGNORECASE)
_ANSWERS = Pattern(r"(?:about |nearly |almost |roughly |some |just |only )?\d", re.IGNORECASE)
_OF_THOSE = Pattern(rf"of (?:those|these|them|the total),?\s{_ABOUT}\d", re.IGNORECASE)
_ARRESTS = Pattern(r"\barrest", re.IGNORECASE)
_IT_IS = re.compile(r"which ['’]s")
_WHICH = re.compile(r"^(?:\w+\s|\w+(?=['’]s))")
