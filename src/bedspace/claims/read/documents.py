"""Documents as plain text: text files, HTML pages, transcripts, and PDF where the optional reader is installed.

A folder gives its texts one by one; a file that cannot be read is told and never stops the others.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import logging
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bedspace.claims.read.pages import html_text
from bedspace.claims.read.sentences import word_set
from bedspace.claims.read.transcripts import Transcript, transcript
from bedspace.errors import BedspaceError, Fault, InputRefused, UsageError

LARGEST = 50_000_000
TEXTS = word_set(".txt .text .md .html .htm .pdf .vtt .srt")
"""Endings of the files of a folder that are read."""


@dataclass(frozen=True)
class Document:
    """Text of a document, its name, the hash of the file as it was read, and who speaks where in a transcript.

    The text of a transcript has blanks for its labels; offsets are those of the text as it stands.
    """

    name: str
    text: str
    sha256: str
    said: Transcript = field(default=Transcript(""), repr=False)


def given(text: str, name: str = "-", raw: bytes | None = None) -> Document:
    """A text as a document; `raw` are the bytes that it was read from."""
    said = transcript(text)
    content = text.encode("utf-8", "backslashreplace") if raw is None else raw
    return Document(name, said.text, hashlib.sha256(content).hexdigest(), said)


def texts_in(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files named, and those of the folders named that are texts, by path; with the names that they go by.

    Raises
    ------
    UsageError
        If a folder holds no text.
    """
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path, path if path == "-" else Path(path).name
            continue
        found = sorted(file for file in Path(path).rglob("*") if _is_text(file, Path(path)))
        if not found:
            raise UsageError(Fault(path, "it holds no text", f"files that end in {', '.join(sorted(TEXTS))}"))
        yield from ((str(file), file.relative_to(path).as_posix()) for file in found)


def _is_text(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in TEXTS and not file.is_dir()


def load_all(paths: Iterable[str]) -> tuple[list[Document], list[Fault]]:
    """The documents that can be read, and what is wrong with each of the others."""
    documents: list[Document] = []
    faults: list[Fault] = []
    for path, name in texts_in(paths):
        try:
            documents.append(replace(load(path), name=name))
        except BedspaceError as error:
            faults += error.faults
    return documents, faults


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
    return given(text, Path(path).name if path != "-" else "-", raw)


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


def _pdf(raw: bytes, name: str) -> str:
    try:
        pypdf: Any = importlib.import_module("pypdf")
    except ImportError:
        raise InputRefused(
            Fault(name or "PDF", "reading PDF needs an optional package", "", "Install it: pip install 'bedspace[pdf]'")
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is told once, by us
    try:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)
    except Exception as error:  # a damaged file may raise anything inside the reader
        raise InputRefused(Fault(name or "PDF", f"cannot be read: {error}", "a PDF with a text layer")) from None
