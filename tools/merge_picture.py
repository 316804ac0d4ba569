"""Renew docs/pictures/merge.png: the slide of docs/edit-a-deck.md after the build, with its comment.

The steps of the page are taken in a workspace of its own. LibreOffice draws the slide; it does not draw comments on
slides, so that they are drawn here, from the file and at their place in it.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from textwrap import wrap
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from tests.test_docs import do_step, read_examples  # noqa: E402

from look import rasterize  # noqa: E402 - found by the line above
from readme_pictures import save  # noqa: E402

PAGE: Final = ROOT / "docs" / "edit-a-deck.md"
DECK: Final = "output/riverton-water/riverton-water-overview-1.1.0-draft.pptx"
SLIDE: Final = 3
UNITS_PER_INCH: Final = 576
"""Positions of comments are in 1/576 inch."""
EMU_PER_INCH: Final = 914_400
NOTE_WIDTH_IN: Final = 3.6
LETTERS_PER_LINE: Final = 50
FONT: Final = "DejaVuSans.ttf"


def main() -> int:
    """Write the picture; returns the exit code."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for name in ("data", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        for example in read_examples(PAGE):
            for step in example.steps:
                print(f"$ {step.what}" if step.kind == "command" else step.what)
                print(do_step(step, folder), end="")
        deck = Presentation(str(folder / DECK))
        pages = rasterize(folder / DECK, folder)
        with Image.open(pages[SLIDE - 1]) as picture:
            save(draw_comments(picture.convert("RGB"), deck), "merge")
    return 0


def draw_comments(picture: Image.Image, deck: Deck) -> Image.Image:
    """Draw each comment of the slide as a note at its place."""
    scale = 3
    large = picture.resize((picture.width * scale, picture.height * scale), Image.Resampling.LANCZOS)
    dots = large.width / (deck.slide_width / EMU_PER_INCH)
    pen, font = ImageDraw.Draw(large), ImageFont.truetype(FONT, round(dots * 0.13))
    for text, left, top in read_comments(deck.slides[SLIDE - 1]):
        lines = [part for line in text.split("\n") for part in wrap(line, LETTERS_PER_LINE)]
        height = dots * (0.2 * len(lines) + 0.16)
        x, y = min(left * dots, large.width - (NOTE_WIDTH_IN + 0.2) * dots), min(top * dots, large.height - height)
        x += dots * 9  # to the right of the text
        x = min(x, large.width - (NOTE_WIDTH_IN + 0.2) * dots)
        pen.rectangle((x, y, x + NOTE_WIDTH_IN * dots, y + height), fill="#FFF4CE", outline="#B88A00", width=4)
        pen.multiline_text((x + dots * 0.1, y + dots * 0.08), "\n".join(lines), fill="#201F1E", font=font, spacing=8)
    return large


def read_comments(slide: Slide) -> list[tuple[str, float, float]]:
    """Return the text of each comment of a slide, and its place in inches."""
    parts = [one.target_part for one in slide.part.rels.values() if one.reltype.endswith("/comments")]
    found = []
    for part in parts:
        for comment in parse_xml(part.blob).iter("{*}cm"):
            place = comment.find("{*}pos")
            inches = (int(place.get(name)) / UNITS_PER_INCH for name in ("x", "y"))
            found.append((comment.findtext("{*}text"), *inches))
    return found


if __name__ == "__main__":
    sys.exit(main())
