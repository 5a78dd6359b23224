"""How sure: what the plain method missed before, the test that was kept apart, what the checks of the run say."""

from __future__ import annotations

from collections.abc import Iterator

from bedspace.report import comparison, held
from bedspace.report.findings import Findings
from bedspace.report.numbers import Shown, assumed, between, day, estimated, percent, reported, three
from bedspace.report.parts import Block, Cell, Paragraph, Section, Sentence, Table, say


def section(found: Findings) -> Section:
    """How sure the answer is."""
    tests = _kept_apart(found) if found.asks_reports else ()
    blocks: list[Block] = [Paragraph([*_past(found)]), Paragraph([*tests, *_checks(found)]), _misses(found)]
    return Section("sure", "How sure is this?", blocks)


def _past(found: Findings) -> Iterator[Sentence]:
    plain = next((miss for miss in found.misses if miss.months == 6 and not miss.given_inflow), None)
    beside = held.newest(found.answer)
    if plain:
        yield say(
            "Holding book-ins and exit rates constant missed by {mean} on average six months ahead,"
            " over {count} past months.",
            count=str(plain.count),
            mean=estimated(percent(plain.mean), "misses"),
        )
        yield say(
            "One time in ten it missed by more than {ninth}.", ninth=estimated(percent(plain.ninth_decile), "misses")
        )
    if beside:
        yield say(
            "The middle of this run misses the count of {day} by {miss}; the band reaches {half} to either side.",
            day=day(beside.when),
            miss=Shown(percent(abs(beside.miss)), found.answer.rests_on(held.STOCK), "parameters"),
            half=percent(float((beside.band[4] - beside.band[0]) / 2 / beside.band[2])),
        )
    yield say("Bands hold what the model knows. Policies that nobody had announced are in none of them.")


def _kept_apart(found: Findings) -> Iterator[Sentence]:
    test = comparison.rebound(found.answer)
    low, middle, high = test.band
    yield say(
        "One test was set aside: by totals that were said, arrests a day rose by a factor of {said} in February.",
        said=reported(three(test.said), "fact-ARR015"),
    )
    yield say(
        "The model has a factor of {middle} ({band}), so lists that run out and are refilled {verdict} this test.",
        middle=assumed(three(middle), "parameters"),
        band=between(low, high),
        verdict="pass" if test.agrees else "fail",
    )


def _checks(found: Findings) -> Iterator[Sentence]:
    failed = [check.name for check in found.checks if not check.passed]
    yield say(
        "{all} checks of this run were made, of conservation, signs and shares; {failed}.",
        all=str(len(found.checks)),
        failed=f"these failed: {', '.join(failed)}" if failed else "none failed",
    )


def _misses(found: Findings) -> Table:
    rows: list[list[Cell]] = [
        [
            f"{miss.months} month{'s' if miss.months > 1 else ''} ahead",
            "as they came" if miss.given_inflow else "held",
            estimated(percent(miss.mean), "figures"),
            percent(miss.ninth_decile),
            str(miss.count),
        ]
        for miss in found.misses
    ]
    columns = ("Horizon", "Book-ins", "Mean miss", "One in ten above", "Past months")
    caption = "Misses of the plain method, fiscal year 2020 on, revised data"
    return Table(caption, columns, rows, frozenset({0, 1}), ["misses"], folded=True)
