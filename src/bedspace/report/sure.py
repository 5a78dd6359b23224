"""How sure: what the plain method missed before, the test that was kept apart, what the checks of the run say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bedspace.report import comparison, held
from bedspace.report.findings import asks_reports
from bedspace.report.numbers import Shown, assumed, between, day, estimated, percent, reported, three
from bedspace.report.parts import Block, Cell, Paragraph, Section, Sentence, Table, say
from bedspace.studies.estimate.past_errors import Miss
from bedspace.studies.run.checks import Check
from bedspace.studies.run.runs import Answer


def section(answer: Answer, misses: Sequence[Miss], checks: Sequence[Check]) -> Section:
    """How sure the answer is."""
    tests = _rebound(answer) if asks_reports(answer) else ()
    blocks: list[Block] = [Paragraph([*_past(answer, misses)]), Paragraph([*tests, *_checks(checks)]), _misses(misses)]
    return Section("sure", "How sure is this?", blocks)


def _past(answer: Answer, misses: Sequence[Miss]) -> Iterator[Sentence]:
    plain = next((miss for miss in misses if miss.months == 6 and not miss.given_inflow), None)
    beside = held.newest(answer)
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
            miss=Shown(percent(abs(beside.miss)), answer.rests_on(held.STOCK), "parameters"),
            half=percent(float((beside.band[4] - beside.band[0]) / 2 / beside.band[2])),
        )
    yield say("Bands hold what the model knows. Policies that nobody had announced are in none of them.")


def _rebound(answer: Answer) -> Iterator[Sentence]:
    test = comparison.rebound(answer)
    low, middle, high = test.band
    yield say(
        "By totals that were said, arrests a day rose by a factor of {said} in February.",
        said=reported(three(test.said), "fact-ARR015"),
    )
    yield say(
        "The model has a factor of {middle} ({band}): the rise {verdict} its band.",
        middle=assumed(three(middle), "parameters"),
        band=between(low, high),
        verdict="lies in" if test.agrees else "lies outside",
    )
    yield say("Weeks to the end of March set the account, so none of them tests it.")


def _checks(checks: Sequence[Check]) -> Iterator[Sentence]:
    failed = [check.name for check in checks if not check.passed]
    yield say(
        "{all} checks of this run were made, of conservation, signs and shares; {failed}.",
        all=str(len(checks)),
        failed=f"these failed: {', '.join(failed)}" if failed else "none failed",
    )


def _misses(misses: Sequence[Miss]) -> Table:
    rows: list[list[Cell]] = [
        [
            f"{miss.months} month{'s' if miss.months > 1 else ''} ahead",
            "as they came" if miss.given_inflow else "held",
            estimated(percent(miss.mean), "figures"),
            percent(miss.ninth_decile),
            str(miss.count),
        ]
        for miss in misses
    ]
    columns = ("Horizon", "Book-ins", "Mean miss", "One in ten above", "Past months")
    caption = "Misses of the plain method, fiscal year 2020 on, revised data"
    return Table(caption, columns, rows, frozenset({0, 1}), ["misses"], folded=True)
