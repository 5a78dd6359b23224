"""A log of verdicts: a file of JSON lines that is only appended to.

Three kinds of lines stand in it: the data (fingerprint and files) once, each text once, and a line a statement with its
verdict and the figures behind it. A line that has only a statement, a verdict and the day when it was said is read too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bedspace import __version__
from bedspace.claims.check.batch import Checked
from bedspace.claims.check.verdicts.answers import Answer
from bedspace.errors import Fault, InputRefused, UsageError
from bedspace.figure import Figure
from bedspace.figures.sources import Source

Row = dict[str, Any]
_TEXT, _DATA, _STATEMENT = "text", "data", "statement"
_NEEDED = {_TEXT: ("id", "text"), _DATA: ("id",), _STATEMENT: ("statement", "verdict")}
_KEPT = ("doc", "start", "speaker", "statement", "verdict", "sentence")


@dataclass(frozen=True)
class Logged:
    """One verdict of a log with the text that it stands in.

    Attributes
    ----------
    text, doc : str
    start : int
        Offset of the statement in the text.
    statement, speaker : str
    said : date or None
    verdict, sentence : str
    figures : tuple of dict
    data : str
        Fingerprint of the data that it rests on.
    files : frozenset of str
        Files of those data; empty where the log does not say.
    logged : str
        Day on which it was logged.
    """

    text: str
    doc: str
    start: int
    statement: str
    speaker: str
    said: date | None
    verdict: str
    sentence: str
    figures: tuple[Row, ...]
    data: str
    files: frozenset[str]
    logged: str


def files_of(source: Source) -> frozenset[str]:
    """The files that the figures of a source come from."""
    return frozenset(figure.origin.file for figure in source.of_all(source.quantities))


def entries(checked: Iterable[Checked], source: Source, today: date) -> Iterator[Row]:
    """Lines of the log for checked texts: the data, then each text with its statements."""
    data = source.fingerprint
    yield {"kind": _DATA, "id": data, "files": sorted(files_of(source))}
    for each in checked:
        text = each.document.text
        name = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
        yield {"kind": _TEXT, "id": name, "doc": each.document.name, "text": text}
        said = each.said.isoformat() if each.said else None
        for row in verdicts(each):
            more = {"data": data, "logged": today.isoformat(), "bedspace": __version__}
            yield {"kind": _STATEMENT, "text": name, "said": said, **row, **more}


def verdicts(checked: Checked) -> Iterator[Row]:
    """The statements of a text with verdict and figures."""
    for row, (_, answer) in zip(checked.rows(), checked.report.read, strict=True):
        yield {**{key: row[key] for key in _KEPT}, "figures": _figures(answer)}


def _figures(answer: Answer) -> list[Row]:
    """The figures that each number was held against: as known when it was said, and as known now."""
    printed = [one.known.printed for one in answer.judged if one.known and one.known.printed]
    ends = [pair for pairs in printed for pair in (pairs[0], pairs[-1])]
    return list({str(row): row for row in (_figure(value, figure) for value, figure in ends)}.values())


def _figure(value: float, figure: Figure) -> Row:
    return {
        "value": value,
        "quantity": figure.quantity,
        "key": figure.key,
        "period": figure.period,
        "data_date": figure.data_date.isoformat(),
        "published": figure.published_on.isoformat() if figure.published_on else None,
        "source": str(figure.origin),
    }


def append(path: Path, lines: Iterable[Row]) -> int:
    """Append lines to a log, texts and data only once; returns the number of verdicts.

    Raises
    ------
    InputRefused
        If the file is no such log.
    """
    known = {(row["kind"], row["id"]) for row in _rows(path) if "id" in row} if path.exists() else set()
    new = [row for row in lines if (row["kind"], row.get("id")) not in known]
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in new)
    except OSError as error:
        raise UsageError(Fault(f"--log {path}", f"cannot be written: {error.strerror}")) from None
    return sum(row["kind"] == _STATEMENT for row in new)


def read(path: Path) -> list[Logged]:
    """The verdicts of a log; of a statement that was logged twice the last counts.

    Raises
    ------
    InputRefused
        Naming every line that is no entry.
    """
    rows = _rows(path)
    texts, data = ({row["id"]: row for row in rows if row["kind"] == kind} for kind in (_TEXT, _DATA))
    found = [_logged(row, texts, data) for row in rows if row["kind"] == _STATEMENT]
    if not found:
        raise InputRefused(Fault(str(path), "it holds no verdict", "a log written by 'bedspace check TEXT --log FILE'"))
    return list({(each.text, each.doc, each.start, each.statement, each.said): each for each in found}.values())


def _rows(path: Path) -> list[Row]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(Fault(str(path), f"cannot be read: {error}", "a log of verdicts")) from None
    found = [(number, _row(line)) for number, line in enumerate(lines, 1) if line.strip()]
    if faults := [
        Fault(f"{path} line {n}", "is no entry", "a line of a log of verdicts") for n, row in found if not row
    ]:
        raise InputRefused(faults)
    return [row for _, row in found if row]


def _row(line: str) -> Row | None:
    """An entry of the log; None where it is not whole."""
    try:
        row = {"kind": _STATEMENT, **json.loads(line)}
        whole = all(isinstance(row[key], str) for key in _NEEDED[row["kind"]])
        date.fromisoformat(row.get("said") or "2025-01-01")
    except (ValueError, TypeError, KeyError):
        return None
    return row if whole else None


def _logged(row: Row, texts: Mapping[str, Row], data: Mapping[str, Row]) -> Logged:
    """A verdict; a statement whose text is not in the log stands alone."""
    whole = texts.get(row.get("text", ""))
    return Logged(
        text=whole["text"] if whole else row["statement"],
        doc=row.get("doc", "-"),
        start=row.get("start", 0) if whole else 0,
        statement=row["statement"],
        speaker=row.get("speaker", ""),
        said=date.fromisoformat(row["said"]) if row.get("said") else None,
        verdict=row["verdict"],
        sentence=row.get("sentence", ""),
        figures=tuple(row.get("figures", ())),
        data=row.get("data", ""),
        files=frozenset(data.get(row.get("data", ""), {}).get("files", ())),
        logged=row.get("logged", ""),
    )
