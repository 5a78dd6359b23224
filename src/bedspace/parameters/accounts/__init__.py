"""Accounts of arrests: the numbers of the default one, mostly those of the model, and what each rival sets instead."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bedspace.parameters.catalogue import Catalogue, catalogue, read_topic
from bedspace.parameters.parameter import DatedValue, Parameter, Prior
from bedspace.parameters.policy import policies

DEFAULT = "arrests"
RIVALS = ("lists-run-out", "leaks-and-press", "high-risk-first", "too-few-officers", "no-beds")
OF_THE_MODEL = (
    "arrests_per_detainer",
    "arrests_per_agreement",
    "agreement_days",
    "arrest_target",
    "second_response",
    "pressure_delay",
    "pressure_on_hours",
    "fatigue_days",
    "room",
    "at_large_then",
    "officers",
    "borrowed_officers",
    "borrowed_efficiency",
    "borrowed_then",
    "collateral_share",
    "collateral_then",
    "publicity_loss",
    "book_ins_per_arrest",
    "book_in_lag",
    "level_walk",
    "convicted_base",
    "convicted_extra",
    "pressure_on_research",
    "research_days",
)
"""Parameters of the model that the default account runs on."""
SECOND_TARGET = "quota-3000"
"""The policy that raised the target in May 2025."""


@cache
def numbers(account: str = DEFAULT) -> Catalogue:
    """Numbers of an account by name: those of the default one, and in their place what the account sets."""
    return {**_of_the_model(), **_file(DEFAULT), **_file(account)}


@cache
def own(account: str) -> Catalogue:
    """Only what an account sets itself."""
    return _of_the_model() | _file(DEFAULT) if account == DEFAULT else _file(account)


@cache
def _of_the_model() -> dict[str, Parameter]:
    known = {name: catalogue()[name] for name in OF_THE_MODEL}
    return {**known, "second_target": _second(known["arrest_target"])}


def _second(first: Parameter) -> Parameter:
    """The target of May 2025 as a number of its own: the policy that raised it dates it."""
    (raised,) = policies()[SECOND_TARGET].changes
    none = first.values[0]
    given = {"from": raised.since, "value": raised.value, "source": raised.reference, "evidence": "press report"}
    values = (none, DatedValue.model_validate({**given, "known": raised.known}))
    label = "Arrests a day asked for from May 2025"
    update = {"name": "second_target", "label": label, "description": "Reported: 3,000.", "values": values}
    return first.model_copy(update={**update, "prior": Prior(kind="fixed")})


@cache
def _file(account: str) -> dict[str, Parameter]:
    text = files(__name__).joinpath(f"{account}.toml").read_text(encoding="utf-8")
    return read_topic(text, f"accounts/{account}")


def varied(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of the numbers that differ between draws."""
    return tuple(name for name, number in catalogue.items() if number.prior.kind != "fixed")
