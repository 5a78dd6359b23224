"""Answers as ready bytes: the same as the application's, given without asking it, and only while the data stay."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from tests.web.client import client

from bedspace.web import ready
from bedspace.web.formats import content, response
from bedspace.web.ready import MOST_BYTES_OF_ONE, Ready


class Application:
    """Counts what it is asked; answers with its path, named by its hash unless the path says otherwise."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.requests import Request

        self.asked += 1
        made: Response
        if scope["path"] == "/nameless":
            made = Response("x")
        else:
            size = MOST_BYTES_OF_ONE + 1 if scope["path"] == "/large" else 0
            made = response(content(scope["path"].encode().ljust(size), "html"), Request(scope))
        await made(scope, receive, send)


def _ask(
    app: Ready, path: str, method: str = "GET", query: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": raw}
    asyncio.run(app(scope, receive, send))
    start, body = sent
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body["body"]


@pytest.fixture
def application() -> Application:
    return Application()


def test_an_answer_is_given_again_without_the_application(application: Application) -> None:
    app = Ready(application)
    first = _ask(app, "/a", query="b=1")
    assert _ask(app, "/a", query="b=1") == first
    assert first[2] == b"/a"
    assert application.asked == 1
    for other in ({"query": "b=2"}, {"accept": "text/csv"}, {"method": "POST"}):
        _ask(app, "/a", **{"query": "b=1", **other})
    assert application.asked == 4


@pytest.mark.parametrize("kept", [False, True])
def test_a_client_that_has_the_answer_is_told_so(kept: bool, application: Application) -> None:
    app = Ready(application)
    etag = _ask(Ready(application), "/a")[1]["etag"]
    if kept:
        _ask(app, "/a")
    status, headers, body = _ask(app, "/a", if_none_match=f'"x", W/{etag}')
    assert (status, headers["etag"], body) == (304, etag, b"")
    assert "content-length" not in headers
    assert _ask(app, "/a", if_none_match='"x"')[0] == 200


@pytest.mark.parametrize("kept", [False, True])
def test_head_is_get_without_the_body(kept: bool, application: Application) -> None:
    app = Ready(application)
    if kept:
        _ask(app, "/a")
    status, headers, body = _ask(app, "/a", "HEAD")
    assert (status, headers["content-length"], body) == (200, "2", b"")
    assert _ask(app, "/a")[2] == b"/a"


def test_other_data_are_another_answer(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "LOOKED_AFTER", -1.0)
    stamp = ["one"]
    monkeypatch.setattr(ready, "known_to", lambda _: type("Known", (), {"fingerprint": stamp[0]}))
    app = Ready(application)
    for name, asked in (("one", 1), ("one", 1), ("two", 2)):
        stamp[0] = name
        _ask(app, "/a")
        assert application.asked == asked


@pytest.mark.parametrize("path", ["/nameless", "/large"])
def test_what_has_no_hash_or_is_large_is_not_kept(path: str, application: Application) -> None:
    app = Ready(application)
    for _ in range(2):
        assert _ask(app, path)[0] == 200
    assert application.asked == 2


def test_the_server_has_the_same_headers_on_a_ready_answer() -> None:
    asked = client()
    first, again = (asked.get("/api/v1/policies") for _ in range(2))
    assert dict(first.headers) == dict(again.headers)
    assert first.content == again.content
    assert "content-security-policy" in again.headers
    assert asked.get("/api/v1/policies", headers={"host": "example.org"}).status_code == 421
