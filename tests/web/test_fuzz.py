"""Thousands of made-up requests, within and beyond the description, held against all checks of schemathesis.

It is no requirement of the package; where it is installed:
``python -m pytest -n 0 -q -m slow tests/web/test_fuzz.py``
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from bedspace.cli.show import Heard
from bedspace.web.app import make_app
from bedspace.web.jobs import Jobs

schemathesis = pytest.importorskip("schemathesis")

CASES, CASES_OF_RUNS, LEAST = 50, 6, 2_000
"""Cases of an operation within the description and as many beyond it; fewer where each is a run; of all together."""
RUNS = ("/run", "/compare", "/fate", "/costs", "/forecast", "/accounts", "/backtest", "/charts")
UNDERSTOOD = {"expected-statuses": ["2xx", "404", "422", "429"]}
"""What is written as it must be can still be refused: a day before all releases, two changes of one number."""
_SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)


def _answered_at_once(*_: Any) -> Heard:
    return Heard("", {"result": [{"a": 1}]})


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_no_request_is_answered_other_than_the_description_says() -> None:
    from schemathesis import GenerationMode
    from schemathesis.config import SchemathesisConfig

    config = SchemathesisConfig.from_dict({"checks": {"positive_data_acceptance": UNDERSTOOD}})
    app = make_app(hosts=(), jobs=Jobs(work=_answered_at_once))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=config)
    tried = 0
    for operation in (each.ok() for each in schema.get_all_operations()):
        many = CASES_OF_RUNS if any(name in operation.path for name in RUNS) else CASES
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            tried += _tried(operation.as_strategy(generation_mode=mode), many)
    assert tried >= LEAST


def _tried(cases: st.SearchStrategy[Any], many: int) -> int:
    """How many cases were asked and held against all checks."""
    count = 0

    @settings(_SETTINGS, max_examples=many)
    @given(case=cases)
    def ask(case: Any) -> None:
        nonlocal count
        case.validate_response(case.call())
        count += 1

    try:
        ask()
    except Unsatisfiable:  # a path without parameters has nothing that could be wrong
        assert count == 0
    return count
