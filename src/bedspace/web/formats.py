"""An answer as bytes: JSON, CSV or Parquet, with the hash of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bedspace.cli.writers import csv_text, json_text, parquet_bytes
from bedspace.web.exhibit import exhibit
from bedspace.web.packing import package, workbook


@dataclass(frozen=True)
class Content:
    """Bytes of an answer.

    Attributes
    ----------
    body : bytes
    media : str
    etag : str
        Hash of the body, quoted.
    """

    body: bytes
    media: str
    etag: str


MEDIA: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "png": "image/png",
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
}
ROWS: Mapping[str, Callable[[dict[str, Any]], bytes]] = {
    "json": lambda whole: json_text(whole).encode("utf-8", "backslashreplace"),
    "csv": lambda whole: csv_text(whole["result"]).encode("utf-8", "backslashreplace"),
    "parquet": lambda whole: parquet_bytes(whole["result"]),
    "xlsx": workbook,
    "zip": package,
    "pdf": exhibit,
}
"""How the object of a verb is written."""


def content(body: bytes, form: str) -> Content:
    """Bytes with their type and hash."""
    return Content(body, MEDIA[form], f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def written(whole: dict[str, Any], form: str) -> Content:
    """The object of a verb in one of the forms of `ROWS`."""
    return content(ROWS[form](whole), form)


def response(found: Content, request: Request, name: str = "") -> Response:
    """The content, or 304 where the client has it; under a file name where it is to be saved."""
    headers = {"ETag": found.etag, "Cache-Control": "no-cache", "Vary": "Accept"}
    if is_known(found.etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(found.body, headers=headers, media_type=found.media)


def is_known(etag: str, known: str) -> bool:
    """Whether an If-None-Match header names the content.

    >>> is_known('"a"', 'W/"a", "b"'), is_known('"a"', "*"), is_known('"a"', "")
    (True, True, False)
    """
    return known == "*" or etag in (tag.strip().removeprefix("W/") for tag in known.split(","))


def named(accept: str) -> list[str]:
    """The forms that an Accept header names, each once, in its order.

    >>> named("text/csv, */*;q=0.1")
    ['csv']
    """
    kinds = {MEDIA[form].split(";")[0]: form for form in ROWS}
    asked = (part.split(";")[0].strip() for part in accept.split(","))
    return list(dict.fromkeys(kinds[kind] for kind in asked if kind in kinds))


def wanted(accept: str, forms: Collection[str]) -> str:
    """The form that an Accept header asks for, of those that there are; JSON where it asks for none of them.

    >>> wanted("application/pdf, text/csv", ("json", "csv")), wanted("*/*", ("json", "csv"))
    ('csv', 'json')
    """
    return next((form for form in named(accept) if form in forms), "json")
