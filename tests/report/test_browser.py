"""The page in a browser: what fits the first screen, nothing overflows, no request, no fault that axe finds.

Needs what `tests/chromium.py` says.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.chromium import AXE, NEEDED

from bedspace.report import pages
from bedspace.report.findings import gather
from bedspace.studies.run.runs import Request

SCREENS = {"desktop": (1280, 600), "phone": (390, 900)}
"""Width in pixels, and the height in which the first screen must answer."""
LONGEST, MOST_PAGES = 4_000, 4
SCENARIOS = ("reports-2025-02", "no-change", "reports-2025-02+guantanamo-30000-announced")

pytestmark = NEEDED


@pytest.fixture(scope="module", params=SCENARIOS)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a scenario."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(pages.page(gather(Request(request.param, draws=200))), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_screen_answers(browser: Any, file: Path, screen: str, scheme: str) -> None:
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    bottom = page.evaluate("document.querySelector('#screen').getBoundingClientRect().bottom")
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    context.close()
    assert bottom <= height
    assert size[0] <= width
    assert size[1] <= LONGEST
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_no_words_of_a_chart_touch_or_leave_it(browser: Any, file: Path, screen: str) -> None:
    width, height = SCREENS[screen]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(file.as_uri())
    drawings = page.evaluate(
        """[...document.querySelectorAll('.drawing svg')].filter(svg => svg.getBoundingClientRect().width).map(svg => {
          const box = r => [r.left, r.top, r.right, r.bottom];
          const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()
            && getComputedStyle(t).opacity !== '0' && t.getAttribute('opacity') !== '0');
          const frame = box(svg.getBoundingClientRect());
          const plot = svg.querySelector('path.background').getBoundingClientRect().left;
          return [frame, texts.map(t => [t.textContent, ...box(t.getBoundingClientRect())]), plot,
            [...svg.querySelectorAll('.mark-text.role-mark text')].map(
              t => [t.textContent, t.getBoundingClientRect().left])];
        })"""
    )
    page.close()
    assert drawings
    for frame, texts, plot, notes in drawings:
        assert [name for name, left in notes if left < plot - 1] == []  # no note lies over the axis
        for name, left, top, right, bottom in texts:
            assert left >= frame[0] - 1, name
            assert right <= frame[2] + 1, name
            for other, *place in texts:
                if other != name:
                    across = min(right, place[2]) - max(left, place[0])
                    along = min(bottom, place[3]) - max(top, place[1])
                    assert across < 2 or along < 4, (name, other)


def test_it_prints_on_few_pages(browser: Any, file: Path) -> None:
    page = browser.new_page()
    page.goto(file.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= MOST_PAGES


def test_it_reads_without_scripts_and_a_link_opens_the_fold(browser: Any, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert len(page.locator("h1").inner_text()) > 40
    page.locator(".card .figure a.n").last.click()
    assert page.locator("tr:target").is_visible()
    context.close()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is absent: set AXE_CORE to its axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_no_violation(browser: Any, file: Path, screen: str, scheme: str) -> None:
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(file.as_uri())
    for opened in (False, True):
        page.evaluate("open => document.querySelectorAll('details').forEach(each => each.open = open)", opened)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []
    context.close()
