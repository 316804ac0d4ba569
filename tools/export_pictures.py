"""Renew docs/pictures/export.png: the plan for Smartsheet, the script of UAT and the runbook in Word.

LibreOffice (Calc and Writer) and Poppler must be installed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from look import GAP, rasterize
from readme_pictures import save

ROOT: Final = Path(__file__).parents[1]
SPEC: Final = "fairview-city"
FORMATS: Final = (("smartsheet-xlsx", ".xlsx", 0), ("uat-script", ".xlsx", 0), ("runbook", ".docx", 0))
"""Format, ending, and the page that is shown, counted from 0."""
MARGIN, WIDTH = 14, 1400
MOST_SHARE: Final = 0.42
"""Height of a page in the picture, as a share of its width; what is below is cut off."""


def main() -> int:
    """Write the picture; returns the exit code."""
    with tempfile.TemporaryDirectory() as work:
        pages = [show(Path(work), *row) for row in FORMATS]
        sheet = Image.new("RGB", (WIDTH + 2 * GAP, sum(page.height + GAP for page in pages) + GAP), "#888888")
        at = GAP
        for page in pages:
            sheet.paste(page, (GAP, at))
            at += page.height + GAP
        save(sheet, "export")
    return 0


def show(work: Path, file_format: str, ending: str, number: int) -> Image.Image:
    """Export a file, and return the upper part of one of its pages at the width of the picture."""
    folder = work / file_format
    folder.mkdir()
    path = folder / f"export{ending}"
    command = [sys.executable, "-m", "golive", "export", SPEC, file_format, "-o", str(path)]
    subprocess.run(command, cwd=ROOT, check=True)
    page = Image.open(rasterize(path, folder, 130)[number]).convert("RGB")
    left, top, right, bottom = ImageOps.invert(page.convert("L")).getbbox() or (0, 0, *page.size)
    cut = page.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))
    cut = cut.crop((0, 0, cut.width, min(cut.height, round(cut.width * MOST_SHARE))))
    return cut.resize((WIDTH, round(cut.height * WIDTH / cut.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main())
