"""The part of its subject that the words of a number name: convicted, arrested by ICE, on parole, held over a year."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from bedspace.claims.check.reading.named import agency_parts, named_parts, subjects_in
from bedspace.claims.check.reading.stated import Parts, Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind
from bedspace.fiscal import MONTHS

_LEAVING = frozenset({"releases", "removals"})
"""What is counted by its reason among all who leave detention."""


def with_parts(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]]) -> list[Stated]:
    """The part of its subject that the own words of each number name."""
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = text[a:b]
        parts: dict[str, tuple[str, ...]] = {}
        wider: list[Parts] = []
        clash = False
        leaves = any(subject.name in {"book_outs", "releases"} for subject in subjects_in(text, False))
        for dimension, values, more, _ in named_parts(own):
            if dimension == "reason" and not leaves and number.subject is not None:
                continue
            if dimension == "so_far" and not (number.subject and number.subject.of_days):
                continue
            clash |= dimension in parts and parts[dimension] != values
            parts[dimension] = values
            if more:
                wider.append({**parts, dimension: more})
        if number.subject and number.subject.name == "held" and parts.keys() & _AVERAGED and _AVERAGE.search(text):
            number = replace(number, subject=lists().by_name["adp"])
        if number.subject and number.subject.name in _LEAVING and "reason" in parts:
            number = replace(number, subject=lists().by_name["book_outs"])  # by reason they are counted there
        detention = number.subject is not None and number.subject.name in {"book_ins", "held", "adp", "stay"}
        if detention:
            names = agency_parts(own)
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
        if not level or not level.parts:
            level = next((n for n in reversed(out) if n.kind is number.kind and n.parts), level)
        again = level is not None and number.daily and not level.daily and not _speaks(own, number)
        if not parts and level and level.subject is number.subject and (again or _is_elliptic(text, number, own)):
            parts, wider = dict(level.parts), list(level.wider)
        if not parts and out and out[0].kind in {Kind.PERCENT, Kind.MULTIPLE} and out[0].subject is number.subject:
            parts, wider = dict(out[0].parts), list(out[0].wider)  # "paroles fell by a third, from 9 to 6"
        if clash:
            parts["?"] = ("several",)
        of = _group(own) if number.kind is Kind.PERCENT and len(parts) > 1 else ()
        out.append(replace(number, parts=parts, wider=tuple(wider), of=of))
    return _out_of(text, _of_wholes(text, _appositions(text, out)))


_AVERAGED = frozenset({"sex", "threat"})
"""What only the averages of the facilities tell."""
_AVERAGE = Pattern(r"\b(?:average[sd]?|averaging|daily|(?:a|per|any|each) day)\b", re.IGNORECASE)


_GROUP = Pattern(
    r"\b(?:of|among)\s(?:the\s|all\s|those\s|that\s|its\s)*(?:people|persons|detainees|those)?\b(?P<rest>[^,;]*)",
    re.IGNORECASE,
)


def _group(own: str) -> tuple[str, ...]:
    """Dimensions that the words behind "of the detainees" name, up to the next comma or verb: the group of a share."""
    for match in _GROUP.finditer(own):
        rest = re.split(r"\b(?:had|has|have) (?:no|neither|an?|never|been convicted)\b|#", match["rest"])[0]
        named = [*(["agency"] if agency_parts(rest) else []), *(d for d, *_ in named_parts(rest))]
        if named:
            return tuple(named)
    return ()


REMOVED = Pattern(r"\b(?:removed|deported)\b", re.IGNORECASE)
_OR = Pattern(
    r"^\W*(?:of (?:them|those|these|the|all)(?:\s(?:people|detainees|those|them))?)?\W*(?:or|that is)?\W*"
    r"(?:about|some|roughly|nearly|almost|just over|"
    r"just under)?\W*$",
    re.IGNORECASE,
)


_PART_OF = Pattern(r"^\W*(?:\w+\W+){0,2}?of\s+(?:(?:the|those|these|all|its|some|about|nearly)\b|$)", re.IGNORECASE)


_COMPARED_WITH = Pattern(
    r"\b(?:as (?:many|much) as|against|than|compared (?:with|to)|versus|from|to|times)\s(?:the\s|"
    r"some\s|about\s|just\s)*$",
    re.IGNORECASE,
)


def _speaks(own: str, number: Stated) -> bool:
    """Whether the words of a number name whom it counts, or whose doing it is."""
    return bool(agency_parts(own) or subjects_in(own.replace(number.text, "#"), False))


def _is_elliptic(text: str, number: Stated, own: str) -> bool:
    """ "four times as many as the 6,586 of fiscal 2025": a second level that names no subject of its own."""
    days = number.kind is Kind.DAYS
    if subjects_in(own.replace(number.text, "#"), days):
        return False
    return bool(_COMPARED_WITH.search(text[: number.start]) or _BARE.fullmatch(own.replace(number.text, "#")))


_OF_TIME = (
    r"(?:in|for|during|by|on|as|of|at|the|fiscal|FY|year|month|week|last|this|early|mid|late|end|start|whole|all|"
    r"before|earlier|previous|prior|"
    rf"{'|'.join(MONTHS)}|\d{{1,4}}(?:st|nd|rd|th)?)"
)
_BARE = Pattern(
    rf"\W*(?:(?:and|but|then|it|they|there|that|number|figure|count|was|were|is|are|had|stood|reached|only|just|{_OF_TIME})\W+)*"
    rf"#(?:\W+{_OF_TIME})*\W*(?:and\W*|,.*)?",
    re.IGNORECASE,
)  # "17,378 in February and 19,123 in March", "by May there were 300"
_SINGLE_DAY = Pattern(
    r"\b(?:in|on|within|any|one|single) (?:an?|one|any|single|a single|any single) day\b", re.IGNORECASE
)


def _of_wholes(text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """ "90,615 of the 277,913 people booked in had been arrested by ICE": the part is named behind the whole."""
    out = list(numbers)
    for place, (a, b) in enumerate(itertools.pairwise(numbers)):
        if _is_share_of(text, a, b):
            out[place], out[place + 1] = replace(a, parts=b.parts, wider=b.wider), replace(b, parts={}, wider=())
        elif a.kind is Kind.COUNT and not a.parts and b.value > a.value and _PART_OF.match(text[a.end : b.start] + " "):
            later = [n for n in numbers[place + 1 :] if n.parts]
            parts = later[0].parts if later else {"?": ("several",)}
            out[place] = replace(a, parts=parts, wider=later[0].wider if later else ())
            if later and later[0] is b:
                out[place + 1] = replace(b, parts={}, wider=())
    return out


def _out_of(text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """ "18,912 out of 28,289": the second is the whole of which the first is a part."""
    out = list(numbers)
    for place, (a, b) in enumerate(itertools.pairwise(numbers)):
        counts = a.kind is Kind.COUNT and b.kind is Kind.COUNT
        if counts and a.parts and a.parts == b.parts and text[a.end : b.start].strip() in {"out of", "of"}:
            out[place + 1] = replace(b, parts={}, wider=())
    return out


def _is_share_of(text: str, share: Stated, whole: Stated) -> bool:
    """ "Barely a quarter of the 65,735 people had been convicted": the part is one of the share."""
    behind = text[share.end : whole.start]
    of = _PART_OF.match(behind + " ") or (
        share.text.lower().endswith(" of") and re.fullmatch(r"\s(?:the\s|all\s)?", behind)
    )
    return share.kind is Kind.PERCENT and not share.parts and whole.kind is Kind.COUNT and bool(whole.parts and of)


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
