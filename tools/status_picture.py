"""Renew docs/pictures/weekly-status.png: the slide and the page that docs/weekly-status.md makes.

LibreOffice and Poppler must be installed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image

from look import GAP, rasterize
from readme_pictures import save

ROOT: Final = Path(__file__).parents[1]
OPTIONS: Final = ("--only", "status", "--date", "2026-11-28", "--since", "2026-10-20", "--quiet")
SLIDE_SHARE: Final = 0.62  # of the width; the page has the rest


def main() -> int:
    """Write the picture; returns the exit code."""
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, "-m", "golive", "build", "riverton-water", *OPTIONS, "--output", work]
        subprocess.run(command, cwd=ROOT, check=True)
        for folder in ("pptx", "pdf"):  # both have one name
            (Path(work) / folder).mkdir()
        slide, page = (
            Image.open(rasterize(next(Path(work).rglob(f"*.{ending}")), Path(work) / ending)[0]).convert("RGB")
            for ending in ("pptx", "pdf")
        )
        width = 2000
        slide = _scale(slide, round(width * SLIDE_SHARE))
        page = _scale(page, width - slide.width)
        sheet = Image.new("RGB", (width + 3 * GAP, max(slide.height, page.height) + 2 * GAP), "#888888")
        sheet.paste(slide, (GAP, GAP))
        sheet.paste(page, (slide.width + 2 * GAP, GAP))
        save(sheet, "weekly-status")
    return 0


def _scale(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main())
