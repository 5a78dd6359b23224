"""Documents as plain text: text files, HTML, and PDF where the optional reader is installed."""

from __future__ import annotations

import hashlib
import importlib
import io
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from bedspace.errors import Fault, InputRefused, UsageError

LARGEST = 50_000_000
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
        "header",
        "footer",
    ]
)
_CELLS = frozenset(["td", "th"])
_SKIPPED = frozenset(["script", "style", "noscript", "svg", "nav", "template", "head"])


@dataclass(frozen=True)
class Document:
    """Text of a document, its name, and the hash of the file as it was read."""

    name: str
    text: str
    sha256: str


def load(path: str) -> Document:
    """Read a file; ``-`` is standard input.

    Raises
    ------
    UsageError
        If the file is missing or holds no text.
    InputRefused
        If the file is too large, or a PDF without the reader installed.
    """
    raw = _standard_input() if path == "-" else _bytes(Path(path))
    if len(raw) > LARGEST:
        raise InputRefused(Fault(path, "the file is too large", f"at most {LARGEST:,} bytes", "Split it."))
    text = to_text(raw, path)
    if not text.strip():
        raise UsageError(Fault(_name(path), "it holds no text", "a text to read"))
    return Document(Path(path).name if path != "-" else "-", text, hashlib.sha256(raw).hexdigest())


def _name(path: str) -> str:
    return "standard input" if path == "-" else path


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError(Fault("standard input", "it is closed", "a text, or the name of a file"))
    return sys.stdin.buffer.read(LARGEST + 1)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(Fault(str(path), error.strerror or "cannot be read", "a text, HTML or PDF file")) from None


def to_text(raw: bytes, name: str = "") -> str:
    """Text of a document from its bytes; what cannot be decoded becomes the replacement character."""
    if raw.startswith(b"%PDF-"):
        return _pdf(raw, name)
    text = raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8", errors="replace")
    start = text[:1000].lstrip().lower()
    if name.lower().endswith((".html", ".htm")) or start.startswith(("<!doctype html", "<html")):
        return html_text(text)
    return text


def html_text(source: str) -> str:
    """Words of an HTML page, one block a line, without scripts and styles; bars part the cells of a table.

    >>> html_text("<p>ICE held <b>42,000</b> people.</p><script>7</script>")
    'ICE held 42,000 people.'
    """
    reader = _Reader()
    reader.feed(source)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line.strip("| "))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._skipping += tag in _SKIPPED
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(" | ")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.parts.append(data)


def _pdf(raw: bytes, name: str) -> str:
    try:
        pypdf: Any = importlib.import_module("pypdf")
    except ImportError:
        raise InputRefused(
            Fault(name or "PDF", "reading PDF needs an optional package", "", "Install it: pip install 'bedspace[pdf]'")
        ) from None
    try:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)
    except Exception as error:  # a damaged file may raise anything inside the reader
        raise InputRefused(Fault(name or "PDF", f"cannot be read: {error}", "a PDF with a text layer")) from None
