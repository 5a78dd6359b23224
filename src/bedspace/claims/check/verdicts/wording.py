"""What the record has for a number, in words: figure, unit, period, as of which day."""

from __future__ import annotations

import math
from datetime import timedelta

from bedspace.claims.check.reading.stated import Parts, Stated
from bedspace.claims.check.reading.words import Subject
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.read.quantity import Kind
from bedspace.fiscal import fiscal_year

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
    if not parts:
        return "in all"
    return " and ".join(
        _PART_NAMES.get((dimension, tuple(values)), f"{dimension} {'/'.join(values)}")
        for dimension, values in parts.items()
    )


def of_part(parts: Parts) -> str:
    """The same behind a blank; empty for the whole."""
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
    head = f"{subject.label}{of_part(parts)}, {when_of(number, known)}"
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


def nothing_of(number: Stated, subject: Subject, parts: Parts, record: Record) -> str:
    """Why the record has nothing for a number."""
    known = [f for f in record.of(subject.table)]
    newest = max((f.data_date for f in known), default=None)
    if number.period and newest and number.period.last > newest + timedelta(days=1):
        return f"the newest data here on {subject.label} end on {newest}; `bedspace data add FILE` adds a later release"
    return f"no table here has {subject.label}{of_part(parts)} for {when_of(number, Known([], None))}"
