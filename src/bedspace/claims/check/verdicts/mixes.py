"""Numbers that are compared as one thing and do not count the same.

Parts of one total that are set side by side are no mix; a mix needs words that compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.comparing import direction_spans
from bedspace.claims.check.reading.stated import Parts, Reading, Stated
from bedspace.claims.check.reading.words import Subject, lists
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.known import source_of
from bedspace.claims.check.verdicts.measures import known_at
from bedspace.claims.check.verdicts.mixed_times import partly_counted, stays_apart
from bedspace.claims.check.verdicts.others import EXACT, other_part
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.shares import share_of
from bedspace.claims.check.verdicts.stocks import is_flow
from bedspace.claims.check.verdicts.wording import day_name, of_part, part_name, period_name, sentence_of, when_of
from bedspace.claims.concepts import bridge_between, capacities
from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.claims.patterns import Pattern
from bedspace.figure import Figure
from bedspace.figures.scales import CONCEPTS

_COMPARES = Pattern(
    r"\b(?:against|versus|vs\.?|compared|times|twice|doubl\w+|tripl\w+|quadrupl\w+|than|"
    r"up from|down from|nearly equals?|equall?(?:s|ed)|equal to|outpac\w+|dwarf\w*|outstrip\w*|eclips\w+|tower\w*|"
    r"beat\w*|"
    r"surpass\w*|exceed\w*|half|as (?:many|much) as|rival\w*|match\w*|on par|improve\w*|wors\w+|better)\b",
    re.IGNORECASE,
)
_FROM_TO = Pattern(r"\bfrom\b[^.;]*\d[^.;]*\bto\b[^.;]*\d", re.IGNORECASE)


def mixes(reading: Reading, judged: Sequence[Judged], record: Record) -> list[Judged]:
    """Mixes of definitions in a statement that compares."""
    if not (_COMPARES.search(reading.kept) or _FROM_TO.search(reading.kept) or direction_spans(reading.kept)):
        return []
    found = [
        *_agencies(reading),
        *_wholes(reading),
        *_parts(reading, judged, record),
        *_readings(judged, record),
        *_subjects(judged, record),
        *_department_unnamed(judged),
        *_two_counts(reading),
        *_flow_and_stock(judged, record),
        *partly_counted(reading, judged),
        *stays_apart(judged, record),
        *_shares(reading, record),
        *_beds(reading, record),
        *_counts_of_beds(reading),
    ]
    return found[:1]


def _agencies(reading: Reading) -> Iterator[Judged]:
    """A count of the department against one of ICE."""
    counts = [
        n for n in reading.numbers if n.role == "count" and n.subject and n.subject.name in {"removals", "arrests"}
    ]
    for a, b in combinations(counts, 2):
        if a.subject is b.subject and {a.agency, b.agency} == {"dhs", "ice"} and (_COMPARES.search(reading.kept)):
            wide, narrow = (a, b) if a.agency == "dhs" else (b, a)
            pair = _PAIRS[wide.subject.name if wide.subject else ""]
            yield _of_two(wide, narrow, pair)


_PAIRS = {"removals": ("repatriation_dhs", "removal_ice"), "arrests": ("arrest_dhs", "arrest_ero")}


def _of_two(wide: Stated, narrow: Stated, pair: tuple[str, str]) -> Judged:
    """Two numbers of two concepts, with what would lead from one to the other."""
    bridge = bridge_between(*pair)
    words = f"'{wide.text}' counts {CONCEPTS[pair[0]]}, '{narrow.text}' {CONCEPTS[pair[1]]}"
    sources = (bridge.source,) if bridge.source else ()
    times = _of_other_times(wide, narrow)
    return Judged(wide, Verdict.MIXED, f"{words}; {_bridged(bridge.words)}{times}", (), sources)


def _of_other_times(a: Stated, b: Stated) -> str:
    """The times of two numbers that differ in length: since January, and a fiscal year."""
    if not a.period or not b.period or abs(a.period.days - b.period.days) <= 1:
        return ""
    one, other = (
        f"the time since {period.first:%B %Y}" if period.running else period_name(period)
        for period in (a.period, b.period)
    )
    return f"; the one is said of {one}, the other of {other}"


def _bridged(words: str) -> str:
    """How one of two counts could be turned into the other."""
    if not words.startswith("none"):
        return f"what leads from one to the other: {words}"
    why = words.partition(": ")[2]
    return f"the two cannot be compared{f', since {why}' if why else ''}"


def _department_unnamed(judged: Sequence[Judged]) -> Iterator[Judged]:
    """A count that is exactly one of the department's, which is not named, against one of ICE."""
    removals = [one for one in judged if one.number.subject and one.number.subject.name == "removals"]
    whole = [e for e in ledger() if e.metric == "departures_total" and e.fact and e.low and not e.report]
    for wide, narrow in permutations(removals, 2):
        period = wide.number.period
        of_ice = wide.number.agency == "ice" and lists().agency["ICE"].search(wide.number.own)
        if of_ice or period is None or narrow.verdict is not Verdict.SUPPORTED:
            continue
        for entry in whole:
            day = date.fromisoformat(entry.when) if len(entry.when) == len("2024-09-30") else None
            same = abs((entry.low or 0.0) - wide.number.value) <= EXACT * wide.number.value
            if day and period.first <= day <= period.last and same and wide.verdict is not Verdict.SUPPORTED:
                found = _of_two(wide.number, narrow.number, _PAIRS["removals"])
                its = wide.words.partition("; the text")[0]
                words = f"{found.words}; like for like: {its}" if wide.known else found.words
                yield replace(found, words=words, sources=(_cited(entry), *wide.sources))


