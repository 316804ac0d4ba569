"""Where LibreOffice puts the text of generated decks: none outside of its slide, none over another.

LibreOffice turns each deck into a PDF, and `pdftotext -bbox` says where every word stands. Judged are words, which
belong to blocks of text: a word is outside when its box leaves the page by more than a point; two words lie over each
other when their boxes share a quarter of the smaller one, which two lines of one block never do. Heights of rows are
not judged: LibreOffice sets rows of tables lower than PowerPoint. Only scripts for which the theme's own font (as
Carlito) is at hand are rendered: of the others LibreOffice takes any font, whose widths and heights nobody knows.

    python benchmarks/rendered.py [COUNT [FIRST]]
"""

import html
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.generated.profile import choose_profile
from tests.generated.specs import generate_project, plan_overview, read_repository_theme

from golive.render.slides.pptx.write import write_deck

COUNT = 100
MOST_SLIDES = 60
BATCH = 10
SCRIPTS = frozenset({"latin", "technical", "wide", "narrow", "unbroken", "marks"})
SLACK_PT = 1.0
SHARED = 0.25
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


class Word(NamedTuple):
    """A word on a page, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def main() -> None:
    """Render in batches, and print what lies wrong with the seed that gives it again."""
    wanted, first = (int(argument) for argument in (*sys.argv[1:], str(COUNT), "0")[:2])
    decks = slides = words = 0
    outside: list[str] = []
    over: list[str] = []
    seeds = islice(iterate_decks(first), wanted)
    while batch := list(islice(seeds, BATCH)):
        for seed, pages in render_with_libreoffice(batch):
            decks += 1
            for number, (width, height, found) in enumerate(pages, 1):
                slides, words = slides + 1, words + len(found)
                outside += [
                    f"seed {seed}, slide {number}: {w.text!r}" for w in found if reaches_past_page(w, width, height)
                ]
                over += [f"seed {seed}, slide {number}: {a.text!r} and {b.text!r}" for a, b in find_collisions(found)]
        print(f"{decks} decks, {slides} slides: {len(outside)} outside, {len(over)} over another", file=sys.stderr)
    print(f"{decks} decks, {slides:,} slides, {words:,} words rendered by LibreOffice")
    for name, faults in (("words outside of their slide", outside), ("words over another", over)):
        print(f"{name:32} {len(faults):5}  (must be 0)")
        for fault in faults[:10]:
            print(f"    {fault}")


def iterate_decks(first: int) -> Iterator[tuple[int, bytes]]:
    """Yield decks of generated specs that a person could look through, with their seeds."""
    for seed in count(first):
        if choose_profile(seed).script in SCRIPTS:
            deck = plan_overview(generate_project(choose_profile(seed))).deck
            if len(deck.slides) <= MOST_SLIDES:
                yield seed, write_deck(deck, read_repository_theme())


Pages = list[tuple[float, float, list[Word]]]


def render_with_libreoffice(batch: list[tuple[int, bytes]]) -> Iterator[tuple[int, Pages]]:
    """Return the words of every page of some decks, as LibreOffice sets them."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for seed, content in batch:
            (work / f"{seed}.pptx").write_bytes(content)
        office = ["soffice", f"-env:UserInstallation=file://{work}/office", "--headless", "--convert-to", "pdf"]
        files = [str(work / f"{seed}.pptx") for seed, _ in batch]
        subprocess.run([*office, "--outdir", str(work), *files], check=True, capture_output=True)
        for seed, _ in batch:
            command = ["pdftotext", "-bbox", str(work / f"{seed}.pdf"), "-"]
            yield seed, list(iterate_pages(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def iterate_pages(listing: str) -> Iterator[tuple[float, float, list[Word]]]:
    """Yield width, height and words of each page from the output of pdftotext."""
    for width, height, inside in _PAGE.findall(listing):
        found = [
            Word(float(left), float(top), float(right), float(bottom), html.unescape(text))
            for left, top, right, bottom, text in _WORD.findall(inside)
        ]
        yield float(width), float(height), found


def reaches_past_page(word: Word, width: float, height: float) -> bool:
    """Tell whether a word reaches past its page."""
    low = -SLACK_PT
    return word.left < low or word.top < low or word.right > width + SLACK_PT or word.bottom > height + SLACK_PT


def find_collisions(words: list[Word]) -> Iterator[tuple[Word, Word]]:
    """Yield pairs of words that lie over each other."""
    ordered = sorted(words, key=lambda word: word.left)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.left >= one.right:
                break
            across = min(one.right, other.right) - other.left
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            if down > 0 and across * down > SHARED * min(compute_area(one), compute_area(other)):
                yield one, other


def compute_area(word: Word) -> float:
    """Return the size of a word's box, in square points."""
    return (word.right - word.left) * (word.bottom - word.top)


if __name__ == "__main__":
    main()
