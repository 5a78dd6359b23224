"""Public figures and their comparison with the model; how numbers are shown; colours that can be read."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedspace.errors import UsageError
from bedspace.figures.public import of_series, public_figure, public_figures
from bedspace.report.comparison import Comparison, cumulative_steps
from bedspace.report.numbers import percent, three
from bedspace.report.styles import DARK, FAINT, INK, MARKS, ON_FILL, STYLES


def test_posts_are_nine_days_in_a_row_and_add_up() -> None:
    posts = of_series("post")
    assert [(after.first - before.first).days for before, after in pairwise(posts)] == [1] * 8
    assert sum(post.value for post in posts) == 7314
    assert next(post.value for post in posts if post.first.weekday() == 6) == 956


def test_every_public_figure_says_who_when_and_what_for() -> None:
    figures = public_figures()
    assert len({figure.fact for figure in figures}) == len(figures)
    for figure in figures:
        assert figure.publisher
        assert re.match(r"\d{4}-\d{2}", figure.published)
        assert figure.used_for in ("used-for-fit", "held-out")
        assert figure.first <= figure.last
        assert "http" not in figure.citation
    with pytest.raises(UsageError, match="there is none"):
        public_figure("nonsense")


def test_steps_between_cumulative_counts() -> None:
    dip, after = cumulative_steps()
    assert dip.value == pytest.approx((14000 - 8276) / 11)
    assert after.value == pytest.approx((32809 - 14000) / 27)
    assert (dip.first.isoformat(), after.first.isoformat()) == ("2025-02-01", "2025-02-12")


READINGS = [
    ("at", 150, True),
    ("at", 90, False),
    ("at", 210, False),
    ("below", 110, True),
    ("below", 104, False),
    ("above", 190, True),
    ("above", 196, False),
]


@pytest.mark.parametrize(("bound", "said", "agrees"), READINGS)
def test_a_comparison_reads_bounds_as_bounds(bound: str, said: float, agrees: bool) -> None:
    modelled = np.linspace(100, 200, 1001)
    one = Comparison("", "", said, bound, modelled, "held-out", "")
    assert one.agrees is agrees
    assert one.factor == pytest.approx(195 / 105)


@given(st.floats(1e-3, 1e9))
def test_at_most_three_significant_digits(value: float) -> None:
    text = three(value)
    assert len(text.replace(",", "").replace(".", "").strip("0")) <= 3
    assert float(text.replace(",", "")) == pytest.approx(value, rel=0.00501)


@given(st.floats(0, 2))
def test_per_cent_goes_no_finer_than_a_tenth(share: float) -> None:
    assert float(percent(share).removesuffix(" %")) == pytest.approx(100 * share, abs=0.51)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(np.dot((0.2126, 0.7152, 0.0722), linear))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def themes() -> list[dict[str, str]]:
    """Named colours of the light and the dark page."""
    sheet = files("bedspace.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", sheet, re.S)
    full = [re.sub(r"#(\w)(\w)(\w)\b", r"#\1\1\2\2\3\3", block) for block in blocks]
    return [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in full]


def test_text_can_be_read_in_both_themes() -> None:
    light, dark = themes()
    for theme in (light, dark):
        for name in ("ink", "faint", "link", *MARKS):
            assert min(contrast(theme[name], theme[paper]) for paper in ("page", "card")) >= 4.5, name


def test_marks_have_the_colours_of_the_charts_in_both_themes() -> None:
    light, dark = themes()
    for word, colour in MARKS.items():
        assert (light[word], dark[word]) == (colour, DARK[colour])


def test_lines_and_labels_of_charts_can_be_seen_in_both_themes() -> None:
    light, dark = themes()
    drawn = {style.colour for style in STYLES.values() if style.shape != "box"} | {INK, FAINT}
    for colour in drawn:
        assert contrast(colour, light["card"]) >= 4.5, colour
        assert contrast(DARK[colour], dark["card"]) >= 4.5, colour
    for style in STYLES.values():
        assert style.shape != "box" or contrast(ON_FILL, style.colour) >= 4.5