def _cited(entry: Entry) -> str:
    """A figure of the ledger with its value, where it stands and the address."""
    return ", ".join(filter(None, (f"{entry.source} ({entry.low:,.0f})", entry.source.address)))


def _wholes(reading: Reading) -> Iterator[Judged]:
    """A total of one period against a part of another: all arrests against at-large arrests."""
    counts = [n for n in reading.numbers if n.role == "count" and n.subject]
    for a, b in combinations(counts, 2):
        if (
            a.subject is b.subject
            and a.daily == b.daily
            and dict(a.parts) != dict(b.parts)
            and _COMPARES.search(reading.kept)
            and _apart(a, b)
        ):
            part, whole = (a, b) if len(a.parts) > len(b.parts) else (b, a)
            if not whole.parts and part.parts:
                if "place" in part.parts:
                    yield _of_two(whole, part, ("arrest_all", "arrest_at_large"))
                    continue
                words = f"'{part.text}' counts only those {part_name(part.parts)}, '{whole.text}' all of them"
                yield Judged(whole, Verdict.MIXED, words)


def _apart(a: Stated, b: Stated) -> bool:
    if a.period is None or b.period is None:
        return a.period is not b.period
    return a.period.last < b.period.first or b.period.last < a.period.first


def _parts(reading: Reading, judged: Sequence[Judged], record: Record) -> Iterator[Judged]:
    """A total against a part that is not named: the number is exactly the figure of the part."""
    counts = [
        one
        for one in judged
        if one.number.role == "count" and one.number.subject and one.number.period and not one.number.daily
    ]
    for a, b in combinations(counts, 2):
        if a.number.subject is not b.number.subject or a.number.parts or b.number.parts:
            continue
        for one, other in ((a, b), (b, a)):
            right = one.verdict is Verdict.SUPPORTED and not _is_part(one, other)
            held_against = _COMPARES.search(reading.kept) and _apart(a.number, b.number)
            if right or (other.verdict is not Verdict.SUPPORTED and not held_against):
                continue
            if found := other_part(one.number, record):
                sure = other.verdict is Verdict.SUPPORTED
                whole = "the total" if sure else "said of all, which no figure of this tool confirms"
                words = f"'{one.number.text}' counts only those {part_name(found[0])}"
                words += f", while '{other.number.text}' is {whole}"
                yield Judged(
                    one.number,
                    Verdict.MIXED,
                    f"{words}; like for like: {_in_all(one, record)}{_way(one, other, record)}",
                    (),
                    (source_of(found[1]), *one.sources),
                )


def _readings(judged: Sequence[Judged], record: Record) -> Iterator[Judged]:
    """ "From 248 a day to 1,223": each is right by a reading of its words, the one of a part, the other of all."""
    counts = [one for one in judged if one.number.role == "count" and one.verdict is Verdict.SUPPORTED and one.known]
    for one, other in permutations(counts, 2):
        a, b = one.number, other.number
        alike = a.subject is b.subject and dict(a.parts) == dict(b.parts) and a.daily == b.daily and _apart(a, b)
        if not alike or not _is_part(one, other) or one.known is None:
            continue
        parts = {
            dimension: (value,) for dimension, _, value in (each.partition("=") for each in one.known.key.split(";"))
        }
        words = f"'{a.text}' counts only those {part_name(parts)}, while '{b.text}' is the total"
        whole = known_at(replace(a, parts={}), a.period, record)
        if whole and whole.printed:
            words += f"; like for like: {sentence_of(a, whole, {})}"
        yield Judged(a, Verdict.MIXED, words, (), (*one.sources, *other.sources))


