"""The code itself: size of functions, one definition a name, tests that exist, no figure of the shared folder."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "bedspace").rglob("*.py"))


def functions() -> list[tuple[str, int]]:
    """Every function of the package with its number of lines."""
    return [
        (f"{path.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_functions_are_short() -> None:
    lengths = sorted(length for _, length in functions())
    assert statistics.median(lengths) <= 10
    assert lengths[int(0.9 * len(lengths))] <= 40


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_public_functions_have_docstrings() -> None:
    missing = [
        f"{path.name}:{node.name}"
        for path in SOURCES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not missing


def test_every_named_test_exists() -> None:
    from bedspace.model.system import MECHANISMS
    from bedspace.studies.record.parts import parts

    for row in parts():
        file, name = row["test"].split("::", 1)
        text = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {name.split('[')[0]}(" in text, row["test"]
        if match := re.search(r"\[(.*)\]", name):
            assert match[1] in MECHANISMS, row["test"]


def test_tracked_text_names_no_registry_and_no_internal_label() -> None:
    host = re.compile(r"pypi\.org|pythonhosted|registry\.npm|deb\.debian")
    public = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CITATION.cff", *(ROOT / "docs").glob("*.md")]
    for path in [*SOURCES, *public, ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / "Makefile"]:
        assert not host.search(path.read_text(encoding="utf-8")), path
    for path in public:
        assert not re.search(r"\b[lL]ayer [ABC]\b|\bS1?\d\b|issue \d", path.read_text(encoding="utf-8")), path


def test_the_software_reads_nothing_beside_itself() -> None:
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.\./shared|/shared/", text), path
        assert not re.search(r"^\s*(from|import) (tools|tests|benchmarks)\b", text, re.MULTILINE), path


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 150


def test_dependencies_are_pinned_without_addresses() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+", line), line
