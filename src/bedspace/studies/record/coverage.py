"""What answers each statement of the reports: the part of the system, the elements that do it, their tests.

Elements are named with their kind. A kind knows whether an element exists and which test fails when it is
switched off, so nothing here can name what is not there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bedspace.claims.ledger.entries import ledger
from bedspace.errors import Fault, UsageError, unknown
from bedspace.model.outputs import OUTPUTS
from bedspace.model.system import MECHANISMS, NOT_MODELLED
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.policy import policies

_HERE = "tests/studies/test_coverage.py::"
_TEST_OF_KIND = {
    "mechanism": "tests/engines/test_mechanisms.py::test_each_mechanism_matters[{}]",
    "policy": "tests/parameters/test_policies.py::test_each_policy_matters[{}]",
    "parameter": f"{_HERE}test_each_named_parameter_moves_an_output[{{}}]",
    "output": f"{_HERE}test_each_named_output_is_computed[{{}}]",
    "ledger": f"{_HERE}test_each_named_entry_says_who_when_and_where[{{}}]",
    "not modelled": f"{_HERE}test_what_is_not_modelled_has_a_reason[{{}}]",
}


@dataclass(frozen=True)
class Element:
    """A thing of the software that answers a statement.

    Attributes
    ----------
    kind, name : str
    """

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def exists(self) -> bool:
        """Whether the software has it."""
        return self.kind in _names() and self.name in _names()[self.kind]()

    @property
    def test(self) -> str:
        """The test that fails when it is switched off or missing."""
        if self.kind == "study":
            return str(_table()["studies"][self.name]["test"])
        return _TEST_OF_KIND[self.kind].format(self.name)


@dataclass(frozen=True)
class Answer:
    """What answers some statements.

    Attributes
    ----------
    part, how, rests_on : str
    elements : tuple of Element
    statements : mapping of str to str
        Number of a statement -> what it says, in our words.
    """

    part: str
    how: str
    rests_on: str
    elements: tuple[Element, ...]
    statements: Mapping[str, str]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("bedspace.studies.record").joinpath("coverage.toml").read_text(encoding="utf-8"))


@cache
def answers() -> tuple[Answer, ...]:
    """All answers, in the order of the table.

    Raises
    ------
    UsageError
        For an element that does not exist or a part that is none of the thirteen, all of them.
    """
    found = tuple(
        Answer(
            row["part"],
            row["how"],
            row["rests_on"],
            tuple(Element(*text.split(": ", 1)) for text in row["elements"]),
            row["statements"],
        )
        for row in _table()["answer"]
    )
    if faults := _faults(found):
        raise UsageError(faults)
    return found


def _names() -> Mapping[str, Callable[[], Any]]:
    """Kind of element -> the names there are."""
    return {
        "mechanism": lambda: MECHANISMS,
        "policy": policies,
        "output": lambda: OUTPUTS,
        "parameter": catalogue,
        "ledger": lambda: {entry.id for entry in ledger()},
        "study": lambda: _table()["studies"],
        "not modelled": lambda: NOT_MODELLED,
    }


def _faults(found: tuple[Answer, ...]) -> list[Fault]:
    known = {row["part"] for row in parts()}
    elements = dict.fromkeys(element for each in found for element in each.elements)
    return [
        *(
            Fault("coverage", f"part {each.part}", f"one of {sorted(known)}")
            for each in found
            if each.part not in known
        ),
        *(
            Fault("coverage", f"{each} does not exist", "an element of the software")
            for each in elements
            if not each.exists
        ),
    ]


def statements() -> list[dict[str, str]]:
    """One row for each statement, in the order of their numbers."""
    rows = [
        {
            "id": number,
            "statement": says,
            "part": each.part,
            "answer": each.how,
            "elements": "; ".join(str(element) for element in each.elements),
            "rests_on": each.rests_on,
            "test": each.elements[0].test,
        }
        for each in answers()
        for number, says in each.statements.items()
    ]
    return sorted(rows, key=lambda row: row["id"])


def parts(only: str | None = None) -> list[dict[str, str]]:
    """The thirteen parts, or one of them.

    Parameters
    ----------
    only : str, optional
        Name of a part.

    Returns
    -------
    list of dict
        With part, statement, element, rests_on and test.

    Raises
    ------
    UsageError
        If there is no such part.
    """
    table = tomllib.loads(files("bedspace.studies.record").joinpath("parts.toml").read_text(encoding="utf-8"))
    rows: list[dict[str, str]] = table["parts"]
    chosen = [row for row in rows if only in (None, row["part"])]
    if not chosen:
        raise UsageError(unknown(f"part {only}", str(only), [row["part"] for row in rows]))
    return chosen
