"""Jobs: progress, an end on demand, and a limit."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient
from tests.cli.rows import rows_of
from tests.web.markup import read

from bedspace.cli.progress import counting
from bedspace.cli.show import Heard
from bedspace.errors import Fault, UsageError
from bedspace.studies.run.runs import Request, run
from bedspace.studies.run.together import run_abreast
from bedspace.web.app import make_app
from bedspace.web.feet import in_python
from bedspace.web.jobs import MOST_OPEN, Jobs
from bedspace.web.questions import Bottleneck, Persons, Reach

API = "/api/v1/jobs"
PERSONS = f"{API}/persons"


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
    begun = asked.post(PERSONS, json={"draws": 3})
    assert begun.status_code == 202
    address = begun.headers["location"]
    work.let.release(2)
    assert _until(asked, address, done=2, total=3)["status"] == "running"
    early = asked.get(f"{address}/result.csv")
    assert (early.status_code, early.headers["content-type"]) == (422, "application/problem+json")
    work.let.release(1)
    assert _until(asked, address, status="done")["command"] == "bedspace run no-change --draws 3 --engine persons"
    assert asked.get(f"{address}/result.csv").text == "draws\n3\n"


def test_a_job_ends_at_its_next_draw(asked: TestClient, work: Work) -> None:
    address = asked.post(PERSONS, json={"draws": 100}).headers["location"]
    _until(asked, address, status="running")
    waiting = asked.post(PERSONS, json={"draws": 5}).headers["location"]
    assert asked.post(f"{waiting}/end").json()["status"] == "cancelled"
    asked.post(f"{address}/end")
    work.let.release(1)
    assert _until(asked, address, status="cancelled")["done"] == 0
    assert asked.get(f"{address}/result.json").status_code == 422


def test_all_jobs_end_with_the_server(work: Work) -> None:
    jobs = Jobs(work=work)
    first, second = (jobs.add(Persons(draws=5, seed=seed)) for seed in (1, 2))
    jobs.close()
    work.let.release(1)
    jobs._pool.shutdown()
    assert (first.status, second.status) == ("cancelled", "cancelled")
    assert first.done == 0


def test_above_the_limit_the_answer_is_429_with_a_time(asked: TestClient, work: Work) -> None:
    opened = [asked.post(PERSONS, json={"draws": 1, "seed": seed}) for seed in range(MOST_OPEN)]
    assert {each.status_code for each in opened} == {202}
    refused = asked.post(PERSONS, json={"draws": 1})
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert int(refused.headers["retry-after"]) > 0
    shown = asked.post("/persons", data={"draws": "1", "seed": "99"})
    assert (shown.status_code, "as many questions as it can" in shown.text) == (429, True)
    assert int(shown.headers["retry-after"]) > 0
    again = asked.post(PERSONS, json={"draws": 1, "seed": 0})
    assert again.headers["location"] == opened[0].headers["location"]
    work.let.release(1)
    _until(asked, opened[0].headers["location"], status="done")
    assert asked.post(PERSONS, json={"draws": 1}).status_code == 202


def test_what_a_job_cannot_do_is_a_problem(asked: TestClient) -> None:
    for given in (
        {"draws": "20"},
        {"seed": False},
        {"start": 0},
        {"draws": 201},
        {"days": 401},
        {"engine": "expected"},
        {"scenario": "../x"},
        {"more": 1},
        [],
    ):
        answer = asked.post(PERSONS, json=given)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    told = {"draws": 20, "start": "2025-03-01", "set": ["beds_usable=50000"], "stale_ok": True, "as_of": None}
    assert asked.post(PERSONS, json=told).status_code == 202
    assert asked.post(PERSONS, json={"start": "2025-02-31"}).status_code == 422
    assert asked.get(f"{API}/nothing").status_code == 404
    assert asked.post(f"{API}/nothing/end").status_code == 404


def test_a_job_that_fails_says_why() -> None:
    def refused(*_: Any) -> Heard:
        raise UsageError(Fault("--start", "too early"))

    asked = TestClient(make_app(jobs=Jobs(work=refused)), base_url="http://localhost")
    address = asked.post(PERSONS, json={}).headers["location"]
    assert _until(asked, address, status="failed")["faults"] == ["--start: too early"]


def test_the_page_of_a_job_works_without_a_script(asked: TestClient, work: Work) -> None:
    fresh = asked.get("/persons?draws=2")
    assert not list(read(fresh.text).all("progress"))
    shown = asked.post("/persons", data={"scenario": "no-change", "draws": "2"})
    assert shown.status_code == 200
    assert shown.url.path == "/persons"
    assert shown.url.params["draws"] == "2"
    assert list(read(shown.text).all("progress"))
    (button,) = [each for each in read(shown.text).all("button") if each.attributes.get("name") == "end"]
    ended = asked.post("/persons", data={"end": button.attributes["value"]})
    assert ended.url == shown.url
    work.let.release(1)
    _until(asked, f"{API}/{button.attributes['value']}", status="cancelled")
    assert "The job is cancelled" in asked.get(str(shown.url)).text
    refused = asked.post("/persons", data={"draws": "1000"})
    assert (refused.status_code, "cannot be answered" in refused.text) == (422, True)


def test_a_job_is_ended_where_its_next_run_begins() -> None:
    begun, let = threading.Semaphore(0), threading.Event()

    def many(*_: Any) -> Heard:
        for _run in range(50):
            run(Request("arithmetic", draws=1, days=1))
            begun.release()
            let.wait(10)
        raise AssertionError("nobody ended it")

    asked = TestClient(make_app(jobs=Jobs(work=many)), base_url="http://localhost")
    address = asked.post(f"{API}/reach", json={"value": 900_000}).headers["location"]
    begun.acquire(timeout=60)
    asked.post(f"{address}/end")
    let.set()
    _until(asked, address, status="cancelled")
    assert not begun.acquire(blocking=False)


def test_many_variants_in_one_run_move_the_progress_and_end_after_it() -> None:
    passed, let = threading.Semaphore(0), threading.Semaphore(0)

    def passes(*_: Any) -> Heard:
        answer = run(Request("arithmetic", draws=2, days=1))
        with counting("variants", 12) as progress:
            for _pass in range(2):
                run_abreast([answer, answer, answer], progress)
                passed.release()
                let.acquire()
        raise AssertionError("nobody ended it")

    asked = TestClient(make_app(jobs=Jobs(work=passes)), base_url="http://localhost")
    address = asked.post(f"{API}/reach", json={"value": 900_000}).headers["location"]
    passed.acquire(timeout=60)
    told = asked.get(address).json()
    assert (told["done"], told["total"]) == (6, 12)
    asked.post(f"{address}/end")
    let.release(2)
    assert _until(asked, address, status="cancelled")["done"] == 6


def _finished(asked: TestClient, name: str, given: dict[str, Any]) -> str:
    address = asked.post(f"{API}/{name}", json=given).headers["location"]
    for _ in range(3000):
        if (told := asked.get(address).json())["status"] not in ("waiting", "running"):
            break
        time.sleep(0.1)
    assert told["status"] == "done", told
    assert 0.25 <= told["done"] / told["total"] <= 1.5
    return str(address)


@pytest.mark.parametrize(
    ("name", "given", "kind"),
    [
        ("bottleneck", {"days": 20, "draws": 2}, Bottleneck),
        pytest.param(
            "reach", {"output": "arrests", "value": 800, "by": "2026-02-10", "draws": 20}, Reach, marks=pytest.mark.slow
        ),
    ],
)
def test_an_answer_of_a_job_is_that_of_the_verb_in_every_place(name: str, given: dict[str, Any], kind: Any) -> None:
    asked = TestClient(make_app(), base_url="http://localhost")
    question = kind.model_validate(given)
    assert asked.get(f"/api/v1/{name}", params=question.asked()).status_code == 404
    address = _finished(asked, name, given)
    rows = rows_of(*question.arguments())
    assert asked.get(f"{address}/result.json").json()["result"] == rows
    assert asked.get(f"/api/v1/{name}.json", params=question.asked()).json()["result"] == rows
    page = read(asked.get(f"/{name}", params=question.asked()).text)
    assert list(page.all("figure"))
    assert len(list(page.all("table"))) >= 4
    (link,) = [each.attributes["href"] for each in page.all("a") if each.attributes.get("class") == "permalink"]
    pinned = kind.model_validate(dict(parse_qsl(urlsplit(link).query)))
    assert pinned.as_of
    assert rows_of(*pinned.arguments()) == rows
    space: dict[str, Any] = {}
    exec(in_python(pinned), space)
    assert [{**row} for row in space["rows"]] == rows
    chart = asked.get(f"/api/v1/charts/{name}.svg", params=question.asked())
    assert (chart.status_code, chart.headers["content-type"]) == (200, "image/svg+xml")


@pytest.mark.slow
def test_a_run_of_persons_is_that_of_the_verb() -> None:
    asked = TestClient(make_app(), base_url="http://localhost")
    given = {"draws": 2, "days": 20, "outputs": "midnight_population,hold_room"}
    rows = asked.get(f"{_finished(asked, 'persons', given)}/result.json").json()["result"]
    assert rows == rows_of(*Persons.model_validate(given).arguments())
