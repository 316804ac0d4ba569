"""Renew docs/pictures/first-deck.png: do what docs/first-deck.md says, and show slides of the deck that it ends with.

LibreOffice and Poppler must be installed.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from pptx import Presentation

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.test_docs import do_step, read_examples  # noqa: E402

from readme_pictures import save_pages  # noqa: E402 - found from the line above

PAGE: Final = ROOT / "docs" / "first-deck.md"
SLIDES: Final = ("title", "scope", "dataflow", "timeline", "stages", "open-items")


def main() -> int:
    """Write the picture; returns the exit code."""
    (example,) = read_examples(PAGE)
    with tempfile.TemporaryDirectory() as work:
        for step in example.steps:
            do_step(step, Path(work))
        (deck,) = Path(work).rglob("*-kickoff-*.pptx")
        names = [slide.name for slide in Presentation(str(deck)).slides]
        save_pages(deck, tuple(names.index(name) + 1 for name in SLIDES), "first-deck")
    return 0


if __name__ == "__main__":
    sys.exit(main())
