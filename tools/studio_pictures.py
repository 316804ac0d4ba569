"""Renew the pictures of the studio in docs/pictures/: the real studio on the samples, as Chromium shows it.

Chromium must be installed; the studio is started for the pictures and stopped again.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
SIZE: Final = (1400, 860)
COLORS: Final = 256
SAMPLE: Final = "integrations/riverton-water"
COPYBOOK: Final = b"""       01  BILL-REC.
           05  REC-TYPE        PIC X(2).
               88  IS-BILL     VALUE 'BL'.
           05  ACCOUNT-NO      PIC 9(10).
           05  DUE-DATE        PIC 9(8).
           05  AMOUNT-DUE      PIC S9(7)V99 SIGN TRAILING SEPARATE.
"""


def main() -> int:
    """Write the pictures that are named, or all; returns the exit code."""
    wanted = sys.argv[1:] or list(SHOWN)
    for name in wanted:
        if name not in SHOWN:
            print(f"there is no picture {name}; there are {', '.join(SHOWN)}", file=sys.stderr)
            return 2
    with open_studio() as (page, address):
        for name in wanted:
            SHOWN[name](page, address)
            save(page.screenshot(), name)
    return 0


@contextmanager
def open_studio() -> Iterator[tuple[Page, str]]:
    """Start the studio on a copy of the samples, and open a window; yields both the window and the address."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "integrations"
        shutil.copytree(ROOT / "data", folder / "data")
        command = [sys.executable, "-m", "golive", "studio", "--no-browser", "--port", "0", "--workspace", str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as engine:
            assert server.stdout
            try:
                first = next(word for line in server.stdout for word in line.split() if word.startswith("http://"))
                browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
                page.goto(first)
                yield page, first.partition("?")[0]
            finally:
                server.terminate()


def show_home(page: Page, address: str) -> None:
    """Show all integrations, once all of them are read."""
    page.goto(address)
    page.locator(".integrations:not([data-waiting])").wait_for(timeout=60_000)


def show_section(page: Page, address: str) -> None:
    """Show the section of the files with one of them open, and the slides beside it."""
    page.goto(f"{address}{SAMPLE}/files")
    page.get_by_text("Payment file", exact=True).first.click()
    wait_for_slides(page)


def show_fault(page: Page, address: str) -> None:
    """Show a form with a mistake at its field, and the slides that an edit has changed."""
    page.goto(f"{address}{SAMPLE}/volumes")
    wait_for_slides(page)
    fields = page.locator("main input[inputmode=numeric]")
    fields.nth(0).fill("41200")
    page.locator("#slide-list .is-changed").first.wait_for()
    page.wait_for_timeout(1500)
    fields.nth(1).fill("about 500")
    page.locator("[aria-invalid=true]").first.wait_for()
    page.wait_for_timeout(1500)


def show_plan(page: Page, address: str) -> None:
    """Show the timeline."""
    page.goto(f"{address}{SAMPLE}/timeline")


def show_release(page: Page, address: str) -> None:
    """Show what a release would say of two changes."""
    page.goto(f"{address}{SAMPLE}/volumes")
    fields = page.locator("main input[inputmode=numeric]")
    fields.nth(0).fill("41200")
    fields.nth(1).fill("40900")
    page.wait_for_timeout(1500)
    page.goto(f"{address}{SAMPLE}/release")
    wait_for_slides(page)


def show_import(page: Page, address: str) -> None:
    """Show what an import of a copybook would change."""
    page.goto(f"{address}{SAMPLE}/import")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "bills.cpy", "mimeType": "text/plain", "buffer": COPYBOOK}
    )
    page.get_by_role("button", name="Show what it offers").click()
    page.get_by_label("It belongs to").select_option("Bill file")
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Import it").wait_for()


def wait_for_slides(page: Page) -> None:
    """Wait until the first slides are drawn."""
    first = page.locator("#slide-list img").first
    first.wait_for(timeout=60_000)
    for _ in range(600):  # the page allows no script that Playwright would wait with
        if first.evaluate("one => one.naturalWidth > 0"):
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(1000)


def save(shot: bytes, name: str) -> None:
    """Save a picture small: with few colors."""
    with Image.open(BytesIO(shot)) as picture:
        target = PICTURES / f"{name}.png"
        picture.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"wrote {target.relative_to(ROOT)}, {target.stat().st_size // 1000} KB")


SHOWN: Final[dict[str, Callable[[Page, str], None]]] = {
    "studio-home": show_home,
    "studio": show_section,
    "studio-import": show_import,
    "studio-plan": show_plan,
    "studio-release": show_release,
    "studio-form": show_fault,
}
"""The pictures by name; the last two change the copy of the samples."""

if __name__ == "__main__":
    sys.exit(main())
