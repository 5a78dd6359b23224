"""Reading one sentence: every word is in the test, in an aside, plain, or told as unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from bedspace.claims.check.reading.aims import without_aims
from bedspace.claims.check.reading.asides import without_asides
from bedspace.claims.check.reading.comparing import Compared, comparisons, direction, direction_spans
from bedspace.claims.check.reading.denials import denial, settled
from bedspace.claims.check.reading.ends_of_periods import at_an_end
from bedspace.claims.check.reading.lengths import BETWEEN_DATES, fits, lengths
from bedspace.claims.check.reading.moves import Move, move_in, steady_spans
from bedspace.claims.check.reading.named import preferred
from bedspace.claims.check.reading.narrowing import narrowing
from bedspace.claims.check.reading.numbers import NEGATIVE, owns_of, quantities_in, same_unit, stated
from bedspace.claims.check.reading.pace import monthly_of, months_said
from bedspace.claims.check.reading.parts import REMOVED, with_parts
from bedspace.claims.check.reading.peaks import peaks
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.periods import periods, unresolved
from bedspace.claims.check.reading.places import is_first
from bedspace.claims.check.reading.ranking import era_in, ranks, years_after
from bedspace.claims.check.reading.scopes import all_compared, scoped
from bedspace.claims.check.reading.senses import (
    _ANY_YEAR,
    CHANGE,
    DURATION,
    SUM,
    agency_of,
    as_tally,
    with_agency,
    with_periods,
    with_roles,
)
from bedspace.claims.check.reading.spelled import OF_A_STAY
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.reading.subjects import with_subjects
from bedspace.claims.check.reading.terms import around_all, in_office
from bedspace.claims.check.reading.words import Subject, blank, lists, spans, uncovered_at
from bedspace.claims.intervals import Interval
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind
from bedspace.claims.read.topic import may_hold_numbers

_LIMIT_WORDS = Pattern(
    r"\b(?:reach(?:ed)?|topp?(?:ed|ing)?|tops|pass(?:ed)?|exceed(?:ed|s|ing)?|"
    r"surpass(?:ed)?|peak(?:ed|ing)?(?= (?:at|of)\b)|over|under|below|above|excess|upwards?|short|shy|yet|percent|"
    r"compared|"
    r"times?|as|many|much|high|low|typical(?:ly)?|dwarf\w*|match(?:es|ed|ing)?|rival(?:s|ed|ing)?|outstrip\w*|eclips\w+|outpac\w+|beat\w*|twice|"
    r"sizes?)\b",
    re.IGNORECASE,
)


_bare = lru_cache(maxsize=4)(str.strip)
"""A text without blanks at its ends, kept because the whole is asked for with each sentence."""


def may_state(text: str) -> bool:
    """Whether a sentence has a number or compares, and names a subject; without both it states nothing that a table
    holds. It is cheap, so that long texts are read in seconds.
    """
    known = lists()
    if not known.stems.search(text) or not any(subject.needs.search(text) for subject in known.subjects):
        return False
    compares = direction_spans(text) or comparisons(text, []) or ranks(text) or peaks(text) or is_first(text)
    return bool(may_hold_numbers(text) or compares)


def read_sentence(text: str, said: date | None, beside: Sequence[str] = (), around: str = "") -> Reading:
    """Read a sentence.

    Parameters
    ----------
    text : str
    said : date, optional
    beside : sequence of str
        The sentences before and after it.
    around : str
        The whole text, for an agency that is named only there.
    """
    aims = without_aims(text)
    said_of = without_asides(aims.text)
    untested, passed = _lengths(said_of, said)
    kept = blank(said_of, [*untested, *passed])
    every = quantities_in(kept)
    compared = all_compared(kept, [(a, b) for _, a, b in every])
    dated, timed = periods(blank(kept, [span for c in compared for span in c.words]), said)
    compared, found = scoped(kept, compared, list(dated), said)
    subjects = [s for s in lists().subjects if s.named_in(kept)]
    time_words = list(timed)
    flows = [s for s in subjects if s.read == "count" and s.name != "arrests"]  # "held, picked up by ICE": no flow
    if any(subject.read == "level" for subject in subjects) and not flows:
        ended = [at_an_end(kept, period) for period in found]
        time_words += [(new.start, new.end) for new, old in zip(ended, found, strict=True) if new is not old]
        found = ended
    releases = [span for period in found if (span := _release_of(kept, period, said))]
    time_words += releases
    found = [period for period in found if not any(a <= period.start < b for a, b in releases)]
    counted = [period for period in found if not _OUT_ON.search(kept[: period.start])]
    time_words += around_all(kept, found)
    found = counted or found
    if not compared and not _ANY_YEAR.search(kept) and (term := in_office(kept, found, said)):
        found = [term]
        time_words.append((term.start, term.end))
    since = years_after(kept)
    if since:
        found = [p for p in found if not (since[1][0] <= p.start and p.end <= since[1][1])]
        time_words.append(since[1])
    named = [(q, a, b) for q, a, b in every if not any(s < b <= e for s, e in time_words)]
    if any(monthly_of(kept, b) for _, _, b in named):
        time_words += months_said(kept)
    of_stays = [(a, b) for q, a, b in every if q.kind is Kind.DAYS] if OF_A_STAY.search(kept) else []
    time_words += [span for span in spans(DURATION, kept) if not any(a < span[1] and span[0] < b for a, b in of_stays)]
    named = [(q, a, b) for q, a, b in named if not any(s <= a and b <= e for s, e in time_words)]
    band_spans = [span for part in lists().parts if part.dimension == "band" for span in spans(part.words, kept)]
    thresholds = [
        (q, a, b) for q, a, b in named if any(s <= b - 1 and a < e for s, e in band_spans) and q.kind is Kind.DAYS
    ]
    named = [item for item in named if item not in thresholds]
    of_time = [span for c in compared if c.kind in {"peak", "years"} for span in c.words]
    named = [item for item in named if not any(a <= item[1] < b for a, b in of_time)]
    owns = owns_of(kept, [(a, b) for _, a, b in named])
    numbers = [stated(kept, q, a, b, own) for (q, a, b), own in zip(named, owns, strict=True)]
    numbers = same_unit(kept, numbers)
    numbers = with_subjects(kept, numbers, owns, alone=_bare(around) in {"", _bare(text)})
    numbers = with_parts(kept, numbers, owns)
    numbers = as_tally(kept, with_periods(kept, numbers, owns, found))
    any_year = bool(_ANY_YEAR.search(kept))
    numbers = [replace(n, any_year=any_year and n.period is None and _is_count(n)) for n in numbers]
    era = era_in(kept) if any(n.any_year for n in numbers) else None
    if era:
        numbers = [replace(n, years=(era[0].first, era[0].last)) if n.any_year else n for n in numbers]
        time_words = [*time_words, era[1], *spans(_ANY_YEAR, kept)]
    numbers = with_agency(kept, numbers, owns, around or text)
    numbers = with_roles(kept, numbers, owns)
    if since:
        numbers = [replace(n, years=(since[0], date.max.year)) if n.any_year else n for n in numbers]
    no_more = [span for c in compared if c.text.lower().startswith(("no ", "not ")) for span in c.words]
    denied, why = denial(blank(kept, [*no_more, *time_words]), numbers)
    if denied and (told := _denied_before(kept, found) or ("" if numbers else _denied_apart(kept, compared))):
        denied, why = False, told
    why = why or settled(kept, beside, numbers) or _untested(said_of, untested)
    numbered = [(n.start, n.end) for n in numbers]
    subjects = preferred(subjects if _OF_STAY.search(kept) else [s for s in subjects if not s.of_days or numbers])
    topic = _topic(kept, numbers, subjects, found, around or text)
    taken = [*time_words, *numbered, *(span for c in compared for span in c.words)]
    taken += _read_spans(kept, [*numbers, *([topic] if topic else [])], subjects)
    if compared:
        taken += spans(_OF_RANKS, kept)
    if topic:
        taken += direction_spans(kept) + spans(Pattern(r"\bthan\b|\bbetween\b|\blevels?\b", re.IGNORECASE), kept)
    hidden = [*time_words, *((c.start, c.end) for c in compared)]
    why = why or _no_number_of(kept, numbers, found, compared)
    moved, rises = _moved(kept, numbers, hidden), _rises(kept, numbers, hidden)
    move = move_in(kept, found, numbers, hidden)
    why = why or _unused(kept, found, numbers, compared, move, topic)
    if moved is not None or move is not None:
        taken += direction_spans(kept) + spans(_OF_MOVES, kept) + steady_spans(kept)
    left = uncovered_at(kept, taken)
    unread = side_by_side(kept, left)
    narrow = narrowing(kept, left)
    loose = unresolved(kept, said, [*time_words, *((c.start, c.end) for c in compared)])
    unread += [time.text for time in loose if not any(time.text in word for word in unread)]
    narrow += [time.text for time in loose]
    return Reading(
        text, tuple(numbers), tuple(found), denied, tuple(dict.fromkeys(unread)), why, kept, tuple(compared), topic,
        moved, rises, move, aims.only, tuple(narrow),
    )  # fmt: skip


def side_by_side(text: str, words: Sequence[tuple[str, int, int]]) -> list[str]:
    """Words that only a blank parts, as one phrase.

    >>> side_by_side("of field offices in Texas", [("field", 3, 8), ("offices", 9, 16), ("Texas", 20, 25)])
    ['field offices', 'Texas']
    """
    found: list[tuple[int, int]] = []
    for _, start, end in words:
        if found and text[found[-1][1] : start] == " ":
            start = found.pop()[0]
        found.append((start, end))
    return [text[start:end] for start, end in found]


def _is_count(number: Stated) -> bool:
    return number.subject is not None and number.subject.read == "count"


_AND_DENIED = Pattern(r"(?:,|\b(?:and|but))\s(?:\w+\s){0,3}?(?P<word>not|never|no)\b[^.;]*[.;]?$", re.IGNORECASE)


def _denied_apart(text: str, compared: Sequence[Compared]) -> str:
    """ "peaked in January and have never been that high again": what is denied is not the peak."""
    match = _AND_DENIED.search(text)
    if match and any(c.end <= match.start() for c in compared):
        return f"'{match['word']}' denies in a form that was not read"
    return ""


_NEVER_BEFORE = Pattern(r"\b(?P<words>(?:never|not) (?:\w+ )?before)\s$", re.IGNORECASE)


def _denied_before(text: str, found: Sequence[Period]) -> str:
    """ "Never before fiscal 2025": what is denied is of all the years before it, and not of that one."""
    matches = (_NEVER_BEFORE.search(text[: period.start]) for period in found)
    return next((f"'{match['words']}' denies in a form that was not read" for match in matches if match), "")


def _no_number_of(text: str, numbers: Sequence[Stated], found: Sequence[Period], compared: Sequence[object]) -> str:
    """Which of two times that stand side by side no number was tested for."""
    if any(n.role in {"change", "factor"} for n in numbers) or compared or not any(n.role == "count" for n in numbers):
        return ""
    used = [n.period for n in numbers if n.period]
    for before, period in pairwise(found):
        if _SIDE_BY_SIDE.match(text[before.end : period.start]) and not (before in used and period in used):
            return f"'{text[before.start : period.end]}' are two times, and the number was tested for one of them"
    return ""


_SIDE_BY_SIDE = Pattern(r"^\s?(?:and|or|to|through|,|,? and|-|–|until)\s(?:in\s|on\s|during\s|of\s)?$", re.IGNORECASE)


OF_NO_NUMBER = "is a time that no number here was tested for"
"""How the reason ends where a time is named for nothing that was tested."""


def _unused(
    text: str,
    found: Sequence[Period],
    numbers: Sequence[Stated],
    compared: Sequence[Compared],
    move: Move | None,
    topic: Stated | None,
) -> str:
    """Which period that is named no number, no move and no rank was tested for."""
    used = {n.period.last for n in [*numbers, *([topic] if topic else [])] if n.period}
    for period in found:
        if period.last in used or (move and move.uses(period)) or _OUT_ON.search(text[: period.start]):
            continue
        if not any(c.start <= period.start < c.end for c in compared):
            return f"'{text[period.start : period.end].strip()}' {OF_NO_NUMBER}"
    return ""


_OF_RANKS = Pattern(r"\bever\b|\bone\b(?= (?:fiscal )?(?:year|month|week|day))|\bany\b|\bother\b", re.IGNORECASE)
_OF_MOVES = Pattern(
    r"\b(?:than|between|levels?|compared|share|proportion|percentage|doubled?|halved|tripled?|number)\b", re.IGNORECASE
)
_OUT_ON = Pattern(
    r"\b(?:published|posted|released|put out|updated|issued|dated|reported|said|wrote|told \w+|data|figures|"
    r"statistics|report)\s(?:on\s|in\s|from\s)?$",
    re.IGNORECASE,
)
"""A day on which figures came out is no day that they count."""


def _lengths(text: str, said: date | None) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Lengths of time that are no period ("for over a month", but not "a year earlier"): untested, and right ones.

    Where a sentence names two dates, a length ("in little more than a year") is right if it lies between them.
    """
    found = periods(text, said)[0]
    timed = [(p.start, p.end) for p in found if p.compared or p.begun or p.unit == "around"]
    timed += [(c.start, c.end) for c in peaks(text)]
    if any(monthly_of(text, b) for _, _, b in quantities_in(text)):
        timed += months_said(text)
    untold = [(a, b) for a, b in lengths(text) if not any(c < b and a < d for c, d in timed)]
    dates = [p for p in found if not (p.compared or p.running) and p.unit not in {"fiscal", "year"}]
    if len(dates) != 2 or dates[0].last >= dates[1].last:
        return untold, []
    apart = (dates[1].last - dates[0].last).days
    between = spans(BETWEEN_DATES, text)
    told = [*between, *(span for span in untold if not any(a <= span[0] and span[1] <= b for a, b in between))]
    right = [(a, b) for a, b in told if fits(text[a:b], apart)]
    return [span for span in told if span not in right], right


