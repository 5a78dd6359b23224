"""A sentence as a set of stated numbers: of what, of which part of it, for which days, in which sense.

Each number is read from its own words, the stretch between it and its neighbours; what it does not say itself it takes
from the number before it, or from the sentence. Words that nothing reads are kept, and told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bedspace.claims.check.comparing import Compared, comparisons, direction, direction_spans
from bedspace.claims.check.periods import Period, periods, unresolved
from bedspace.claims.check.words import Subject, lists, spans, uncovered
from bedspace.claims.intervals import Interval, rounding
from bedspace.claims.read.masks import masks
from bedspace.claims.read.numbers import quantities
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import words as words_of

Parts = Mapping[str, tuple[str, ...]]
NEARLY = 0.05
"""How far below or above a limit "just under" and "just over" reach."""
ABOUT = 0.02
"""How far "about" reaches, beyond the rounding of the number."""
_DAILY = re.compile(r"^\W*(?:\w+\W+){0,5}?(?:a|per|each|every) day\b|^\W*(?:\w+\W+){0,2}?daily\b", re.IGNORECASE)
_DAILY_BEFORE = re.compile(r"\b(?:daily|on an average day|a day,?)\W*(?:\w+\W+){0,3}$", re.IGNORECASE)
_SPLITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[;:–—]|\bwhile\b|\bwhereas\b",
        r",(?!\d)|\b(?:and|or|but)\b",
        r"\b(?:against|versus|vs|than|compared (?:with|to)|from|to|nearly|almost)\b",
    )
)
"""What separates the words of two numbers, the strongest first."""
_NEAR_LIMIT = re.compile(r"\b(?:just|slightly|a little|a bit|barely|only just)\s+(?:under|below|shy of|short of|over|above|more than|less than|fewer than)\s*$", re.IGNORECASE)
_TOPPED = re.compile(r"\b(?:topp(?:ed|ing)|tops|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|passed|over|above|more than|in excess of|upwards? of)\s+(?:the\s)?$", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|below|fewer than|less than|short of|not reached|never reached|yet to reach|failed to reach|failing to reach|not topped|not passed|not exceeded|never exceeded|not surpassed)\s+$", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|was|were|is|are|can)(?:\s+not|n['’]t)|never|no longer|not)\b(?!\s+only)", re.IGNORECASE
)
_OTHER_DENIAL = re.compile(r"\b(?:nor|neither|nobody|none|nothing|nowhere|no one|hardly|barely|scarcely|unable|cannot|can['’]?t|refus\w+|fail(?:s|ed|ing|ure)?|miss(?:ed|es|ing)|yet to|stopp\w+|ceas\w+|halt\w+|avoid\w*|without|no|lack\w*|short)\b", re.IGNORECASE)
_OF_OPENING = re.compile(r"\b(?:of|out of|among)\s+(?:the\s|all\s|those\s|these\s|some\s|about\s|around\s)*$", re.IGNORECASE)
_CHANGE_WORDS = r"increas\w*|r(?:ise|ises|isen|ose|ising)|gr(?:ow|ows|ew|own|owth)|jump(?:s|ed)?|gain(?:s|ed)?|surg\w+|climb(?:s|ed)?|up|higher|more|drop(?:s|ped|ping)?|declin\w+|f(?:all|alls|ell|allen|alling)|decreas\w+|cut|down|lower|fewer|less|reduc\w+|collaps\w+|crash\w*|slump\w*|dipp?\w*|spik\w+|balloon\w+|plung\w+|shr[aiu]nk\w*|tumbl\w+|slid|soar\w*|swell\w*|swollen|expand\w*|doubl\w*|tripl\w*|quadrupl\w*|halv\w+|eas(?:ed|es|ing)|rebound\w*|chang\w+"
CHANGE = re.compile(rf"\b(?:{_CHANGE_WORDS})\b", re.IGNORECASE)
DOWN = re.compile(r"\b(?:drop\w*|declin\w+|f(?:all|alls|ell|allen|alling)|decreas\w+|cut|down|lower|fewer|less|reduc\w+|collaps\w+|crash\w*|slump\w*|dipp?\w*|spik\w+|balloon\w+|plung\w+|shr[aiu]nk\w*|tumbl\w+|slid|halv\w+|eas(?:ed|es|ing))\b", re.IGNORECASE)
_SUM = re.compile(r"\b(?:together|combined|altogether|in total|in all|a total|totals?|totall?ed|totall?ing|add(?:s|ed|ing)? up to|sum(?:s|med)? (?:of|to)|comes? to|came to|which (?:is|makes|comes to)|all told)\b", re.IGNORECASE)


_ANY_YEAR = re.compile(r"\b(?:in|within|over) (?:a|any|one|a single|any single|a given) (?:single |one )?(?:fiscal )?year\b", re.IGNORECASE)
_SUM_AFTER = re.compile(r"\W*(?:together|combined|altogether|in (?:all|total)|all told)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Stated:
    """One number of a sentence.

    Attributes
    ----------
    text : str
        Its words as they stand.
    start, end : int
        Offsets in the sentence.
    kind : Kind
    value : float
    interval : Interval
        What the words leave open.
    open : bool
        Whether they only set a limit.
    own : str
        The stretch of the sentence that belongs to it.
    subject : Subject or None
    parts : mapping
        Dimensions that its words name.
    wider : bool
        Whether those words can mean more.
    agency : str
        Whose doing it is: ``ice``, ``dhs``, ``other``, or empty.
    period : Period or None
    daily : bool
    role : str
        ``count``, ``share``, ``change``, ``factor``, ``sum``, ``base`` or ``days``.
    falls : bool
        Whether a change is downwards.
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: float
    interval: Interval
    open: bool
    own: str
    subject: Subject | None = None
    parts: Parts = field(default_factory=dict)
    wider: tuple[Parts, ...] = ()
    agency: str = ""
    period: Period | None = None
    daily: bool = False
    role: str = "count"
    falls: bool = False
    any_year: bool = False
    comparator: str = "exact"


