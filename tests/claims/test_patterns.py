"""A text without any word of a pattern is not searched, and no match is lost by that."""

from __future__ import annotations

import gc
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from tests.claims.verdict_of import HERE, rows

from bedspace.claims.check.checks import check
from bedspace.claims.patterns import Pattern, Phrases, openings_of, words_in
from bedspace.claims.read.masks import masks


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"\bbook(?:ed)?[- ]?ins?\b|\badmi(?:tted|ssions?)\b", {"book", "admi"}),
        (r"(?<!x)\bover (?:\d+|ten) days\b", {"over "}),
        (r"colou?r", {"colo"}),
        (r"ab*c|d{0,2}ef", {"a", "ef"}),
        (r"(?:a|b)?cd", {"cd"}),
        (r"(?:ICE|)\d", set()),
        (r"(?:long|longer)?", set()),
        (r"(?-i:ICE)\.", {"ice"}),
        (r"(?!never)\w+", set()),
        (r"\n\t", set()),
        (r"[]a]bc\\", {"bc"}),
        ("’s", {"s"}),
    ],
)
def test_the_words_are_those_that_every_match_has(source: str, words: set[str]) -> None:
    assert words_in(source) == words


def test_no_pattern_loses_a_match() -> None:
    """Each sentence of the sets against each pattern that reading and checking them made."""
    texts = [row.text for path in sorted(HERE.glob("stranger*.csv")) for row in rows(path)]
    texts += Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    check("\n".join(texts[:50]))
    gc.unfreeze()  # a server that another test made ready hides them
    patterns = [each for each in gc.get_objects() if isinstance(each, Pattern)]
    assert len(patterns) > 200
    whole = "\n".join(texts)
    for pattern in patterns:
        plain = re.compile(pattern.pattern, pattern.flags)
        if pattern.needed and plain.search(whole):
            assert not [text for text in texts if plain.search(text) and not pattern.may_be_in(text)], pattern.pattern


@pytest.mark.parametrize("letter", ["ı", "İ", "ſ", "K"])
def test_a_letter_that_is_taken_for_another_is_searched(letter: str) -> None:
    plain = {"ı": "i", "İ": "i", "ſ": "s", "K": "k"}[letter]
    assert Pattern(f"x{plain}", re.IGNORECASE).search(f"x{letter}")


def test_what_no_text_needs_is_not_compiled() -> None:
    pattern = Pattern("seldom")
    assert pattern.search("often") is None
    assert "compiled" not in vars(pattern)
    assert pattern.search("seldom")
    assert "compiled" in vars(pattern)


@pytest.mark.parametrize(
    ("phrase", "letters"),
    [
        ("(?:Joe |president )?biden|us", "bJpu"),
        (r"\(?ATD\)?", "(A"),
        (r"(?P=same)x", ""),
        (r"\bq{1,3}u|w{0,2}v", "qwv"),
        ("[a-c]d", "abc\x80"),
        (r"(?<=day at )\d", "0123456789\x80"),
        ("§+", "\x80"),
        ("(?:so )*far", "sf"),
        (r"\bnow(?= and)", "n"),
        ("x?", ""),
    ],
)
def test_a_phrase_begins_with_these_letters(phrase: str, letters: str) -> None:
    assert openings_of(phrase) == set(letters)


def test_masks_by_letter_are_those_of_one_expression() -> None:
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "masks.toml").read_text(encoding="utf-8"))
    groups = []
    for place, sources in enumerate(table["patterns"].values()):
        source = "|".join(sources)
        for name, words in table["words"].items():
            source = source.replace(f"<{name}>", words)
        groups.append(f"(?P<m{place}>{source})")
    whole, reasons = re.compile("|".join(groups), re.MULTILINE), tuple(table["patterns"])
    here = Path(__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in sorted(here.rglob("*.txt"))]
    texts += ["x2024 Q42024, http://a.b/1 (see §§ 7.1, ¶ 12) +1-202-555-0134 [3]\n  12) a\n 4 \n#7 Ａ４ ⁵"]
    for text in [*texts, *(text.upper() for text in texts)]:
        told = [
            (match.start(), match.end(), reasons[int((match.lastgroup or "")[1:])]) for match in whole.finditer(text)
        ]
        assert [(mask.start, mask.end, mask.reason) for mask in masks(text)] == told


def test_phrases_by_letter_are_those_of_one_expression() -> None:
    rules = files("bedspace.claims").joinpath("rules", "plain_words.toml").read_text(encoding="utf-8")
    phrases = sorted(tomllib.loads(rules)["neutral"], key=len, reverse=True)
    whole = re.compile(rf"(?<![\w-])(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)
    texts = [row.text for path in sorted(HERE.glob("stranger*.csv")) for row in rows(path)]
    by_letter = Phrases(phrases)
    for text in [*texts, *map(str.upper, texts[:50]), *(text.replace(" ", "-", 3) for text in texts[:50])]:
        assert by_letter.spans(text) == [match.span() for match in whole.finditer(text)]
