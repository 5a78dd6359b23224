"""The periods that a sentence names: fiscal years, months, days, parts of them, and what is still running.

The plain expressions are those of `bedspace.claims.read.times`; here they are put together ("up to mid-July" of "fiscal
2024", "the first six months of fiscal 2023", "so far in fiscal 2025").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bedspace.claims.check.reading.calendar import calendar
from bedspace.claims.check.reading.comparing import direction_spans
from bedspace.claims.check.reading.ends_of_periods import up_to_day, with_ends
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.relative import relative_periods
from bedspace.claims.check.reading.years import month_end, years_beside, years_so_far, years_to
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.times import Time, times
from bedspace.fiscal import MONTHS, fiscal_end, fiscal_start, fiscal_year

_FISCAL = Pattern(
    r"\b(?:(?:FY|fiscal(?:\s+years?)?|budget\s+year)[\s-]*(?P<a>20\d\d|[’']?\d\d)|"
    r"(?P<b>20\d\d)\s+(?:fiscal|budget)\s+year)\b",
    re.IGNORECASE,
)
_NAMED_FISCAL = Pattern(
    r"\b(?P<which>this|the current|the present|last|the previous|the prior|the past)\s+(?:fiscal|budget)\s+year\b",
    re.IGNORECASE,
)
_CALENDAR = Pattern(r"\b(?:calendar(?: year)?) (?P<year>20\d\d)\b", re.IGNORECASE)
_BEGAN = Pattern(
    r"\bsince (?:the )?(?:start of )?(?:the )?fiscal year(?:['’]s)?(?: (?:began|started|"
    r"start|opened|20\d\d))*(?P<when>(?: (?:in|last|this past|"
    r"on))?(?: \d{1,2})? (?:Oct(?:ober)?)(?: \d{1,2}(?!\d))?,?(?: 20\d\d)?)?",
    re.IGNORECASE,
)
_LISTED = Pattern(r"^(?:,|,? and|,? &)\s$", re.IGNORECASE)
_OF_YEAR = Pattern(r"\b(?:the|its)\s(?P<year>20\d\d)\s(?:figure|total|count|level|tally|number)\b", re.IGNORECASE)
_RUNNING = Pattern(r"\b(?:so far|thus far|to date|already|until now|up to now)(?: (?:in|this))?\b", re.IGNORECASE)
_UP_TO = Pattern(r"\b(?:up to|through|until|till|by|as of|to)\s(?:the\send\sof\s)?$", re.IGNORECASE)
_BY = Pattern(r"\b(?:up to|through|until|till|by|as of)\s$", re.IGNORECASE)
_THAT_MONTH = Pattern(r"\b(?:that|this|the same|of the) month\b", re.IGNORECASE)
_THAT_YEAR = Pattern(r"\b(?:this|that|the same|the current|(?:in|of|for|during) the) fiscal year\b", re.IGNORECASE)
_SINCE = Pattern(
    r"\bsince\s(?:the\s)?(?:very\s)?(?:(?P<start>start|beginning|outset)\s(?:of\s)?(?:the\s)?|(?:middle|end)\s(?:of\s)?(?:the\s)?)?$",
    re.IGNORECASE,
)
_FROM = Pattern(r"\b(?:from|between)\s(?:last\s)?$", re.IGNORECASE)
_BETWEEN = Pattern(r"\bbetween\s$", re.IGNORECASE)
_JOINT = Pattern(r"^,?\s?(?:to|through|and|until|-|–)\s$", re.IGNORECASE)
_THROUGH = Pattern(r"^\s?(?:through|-|–)\s?$", re.IGNORECASE)
_TIMES = Pattern(r"\b(?:doubl|tripl|quadrupl|halv|steady|unchanged|flat\b|stable)\w*", re.IGNORECASE)
_FISCAL_YEARS = Pattern(
    r"\b(?:the )?(?:\w+ )?fiscal years? (?:from |between )?(?P<a>20\d\d) (?:to|through|and|until|-|–) (?P<b>20\d\d)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16)
def periods(sentence: str, said: date | None) -> tuple[tuple[Period, ...], tuple[tuple[int, int], ...]]:
    """Periods of a sentence in order, and the places of all words that speak of time.

    >>> found, _ = periods("ICE removed 9 people in fiscal 2024 up to mid-July.", date(2024, 7, 20))
    >>> str(found[0].first), str(found[0].last)
    ('2023-10-01', '2024-07-20')
    """
    found = _plain(sentence, said)
    words = [(period.start, period.end) for period in found]
    words += [match.span() for match in _RUNNING.finditer(sentence)]
    found = [up_to_day(sentence, with_ends(sentence, period)) for period in found]
    if _STOOD.search(sentence):
        found = [_end_of(sentence, period) for period in found]
    words += [(period.start, period.end) for period in found]
    found = [p for p in found if not any(q is not p and q.start <= p.start and p.end <= q.end for q in found)]
    found = _joined(sentence, found)
    found = _cut(sentence, found, said)
    if _RUNNING.search(sentence) or said is not None:
        found = [_run(period, said) for period in found]
    back = relative_periods(sentence, found, said)
    found = [p for p in found if not any(b.start <= p.start and p.end <= b.end for b in back)]
    found = sorted([*(_with_role(sentence, p) for p in found), *back], key=lambda p: p.start)
    return tuple(found), (*words, *((p.start, p.end) for p in back))


_COMPARED = Pattern(
    r"\b(?:than|as(?! of\b)|of(?= what\b)|from|compared (?:with|to)|against|versus|vs\.?|up on|"
    r"down on)\s(?:(?:what )?(?:it|"
    r"they|there) (?:did|was|were|had been|had|\w+ed) |(?:previous|prior|preceding|last) |"
    r"(?:was|were|is) )?(?:(?:in|during|on|at|of|for|as of) )?(?:(?:the|all of|just|late|early|"
    r"about|previous|prior|preceding|last) )*"
    r"(?:(?:start|end|beginning|level|levels) (?:of|in) )?$|"
    r"\b(?:double|twice|triple|quadruple|half|times|than|above|below|exceed\w*|surpass\w*|topp?\w*) (?:the|its|their) "
    r"(?:number|figure|level|total|count|tally|population|pace|rate) (?:(?:held|recorded|counted|reported) )?"
    r"(?:(?:in|during|on|at|of|for|from|as of) )?(?:(?:the|late|early) )*(?:(?:start|end|beginning) of )?$",
    re.IGNORECASE,
)


def _with_role(sentence: str, period: Period) -> Period:
    """Whether a period is only what another one is held against: "more than in fiscal 2023"."""
    return replace(period, compared=True) if _COMPARED.search(sentence[: period.start]) else period


def unresolved(sentence: str, said: date | None, known: list[tuple[int, int]]) -> list[Time]:
    """Time expressions without a day, that no period covers."""
    return [t for t in times(sentence, said) if not any(a <= t.start and t.end <= b for a, b in known)]


def _plain(sentence: str, said: date | None) -> list[Period]:
    found: list[Period] = []

    def add(
        first: date | None, last: date | None, start: int, end: int, unit: str, running: bool = False,
        begun: date | None = None,
    ) -> None:  # fmt: skip
        if first and last and not any(p.start < end and start < p.end for p in found):
            found.append(Period(first, last, start, end, running, unit, begun))

    for period in calendar(sentence, said):
        begun = period.first if period.running else None
        unit = _unit(period.first, period.last) if period.unit == "span" else period.unit
        add(period.first, period.last, period.start, period.end, unit, period.running, begun)

    for match in _BEGAN.finditer(sentence):
        stated = re.search(r"20\d\d", match[0])
        year = int(stated[0]) + 1 if stated else fiscal_year(said) if said else None
        if said and year and not stated and said.month == 10 and " last " in match[0]:
            year -= 1  # in October "last October" is that of the year before
        if year:
            end = said if said and said <= fiscal_end(year) else fiscal_end(year)
            add(fiscal_start(year), end, *match.span(), "fiscal", True)
    for first, last, place, unit in [*years_beside(sentence), *years_so_far(sentence, said), *years_to(sentence, said)]:
        add(first, last, *place, unit, unit == "fiscal" and last < fiscal_end(fiscal_year(last)))
    for match in _FISCAL_YEARS.finditer(sentence):
        first_year, last_year = int(match["a"]), int(match["b"])
        if first_year < last_year and not (match[0].lower().count(" and ") and last_year > first_year + 1):
            add(fiscal_start(first_year), fiscal_end(last_year), *match.span(), "span")
    for match in _FISCAL.finditer(sentence):
        year = _year_of(match)
        add(fiscal_start(year), fiscal_end(year), *match.span(), "fiscal")
    for match in _OF_YEAR.finditer(sentence) if _FISCAL.search(sentence) else ():
        year = int(match["year"])
        add(fiscal_start(year), fiscal_end(year), *match.span(), "fiscal")
    for match in _CALENDAR.finditer(sentence):
        year = int(match["year"])
        add(date(year, 1, 1), date(year, 12, 31), *match.span(), "year")
    for match in _NAMED_FISCAL.finditer(sentence):
        if said:
            year = fiscal_year(said) - (
                "this" not in match["which"].lower()
                and "c" not in match["which"].lower()[4:6]
                and "present" not in match["which"].lower()
            )
            add(fiscal_start(year), fiscal_end(year), *match.span(), "fiscal")
    for time in _years_carried(_of_the_year(sentence, said), said):
        if time.since and said is not None and time.first is not None:
            add(time.first, said, time.start, time.end, "span", True, _begun(time))
        else:
            add(time.first, time.last, time.start, time.end, _unit(time.first, time.last))
    return sorted(found, key=lambda period: period.start)


def _of_the_year(sentence: str, said: date | None) -> tuple[Time, ...]:
    """Times of a sentence; one without a year lies in the only fiscal year named, where no day of saying is known.

    "In fiscal 2025 through September 20": of 2025.
    """
    found, years = times(sentence, said), {*map(_year_of, _FISCAL.finditer(sentence))}
    if said is not None or len(years) != 1:
        return found
    inside = {time.start: time for time in times(sentence, fiscal_end(years.pop())) if not time.since}
    return tuple(time if time.first else inside.get(time.start, time) for time in found)


def _year_of(match: re.Match[str]) -> int:
    text = (match["a"] or match["b"]).lstrip("’'")
    return int(text) + (2000 if len(text) == 2 else 0)


def _years_carried(found: Sequence[Time], said: date | None) -> Iterator[Time]:
    """ "30,000 in July 2023 and 29,000 in August": a month without a year follows the one before it, which has one."""
    before: Time | None = None
    for time in found:
        stated = bool(_YEAR.search(time.text))
        if before and before.first and time.first and time.last and not stated and _MONTH_ALONE.fullmatch(time.text):
            years = before.first.year + (time.first.month < before.first.month) - time.first.year
            moved = time.first.replace(year=time.first.year + years)
            if years and (said is None or moved <= said):
                time = replace(time, first=moved, last=month_end(moved.year, moved.month))
        if stated and time.first:
            before = time
        yield time


_YEAR = re.compile(r"\b20\d\d\b")
_MONTH_ALONE = re.compile(rf"(?:{'|'.join(MONTHS)})", re.IGNORECASE)
_STOOD = Pattern(r"\b(?:tally|total|count|toll)\b.*\bst(?:ood|ands)\b", re.IGNORECASE)
_END_OF = Pattern(r"\b(?:end|close) of $", re.IGNORECASE)


def _end_of(sentence: str, period: Period) -> Period:
    """ "Stood at 212,645 at the end of June": on the last day."""
    ends = period.unit == "month" and _END_OF.search(sentence[: period.start])
    return replace(period, first=period.last, unit="day") if ends else period


def _begun(time: Time) -> date | None:
    """The last day of what "since" names: of a month or a year, else the day itself."""
    if time.first is None:
        return None
    if re.search(r"\b(?!20\d\d)\d", time.text):
        return time.first
    if re.search(r"[a-z]{3}", time.text.lower().replace("since", "")):
        return month_end(time.first.year, time.first.month) if time.first.day in {1, 11, 21} else time.first
    return time.first.replace(month=12, day=31)


def _unit(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "span"
    if first == last:
        return "day"
    if first.day == 1 and (last + timedelta(1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return "month"
        if (first.month, last.month) == (1, 12):
            return "year"
    return "span"


def _joined(sentence: str, found: list[Period]) -> list[Period]:
    """ "from February to May 2025", "June, July and August"."""
    out: list[Period] = []
    for period in found:
        moves = bool(direction_spans(sentence) or _TIMES.search(sentence))
        between = out and moves and _BETWEEN.search(sentence[: out[-1].start])
        listed = out and not between and _LISTED.match(sentence[out[-1].end : period.start])
        if (listed and _next_month(out[-1], period)) or (
            not moves
            and out
            and _JOINT.match(sentence[out[-1].end : period.start])
            and (_FROM.search(sentence[: out[-1].start]) or _THROUGH.match(sentence[out[-1].end : period.start]))
            and out[-1].first < period.last
        ):
            opened = _FROM.search(sentence[: out[-1].start])
            start = opened.start() if opened else out[-1].start
            loose = _loose(sentence, period, period.last)
            out[-1] = replace(out[-1], last=period.last, start=start, end=period.end, unit="span", loose=loose)
        else:
            out.append(period)
    return out


_PART_OF_MONTH = Pattern(r"(?:early|mid|late)[\s-]", re.IGNORECASE)


def _loose(sentence: str, period: Period, end: date) -> int:
    """How many days before its last one a sum up to "mid-January" may end."""
    return (end - period.first).days if _PART_OF_MONTH.match(sentence[period.start :]) else 0


def _next_month(before: Period, period: Period) -> bool:
    return (
        period.unit == "month"
        and before.first.day == 1
        and before.days <= 366
        and before.unit in {"month", "span"}
        and (before.last + timedelta(1) == period.first)
    )


def _cut(sentence: str, found: list[Period], said: date | None) -> list[Period]:
    """A longer period that ends at a shorter one inside it: "in fiscal 2024 up to mid-July", "since 20 January"."""
    out = list(found)
    for period in found:
        before = sentence[: period.start]
        if (opened := _SINCE.search(before)) and said is not None and not period.running:
            begun = period.first if opened["start"] else period.last
            since = replace(period, last=said, running=True, unit="span", begun=begun)
            out = [since if p is period else p for p in out]
            continue
        if not _UP_TO.search(before):
            continue
        whole = next(
            (
                p
                for p in out
                if p is not period
                and p.begun is None
                and p.first <= period.first
                and period.last <= p.last
                and p.days > period.days
            ),
            None,
        )
        if whole is not None:
            end = period.last if period.unit in {"day", "month"} else min(period.last, said or period.last)
            start, stop = min(whole.start, period.start), max(whole.end, period.end)
            loose = _loose(sentence, period, end)
            cut = replace(whole, last=end, unit="span", start=start, end=stop, loose=loose)
            out = [cut if p is whole else p for p in out if p is not period]
        elif period.unit == "day" and _BY.search(before):
            out = [_until(sentence, p) if p is period else p for p in out if not _is_other_year(sentence, p, period)]
    return out


def _is_other_year(sentence: str, year: Period, day: Period) -> bool:
    """ "This fiscal year, as of 20 September", said in October: the year is the one in which the day lies."""
    named = year.unit == "fiscal" and _THAT_YEAR.search(sentence[max(year.start - 4, 0) : year.end])
    return bool(named) and not year.first <= day.last <= year.last


def _until(sentence: str, period: Period) -> Period:
    """ "by 8 February": up to a day, from the first of a month or year where the text says which."""
    if _THAT_MONTH.search(sentence):
        return replace(period, first=period.first.replace(day=1), unit="span")
    if _THAT_YEAR.search(sentence):
        return replace(period, first=fiscal_start(fiscal_year(period.last)), unit="span")
    return replace(period, unit="until")


def _run(period: Period, said: date | None) -> Period:
    """A period that had not ended when the statement was made ends that day."""
    if said is not None and period.first <= said < period.last and period.unit != "day":
        return replace(period, last=said, running=True)
    return period
