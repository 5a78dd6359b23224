"""The glossary is current, each word stands once, and the code defines what the page says that it defines."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.docs.glossary import defined, in_words, page
from tools.docs.markdown import TO_REWRITE

from bedspace.model.outputs import OUTPUTS
from bedspace.studies.record.words import groups

ROOT = Path(__file__).resolve().parents[2]
WORDS = {word: entry for group in groups() for word, entry in group["words"].items()}


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8") == page(), TO_REWRITE


def test_each_word_stands_once() -> None:
    assert len(WORDS) == sum(len(group["words"]) for group in groups())


@pytest.mark.parametrize("word", [word for word, entry in WORDS.items() if "code" in entry])
def test_a_definition_of_the_code_is_printed(word: str) -> None:
    assert in_words(defined(WORDS[word]["code"])) in page()


def test_discretionary_is_what_the_page_says() -> None:
    """The engines read this list, so a form that is added or left out makes the page wrong."""
    assert in_words(defined(WORDS["discretionary release"]["code"])) == "recognizance, supervision, parole"


def test_every_output_is_defined() -> None:
    assert all(f"| `{name}` |" in page() for name in OUTPUTS)


def test_the_readme_links_the_glossary() -> None:
    assert "docs/glossary.md" in (ROOT / "README.md").read_text(encoding="utf-8")
