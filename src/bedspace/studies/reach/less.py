"""The answer to a downward question in rows and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.claims.questions import three
from bedspace.studies.reach.downward import HALF, Downward, Tried
from bedspace.studies.reach.rows import Row, people, spread
from bedspace.studies.run.runs import Answer

Array = NDArray[np.float64]

RULE = "A limit of 180 days for all: release at the latest then"
_RULE = "LEG001: a presumption of 180 days after an order, here a limit for all; read off the run, not simulated"
_WAYS = {
    "removals": "removed",
    "exits_bond": "released on bond",
    "exits_recognizance": "released on recognizance",
    "exits_supervision": "released under supervision",
    "exits_parole": "paroled",
    "exits_relief": "released with relief",
    "exits_court_order": "released by court order",
    "exits_capacity": "released for want of a bed",
    "exits_transfer": "transferred to other agencies",
}
FEW_WAYS = 4
"""Ways that are told."""


@dataclass(frozen=True)
class Less:
    """The answer to a question for less, in words.

    Attributes
    ----------
    of : Downward
    """

    of: Downward

    @cached_property
    def rows(self) -> list[Row]:
        """All rows."""
        changes = [self._change(each) for each in self.of.alone]
        return [*people(self.of.base, self.of.best.answer), *self._rule(), *changes, *map(self._pair, self.of.pairs)]

    def sentences(self) -> list[str]:
        """The answer, the numbers that a reader needs in the first two."""
        return [self._answer(), self._people(), self._cannot(), self._without(), *self._every()]

    def _answer(self) -> str:
        of, output = self.of.question, self.of.question.output
        inside = [row for row in self.rows if row.state.startswith("reaches alone") and "beyond" not in row.state]
        beyond = [row for row in self.rows if "beyond" in row.state]
        said = "; ".join(map(_dose, inside)) or "no single change inside the record"
        more = f"; beyond the record also {'; '.join(map(_dose, beyond))}" if beyond else ""
        asked = f"At most {three(of.value)} {output.words} by {self.of.trial.end}"
        now = f"{three(float(np.median(self.of.without)))} without a change"
        return f"{asked}, against {now}: from {self.of.base.day(1)} on it takes alone {said}{more}."

    def _people(self) -> str:
        if (left := self.of.rule) is not None and self.of.question.holds(left).mean() >= HALF:
            long = self.of.base.result.outputs["over_180_days"]
            return (
                f"Under the limit {three(float(np.median(long[0])))} people held so long now leave on the first day,"
                f" and each other person on reaching 180 days; the rule would have to say where to."
            )
        best, words = self.of.best, self.of.question.output.words
        reached = "With it" if best.reaches else f"What comes nearest inside the record is {_small(best.name)}: with it"
        return f"{reached} {three(best.middle)} {words}; {where_people_go(self.of.base, best.answer)}."

    def _cannot(self) -> str:
        reach = [_small(each.name) for each in self.of.pairs if each.reaches]
        tried = (
            f"Of {len(self.of.pairs)} pairs inside the record {len(reach) or 'none'} reach{'es' * (len(reach) < 2)} it"
            if self.of.pairs
            else "No pair was tried"
        )
        cannot = [_small(row.what) for row in self.rows if row.state == "cannot alone"]
        named = f" ({'; '.join(reach)})" if reach else ""
        return f"{tried}{named}; alone cannot, up to the largest dose tried: {'; '.join(cannot) or 'none'}."

    def _without(self) -> str:
        low, middle, high = (three(each or 0.0) for each in spread(self.of.without))
        met = self.of.question.holds(self.of.without).mean()
        return (
            f"Without a change it is {middle} ({low} to {high} in 9 of 10 runs), and {met:.0%} of runs meet the target."
        )

    def _every(self) -> list[str]:
        """What a mean wait does not say: waits in a stage that people leave at one rate are exponential."""
        if self.of.question.output.name != "detained_hearing_wait":
            return []
        value = self.of.question.value
        return [
            f"A mean of {three(value)} days is not every case: at one pace for all {np.exp(-1):.0%} wait longer, and 19"
            f" in 20 are decided by then only at a mean of {three(value / np.log(20))} days. No table of first hearings"
            f" is read: the model has days to a decision."
        ]

    def _rule(self) -> list[Row]:
        if (left := self.of.rule) is None:
            return []
        share = float(self.of.question.holds(left).mean())
        now = float(np.median(self.of.base.result.outputs["over_180_days"][0]))
        because = (
            f"comes to {three(float(np.median(left)))}, met in {share:.0%} of runs; where people go is not identified"
        )
        state = "reaches alone, by rule" if share >= HALF else "cannot alone"
        return [Row("change", RULE, "held so long now", now, state=state, because=because, source=_RULE)]

    def _change(self, each: Tried) -> Row:
        lever, base = each.levers[0], self.of.base
        dose, past = self.of.doses[lever.name], lever.past(base)
        needed = None if dose is None else lever.told(base, dose)
        ends = "the record" if past else "an announcement"
        limit = f"at {three(lever.told(base, lever.extreme(base)))}, as far as {ends} goes"
        said = f"{limit}: {three(each.middle)}, met in {each.share:.0%} of runs"
        where = f"; what it takes is {past.told(needed)}" if past and needed is not None else ""
        return Row(
            "change", lever.label, lever.unit, lever.now(base), (None, needed, None),
            (None, lever.told(base, lever.extreme(base)), None), state=_state(each, dose),
            because=f"{said}{where}; {where_people_go(base, each.answer)}",
            source=lever.cited or "book-ins and book-outs by month, official tables",
        )  # fmt: skip

    def _pair(self, each: Tried) -> Row:
        because = f"both as far as the record goes: {three(each.middle)}, met in {each.share:.0%} of runs"
        where = where_people_go(self.of.base, each.answer)
        return Row("pair", each.name, "", state="reaches" if each.reaches else "cannot", because=f"{because}; {where}")


def _state(each: Tried, dose: float | None) -> str:
    if each.reaches:
        return "reaches alone"
    return "cannot alone" if dose is None else "reaches alone, beyond the record"


def _dose(row: Row) -> str:
    if row.needed[1] is None:
        return _small(row.what)
    return f"{_small(row.what)} ({three(row.needed[1])} {row.unit}, {three(row.today or 0.0)} now)"


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def where_people_go(before: Answer, then: Answer) -> str:
    """Where people go whom a change keeps out of custody, against the same runs without it, in words."""
    booked = _over(before, "book_ins_ice") + _over(before, "book_ins_cbp")
    fewer = float(np.median(booked - _over(then, "book_ins_ice") - _over(then, "book_ins_cbp")))
    moved = {words: float(np.median(_over(then, name) - _over(before, name))) for name, words in _WAYS.items()}
    ordered = sorted(moved.items(), key=lambda item: -abs(item[1]))[:FEW_WAYS]
    end = [answer.result.outputs["midnight_population"][-1] for answer in (before, then)]
    parts = [f"{three(fewer)} never booked in"] if fewer >= 1 else []
    parts += [f"{_more(number)} {words}" for words, number in ordered if abs(number) >= 1]
    parts.append(f"{_more(float(np.median(end[1] - end[0])))} held at the end")
    return f"against no change {', '.join(parts)}"


def _more(number: float) -> str:
    return "as many" if abs(number) < 1 else f"{three(abs(number))} {'more' if number > 0 else 'fewer'}"


def _over(answer: Answer, output: str) -> Array:
    return np.asarray(answer.result.outputs[output][1:].sum(0))
