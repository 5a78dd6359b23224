"""Every error of the server as ``application/problem+json`` (RFC 9457): what, where, what was expected, what to do."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bedspace.errors import BedspaceError, CheckFailed, Fault
from bedspace.web.answers import RETRY_AFTER, BusyError

MEDIA = "application/problem+json"
LONGEST = 300
"""So many letters of what a client sent are told back."""
_NOTHING = (
    *("none of this name", "has this name", "nothing has this word", "no place has these words", "no table"),
    *("published by then", "was published then", "is known as published by", "lies whole in these days"),
    *("none has answered this question", "there is no chart"),
)
"""Words of faults that say that nothing of this name, or of these days, is there."""


def problem(status: int, faults: Sequence[Fault] = (), headers: dict[str, str] | None = None) -> Response:
    """The answer to a request that has none."""
    told = [{"where": _short(each.where), "what": _short(each.what), "expected": _short(each.expected),
             "remedy": _short(each.remedy)} for each in faults]  # fmt: skip
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": "; ".join(_short(str(each)) for each in faults[:5]) or HTTPStatus(status).phrase,
        "errors": told[:20],
    }
    raw = json.dumps(body, ensure_ascii=True).encode()
    return Response(raw, status, {"Cache-Control": "no-store", **(headers or {})}, media_type=MEDIA)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


def of_error(error: BedspaceError) -> tuple[int, Sequence[Fault]]:
    """Status and faults of an error of the software: 404 where nothing is there, 422 for any other question."""
    if isinstance(error, CheckFailed):
        return 500, error.faults
    unknown = all(any(text in fault.what for text in _NOTHING) for fault in error.faults)
    return (404 if unknown else 422), error.faults


def of_validation(errors: Sequence[Any]) -> list[Fault]:
    """What pydantic found, without what the client sent."""
    return list(map(_fault_of, errors))


def _fault_of(error: Mapping[str, Any]) -> Fault:
    where = ".".join(str(part) for part in error["loc"][1:]) or "question"
    if error["type"] == "string_pattern_mismatch":
        return Fault(where, "it is not written as it must be", f"text of the form {error['ctx']['pattern']}")
    return Fault(where, str(error["msg"]).removeprefix("Value error, "))


BUSY = Fault("server", "it answers as many questions as it can at a time", "", f"Try again in {RETRY_AFTER} seconds.")


def add_handlers(app: FastAPI) -> None:
    """Answer every error as a problem; what nobody expected is logged and told without its inside."""

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, BedspaceError)
        return problem(*of_error(error))

    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem(422, of_validation(error.errors()))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        headers = dict(error.headers or {})
        if "GET" in (allowed := headers.get("Allow", "").split(", ")):
            headers["Allow"] = ", ".join(sorted({*allowed, "HEAD"}))
        return problem(error.status_code, [Fault(request.url.path, str(error.detail))], headers)

    async def busy(*_: Any) -> Response:
        return problem(429, [BUSY], {"Retry-After": str(RETRY_AFTER)})

    async def unexpected(request: Request, error: Exception) -> Response:
        logging.getLogger("bedspace.web").error("%s %s", request.method, request.url.path, exc_info=error)
        return problem(500, [Fault("server", "something went wrong that nobody expected; its log has it")])

    app.add_exception_handler(BedspaceError, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(BusyError, busy)
    app.add_exception_handler(Exception, unexpected)
