"""A sentence that works out the one before it ("That is 1,300 a day"), or answers it, is read with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bedspace.claims.patterns import Pattern
from bedspace.claims.read.sentences import Sentence

_WORKS_OUT = Pattern(
    r"(?:that|this|it|which)(?:['’]s|\s(?:nearly |almost |roughly |about |barely )?(?:works? out|comes? out|"
    r"averages? out|"
    r"amounts?|comes?|adds? up|boils down|equals?|translates|is|was|means|makes))\s"
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
        if not taken and after is not None and _WORKS_OUT.match(after.text) and sentence.text.endswith("."):
            whole = Sentence(sentence.index, text[sentence.start : after.end], sentence.start, after.end)
            yield (
                whole,
                sentence.text.rstrip(".")
                + _WHICH.sub(", which ", after.text, count=1)
                .replace("which ’s", "which is")
                .replace("which 's", "which is"),
            )
            taken = True
            continue
        if not taken and after is not None and sentence.text.endswith(".") and _LEANS.match(after.text):
            whole = Sentence(sentence.index, text[sentence.start : after.end], sentence.start, after.end)
            yield whole, f"{sentence.text.rstrip('.')}, and {after.text[:1].lower()}{after.text[1:]}"
            taken = True
            continue
        if not taken and after is not None and _ASKS.match(sentence.text) and _ANSWERS.match(after.text):
            whole = Sentence(sentence.index, text[sentence.start : after.end], sentence.start, after.end)
            yield whole, f"{sentence.text} {after.text}"
            taken = True
            continue
        if not taken:
            yield sentence, sentence.text
        taken = False


_ASKS = Pattern(r"how many\b[^?]*\?$", re.IGNORECASE)
_ANSWERS = Pattern(r"(?:about |nearly |almost |roughly |some |just |only )?\d", re.IGNORECASE)
_IS = re.compile(r"(?<=^that)['’]s|(?<=^it)['’]s", re.IGNORECASE)
_WHICH = re.compile(r"^\w+\s")
