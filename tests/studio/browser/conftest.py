"""Debian's Chromium on a running studio; every request of its pages is noted."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.studio.conftest import RunningStudio

from golive.studio.security import Access

TIMEOUT_MS = 20_000
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async options => (await axe.run(...options)).violations.flatMap(
    one => one.nodes.map(node => `${one.id} (${one.help}): ${node.html.slice(0, 200)} ${node.failureSummary}`))"""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: tools/setup.sh installs it")
    with sync_playwright() as engine:
        # The fonts of the machine: those that this process gives WeasyPrint are too few for a browser, which then ends.
        environment: dict[str, str | float | bool] = {
            name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG_")
        }
        started = engine.chromium.launch(executable_path=path, args=["--no-sandbox"], env=environment)
        yield started
        started.close()


class Visit:
    """A window of the person who started the studio.

    Attributes:
        page: the window.
        strange_requests: addresses that were asked for and are not the studio's own.
        errors: what scripts of the pages could not do.
    """

    def __init__(self, context: BrowserContext, access: Access) -> None:
        self.strange_requests: list[str] = []
        self.errors: list[str] = []
        self.origin = f"http://127.0.0.1:{access.port}"
        context.set_default_timeout(TIMEOUT_MS)
        context.on("request", lambda one: self._note(one.url))
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda one: self._note_message(one.type, one.text))
        self.page.goto(f"{self.origin}/?token={access.token}")

    def run_axe(self, *options: Mapping[str, object]) -> list[str]:
        """Return what axe-core finds on the page as it is now; options as for `axe.run`."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found: list[str] = self.page.evaluate(RUN_AXE, options)
        return found

    def _note_message(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 422" not in text:  # a form with a mistake comes back so
            self.errors.append(text)

    def _note(self, url: str) -> None:
        if not url.startswith((f"{self.origin}/", "data:", f"blob:{self.origin}/")):
            self.strange_requests.append(url)


@pytest.fixture
def visit(browser: Browser, studio: RunningStudio) -> Iterator[Visit]:
    with browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True) as context:
        yield Visit(context, studio.access)
