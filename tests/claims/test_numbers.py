"""The grammar of quantities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedspace.claims.read.numbers import Kind, quantities
from bedspace.claims.read.sentences import words
from bedspace.claims.read.topic import may_hold_numbers


def _one(text: str) -> tuple[str, float | None, float | None, str]:
    (quantity,) = quantities(list(words(text)))
    return quantity.kind.value, quantity.low, quantity.high, quantity.comparator


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "comparator"),
    [
        ("1,179 arrests", "count", 1179, 1179, "exact"),
        ("nearly 42,000 immigrants", "count", 42_000, 42_000, "about"),
        ("more than 8,000 people", "count", 8_000, 8_000, "more_than"),
        ("between 1,200 and 1,500 arrests", "count", 1200, 1500, "range"),
        ("1,200-1,400 arrests", "count", 1200, 1400, "range"),
        ("six or even seven officers", "count", 6, 7, "range"),
        ("15 to 20 million immigrants", "count", 15e6, 20e6, "range"),
        ("half a million", "count", 500_000, 500_000, "exact"),
        ("a quarter million arrests", "count", 250_000, 250_000, "exact"),
        ("two dozen", "count", 24, 24, "exact"),
        ("a single person", "count", 1, 1, "exact"),
        ("two hundred and fifty thousand", "count", 250_000, 250_000, "exact"),
        ("seventy-five arrests", "count", 75, 75, "exact"),
        ("$1.2 billion", "money", 1.2e9, 1.2e9, "exact"),
        ("$45bn", "money", 45e9, 45e9, "exact"),
        ("3 million dollars", "money", 3e6, 3e6, "exact"),
        ("108%", "percent", 108, 108, "exact"),
        ("33 per cent", "percent", 33, 33, "exact"),
        ("30 to 40 percent", "percent", 30, 40, "range"),
        ("three in four detainees", "percent", 75, 75, "exact"),
        ("nine out of ten detainees", "percent", 90, 90, "exact"),
        ("two-thirds of them", "percent", 200 / 3, 200 / 3, "exact"),
        ("more than doubled", "multiple", 2, 2, "more_than"),
        ("nearly 10 times the", "multiple", 10, 10, "about"),
        ("eightfold", "multiple", 8, 8, "exact"),
        ("44 days", "days", 44, 44, "exact"),
        ("six months", "days", 180, 180, "exact"),
        ("about six and a half weeks", "days", 45.5, 45.5, "about"),
        ("two years and four months", "days", 850, 850, "exact"),
        ("100 or more", "count", 100, 100, "at_least"),
        ("500+", "count", 500, 500, "more_than"),
        ("as many as 1,000", "count", 1000, 1000, "up_to"),
        ("hundreds of people", "count", None, None, "about"),
        ("a hundred and six people", "count", 106, 106, "exact"),
        ("a thousand and ninety", "count", 1_090, 1_090, "exact"),
        ("twenty-six hundred officers", "count", 2_600, 2_600, "exact"),
        ("six or seven hundred arrests", "count", 600, 700, "range"),
        ("six fifty, maybe seven hundred", "count", 650, 700, "range"),
        ("between a thousand and twelve hundred", "count", 1_000, 1_200, "range"),
        ("forty-one five", "count", 41_500, 41_500, "exact"),
        ("two and a half million people", "count", 2.5e6, 2.5e6, "exact"),
        ("two and a half weeks", "days", 17.5, 17.5, "exact"),
        ("two-and-a-half million people", "count", 2.5e6, 2.5e6, "exact"),
        ("more than 1½ million people", "count", 1.5e6, 1.5e6, "more_than"),
        ("3¼ percent", "percent", 3.25, 3.25, "exact"),
        ("2½ times the", "multiple", 2.5, 2.5, "exact"),
        ("one-ninety on the roster", "count", 190, 190, "exact"),
        ("now two-forty", "count", 240, 240, "exact"),
        ("one-hundred-and-ten beds", "count", 110, 110, "exact"),
        ("170 thousand million dollars", "money", 170e9, 170e9, "exact"),
        ("a couple of million", "count", 2e6, 2e6, "exact"),
        ("fifty grand", "money", 50_000, 50_000, "exact"),
        ("8 of every 100 deportees", "percent", 8, 8, "exact"),
        ("one of every three detainees", "percent", 100 / 3, 100 / 3, "exact"),
        ("half a dozen", "count", 6, 6, "exact"),
        ("one point two billion dollars", "money", 1.2e9, 1.2e9, "exact"),
        ("nine cases out of ten", "percent", 90, 90, "exact"),
        ("9-in-10 detainees", "percent", 90, 90, "exact"),
        ("one of every ten detainees", "percent", 10, 10, "exact"),
        ("last year it was half.", "percent", 50, 50, "exact"),
        ("fell by a third in May", "percent", 100 / 3, 100 / 3, "exact"),
        ("Average stay (days): 45.2", "days", 45.2, 45.2, "exact"),
    ],
)
def test_phrases(text: str, kind: str, low: float | None, high: float | None, comparator: str) -> None:
    assert _one(text) == (kind, low, high, comparator)


def test_from_and_to_are_two_numbers_but_a_span_is_one() -> None:
    moved = quantities(list(words("fell from 600 to 300 arrests")))
    assert [q.low for q in moved] == [600, 300]
    ranged = quantities(list(words("ranging from 300 to 600 arrests")))
    assert [(q.low, q.high) for q in ranged] == [(300, 600)]


def test_a_unit_that_one_end_of_a_change_names_is_shared() -> None:
    for text in ("went from 31 to 67 days", "went from 31 days in March to 67 now"):
        assert [(q.kind.value, q.low) for q in quantities(list(words(text)))] == [("days", 31), ("days", 67)]


def test_a_percentage_and_a_price_are_no_span_and_equal_units_are_no_one_length() -> None:
    kinds = [
        quantity.kind for quantity in quantities(list(words("rose 4 percent to $31 after two days and three days")))
    ]
    assert kinds == ["percent", "money", "days", "days"]


def test_how_often_something_happened_is_no_multiple() -> None:
    assert [one.kind for one in quantities(list(words("inspectors came 5 times in the past year")))] == ["count"]


def test_a_clock_and_two_numbers_are_no_number_as_spoken() -> None:
    assert [q.low for q in quantities(list(words("at six fifty")))] == [6, 50]
    assert [q.low for q in quantities(list(words("twenty-one five-year plans")))] == [21, 5 * 365]


def test_two_numbers_in_words_with_a_dash_are_a_span_or_a_clock_where_they_are_no_number_as_spoken() -> None:
    assert _one("five-ten people") == ("count", 5, 10, "range")
    assert _one("ten-fifteen people") == ("count", 10, 15, "range")


def test_a_part_of_a_whole_is_two_numbers() -> None:
    assert [q.low for q in quantities(list(words("45 out of 181 facilities")))] == [45, 181]


_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_ONES += ["seventeen", "eighteen", "nineteen"]
_TENS = ["?", "?", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _spell(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_ONES[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{_ONES[value // 100]} hundred" + (f" and {_spell(value % 100)}" if value % 100 else "")
    rest = f" {_spell(value % 1000)}" if value % 1000 else ""
    return f"{_spell(value // 1000)} thousand{rest}"


@given(st.integers(2, 999_999))
def test_numbers_in_words_round_trip(value: int) -> None:
    kind, low, high, _ = _one(_spell(value))
    assert (kind, low, high) == ("count", value, value)


@given(st.integers(0, 10**12))
def test_numbers_in_digits_round_trip(value: int) -> None:
    assert _one(f"{value:,}")[1] == value
    assert _one(f"{value}")[1] == value


@given(st.integers(1, 9_999), st.sampled_from([("thousand", 1e3), ("million", 1e6), ("billion", 1e9)]))
def test_magnitudes_round_trip(tenths: int, magnitude: tuple[str, float]) -> None:
    word, factor = magnitude
    kind, low, _, _ = _one(f"${tenths / 10} {word}")
    assert kind == Kind.MONEY
    assert low == pytest.approx(tenths / 10 * factor)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_ranges_round_trip(low: int, width: int) -> None:
    high = min(low + width, 15 * low)
    if high > low:
        assert _one(f"between {low:,} and {high:,}")[1:] == (low, high, "range")
        assert _one(f"{low:,}-{high:,}")[1:] == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("It held 9.", True),
        ("Dozens were held.", True),
        ("A TWELVE-BED unit.", True),
        ("Arrests rose tenfold.", True),
        ("The scaffold fell.", True),
        ("It was told to fold.", False),
        ("People were held.", False),
        ("Twelvemonth of it.", False),
    ],
)
def test_only_a_sentence_with_a_digit_or_a_word_for_a_number_is_tried(text: str, may: bool) -> None:
    assert may_hold_numbers(text) is may


def test_a_comma_behind_thousands_is_no_part_of_the_number() -> None:
    """Python 3.11.2 keeps it where a group is repeated possessively."""
    told = "it was 185,884, three of 1,234,5678 and 12,345,678.5, or more"
    found = [word.text for word in words(told)]
    assert [text for text in found if text[0].isdigit()] == ["185,884", "1", "234", "5678", "12,345,678.5"]