@dataclass(frozen=True)
class Reading:
    """What was read in a sentence.

    Attributes
    ----------
    text : str
    numbers : tuple of Stated
    periods : tuple of Period
    denied : bool
        Whether the whole is denied in a form that turns it round.
    unread : tuple of str
        Words that nothing read.
    held_back : str
        Why no verdict can be given, whatever the numbers are; empty where one can.
    """

    text: str
    numbers: tuple[Stated, ...]
    periods: tuple[Period, ...]
    denied: bool
    unread: tuple[str, ...]
    held_back: str = ""
    kept: str = ""
    comparisons: tuple[Compared, ...] = ()
    topic: Stated | None = None
    moved: bool | None = None

    @property
    def states_something(self) -> bool:
        """Whether a number or a comparison of a known subject stands in it."""
        if any(n.subject for n in self.numbers):
            return True
        return self.topic is not None and bool(self.comparisons or direction_spans(self.kept)) and bool(self.periods)


def interval_of(quantity: Quantity, comparator: str, near_limit: bool) -> Interval:
    """What the words of a number leave open."""
    low, high = float(quantity.low or 0.0), float(quantity.high or 0.0)
    if comparator == "range":
        return Interval(low, high)
    if comparator in {"more_than", "at_least"}:
        return Interval(low, high * (1 + NEARLY) if near_limit else float("inf"))
    if comparator in {"less_than", "up_to"}:
        return Interval(low * (1 - NEARLY) if near_limit else 0.0, high)
    half = rounding(low)
    if quantity.kind is Kind.MULTIPLE:
        half = 0.1 * low if comparator == "about" else 0.05 * low
    if comparator == "about":
        return Interval(min(low - half, low * (1 - ABOUT)), max(high + half, high * (1 + ABOUT)))
    return Interval(low - half, high + half)


_NEARING = re.compile(r"\b(?:nearly|almost|close to|approaching|virtually)\s*$|^(?:nearly|almost|close to|approaching|virtually)\b", re.IGNORECASE)


