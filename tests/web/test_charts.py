"""Charts as files: a picture that opens in its reader, with its words, and the chart of the page."""

from __future__ import annotations

import html
import io
import itertools
import struct
import xml.etree.ElementTree as ET
from datetime import date
from urllib.parse import urlsplit

import pypdf
import pytest
from fastapi.testclient import TestClient
from tests.web.client import client
from tests.web.markup import read

from bedspace.report.fan import Course, svg, ticks_of

SVG = "{http://www.w3.org/2000/svg}"
ADDRESSES = (
    "/api/v1/charts/flows.svg?from=2025-01-01&to=2025-06-30",
    "/api/v1/charts/forecast.svg?as_of=2025-06-20",
    "/api/v1/charts/facility.svg?name=krome",
    "/api/v1/charts/fate.svg?draws=2",
    "/api/v1/charts/explorer.svg?draws=20&bond_release=2",
)


@pytest.fixture(scope="module")
def asked() -> TestClient:
    return client()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_chart_opens_and_says_what_it_shows(address: str, asked: TestClient) -> None:
    drawn = asked.get(address)
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")
    root = ET.fromstring(drawn.content)
    assert root.tag == f"{SVG}svg"
    assert (root.attrib["role"], float(root.attrib["width"]) > 300) == ("img", True)
    words = [root.findtext(f"{SVG}{tag}") or "" for tag in ("title", "desc")]
    assert all(len(text) > 15 for text in words)
    assert "http://" not in drawn.text.replace("http://www.w3.org/", "")
    pixels = asked.get(address.replace(".svg", ".png")).content
    assert pixels[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", pixels[16:24])
    assert width == pytest.approx(2 * float(root.attrib["width"]), abs=2)
    assert height > 300


def test_the_page_leads_to_its_chart(asked: TestClient) -> None:
    page = read(asked.get("/explorer?draws=20&bond_release=2").text)
    (link,) = [each.attributes["href"] for each in page.all("a") if each.text == "SVG"]
    assert urlsplit(link).path == "/api/v1/charts/explorer.svg"
    lines = [each.attributes["points"] for each in page.all("polyline")]
    root = ET.fromstring(asked.get(link).content)
    assert {each.attrib["points"] for each in root.iter(f"{SVG}polyline")} <= set(lines)


def test_a_chart_stands_alone_on_a_page_that_others_may_embed(asked: TestClient) -> None:
    page = read(asked.get("/facility?name=krome").text)
    (link,) = [each.attributes["href"] for each in page.all("a") if each.text == "alone, to embed"]
    (snippet,) = [each.text for each in page.all("pre") if each.attributes.get("class") == "embed"]
    frame = next(read(snippet).all("iframe"))
    answer = asked.get(link)
    alone = read(answer.text)
    (drawing, *_) = [each for each in alone.all("div") if each.attributes.get("role") == "img"]
    assert frame.attributes["title"] == drawing.attributes["aria-label"]
    assert html.unescape(frame.attributes["src"]) == link
    assert list(alone.all("table"))
    assert not list(alone.all("form", "script", "button"))
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    assert asked.get("/glossary").headers["x-frame-options"] == "DENY"
    assert asked.get("/embed/nothing").status_code == 404


def test_a_chart_is_a_pdf_too(asked: TestClient) -> None:
    drawn = asked.get("/api/v1/charts/fate.pdf?draws=2")
    assert (drawn.headers["content-type"], drawn.content[:4]) == ("application/pdf", b"%PDF")
    assert len(pypdf.PdfReader(io.BytesIO(drawn.content)).pages) == 1


def test_what_has_no_chart_is_told(asked: TestClient) -> None:
    for address, status in (
        ("nothing.svg", 404),
        ("flows.gif", 422),
        ("fate.svg?number=NaN", 422),
        ("facility.svg", 422),
    ):
        answer = asked.get(f"/api/v1/charts/{address}")
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(("low", "high"), [(41_200, 66_300), (0, 1), (10, 10), (39_999, 40_001), (0, 3_000_000)])
def test_ticks_hold_all_values_and_are_even(low: float, high: float) -> None:
    ticks = ticks_of(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert len({round(b - a, 6) for a, b in itertools.pairwise(ticks)}) == 1
    assert 2 <= len(ticks) <= 8


def test_a_higher_number_stands_higher_and_names_do_not_touch() -> None:
    courses = [Course(name, "#000", "", [(v - 5, v, v + 5)] * 31, 0.2) for name, v in (("a", 1000.0), ("b", 1001.0))]
    root = ET.fromstring(f"<svg{str(svg(date(2025, 1, 1), courses, [(date(2025, 1, 9), 1000.5)])).split('<svg', 1)[1]}")
    names = {
        text.text: float(text.attrib["y"]) for text in root.iter(f"{SVG}text") if text.attrib["text-anchor"] == "start"
    }
    assert set(names) == {"a 1,000", "b 1,000"}
    assert names["a 1,000"] - names["b 1,000"] >= 15
    heights = [float(line.attrib["points"].split(",")[1].split()[0]) for line in root.iter(f"{SVG}polyline")]
    assert heights[0] > heights[1]


@pytest.mark.parametrize(
    ("narrow", "names"),
    [(True, ["60,000", "as it is", "60,000", "changed"]), (False, ["as it is 60,000", "changed 60,000"])],
)
def test_names_stand_inside_the_drawing_and_on_a_narrow_screen_over_their_numbers(
    narrow: bool, names: list[str]
) -> None:
    courses = [Course(name, "#000", "", [(0, 60_000, 110_000)] * 31, 0.2) for name in ("as it is", "changed")]
    drawn = ET.fromstring(svg(date(2025, 1, 1), courses, [], narrow=narrow))
    width = float(drawn.attrib["viewBox"].split()[2])
    texts = list(drawn.iter(f"{SVG}text"))
    named = [each for each in texts if each.attrib["text-anchor"] == "start"]
    assert [each.text for each in named] == names
    assert len({each.attrib["y"] for each in named}) == len(names)
    wide = 0.65 * float(drawn.attrib["font-size"])  # of a letter, in a wide face
    assert all(float(each.attrib["x"]) + wide * len(each.text or "") <= width for each in named)
    ends = [each for each in texts if each.attrib["text-anchor"] == "end"]
    assert all(float(each.attrib["x"]) >= 0.55 * 13 * len(each.text or "") for each in ends)
