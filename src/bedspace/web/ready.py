"""Answers as ready bytes: what was given to an address is given again before anything reads the address."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bedspace.figures.sources import known_to
from bedspace.web.answers import Kept
from bedspace.web.formats import is_known, named

MOST_BYTES, MOST_BYTES_OF_ONE = 64_000_000, 4_000_000
"""Of all ready answers, and of one."""
LOOKED_AFTER = 1.0
"""Seconds after which the server looks again whether its data are still the same."""


@dataclass(frozen=True)
class Given:
    """An answer as it was given.

    Attributes
    ----------
    start : mapping
        Status and headers, as the server sends them.
    body : bytes
    etag : str
    """

    start: Mapping[str, Any]
    body: bytes
    etag: str


class Ready:
    """Keeps what is named by the hash of its content; answers HEAD as GET without the body.

    Parameters
    ----------
    app : ASGIApp
    home : Path, optional
        Folder of the warehouse on whose data answers depend.
    """

    def __init__(self, app: ASGIApp, home: Path | None = None):
        self._app, self._stamp = app, stamp_of(home)
        self._given: Kept[Given] = Kept(MOST_BYTES, lambda each: len(each.body))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, else let the application answer."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        send = _headless(send) if scope["method"] == "HEAD" else send
        forms = named(headers.get("accept", ""))
        key = f"{self._stamp()} {forms} {scope['path']}?{scope['query_string']!r}"
        if found := self._given.get(key):
            await _give(found, headers.get("if-none-match", ""), send)
            return
        started: list[Message] = []

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append({**message, "headers": [*message["headers"]]})
            elif started and (given := _given(started[0], message)):
                self._given.get_or_make(key, lambda: given)
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, noted)


def stamp_of(home: Path | None) -> Callable[[], str]:
    """What answers depend on besides their address: the data, and the day where ages count to it."""
    looked, stamp = float("-inf"), ""

    def current() -> str:
        nonlocal looked, stamp
        if time.monotonic() - looked > LOOKED_AFTER:
            looked, stamp = time.monotonic(), f"{known_to(home).fingerprint} {date.today()}"
        return stamp

    return current


def _given(start: Message, message: Message) -> Given | None:
    """The answer, where it is whole and named by the hash of its content."""
    etag, body = Headers(raw=start["headers"]).get("etag", ""), message.get("body", b"")
    whole = start["status"] == 200 and etag and not message.get("more_body", False)
    return Given(start, body, etag) if whole and len(body) <= MOST_BYTES_OF_ONE else None


async def _give(found: Given, known: str, send: Send) -> None:
    """The answer, or that the client has it."""
    start, body = found.start, found.body
    if is_known(found.etag, known):
        kept = [pair for pair in start["headers"] if pair[0] not in (b"content-length", b"content-type")]
        start, body = {**start, "status": 304, "headers": kept}, b""
    await send({**start, "headers": [*start["headers"]]})
    await send({"type": "http.response.body", "body": body})


def _headless(send: Send) -> Send:
    async def sent(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sent
