"""API v1: the object of the verb in every form, kept and hashed, and problems for everything else."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
import uvicorn
from click.testing import CliRunner
from fastapi.testclient import TestClient
from tests.web.client import client

import bedspace
from bedspace.cli.main import cli
from bedspace.cli.show import Heard
from bedspace.studies.run.request import Request
from bedspace.studies.run.runs import Answer, run
from bedspace.web import answers
from bedspace.web.answers import BusyError, Gate, Kept, Workers
from bedspace.web.api import Desk
from bedspace.web.app import make_app
from bedspace.web.guard import MOST_BYTES, MOST_PARAMETERS
from bedspace.web.lines import Lines
from bedspace.web.question import Question
from bedspace.web.questions import Latest
from bedspace.web.warming import MOST_WAIT, PAUSE, QUIET, make_ready, step, steps

API = "/api/v1"


@pytest.fixture(autouse=True, scope="module")
def _no_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("none")))
        yield


@pytest.fixture(scope="module")
def asked() -> TestClient:
    return client()


def test_every_form_has_the_same_rows(asked: TestClient, tmp_path: Path) -> None:
    rows = asked.get(f"{API}/latest").json()["result"]
    table = asked.get(f"{API}/latest.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="bedspace-latest.csv"'
    assert [row["output"] for row in csv.DictReader(io.StringIO(table.text))] == [row["output"] for row in rows]
    assert asked.get(f"{API}/latest", headers={"accept": "text/csv"}).text == table.text
    (tmp_path / "rows.parquet").write_bytes(asked.get(f"{API}/latest.parquet").content)
    read = duckdb.sql(f"select output, value from '{tmp_path}/rows.parquet'").fetchall()
    assert read == [(row["output"], row["value"]) for row in rows]


def test_an_answer_is_named_by_the_hash_of_its_content(asked: TestClient) -> None:
    first = asked.get(f"{API}/system?part=beds")
    again = asked.get(f"{API}/system?part=beds", headers={"if-none-match": f'"x", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert asked.get(f"{API}/system?part=arrests").headers["etag"] != first.headers["etag"]
    fresh = client().get(f"{API}/system?part=beds")
    assert fresh.headers["etag"] == first.headers["etag"]


def test_an_answer_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Question] = []

    def counted(question: Question, _: Path | None) -> Heard:
        made.append(question)
        return Heard("", {"result": [{"a": 1}]})

    monkeypatch.setattr("bedspace.web.api.answer", counted)
    one = client()
    assert [one.get(f"{API}/run?{query}").status_code for query in ("seed=1", "seed=1", "seed=2", "seed=1")] == [
        200
    ] * 4
    assert one.get(f"{API}/run.csv?seed=1").text == "a\n1\n"
    assert len(made) == 2


def test_the_least_used_is_dropped_and_a_failure_is_not_kept() -> None:
    kept: Kept[str] = Kept(6, len)
    for key in ("aaa", "bbb", "aaa", "ccc"):
        kept.get_or_make(key, key.upper)
    assert [kept.get(key) for key in ("aaa", "bbb", "ccc")] == ["AAA", None, "CCC"]
    with pytest.raises(ZeroDivisionError):
        kept.get_or_make("ddd", lambda: str(1 / 0))
    assert kept.get_or_make("ddd", lambda: "now") == "now"


def test_above_its_limit_the_server_says_when_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    started, done = threading.Event(), threading.Event()

    def slow(*_: Any) -> Heard:
        started.set()
        done.wait(10)
        return Heard("", {"result": []})

    monkeypatch.setattr("bedspace.web.api.answer", slow)
    desk = Desk(gate=Gate(at_once=1, waiting=0))
    first = threading.Thread(target=desk.heard, args=[Latest()])
    first.start()
    started.wait(10)
    try:
        turned_away = client(desk=desk).get(f"{API}/policies")
        assert turned_away.status_code == 429
        assert int(turned_away.headers["retry-after"]) == answers.RETRY_AFTER
        assert turned_away.headers["content-type"] == "application/problem+json"
    finally:
        done.set()
        first.join()
    assert client(desk=desk).get(f"{API}/policies").status_code == 200


def test_who_waits_too_long_is_turned_away() -> None:
    gate = Gate(at_once=1, waiting=1, patience=0.01)
    with gate.entered(), pytest.raises(BusyError), gate.entered():
        pass
    with gate.entered():
        pass


ENDED = """
import os, signal
from bedspace.web.answers import Workers
if __name__ == "__main__":
    print(Workers(1).give(os.getpid), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no sudden end on this system")
def test_processes_end_with_the_server_however_it_ends(tmp_path: Path) -> None:
    program = tmp_path / "ended.py"
    program.write_text(ENDED, encoding="utf-8")
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=60, check=False)
    assert int(done.stdout) > 0  # its end is what the run waits for: the worker holds the pipe as well
    assert done.returncode == -signal.SIGKILL


