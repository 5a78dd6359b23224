"""Money for each of some people a day, times the people: "165 dollars a bed, 50,000 people, 8 million a day"."""

from __future__ import annotations

import re

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import NEAR, Judged
from bedspace.claims.check.verdicts.relations import agrees, near_miss
from bedspace.claims.intervals import apply
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind

_WHOSE = Pattern(r"^[^,;]{0,12}\b(?:bed|person|detainee|head|participant|each)\b", re.IGNORECASE)
_A_DAY = Pattern(r"^(?:\s\w+){0,3}?\s(?:a day|per day|each day|every day|daily|a night|per night)\b", re.IGNORECASE)


_COMES_TO = Pattern(
    r"(?:\bcosts?(?:\s\w+){0,2}|,\sor|\b(?:comes? to|adds? up to|totals|totall?ing|equals|means|which is|that is))\s$",
    re.IGNORECASE,
)


def costs(reading: Reading) -> Judged | None:
    """The product of a cost a person a day and the people; None where a sentence does not give all three a day."""
    money = [number for number in reading.numbers if number.kind is Kind.MONEY]
    people = [number for number in reading.numbers if number.kind is Kind.COUNT and number.role == "count"]
    if len(money) != 2 or len(people) != 1 or len(reading.numbers) != len(money) + len(people):
        return None
    each = [number for number in money if _WHOSE.match(reading.kept[number.end :])]
    total = [number for number in money if number not in each]
    if len(each) != 1 or not all(_A_DAY.match(reading.kept[number.end :]) for number in money):
        return None
    later = max(each[0], total[0], key=lambda number: number.start)
    return _product(each[0], people[0], total[0]) if _COMES_TO.search(reading.kept[: later.start]) else None


def _product(each: Stated, people: Stated, total: Stated) -> Judged:
    result = apply("*", each.interval, people.interval)
    step = Step("a cost a person x the people", "*", (each.interval, people.interval), result)
    words = f"{each.value:,.10g} x {people.value:,.0f} people = {each.value * people.value:,.10g} dollars a day"
    words += f"; {total.value:,.10g} over {people.value:,.0f} people is {total.value / people.value:,.2f} each"
    verdict = agrees(total.interval, result, NEAR)
    words = near_miss(words, verdict, total)
    verdict = Verdict.NOTE if verdict is Verdict.SUPPORTED else verdict
    return Judged(total, verdict, words, (step,), kind="arithmetic")