def _blank(text: str, places: Sequence[tuple[int, int]]) -> str:
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _numbers(sentence: str) -> list[tuple[Quantity, int, int]]:
    """Quantities that are no dates, with their places."""
    words = tuple(words_of(sentence))
    hidden = masks(sentence)
    found = []
    for quantity in quantities(words):
        core = words[quantity.core].start
        if any(m.start <= core < m.end for m in hidden) and quantity.kind is not Kind.MULTIPLE:
            continue
        found.append((quantity, words[quantity.first].start, words[quantity.last - 1].end))
    return found


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
    kept = _without_asides(text)
    every = _numbers(kept)
    compared = comparisons(kept, [(a, b) for _, a, b in every])
    found, time_words = periods(_blank(kept, [(c.start, c.end) for c in compared]), said)
    named = [(q, a, b) for q, a, b in every if not any(s <= a and b <= e for s, e in time_words)]
    band_spans = [span for part in lists().parts if part.dimension == "band" for span in spans(part.words, kept)]
    thresholds = [(q, a, b) for q, a, b in named if any(s <= b - 1 and a < e for s, e in band_spans) and q.kind is Kind.DAYS]
    named = [item for item in named if item not in thresholds]
    owns = _owns(kept, [(a, b) for _, a, b in named])
    numbers = [_stated(kept, q, a, b, own) for (q, a, b), own in zip(named, owns, strict=True)]
    subjects = [s for s in lists().subjects if s.named_in(_plain_of(kept))]
    numbers = _with_subjects(kept, numbers, owns, subjects)
    numbers = _with_parts(kept, numbers, owns)
    numbers = _with_periods(numbers, owns, found)
    numbers = [replace(n, any_year=n.period is None and bool(_ANY_YEAR.search(kept))) for n in numbers]
    numbers = _with_agency(kept, numbers, owns, around or text)
    numbers = _with_roles(kept, numbers, owns)
    denied, why = _denial(kept, numbers)
    why = why or _settled(kept, beside, numbers)
    numbered = [(n.start, n.end) for n in numbers]
    subjects = _preferred(subjects, kept)
    topic = _topic(kept, numbers, subjects, found, around or text)
    taken = [*time_words, *numbered, *((c.start, c.end) for c in compared)]
    taken += _read_spans(kept, [*numbers, *([topic] if topic else [])], subjects)
    if topic:
        taken += direction_spans(kept) + spans(re.compile(r"\bthan\b|\bbetween\b|\blevels?\b", re.IGNORECASE), kept)
    moved = _moved(kept, numbers, [(c.start, c.end) for c in compared])
    if moved is not None:
        taken += direction_spans(kept)
    unread = uncovered(kept, taken)
    loose = unresolved(kept, said, [*time_words, *((c.start, c.end) for c in compared)])
    unread += [time.text for time in loose if not any(time.text in word for word in unread)]
    return Reading(
        text, tuple(numbers), tuple(found), denied, tuple(dict.fromkeys(unread)), why, kept, tuple(compared), topic, moved,
    )  # fmt: skip


def _moved(text: str, numbers: Sequence[Stated], compared: Sequence[tuple[int, int]]) -> bool | None:
    """Whether one number is said to be where something rose or fell to; None where nothing of that is said."""
    if len(numbers) != 1 or numbers[0].role not in {"count", "days"}:
        return None
    found = direction(_blank(text, [*compared, (numbers[0].start, numbers[0].end)]))
    return found[0] if found else None


def _topic(text: str, numbers: Sequence[Stated], subjects: Sequence[Subject], found: Sequence[Period], around: str) -> Stated | None:
    """What a sentence without numbers speaks of, where it is one subject."""
    if numbers or len(subjects) != 1:
        return None
    blank = Stated("", 0, 0, Kind.COUNT, 0.0, Interval(0.0, 0.0), False, text, subjects[0])
    (number,) = _with_parts(text, [blank], [(0, len(text))])
    return replace(number, agency=_agency(text, around), period=found[-1] if found else None)


# words that say nothing of the number ------------------------------------------------------------------

_ASIDE = re.compile(
    r"(?P<lead>^|,\s|\s[–—-]\s)(?:as|because|although|though|even (?:as|though|if)|so|whereas|amid|according to|despite|in line with|which|critics|supporters|experts|analysts|an? \w+ that)\b[^,;:–—]*(?=,|;|\.|$|\s[–—-]\s)", re.IGNORECASE
)
_SAYS = re.compile(
    r"(?P<lead>,\s)(?:(?:[\w'’.-]+\s){1,6}(?:said|says|say|shows?|reports?|reported|writes|wrote|told \w+|announced|noted|found|claims?|indicates?)(?:\s[^,.;]{0,40})?|(?:said|says|say)\s[^,.;]{1,60})(?=,|\.|;|$)", re.IGNORECASE
)
_OPENING_SAYS = re.compile(r"^(?:[\w'’.,-]+\s){1,9}?(?:said|says|say|wrote|writes|told \w+|announced|noted|claimed|claims|reported|reports|shows?|found)\s(?:on \w+ )?that\s", re.IGNORECASE)