LENGTH = "is a length of time"
"""How the reason says that a length of time was not tested."""


def _untested(text: str, untested: Sequence[tuple[int, int]]) -> str:
    if not untested:
        return ""
    start, end = untested[0]
    return f"'{text[start:end].strip()}' {LENGTH}, and nothing here was tested over it"


_TO = Pattern(r"\b(?:to|below|under|above|past)\b(?:\s\w+){0,5}\s*$", re.IGNORECASE)


def _up_to(text: str, number: Stated) -> str:
    """The text before a number, with the words that set its limit."""
    words = re.match(r"(?:[A-Za-z]+\s+)*", number.text)
    return text[: number.start] + (words[0] if words else "")


def _moved(text: str, numbers: Sequence[Stated], hidden: Sequence[tuple[int, int]]) -> bool | None:
    """Whether the only number is what something rose or fell to ("rose to 28,289"); None where it is not."""
    if len(numbers) != 1 or numbers[0].role not in {"count", "days"} or not _TO.search(_up_to(text, numbers[0])):
        return None
    found = direction(blank(text, [*hidden, (numbers[0].start, numbers[0].end)]))
    return found[0] if found else None


def _rises(text: str, numbers: Sequence[Stated], hidden: Sequence[tuple[int, int]]) -> bool | None:
    """Whether a sentence with several numbers says that something rose or fell between them."""
    if len([n for n in numbers if n.role == "count"]) < 2 and len([n for n in numbers if n.role == "days"]) < 2:
        return None
    found = direction(blank(text, [*hidden, *((n.start, n.end) for n in numbers)]), of_changes=True)
    return found[0] if found else None