def _parts_in(key: str) -> Parts:
    """The parts that the keys of a figure name; keys that were added up have values together."""
    parts: dict[str, tuple[str, ...]] = {}
    for each in key.replace(" + ", ";").split(";"):
        dimension, _, value = each.partition("=")
        parts[dimension] = tuple(dict.fromkeys((*parts.get(dimension, ()), value)))
    return parts


def _is_part(one: Judged, other: Judged) -> bool:
    """Whether a number agrees with a part that its words leave open, and another with the whole."""
    return bool(one.known and other.known and one.known.key and not other.known.key)


def _in_all(one: Judged, record: Record) -> str:
    """What the record has of the whole; its words say so already where the number was held against the whole."""
    subject, period = one.number.subject, one.number.period
    if not subject or not period or not one.known or not one.known.key:
        return one.words.partition("; '")[0]
    whole = record.find(subject, {}, period)
    if not whole or not whole.printed:
        return one.words
    return f"{subject.label}, {period_name(period)}: {whole.printed[0][0]:,.0f}"


def _way(one: Judged, other: Judged, record: Record) -> str:
    """Which way it went like for like, where the other number is that of the time before."""
    subject, period, before = one.number.subject, one.number.period, other.number.period
    whole = record.find(subject, {}, period) if subject and period else None
    if not whole or not whole.printed or not period or not before or before.last >= period.first:
        return ""
    went = "rose" if whole.printed[0][0] > other.number.value else "fell"
    return f", so that the number {went} from '{other.number.text}'"


_KIN: Mapping[str, tuple[tuple[str, Parts], ...]] = {
    "arrests": (("book_ins", {"agency": ("ice",)}), ("book_ins", {})),
    "book_ins": (("arrests", {}),),
    "removals": (("book_outs", {"reason": ("release_to_remove",)}),),
    "releases": (("book_outs", {}),),
}
"""Counts that are taken for one another."""


def _subjects(judged: Sequence[Judged], record: Record) -> Iterator[Judged]:
    """Arrests of one year against book-ins of another: a number is exactly the figure of another count."""
    counts = [one for one in judged if one.number.role == "count" and one.number.subject and one.number.period]
    for a, b in combinations(counts, 2):
        if a.number.subject is not b.number.subject:
            continue
        for one, other in ((a, b), (b, a)):
            if one.verdict is Verdict.SUPPORTED or other.verdict is not Verdict.SUPPORTED:
                continue
            if found := _kin_of(one.number, record):
                subject, parts, figure = found
                its = other.number.subject.label if other.number.subject else ""
                words = (
                    f"'{one.number.text}' is the number of {of_part(subject, parts)}, {_counted(one.number, figure)}"
                )
                words += ", removals among them" if subject.name == "book_outs" and not parts else ""
                words += f", '{other.number.text}' that of {its}"
                yield Judged(one.number, Verdict.MIXED, words, (), (source_of(figure), *other.sources))


def _two_counts(reading: Reading) -> Iterator[Judged]:
    """Arrests of one year, book-ins of another, and a multiple of the two: they are no two levels of one thing."""
    counts = [n for n in reading.numbers if n.role == "count" and n.subject and n.period]
    if len(counts) != 2 or not any(n.role in {"factor", "change"} for n in reading.numbers):
        return
    a, b = counts
    if a.subject and b.subject and {a.subject.name, b.subject.name} == {"arrests", "book_ins"} and _apart(a, b):
        words = f"'{a.text}' counts {a.subject.label}, '{b.text}' {b.subject.label}"
        yield Judged(a, Verdict.MIXED, words)


_OVER_TIME = {
    "adp": "is the average number of people held over a period",
    "book_ins": "counts people booked in over a period (a flow)",
}
"""What a number of people "held" in a year can be, if it is no number of a day."""


def _flow_and_stock(judged: Sequence[Judged], record: Record) -> Iterator[Judged]:
    """ "ICE detained 277,913 people in fiscal 2024, but just 65,735 on 30 November": book-ins against people held."""
    counts = [one for one in judged if one.number.role == "count" and one.number.subject is lists().by_name["held"]]
    for a, b in combinations(counts, 2):
        for flow, stock in ((a, b), (b, a)):
            if not is_flow(flow.number) or flow.number.parts or stock.verdict is not Verdict.SUPPORTED:
                continue
            for name, what in _OVER_TIME.items():
                known = record.find(lists().by_name[name], {}, flow.number.period)
                value, figure = known.printed[0] if known and known.printed else (0.0, None)
                if figure and abs(value - flow.number.value) <= EXACT * value:
                    words = f"'{flow.number.text}' {what}, '{stock.number.text}' people held on one day (a stock)"
                    yield Judged(flow.number, Verdict.MIXED, words, (), (source_of(figure), *stock.sources))


