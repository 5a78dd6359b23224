"""Running a published record again, and which of its fields differ.

A record is read out of the JSON of a verb, out of a report page, or out of a zip that holds one of them. On the same
platform and versions everything has to agree to the bit; elsewhere numbers may differ by rounding, and it is said.
"""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bedspace.errors import BedspaceError, Fault, InputRefused
from bedspace.parameters.change import Change
from bedspace.studies.run.ensemble import ensemble
from bedspace.studies.run.record import RECORD_FILE
from bedspace.studies.run.request import AT_ONCE
from bedspace.studies.run.runs import Request, run

ENVIRONMENT = ("bedspace", "numpy", "platform")
"""Fields that say where a record was made."""
ROUNDING = 1e-9
"""Relative difference of numbers that another platform or another version may give."""
LARGEST = 512 * 2**20
"""Bytes of a file that are read, unpacked."""
_IN_A_PAGE = re.compile(rf'download="{re.escape(RECORD_FILE)}" href="data:application/json;base64,([A-Za-z0-9+/=]+)"')


@dataclass(frozen=True)
class Published:
    """A record as it was published.

    Attributes
    ----------
    record : mapping
    whole : mapping
        The JSON object of a verb, rows included; the record alone where only that was published.
    """

    record: Mapping[str, Any]
    whole: Mapping[str, Any]

    @property
    def command(self) -> tuple[str, ...]:
        """Words of the command that made it; none for a run from Python or of a page."""
        words = self.record.get("command", ())
        if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
            raise InputRefused(Fault("record", "its command is no list of words", '["run", "no-change", "--json"]'))
        return tuple(words)


@dataclass(frozen=True)
class Differing:
    """A field that differs.

    Attributes
    ----------
    field : str
    published, again : object
        None where one of them has no such field.
    environment : bool
        Whether it says where the record was made.
    """

    field: str
    published: Any
    again: Any
    environment: bool

    def row(self) -> dict[str, Any]:
        """The row of the verb."""
        kind = "environment" if self.environment else "content"
        return {"field": self.field, "published": _told(self.published), "again": _told(self.again), "kind": kind}


def read(content: bytes, where: str) -> Published:
    """The record in a file.

    Raises
    ------
    InputRefused
        If there is none, or more than one.
    """
    if len(content) > LARGEST:
        raise InputRefused(Fault(where, f"{len(content):,} bytes", f"at most {LARGEST:,}"))
    if content.startswith(b"PK"):
        return _in_zip(content, where)
    if found := _IN_A_PAGE.search(content.decode("utf-8", "replace")):
        return _in_json(b64decode(found[1]), where)
    return _in_json(content, where)


def _in_zip(content: bytes, where: str) -> Published:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = [each for each in packed.infolist() if Path(each.filename).suffix in (".json", ".html")]
            if sum(each.file_size for each in inside) > LARGEST:
                raise InputRefused(Fault(where, "unpacks to too much", f"at most {LARGEST:,} bytes"))
            found = [*_those_with_a_record(packed, inside)]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise InputRefused(
            Fault(where, f"a zip that cannot be read: {error}", "a whole zip without a password")
        ) from None
    if len(found) != 1:
        raise InputRefused(Fault(where, f"{len(found)} records in it", "one", "Give the file itself."))
    return found[0]


def _those_with_a_record(packed: zipfile.ZipFile, inside: list[zipfile.ZipInfo]) -> Iterator[Published]:
    for each in inside:
        try:
            yield read(packed.read(each), each.filename)
        except InputRefused:
            continue


def _in_json(content: bytes, where: str) -> Published:
    expected = "the JSON of a verb, a report page, or a zip with one of them"
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        raise InputRefused(Fault(where, "no record in it", expected)) from None
    record = whole.get("record", whole) if isinstance(whole, dict) else None
    if not isinstance(record, dict) or not {"command", "scenario"} & record.keys():
        raise InputRefused(Fault(where, "no record in it", expected))
    return Published(record, whole)


def run_again(record: Mapping[str, Any], home: Path | None = None) -> dict[str, Any]:
    """The record of the same run, made now.

    Raises
    ------
    InputRefused
        If the record asks for something that cannot be run.
    """
    try:
        request = _request(record, home)
        by_persons = record["engine"] == "persons"
        if not by_persons and request.draws <= AT_ONCE:
            return run(request).record
        with ensemble(request, "persons" if by_persons else "expected") as found:
            return found.answer.record
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"this entry is missing or is none that a run has: {error}"
        raise InputRefused(Fault("record", what, "a record as bedspace writes it")) from None
    except BedspaceError as error:
        raise InputRefused(
            [Fault(f"record, {each.where}", each.what, each.expected) for each in error.faults]
        ) from None


def _request(record: Mapping[str, Any], home: Path | None) -> Request:
    def day(name: str) -> date | None:
        return date.fromisoformat(record[name]) if record[name] else None

    return Request(
        scenario=record["scenario"],
        start=day("start"),
        days=record["days"],
        draws=record["draws"],
        seed=record["seed"],
        inflow=record["inflow"],
        as_of=day("as_of"),
        data_through=day("data_through"),
        observed_exits=record["observed_exits"],
        sets=record["set"],
        changes=tuple(Change.model_validate(each) for each in record["changes"]),
        off=tuple(record["off"]),
        stale_ok=record["stale_ok"],
        home=home,
    )


def verify(record: Mapping[str, Any], home: Path | None = None) -> list[Differing]:
    """Run the record of a run again, and list the fields that differ.

    Parameters
    ----------
    record : mapping
        ``answer.record``.
    home : Path, optional
        Folder of the warehouse that it read, if it read one.
    """
    return differing(record, run_again(record, home))


def differing(published: Mapping[str, Any], again: Mapping[str, Any]) -> list[Differing]:
    """Fields that differ, those of the content first.

    Where the environments differ, so may numbers by rounding and hashes of them; a hash alone then says nothing.
    """
    before, now = dict(_flat(published)), dict(_flat(again))
    names = [*before, *(name for name in now if name not in before)]
    found = [
        Differing(name, before.get(name), now.get(name), _last(name) in ENVIRONMENT)
        for name in names
        if name not in before or name not in now or not _same(before[name], now[name])
    ]
    if any(each.environment for each in found) and _has_rows(published):
        found = [each for each in found if not _by_rounding(each)]
    return sorted(found, key=lambda each: each.environment)


def _has_rows(published: Mapping[str, Any]) -> bool:
    return bool(published.get("result"))


def _by_rounding(each: Differing) -> bool:
    """Whether another environment explains a difference."""
    if _last(each.field) == "result_hash":
        return isinstance(each.published, str) and isinstance(each.again, str)
    numbers = isinstance(each.published, float) and isinstance(each.again, float)
    return numbers and math.isclose(each.published, each.again, rel_tol=ROUNDING, abs_tol=ROUNDING)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every entry by its path; an empty list or table is one entry."""
    if isinstance(value, Mapping) and value:
        for key, entry in value.items():
            yield from _flat(entry, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple) and value:
        for number, entry in enumerate(value):
            yield from _flat(entry, f"{name}[{number}]")
    else:
        yield name, [] if isinstance(value, tuple) else value


def _last(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def _told(value: Any) -> str:
    return "absent" if value is None else json.dumps(value, ensure_ascii=False, default=str)
