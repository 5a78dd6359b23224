"""People held in one facility or one state: averages since the first of October, as a release prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bedspace.claims.check.findings import Step
from bedspace.claims.check.reading.named import subjects_in
from bedspace.claims.check.reading.places import (
    WORDS,
    Place,
    ahead_of,
    facilities_in,
    generic_words,
    is_first,
    name_of,
    none_has_more,
    speaks_of_average,
    states_in,
    where,
)
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import CONTRADICTED, NEAR, NONE, SUPPORTED, Judged, compare
from bedspace.claims.check.verdicts.known import ADDED_UP, Known, source_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.relations import agrees
from bedspace.claims.intervals import Interval, exactly
from bedspace.claims.read.quantity import Kind
from bedspace.figure import Figure
from bedspace.figures.facilities.places import names
from bedspace.fiscal import fiscal_year

TABLE = "facility_adp"
_IMMIGRATION = re.compile(r"(?-i:\bICE\b)|\bdetention\b|\bimmigra|\bdetain", re.IGNORECASE)
"""A sentence on prisons of a state speaks of no immigration detention."""
_HELD = frozenset({"held", "adp"})


@dataclass(frozen=True)
class _Averages:
    """Averages by place of one release."""

    by_name: Mapping[str, float]
    rows: Mapping[str, list[Figure]]
    figure: Figure


def of_places(reading: Reading, record: Record) -> list[Judged]:
    """What a sentence says of the people held in places that it names; nothing where it names none."""
    numbers = [n for n in reading.numbers if n.subject]
    subjects = {n.subject.name for n in numbers if n.subject} or {s.name for s in subjects_in(reading.kept, False)}
    if record.said is None or not subjects <= _HELD or not subjects:
        return []
    named_time = next((n.period for n in numbers if n.period), None) or next(iter(reading.periods), None)
    year = fiscal_year(named_time.last if named_time else record.said)
    rows = _newest(record, year) or (_newest(record, year - 1) if named_time is None else [])
    if not rows:
        return []
    states, facilities = _by_state(rows), _by_facility(rows)
    cities = frozenset(word.lower() for row in rows for word in row.dimensions.get("city", "").split() if len(word) > 3)
    named = facilities_in(reading.kept, list(facilities.by_name), cities)
    inside = states_in(reading.kept)
    if not _IMMIGRATION.search(reading.kept) and not any(" " in reading.kept[p.start : p.end] for p in named):
        return []
    places, averages = (named, facilities) if named else (inside, states)
    if not places or len({p.name for p in places}) > 2:
        return []
    if left := _unread(reading, [*named, *inside], rows):
        words = ", ".join(map(repr, left))
        return [Judged(_about(reading), NONE, f"this tool has no figures for {words}", kind="place")]
    return _judged(reading, places, averages, numbers)


def _judged(reading: Reading, places: Sequence[Place], averages: _Averages, numbers: Sequence[Stated]) -> list[Judged]:
    text, out = reading.kept, []
    factors = [n for n in numbers if n.role == "factor"]
    numbers = [n for n in numbers if n not in factors]
    if len(factors) == 1 and len(places) == 2 and len(numbers) <= 1:
        level = [_level(numbers[0], places[0], averages, text)] if numbers else []
        return [*level, _times(factors[0], places[0], places[1], averages)]
    first = is_first(text)
    joined = len(places) == 2 and " and " in text[places[0].end : places[1].start] and not ahead_of(text, *places[:2])
    if len(numbers) > 1 or reading.move or (len(places) == 2 and not joined and not ahead_of(text, *places[:2])):
        return []
    if numbers and not joined:
        out.append(_level(numbers[0], places[0], averages, text))
    if first:
        own = places[-1:] if none_has_more(first) else places if joined else places[:1]
        out.append(_rank(reading, own, averages))
    if len(places) == 2 and not joined and ahead_of(text, *places[:2]):
        out.append(_ahead(reading, places[0], places[1], averages))
    return out


def _times(factor: Stated, first: Place, second: Place, averages: _Averages) -> Judged:
    """ "More than twice as many as Louisiana"."""
    a, b = averages.by_name[first.name], averages.by_name[second.name]
    words = f"{_called(first)} {a:,.0f}, {a / b:.2f} times {_called(second)} {b:,.0f}: {_as_of(averages)}"
    known = Known([(a, averages.figure)], exactly(a))
    return Judged(
        factor,
        agrees(factor.interval, exactly(a / b), NEAR),
        words,
        (),
        _sources(averages, (first, second)),
        known,
        kind="move",
    )


def _about(reading: Reading) -> Stated:
    """The number of a sentence, else its subject without one."""
    if reading.numbers:
        return reading.numbers[0]
    subject = subjects_in(reading.kept, False)[0]
    return reading.topic or Stated("", 0, 0, Kind.COUNT, 0.0, exactly(0.0), False, reading.kept, subject)


def _level(number: Stated, place: Place, averages: _Averages, text: str) -> Judged:
    value, all_of_them = averages.by_name[place.name], sum(averages.by_name.values())
    is_share = number.kind is Kind.PERCENT
    if is_share and (number.role != "share" or number.parts or not _is_of_all(number, place, text)):
        return Judged(number, NONE, f"nothing here tests '{number.text}'")
    shown = 100 * value / all_of_them if is_share else value
    known = Known([(shown, averages.figure)], exactly(shown))
    verdict = compare(number.interval, number.open, known, share=is_share)
    on_a_day = verdict is CONTRADICTED and not speaks_of_average(text)
    verdict = NONE if on_a_day else verdict
    told = f"{shown:.1f} percent ({value:,.0f} of {all_of_them:,.0f} people on an average day, {_as_of(averages)})"
    words = f"{_called(place)}: {told if is_share else _told(value, averages)}"
    words += "; how many were there on a single day is not printed" if on_a_day else ""
    return Judged(number, verdict, words, (), _sources(averages, [place], beside_all=is_share), known)


_HAS = re.compile(
    r"^(?:['’]s)?(?:\s\w+){0,2}?\s(?:accounts? for|accounted for|ma[dk]es? up|holds?|held|has|had|hous(?:es?|ed)|"
    r"detain(?:s|ed))(?:\s\w+){0,3}?\s$",
    re.IGNORECASE,
)
_HELD_IN = re.compile(
    r"^\sof\s[^,;]*\b(?:held|detained|housed|locked up|are|were)\s(?:\w+\s)?in\s(?:the\s)?$", re.IGNORECASE
)


def _is_of_all(number: Stated, place: Place, text: str) -> bool:
    """Whether a per cent is of everyone whom the agency holds: "of detainees in Texas" is of those there."""
    if place.sort != "state":
        return False
    if place.end <= number.start:
        return bool(_HAS.match(text[place.end : number.start]) or text[place.end : number.start] == " ")
    return bool(_HELD_IN.match(text[number.end : place.start]))


def _rank(reading: Reading, own: Sequence[Place], averages: _Averages) -> Judged:
    names_ = {place.name for place in own}
    least = min(averages.by_name[name] for name in names_)
    others = {name: value for name, value in averages.by_name.items() if name not in names_}
    top = max(others, key=lambda name: others[name])
    verdict = SUPPORTED if least > others[top] else CONTRADICTED if others[top] > least * (1 + NEAR) else NONE
    said = ", ".join(f"{_called(place)} {averages.by_name[place.name]:,.0f}" for place in own)
    words = f"{said}; of the others {name_of(top)} has the most, {others[top]:,.0f}: {_as_of(averages)}"
    known = Known([(least, averages.figure)], exactly(least))
    step = Step(
        "the place against the largest other", "compare", (exactly(least), exactly(others[top])), exactly(least)
    )
    return Judged(_about(reading), verdict, words, (step,), _sources(averages, own), known, kind="move")


def _ahead(reading: Reading, first: Place, second: Place, averages: _Averages) -> Judged:
    a, b = averages.by_name[first.name], averages.by_name[second.name]
    verdict = SUPPORTED if a > b else CONTRADICTED if b > a * (1 + NEAR) else NONE
    words = f"{_called(first)} {a:,.0f} against {_called(second)} {b:,.0f}: {_as_of(averages)}"
    known = Known([(a, averages.figure)], Interval(a, a))
    return Judged(_about(reading), verdict, words, (), _sources(averages, (first, second)), known, kind="move")


def _newest(record: Record, year: int) -> list[Figure]:
    """The rows of the newest release of a fiscal year that was out."""
    assert record.said is not None
    rows = [f for f in record.of_period(TABLE).get(f"FY{year}", ()) if f.published <= record.said]
    newest = max((f.rank for f in rows), default=None)
    return [f for f in rows if f.rank == newest]


def _by_facility(rows: Sequence[Figure]) -> _Averages:
    return _averages((row.dimensions["facility"], row) for row in rows)


def _by_state(rows: Sequence[Figure]) -> _Averages:
    of_name = {each.name: each.state for each in names() if each.state}
    return _averages((row.dimensions.get("state") or of_name.get(row.dimensions["facility"], ""), row) for row in rows)


def _averages(rows: Iterable[tuple[str, Figure]]) -> _Averages:
    """Averages of places by their names; rows without one are left out."""
    found: dict[str, list[Figure]] = {}
    for name, row in rows:
        if name:
            found.setdefault(name, []).append(row)
    by_name = {name: sum(row.value for row in of) for name, of in found.items()}
    return _Averages(by_name, found, next(iter(found.values()))[0])


def _unread(reading: Reading, places: Sequence[Place], rows: Sequence[Figure]) -> list[str]:
    """Words that neither the reading nor the names of the places explain."""
    known = {word.lower() for place in places for word in place.name.split()} | generic_words()
    known |= {word.lower() for place in places for word in reading.kept[place.start : place.end].split()}
    known |= {word for place in places for word in where(reading.kept, place)}
    for row in rows:
        if row.dimensions["facility"] in {place.name for place in places}:
            known |= {word.lower() for word in row.dimensions.get("city", "").split()}
    return [
        word
        for word in " ".join(reading.unread).split()
        if word.lower().rstrip(".,'’s") not in known and word.lower() not in known and not WORDS.fullmatch(word)
    ]


def _called(place: Place) -> str:
    return name_of(place.name)


def _told(value: float, averages: _Averages) -> str:
    return f"{value:,.0f} people on an average day, {_as_of(averages)}"


def _as_of(averages: _Averages) -> str:
    figure = averages.figure
    return f"averages of fiscal year {figure.period[2:]} up to {figure.data_date}, published {figure.published}"


def _sources(averages: _Averages, places: Sequence[Place], *, beside_all: bool = False) -> tuple[str, ...]:
    """The rows of the places in their sheet; of many rows only their columns and how many they are."""
    figure, cells = averages.figure, []
    for name in (place.name for place in places):
        rows = averages.rows[name]
        many = f"{_columns(rows[0])} of all {len(rows)} rows of {name}"
        cells += [row.origin.cell for row in rows] if len(rows) <= _FEW else [many]
    if beside_all:
        cells.append(f"{_columns(figure)} of all rows")
    origin = replace(figure.origin, cell="; ".join(dict.fromkeys(cells)))
    return (source_of(replace(figure, origin=origin, period=f"{figure.period}{ADDED_UP}{figure.period}")),)


def _columns(row: Figure) -> str:
    """The columns of a row that are added up: "J:M"."""
    return re.sub(r"\d", "", row.origin.cell)


_FEW = 3
"""So many rows are cited one by one."""