def _without_asides(text: str) -> str:
    """The sentence with asides blanked that hold no number and no subject: who said it, and comments on it."""
    blank = text
    for pattern in (_ASIDE, _SAYS):
        for match in pattern.finditer(blank):
            inside = match[0]
            concludes = re.match(r"[,\s]*so\b", inside, re.IGNORECASE) and direction_spans(inside)
            if concludes or re.search(r"\d", inside) or _speaks(inside) or _SUM.search(inside) or _RANKED.search(inside):
                continue
            start = match.start() + len(match["lead"])
            blank = blank[:start] + " " * (match.end() - start) + blank[match.end() :]
    if (match := _OPENING_SAYS.match(blank)) and not re.search(r"\d", match[0]) and not lists().agency["DHS"].search(match[0]):
        blank = " " * match.end() + blank[match.end() :]
    return blank


_RANKED = re.compile(r"\b(?:most|least|fewest|highest|lowest|record|largest|smallest|more|fewer|less|peak)\b", re.IGNORECASE)


def _speaks(text: str) -> bool:
    plain = _plain_of(text)
    agencies = [a for name, a in lists().agency.items() if name != "ICE" and a.search(text)]
    return bool(agencies) or any(s.named_in(plain) for s in lists().subjects if s.name != "bed_plan") or any(p.words.search(text) for p in lists().parts)


def _plain_of(text: str) -> str:
    return text


# the stretch of each number ------------------------------------------------------------------------------


