"""The catalogue of parameters: topic files and the register of publications, read and validated.

A topic file holds tables, one a parameter, with label, unit, description, range, distribution, mark and
dated values.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from bedspace.errors import Fault, UsageError, unknown
from bedspace.parameters.parameter import Parameter
from bedspace.parameters.written import faults_of

Catalogue = Mapping[str, Parameter]


@dataclass(frozen=True)
class Source:
    """A publication behind a number.

    Attributes
    ----------
    id : str
        Identifier of the fact.
    publisher, title, published : str
    verified : str
        ``yes`` if the publisher's page was read, ``copy`` if a report or copy of it, ``no`` if nothing.
    """

    id: str
    publisher: str
    title: str
    published: str
    verified: str

    def __str__(self) -> str:
        own = self.publisher.startswith("bedspace")
        how = {"yes": "", "copy": "" if own else ", as reported by others", "no": ", not read by us"}[self.verified]
        when = f", {self.published}" if self.published else ""
        return f"{self.publisher}: {self.title}{when}{how} [{self.id}]"


def read_topic(text: str, topic: str) -> dict[str, Parameter]:
    """Read one topic file.

    Raises
    ------
    UsageError
        With every fault of the file.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(Fault(f"{topic}.toml", str(error), "a TOML file")) from None
    parameters, faults = {}, []
    for name, table in tables.items():
        try:
            parameters[name] = Parameter.model_validate({"name": name, "topic": topic, **table})
        except ValidationError as error:
            faults.extend(faults_of(error, f"{topic}.toml, parameter {name}"))
    if faults:
        raise UsageError(faults)
    return parameters


@cache
def sources() -> Mapping[str, Source]:
    """Register of publications by fact identifier."""
    text = files("bedspace.parameters").joinpath("sources.csv").read_text(encoding="utf-8")
    return {row["id"]: Source(**row) for row in DictReader(text.splitlines())}


@cache
def catalogue() -> Catalogue:
    """All parameters by name, in the order of the topic files.

    Raises
    ------
    UsageError
        If a topic file is faulty, a name stands twice, or a source is not in the register.
    """
    found: dict[str, Parameter] = {}
    for entry in sorted(files("bedspace.parameters").joinpath("topics").iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        topic = read_topic(entry.read_text(encoding="utf-8"), entry.name.removesuffix(".toml"))
        if twice := found.keys() & topic.keys():
            raise UsageError([Fault(entry.name, f"parameter {name} stands in two files") for name in twice])
        found.update(topic)
    if unsourced := _unsourced(found):
        raise UsageError(unsourced)
    return found


@cache
def fingerprint() -> str:
    """First twelve digits of the SHA-256 of all parameters with their dated values and priors."""
    text = "\n".join(parameter.model_dump_json() for parameter in catalogue().values())
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _unsourced(found: Catalogue) -> list[Fault]:
    return [
        Fault(f"{name} from {value.since}", f"source {source} is not in the register", "a key of sources.csv")
        for name, parameter in found.items()
        for value in parameter.values
        for source in value.source.split()
        if source != "assumption" and source not in sources()
    ]


RENAMED = dict.fromkeys(("counted_removal", "staged_removal"), "--set removal=counted or --set removal=proceedings")
"""Names of earlier versions, and what is written now."""


def parameter(name: str, within: Catalogue | None = None) -> Parameter:
    """A parameter by name.

    Raises
    ------
    UsageError
        If there is none; the nearest names are offered.
    """
    within = catalogue() if within is None else within
    if name not in within:
        if name in RENAMED:
            raise UsageError(Fault(f"parameter {name}", "it has another name now", RENAMED[name]))
        shown = "`bedspace parameters list` shows all."
        raise UsageError(unknown(f"parameter {name}", name, within, all_shown_by=shown))
    return within[name]
