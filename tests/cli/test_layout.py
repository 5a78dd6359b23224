"""Tables as lines: every text can be read back, at any width; numbers, years and days stay whole."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bedspace.cli.layout import Column, fold, lines_of

WORDS = st.text(alphabet="abéß漢_-/;=.,FY0123456789 \t\n\x1b\ud800", max_size=60)
NUMBERS = st.one_of(
    st.integers(-(10**13), 10**13).map("{:,}".format),
    st.dates().map(str),
    st.integers(1990, 2035).map("FY{}".format),
    st.floats(0.001, 1).map("{:.3g}".format),
)


@st.composite
def tables(draw: st.DrawFn) -> list[Column]:
    """One to eight columns of texts or of numbers, of equal height."""
    height = draw(st.integers(0, 6))
    kinds = draw(st.lists(st.booleans(), min_size=1, max_size=8))
    return [
        Column(
            f"the column {place}",
            tuple(draw(st.lists(NUMBERS if numeric else WORDS, min_size=height, max_size=height))),
            numeric,
        )
        for place, numeric in enumerate(kinds)
    ]


def bare(text: str) -> str:
    """A text without spaces, its unprintable signs spelt out as the layout spells them."""
    seen = (sign if sign.isprintable() else ascii(sign)[1:-1] for sign in "".join(text.split()))
    return "".join(seen)


@given(tables(), st.integers(20, 160))
def test_every_text_can_be_read_back(columns: list[Column], width: int) -> None:
    lines = lines_of(columns, width)
    letters = sorted("".join(bare(line) for line in lines if set(line) - set("- ")).replace(":", ""))
    texts = "".join(bare(text) for column in columns for text in column.texts)
    missing = list(letters)
    for letter in texts.replace(":", ""):
        if letter != "-":  # a line of dashes alone may be the rule under the heading
            missing.remove(letter)


@given(tables(), st.integers(20, 160))
def test_numbers_years_and_days_stand_whole_on_one_line(columns: list[Column], width: int) -> None:
    told = [word for line in lines_of(columns, width) for word in line.split()]
    for column in columns:
        for text in column.texts if column.numeric else ():
            assert text in told


@given(tables(), st.integers(40, 160))
def test_no_line_is_wider_than_asked_but_for_what_may_not_be_folded(columns: list[Column], width: int) -> None:
    for line in lines_of(columns, width):
        assert cell_len(line) <= width or re.search(r"\d[\d.,:-]{18}", line), line


@given(WORDS, st.integers(1, 60))
def test_folded_text_keeps_every_sign_in_order(text: str, width: int) -> None:
    assert "".join(bare(line) for line in fold(text, width)) == bare(text)


def test_text_folds_between_words_and_a_long_word_after_a_sign() -> None:
    assert fold("beds paid for in FY2025", 12) == ["beds paid", "for in", "FY2025"]
    assert fold("https://www.example.org/a/2025/01/page", 16) == ["https://", "www.example.org/", "a/2025/01/page"]
    assert fold("3,010,000,000", 5) == ["3,010,000,000"]
    assert fold("reports-2025-02+quota-3000", 16) == ["reports-2025-02+", "quota-3000"]
    assert fold("  under its account", 10) == ["  under", "  its", "  account"]


def test_a_table_that_fits_has_columns_and_a_wider_one_blocks() -> None:
    columns = [Column("name", ("a", "b"), False), Column("dollars", ("3,010,000,000", "-2,120"), True)]
    assert lines_of(columns, 80) == [
        "name        dollars",
        "----  -------------",
        "a     3,010,000,000",
        "b            -2,120",
    ]
    assert lines_of(columns, 18)[1:3] == ["---- -------------", "a    3,010,000,000"]
    assert lines_of([*columns, Column("a note", ("unaffordable", ""), False)], 24) == [
        "name:    a",
        "dollars: 3,010,000,000",
        "a note:  unaffordable",
        "",
        "name:    b",
        "dollars: -2,120",
    ]


def test_a_word_under_its_account_stays_whole() -> None:
    indented = Column("t", ("  661 officer-years",), False)
    assert lines_of([indented, Column("n", ("1",), True)], 18)[2:] == ["  661            1", "  officer-years"]


def test_text_gives_way_before_numbers() -> None:
    told = lines_of([Column("n", ("41,500",), True), Column("t", ("one two three four five six",), False)], 22)
    assert told[2:] == ["41,500  one two three", "        four five six"]


def test_a_table_taller_than_its_blocks_becomes_blocks() -> None:
    text = " ".join(["word"] * 40)
    told = lines_of([Column(name, (text,), False) for name in "abcdefgh"], 60)
    assert told[0].startswith("a: word word")