def _owns(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each number the stretch of text around it that no neighbour shares."""
    cuts = [0]
    for (_, end), (start, _) in zip(places, places[1:], strict=False):
        between = text[end:start]
        if between.strip() in {"(", ""}:
            cuts.append(start if between.strip() == "" else end)
            continue
        marks = next((found for split in _SPLITS if (found := list(split.finditer(between)))), [])
        opened = between.rfind("(")
        cuts.append(end + (marks[-1].start() if marks else opened if opened >= 0 else len(between)))
    cuts.append(len(text))
    return list(zip(cuts, cuts[1:], strict=False))[: len(places)]


def _stated(text: str, quantity: Quantity, start: int, end: int, own: tuple[int, int]) -> Stated:
    before = text[:start]
    comparator = quantity.comparator
    near = bool(_NEAR_LIMIT.search(text[: start + _comparator_length(text[start:end])]))
    if comparator == "exact" and _UNDER.search(before):
        comparator = "less_than"
    elif comparator == "exact" and _TOPPED.search(before):
        comparator = "more_than"
    if comparator == "about" and quantity.kind is not Kind.MULTIPLE and _NEARING.search(text[start:end]):
        comparator = "about"
    low = float(quantity.low or 0.0)
    limits = comparator in {"more_than", "at_least", "less_than", "up_to"} and not near
    tail = text[end : own[1]]
    daily = bool(_DAILY.search(tail)) or bool(_DAILY_BEFORE.search(text[own[0] : start]))
    interval = interval_of(quantity, comparator, near)
    return Stated(text[start:end], start, end, quantity.kind, low, interval, limits, text[own[0] : own[1]], daily=daily, comparator=comparator)


def _comparator_length(text: str) -> int:
    match = re.match(r"(?:[A-Za-z]+\s+)*", text)
    return match.end() if match else 0


# of what ------------------------------------------------------------------------------------------------


def _subjects_in(text: str, days: bool) -> list[Subject]:
    found = [s for s in lists().subjects if s.of_days == days and s.named_in(text)]
    return _preferred(found, text)


_ORDER = ("bed_plan", "fullness", "monitored", "border", "stay", "book_outs", "book_ins", "adp", "releases", "held", "removals", "arrests")
_WEAKER = {"releases": {"book_outs", "stay"}, "held": {"releases", "fullness", "book_ins", "book_outs", "adp", "monitored", "removals", "bed_plan"}, "removals": {"book_outs"}, "arrests": {"releases", "book_ins", "book_outs", "held", "adp", "removals", "bed_plan"}, "bed_plan": {"book_ins"}}


def _preferred(found: Sequence[Subject], text: str) -> list[Subject]:
    """Subjects that others in the same words explain away are left out: "booked into detention" holds nobody."""
    names = {subject.name for subject in found}
    kept = [s for s in found if not names & _WEAKER.get(s.name, set())]
    return sorted(kept, key=lambda subject: _ORDER.index(subject.name))


def _with_subjects(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]], all_: Sequence[Subject]) -> list[Stated]:
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = _blanked(text[a:b], number, a)
        days = number.kind is Kind.DAYS
        found = _subjects_in(own, days)
        last = next((n.subject for n in reversed(out) if n.subject and n.subject.of_days == days), None)
        arrested_only = [s.name for s in found] == ["arrests"]
        base = last if last and last.name in {"book_ins", "held", "adp", "stay", "removals", "book_outs"} else None
        if arrested_only and base and (_agency_parts(own) or _named_parts(own)):
            found = [base]
        if not found and last is not None:
            found = [last]
        if not found:
            found = _subjects_in(_no_numbers(text, numbers), days)
        out.append(replace(number, subject=found[0] if found else None))
    return out


def _blanked(own: str, number: Stated, offset: int) -> str:
    start, end = number.start - offset, number.end - offset
    return own[:start] + "#" * (end - start) + own[end:]


def _no_numbers(text: str, numbers: Sequence[Stated]) -> str:
    for number in numbers:
        text = text[: number.start] + "#" * (number.end - number.start) + text[number.end :]
    return text


def _named_parts(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int]]:
    """Parts that words name, the longest reading of overlapping ones."""
    found = [(m.start(), m.end(), part) for part in lists().parts for m in part.words.finditer(text)]
    found.sort(key=lambda item: (-(item[1] - item[0]), item[0]))
    kept: list[tuple[int, int, object]] = []
    out = []
    for start, end, part in found:
        if any(a < end and start < b for a, b, _ in kept):
            continue
        kept.append((start, end, part))
        out.append((part.dimension, part.values, part.wider, start))
    return sorted(out, key=lambda item: item[3])


def _agency_parts(text: str) -> list[str]:
    own = ["ice"] if lists().own.search(text) else []
    return sorted({*own, *(name for name, pattern in lists().arrested.items() if pattern.search(text))})


def _with_parts(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]]) -> list[Stated]:
    out: list[Stated] = []
    for place, (number, (a, b)) in enumerate(zip(numbers, owns, strict=True)):
        own = text[a:b]
        parts: dict[str, tuple[str, ...]] = {}
        wider: list[Parts] = []
        clash = False
        for dimension, values, more, _ in _named_parts(own):
            clash |= dimension in parts and parts[dimension] != values
            parts[dimension] = values
            if more:
                wider.append({**parts, dimension: more})
        detention = number.subject is not None and number.subject.name in {"book_ins", "held", "adp", "stay"}
        if detention:
            names = _agency_parts(own)
            before = [n for n in out if "agency" in n.parts]
            if not names:
                names = _bare_agency(own, bool(before), number.subject.name if number.subject else "")
            if len(names) == 1:
                parts["agency"] = (names[0],)
                if number.subject and number.subject.name == "book_ins" and names == ["ice"] and _is_by_agency(own):
                    wider.append({k: v for k, v in parts.items() if k != "agency"})
            clash |= len(names) > 1
            if not names and number.subject and number.subject.name == "book_ins" and lists().agency["ICE"].search(own) and re.search(r"(?-i:ICE|ERO)[^,;]{0,40}\bbook", own):
                wider.append({**parts, "agency": ("ice",)})
        if clash:
            parts["?"] = ("several",)
        out.append(replace(number, parts=parts, wider=tuple(wider)))
    return _of_wholes(text, _appositions(text, out))


_OR = re.compile(r"^\W*(?:or|that is)?\W*(?:about|some|roughly|nearly|almost|just over|just under)?\W*$", re.IGNORECASE)


_PART_OF = re.compile(r"^\W*(?:\w+\W+){0,2}?of\s(?:the|those|these|all|its)\b", re.IGNORECASE)


def _of_wholes(text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """ "90,615 of the 277,913 people booked in had been arrested by ICE": the part is named behind the whole."""
    out = list(numbers)
    for place, (a, b) in enumerate(zip(numbers, numbers[1:], strict=False)):
        if a.kind is Kind.COUNT and not a.parts and b.value > a.value and _PART_OF.match(text[a.end : b.start] + " "):
            later = [n for n in numbers[place + 1 :] if n.parts]
            parts = later[0].parts if later else {"?": ("several",)}
            out[place] = replace(a, parts=parts, wider=later[0].wider if later else ())
            if later and later[0] is b:
                out[place + 1] = replace(b, parts={}, wider=())
    return out


def _appositions(text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """ "17,358 or 26.4 percent had been convicted": one group, named behind the second number."""
    out = list(numbers)
    for place, (a, b) in enumerate(zip(numbers, numbers[1:], strict=False)):
        if b.kind is Kind.PERCENT and not a.parts and b.parts and _OR.match(text[a.end : b.start]):
            out[place] = replace(a, parts=b.parts, wider=b.wider)
    return out


def _is_by_agency(own: str) -> bool:
    return bool(re.search(r"book[- ]?ins? by|booked in(?:to)? by", own))


def _bare_agency(own: str, after: bool, subject: str) -> list[str]:
    """ "and CBP 12,215" after "ICE had arrested 53,520"; "book-ins by CBP"."""
    cbp, ice = lists().agency["CBP"].search(own), lists().agency["ICE"].search(own)
    if cbp:
        return ["cbp"] if not ice or re.search(r"(?-i:ICE) detention|(?-i:ICE) custody", own) else ["cbp", "ice"]
    if ice and after and not re.search(r"(?-i:ICE)(?:['’]s)? (?:detention|custody)", own):
        return ["ice"]
    if subject == "book_ins" and re.search(r"\bby (?-i:ICE)\b", own):
        return ["ice"]
    return []


# when, whose, in which sense -----------------------------------------------------------------------------


_DURATION = re.compile(r"\b(?:in|over|within|during) (?:just |only |under |about )?(?:an?|one|two|three|four|five|six|seven|ten|\d+) (?:single )?(?:days?|weeks?|months?|hours?)\b", re.IGNORECASE)


def _with_periods(numbers: Sequence[Stated], owns: Sequence[tuple[int, int]], found: Sequence[Period]) -> list[Stated]:
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = [p for p in found if a <= p.start < b]
        if not own and _DURATION.search(number.own):
            out.append(number)
            continue
        after = [p for p in own if p.start >= number.start]
        chosen = (after or own)[:1] or ([out[-1].period] if out and out[-1].period else list(found[:1]))
        if len({(p.first, p.last) for p in own}) > 1:
            chosen = [min(own, key=lambda p: abs(p.start - number.start))]
        out.append(replace(number, period=chosen[0] if chosen else None))
    return out


def _agency(text: str, around: str) -> str:
    names = lists().agency
    if names["DHS"].search(text) and not names["ICE"].search(text):
        return "dhs"
    if names["ICE"].search(text):
        return "ice"
    if re.search(r"\bthe agency\b|\bits (?:officers|agents)\b", text, re.IGNORECASE) and not names["DHS"].search(around):
        return "ice"
    return "other" if names["CBP"].search(text) else ""


def _with_agency(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]], around: str) -> list[Stated]:
    """Whose count it is: its own words say it, else those of the sentence."""
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = _agency(text[a:b], "")
        several = len({_agency(text[c:d], "") for c, d in owns} & {"dhs", "ice"}) == 2
        inherited = out[-1].agency if out and several else _agency(text, around)
        out.append(replace(number, agency=own or inherited))
    return out


_CHANGE_OF = re.compile(rf"\b(?:{_CHANGE_WORDS})\b(?:\s+(?:in \w+|of|by|some|about|nearly|almost|roughly|around|more than|over|at least|an?|the|just))*\s*$", re.IGNORECASE)
_CHANGE_AFTER = re.compile(r"^\s*(?:higher|lower|more|fewer|less|increase|decrease|rise|drop|decline|fall|jump|growth|gain|above|below|up|down)\b", re.IGNORECASE)


def _with_roles(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]]) -> list[Stated]:
    out = []
    for place, (number, (a, b)) in enumerate(zip(numbers, owns, strict=True)):
        before, after = text[max(0, number.start - 60) : number.start], text[number.end : number.end + 30]
        whole_before = text[a : number.start] + text[number.start : number.end]
        role = "count"
        if number.kind is Kind.MULTIPLE:
            role = "factor"
        elif number.kind is Kind.PERCENT:
            role = "change" if _CHANGE_OF.search(before) or _CHANGE_AFTER.search(after) else "share"
        elif number.kind is Kind.DAYS:
            role = "days"
        elif place and (_SUM.search(whole_before) or _SUM_AFTER.match(text[number.end : b])) and not number.daily:
            role = "sum"
        elif place and re.search(r"\bpercent(?:age)? of (?:the |all )?$|%\s*of (?:the |all )?$", before):
            role = "base"
        falls = bool(DOWN.search(text[a:b])) if role in {"change"} else False
        out.append(replace(number, role=role, falls=falls))
    return out


def _denial(text: str, numbers: Sequence[Stated]) -> tuple[bool, str]:
    """Whether the statement is denied as a whole; why not, where denial is in a form that is not read."""
    hidden = text
    for part in lists().parts:
        hidden = part.words.sub(lambda m: "#" * len(m[0]), hidden)
    for number in numbers:
        hidden = hidden[: number.start] + "#" * (number.end - number.start) + hidden[number.end :]
    hidden = re.sub(r"\bno (?:fewer|less|more) than\b|\bnot only\b", lambda m: "#" * len(m[0]), hidden)
    hidden = _NEAR_LIMIT.sub(lambda m: "#" * len(m[0]), hidden)
    limits = list(re.finditer(r"\b(?:has|have|had|did)?\s*(?:not|never|n['’]t)?\s*(?:yet )?(?:reach(?:ed)?|topp?(?:ed)?|pass(?:ed)?|exceed(?:ed)?|surpass(?:ed)?)\s*$", text[: numbers[0].start])) if numbers else []
    if limits and numbers[0].comparator == "less_than" and _NEGATIVE.search(limits[0][0]):
        hidden = hidden[: limits[0].start()] + "#" * len(limits[0][0]) + hidden[limits[0].end() :]
    found = list(_NEGATIVE.finditer(hidden))
    rest = _OTHER_DENIAL.search(_NEGATIVE.sub(lambda m: "#" * len(m[0]), hidden))
    if rest:
        return False, f"'{rest[0]}' may turn the statement round"
    if len(found) > 1:
        return False, "the statement is denied twice"
    return bool(found), ""


_TAKEN_BACK = re.compile(r"^(?:that|this|it|they|none|no|not|but|in fact)\b.*\b(?:not|n['’]t|never|no)\b|^(?:no|not so)\b", re.IGNORECASE)


def _settled(text: str, beside: Sequence[str], numbers: Sequence[Stated]) -> str:
    """Why nothing that happened is stated: a wish, a plan, a question, a dispute."""
    if text.rstrip().endswith("?"):
        return "a question states nothing"
    if word := lists().disputed.search(text):
        return f"'{word[0]}' disputes the statement"
    for other in beside:
        if word := lists().disputed.search(other) or _TAKEN_BACK.search(other.strip()):
            return f"the sentence beside it may take it back: '{word[0]}'"
    plan = any(n.subject and n.subject.read == "plan" for n in numbers)
    if not plan and (word := lists().unsettled.search(text)):
        return f"'{word[0]}' states no fact that the record could hold"
    return ""


def _read_spans(text: str, numbers: Sequence[Stated], subjects: Sequence[Subject]) -> list[tuple[int, int]]:
    """Places of all words that are in the test."""
    used = {s.name: s for s in (n.subject for n in numbers) if s} or {s.name: s for s in subjects}
    taken = [span for subject in used.values() for span in spans(subject.words, text)]
    taken += [span for name in ("ICE", "CBP", "DHS") for span in spans(lists().agency[name], text)]
    dimensions = {dimension for n in numbers for dimension in n.parts}
    for part in lists().parts:
        if part.dimension in dimensions:
            taken += spans(part.words, text)
    if "agency" in dimensions:
        taken += [span for pattern in (*lists().arrested.values(), lists().own) for span in spans(pattern, text)]
        taken += spans(re.compile(r"\barrest(?:s|ed|ing)?\b|\bagency\b|\bofficers\b|\bagents\b", re.IGNORECASE), text)
    if any(n.role in {"change", "factor"} for n in numbers) or len(numbers) > 1:
        taken += spans(CHANGE, text)
    taken += spans(_SUM, text) + spans(_NEGATIVE, text) + spans(re.compile(r"\b(?:reach(?:ed)?|topp?(?:ed|ing)?|tops|pass(?:ed)?|exceed(?:ed|s|ing)?|surpass(?:ed)?|over|under|below|above|excess|upwards?|short|shy|yet|percent|compared|times?|as|many|typical(?:ly)?|dwarf\w*|outstrip\w*|eclips\w+|outpac\w+|beat\w*|twice|sizes?)\b", re.IGNORECASE), text)
    return taken
