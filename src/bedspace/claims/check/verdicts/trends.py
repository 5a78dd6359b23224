"""Comparisons of a figure with other years and periods, tested with the series."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.comparing import Compared, direction
from bedspace.claims.check.reading.periods import Period
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.reading.words import Subject
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.known import Known, source_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.wording import sentence_of
from bedspace.claims.intervals import Interval, exactly
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year

APART = 0.005
"""How far two figures have to be apart for one to be called the higher."""
_MOST_YEARS = 30


def trend(reading: Reading, record: Record) -> list[Judged]:
    """What the series say of the comparisons of a sentence."""
    anchor = _anchor(reading)
    if anchor is None:
        return []
    found = [_compared(anchor, compared, record) for compared in reading.comparisons]
    if not reading.numbers and not reading.comparisons:
        found += _between(reading, anchor, record)
    if reading.moved is not None:
        found += _moved(anchor, reading.moved, record)
    return found


def period_before(period: Period) -> Period | None:
    """The fiscal year before a fiscal year, the month before a month."""
    if period.unit not in {"fiscal", "month"} or period.running:
        return None
    ended = period.first - timedelta(days=1)
    first = fiscal_start(fiscal_year(ended)) if period.unit == "fiscal" else ended.replace(day=1)
    return Period(first, ended, 0, 0, unit=period.unit)


def _moved(number: Stated, up: bool, record: Record) -> list[Judged]:
    """ "rose to 28,289 in fiscal 2023": against the year or the month before."""
    period = number.period
    if period is None or number.subject is None or period_before(period) is None:
        return [Judged(number, Verdict.UNCHECKABLE, "what it rose or fell from is not said", kind="trend")]
    before = period_before(period)
    assert before is not None
    own, earlier = record.find(number.subject, number.parts, period), record.find(number.subject, number.parts, before)
    order = _order(own, earlier) if own and earlier else None
    if order == (1 if up else -1) and earlier:
        words = (
            f"it {'rose' if up else 'fell'} from {sentence_of(replace(number, period=before), earlier, number.parts)}"
        )
        return [Judged(number, Verdict.SUPPORTED, words, (), (), earlier, kind="trend")]
    return [
        Judged(
            number, Verdict.UNCHECKABLE, f"the record does not show that it {'rose' if up else 'fell'}", kind="trend"
        )
    ]


def _anchor(reading: Reading) -> Stated | None:
    """The number that is compared; where none is written, what the sentence speaks of."""
    counts = [n for n in reading.numbers if n.role in {"count", "days"} and n.subject]
    if counts:
        return counts[-1] if len(counts) == 1 else next((n for n in counts if n.period), counts[0])
    return reading.topic


def _year(number: Stated) -> int | None:
    period = number.period
    if period is None or period.unit != "fiscal":
        return None
    return fiscal_year(period.last)


def _of_year(number: Stated, year: int, record: Record) -> Known | None:
    assert number.subject is not None
    whole = Period(fiscal_start(year), fiscal_end(year), 0, 0, unit="fiscal")
    own = number.period if number.period and fiscal_year(number.period.last) == year else whole
    return record.find(number.subject, number.parts, own)


def _limits(known: Known) -> Interval:
    """The least and the most that a figure can be."""
    values = [value for value, _ in known.printed]
    if known.limits is None:
        return Interval(min(values), max(values))
    return known.limits


def _order(a: Known, b: Known) -> int | None:
    """1 where the first is surely higher, -1 where it is surely lower, None where that is open."""
    first, second = _limits(a), _limits(b)
    if first.low > second.high * (1 + APART):
        return 1
    if first.high * (1 + APART) < second.low:
        return -1
    return None


def _compared(number: Stated, compared: Compared, record: Record) -> Judged:
    year = _year(number)
    if year is None or number.subject is None:
        return Judged(number, Verdict.UNCHECKABLE, f"'{compared.text.strip()}' compares, and no series here tests it")
    own = _of_year(number, year, record)
    if own is None:
        return Judged(
            number, Verdict.UNCHECKABLE, f"'{compared.text.strip()}' compares, and the record has no figure of the year"
        )
    years = _years(compared, year, record)
    others = {other: _of_year(number, other, record) for other in years}
    return _ranked(number, compared, own, {y: k for y, k in others.items() if k}, len(years))


def _years(compared: Compared, year: int, record: Record) -> list[int]:
    if compared.kind == "year before":
        return [year - 1]
    if compared.kind == "since":
        return list(range(compared.since + 1, year))
    if compared.kind == "years":
        return list(range(year - compared.since, year))
    if compared.kind == "record":
        return list(range(year - _MOST_YEARS, year))
    ended = fiscal_year(record.said) - 1 if record.said else year + _MOST_YEARS
    return [other for other in range(year - _MOST_YEARS, ended + 1) if other != year]


def _ranked(number: Stated, compared: Compared, own: Known, others: dict[int, Known], asked: int) -> Judged:
    wanted = 1 if compared.up else -1
    orders = {year: _order(own, other) for year, other in others.items()}
    against = [year for year, order in orders.items() if order == -wanted]
    words = compared.text.strip()
    if against:
        worst = against[-1]
        verdict, why = Verdict.CONTRADICTED, f"'{words}': fiscal year {worst} had {_value(others[worst])}"
    elif (
        compared.kind not in {"ever", "record"}
        and len(others) == asked
        and asked
        and all(order == wanted for order in orders.values())
    ):
        listed = ", ".join(f"{year} {_value(known)}" for year, known in sorted(others.items())[-12:])
        verdict, why = Verdict.SUPPORTED, f"'{words}': {listed}"
    else:
        first = min([*others, _year(number) or 0])
        ends = (
            f"the record here begins with fiscal year {first}"
            if compared.kind in {"ever", "record"}
            else "the record has not all of these years whole"
        )
        verdict, why = Verdict.UNCHECKABLE, f"'{words}' cannot be tested: {ends}"
    steps = [
        Step(f"fiscal year {year}", "read", (exactly(_first(known)),), exactly(_first(known)))
        for year, known in sorted(others.items())
    ]
    sources = tuple(
        dict.fromkeys(source_of(figure) for known in (own, *others.values()) for _, figure in known.printed[:1])
    )
    return Judged(number, verdict, why, tuple(steps), sources, own)


def _first(known: Known) -> float:
    return known.printed[-1][0] if known.printed else _limits(known).low


def _value(known: Known) -> str:
    value = _first(known)
    text = f"{value:,.1f}" if value < 1000 else f"{value:,.0f}"
    return f"{text} or more" if known.limits and math.isinf(known.limits.high) else text


def _between(reading: Reading, anchor: Stated, record: Record) -> list[Judged]:
    """ "Removals fell from fiscal 2023 to fiscal 2024", "ICE held more people on 1 June 2025 than on 4 May 2025"."""
    said = direction(reading.kept)
    if said is None or anchor.subject is None:
        return []
    found = _two(reading, anchor.subject, record, anchor)
    if found is None:
        return [Judged(anchor, Verdict.UNCHECKABLE, "no two periods are named that a series here has", kind="trend")]
    (first, a), (second, b) = found
    order = _order(b, a)
    wanted = 1 if said[0] else -1
    verdict = Verdict.UNCHECKABLE if order is None else Verdict.SUPPORTED if order == wanted else Verdict.CONTRADICTED
    words = (
        f"{sentence_of(replace(anchor, period=first), a, anchor.parts)}; "
        f"{sentence_of(replace(anchor, period=second), b, anchor.parts)}"
    )
    steps = (Step("later against earlier", "compare", (exactly(_first(b)), exactly(_first(a))), exactly(_first(b))),)
    sources = tuple(dict.fromkeys(source_of(f) for known in (a, b) for _, f in known.printed[:1]))
    return [Judged(anchor, verdict, words, steps, sources, b)]


def _two(
    reading: Reading, subject: Subject, record: Record, anchor: Stated
) -> tuple[tuple[Period, Known], tuple[Period, Known]] | None:
    """What is compared, as from and to."""
    named = list(reading.periods)
    if len(named) == 1 and named[0].unit == "fiscal" and not named[0].running:
        year = fiscal_year(named[0].last)
        named = [Period(fiscal_start(year - 1), fiscal_end(year - 1), 0, 0, unit="fiscal"), named[0]]
    elif len(named) == 2:
        than = " than " in reading.kept[named[0].end : named[1].start]
        named = [named[1], named[0]] if than else sorted(named, key=lambda period: period.first)
    else:
        return None
    found = [(period, record.find(subject, anchor.parts, period)) for period in named]
    if any(known is None or not (known.printed or known.limits) for _, known in found):
        return None
    (first, a), (second, b) = found
    assert a is not None
    assert b is not None
    if subject.read == "count" and first.unit != second.unit:
        return None
    return (first, a), (second, b)
