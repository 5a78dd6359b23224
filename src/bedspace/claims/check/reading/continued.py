"""A sentence that works out the one before it ("That is 1,300 a day"), or answers it, is read with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bedspace.claims.patterns import Pattern
from bedspace.claims.read.sentences import Sentence

_WORKS_OUT = Pattern(
    r"(?:that|this|it|which)(?:['’]s|\s(?:works? out|comes? out|averages? out|amounts?|comes?|adds? up|boils down|"
    r"equals?|translates|is|was|means|makes))\s(?:(?:to|at|into|the equivalent of|an average of|a rate of|a pace of|"
    r"more than|less than|about|nearly|almost|roughly|around|some|just|over|under|better than|an?)\s)*(?=\d|\w+ times)",
    re.IGNORECASE,
)


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
        if not taken and after is not None and (moves := _moves(sentence.text, after.text)):
            yield Sentence(sentence.index, text[sentence.start : after.end], sentence.start, after.end), moves
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
_IS = re.compile(r"(?<=^that)['’]s|(?<=^it)['’]s", re.IGNORECASE)
_WHICH = re.compile(r"^\w+\s")
