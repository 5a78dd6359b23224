"""Requests at random, inside the declared ranges: each is answered with sound numbers or refused in words."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest

from bedspace.errors import UsageError
from bedspace.model.system import MECHANISMS
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.policy import policies
from bedspace.parameters.scenario import scenarios
from bedspace.studies.run.checks import checks
from bedspace.studies.run.runs import Request, run

SEED = 20251130
FIRST, LAST = date(2021, 2, 3), date(2025, 11, 30)
AT_ONCE = 20


def drawn(number: int) -> Request:
    """The request of a number: any scenario, policy, day, inflow, switch, and a few values from their ranges."""
    random = Random(f"{SEED} {number}")
    scenario = random.choice(sorted(scenarios()))
    added = random.sample(sorted(policies()), random.choice((0, 0, 1, 2)))
    parameters = random.sample(sorted(catalogue()), random.choice((0, 1, 3)))
    return Request(
        scenario="+".join([scenario, *added]),
        start=date.fromordinal(random.randint(FIRST.toordinal(), LAST.toordinal())),
        days=random.randint(1, 60),
        draws=random.randint(2, 4),
        seed=random.randrange(2**31),
        inflow=random.choice((None, "held", "observed", "arrests")),
        sets={name: f"{_value(name, random)!r}" for name in parameters},
        off=tuple(random.sample(sorted(MECHANISMS), random.choice((0, 0, 1)))),
        stale_ok=random.random() < 0.5,
    )


def _value(name: str, random: Random) -> float:
    parameter = catalogue()[name]
    if parameter.choices:
        return float(random.randrange(len(parameter.choices)))
    low, high = parameter.range
    return random.choice((low, high, random.uniform(low, high)))


def is_sound(request: Request) -> bool:
    """Whether the request was answered, and not refused; an answer has sound numbers."""
    try:
        answer = run(request)
    except UsageError:
        return False
    assert all(check.passed for check in checks(answer)), (request, checks(answer))
    assert json.dumps(answer.table(), allow_nan=False)
    return True


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 100))])
def test_a_request_is_answered_soundly_or_refused_in_words(part: int) -> None:
    answered = [is_sound(drawn(number)) for number in range(part * AT_ONCE, (part + 1) * AT_ONCE)]
    assert sum(answered) > AT_ONCE / 10  # most days and values are answered; no part may be refused whole
