"""The explorer in a browser, as a newcomer and a journalist meet it: a scenario, a link, a sentence to copy.

Needs what `tests/chromium.py` says.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import uvicorn
from tests.chromium import AXE, NEEDED

from bedspace.web.app import make_app

ARTICLE = """ICE has arrested more than 8,000 people since January 20, officials say. Of those, 461 were released.

The agency held 39,703 people in detention on January 12, 2025. It rained in Chicago."""
PAGES = (
    *(
        "/",
        "/explorer?draws=20&scenario=reports-2025-02&beds_usable=100000",
        "/reach",
        "/bottleneck",
        "/persons",
        "/check",
        "/data?words=krome",
        "/system",
    ),
    *("/facility?name=krome", "/figure?figure=beds_funded", "/forecasts", "/fate?draws=20", "/reports", "/methods"),
    *("/glossary", "/api", "/embed/flows"),
)

CLIPPED = """() => [...document.querySelectorAll('figure svg text, .diagram svg text')].filter((text) => {
    const own = text.getBoundingClientRect(), all = text.ownerSVGElement.getBoundingClientRect();
    const place = text.getScreenCTM();
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(place.a, place.b);
    return own.width && (own.left < all.left - 1 || own.right > all.right + 1 || size < 11.9);
}).map((text) => text.textContent)"""
"""Letters of charts that are cut off at the side, or smaller than 12 px."""

pytestmark = NEEDED


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """Address of a server on this machine."""
    server = uvicorn.Server(uvicorn.Config(make_app(), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_overflows_asks_elsewhere_or_fails_axe(browser: Any, base: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, wrong = context.new_page(), []
    page.on("request", lambda each: each.url.startswith((base, "data:")) or wrong.append(each.url))
    page.on("pageerror", lambda each: wrong.append(str(each)))
    for path in PAGES:
        page.goto(base + path, timeout=240_000)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path} overflows")
        wrong += [f"{path} clips {words}" for words in page.evaluate(CLIPPED)]
        if AXE.is_file():
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            wrong += [f"{path}: {each['id']}" for each in found]
    context.close()
    assert wrong == []


def test_a_newcomer_gets_a_scenario_a_chart_and_a_link(browser: Any, base: str, tmp_path: Path) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(240_000)
    page.goto(f"{base}/explorer?scenario=reports-2025-02")
    page.fill("#beds_usable", "45000")
    page.wait_for_selector("#result >> text=With these changes")
    page.wait_for_selector("#result[aria-busy=true]", state="detached")
    assert dict(parse_qsl(urlsplit(page.url).query))["beds_usable"] == "45000"
    with page.expect_download() as saved:
        page.click("#held >> text=SVG")
    saved.value.save_as(tmp_path / "chart.svg")
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8").startswith("<svg")
    page.goto(base + page.get_attribute(".permalink", "href"))
    assert "With these changes" in page.inner_text(".finding")
    assert page.input_value("#beds_usable") == "45000"
    context.close()


def test_a_phone_shows_the_finding_beside_the_number_that_moves(browser: Any, base: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{base}/explorer?scenario=reports-2025-02&draws=20", timeout=240_000)
    page.locator("input.range").last.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("#result >> text=With these changes", timeout=240_000)
    for shown in (page.locator(".finding"), page.locator("input.range").last):
        box = shown.bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= 844
    page.close()


def test_the_keyboard_alone_reaches_numbers_and_the_result(browser: Any, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/explorer?draws=20", timeout=240_000)
    seen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if seen[-1] == "permalink":
            break
    assert {"removal_effort", "permalink"} <= set(seen)
    page.close()


def test_a_journalist_copies_a_cited_sentence(browser: Any, base: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(240_000)
    page.goto(f"{base}/check")
    page.fill("#text", ARTICLE)
    page.click("button:has-text('Check')")
    page.click("text=Give the day of publication")
    page.fill("#said", "2025-02-07")
    page.click("button:has-text('Check')")
    assert page.locator("text=Give the day of publication").count() == 0
    page.wait_for_function("scrollY > 0")  # at the verdicts, not at the form
    statement = page.locator(".statement", has_text="39,703")
    assert page.locator(".text mark").count() >= 3
    statement.locator("button.copy").click()
    statement.locator("text=Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Statement of 2025-02-07: “The agency held 39,703")
    assert "Source: " in copied
    context.close()


def test_a_job_is_begun_and_ended_without_a_script(browser: Any, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(240_000)
    page.goto(f"{base}/reach")
    page.click("text=Work it out")
    assert page.locator("progress").count() == 1
    page.click("text=End it")
    for _ in range(240):
        if page.locator("text=The job is cancelled").count():
            break
        time.sleep(1)
        page.reload()
    assert page.locator("text=The job is cancelled").count() == 1
    context.close()
