"""The peak of an administration against the fiscal years of others.

A year in which two administrations followed each other belongs to neither: it supports and contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.comparing import Compared
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.known import Known, source_of
from bedspace.claims.check.verdicts.peers import MOST_YEARS, of_year
from bedspace.claims.check.verdicts.ranks import first_of, order
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.intervals import exactly
from bedspace.fiscal import fiscal_year


def at_peak(number: Stated, compared: Compared, record: Record) -> Judged:
    """What the yearly series says of a peak that is ranked above all other years of a span."""
    words, subject = compared.text.strip(), number.subject
    if subject is None or subject.read not in {"count", "mean"} or record.said is None:
        return Judged(number, Verdict.UNCHECKABLE, f"'{words}' compares peaks, and no yearly series here tests it")
    ended = fiscal_year(record.said) - 1
    series = {
        year: known
        for year in range(ended - MOST_YEARS, ended + 1)
        if (known := record.find(subject, number.parts, of_year(year))) and known.printed
    }
    if not series:
        return Judged(number, Verdict.UNCHECKABLE, f"no table of this tool has {subject.label} by fiscal year")
    span = _span(compared, ended)
    verdict, why = _compared(compared.years, span, series)
    if verdict is not Verdict.UNCHECKABLE and subject.name in {"removals", "arrests"} and number.agency != "ice":
        verdict, why = Verdict.UNCHECKABLE, f"{why}; the text does not say that ICE is meant"
    return _judged(number, verdict, f"'{words}': {why}", series)


def _span(compared: Compared, ended: int) -> range:
    """The fiscal years that are ranked."""
    if compared.kind == "peak since":
        return range(compared.since, ended + 1)
    return range(ended - (compared.since or MOST_YEARS) + 1, ended + 1)


def _compared(years: tuple[int, int], span: range, series: Mapping[int, Known]) -> tuple[Verdict, str]:
    if not any(years):
        return Verdict.UNCHECKABLE, f"whose peak is meant is not said; {_listed(span, series)}"
    first, last = years
    own = [year for year in series if first <= year <= last]
    others = [year for year in span if not first - 1 <= year <= last + 1]
    between = [year for year in span if year in {first - 1, last + 1}]
    if not own:
        return Verdict.UNCHECKABLE, f"the record has no year of those meant; {_listed(span, series)}"
    inside = [year for year in own if year in span]
    readings = [_of(years_, others, between, series) for years_ in (own, inside) if years_]
    verdict = readings[0] if len(set(readings)) == 1 else Verdict.UNCHECKABLE
    peaks = [f"the peak was {_year(_top(own, series), series)}"]
    if inside != own:
        peaks.append(_of_part(inside, series))
    return verdict, f"{'; '.join(peaks)}; {_listed(others, series, 'other ')}"


def _of_part(inside: Sequence[int], series: Mapping[int, Known]) -> str:
    """The peak of those years of an administration that lie in the span."""
    if not inside:
        return "which lies before the span that is named"
    return f"in the span that is named {_year(_top(inside, series), series)}"


def _of(own: Sequence[int], others: Sequence[int], between: Sequence[int], series: Mapping[int, Known]) -> Verdict:
    peak = series[_top(own, series)]
    orders = {year: order(peak, series[year]) for year in (*others, *between) if year in series}
    if any(orders.get(year) == -1 for year in others) and all(orders.get(year) != -1 for year in between):
        return Verdict.CONTRADICTED
    whole = len(orders) == len(others) + len(between) and bool(others)
    return Verdict.SUPPORTED if whole and all(where == 1 for where in orders.values()) else Verdict.UNCHECKABLE


def _top(years: Sequence[int], series: Mapping[int, Known]) -> int:
    return max(years, key=lambda year: first_of(series[year]))


def _year(year: int, series: Mapping[int, Known]) -> str:
    return f"{first_of(series[year]):,.0f} in fiscal year {year}"


def _listed(span: Sequence[int], series: Mapping[int, Known], other: str = "") -> str:
    """The highest year of a span, and what the record lacks of it."""
    known = [year for year in span if year in series]
    if not known:
        return f"the record begins with fiscal year {min(series)}, after the years that are named"
    words = f"of the {other}fiscal years {known[0]} to {known[-1]} the highest was {_year(_top(known, series), series)}"
    outside = [year for year in series if year < span[0]]
    if outside and not other:
        words += f", of those before {_year(_top(outside, series), series)}"
    return words + f"; the record begins with fiscal year {min(series)}" * (span[0] < min(series))


def _judged(number: Stated, verdict: Verdict, words: str, series: Mapping[int, Known]) -> Judged:
    steps = tuple(
        Step(f"fiscal year {year}", "read", (exactly(first_of(known)),), exactly(first_of(known)))
        for year, known in series.items()
    )
    sources = tuple(dict.fromkeys(source_of(known.printed[0][1]) for known in series.values()))
    return Judged(number, verdict, words, steps, sources, series[max(series)])
