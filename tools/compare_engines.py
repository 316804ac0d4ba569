"""Put the pages of both PDF engines side by side: `python tools/compare_engines.py [SPEC [KIND]]`.

Writes `output/look/engines-SPEC-KIND-N.png`, WeasyPrint on the left and Typst on the right of each pair. For eyes: at
arm's length the two should look the same. Needs Poppler.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
LOOK = ROOT / "output" / "look"
ENGINES = ("weasyprint", "typst")
PAIRS_PER_ROW, ROWS, DPI, GAP = 3, 4, 45, 8


def main(spec: str = "fairview-city", kind: str = "runbook") -> None:
    """Build the document with both engines and write the sheets."""
    LOOK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / engine for engine in ENGINES]
        pages = [list_pages(spec, kind, folder) for folder in folders]
        count = max(map(len, pages))
        size = PAIRS_PER_ROW * ROWS
        for number, start in enumerate(range(0, count, size), start=1):
            path = LOOK / f"engines-{spec}-{kind}-{number}.png"
            draw_sheet([page[start : start + size] for page in pages]).save(path)
            print(path.relative_to(ROOT))


def list_pages(spec: str, kind: str, folder: Path) -> list[Path]:
    """Build a document into a folder and return a picture of each page."""
    only = ["--only", kind, "--engine", folder.name, "--output", str(folder), "--quiet"]
    names = [] if kind == "guide" else [spec]
    subprocess.run([sys.executable, "-m", "golive", "build", *names, *only], cwd=ROOT, check=True)
    (document,) = folder.rglob("*.pdf")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", document, folder / "page"], check=True, capture_output=True)
    return sorted(folder.glob("page-*.png"))


def draw_sheet(pages: list[list[Path]]) -> Image.Image:
    """Draw pairs of pages in rows."""
    pictures = [[Image.open(path) for path in row] for row in pages]
    width = max(picture.width for row in pictures for picture in row) + GAP
    height = max(picture.height for row in pictures for picture in row) + GAP
    sheet = Image.new("RGB", (2 * PAIRS_PER_ROW * width, ROWS * height), "gray")
    for side, row in enumerate(pictures):
        for number, picture in enumerate(row):
            place = (2 * (number % PAIRS_PER_ROW) + side) * width, number // PAIRS_PER_ROW * height
            sheet.paste(picture, place)
    return sheet


if __name__ == "__main__":
    main(*sys.argv[1:])
