"""Denial, dispute, wish and question: what turns a statement round, and what keeps it from being one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bedspace.claims.check.reading.numbers import _NEAR_LIMIT, NEGATIVE
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.patterns import Pattern

_OTHER_DENIAL = Pattern(
    r"\b(?:nor|neither|nobody|none|nothing|nowhere|no one|hardly|barely|scarcely|unable|"
    r"cannot|can['’]?t|refus\w+|fail(?:s|ed|ing|ure)?|miss(?:ed|es|ing)|yet to|stopp\w+|"
    r"ceas\w+|halt\w+|avoid\w*|without|no|lack\w*|short)\b",
    re.IGNORECASE,
)


def denial(text: str, numbers: Sequence[Stated]) -> tuple[bool, str]:
    """Whether the statement is denied as a whole; why not, where denial is in a form that is not read."""
    hidden = text
    for start, end in sorted({match.span() for part in lists().parts for match in part.words.finditer(text)}):
        hidden = hidden[:start] + "#" * (end - start) + hidden[end:]
    for number in numbers:
        hidden = hidden[: number.start] + "#" * (number.end - number.start) + hidden[number.end :]
    hidden = re.sub(
        r"\bno (?:fewer|less|more) than\b|\bnot only\b|\bnot even\b",
        lambda m: "#" * len(m[0]),
        hidden,
        flags=re.IGNORECASE,
    )
    hidden = re.sub(r"\b(?:barely|hardly|scarcely)(?=\s#)", lambda m: "#" * len(m[0]), hidden, flags=re.IGNORECASE)
    hidden = re.sub(r"\bstopped(?=\s(?:\w+\s){0,2}#)", lambda m: "#" * len(m[0]), hidden, flags=re.IGNORECASE)
    hidden = _NEAR_LIMIT.sub(lambda m: "#" * len(m[0]), hidden)
    limits = (
        list(
            re.finditer(
                r"\b(?:has|have|had|did)?\s*(?:not|never|n['’]t)?\s*(?:yet )?(?:reach(?:ed)?|"
                r"topp?(?:ed)?|pass(?:ed)?|exceed(?:ed)?|surpass(?:ed)?)\s*$|"
                r"\b(?:was|is|were|are|has|had)?\s?(?:not|n['’]t) yet \w+\s*$",
                text[: numbers[0].start],
            )
        )
        if numbers
        else []
    )
    if limits and numbers[0].comparator == "less_than" and NEGATIVE.search(limits[0][0]):
        hidden = hidden[: limits[0].start()] + "#" * len(limits[0][0]) + hidden[limits[0].end() :]
    if opening := re.match(r"\W*not\b(?:[^,#]*,|\s(?:\w+\s)?#+)", hidden, re.IGNORECASE):
        return False, f"'{text[: opening.end()].strip()}' denies in a form that was not read"
    if since := re.search(r"\bnot since\b", hidden, re.IGNORECASE):
        return False, f"'{since[0]}' denies in a form that was not read"
    found = list(NEGATIVE.finditer(hidden))
    rest = _OTHER_DENIAL.search(NEGATIVE.sub(lambda m: "#" * len(m[0]), hidden))
    if rest:
        return False, f"the program does not know what '{rest[0]}' does here, {TURNED}"
    if len(found) > 1:
        return False, "the statement is denied twice"
    return bool(found), ""


TURNED = "so it gives no verdict"
"""How the reason ends where a word may deny what is stated."""
OF_A_WISH = "the word"
"""How the reason begins where a wish, a plan or an estimate is stated."""
_TAKEN_BACK = Pattern(
    r"^(?:that|this|it|they|none|no|not|but|in fact)\b.*\b(?:not|n['’]t|never|no)\b|"
    r"^no(?=\W*$|[,.!;:–—-]|\s(?:it|they|that|this|he|she|we)\b)|^not so\b",
    re.IGNORECASE,
)


_RHETORICAL = Pattern(
    r"^(?:you (?:realize|know|do know)|did you know|do you (?:know|realize)|have you heard|are you aware|"
    r"can you believe)(?: that)?\s",
    re.IGNORECASE,
)
"""A question that states what it asks about."""


def settled(text: str, beside: Sequence[str], numbers: Sequence[Stated]) -> str:
    """Why nothing that happened is stated: a wish, a plan, a question, a dispute."""
    if text.rstrip().endswith("?") and not _RHETORICAL.match(text):
        return "a question states nothing"
    if word := lists().disputed.search(text):
        return f"'{word[0]}' disputes the statement"
    for other in beside:
        if word := lists().disputed.search(other) or _TAKEN_BACK.search(other.strip()):
            return f"the sentence beside it may take it back: '{word[0]}'"
    plan = any(n.subject and n.subject.read == "plan" for n in numbers)
    if not plan and (word := lists().unsettled.search(text)):
        return (
            f"{OF_A_WISH} '{word[0]}' makes it a prediction, a wish or a plan, and no count can prove or disprove that"
        )
    return ""
