"""``bedspace accounts``: why arrests stayed below the target, cause by cause, beside what was counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from bedspace.cli.options import seed_option
from bedspace.cli.show import Output, Row, emit, output_options, record

_FEWEST = 20
"""Draws below which a 90 % band says nothing."""

NOTE = """
Consistent with a count: it lies in the account's 90 % band. The form of the default account was chosen after these
counts had been seen, and the weeks to 30 March 2025 set the response of every account. No published figure identifies
the effect of borrowed agents, local partners or publicity: their ranges include none.
Runs of scenarios use the default account, with its numbers."""


@click.command()
@click.argument("what", type=click.Choice(["causes", "counts", "pairs", "scores", "numbers"]), default="counts")
@click.option("--draws", type=click.IntRange(min=_FEWEST), default=400, show_default=True, help="Draws an account.")
@seed_option
@output_options
def accounts(what: str, draws: int, seed: int, output: Output) -> None:
    """Rival accounts of arrests from January to September 2025, and which of them the counts tell apart.

    `counts` sets each account beside each count, `pairs` says for each two what would separate them, `causes` says who
    names each, `scores` has the errors of the default one beside carrying forward, and `numbers` its priors.
    """
    title, rows, columns = _ANSWERS[what](draws, seed)
    asked = {"verb": f"accounts {what}", "draws": draws, "seed": seed}
    emit(rows, output, title=title, record={**asked, **record()}, data=record()["data"], columns=columns)
    if what != "numbers" and not (output.as_json or output.as_csv or output.parquet):
        click.echo(NOTE)


_Answer = tuple[str, list[Row], tuple[str, ...]]


def _counts(draws: int, seed: int) -> _Answer:
    from bedspace.studies.accounts.rivals import compare

    rows: list[Row] = [
        {
            "account": row.account,
            "observable": row.of.label,
            "unit": row.of.unit.value,
            "expected": row.expected,
            "low": row.low,
            "high": row.high,
            "counted": row.counted,
            "consistent": "yes" if row.consistent else "no",
            "tells_apart_from": ", ".join(row.tells_apart),
            "sets_the_accounts": "yes" if row.of.sets else "no",
            "rests_on": "assumed",
        }
        for row in compare(draws, seed).rows()
    ]
    columns = ("account", "observable", "expected", "low", "high", "counted", "consistent", "tells_apart_from")
    return "What each account would show, and what was counted", rows, columns


def _pairs(draws: int, seed: int) -> _Answer:
    from bedspace.studies.accounts.observables import observables
    from bedspace.studies.accounts.rivals import compare

    rows: list[Row] = [
        {
            "account": pair.one,
            "other": pair.other,
            "separates_best": observables()[pair.observable].label,
            "same_order": pair.order,
            "counts_tell_apart": "yes" if pair.apart else "no",
            "not_counted_and_would": "; ".join(pair.uncounted),
            "rests_on": "assumed",
        }
        for pair in compare(draws, seed).pairs()
    ]
    return "For each two accounts, what would separate them", rows, tuple(rows[0])[:-1]


def _causes(draws: int, seed: int) -> _Answer:
    from bedspace.parameters.accounts import own, varied
    from bedspace.studies.accounts.rivals import compare, words

    found = compare(draws, seed)
    rows: list[Row] = [
        {
            "account": account,
            "cause": said.cause,
            "named": said.named,
            "would_show": said.would_show,
            "varied_numbers": len(varied(own(account))),
            "share_of_draws_short_of_the_weeks": found.out_of_reach(account),
            "rests_on": "assumed",
        }
        for account, said in words().items()
    ]
    return "The causes that the reports name, each an account that runs", rows, tuple(rows[0])[:-1]


def _scores(draws: int, seed: int) -> _Answer:
    from bedspace.studies.accounts.scores import scores

    rows: list[Row] = [
        {
            "score": score.what,
            "account": score.value,
            "carrying_forward": score.naive,
            "asked": score.bar,
            "met": "" if score.met is None else "yes" if score.met else "no",
            "rests_on": "estimated",
        }
        for score in scores(draws, seed)
    ]
    return "The default account, set on counts to 5 April 2025, beside what was counted", rows, tuple(rows[0])[:-1]


def _numbers(draws: int, seed: int) -> _Answer:
    import numpy as np

    from bedspace.cli.parameters import parameter_rows
    from bedspace.parameters.accounts import numbers, varied
    from bedspace.studies.accounts.fit import fit

    low, middle, high = np.quantile(fit(draws=draws, seed=seed).share, (0.05, 0.5, 0.95))
    known = numbers()
    rows: list[Row] = [
        {**row, "description": each.description} for each in known.values() for row in parameter_rows(each)
    ]
    count = len(varied(known)) + 1
    title = (
        f"{count} varied numbers of the default account; one is fitted anew in every draw: "
        f"the share of the gap that is sought, {middle:.2f} ({low:.2f} to {high:.2f})"
    )
    return title, rows, ("parameter", "from", "value", "unit", "prior", "rests_on", "description")


_ANSWERS: Mapping[str, Callable[[int, int], Any]] = {
    "causes": _causes,
    "counts": _counts,
    "pairs": _pairs,
    "scores": _scores,
    "numbers": _numbers,
}
