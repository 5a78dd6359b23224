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
    told = [[*_past(answer, misses)], [*tests], [*_checks(checks)]]
    blocks: list[Block] = [*(Paragraph(sentences) for sentences in told if sentences), _misses(misses)]
    return Section("sure", "How sure is this?", blocks)


def _past(answer: Answer, misses: Sequence[Miss]) -> Iterator[Sentence]:
    plain = next((miss for miss in misses if miss.months == 6 and not miss.given_inflow), None)
    beside = held.newest(answer)
    if plain:
        yield say(
            "Forecasts that book-ins and exits stay as they are missed by {mean} on average six months ahead,"
            " over {count} months.",
            count=str(plain.count),
            mean=estimated(percent(plain.mean), "misses"),
        )
        yield say(
            "One time in ten they missed by more than {ninth}.", ninth=estimated(percent(plain.ninth_decile), "misses")
        )
    if beside:
        yield say(
            "The middle of this model lies {miss} {side} the count of {day}; its range reaches {half} to either side.",
            side=beside.side,
            day=day(beside.when),
            miss=Shown(percent(abs(beside.miss)), answer.rests_on(held.STOCK), "parameters"),
            half=percent(float((beside.band[4] - beside.band[0]) / 2 / beside.band[2])),
        )
    yield say("Ranges hold what the model knows; policies that nobody had announced are in none of them.")


def _rebound(answer: Answer) -> Iterator[Sentence]:
    test = comparison.rebound(answer)
    low, middle, high = test.band
    yield say(
        "By totals that officials gave, arrests a day rose by a factor of {said} after mid-February.",
        said=reported(three(test.said), "fact-ARR015"),
    )
    yield say(
        "The model has a factor of {middle} ({band}), so it {verdict} that rise.",
        middle=assumed(three(middle), "parameters"),
        band=between(low, high),
        verdict="shows" if test.agrees else "does not show",
    )
    yield say("Arrests counted to the end of March set the model, so none of those weeks tests it.")


def _checks(checks: Sequence[Check]) -> Iterator[Sentence]:
    failed = [check.name for check in checks if not check.passed]
    yield say("Its sums were checked: that nobody is lost or counted twice, and that no number falls below zero.")
    if failed:
        yield say("These of {all} checks failed: {failed}.", all=str(len(checks)), failed=", ".join(failed))
    else:
        yield say("All {all} checks of sums hold.", all=str(len(checks)))


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
