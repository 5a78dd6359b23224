"""What each number of a sentence counts: a subject, and the part of it that its own words name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bedspace.claims.check.reading.lengths import LAGGING
from bedspace.claims.check.reading.stated import Parts, Stated
from bedspace.claims.check.reading.words import Subject, lists
from bedspace.claims.read.quantity import Kind
from bedspace.fiscal import MONTHS

_ORDER = (
    "bed_plan",
    "fullness",
    "monitored",
    "border",
    "stay",
    "book_outs",
    "book_ins",
    "adp",
    "releases",
    "held",
    "removals",
    "arrests",
)


_WEAKER = {
    "releases": {"book_outs", "stay"},
    "held": {"stay", "releases", "fullness", "book_ins", "book_outs", "adp", "monitored", "removals", "bed_plan"},
    "adp": {"stay"},
    "removals": {"book_outs"},
    "arrests": {"releases", "book_ins", "book_outs", "held", "adp", "removals", "bed_plan"},
    "bed_plan": {"book_ins"},
}


_OF = re.compile(r"^\W*of\s(?:the\s|its\s|all\s|about\s)*$", re.IGNORECASE)
_BEDS = re.compile(r"\bbeds?\b|\bcapacity\b", re.IGNORECASE)
_OF_DETENTION = frozenset({"book_ins", "held", "adp", "stay", "book_outs"})
_PARTICIPLE = re.compile(r"\barrested by\b|\b(?:whom|that) .{0,40}arrested\b", re.IGNORECASE)


def with_subjects(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]]) -> list[Stated]:
    """What each number counts: by its own words, else as the number before it, else by the sentence."""
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = _blanked(text[a:b], number, a)
        days = number.kind is Kind.DAYS
        if number.kind is Kind.COUNT and lists().other_heads.match(text[number.end : b]):
            out.append(number)
            continue
        found = subjects_in(own, days)
        last = next((n.subject for n in reversed(out) if n.subject and n.subject.of_days == days), None)
        arrested_only = [s.name for s in found] == ["arrests"]
        base = last if last and last.name in {"book_ins", "held", "adp", "stay", "removals", "book_outs"} else None
        if arrested_only and base and (_agency_parts(own) or named_parts(own)):
            found = [base]
        if arrested_only and base is None and _PARTICIPLE.search(own):
            found = [s for s in subjects_in(_no_numbers(text, numbers), days) if s.name in _OF_DETENTION] or found
        if not found and last is not None:
            found = [last]
        if found and found[0].read == "none" and number.kind is Kind.COUNT and not _BEDS.search(own):
            found = [lists().by_name["held"]]
        if not found:
            found = subjects_in(_no_numbers(text, numbers), days)
        counted = bool(found) and found[0].read == "count"
        out.append(replace(number, subject=found[0] if found else None, daily=number.daily and counted))
    if out and out[0].subject and out[0].subject.name == "book_outs" and re.match(r"\W*of\b", text, re.IGNORECASE):
        out = [replace(n, subject=out[0].subject) if n.subject and n.subject.name == "removals" else n for n in out]
    for place, (share, beds) in enumerate(pairwise(out)):
        if (
            share.kind is Kind.PERCENT
            and beds.subject
            and beds.subject.read == "none"
            and _OF.match(text[share.end : beds.start])
        ):
            out[place] = replace(share, subject=beds.subject)
    return out


def subjects_in(text: str, days: bool) -> list[Subject]:
    """Subjects that a stretch of text speaks of, the most telling first."""
    found = [s for s in lists().subjects if s.of_days == days and s.named_in(text)]
    return preferred(found)


def preferred(found: Sequence[Subject]) -> list[Subject]:
    """Subjects that others in the same words explain away are left out: "booked into detention" holds nobody."""
    names = {subject.name for subject in found}
    kept = [s for s in found if not names & _WEAKER.get(s.name, set())]
    return sorted(kept, key=lambda subject: _ORDER.index(subject.name))


def _blanked(own: str, number: Stated, offset: int) -> str:
    start, end = number.start - offset, number.end - offset
    return own[:start] + "#" * (end - start) + own[end:]


def _no_numbers(text: str, numbers: Sequence[Stated]) -> str:
    for number in numbers:
        text = text[: number.start] + "#" * (number.end - number.start) + text[number.end :]
    return text


def named_parts(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int]]:
    """Parts that words name, the longest reading of overlapping ones."""
    found = [
        (m.start(), m.end(), part)
        for part in lists().parts
        for m in part.words.finditer(text)
        if part.dimension != "band" or not LAGGING.match(text[m.end() :])
    ]
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


def with_parts(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]]) -> list[Stated]:
    """The part of its subject that the own words of each number name."""
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = text[a:b]
        parts: dict[str, tuple[str, ...]] = {}
        wider: list[Parts] = []
        clash = False
        for dimension, values, more, _ in named_parts(own):
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
                wider = [{**more, "agency": (names[0],)} for more in wider]
                if number.subject and number.subject.name == "book_ins" and names == ["ice"] and _is_by_agency(own):
                    wider.append({k: v for k, v in parts.items() if k != "agency"})
            clash |= len(names) > 1
            if (
                not names
                and number.subject
                and number.subject.name == "book_ins"
                and lists().agency["ICE"].search(own)
                and re.search(r"(?-i:ICE|ERO)[^,;]{0,40}\bbook", own)
            ):
                wider.append({**parts, "agency": ("ice",)})
        if number.subject and number.subject.name == "book_outs" and REMOVED.search(own):
            parts.setdefault("reason", ("release_to_remove",))
        clash |= bool(_SINGLE_DAY.search(own)) and not number.daily
        level = next((n for n in reversed(out) if n.kind is number.kind), None)
        if not parts and level and level.subject is number.subject and _is_elliptic(text, number, own):
            parts, wider = dict(level.parts), list(level.wider)
        if not parts and out and out[0].kind in {Kind.PERCENT, Kind.MULTIPLE} and out[0].subject is number.subject:
            parts, wider = dict(out[0].parts), list(out[0].wider)  # "paroles fell by a third, from 9 to 6"
        if clash:
            parts["?"] = ("several",)
        of = _group(own) if number.kind is Kind.PERCENT and len(parts) > 1 else ()
        out.append(replace(number, parts=parts, wider=tuple(wider), of=of))
    return _of_wholes(text, _appositions(text, out))


_GROUP = re.compile(r"\b(?:of|among)\s(?:the\s|all\s|those\s|that\s|its\s)*(?:people|persons|detainees|those)?\b(?P<rest>[^,;]*)", re.IGNORECASE)


def _group(own: str) -> tuple[str, ...]:
    """Dimensions that the words behind "of the detainees" name, up to the next comma or verb: the group of a share."""
    for match in _GROUP.finditer(own):
        rest = re.split(r"\b(?:had|has|have) (?:no|neither|an?|never|been convicted)\b|#", match["rest"])[0]
        named = [*(["agency"] if _agency_parts(rest) else []), *(d for d, *_ in named_parts(rest))]
        if named:
            return tuple(named)
    return ()


REMOVED = re.compile(r"\b(?:removed|deported)\b", re.IGNORECASE)
_OR = re.compile(r"^\W*(?:of (?:them|those|these))?\W*(?:or|that is)?\W*(?:about|some|roughly|nearly|almost|just over|just under)?\W*$", re.IGNORECASE)


_PART_OF = re.compile(r"^\W*(?:\w+\W+){0,2}?of\s(?:the|those|these|all|its)\b", re.IGNORECASE)


_COMPARED_WITH = re.compile(
    r"\b(?:as (?:many|much) as|against|than|compared (?:with|to)|versus|from|to)\s(?:the\s|some\s|about\s|just\s)*$",
    re.IGNORECASE,
)


def _is_elliptic(text: str, number: Stated, own: str) -> bool:
    """ "four times as many as the 6,586 of fiscal 2025": a second level that names no subject of its own."""
    days = number.kind is Kind.DAYS
    if subjects_in(own.replace(number.text, "#"), days):
        return False
    return bool(_COMPARED_WITH.search(text[: number.start]) or _LISTED.fullmatch(own.replace(number.text, "#")))


_LISTED = re.compile(
    rf"\W*(?:and\s)?#\s(?:in|for|during)\s(?:{'|'.join(MONTHS)})(?:\s20\d\d)?\W*(?:and\W*)?", re.IGNORECASE
)  # "17,378 in February and 19,123 in March"
_SINGLE_DAY = re.compile(
    r"\b(?:in|on|within|any|one|single) (?:an?|one|any|single|a single|any single) day\b", re.IGNORECASE
)


def _of_wholes(text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """ "90,615 of the 277,913 people booked in had been arrested by ICE": the part is named behind the whole."""
    out = list(numbers)
    for place, (a, b) in enumerate(itertools.pairwise(numbers)):
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
    for place, (a, b) in enumerate(itertools.pairwise(numbers)):
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
