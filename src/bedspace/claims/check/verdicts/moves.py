"""Whether something rose or fell between two times, and by how much, as the record has it.

Where the words can mean several times, a move is contradicted only if each of them contradicts it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.moves import Move
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import NEAR, NEAR_POINTS, Judged
from bedspace.claims.check.verdicts.known import Known, sources_of
from bedspace.claims.check.verdicts.measures import Dated, at_the_beginning, known_at, last_before, newest
from bedspace.claims.check.verdicts.ranks import limits_of, order
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.relations import agrees, near_miss
from bedspace.claims.check.verdicts.wording import of_part, period_name
from bedspace.claims.intervals import Interval, exactly
from bedspace.claims.read.quantity import Kind
from bedspace.fiscal import period_bounds

FACTOR_ROOM = 0.2
"""How far a multiple ("nearly doubled") may be from the counted one before it is called wrong."""
STEADY = 0.05
"""What is said to have stayed as it was may have moved by this part; it is called wrong beyond twice as much."""
_UNITS = {Kind.PERCENT: " percent", Kind.DAYS: " days", Kind.COUNT: " people"}
SUPPORTED, CONTRADICTED, NONE = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNCHECKABLE


def moved(reading: Reading, record: Record) -> list[Judged]:
    """The verdict on the move of a sentence: on its size where that is given, else on its direction."""
    move = reading.move
    levels = [n for n in reading.numbers if n.role in {"count", "days", "share"} and n.subject]
    if move is None or len(levels) > 1:
        return []
    sizes = [n for n in reading.numbers if n.role in {"change", "factor", "difference"}]
    if sizes:
        return [_judge(_measured(size, levels), move, size, record) for size in sizes]
    anchor = levels[0] if levels else reading.topic
    if anchor is None or anchor.subject is None or (move.up is None and not move.steady):
        return []
    return [_judge(anchor, move, None, record)]


def _measured(size: Stated, levels: Sequence[Stated]) -> Stated:
    """What a change is a change of: the level beside it, where its own words name no part."""
    if not levels:
        return replace(size, kind=Kind.COUNT, role="count")
    level = levels[0]
    parts = size.parts if size.parts and size.subject is level.subject else level.parts
    of = replace(level, parts=parts, wider=level.wider if parts is level.parts else ())
    return replace(of, daily=of.daily or size.daily)


def _judge(of: Stated, move: Move, size: Stated | None, record: Record) -> Judged:
    """One verdict over all readings of the two times."""
    about = size or of
    label = of.subject.label if of.subject else "it"
    if of.subject is None:
        return Judged(about, NONE, f"it is not clear what '{about.text}' is a change of", kind="trend")
    mains = _at(of, move, record)
    againsts = at_the_beginning(of, move.against, record) if move.against.begun else _of(of, move.against, record)
    if move.guessed and of.subject.read == "level" and move.main:
        againsts = last_before(of, move.main.first, record)
    daily = of.daily or of.subject.read != "count"
    tried = [_one(size, move, main, then, daily=daily) for main, then in product(mains, againsts)]
    if not tried:
        when = " and ".join(period_name(p) for p in (move.against, move.main) if p)
        return Judged(about, NONE, f"no series of this tool has {label} for both times ({when})", kind="trend")
    verdicts = {verdict for verdict, _, _ in tried}
    if move.guessed and of.text and size is None and SUPPORTED not in verdicts:
        verdicts = {NONE}  # "fell to 59,011": from what is not said
    verdict = (
        SUPPORTED if SUPPORTED in verdicts else CONTRADICTED if verdicts == {CONTRADICTED} else NONE
    )  # fmt: skip
    _, result, (main, then) = next((one for one in tried if one[0] is verdict), tried[0])
    shared = of.role == "share" or of.shared
    words = f"{of_part(of.subject, of.parts)}: {_told(main, shared)}, against {_told(then, shared)}{result}"
    if verdict is NONE:
        words = near_miss(words, verdict, size) if size else f"{words}; {_UNSETTLED}"
    vague = of.subject.name in {"removals", "arrests"} and of.agency != "ice"
    if vague and verdict is not NONE and (of.agency or verdict is CONTRADICTED):
        verdict, words = NONE, f"{words}; the text does not say that ICE is meant"
    others = [_judge(replace(of, parts=parts, wider=()), move, size, record) for parts in of.wider]
    if verdict is CONTRADICTED and any(other.verdict is not CONTRADICTED for other in others):
        verdict = NONE  # by another reading of the words the level is another one
    sources = tuple(dict.fromkeys((*sources_of(then[1]), *sources_of(main[1]))))
    a, b = _value(then[1]), _value(main[1])
    step = Step("the later against the earlier", "compare", (exactly(b), exactly(a)), exactly(b))
    return Judged(about, verdict, words, (step,), sources, main[1], kind="move")


_UNSETTLED = "which times are meant, or which way it went, the figures leave open"


def _of_other_lengths(a: Period | None, b: Period | None, daily: bool) -> bool:
    """Whether two counts are of periods so different in length that only their days can be compared."""
    spans = a is not None and b is not None and "span" in {a.unit, b.unit}
    return bool(a and b and spans and not daily and abs(a.days - b.days) > 1)


def _at(of: Stated, move: Move, record: Record) -> list[Dated]:
    return newest(of, record) if move.main is None else _of(of, move.main, record)


def _of(of: Stated, period: Period | None, record: Record) -> list[Dated]:
    known = known_at(of, period, record)
    return [(period, known)] if known and (known.printed or known.limits) else []


def _one(
    size: Stated | None, move: Move, main: Dated, then: Dated, *, daily: bool
) -> tuple[Verdict, str, tuple[Dated, Dated]]:
    """By one reading of the two times: the verdict, what the change was, and the two figures."""
    newer, older = _as_now(main), then[1]
    if _of_other_lengths(main[0], then[0], daily):
        newer, older = (known.divided(period.days) for period, known in ((main[0], newer), (then[0], older)) if period)
    if move.steady:
        change = abs(_value(newer) / _value(older) - 1) if _value(older) else math.inf
        verdict = SUPPORTED if change <= STEADY else CONTRADICTED if change > 2 * STEADY else NONE
        return verdict, "", (main, then)
    if size is None:
        where = order(newer, older)
        wanted = 1 if move.up else -1
        verdict = NONE if where is None else SUPPORTED if where == wanted else CONTRADICTED
        return verdict, "", (main, then)
    result = _result(size, move, limits_of(newer), limits_of(older))
    points = NEAR_POINTS if size.kind is Kind.PERCENT else 0.0
    wrong_way = order(newer, older) == (-1 if move.up else 1)
    if wrong_way and size.role != "factor":
        verdict = CONTRADICTED
    else:
        verdict = agrees(size.interval, result, FACTOR_ROOM if size.role == "factor" else NEAR, points)
    printed = _result(size, move, exactly(_value(newer)), exactly(_value(older)))
    near = points if size.role == "change" and not size.open else 0.0
    stated = Interval(size.interval.low - near, size.interval.high + near)
    if verdict is not SUPPORTED and newer.printed and older.printed and stated.meets(printed):
        verdict = SUPPORTED
    unit = _UNITS.get(size.kind, " times as many") if size.role != "factor" else " times as many"
    value = printed.centre
    told = f"{value:,.0f}" if size.role == "difference" else f"{value:.2f}" if size.role == "factor" else f"{value:.1f}"
    return verdict, f": {told}{unit}", (main, then)


def _as_now(main: Dated) -> Known:
    """The newest figure is the one that was out; what was counted around it sets no limits."""
    period, known = main
    return known if period is not None or not known.printed else replace(known, limits=exactly(known.printed[0][0]))


def _result(size: Stated, move: Move, newer: Interval, older: Interval) -> Interval:
    """The change as the size counts it, as an interval that grows with the size of the move."""
    if size.role == "factor":
        return Interval(_over(newer.low, older.high), _over(newer.high, older.low))
    if size.role == "difference":
        low, high = newer.low - older.high, newer.high - older.low
    else:
        low, high = 100 * (_over(newer.low, older.high) - 1), 100 * (_over(newer.high, older.low) - 1)
    if not move.up:
        low, high = -high, -low
    return Interval(max(low, 0.0), max(high, 0.0))


def _over(a: float, b: float) -> float:
    return math.inf if b <= 0 else a / b


def _value(known: Known) -> float:
    return known.printed[0][0] if known.printed else limits_of(known).centre


def _told(dated: Dated, shared: bool) -> str:
    period, known = dated
    limits = limits_of(known)
    unit = " percent" if shared else ""
    digits = 1 if shared or limits.low < 200 else 0
    if not known.printed or (period is not None and period.unit == "around" and limits.high > limits.low):
        return f"{limits.low:,.{digits}f} to {limits.high:,.{digits}f}{unit} ({_when(dated)})"
    return f"{known.printed[0][0]:,.{digits}f}{unit} ({_when(dated)})"


def _when(dated: Dated) -> str:
    """The day of a snapshot, else the period, with the day that its data reach where they end before it."""
    period, known = dated
    if known.printed:
        first, last = period_bounds(known.printed[0][1].period)
        if first == last:
            return f"{first.day} {first:%B %Y}"
    if period is None:
        return known.about
    return f"{period_name(period)}, {known.about}" if known.about else period_name(period)
