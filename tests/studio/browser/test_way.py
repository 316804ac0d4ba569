"""A newcomer's whole way, by keyboard and by mouse: a new integration, a mistake, a slide, a release, a deck."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation
from tests.studio.browser.conftest import Visit

from golive.project.workspace import Workspace

MAX_TABS = 400
WAIT_MS = 60_000


class Operator(Protocol):
    """A way to operate a page."""

    def press(self, page: Page, target: Locator) -> None:
        """Follow a link, press a button or tick a box."""

    def fill_in(self, page: Page, target: Locator, text: str) -> None:
        """Replace the text of a field."""


class MouseOperator:
    """Points and clicks; keys are for text alone."""

    def press(self, page: Page, target: Locator) -> None:  # noqa: ARG002 - as the other operator
        target.click()

    def fill_in(self, page: Page, target: Locator, text: str) -> None:
        target.click(click_count=3)
        page.keyboard.type(text)


class KeyboardOperator:
    """Never touches the mouse: gets everywhere with the Tab key, and sees where it is."""

    def press(self, page: Page, target: Locator) -> None:
        self._go_to(page, target)
        is_box = target.evaluate("e => e.matches('input[type=checkbox]')")
        page.keyboard.press("Space" if is_box else "Enter")

    def fill_in(self, page: Page, target: Locator, text: str) -> None:
        self._go_to(page, target)
        page.keyboard.press("Control+a")
        page.keyboard.type(text)

    def _go_to(self, page: Page, target: Locator) -> None:
        target.wait_for()
        is_new_page = target.evaluate("e => document.activeElement === document.body && e.closest('#main') !== null")
        if is_new_page and "#" not in page.url:  # else the Tab key goes on from the place that the address names
            page.keyboard.press("Tab")
            expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
            page.keyboard.press("Enter")
            expect(page.locator("#main")).to_be_focused()
        for _ in range(MAX_TABS):
            if target.evaluate("e => e === document.activeElement"):
                outline = target.evaluate("e => getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow")
                assert outline != "nonenone", f"nothing shows that {target} has the focus"
                return
            page.keyboard.press("Tab")
        pytest.fail(f"{target} cannot be reached with the Tab key")


def read_texts(deck: Path) -> str:
    slides = Presentation(str(deck)).slides
    return "\n".join(node.text or "" for slide in slides for node in slide.element.iter("{*}t"))


@pytest.mark.parametrize("operator", [KeyboardOperator(), MouseOperator()], ids=["keyboard", "mouse"])
def test_a_newcomer_gets_from_a_new_integration_to_the_deck(
    visit: Visit, workspace: Workspace, tmp_path: Path, operator: Operator
) -> None:
    page = visit.page
    found: list[str] = []
    create_integration(page, operator)
    found += visit.run_axe()
    fill_in_volumes(page, operator, workspace, lambda: found.extend(visit.run_axe()))
    found += visit.run_axe()
    release(page, operator)
    found += visit.run_axe()
    deck = make_deck(page, operator, tmp_path)

    found += visit.run_axe()
    texts = read_texts(deck)
    assert "Cedar Falls Water" in texts
    assert "28,400" in texts
    assert "draft" not in deck.name
    assert visit.strange_requests == []
    assert visit.errors == []
    assert not found, "\n".join(found)


def create_integration(page: Page, operator: Operator) -> None:
    operator.press(page, page.get_by_role("link", name="New integration"))
    for question, answer in (
        ("Who is the biller?", "Cedar Falls Water"),
        ("Where is it?", "Cedar Falls, Iowa"),
        ("Which billing system does it use?", "Meterline"),
    ):
        operator.fill_in(page, page.get_by_label(question), answer)
    operator.press(page, page.get_by_role("button", name="Create it"))
    owner = page.get_by_label("Who is responsible for it on your side?")
    expect(owner).to_have_accessible_description("Usually you. Please answer this.")
    expect(page.get_by_label("Who is the biller?")).to_have_value("Cedar Falls Water")
    operator.fill_in(page, owner, "Dana Whitfield")
    operator.press(page, page.get_by_role("button", name="Create it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Cedar Falls Water billing")


def fill_in_volumes(page: Page, operator: Operator, workspace: Workspace, look: Callable[[], None]) -> None:
    path = workspace.integration_file("cedar-falls-water")
    operator.press(page, page.locator("#sections summary", has_text="Basics"))
    operator.press(page, page.get_by_role("link", name="Volumes"))
    accounts = page.get_by_label("Accounts", exact=False).first
    operator.fill_in(page, accounts, "many")
    expect(accounts).to_have_attribute("aria-invalid", "true")
    look()
    operator.fill_in(page, accounts, "28400")
    expect(accounts).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#save-state")).to_have_text("Saved")
    assert "accounts: 28400" in path.read_text(encoding="utf-8")
    expect(page.locator("#slide-list .is-changed").first).to_be_visible(timeout=WAIT_MS)
    page.wait_for_function("[...document.querySelectorAll('#slide-list img')].some(one => one.naturalWidth > 0)")


def release(page: Page, operator: Operator) -> None:
    operator.press(page, page.get_by_role("link", name="Release", exact=True))
    operator.fill_in(page, page.get_by_label("What changed"), "The first version.")
    operator.fill_in(page, page.get_by_label("Author"), "Dana Whitfield")
    operator.press(page, page.get_by_role("button", name="Release 0.1.0"))
    expect(page.get_by_role("status").filter(has_text="Version 0.1.0 is released.")).to_be_visible(timeout=WAIT_MS)


def make_deck(page: Page, operator: Operator, folder: Path) -> Path:
    operator.press(page, page.get_by_role("link", name="Go to the documents"))
    for document in ("Integration Runbook", "SIT and UAT explained PDF"):
        operator.press(page, page.get_by_role("checkbox", name=document))
    operator.press(page, page.locator("#make").get_by_role("button", name="Make documents"))
    expect(page.locator("#run")).to_contain_text("Done.", timeout=WAIT_MS)
    download = page.get_by_role("link", name="Download cedar-falls-water-overview-0.1.0.pptx")
    with page.expect_download() as found:
        operator.press(page, download)
    deck = folder / found.value.suggested_filename
    found.value.save_as(deck)
    return deck