def test_a_process_of_its_own_answers_alike_and_one_that_was_ended_from_outside_is_replaced(asked: TestClient) -> None:
    with Workers(1) as pool:
        other = client(desk=Desk(pool=pool))
        os.kill(pool.give(os.getpid), signal.SIGKILL)
        for path in ("policies", "run?scenario=nochange", "latest?as_of=1800-01-01"):
            ours, theirs = (each.get(f"{API}/{path}") for each in (asked, other))
            assert (theirs.status_code, theirs.content) == (ours.status_code, ours.content)
        assert pool.give(os.getpid) != os.getpid()


@pytest.mark.slow
def test_every_process_takes_every_step() -> None:
    with Workers(2) as pool:
        make_ready(Desk(pool=pool))
        assert 0 not in {pool.give(step, None) for _ in range(6)}


def test_steps_are_offered_until_no_process_has_any_and_readers_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedspace.web.warming.PAUSE", 0)
    told: Iterator[int] = iter((0, -1, 11, 11, 0, 12, 13))

    def give(*_: Any) -> int:
        if (number := next(told)) < 0:
            raise BusyError
        return number

    with Workers(2) as pool:
        monkeypatch.setattr(pool, "give", give)
        make_ready(Desk(pool=pool))
    assert list(told) == [13]


