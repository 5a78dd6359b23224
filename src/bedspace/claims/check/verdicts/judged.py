"""A stated number against what is known of it: the verdict, and the sentence that gives it.

A verdict needs room. A number that is near the record and not the same is neither supported nor contradicted, and a
number that only one of several readings makes wrong is not contradicted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.stated import Parts, Stated
from bedspace.claims.check.reading.words import Subject, lists
from bedspace.claims.check.verdicts.arrest_days import arrests_of, weeks_around
from bedspace.claims.check.verdicts.known import Known, source_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.concepts import utilisation
from bedspace.claims.intervals import Interval, apply, exactly
from bedspace.claims.read.quantity import Kind
from bedspace.figure import Figure
from bedspace.fiscal import fiscal_year

NEAR = 0.05
"""A stated number within this share of the record is not called wrong."""
NEAR_LIMIT = 0.02
"""The same for a limit that is said to be passed ("more than")."""
NEAR_POINTS = 1.0
"""The same for a share, in points of a per cent."""
WIDE = 0.10
"""An interval wider than this part of its number confirms no reading among several."""
OTHER_SCOPE = 0.2
"""A number under this share of a count is of another scope rather than wrong."""

SUPPORTED, CONTRADICTED, NONE = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNCHECKABLE


@dataclass(frozen=True)
class Judged:
    """A number with its verdict, a clause that says what the record has, its arithmetic and its sources."""

    number: Stated
    verdict: Verdict
    words: str
    steps: tuple[Step, ...] = ()
    sources: tuple[str, ...] = ()
    known: Known | None = None
    kind: str = "record"


def compare(
    stated: Interval, is_open: bool, known: Known, share: bool = False, floor_of_scope: bool = False
) -> Verdict:
    """The verdict on an interval against what is known.

    Parameters
    ----------
    stated : Interval
    is_open : bool
        Whether the words only set a limit.
    known : Known
    share : bool
        Whether both are per cent.
    floor_of_scope : bool
        Whether a much smaller number may be of another scope.
    """
    values = [value for value, _ in known.printed]
    limits = known.limits
    if is_open:
        return _open(stated, values, limits)
    if any(stated.low <= value <= stated.high for value in values):
        return SUPPORTED
    if limits is None:
        return NONE
    if not values and stated.low <= limits.low and limits.high <= stated.high:
        return SUPPORTED
    if (
        not values
        and limits.low <= stated.low
        and stated.high <= limits.high
        and limits.high <= limits.low * (1 + NEAR)
    ):
        return SUPPORTED
    room = NEAR
    low, high = limits.low * (1 - room) - share * NEAR_POINTS, limits.high * (1 + room) + share * NEAR_POINTS
    if any(abs(value - stated.centre) <= room * abs(value) + share * NEAR_POINTS for value in values):
        return NONE
    if floor_of_scope and stated.high < OTHER_SCOPE * limits.low:
        return NONE
    return CONTRADICTED if stated.high < low or stated.low > high else NONE


def _open(stated: Interval, values: Sequence[float], limits: Interval | None) -> Verdict:
    if math.isinf(stated.high):  # more than
        ground = min([*values, *([limits.low] if limits else [])], default=None)
        if ground is not None and ground >= stated.low:
            return SUPPORTED
        if values and any(value >= stated.low for value in values[:1]):
            return SUPPORTED
        return CONTRADICTED if limits and limits.high * (1 + NEAR_LIMIT) < stated.low else NONE
    if limits is None:
        return NONE
    if limits.high <= stated.high:
        return SUPPORTED
    return CONTRADICTED if limits.low > stated.high * (1 + NEAR_LIMIT) else NONE


def judge(number: Stated, record: Record) -> Judged:
    """A count, a level, a mean or a share against the record."""
    subject = number.subject
    if subject is None:
        return Judged(number, NONE, f"what '{number.text}' counts was not read")
    if subject.read == "none":
        return _full(number, record)
    if "?" in number.parts:
        return Judged(number, NONE, f"the words around '{number.text}' name several parts")
    if number.role == "share":
        return _share(number, record)
    if subject.name in {"removals", "arrests"} and number.agency not in {"ice", ""}:
        return Judged(
            number,
            NONE,
            f"'{number.text}' is a count of {'the whole department' if number.agency == 'dhs' else 'another agency'}, and no table here has it",
        )
    readings = [number.parts, *number.wider]
    tried = [_one(number, parts, record) for parts in readings]
    found = _agreed(number, tried)
    if found.verdict is CONTRADICTED and (other := other_part(number, record)):
        part, _ = other
        return replace(
            found, verdict=NONE, words=f"{found.words}; '{number.text}' is the number of those {part_name(part)}"
        )
    return found


_PARTS: tuple[Parts, ...] = (
    {"agency": ("ice",)}, {"agency": ("cbp",)}, {"arrested": ("interior",)}, {"place": ("at_large",)},
    {"criminality": ("convicted",)}, {"criminality": ("pending",)}, {"criminality": ("other",)}, {"criminality": ("pending", "other")}, {},
)  # fmt: skip
EXACT = 0.0005
"""How near a number has to be to the figure of another part for that part to be taken as meant."""
_ROUND = 100


def other_part(number: Stated, record: Record) -> tuple[Parts, Figure] | None:
    """The part of the subject that has just this figure in the same period, where its words name another or none."""
    if number.subject is None or number.kind is not Kind.COUNT or number.open or number.value % _ROUND == 0:
        return None
    for parts in _PARTS:
        known = record.find(number.subject, parts, number.period) if parts != number.parts else None
        for value, figure in known.printed if known else ():
            if abs(value - number.value) <= EXACT * value:
                return parts, figure
    return None


def _full(number: Stated, record: Record, people: Interval | None = None) -> Judged:
    """A per cent of beds beside every notion of beds of the time; no verdict, since a text seldom names its notion."""
    held = record.find(lists().by_name["held"], {}, number.period)
    day = number.period.last if number.period else record.said
    value = people or (held.limits if held else None)
    shares = utilisation(value, day) if value else []
    if not shares:
        return Judged(
            number, NONE, f"'{number.text}' is a per cent of beds, and no notion of beds is kept for that day"
        )
    table = "; ".join(f"{share.centre:.0f} % of {c.beds:,.0f} {c.name}" for c, share in shares)
    steps = tuple(
        Step(
            f"{c.beds:,.0f} beds {c.name}", "/", (apply("*", exactly(100), value or exactly(0)), exactly(c.beds)), share
        )
        for c, share in shares
    )
    return Judged(
        number,
        NONE,
        f"{(value or exactly(0)).centre:,.0f} people are {table}",
        steps,
        tuple(c.source for c, _ in shares),
    )


def full_of(number: Stated, people: Sequence[Stated], record: Record) -> Judged:
    """The same with the people that the text names."""
    return _full(number, record, people[0].interval if people else None)


def _agreed(number: Stated, tried: Sequence[Judged]) -> Judged:
    """One verdict of several readings of the same words."""
    first = tried[0]
    verdicts = {one.verdict for one in tried}
    if len(verdicts) == 1:
        return first
    fitting = next((one for one in tried if one.verdict is SUPPORTED), None)
    narrow = number.interval.high - number.interval.low <= WIDE * max(number.interval.low, 1e-9)
    if fitting and narrow and not number.open:
        return fitting
    return replace(
        first, verdict=NONE, words=f"{first.words}; by another reading of the words the verdict would differ"
    )


def _one(number: Stated, parts: Parts, record: Record) -> Judged:
    subject = number.subject
    assert subject is not None
    if number.any_year:
        known = record.highest_year(subject, parts)
        if not number.open:
            number = replace(number, interval=Interval(number.interval.low, math.inf), open=True)
    elif subject.read == "count" and number.period is None:
        known = _now(number, parts, record) if number.daily else None
        if known is None:
            return Judged(number, NONE, f"'{number.text}' has no period that the record could hold")
    else:
        known = record.find(subject, parts, number.period)
    if known is None and subject.name == "arrests":
        known = _arrests_of_days(number, record)
    if known is None or (not known.printed and known.limits is None):
        return Judged(number, NONE, _nothing(number, subject, parts, record))
    steps = [
        Step(
            f"{subject.label}{_of(parts)}, {figure.period}, {figure.origin}", "read", (exactly(value),), exactly(value)
        )
        for value, figure in known.printed
    ]
    if number.daily and subject.read == "count" and number.period is not None:
        known, step = _a_day(number, known)
        steps += step
    weak = subject.name in {"removals", "arrests"} and not number.agency
    verdict = compare(number.interval, number.open, known, floor_of_scope=subject.read != "mean" and not number.parts)
    if weak and verdict is CONTRADICTED:
        return Judged(
            number,
            NONE,
            f"{sentence_of(number, known, parts)}; the text does not say that ICE is meant",
            tuple(steps),
            _sources(known),
            known,
        )
    if known.printed:
        against = exactly(known.printed[0][0])
        steps.append(Step(f"'{number.text}' against it", "compare", (number.interval, against), number.interval))
    return Judged(number, verdict, sentence_of(number, known, parts), tuple(steps), _sources(known), known)


def _now(number: Stated, parts: Parts, record: Record) -> Known | None:
    """A rate a day without a period, in the weeks around the day when it was said: only its limits are known."""
    if record.said is None or number.subject is None or parts or number.subject.name != "arrests":
        return None
    return weeks_around(record.said, record)


def _sources(known: Known) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source_of(figure) for _, figure in known.printed))


def _a_day(number: Stated, known: Known) -> tuple[Known, list[Step]]:
    """A count over the days that it covers."""
    printed, steps, ends = [], [], []
    for value, figure in known.printed:
        assert number.period is not None
        days = (min(number.period.last, figure.data_date) - number.period.first).days + 1
        printed.append((value / days, figure))
        ends.append(value / days)
        steps.append(
            Step(f"a day over {days} days", "/", (exactly(value), exactly(float(days))), exactly(value / days))
        )
    if not ends:
        days = number.period.days if number.period else 1
        limits = known.limits and Interval(known.limits.low / days, known.limits.high / days)
        return Known([], limits, known.about, known.key), steps
    return Known(printed, Interval(min(ends), max(ends)), known.about, known.key), steps


def _arrests_of_days(number: Stated, record: Record) -> Known | None:
    """Arrests of days for which no total is given: weeks counted, or book-ins by ICE, or what ICE posted."""
    return arrests_of(number, record)


def _share(number: Stated, record: Record) -> Judged:
    """A per cent of a subject that is a part of it."""
    subject = number.subject
    assert subject is not None
    if not number.parts:
        return Judged(number, NONE, f"of what '{number.text}' is a share was not read")
    base_parts: dict[str, tuple[str, ...]] = {}
    tried = []
    for parts in (number.parts, *number.wider):
        part, base = record.find(subject, parts, number.period), record.find(subject, base_parts, number.period)
        if "criminality" in parts and len(parts) == 1 and part:
            base = record.find(subject, {"criminality": ("convicted", "pending", "other")}, number.period)
        if not part or not base or not part.printed or not base.printed:
            tried.append(Judged(number, NONE, f"the record has no share for '{number.text}'"))
            continue
        value, figure = part.printed[0]
        whole = next((v for v, f in base.printed if f.data_date == figure.data_date), base.printed[0][0])
        share = 100 * value / whole
        known = Known([(share, figure)], exactly(share), part.about, part.key)
        step = Step(
            "per cent", "/", (exactly(100 * value), exactly(whole)), Interval(100 * value / whole, 100 * value / whole)
        )
        words = f"{share:.1f} percent ({value:,.0f} of {whole:,.0f} {subject.label}, {when_of(number, known)})"
        tried.append(
            Judged(
                number,
                compare(number.interval, number.open, known, share=True),
                f"{part_name(parts)}: {words}",
                (step,),
                _sources(part),
                known,
            )
        )
    return _agreed(number, tried)


# in words ------------------------------------------------------------------------------------------------

_PART_NAMES = {
    ("agency", ("ice",)): "arrested by ICE", ("agency", ("cbp",)): "arrested by CBP", ("criminality", ("convicted",)): "with a criminal conviction",
    ("criminality", ("pending",)): "with pending charges", ("criminality", ("other",)): "without convictions or charges",
    ("criminality", ("pending", "other")): "without a conviction", ("criminality", ("convicted", "pending")): "with a conviction or pending charges",
    ("reason", ("bonded_out",)): "on bond", ("reason", ("paroled",)): "on parole", ("reason", ("order_of_recognizance",)): "on recognizance",
    ("reason", ("order_of_supervision",)): "under supervision", ("arrested", ("interior",)): "arrested in the interior",
    ("place", ("at_large",)): "at large", ("device", ("ankle",)): "on ankle monitors", ("reason", ("release_to_remove",)): "for removal", ("band", ("181_365", "366_730", "over_730")): "held over 180 days",
    ("band", ("366_730", "over_730")): "held over a year", ("band", ("over_730",)): "held over two years",
}  # fmt: skip


def part_name(parts: Parts) -> str:
    """Words for a part of a whole."""
    return " and ".join(
        _PART_NAMES.get((dimension, tuple(values)), f"{dimension} {'/'.join(values)}")
        for dimension, values in parts.items()
    )


def _of(parts: Parts) -> str:
    return f" {part_name(parts)}" if parts else ""


def when_of(number: Stated, known: Known) -> str:
    """The period in words, with the day up to which the data go."""
    period = number.period
    if period is None:
        return known.about or "the newest release"
    name = (
        f"fiscal year {fiscal_year(period.last)}" if period.unit == "fiscal"
        else f"{period.first:%B %Y}" if period.unit == "month"
        else f"{period.first.day} {period.first:%B %Y}" if period.unit == "day"
        else f"{period.first} to {period.last}"
    )  # fmt: skip
    return f"{name}, {known.about}" if known.about else name


def _amount(value: float, number: Stated) -> str:
    if number.kind is Kind.DAYS or (number.subject and number.subject.read == "mean" and value < 1000):
        return f"{value:,.1f}"
    return f"{value:,.0f}"


def sentence_of(number: Stated, known: Known, parts: Parts) -> str:
    """What the record has for a number: figure, unit, period, as of which day."""
    subject = number.subject
    assert subject is not None
    per_day = " a day" if number.daily and subject.read == "count" else ""
    unit = " days" if subject.of_days else ""
    head = f"{subject.label}{_of(parts)}, {when_of(number, known)}"
    if not known.printed:
        limits = known.limits
        assert limits is not None
        return (
            f"{head}: {limits.low:,.0f}{per_day} or more"
            if math.isinf(limits.high)
            else f"{head}: {limits.low:,.0f} to {limits.high:,.0f}{per_day}"
        )
    value, figure = known.printed[0]
    published = f", published {figure.published}" if figure.published_on else ""
    text = f"{head}: {_amount(value, number)}{unit}{per_day} (data to {figure.data_date}{published})"
    later = [
        (v, f) for v, f in known.printed[1:] if abs(v - value) > 0.5 or (subject.of_days and abs(v - value) > 0.05)
    ]
    for v, f in later:
        whole = "for the whole period" if f.is_whole else f"up to {f.data_date}"
        text += f"; {_amount(v, number)}{unit}{per_day} {whole}, as known now"
    return text


def _nothing(number: Stated, subject: Subject, parts: Parts, record: Record) -> str:
    known = [f for f in record.of(subject.table)]
    newest = max((f.data_date for f in known), default=None)
    if number.period and newest and number.period.last > newest + timedelta(days=1):
        return f"the newest data here on {subject.label} end on {newest}; `bedspace data add FILE` adds a later release"
    return f"no table here has {subject.label}{_of(parts)} for {when_of(number, Known([], None))}"