_OF_STAY = Pattern(
    r"\bstay(?:s|ed)?\b|\blengths?\b|\blong(?:er)?\b|\bshort(?:er)?\b|\bdays\b|"
    r"\btime in\b(?! (?:years|months|decades|history|memory|recent|a |an |the |over|more|at least|"
    r"\w+ (?:years|months|decades)))",
    re.IGNORECASE,
)


def _topic(
    text: str, numbers: Sequence[Stated], subjects: Sequence[Subject], found: Sequence[Period], around: str
) -> Stated | None:
    """What a sentence without numbers speaks of, where it is one subject."""
    if numbers or len(subjects) != 1:
        return None
    blank = Stated("", 0, 0, Kind.COUNT, 0.0, Interval(0.0, 0.0), False, text, subjects[0])
    (number,) = with_parts(text, [blank], [(0, len(text))])
    mains = [period for period in found if not period.compared] or list(found)
    shared = bool(number.parts) and bool(_SHARE.search(text))
    return replace(
        number,
        agency=agency_of(text, around),
        period=mains[-1] if mains else None,
        shared=shared,
        daily=_is_daily(text),
    )


_JUST_OUT = timedelta(days=10)
"""How long ago the days of a release may have ended for that release to be the newest."""
_RELEASED = Pattern(r"\b(?:published|posted|released|put out|updated|issued)\sits\s$", re.IGNORECASE)
_RELEASE = Pattern(
    r"\s(?:release|spreadsheet|report|file|update|(?P<figures>figures|data|numbers|statistics))\b", re.IGNORECASE
)


