"""One verdict for one statement: its numbers, how they stand to each other, what kind of thing they count.

What speaks against a statement comes before what supports it, and a number that could not be tested keeps the whole
without a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.denials import OF_A_WISH, TURNED
from bedspace.claims.check.reading.named import named_parts
from bedspace.claims.check.reading.outside import company, outsider
from bedspace.claims.check.reading.sentence import LENGTH, OF_NO_NUMBER
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.changes import changed
from bedspace.claims.check.verdicts.costs import costs
from bedspace.claims.check.verdicts.fullness import beds_of
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.mixes import mixes
from bedspace.claims.check.verdicts.money import granted
from bedspace.claims.check.verdicts.moves import moved
from bedspace.claims.check.verdicts.places import of_places
from bedspace.claims.check.verdicts.plans import goals_of, plan_of
from bedspace.claims.check.verdicts.quotas import quota
from bedspace.claims.check.verdicts.rates import is_supposed, rate
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.relations import related
from bedspace.claims.check.verdicts.reported import reported
from bedspace.claims.check.verdicts.sides import sides
from bedspace.claims.check.verdicts.sums import added_up, the_rest
from bedspace.claims.check.verdicts.telling import (
    UNTESTED,
    beside,
    lacking,
    later_told,
    newest_told,
    on_record,
    sentence,
)
from bedspace.claims.check.verdicts.tested import judge
from bedspace.claims.check.verdicts.trends import trend
from bedspace.claims.check.verdicts.wording import PART_OF_THEM

SUPPORTED, CONTRADICTED, MIXED, FOLLOWS, NONE = (
    Verdict.SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.MIXED,
    Verdict.NOTE,
    Verdict.UNCHECKABLE,
)


@dataclass(frozen=True)
class Answer:
    """The answer to one statement.

    Attributes
    ----------
    verdict : Verdict
    sentence : str
    steps : tuple of Step
    sources : tuple of str
    not_tested : tuple of str
        Words that were read and are in no test.
    judged : tuple of Judged
    of_others : bool
        Whether it speaks of people whom neither the record nor the model has.
    times : tuple of str
        Words of the periods that were read.
    """

    verdict: Verdict
    sentence: str
    steps: tuple[Step, ...] = ()
    sources: tuple[str, ...] = ()
    not_tested: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    of_facts: bool = True
    of_others: bool = False
    times: tuple[str, ...] = ()

    @property
    def has_record(self) -> bool:
        """Whether the record, or arithmetic alone, answers what is stated, so that no model need be asked."""
        if self.verdict is CONTRADICTED and all(one.kind == "arithmetic" for one in self.judged):
            return True
        return self.of_facts and any(one.known and (one.known.printed or one.known.limits) for one in self.judged)


def answered(reading: Reading, record: Record) -> Answer:
    """The answer to a sentence as it was read."""
    if name := outsider(reading.text):
        words = f"it speaks of '{name}', and the record here counts whom ICE arrests, holds and removes"
        return Answer(NONE, f"No verdict: {words}.", of_others=True)
    if (product := quota(reading) or costs(reading)) and not reading.denied:
        return Answer(product.verdict, sentence(product.verdict, [product], []), product.steps, (), (), (product,))
    if told := granted(reading, record.said) or _of_no_count(reading, record):
        verdict = told[0].verdict
        return Answer(verdict, sentence(verdict, told, []), _steps(told), _sources(told), (), tuple(told))
    if not any(n.subject for n in reading.numbers) and (facts := reported(reading, record.said)):
        verdict, telling = _verdict(facts)
        return Answer(verdict, sentence(verdict, telling, facts), _steps(facts), _sources(facts), (), tuple(facts))
    if (placed := of_places(reading, record)) and not reading.denied and not _hindered(reading):
        verdict, telling = _verdict(placed)
        return Answer(
            verdict, sentence(verdict, telling, placed), _steps(placed), _sources(placed), (), tuple(placed)
        )  # fmt: skip
    judged = _judged(reading, record)
    verdict, telling = _verdict(judged)
    unread = tuple(_of_weight(reading.unread))
    if (why := _kept_back(reading, judged)) and not (verdict is MIXED and why.endswith(OF_NO_NUMBER)):
        of_company = bool(company(reading.text))
        unsaid = of_company or why.startswith(OF_A_WISH) or reading.held_back.endswith(TURNED)
        known = [one for one in judged if one.known] or ([] if unsaid else judged[:1])
        if why.startswith(UNTESTED):
            known = [one for one in known if one.known and not one.words.endswith((AS_ONE, PART_OF_THEM))]
        told = known if unsaid or why.startswith(UNTESTED) else judged
        return Answer(
            NONE,
            f"No verdict: {why}.{on_record(known, why, judged)}{'' if unsaid else beside(lacking(known, judged))}",
            _steps(told),
            _sources(told),
            () if why.endswith(TURNED) else unread,
            tuple(judged),
            not reading.held_back,
            of_company,
        )
    if reading.denied:
        verdict = _turned(verdict, judged)
    words = f"{sentence(verdict, telling, judged)}{newest_told(reading, judged, record)}"
    words += later_told(judged, record) if verdict is SUPPORTED else ""
    told = [one for one in judged if verdict is not MIXED or one in telling or one.verdict is SUPPORTED]
    return Answer(verdict, words, _steps(judged), _sources(told), unread, tuple(judged))


def composed(whole: Answer, parts: Sequence[Answer]) -> Answer:
    """The answer to a sentence by those to its clauses: each holds by itself, and one that is wrong makes it wrong.

    The answer to the sentence as a whole stays where a clause has no verdict.
    """
    verdicts = [part.verdict for part in parts]
    if not parts or MIXED in verdicts:
        return whole
    wrong = [part for part in parts if part.verdict is CONTRADICTED]
    if not wrong and NONE in verdicts:
        return whole
    verdict = CONTRADICTED if wrong else SUPPORTED if SUPPORTED in verdicts else FOLLOWS
    judged = [one for part in parts for one in part.judged]
    telling = [one for part in wrong for one in part.judged if one.verdict is CONTRADICTED] or judged
    return Answer(verdict, sentence(verdict, telling, judged), _steps(judged), _sources(judged), (), tuple(judged))


_NO_SITE = re.compile(r"does not know what 'no' does", re.IGNORECASE)


def _hindered(reading: Reading) -> bool:
    """Whether a statement on a place is held back by more than "no jail holds more"."""
    return bool(reading.held_back) and not _NO_SITE.search(reading.held_back)


def _of_no_count(reading: Reading, record: Record) -> list[Judged]:
    """Goals that were set, and what a rate comes to: neither says that anything happened."""
    if reading.denied or (reading.held_back and not reading.held_back.startswith(OF_A_WISH)):
        return []
    product = rate(reading)
    if product and (product.verdict is CONTRADICTED or (product.verdict is FOLLOWS and is_supposed(reading))):
        return [product]
    goals = goals_of(reading, record.said)
    return goals if goals and all(goal.verdict is not NONE for goal in goals) else []


_OF_RECORD = frozenset({"record", "move"})
_SIZES = frozenset({"change", "factor", "difference"})


def _judged(reading: Reading, record: Record) -> list[Judged]:
    found = [*related(reading), *changed(reading, record)]
    if not any(one.text.lower().startswith("no ") for one in reading.comparisons):
        found += moved(reading, record)  # "in no other year": ranked, and no move from one to another
    tested = {
        one.number
        for one in found
        if one.number.role in _SIZES or (one.kind != "record" and one.number.role not in {"count", "days"})
    }
    out = []
    for number in reading.numbers:
        if number in tested:
            continue
        if number.subject and number.subject.read == "plan":
            out.append(plan_of(number))
        elif number.subject and number.subject.name == "fullness":
            out.append(beds_of(number, reading.numbers, record))
        elif number.role in {"count", "share", "days", "sum", "base"}:
            out.append(judge(number, record))
        else:
            out.append(Judged(number, NONE, f"nothing here tests '{number.text}'"))
    out = the_rest([_in_reach(reading, one) for one in _told_apart([*out, *found])], record)
    out += trend(reading, record)
    out += sides(reading, record)
    return [*mixes(reading, out, record), *out, *added_up(reading)]


NEWEST_MEANT = "the text may speak of the newest months alone, and this is the whole period"
FAR = 1.5
"""Beyond this factor of the record a number may count something else, where words beside it were not tested."""


def _in_reach(reading: Reading, one: Judged) -> Judged:
    """A count far from the record, in a sentence that compares or names a part that is in no test, may be misread."""
    values = [value for value, _ in one.known.printed] if one.known else []
    period = one.number.period
    if one.verdict is CONTRADICTED and reading.moved is not None and period and period.running:
        return replace(one, verdict=NONE, words=f"{one.words}; {NEWEST_MEANT}")
    if one.verdict is not CONTRADICTED or one.kind != "record" or one.number.role != "count" or not values:
        return one
    if reading.moved is not None or any(value / FAR <= one.number.value <= value * FAR for value in values):
        return one
    named = {dimension for dimension, *_ in named_parts(reading.kept)}
    if reading.comparisons or named - {d for n in reading.numbers for d in n.parts} or _CHANGED.search(reading.kept):
        words = f"{one.words}; '{one.number.text}' is so far from it that words beside it may say what it counts"
        return replace(one, verdict=NONE, words=words)
    return one


AS_ONE = "were read as the same thing"
"""How it ends that two numbers of a statement cannot both be of what was read."""


def _told_apart(judged: list[Judged]) -> list[Judged]:
    """Two numbers that were read as one and the same thing cannot both be right: one of them was misread."""
    out = []
    for one in judged:
        same = [
            o
            for o in judged
            if o.number is not one.number and o.kind == one.kind == "record" and _same_thing(o.number, one.number)
        ]
        if one.verdict is CONTRADICTED and any(o.verdict in {SUPPORTED, CONTRADICTED} for o in same):
            one = replace(one, verdict=NONE, words=f"'{one.number.text}' and '{same[0].number.text}' {AS_ONE}")
        out.append(one)
    return out


def _same_thing(a: Stated, b: Stated) -> bool:
    """Whether two numbers have one subject, part, period and measure."""
    of = [
        (
            n.subject,
            dict(n.parts),
            (n.period.first, n.period.last) if n.period else None,
            n.daily,
            n.kind,
            n.role == "share",
        )
        for n in (a, b)
    ]
    return of[0] == of[1]


TIGHT = 0.03
"""How near its figure each number has to be for words that narrow nothing to be passed over."""
LEAST = 100
"""A smaller number may agree by chance."""


def _is_told_by_its_numbers(reading: Reading, judged: Sequence[Judged]) -> bool:
    """Whether the numbers are so surely those of the record that a verb or an idiom beside them cannot mean another."""
    levels = [one for one in judged if one.number.text and one.number.role in {"count", "days"}]
    near = [
        one
        for one in levels
        if one.known
        and one.number.value >= LEAST
        and any(abs(value - one.number.value) <= TIGHT * value for value, _ in one.known.printed[:2])
    ]
    supported = all(one.verdict in {SUPPORTED, FOLLOWS} for one in judged)
    return bool(near) and len(near) == len(levels) and supported and not reading.narrowing and not reading.denied


_OF_A_GOAL = re.compile(rf"{OF_A_WISH} '(?:quota|goal|target|aim)s?'", re.IGNORECASE)
"""A goal may only be named beside what is stated, of which nothing here is known."""


def _kept_back(reading: Reading, judged: Sequence[Judged]) -> str:
    counts = any(number.subject for number in reading.numbers)
    unknown = bool(reading.narrowing) and not any(one.known for one in judged)
    named = unknown and (reading.held_back.endswith(TURNED) or bool(_OF_A_GOAL.match(reading.held_back)))
    if reading.held_back and not named and (counts or not reading.unread or LENGTH not in reading.held_back):
        return reading.held_back
    if reading.unread and not _is_told_by_its_numbers(reading, judged):
        if name := company(reading.text):
            return f"it speaks of '{name}', and no table of this tool counts by company"
        words = ", ".join(map(repr, _of_weight(reading.unread)))
        return f"{UNTESTED} {words}"
    return ""


_BARE = re.compile(r"(?:no|not|any|other|more|fewer|than|who|two|one|first|last)", re.IGNORECASE)


def _of_weight(unread: Sequence[str]) -> Sequence[str]:
    """The words that were not read, without those that name nothing, unless there are no others."""
    return [word for word in unread if not _BARE.fullmatch(word)] or list(unread)


def _verdict(judged: Sequence[Judged]) -> tuple[Verdict, list[Judged]]:
    for verdict in (MIXED, CONTRADICTED):
        if telling := [one for one in judged if one.verdict is verdict]:
            return verdict, telling
    open_ones = sorted((one for one in judged if one.verdict is NONE), key=lambda one: not one.steps)
    if not judged or open_ones:
        return NONE, open_ones
    if any(one.verdict is SUPPORTED and one.kind in _OF_RECORD for one in judged):
        return SUPPORTED, [one for one in judged if one.verdict is SUPPORTED]
    return FOLLOWS, list(judged)


def _turned(verdict: Verdict, judged: Sequence[Judged]) -> Verdict:
    """The verdict on the denial of a statement."""
    told = [one for one in judged if one.kind in _OF_RECORD]
    if len(told) != 1 or (verdict is SUPPORTED and _is_the_limit(told[0])):
        return NONE
    return {SUPPORTED: CONTRADICTED, CONTRADICTED: SUPPORTED}.get(verdict, NONE)


def _is_the_limit(one: Judged) -> bool:
    """Whether the figure is the very number that it is said not to have topped."""
    limit = one.number.interval.low if one.number.comparator == "more_than" else None
    return one.known is not None and any(value == limit for value, _ in one.known.printed)


_CHANGED = re.compile(
    r"\b(?:more|fewer|(?<!locked )(?<!lock )up(?! (?:to|until|through)\b)|down|rose|fell|higher|lower|"
    r"increase|decrease|rise|drop)\b(?! than (?:\d|(?:half|two|three|six|twelve) |"
    r"an? \w+(?! (?:ago|earlier|before))\b))",
    re.IGNORECASE,
)


def _steps(judged: Sequence[Judged]) -> tuple[Step, ...]:
    return tuple(dict.fromkeys(step for one in judged for step in one.steps))


def _sources(judged: Sequence[Judged]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for one in judged for source in one.sources))
