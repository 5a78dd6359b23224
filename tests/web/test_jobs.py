"""Jobs: progress, an end on demand, and a limit."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.markup import read

from bedspace.cli.progress import counting
from bedspace.cli.show import Heard
from bedspace.errors import Fault, UsageError
from bedspace.web.app import make_app
from bedspace.web.jobs import MOST_OPEN, Jobs
from bedspace.web.questions import Persons

API = "/api/v1/jobs"


class Work:
    """Counts draws, one each time that it is let."""

    def __init__(self) -> None:
        self.let = threading.Semaphore(0)

    def __call__(self, question: Persons, _: Path | None) -> Heard:
        with counting("draws", question.draws) as progress:
            for _draw in range(question.draws):
                self.let.acquire()
                progress(1)
        return Heard("done", {"result": [{"draws": question.draws}]})


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def asked(work: Work) -> Any:
    yield TestClient(make_app(jobs=Jobs(work=work)), base_url="http://localhost", raise_server_exceptions=False)
    work.let.release(1000)


def _until(asked: TestClient, address: str, **told: Any) -> dict[str, Any]:
    for _ in range(500):
        found: dict[str, Any] = asked.get(address).json()
        if all(found[name] == value for name, value in told.items()):
            return found
        time.sleep(0.01)
    raise AssertionError(found)


def test_a_job_tells_how_far_it_is_and_gives_its_rows(asked: TestClient, work: Work) -> None:
    begun = asked.post(API, json={"draws": 3})
    assert begun.status_code == 202
    address = begun.headers["location"]
    work.let.release(2)
    assert _until(asked, address, done=2)["status"] == "running"
    early = asked.get(f"{address}/result.csv")
    assert (early.status_code, early.headers["content-type"]) == (422, "application/problem+json")
    work.let.release(1)
    assert _until(asked, address, status="done")["command"] == "bedspace run no-change --draws 3 --engine persons"
    assert asked.get(f"{address}/result.csv").text == "draws\n3\n"


def test_a_job_ends_at_its_next_draw(asked: TestClient, work: Work) -> None:
    address = asked.post(API, json={"draws": 100}).headers["location"]
    _until(asked, address, status="running")
    waiting = asked.post(API, json={"draws": 5}).headers["location"]
    assert asked.post(f"{waiting}/end").json()["status"] == "cancelled"
    asked.post(f"{address}/end")
    work.let.release(1)
    assert _until(asked, address, status="cancelled")["done"] == 0
    assert asked.get(f"{address}/result.json").status_code == 422


def test_above_the_limit_the_answer_is_429_with_a_time(asked: TestClient, work: Work) -> None:
    opened = [asked.post(API, json={"draws": 1}) for _ in range(MOST_OPEN)]
    assert {each.status_code for each in opened} == {202}
    refused = asked.post(API, json={"draws": 1})
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert int(refused.headers["retry-after"]) > 0
    work.let.release(1)
    _until(asked, opened[0].headers["location"], status="done")
    assert asked.post(API, json={"draws": 1}).status_code == 202


def test_what_a_job_cannot_do_is_a_problem(asked: TestClient) -> None:
    for given in ({"draws": 201}, {"days": 401}, {"engine": "expected"}, {"scenario": "../x"}, {"more": 1}, []):
        answer = asked.post(API, json=given)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert asked.get(f"{API}/nothing").status_code == 404
    assert asked.post(f"{API}/nothing/end").status_code == 404


def test_a_job_that_fails_says_why() -> None:
    def refused(*_: Any) -> Heard:
        raise UsageError(Fault("--start", "too early"))

    asked = TestClient(make_app(jobs=Jobs(work=refused)), base_url="http://localhost")
    address = asked.post(API, json={}).headers["location"]
    assert _until(asked, address, status="failed")["faults"] == ["--start: too early"]


def test_the_page_of_a_job_works_without_a_script(asked: TestClient, work: Work) -> None:
    shown = asked.post("/persons", data={"scenario": "no-change", "draws": "2"})
    assert shown.status_code == 200
    address = str(shown.url)
    assert "job=" in address
    assert list(read(shown.text).all("progress"))
    work.let.release(2)
    _until(asked, f"{API}/{address.split('job=')[1]}", status="done")
    assert "The job is done" in asked.get(address).text


@pytest.mark.slow
def test_a_run_of_persons_is_that_of_the_verb() -> None:
    from tests.cli.rows import rows_of

    asked = TestClient(make_app(), base_url="http://localhost")
    given = {"draws": 2, "days": 20, "outputs": "midnight_population,hold_room"}
    address = asked.post(API, json=given).headers["location"]
    for _ in range(600):
        if asked.get(address).json()["status"] == "done":
            break
        time.sleep(0.2)
    rows = asked.get(f"{address}/result.json").json()["result"]
    assert rows == rows_of(*Persons.model_validate(given).arguments())
