"""The comparisons of a sentence, each with the longer period that the ranked ones lie in."""

from __future__ import annotations

from dataclasses import replace

from bedspace.claims.check.reading.comparing import Compared, comparisons
from bedspace.claims.check.reading.peaks import peaks
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.ranking import ranks
from bedspace.claims.check.reading.words import lists, spans

_NEXT = len(" of the ")


def all_compared(text: str, numbers: list[tuple[int, int]]) -> list[Compared]:
    """Comparisons of a sentence; a rank that says more than "of any year" goes before them."""
    if found_peaks := peaks(text):
        return found_peaks
    parts = [span for part in lists().parts if part.dimension == "criminality" for span in spans(part.words, text)]
    plain = comparisons(text, [*numbers, *parts])
    found = [r for r in ranks(text) if not any(a <= r.start < b for a, b in numbers)]
    found = [r for r in found if (r.kind, r.unit) != ("ever", "year") or not any(_overlap(r, c) for c in plain)]
    return sorted([*found, *(c for c in plain if not any(_overlap(r, c) for r in found))], key=lambda c: c.start)


def _overlap(a: Compared, b: Compared) -> bool:
    return a.start < b.end and b.start < a.end


def scoped(compared: list[Compared], found: list[Period]) -> tuple[list[Compared], list[Period]]:
    """Ranks with the longer period that the ranked ones lie in: "the busiest month of fiscal 2025"."""
    out = []
    for one in compared:
        if one.kind == "steady" and found:
            first, last = found[0].first, found[-1].last
            out.append(replace(one, scope=(first, last)))
            continue
        months = [p for p in found if p.unit == "month"]
        whole = next((p for p in found if p.unit in {"fiscal", "year"} and any(_inside(m, p) for m in months)), None)
        behind = next((p for p in found if p.unit in {"fiscal", "year"} and 0 <= p.start - one.end <= _NEXT), None)
        if one.unit == "month" and behind and months and not whole:
            whole = behind  # "more than in any month of fiscal 2024"
        if one.unit == "month" and whole:
            found = [p for p in found if p is not whole]
            one = replace(one, scope=(whole.first, whole.last))
        out.append(one)
    return out, found


def _inside(part: Period, whole: Period) -> bool:
    return whole.first <= part.first and part.last <= whole.last
