"""Thousands of made-up requests: of the API, held against all checks of schemathesis, and of every page.

Schemathesis is no requirement of the package; where it is installed:
``python -m pytest -n 0 -q -m slow tests/web/test_fuzz.py``
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from tests.web.client import client

from bedspace.cli.show import Heard
from bedspace.parameters.scenario import scenarios
from bedspace.web.api import Desk
from bedspace.web.app import make_app
from bedspace.web.jobs import Jobs
from bedspace.web.pages import FRAGMENTS, PAGES
from bedspace.web.view import Page

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
    schemathesis = pytest.importorskip("schemathesis")
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


VALUES = st.one_of(
    st.text(max_size=30),
    st.dates().map(str),
    st.floats().map(str),
    st.integers(-(10**6), 10**9).map(str),
    st.sampled_from(
        (*scenarios(), "krome", "beds_funded", "287(g) agreements", "../../etc/passwd", "<script>", "\x00")
    ),
)


@st.composite
def asked_of(draw: st.DrawFn, page: Page) -> list[tuple[str, str]]:
    """A query of fields that the page has, and of one that it may not have; of few draws, as it would take long."""
    fields = st.sampled_from(("x", *page.state.model_fields))
    pairs = draw(st.lists(st.tuples(fields, VALUES), max_size=4))
    few = [("draws", "20")] if "draws" in page.state.model_fields else []
    return [*(pair for pair in pairs if pair[0] != "draws"), *few]


@pytest.mark.slow
@pytest.mark.parametrize("page", [*PAGES, *FRAGMENTS], ids=lambda each: each.name or "index")
def test_no_query_breaks_a_page(page: Page) -> None:
    asked = client(desk=Desk(jobs=Jobs(work=_answered_at_once)))

    @settings(_SETTINGS, max_examples=CASES)
    @given(query=asked_of(page))
    def ask(query: list[tuple[str, str]]) -> None:
        answer = asked.get(f"/{page.name}?{urlencode(query)}")
        assert answer.status_code in (200, 404, 422), query
        assert answer.headers["content-type"].startswith("text/html")
        assert "Traceback" not in answer.text
        assert "<script>" not in answer.text

    ask()
