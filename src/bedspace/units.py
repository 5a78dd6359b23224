"""Closed lists: units, kinds of evidence, and the four marks that a reader sees."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """Units of every number shown. Rates are hazards per day; shares are fractions of one."""

    PERSONS = "persons"
    PERSONS_PER_DAY = "persons/day"
    PERSON_DAYS = "person-days"
    ARRESTS = "arrests"
    ARRESTS_PER_DAY = "arrests/day"
    ARRESTS_PER_OFFICE_DAY = "arrests/day/office"
    BEDS = "beds"
    BEDS_PER_WEEK = "beds/week"
    FLIGHTS_PER_DAY = "flights/day"
    SEATS_PER_DAY = "seats/day"
    OFFICERS = "officers"
    OFFICES = "offices"
    AGREEMENTS = "agreements"
    ARRESTS_PER_AGREEMENT_DAY = "arrests/day/agreement"
    ADDRESSES_PER_DAY = "addresses/day"
    FACILITIES = "facilities"
    HOURS = "hours"
    HOURS_PER_WEEK = "hours/week"
    HOURS_PER_ARREST = "hours/arrest"
    LEADS = "leads"
    LEADS_PER_DAY = "leads/day"
    LEADS_PER_HOUR = "leads/hour"
    DAYS = "days"
    SHARE = "share"
    RATIO = "ratio"
    RATE = "per day"
    PER_YEAR = "persons/year"
    PERCENT = "percent"
    USD = "USD"
    USD_PER_DAY = "USD/day"
    USD_PER_HOUR = "USD/hour"
    USD_PER_YEAR = "USD/year"
    ENCOUNTERS = "encounters"
    DETAINERS = "detainers"
    NUMBER = "number"
    AGENT_DAYS = "agent-days"
    AREAS = "areas"
    DATE = "date"
    SWITCH = "switch"


IN_PARTS = frozenset(
    {Unit.SHARE, Unit.RATIO, Unit.RATE, Unit.PERCENT, Unit.DAYS, Unit.HOURS_PER_ARREST, Unit.LEADS_PER_HOUR}
)
"""Units whose numbers have a part below one; numbers of people, beds, dollars and the like come whole."""


class Evidence(StrEnum):
    """What kind of document or reasoning a number comes from."""

    OFFICIAL = "official statistic"
    COURT = "court record"
    STATEMENT = "official statement"
    PRESS = "press report"
    ESTIMATE = "estimate"
    ASSUMPTION = "assumption"


class RestsOn(StrEnum):
    """The mark that every shown number carries, the strongest first.

    Counted: printed in an official table or counted from records. Reported: said by a named publication or office.
    """

    COUNTED = "counted"
    REPORTED = "reported"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"


_ORDER = list(RestsOn)
_MARKS = {
    Evidence.OFFICIAL: RestsOn.COUNTED,
    Evidence.COURT: RestsOn.COUNTED,
    Evidence.STATEMENT: RestsOn.REPORTED,
    Evidence.PRESS: RestsOn.REPORTED,
    Evidence.ESTIMATE: RestsOn.ESTIMATED,
    Evidence.ASSUMPTION: RestsOn.ASSUMED,
}


def mark_of(evidence: Evidence) -> RestsOn:
    """The mark of a number by the document or reasoning that it comes from.

    >>> mark_of(Evidence.PRESS).value
    'reported'
    """
    return _MARKS[evidence]


def weakest(*marks: RestsOn) -> RestsOn:
    """Mark of a number derived from several others: the weakest of theirs.

    >>> weakest(RestsOn.COUNTED, RestsOn.ASSUMED, RestsOn.ESTIMATED).value
    'assumed'
    """
    return max(marks, key=_ORDER.index)
