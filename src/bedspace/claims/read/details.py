"""What else a claim says: status, period, time, place, speaker, direction of a change.

The metric decides what a claim is; these are read from the words around the number, and the usual value of
the metric stands where the words say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bedspace.claims.metrics import Metric
from bedspace.claims.read.amounts import low_at
from bedspace.claims.read.choice import Reading, readings
from bedspace.claims.read.names import officials
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.scores import Evidence
from bedspace.claims.read.sentences import Sentence
from bedspace.claims.read.surroundings import Surroundings
from bedspace.claims.read.times import Time, times

_ORGANISATIONS = (
    "White House|Department of Homeland Security|Homeland Security|Justice Department"
    "|Immigration and Customs Enforcement"
    "|TRAC|Transactional Records Access Clearinghouse|American Immigration Council|ACLU|Migration Policy Institute"
    "|Human Rights First|Witness at the Border|Cato Institute|Deportation Data Project|Congressional Budget Office"
    "|NBC News|CBS News|CNN|ABC News|Fox News|Axios|Reuters|Associated Press|The Washington Post|The New York Times"
    "|Washington Post|New York Times|USA TODAY|NewsNation|DHS|ICE|CBP"
)
_CREDIT = re.compile(
    rf"according to (?:the |data from |figures from |internal )*(?P<a>{_ORGANISATIONS})\b"
    rf"|\b(?P<b>{_ORGANISATIONS})(?:\s\([A-Z]+\))?"
    r" (?:said|says|reported|reports|announced|posted|told|confirmed|claims)\b"
    rf"|\b(?:said|says|told) (?:the )?(?P<c>{_ORGANISATIONS})\b"
)
_SPOKE = re.compile(r"\b(?:said|says|told|according to|confirmed|suggested|expects|claimed|announced)\b")
_EACH = frozenset({"a", "per", "each", "every"})
_UNITS = frozenset({"day", "week", "month", "year"})
_PLACE_NEAR = 0.5
_CLEARLY = 0.5


@dataclass(frozen=True)
class Clock:
    """The day of publication, if known."""

    said: date | None


def of(
    reading: Reading, sentence: Sentence, around: Surroundings, quantity: Quantity, found: Evidence, clock: Clock
) -> dict[str, Any]:
    """Fields of a claim that its metric leaves open."""
    metric = reading.metric
    time = _nearest(times(sentence.text, clock.said), sentence, quantity)
    fields: dict[str, Any] = {
        "status": _status(reading, found, around),
        "period": _period(metric, around, quantity, time),
        "geography": _place(sentence, around, quantity),
        "attributed_to": _speaker(sentence.text),
    }
    if time is not None:
        fields |= {"time_text": time.text, "time_start": _iso(time.first), "time_end": _iso(time.last)}
    if metric.family == "change":
        fields |= {"of": _changed(quantity, found), "direction": _direction(quantity, found)}
    return fields


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _nearest(found: Sequence[Time], sentence: Sentence, quantity: Quantity) -> Time | None:
    place = sentence.words[quantity.first].start - sentence.start
    return min(found, key=lambda time: min(abs(time.start - place), abs(time.end - place)), default=None)


def _status(reading: Reading, found: Evidence, around: Surroundings) -> str:
    """The usual status where the metric names one, else the one that the words speak for."""
    asked = next((values for fact, values in reading.row.others if fact == "status"), frozenset())
    if reading.metric.status != "actual" and asked:
        return reading.metric.status
    best = found.best("status")
    least = 0.0 if _is_to_come(reading, found, around, best) else _CLEARLY
    if found.of("status", best) < found.of("status", "actual") + least:  # a stated goal is one, whatever its metric
        best = found.best("status", tuple(asked))
    return reading.metric.status if best == "actual" else best


def _is_to_come(reading: Reading, found: Evidence, around: Surroundings, status: str) -> bool:
    """Whether the very verb of the number is planned or wanted: "plans to hold 100,000 people"."""
    said = found.words.get(("status", status))
    done = found.words.get(("process", found.best("process", tuple(reading.row.process))))
    return (
        said is not None
        and done is not None
        and done.first == said.last + 1
        and low_at(around.words, said.last) == "to"
    )


def _period(metric: Metric, around: Surroundings, quantity: Quantity, time: Time | None) -> str:
    if metric.period in {"day", "year"} or metric.family == "change":
        return metric.period
    if stated := _stated(around, quantity):
        return stated
    if metric.period == "cumulative" and (_is_year(time) or _is_month(time)):
        return "year" if _is_year(time) else "month"
    return metric.period


def _stated(around: Surroundings, quantity: Quantity) -> str:
    """ "250 beds per week", "200 petitions a day"."""
    for place in range(quantity.last, min(quantity.last + 5, len(around.words) - 1)):
        unit = low_at(around.words, place + 1)
        if low_at(around.words, place) in _EACH and unit in _UNITS:
            return unit
    return ""


def _is_year(time: Time | None) -> bool:
    return time is not None and not time.since and time.text.lower().startswith(("fy", "fiscal", "in 20", "last year"))


def _is_month(time: Time | None) -> bool:
    if time is None or time.since or not time.first or not time.last:
        return False
    return time.first.day == 1 and time.last.month == time.first.month and (time.last - time.first).days >= 27


def _place(sentence: Sentence, around: Surroundings, quantity: Quantity) -> str:
    """The nearest place named in the same clause, else the country."""
    named = [
        c for c in around.cues if (c.fact, c.value) == ("scope", "place") and around.words[c.first].text[0].isupper()
    ]
    best = max(named, key=lambda cue: around.closeness(quantity, cue), default=None)
    if best is None or around.closeness(quantity, best) < _PLACE_NEAR:
        return "US"
    return sentence.text[
        around.words[best.first].start - sentence.start : around.words[best.last - 1].end - sentence.start
    ]


def _speaker(text: str) -> str | None:
    """An official in office who speaks in the sentence, else an organisation that is credited."""
    if _SPOKE.search(text):
        for official in officials().found(text):
            return official.name
    match = _CREDIT.search(text)
    return next((name for name in match.groups() if name), None) if match else None


def _direction(quantity: Quantity, found: Evidence) -> str:
    if quantity.kind is Kind.MULTIPLE:
        return "down" if quantity.low is not None and quantity.low < 1 else "up"
    down = max(found.of("comparison", "fell"), found.of("comparison", "less"))
    up = max(found.of("comparison", "rose"), found.of("comparison", "more"))
    return "down" if down > up else "up"


def _changed(quantity: Quantity, found: Evidence) -> str | None:
    """The metric that changed: what a count in this place would measure."""
    as_count = replace(quantity, kind=Kind.COUNT, low=None, high=None)
    named = (r.metric for r in readings(as_count, found))
    return next((metric.name for metric in named if metric.family not in {"change", "none"}), None)
