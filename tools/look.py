"""Turn the documents of a folder into PNG contact sheets, one per document: `look.py OUTPUT_DIR SHEETS_DIR`.

For eyes, never for pass or fail. Decks go through LibreOffice, PDFs through pdftoppm; both must be
installed (`make setup` does it on Debian, as root). Where Chromium is installed too, the previews of
decks get sheets of their own, to be laid beside those of LibreOffice.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

SHEET_WIDTH = 1800
GAP = 8
DPI = 60
CELLS = 12


def main(documents: Path, sheets: Path) -> int:
    """Make the sheets; returns the exit code."""
    sheets.mkdir(parents=True, exist_ok=True)
    for path in sorted([*documents.glob("*/*.pptx"), *documents.glob("*/*.pdf")]):
        with tempfile.TemporaryDirectory() as work:
            pages = rasterize(path, Path(work))
            for number, start in enumerate(range(0, len(pages), CELLS), 1):
                target = sheets / f"{path.stem}-{path.suffix[1:]}-{number}.png"
                draw_contact_sheet(pages[start : start + CELLS], columns=3).save(target)
                print(target)
    for folder in sorted(documents.glob("*/*-slides")):
        with tempfile.TemporaryDirectory() as work:
            pages = screenshot_pictures(sorted(folder.glob("*.svg")), Path(work))
            for number, start in enumerate(range(0, len(pages), CELLS), 1):
                target = sheets / f"{folder.parent.name}-{folder.name}-{number}.png"
                draw_contact_sheet(pages[start : start + CELLS], columns=3).save(target)
                print(target)
    return 0


def screenshot_pictures(pictures: list[Path], work: Path) -> list[Path]:
    """Write one PNG per SVG, as a browser shows it; none where Chromium is not installed."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser or not pictures:
        return []
    # All of them on one page that is printed: a browser takes longer to start than to draw.
    page, printed = work / "all.html", work / "all.pdf"
    images = "".join(f'<img src="{picture.resolve().as_uri()}">' for picture in pictures)
    width, height = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', pictures[0].read_text(encoding="utf-8"))[0]
    size = f"@page{{size:{width}pt {height}pt;margin:0}}"
    style = f"{size}body{{margin:0}}img{{display:block;width:100vw;break-after:page}}"
    page.write_text(f"<!DOCTYPE html><style>{style}</style>{images}", encoding="utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={work}/profile"]
    command = [browser, *quiet, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return rasterize(printed, work)[: len(pictures)]


def rasterize(path: Path, work: Path, dpi: int = DPI) -> list[Path]:
    """Write one PNG per page, in `work`."""
    if path.suffix in {".docx", ".pptx", ".xlsx"}:
        profile = f"-env:UserInstallation=file://{work}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        path = work / f"{path.stem}.pdf"
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(path), str(work / "page")], check=True, timeout=180)
    return sorted(work.glob("page*.png"))


def draw_contact_sheet(pages: list[Path], columns: int) -> Image.Image:
    """Put the pages side by side, in rows, each as wide as a column allows."""
    width = (SHEET_WIDTH - GAP * (columns + 1)) // columns
    images = [Image.open(page).convert("RGB") for page in pages]
    scaled = [image.resize((width, round(image.height * width / image.width))) for image in images]
    rows = [scaled[i : i + columns] for i in range(0, len(scaled), columns)]
    heights = [max(image.height for image in row) for row in rows]
    sheet = Image.new("RGB", (SHEET_WIDTH, sum(heights) + GAP * (len(rows) + 1)), "#888888")
    y = GAP
    for row, height in zip(rows, heights, strict=True):
        for index, image in enumerate(row):
            sheet.paste(image, (GAP + index * (width + GAP), y))
        y += height + GAP
    return sheet


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