def _release_of(text: str, period: Period, said: date | None) -> tuple[int, int] | None:
    """The place of "its mid-January figures" and "the May release": when figures came out, not what they count."""
    is_far = said is None or not period.first <= said <= period.last + _JUST_OUT
    if is_far or period.unit in {"fiscal", "year"}:
        return None  # an earlier release tells what was counted then
    noun = _RELEASE.match(text, period.end)
    released = _RELEASED.search(text[: period.start])
    if noun is None or (noun["figures"] and not released):
        return None
    return (released.start() if released else period.start, noun.end())


_SHARE = Pattern(r"\b(?:share|proportion|percentage|fraction|majority)\b", re.IGNORECASE)
_DAILY_WORDS = Pattern(r"\bdaily\b|\b(?:a|per|each|every) day\b", re.IGNORECASE)


_REST = Pattern(
    r"\b(?P<rest>(?:the\s)?(?:rest|remainder|others?|remaining)),?\s(?:about\s|some\s)?(?=\d)", re.IGNORECASE
)


def _is_daily(text: str) -> bool:
    return bool(_DAILY_WORDS.search(text))


def _read_spans(text: str, numbers: Sequence[Stated], subjects: Sequence[Subject]) -> list[tuple[int, int]]:
    """Places of all words that are in the test."""
    used = {s.name: s for s in (n.subject for n in numbers) if s} or {s.name: s for s in subjects}
    taken = [span for subject in used.values() for span in spans(subject.words, text)]
    taken += [span for name in ("ICE", "CBP", "DHS") for span in spans(lists().agency[name], text)]
    dimensions = {dimension for n in numbers for dimension in n.parts}
    for part in lists().parts:
        if part.dimension in dimensions:
            taken += spans(part.words, text)
    if "reason" in dimensions:
        taken += spans(REMOVED, text)
    if "agency" in dimensions:
        taken += [span for pattern in (*lists().arrested.values(), lists().own) for span in spans(pattern, text)]
        taken += spans(Pattern(r"\barrest(?:s|ed|ing)?\b|\bagency\b|\bofficers\b|\bagents\b", re.IGNORECASE), text)
    if any(n.role in {"change", "factor"} for n in numbers) or len(numbers) > 1:
        taken += spans(CHANGE, text)
    taken += [m.span("rest") for m in _REST.finditer(text) if any(n.start == m.end() and n.parts for n in numbers)]
    taken += spans(SUM, text) + spans(NEGATIVE, text) + spans(_LIMIT_WORDS, text)
    return taken
