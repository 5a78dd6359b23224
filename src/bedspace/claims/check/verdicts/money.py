"""Money: sums that a law gives and costs that were stated, held against the register of facts.

Other money has the same words, so only a number that is far from the sum of that name is called wrong.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.reading.words import spans, uncovered
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.intervals import Interval
from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind

FAR = 3.0
"""Beyond this factor of a sum of its name a number is called wrong."""
_YEARLY = Pattern(
    r"\b(?:an?|per|each|every|each and every) (?:single )?(?:fiscal )?year\b|\bannual|\byearly\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Sum:
    """One sum of ``money.toml``: its entry of the ledger, and the words that speak of it."""

    entry: Entry
    label: str
    needs: Pattern
    whole: str
    surely: Pattern


def _of(pattern: str) -> Pattern:
    return Pattern(pattern, re.IGNORECASE)


@cache
def _sums() -> tuple[tuple[_Sum, ...], Pattern]:
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "money.toml").read_text(encoding="utf-8"))
    plain = table.pop("words")["plain"]
    facts = {entry.fact: entry for entry in ledger() if entry.fact and not entry.report}
    sums = [
        _Sum(facts[fact], row["label"], _of(row["needs"]), row["whole"], _of(row["surely"]))
        for fact, row in table.items()
    ]
    return tuple(sums), _of(rf"\b(?:{'|'.join(plain)})\b")


def granted(reading: Reading, said: date | None) -> list[Judged]:
    """The one sum of money of a sentence against the fact that it speaks of; nothing where it speaks of none."""
    money = [number for number in reading.numbers if number.kind is Kind.MONEY]
    if len(money) != 1 or reading.denied or reading.text.rstrip().endswith("?"):
        return []
    sums, plain = _sums()
    spoken = [one for one in sums if one.needs.search(reading.text) and _is_out(one.entry, said)]
    taken = [(money[0].start, money[0].end), *spans(plain, reading.text), *_agencies(reading.text)]
    if len(spoken) != 1 or uncovered(reading.text, taken):
        return []
    return [_held_against(money[0], spoken[0], reading.text)]


def _agencies(text: str) -> list[tuple[int, int]]:
    from bedspace.claims.check.reading.words import lists

    return [span for name in ("ICE", "DHS") for span in spans(lists().agency[name], text)]


def _is_out(entry: Entry, said: date | None) -> bool:
    return said is None or entry.when <= said.isoformat()[: len(entry.when)]


def _held_against(number: Stated, of: _Sum, text: str) -> Judged:
    low, high = of.entry.low or 0.0, of.entry.high or 0.0
    span = _money(low) if low == high else f"{_money(low)} to {_money(high)}"
    words = f"{of.label}, as reported: {', '.join(filter(None, (span, of.whole)))} ({of.entry.source})"
    fits = number.interval.meets(Interval(low, high))
    far = number.interval.low > FAR * high or number.interval.high < low / FAR
    in_each_year = bool(of.whole) and _YEARLY.search(text) is not None
    verdict = (
        Verdict.CONTRADICTED if (far and of.surely.search(text)) or (fits and in_each_year)
        else Verdict.SUPPORTED if fits and not in_each_year
        else Verdict.UNCHECKABLE
    )  # fmt: skip
    return Judged(number, verdict, words, (), (str(of.entry.source),))


def _money(value: float) -> str:
    return f"${value / 1e9:,g} billion" if value >= 1e9 else f"${value:,g}"
