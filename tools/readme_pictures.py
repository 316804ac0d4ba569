"""Renew the pictures of the README in docs/pictures/, from the documents that `make demo` built.

LibreOffice and Poppler must be installed. The pictures of the studio are made by `studio_pictures.py`.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image

from look import draw_contact_sheet, rasterize

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
    return 0


def save_pages(document: Path, numbers: tuple[int, ...], name: str) -> None:
    """Save some pages of a document side by side, three in a row; `numbers` count from 1."""
    with tempfile.TemporaryDirectory() as work:
        pages = rasterize(document, Path(work))
        save(draw_contact_sheet([pages[number - 1] for number in numbers], columns=3), name)


def save(picture: Image.Image, name: str) -> None:
    """Save a picture small: of one width, with few colors."""
    small = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    target = PICTURES / f"{name}.png"
    small.quantize(COLORS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"wrote {target.relative_to(ROOT)}, {target.stat().st_size // 1000} KB")


if __name__ == "__main__":
    sys.exit(main())