@pytest.mark.parametrize(("until", "waited"), [(-1.0, 0.0), (3.0, 3.0 + QUIET), (1e9, MOST_WAIT)])
def test_a_step_waits_while_readers_ask_but_not_for_ever(
    until: float, waited: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, given = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        now[0] += seconds
        desk.asked = min(now[0], until)

    def give(*_: Any) -> int:
        given.append(now[0])
        return 1

    with Workers(1) as pool:
        desk = Desk(pool=pool)
        desk.asked = min(0.0, until)
        monkeypatch.setattr("bedspace.web.warming.time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
        monkeypatch.setattr(pool, "give", give)
        make_ready(desk)
    assert given == [pytest.approx(waited, abs=2 * PAUSE)]


def test_every_step_is_a_question_with_an_answer() -> None:
    for each in steps(None):
        made: Any = each()
        assert made[0] == 200 if isinstance(made, tuple) else made.body


def test_runs_that_differ_by_values_are_made_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Request] = []

    def counted(request: Request) -> Answer:
        made.append(request)
        return run(request)

    monkeypatch.setattr("bedspace.studies.run.beside.run", counted)
    one = client()
    for beds in (40_000, 50_000):
        assert one.get(f"{API}/run?draws=20&days=3&set=beds_usable={beds}").status_code == 200
    assert [each.sets for each in made] == [{}]


HOSTILE: tuple[tuple[str, int], ...] = (
    ("/nothing", 404),
    ("/api/v1/../../etc/passwd", 404),
    ("/api/v1/%2e%2e/%2e%2e/etc/passwd", 404),
    ("/api/v1/parameters/..%2f..%2fetc%2fpasswd", 404),
    ("/api/v1/parameters/beds_fund", 404),
    ("/api/v1/parameters/%00", 422),
    ("/api/v1/run?scenario=../../x.toml", 422),
    ("/api/v1/run?scenario=/etc/passwd", 422),
    ("/api/v1/run?scenario=nochange", 404),
    ("/api/v1/run?scenario=--help", 422),
    ("/api/v1/run?scenario=no-change%2B--help", 422),
    ("/api/v1/compare?other=--help", 422),
    ("/api/v1/run?policy=x%2By", 422),
    ("/api/v1/run?draws=NaN", 422),
    ("/api/v1/run?draws=0", 422),
    ("/api/v1/run?draws=2001", 422),
    ("/api/v1/run?days=1101", 422),
    ("/api/v1/run?days=1000&draws=501", 422),
    ("/api/v1/run?days=1&draws=1&set=beds_usable=NaN", 422),
    ("/api/v1/run?set=beds_usable=1%20or%201=1", 422),
    ("/api/v1/run?set=a=b;rm%20-rf", 422),
    ("/api/v1/run?home=/etc", 422),
    ("/api/v1/run?engine=persons", 422),
    ("/api/v1/run.exe", 422),
    ("/api/v1/run?start=0000-00-00", 422),
    ("/api/v1/fate?number=NaN", 422),
    ("/api/v1/fate?number=-1", 422),
    ("/api/v1/fate?arrested=2025-01-20", 422),
    ("/api/v1/forecast?horizons=9999999", 422),
    ("/api/v1/find?words=--help", 422),
    ("/api/v1/find?words='; drop table x; --", 422),
    ("/api/v1/find?words=x'; drop table x; --", 404),
    ("/api/v1/find?words=x<script>alert(1)</script>", 404),
    ("/api/v1/why?figure=x$(reboot)", 404),
    ("/api/v1/facility/xyzzy", 404),
    ("/api/v1/latest?as_of=1800-01-01", 404),
    ("/api/v1/latest?as_of=0", 422),
    ("/api/v1/latest?as_of=1.5e9", 422),
    ("/api/v1/latest?as_of=2025-01-19T00:00", 422),
    ("/api/v1/table/nothing", 404),
    ("/api/v1/compare?base=no-change", 422),
    ("/api/v1/check?text=" + "a" * 4_001, 422),
    ("/api/v1/check?text=" + "a" * 61_000, 414),
    ("/api/v1/run?" + "&".join(["a=1"] * (MOST_PARAMETERS + 1)), 422),
    ("/api/v1/run?" + "&".join(["a=1"] * 10_000), 422),
    ("/explorer?" + "&".join(["a=1"] * 10_000), 422),
    ("/../../etc/passwd", 404),
    ("/static/..%2f..%2fapp.py", 404),
    ("/api/v1/charts/explorer.svg?beds_usable=NaN", 422),
    ("/api/v1/charts/..%2fx.svg", 404),
    ("/api/v1/run?seed=1e999", 422),
    ("/api/v1/run?draws=1%00", 422),
)


@pytest.mark.parametrize(("address", "status"), HOSTILE, ids=[address[:48] for address, _ in HOSTILE])
def test_what_cannot_be_answered_is_a_problem_and_no_traceback(address: str, status: int, asked: TestClient) -> None:
    _is_problem(asked.get(address), status)


def _is_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["detail"]
    assert "Traceback" not in answer.text
    assert len(answer.content) < 20_000


def test_bodies_are_bounded_and_read_as_json(asked: TestClient) -> None:
    def chunks() -> Any:
        yield from (b"x" * 10_000 for _ in range(MOST_BYTES // 10_000 + 1))

    for content in (b"x" * (MOST_BYTES + 1), chunks()):
        _is_problem(asked.post(f"{API}/check/text", content=content), 413)
    for content in (b"{", b'{"text": NaN}', b'{"text": ""}', b'{"text": "a", "more": 1}'):
        _is_problem(asked.post(f"{API}/check/text", content=content, headers={"content-type": "application/json"}), 422)
    deep = asked.post(f"{API}/check/text", content=b"[" * 5_000, headers={"content-type": "application/json"})
    _is_problem(deep, 400)
    for method in ("delete", "put", "patch", "options"):
        refused = getattr(asked, method)(f"{API}/run")
        _is_problem(refused, 405)
        assert refused.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_is_not_called_json_is_refused(kind: str, asked: TestClient) -> None:
    for path in ("check/text", "jobs"):
        answer = asked.post(f"{API}/{path}", content=b'{"text": "a"}', headers={"content-type": kind})
        _is_problem(answer, 415)
        assert "application/json" in answer.json()["detail"]


@pytest.mark.parametrize("page", ["check", "reach", "bottleneck", "persons"])
def test_a_form_of_too_many_fields_is_refused(page: str, asked: TestClient) -> None:
    body = "&".join(f"a{number}=1" for number in range(10_000))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    _is_problem(asked.post(f"/{page}", content=body, headers=kind), 422)


def test_a_form_that_a_question_does_not_have_is_none_that_is_asked_for(asked: TestClient) -> None:
    for path, accept, own in (
        ("system", "application/pdf, text/csv", "text/csv; charset=utf-8"),
        ("system", "application/pdf", "application/json"),
        ("why?figure=beds_funded", "application/pdf, text/csv", "application/pdf"),
    ):
        answer = asked.get(f"{API}/{path}", headers={"accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (200, own)


def test_what_is_no_request_at_all_is_a_problem_too() -> None:
    config = uvicorn.Config(make_app(), http=Lines, log_level="critical", port=0)
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        for line in (b"GET /api/v1/latest?" + b"&".join([b"a=123456"] * 10_000), b"GET /a b", b"\x16\x03"):
            with socket.create_connection(("127.0.0.1", port), timeout=30) as asked:
                asked.sendall(line + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
                head, body = b"".join(iter(lambda: asked.recv(65_536), b"")).split(b"\r\n\r\n", 1)
            assert head.startswith(b"HTTP/1.1 400 ")
            assert b"\r\ncontent-type: application/problem+json" in head.lower()
            assert json.loads(body)["status"] == 400
    finally:
        server.should_exit = True
        running.join()


def test_a_body_may_name_its_letters(asked: TestClient) -> None:
    kind = {"content-type": "Application/JSON; charset=utf-8"}
    assert asked.post(f"{API}/check/text", content=b'{"text": "a"}', headers=kind).status_code == 200


def test_a_text_is_never_the_name_of_a_file(asked: TestClient, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("ICE held 39,703 people in detention on January 12, 2025.", encoding="utf-8")
    answer = asked.post(f"{API}/check/text", json={"text": str(tmp_path / "secret.txt")})
    assert answer.json()["result"] == []
    assert "39,703" not in answer.text


def test_a_text_is_checked_as_on_the_command_line(asked: TestClient) -> None:
    text = "ICE held 39,703 people in detention on January 12, 2025."
    printed = json.loads(CliRunner().invoke(cli, ["check", text, "--said", "2025-02-07", "--json"]).stdout)
    for answer in (
        asked.post(f"{API}/check/text", json={"text": text, "said": "2025-02-07"}),
        asked.get(f"{API}/check", params={"text": text, "said": "2025-02-07"}),
    ):
        assert answer.json() == printed
    assert printed["result"][0]["verdict"] == "supported"


def test_what_nobody_expected_is_told_without_its_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("bedspace.web.api.answer", broken)
    answer = client().get(f"{API}/latest")
    _is_problem(answer, 500)
    assert "secret" not in answer.text


def test_every_answer_has_the_headers_of_the_house(asked: TestClient) -> None:
    for path in (f"{API}/policies", "/nothing", f"{API}/run?draws=0"):
        headers = asked.get(path, headers={"origin": "https://example.org"}).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert not [name for name in headers if name.startswith("access-control")]


@pytest.mark.parametrize(("host", "status"), [("localhost:8321", 200), ("127.0.0.1", 200), ("[::1]:8321", 200),
                                              ("example.org", 421), ("localhost.example.org", 421)])  # fmt: skip
def test_another_name_is_refused(host: str, status: int, asked: TestClient) -> None:
    assert asked.get(f"{API}/policies", headers={"host": host}).status_code == status


def test_the_description_has_every_question_and_nothing_from_elsewhere(asked: TestClient) -> None:
    from bedspace.web.questions import NAMED
    from bedspace.web.questions import QUESTIONS as NAMES

    told = asked.get(f"{API}/openapi.json").json()
    assert {f"{API}/{name}" for name in NAMES} <= set(told["paths"])
    assert {f"{API}/{name}/{{thing}}" for name in NAMED} <= set(told["paths"])
    assert all(asked.get(path).status_code == 404 for path in ("/docs", "/redoc", "/openapi.json"))
    assert "http" not in json.dumps(told["paths"])


def test_the_verb_refuses_in_a_line_where_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedspace.web.verbs.find_spec", lambda name: None if name == "uvicorn" else 1)
    with pytest.raises(bedspace.errors.UsageError, match=r"uvicorn not installed.*bedspace\[serve\]"):
        cli.main(["serve"], standalone_mode=False)
