"""The elements that answer the statements of the reports: whether each exists, and the test that fails without it.

A kind of element knows the names there are, so no answer can name what is not there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

from bedspace.claims.ledger.entries import ledger
from bedspace.errors import Fault
from bedspace.model.outputs import OUTPUTS
from bedspace.model.system import MECHANISMS, NOT_MODELLED
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.policy import policies
from bedspace.studies.accounts.rivals import words
from bedspace.studies.record.parts import Answer, Element, answers, parts

_HERE = "tests/docs/test_coverage.py::"
_TEST_OF_KIND = {
    "mechanism": "tests/engines/test_mechanisms.py::test_each_mechanism_matters[{}]",
    "policy": "tests/parameters/test_policies.py::test_each_policy_matters[{}]",
    "parameter": f"{_HERE}test_each_named_parameter_moves_an_output[{{}}]",
    "output": f"{_HERE}test_each_named_output_is_computed[{{}}]",
    "ledger": f"{_HERE}test_each_named_entry_says_who_when_and_where[{{}}]",
    "account": "tests/studies/test_accounts.py::test_each_rival_moves_something_that_was_counted[{}]",
    "not modelled": f"{_HERE}test_what_is_not_modelled_has_a_reason[{{}}]",
}


@cache
def studies() -> dict[str, dict[str, str]]:
    """Name of a study -> its module, and the test that fails without the module."""
    return tomllib.loads(Path(__file__).with_name("studies.toml").read_text(encoding="utf-8"))


_NAMES: Mapping[str, Callable[[], Collection[str]]] = {
    "mechanism": lambda: MECHANISMS,
    "policy": policies,
    "output": lambda: OUTPUTS,
    "parameter": catalogue,
    "ledger": lambda: {entry.id for entry in ledger()},
    "study": studies,
    "account": words,
    "not modelled": lambda: NOT_MODELLED,
}


def elements() -> list[Element]:
    """Every element that answers a statement, once, in the order of the alphabet."""
    return sorted({element for each in answers() for element in each.elements}, key=str)


def exists(element: Element) -> bool:
    """Whether the software has the element."""
    return element.kind in _NAMES and element.name in _NAMES[element.kind]()


def named_test(element: Element) -> str:
    """The test that fails when the element is switched off or missing."""
    if element.kind == "study":
        return studies()[element.name]["test"]
    return _TEST_OF_KIND[element.kind].format(element.name)


def faults(found: Iterable[Answer]) -> list[Fault]:
    """Every part that is none of the thirteen, and every element that does not exist."""
    known = [row["part"] for row in parts()]
    of_parts = [
        Fault("statements.toml", f"part {each.part}", f"one of {known}") for each in found if each.part not in known
    ]
    named = dict.fromkeys(element for each in found for element in each.elements)
    of_elements = [
        Fault("statements.toml", f"{each} does not exist", "an element of the software")
        for each in named
        if not exists(each)
    ]
    return [*of_parts, *of_elements]
