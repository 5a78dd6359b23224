"""What else a claim says: status, period, time, place, speaker, direction of a change.

The metric decides what a claim is; these are read from the words around the number, and the usual value of
the metric stands where the words say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bedspace.claims.metrics import metrics
from bedspace.claims.read.frames import readings
from bedspace.claims.read.names import officials
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Sentence
from bedspace.claims.read.surroundings import Surroundings
from bedspace.claims.read.times import Time, times

_CHANGES = {"change_percent", "change_factor", "change_count"}
_SPANS = {
    "arrests_cumulative",
    "bookins_count",
    "removals_count",
    "releases_count",
    "deaths_in_custody",
    "removal_flights",
}
_SPANS |= {"transfer_flights", "enforcement_flights", "border_releases", "departures_total"}
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


@dataclass(frozen=True)
class Clock:
    """The day of publication, if known."""

    said: date | None


def of(metric: str, sentence: Sentence, around: Surroundings, quantity: Quantity, clock: Clock) -> dict[str, Any]:
    """Fields of a claim that its metric leaves open."""
    time = _nearest(times(sentence.text, clock.said), sentence, quantity)
    fields: dict[str, Any] = {
        "status": _status(metric, around, quantity),
        "period": _period(metric, around, quantity, time),
        "geography": _place(sentence, around, quantity),
        "attributed_to": _speaker(sentence.text),
    }
    if time is not None:
        fields |= {"time_text": time.text, "time_start": _iso(time.first), "time_end": _iso(time.last)}
    if metric in _CHANGES:
        fields |= {"of": _changed(around, quantity), "direction": _direction(around, quantity)}
    return fields


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _nearest(found: Sequence[Time], sentence: Sentence, quantity: Quantity) -> Time | None:
    place = sentence.words[quantity.first].start - sentence.start
    return min(found, key=lambda time: min(abs(time.start - place), abs(time.end - place)), default=None)


def _near(around: Surroundings, quantity: Quantity, concept: str, least: float = 0.3) -> bool:
    return around.closeness(quantity, concept) >= least


def _status(metric: str, around: Surroundings, quantity: Quantity) -> str:
    usual = metrics()[metric].status
    if metric in {"detention_capacity", "funding"} and _near(around, quantity, "law"):
        return "law"
    if metric in _CHANGES and around.since_earlier("target_strict") >= 0.25 and not _near(around, quantity, "since"):
        return "target"
    if metric == "releases_count" and _near(around, quantity, "must"):
        return "required"
    if metric in _SPANS and around.closeness(quantity, "future", "<") >= 0.5:
        return "projected"
    if metric == "funding" and "law" in around.by_concept and "request" not in around.by_concept:
        return "law"
    if metric == "temporary_judges" and _near(around, quantity, "seated"):
        return "actual"
    if metric == "operating_cost" and not _near(around, quantity, "estimate", 0.2):
        return "actual"
    return usual


def _period(metric: str, around: Surroundings, quantity: Quantity, time: Time | None) -> str:
    usual = metrics()[metric].period
    if metric == "planned_beds" and _near(around, quantity, "weekly", 0.45):
        return "week"
    if metric == "habeas_petitions" and _near(around, quantity, "daily_stated", 0.45):
        return "day"
    if metric in _SPANS:
        if _near(around, quantity, "annual_span", 0.4) or _is_year(time):
            return "year"
        if _near(around, quantity, "monthly_span", 0.5) or _is_month(time):
            return "month"
    return usual


def _is_year(time: Time | None) -> bool:
    return time is not None and not time.since and time.text.lower().startswith(("fy", "fiscal", "in 20", "last year"))


def _is_month(time: Time | None) -> bool:
    if time is None or time.since or not time.first or not time.last:
        return False
    return time.first.day == 1 and time.last.month == time.first.month and (time.last - time.first).days >= 27


def _place(sentence: Sentence, around: Surroundings, quantity: Quantity) -> str:
    """The nearest place named in the same clause, else the country."""
    found = around.by_concept.get("place", ())
    near = [o for o in found if abs(o.first - quantity.last) <= 10]
    if not near:
        return "US"
    best = min(near, key=lambda o: abs(o.first - quantity.last))
    start, end = sentence.words[best.first].start, sentence.words[best.last - 1].end
    name = sentence.text[start - sentence.start : end - sentence.start]
    return name if name[0].isupper() else "US"


def _speaker(text: str) -> str | None:
    """An official in office who speaks in the sentence, else an organisation that is credited."""
    for official in officials().found(text):
        if re.search(r"\b(?:said|says|told|according to|confirmed|suggested|expects|claimed|announced)\b", text):
            return official.name
    match = _CREDIT.search(text)
    return next((name for name in match.groups() if name), None) if match else None


def _direction(around: Surroundings, quantity: Quantity) -> str:
    if quantity.kind is Kind.MULTIPLE:
        return "down" if quantity.low is not None and quantity.low < 1 else "up"
    down, up = around.closeness(quantity, "change_down"), around.closeness(quantity, "change_up")
    return "down" if down > up else "up"


def _changed(around: Surroundings, quantity: Quantity) -> str | None:
    """The metric that changed: what a bare count in this place would measure."""
    as_count = Quantity(Kind.COUNT, 1e4, 1e4, quantity.first, quantity.last, quantity.core)
    return next((r.metric for r in readings(around, as_count) if r.metric not in _CHANGES), None)
