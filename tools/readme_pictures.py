"""Renew the pictures of the README in docs/pictures/, from the documents that `make demo` built.

LibreOffice, Poppler and Chromium must be installed; the studio is started for its picture and stopped again.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from look import contact_sheet, rasterise

ROOT: Final = Path(__file__).parents[1]
OUTPUT: Final = ROOT / "output"
PICTURES: Final = ROOT / "docs" / "pictures"
DECK: Final = "riverton-water/riverton-water-overview-1.1.0.pptx"
RUNBOOK: Final = "riverton-water/riverton-water-runbook-1.1.0.pdf"
COLORS: Final = 256
WIDTH: Final = 1400


def main() -> int:
    """Write the pictures; returns the exit code."""
    PICTURES.mkdir(exist_ok=True)
    save_pages(OUTPUT / DECK, (1, 2, 3, 4, 6, 8), "deck")
    save_pages(OUTPUT / RUNBOOK, (1, 3, 5), "runbook")
    save_studio()
    return 0


def save_pages(document: Path, numbers: tuple[int, ...], name: str) -> None:
    """Save some pages of a document side by side, three in a row; `numbers` count from 1."""
    with tempfile.TemporaryDirectory() as work:
        pages = rasterise(document, Path(work))
        save(contact_sheet([pages[number - 1] for number in numbers], columns=3), name)


def save_studio() -> None:
    """Save the studio's page of the files, with one of them open."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "integrations"
        shutil.copytree(ROOT / "data", folder / "data")
        command = [sys.executable, "-m", "golive", "studio", "--no-browser", "--port", "0", "--workspace", str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as engine:
            assert server.stdout
            address = next(word for line in server.stdout for word in line.split() if word.startswith("http://"))
            try:
                browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": WIDTH, "height": 860})
                page.goto(address)
                page.get_by_text("Riverton Water District billing and payments").click()
                page.get_by_role("link", name="Files", exact=True).click()
                page.get_by_text("Payment file", exact=True).first.click()
                page.wait_for_timeout(3000)
                shot = Path(work) / "studio.png"
                page.screenshot(path=shot)
                with Image.open(shot) as picture:
                    save(picture.convert("RGB"), "studio")
            finally:
                server.terminate()


def save(picture: Image.Image, name: str) -> None:
    """Save a picture small: of one width, with few colors."""
    small = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    target = PICTURES / f"{name}.png"
    small.quantize(COLORS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"wrote {target.relative_to(ROOT)}, {target.stat().st_size // 1000} KB")


if __name__ == "__main__":
    sys.exit(main())
