"""What holds for every deck of every valid spec; each fault is a sentence, and a deck without faults gives none."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from tests.figures.geometry import check as check_drawing
from tests.generated.specs import Planned
from tests.render.slides.geometry import overflows, overlaps

from golive.figures.drawing import Frame
from golive.markdown.document import Block, CodeBlock, Container, Heading, Paragraph, Table, plain_text, walk_blocks
from golive.render.slides.layout.deck_text import iter_slide_texts
from golive.render.slides.layout.footers import FOOT_PT
from golive.render.slides.layout.text_layout import measure_height_in
from golive.render.slides.model import Element, Grid, Panel, Picture, Slide
from golive.render.slides.theme.theme import Theme
from golive.typography.lines import measure_width_pt
from golive.typography.metrics import load_font_metrics

LEAST_FILLED: Final = 0.25
"""Share of the body's height that the content of a slide takes at least."""
LEAST_FILLED_BY_A_ROW: Final = 1 / 3
"""The same for a slide of several under one title that shows a single row of a table."""
_HEADER_AND_ROW: Final = 2
_NUMBERED: Final = re.compile(r"\(\d+\sof\s\d+\)")
_WHOLE_WORD: Final = 20  # characters; longer words may be cut between lines, and so between slides


def faults(one: Planned, theme: Theme) -> Iterator[str]:
    """Everything that is wrong with a deck, slide by slide; then what is lost of its document."""
    for slide in one.deck.slides:
        found = [
            *overflows(slide, one.deck.width, one.deck.height, theme.body_font),
            *overlaps(slide),
            *_drawings(slide, theme),
            *_footers(slide, theme),
            *_thin(slide, theme),
        ]
        yield from (f"slide {slide.number} ({slide.key}): {fault}" for fault in found)
    yield from _lost(one)


def _drawings(slide: Slide, theme: Theme) -> Iterator[str]:
    for element in slide.elements:
        if isinstance(element, Picture):
            drawing = element.drawing
            frame = Frame(drawing.width, drawing.height, 14, 10, theme.body_font)
            try:
                check_drawing(drawing, frame)
            except AssertionError as error:
                yield f"{element.name}: {str(error).splitlines()[0]}"


def _footers(slide: Slide, theme: Theme) -> Iterator[str]:
    room = min(
        layout.footer_placeholders["ftr"].rect.width
        for layout in theme.layouts.values()
        if "ftr" in layout.footer_placeholders
    )
    if measure_width_pt(slide.footer, FOOT_PT, load_font_metrics(theme.body_font)) > room * 72:
        yield f"the foot {slide.footer!r} is wider than its place"


def _thin(slide: Slide, theme: Theme) -> Iterator[str]:
    if slide.role not in {"content", "title-only"}:
        return
    content = [e for e in slide.elements if e.name.split(":")[1] not in {"title", "label", "draft"}]
    share = filled(content, theme)
    if share < LEAST_FILLED:
        yield f"only {share:.0%} filled"
    grids = [element for element in content if isinstance(element, Grid)]
    alone = len(grids) == len(content) == 1 and len(grids[0].rows) == _HEADER_AND_ROW
    if alone and share < LEAST_FILLED_BY_A_ROW and _NUMBERED.search(slide.title):
        yield f"one row of a table alone, {share:.0%} filled"


def filled(content: list[Element], theme: Theme) -> float:
    """Share of the body's height at which something stands.

    Text counts where its lines are; panels, tables and figures as high as they are drawn.
    """
    spans = sorted(_upright(element, theme) for element in content)
    total = reach = 0.0
    for top, bottom in spans:
        total += max(bottom - max(top, reach), 0.0)
        reach = max(reach, bottom)
    return total / theme.body.height


def _upright(element: Element, theme: Theme) -> tuple[float, float]:
    rect = element.rect
    if isinstance(element, Panel) and element.fill is None and element.outline is None:
        _, top, _, bottom = element.inset
        inner = rect.width - element.inset[0] - element.inset[2]
        return rect.y + top, rect.y + top + min(
            measure_height_in(element.paras, inner, theme.body_font), rect.height - bottom
        )
    return rect.y, rect.bottom


def _lost(one: Planned) -> Iterator[str]:
    """Texts of the document of which not everything stands on some slide, in the order of their letters."""
    shown = [text for slide in one.deck.slides for text in iter_slide_texts(slide)]
    whole = Counter(map(_squashed, shown))
    everything = "\n".join(map(_squashed, shown))
    letters = Counter(everything)
    known = Counter(word for text in shown for word in text.split())
    said = Counter(_squashed(text) for text in _texts(one))
    for text, count in said.items():
        if whole[text] < count and (everything.count(text) < count and not _pieces(text, letters)):
            yield f"lost: {text[:80]!r}"
    wanted = Counter(word for text in _texts(one) for word in text.split() if len(word) <= _WHOLE_WORD)
    for word, count in (wanted - known).items():
        if word.isascii() and everything.count(word) < wanted[word]:
            yield f"the word {word!r} is lost {count} times"


def _pieces(text: str, letters: Counter[str]) -> bool:
    """Whether a text that was divided may be there in pieces: all of its letters are."""
    return not Counter(text) - letters


def _squashed(text: str) -> str:
    return "".join(text.split())


def _texts(one: Planned) -> Iterator[str]:
    """Every text of the document that a slide shows: no notes, and no header of facts, which only names columns."""
    for block in _shown(one.document.blocks):
        if isinstance(block, Heading | Paragraph):
            yield plain_text(block.runs)
        elif isinstance(block, Table):
            yield from (plain_text(cell) for row in block.rows for cell in row)
            yield plain_text(block.caption)
        elif isinstance(block, CodeBlock):
            yield block.text


def _shown(blocks: tuple[Block, ...]) -> Iterator[Block]:
    return walk_blocks(tuple(block for block in blocks if not (isinstance(block, Container) and block.name == "notes")))
