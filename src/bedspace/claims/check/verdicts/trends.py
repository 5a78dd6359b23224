"""Comparisons of a figure with other years and periods, tested with the series."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.comparing import direction
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.reading.words import Subject
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.known import Known, source_of
from bedspace.claims.check.verdicts.peaks import at_peak
from bedspace.claims.check.verdicts.peers import of_year
from bedspace.claims.check.verdicts.ranks import first_of, order, ranked
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.wording import sentence_of
from bedspace.claims.intervals import exactly
from bedspace.fiscal import fiscal_start, fiscal_year


def trend(reading: Reading, record: Record) -> list[Judged]:
    """What the series say of the comparisons of a sentence."""
    anchor = _anchor(reading)
    if anchor is None:
        return []
    found = [
        at_peak(anchor, compared, record) if compared.kind.startswith("peak") else ranked(anchor, compared, record)
        for compared in reading.comparisons
    ]
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
    moved = order(own, earlier) if own and earlier else None
    if moved == (1 if up else -1) and earlier:
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


def _between(reading: Reading, anchor: Stated, record: Record) -> list[Judged]:
    """ "Removals fell from fiscal 2023 to fiscal 2024", "ICE held more people on 1 June 2025 than on 4 May 2025"."""
    said = direction(reading.kept)
    if said is None or anchor.subject is None:
        return []
    found = _two(reading, anchor.subject, record, anchor)
    if found is None:
        return [Judged(anchor, Verdict.UNCHECKABLE, "no two periods are named that a series here has", kind="trend")]
    (first, a), (second, b) = found
    higher = order(b, a)
    wanted = 1 if said[0] else -1
    verdict = Verdict.UNCHECKABLE if higher is None else Verdict.SUPPORTED if higher == wanted else Verdict.CONTRADICTED
    words = (
        f"{sentence_of(replace(anchor, period=first), a, anchor.parts)}; "
        f"{sentence_of(replace(anchor, period=second), b, anchor.parts)}"
    )
    steps = (
        Step("later against earlier", "compare", (exactly(first_of(b)), exactly(first_of(a))), exactly(first_of(b))),
    )
    sources = tuple(dict.fromkeys(source_of(f) for known in (a, b) for _, f in known.printed[:1]))
    return [Judged(anchor, verdict, words, steps, sources, b)]


def _two(
    reading: Reading, subject: Subject, record: Record, anchor: Stated
) -> tuple[tuple[Period, Known], tuple[Period, Known]] | None:
    """What is compared, as from and to."""
    named = list(reading.periods)
    if len(named) == 1 and named[0].unit == "fiscal" and not named[0].running:
        year = fiscal_year(named[0].last)
        named = [of_year(year - 1), named[0]]
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
