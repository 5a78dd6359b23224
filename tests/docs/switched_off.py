"""A plugin of pytest that takes one module of the package away: ``-p tests.docs.switched_off --switch-off MODULE``.

After collection, so that nothing fails for want of an import, every public function and class that the module
defines is replaced wherever a module holds it by name, and then gives nothing. Of a module without functions, whose
content is its tables, the tables are emptied too.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--switch-off", metavar="MODULE", help="module of the package to take away")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Replace by name; a module that is imported only later finds the replacement in the module itself."""
    emptied = {id(value): nothing for value, nothing in replacements(import_module(session.config.option.switch_off))}
    loaded = [
        module for name, module in sys.modules.items() if name.partition(".")[0] in ("bedspace", "tests", "tools")
    ]
    for module in dict.fromkeys([*loaded, *(item.module for item in session.items)]):
        for name, value in [*vars(module).items()]:
            if id(value) in emptied:
                setattr(module, name, emptied[id(value)])


def replacements(module: ModuleType) -> Iterator[tuple[Any, Any]]:
    """Each public thing that the module defines, and what takes its place."""
    public = [value for name, value in vars(module).items() if not name.startswith("_")]
    defined = [value for value in public if callable(value) and getattr(value, "__module__", "") == module.__name__]
    for value in defined:
        yield value, (Nothing(value.__name__, (), {}) if inspect.isclass(value) else lambda *_, **__: None)
    if all(inspect.isclass(value) for value in defined):
        yield from ((value, type(value)()) for value in public if isinstance(value, dict | tuple | list) and value)


class Nothing(type):
    """A class that makes nothing, and whose own methods give nothing; still a class for who asks for instances."""

    def __call__(cls, *_: object, **__: object) -> None:
        return None

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None
