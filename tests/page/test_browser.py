"""The page in a real browser: offline, nothing that uploads, every chart drawn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sim.page import write

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on PATH")


@dataclass
class Visit:
    """What a browser saw when it opened the page."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visit(folder: Path) -> Iterator[Visit]:
    """The page of the small study, opened from its file."""
    file = write(folder)
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        seen = Visit(page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
        page.goto(file.as_uri())
        page.wait_for_selector("#staff")
        page.wait_for_timeout(1000)
        yield seen
        browser.close()


def test_it_asks_nobody_for_anything(visit: Visit) -> None:
    assert len(visit.requests) == 1
    assert visit.requests[0].startswith("file://")


def test_no_complaint_in_the_console(visit: Visit) -> None:
    assert visit.complaints == []


def test_nothing_shares_or_uploads(visit: Visit) -> None:
    page = visit.page
    for figure in page.locator(".js-plotly-plot:visible").all():
        figure.hover(force=True)
        assert page.locator(".modebar-btn:visible").count() == 0
    controls = page.locator("button, input, form, [role=button], .modebar-btn, a[href]").all()
    for control in controls:
        words = (
            control.inner_text()
            + str(control.get_attribute("data-title"))
            + str(control.get_attribute("href"))
        ).lower()
        assert "share" not in words
        assert "cloud" not in words
        assert "http" not in words
    assert page.locator("input, form, button").count() == 0


def test_every_visible_chart_is_drawn(visit: Visit) -> None:
    charts = visit.page.locator("figure:visible .plotly-graph-div")
    assert charts.count() >= 8
    for chart in charts.all():
        box = chart.locator("svg.main-svg").first.bounding_box()
        assert box is not None
        assert box["width"] > 400


def test_a_chosen_scenario_shows_its_own_chart(visit: Visit) -> None:
    chooser = visit.page.locator("#choose-flows")
    panels = visit.page.locator("[data-panel-of=choose-flows]")
    assert panels.nth(0).is_visible()
    chooser.select_option(index=1)
    assert not panels.nth(0).is_visible()
    box = panels.nth(1).locator("svg.main-svg").first.bounding_box()
    assert box is not None
    assert box["width"] > 400
    chooser.select_option(index=0)


def test_a_hostile_name_is_text_in_tables_and_charts(visit: Visit, hostile: str) -> None:
    page = visit.page
    assert hostile in page.locator("main").inner_text()
    drawn = page.locator("svg text").all_text_contents()
    assert any(hostile in text for text in drawn)


def test_a_narrow_screen_does_not_scroll_sideways(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 400, "height": 800})
    for _ in range(100):  # until all is drawn again
        page.wait_for_timeout(100)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width <= 400:
            break
    page.set_viewport_size({"width": 1280, "height": 900})
    assert width <= 400


def test_whoever_reads_with_a_screen_reader_finds_the_parts(visit: Visit) -> None:
    page = visit.page
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Tiny consortium – policies compared"
    assert page.locator("h1").count() == page.locator("main").count() == 1
    for figure in page.locator("figure").all():
        assert figure.locator("figcaption").count() == 1
        assert figure.locator("table").count() == 1


def opened(visit: Visit, width: int) -> Any:
    """The page once more, in a window of this width."""
    page = visit.page.context.browser.new_page(viewport={"width": width, "height": 720})
    page.goto(visit.page.url)
    return page


def test_on_paper_every_column_and_every_item_of_a_choice_is_there(visit: Visit) -> None:
    page = opened(visit, 1031)  # A4, across
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    cut = page.evaluate(
        "[...document.querySelectorAll('table')].filter((t) => t.offsetParent"
        " && t.scrollWidth > t.parentElement.clientWidth).length"
    )
    unseen = page.evaluate(
        "[...document.querySelectorAll('[data-panel-of]')].filter((p) => !p.offsetHeight).length"
    )
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    hidden = page.locator("[data-panel-of]:not(:visible)").count()
    page.close()
    assert (cut, unseen) == (0, 0)
    assert hidden > 0


def test_on_a_narrow_screen_rows_keep_their_headings_while_they_scroll(visit: Visit) -> None:
    page = opened(visit, 420)
    table = "document.querySelector('table.matrix')"
    page.evaluate(f"{table}.parentElement.scrollLeft = 300")
    scrolled = page.evaluate(f"{table}.parentElement.scrollLeft")
    left = page.evaluate(f"{table}.querySelector('tbody th').getBoundingClientRect().left")
    page.close()
    assert scrolled == 300
    assert left >= 0
