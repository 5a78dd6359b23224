"""Pages from templates, in the styles of the report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from bedspace import __version__
from bedspace.figures.sources import EMBEDDED
from bedspace.report.numbers import SIGNS, sign
from bedspace.report.parts import kind_of
from bedspace.report.styles import DARK
from bedspace.web.links import Links

NAVIGATION = (
    ("", "Where things stand"),
    ("explorer", "Explorer"),
    ("reach", "What would it take?"),
    ("bottleneck", "What binds?"),
    ("check", "Check a text"),
    ("data", "Data"),
    ("forecasts", "Forecasts"),
    ("fate", "Fate of 100"),
    ("system", "System"),
    ("reports", "The five reports"),
    ("methods", "Methods"),
    ("glossary", "Glossary"),
    ("api", "API"),
)
"""Pages by their address, in the order of the navigation."""
ASSETS = ("bedspace.css", "bedspace.js")


@cache
def environment() -> Environment:
    """Templates of the pages, and the blocks of the report that they are made of."""
    loader = ChoiceLoader([PackageLoader("bedspace.web"), PackageLoader("bedspace.report")])
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.tests["kind"] = lambda block, name: kind_of(block) == name
    return made


def page(template: str, links: Links, here: str, **values: Any) -> str:
    """A page.

    Parameters
    ----------
    template : str
    links : Links
    here : str
        Its address in the navigation.
    **values
        What the template asks for.
    """
    shown = {"signs": {mark.value: sign(mark) for mark in SIGNS}, "navigation": NAVIGATION, "version": __version__}
    given = {**shown, "data": EMBEDDED.fingerprint, "links": links, "here": here, **values}
    return environment().get_template(template).render(given)


@cache
def asset(name: str) -> bytes:
    """A style sheet or script."""
    own = files("bedspace.web").joinpath("static", name).read_text(encoding="utf-8")
    if name != "bedspace.css":
        return own.encode()
    of_report = files("bedspace.report").joinpath("templates", "style.css").read_text(encoding="utf-8")
    return f"{of_report}\n{_dark_fills()}\n{own}".encode()


def _dark_fills() -> str:
    """Colours of the charts in dark mode."""
    rules = (
        f'.{kind} [{what}="{light}"] {{ {what}: {dark} }}'
        for light, dark in DARK.items()
        for kind in ("drawing", "sample")
        for what in ("fill", "stroke")
    )
    return f"@media screen and (prefers-color-scheme: dark) {{ {' '.join(rules)} }}"


@cache
def versions() -> Mapping[str, str]:
    """Hash of each asset: a new one has a new address."""
    return {name: hashlib.sha256(asset(name)).hexdigest()[:10] for name in ASSETS}
