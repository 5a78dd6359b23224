"""What every request passes before anything reads it, and the headers that every answer leaves with."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bedspace.errors import Fault
from bedspace.web.problems import problem

MOST_BYTES, MOST_PARAMETERS, LONGEST_QUERY = 300_000, 200, 60_000
"""Of a body, of an address in number and in letters."""
JSON = "application/json"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
EMBEDDED = "/embed/"
"""Where pages begin that may stand in pages of others: a chart each, with nothing to press."""
OPEN = {
    **{name: value for name, value in HEADERS.items() if name != "X-Frame-Options"},
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
}
_HEADERS, _OPEN = ([(name.lower().encode(), text.encode()) for name, text in each.items()] for each in (HEADERS, OPEN))
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names by which a server on this machine is asked; another name is a page elsewhere that borrows the address."""


class Guard:
    """Bounds on requests, and security headers on answers.

    Parameters
    ----------
    app : ASGIApp
    hosts : collection of str
        Names by which the server may be asked; empty for any.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOOPBACK):
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *(_OPEN if scope["path"].startswith(EMBEDDED) else _HEADERS)]
            await send(message)

        body = b""
        refusal = self._refusal(scope)
        if refusal is None and scope["method"] not in ("GET", "HEAD"):
            read = await _body(receive)
            refusal = (413, "body", f"over {MOST_BYTES:,} bytes") if read is None else _of_kind(scope, read)
            body = read or b""
        if refusal:
            status, where, what = refusal
            await problem(status, [Fault(where, what)])(scope, receive, guarded)
            return
        await self._app(scope, _replayed(body, receive), guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        headers, query = Headers(scope=scope), scope["query_string"]
        host = headers.get("host", "").rsplit(":", 1)[0] if "]" not in headers.get("host", "") else "[::1]"
        if self._hosts and host not in self._hosts:
            return 421, "Host", "this server answers on this machine only"
        if len(query) > LONGEST_QUERY:
            return 414, "address", f"over {LONGEST_QUERY:,} letters"
        if query.count(b"&") >= MOST_PARAMETERS:
            return 422, "address", f"over {MOST_PARAMETERS} parameters"
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > MOST_BYTES:
            return 413, "body", f"over {MOST_BYTES:,} bytes"
        return None


def _of_kind(scope: Scope, body: bytes) -> tuple[int, str, str] | None:
    """Refuse what the API is sent under another name than JSON."""
    kind = Headers(scope=scope).get("content-type", "").split(";")[0].strip().lower()
    if not body or not scope["path"].startswith("/api/") or kind == JSON:
        return None
    return 415, "body", f"it is called {kind or 'nothing'}; a body of the API is {JSON}"


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is too long."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BYTES:
            return None
        more = message.get("more_body", False)
    return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