def _counted(number: Stated, figure: Figure) -> str:
    """The period of a figure in words, with the last day that it counts."""
    assert number.period is not None
    name = period_name(number.period)
    return name if figure.is_whole else f"{name}, counted to {day_name(figure.data_date)}"


def _kin_of(number: Stated, record: Record) -> tuple[Subject, Parts, Figure] | None:
    """Another count that has just this figure in the same period."""
    for name, parts in _KIN.get(number.subject.name if number.subject else "", ()):
        subject = lists().by_name[name]
        known = record.find(subject, parts, number.period) if not number.open else None
        for value, figure in known.printed if known else ():
            if abs(value - number.value) <= EXACT * value:
                return subject, parts, figure
    return None


def _shares(reading: Reading, record: Record) -> Iterator[Judged]:
    """A share of those booked in over a period against a share of those held on a day."""
    shares = [n for n in reading.numbers if n.role in {"share", "change"} and n.subject]
    for a, b in combinations(shares, 2):
        names = {n.subject.name for n in (a, b) if n.subject}
        if names == {"book_ins", "held"}:
            words = (
                f"'{a.text}' and '{b.text}' are shares of two different groups: people booked in over "
                f"a period (book-ins, a flow) and people held on one day (a stock); people with long "
                f"stays weigh more among those held"
            )
            yield Judged(a, Verdict.MIXED, f"{words}{_same_share(a, b, record)}")


def _same_share(a: Stated, b: Stated, record: Record) -> str:
    """What the record has for the second share, where its part is only named beside the first."""
    known = share_of(replace(b, parts=a.parts), b.period, record) if a.parts and not b.parts else None
    if known is None or b.subject is None:
        return ""
    (printed, value, whole), who = known, of_part(b.subject, a.parts)
    return f"; {who}, {when_of(b, printed)}: {100 * value / whole:.1f} percent ({value:,.0f} of {whole:,.0f})"


def _beds(reading: Reading, record: Record) -> Iterator[Judged]:
    """Two percentages full that fit only with two notions of beds."""
    shares = [
        n
        for n in reading.numbers
        if n.role in {"share", "change"} and n.period and n.subject and n.subject.name == "fullness"
    ]
    held = lists().by_name["held"]
    for a, b in combinations(shares, 2):
        fits = []
        for n in (a, b):
            known = record.find(held, {}, n.period)
            if known is None or known.limits is None or n.period is None:
                break
            notions = [
                c for c in capacities() if c.first <= n.period.last and n.period.first <= c.last and not c.said_only
            ]
            low, high = known.limits.low, known.limits.high
            fits.append({c.name: c for c in notions if low / c.beds * 100 - 1 <= n.value <= high / c.beds * 100 + 1})
        if len(fits) == 2 and all(fits) and not set(fits[0]) & set(fits[1]):
            said = ", ".join(
                f"'{n.text}' is of {' or '.join(f'{c.beds:,.0f} beds ({c.name})' for c in of.values())}"
                for n, of in zip((a, b), fits, strict=True)
            )
            yield Judged(
                a,
                Verdict.MIXED,
                f"each is a share of another count of beds; by the people held then, {said}",
                (),
                tuple(c.source for of in fits for c in of.values()),
            )


_OF_BEDS = Pattern(r"\bbeds?\b|\bcapacity\b", re.IGNORECASE)


_NOTIONS = Pattern(r"\b(?:fund|congress|appropriat|contract|paid|pay|operational|in operation|usable)", re.IGNORECASE)
"""Words that name of which beds a number is."""


def _counts_of_beds(reading: Reading) -> Iterator[Judged]:
    """ "Capacity jumped from 38,521 beds to 62,913": beds in operation against beds under contract."""
    if not _OF_BEDS.search(reading.kept) or _NOTIONS.search(reading.text):
        return
    known = [c for c in capacities() if not c.said_only]
    named = [(n, c) for n in reading.numbers for c in known if n.value == c.beds and n.comparator == "exact"]
    for (a, one), (b, other) in combinations(named, 2):
        if a is not b and one.name != other.name and not (one.by_congress and other.by_congress):
            words = f"two counts of beds: '{a.text}' is {one.name}, '{b.text}' {other.name}"
            yield Judged(a, Verdict.MIXED, words, (), (one.source, other.source))
