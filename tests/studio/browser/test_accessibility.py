"""Every page of the studio, checked by axe-core: in light, in dark, at 200 % zoom and on a narrow window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.examples import FACTOR
from tests.studio.browser.conftest import Visit
from tests.studio.conftest import ROOT, RunningStudio, serve_studio

from golive.project.workspace import Workspace
from golive.studio.sessions.targets import list_vendor_targets
from golive.studio.views.navigation import list_views
from golive.topics.table import list_topics

URL = "/integrations/harbor-county"
"""A spec with files and calls, in which every kind of field has an answer, and few items."""

SHOW = """async address => {
    const fresh = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    document.title = fresh.title;
    document.body.replaceWith(fresh.body);
}"""
"""Puts another page into the window. Its styles and axe stay, so that it takes a fifth of the time of a visit."""

FIND_OVERFLOW = """() => [...document.querySelectorAll("body *")].filter(one => {
    if (one.closest(".unseen, .skip")) return false;
    for (let box = one.parentElement; box; box = box.parentElement)
        if (/auto|scroll|hidden/.test(getComputedStyle(box).overflowX) && box !== document.body) return false;
    return one.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
}).map(one => `wider than the window: ${one.outerHTML.slice(0, 200)}`)"""
"""Finds what cannot be seen without scrolling sideways; tables and figures may scroll in their own boxes."""

WIDE = ViewportSize(width=1400, height=900)
ZOOMED = ViewportSize(width=640, height=512)  # 1280 by 1024 at 200 %
NARROW = ViewportSize(width=360, height=740)


@pytest.fixture(scope="module")
def shared_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "data", folder / "data")
    workspace = Workspace(folder)
    shutil.copy(ROOT / "tests" / "samples" / "complete.yaml", workspace.integration_file(Path(URL).name))
    return workspace


@pytest.fixture(scope="module")
def shared_studio(shared_workspace: Workspace) -> Iterator[RunningStudio]:
    with serve_studio(shared_workspace) as running:
        yield running


def list_addresses(workspace: Workspace) -> list[str]:
    files = [("integration", URL)]
    files += [(target.kind, target.url) for target in list_vendor_targets(workspace)]
    pages = []
    for kind, url in files:
        pages += [f"{url}/{view.id}" for view in list_views(kind)]
        pages += [f"{url}/{topic.id}" for topic in list_topics(kind)]
    compared = "/integrations/riverton-water/release/compare?old=1.0.0&new=1.1.0"
    released = [f"/integrations/riverton-water/release/{one}" for one in ("withdrawal", "versions/1.0.0")]
    return ["/", "/new", "/new/questionnaire", *pages, compared, *released, "/integrations/nowhere"]


def list_typical_addresses(workspace: Workspace) -> list[str]:
    """Return pages that have colors of their own: all but sections, which have four forms; in `make laws`, all."""
    if FACTOR > 1:
        return list_addresses(workspace)
    first = {topic.form: topic.id for topic in reversed(list_topics())}
    others = {f"{URL}/{topic.id}" for topic in list_topics() if first[topic.form] != topic.id}
    return [one for one in list_addresses(workspace) if one not in others]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, shared_studio: RunningStudio, shared_workspace: Workspace, scheme: str
) -> None:
    typical = list_typical_addresses(shared_workspace)
    everywhere = list_addresses(shared_workspace)
    with browser.new_context(viewport=WIDE, color_scheme="light" if scheme == "light" else "dark") as context:
        visit = Visit(context, shared_studio.access)
        visit.page.goto(f"{visit.origin}{URL}/overview")
        found = visit.run_axe()
        for address in everywhere if scheme == "light" else typical:
            visit.page.evaluate(SHOW, address)
            # The side bar was checked above, and is the same on all pages; colors are all that differs in dark.
            if scheme == "dark":
                options: dict[str, object] = {"runOnly": ["color-contrast"]}
            else:
                options = {"rules": {"color-contrast": {"enabled": address in typical}}}
            found += [f"{address}: {one}" for one in visit.run_axe({"exclude": "#sections"}, options)]
    assert not found, "\n".join(found)
    assert visit.strange_requests == []


def check_groups(page: Page) -> None:
    """Open and close groups of the side bar by keyboard; the present page is in sight, and what was opened stays."""
    bar, volumes = page.locator("#sections"), page.get_by_role("link", name="Volumes")
    current = bar.locator("[aria-current=page]")
    expect(current).to_have_text("People")
    expect(current).to_be_in_viewport()
    assert not volumes.is_visible()
    bar.locator("summary", has_text="Basics").focus()
    page.keyboard.press("Enter")
    expect(volumes).to_be_visible()
    current.click()
    page.get_by_role("button", name="Sections").click()
    expect(volumes).to_be_visible()
    bar.locator("summary", has_text="Basics").press("Enter")
    assert not volumes.is_visible()


def test_no_page_is_wider_than_a_zoomed_or_narrow_window(
    browser: Browser, shared_studio: RunningStudio, shared_workspace: Workspace
) -> None:
    with browser.new_context(viewport=NARROW) as context:
        visit = Visit(context, shared_studio.access)
        found: list[str] = []
        for address in list_addresses(shared_workspace):
            visit.page.evaluate(SHOW, address)
            for size in (NARROW, ZOOMED):
                visit.page.set_viewport_size(size)
                wide = visit.page.evaluate(FIND_OVERFLOW)
                found += [f"{address} at {size['width']} pixels: {one}" for one in wide]
        visit.page.goto(f"{visit.origin}{URL}/people")
        visit.page.get_by_role("button", name="Sections").click()
        check_groups(visit.page)
        found += visit.run_axe()
    assert not found, "\n".join(found)
