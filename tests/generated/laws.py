"""Check the laws that hold for the deck of every valid spec; each fault is a sentence."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, TypeGuard

from msgspec.structs import replace
from tests.figures.geometry import check_drawing
from tests.generated.specs import PlannedDeck
from tests.render.slides.geometry import find_overflows, find_overlaps

from golive.figures.drawing import Frame
from golive.markdown.document import Block, CodeBlock, Container, Heading, Paragraph, Table, plain_text, walk_blocks
from golive.render.slides.layout.addresses import find_addresses
from golive.render.slides.layout.deck_text import iter_slide_texts
from golive.render.slides.layout.footers import FOOT_PT
from golive.render.slides.layout.text_layout import (
    break_para_lines,
    find_line_ends,
    measure_height_in,
    slice_spans,
)
from golive.render.slides.model import Element, Grid, Panel, Para, Picture, Plot, Slide
from golive.render.slides.theme.theme import Theme
from golive.typography.lines import measure_width_pt
from golive.typography.metrics import load_font_metrics

LEAST_FILLED: Final = 0.25
"""Share of the body's height that the content of a slide takes at least."""
LEAST_FILLED_BY_A_ROW: Final = 1 / 3
"""The same for a slide of several under one title that shows a single row of a table."""
SCALE: Final = {
    "title": (14, 32),
    "label": (10, 12),
    "draft": (10, 12),
    "text": (12, 18),
    "head": (12, 20),
    "point": (16, 28),
    "number": (18, 18),
    "fact": (14, 32),
    "code": (10, 14),
    "table": (12, 14),
    "chart": (12, 14),
    "figure": (10, 14),
}
"""Least and largest text of each kind of element, in points."""
ADDRESS_KINDS: Final = frozenset({"text", "card", "column", "callout", "point"})
_NOTHING: Final = "–"
"""What a cell without a value shows; cards leave it out."""
_HEADER_AND_ROW: Final = 2
_NUMBERED: Final = re.compile(r"\(\d+\sof\s\d+\)")
_WHOLE_WORD: Final = 20  # characters; longer words may be cut between lines, and so between slides


def find_deck_faults(one: PlannedDeck, theme: Theme) -> Iterator[str]:
    """Yield everything that is wrong with a deck, slide by slide; then each text of its document that is lost."""
    for slide in one.deck.slides:
        found = [
            *find_overflows(slide, one.deck.width, one.deck.height, theme.body_font),
            *find_overlaps(slide),
            *_check_drawings(slide, theme),
            *_check_footers(slide, theme),
            *_find_thin_slides(slide, theme),
        ]
        yield from (f"slide {slide.number} ({slide.key}): {fault}" for fault in found)
    yield from _find_odd_sizes(one)
    yield from _find_broken_addresses(one, theme)
    yield from _find_lost_texts(one)


def _find_odd_sizes(one: PlannedDeck) -> Iterator[str]:
    """Yield sizes that are not on the type scale of the deck, and titles of different sizes."""
    slides = [slide for slide in one.deck.slides if slide.role in {"content", "title-only"}]
    titles = {element.paras[0].size_pt for slide in slides for element in slide.elements if _is_title(element)}
    if len(titles) > 1:
        yield f"titles of {sorted(titles)} points"
    for slide in slides:
        for element in slide.elements:
            least, most = SCALE.get(_get_kind(element), SCALE["text"])
            for size in sorted(set(_iterate_sizes(element))):
                if not least <= size <= most:
                    yield f"slide {slide.number} ({slide.key}): {element.name} has text of {size} points"


def _is_title(element: Element) -> TypeGuard[Panel]:
    return isinstance(element, Panel) and element.slot == "title" and bool(element.paras)


def _get_kind(element: Element) -> str:
    role = element.name.split(":")[1]
    return role.removeprefix("card-").removeprefix("column-") if role not in {"card-head", "column-head"} else "head"


def _iterate_sizes(element: Element) -> Iterator[float]:
    if isinstance(element, Panel):
        yield from (para.size_pt for para in element.paras if para.spans)
    elif isinstance(element, Grid):
        yield from (para.size_pt for row in element.rows for cell in row.cells for para in cell.paras if para.spans)
    elif isinstance(element, Picture):
        yield from (line.size_pt for shape in element.drawing.shapes for line in getattr(shape, "lines", ()))
    elif isinstance(element, Plot):
        yield element.size_pt


def _find_broken_addresses(one: PlannedDeck, theme: Theme) -> Iterator[str]:
    """Yield addresses that are broken over two lines although they fit on one."""
    for slide in one.deck.slides:
        for element in slide.elements:
            for para, width_pt in _iterate_running_text(element):
                ends = find_line_ends(para, width_pt, theme.body_font)
                for start, end in find_addresses(para.spans):
                    alone = replace(para, spans=slice_spans(para.spans, start, end))
                    cut = any(start < place < end for place in ends)
                    if cut and len(break_para_lines(alone, width_pt, theme.body_font)) == 1:
                        yield f"slide {slide.number} ({slide.key}): {para.text[start:end]!r} is broken"


def _iterate_running_text(element: Element) -> Iterator[tuple[Para, float]]:
    """Yield paragraphs of running text with the width of their box, in points."""
    if isinstance(element, Panel) and _get_kind(element) in ADDRESS_KINDS:
        width = element.rect.width - element.inset[0] - element.inset[2]
        yield from ((para, width * 72) for para in element.paras)
    elif isinstance(element, Grid):
        for row in element.rows[1:]:
            for cell, width in zip(row.cells, element.columns, strict=True):
                yield from ((para, (width - 2 * element.margin[0]) * 72) for para in cell.paras)


def _check_drawings(slide: Slide, theme: Theme) -> Iterator[str]:
    for element in slide.elements:
        if isinstance(element, Picture):
            drawing = element.drawing
            frame = Frame(drawing.width, drawing.height, 14, 10, theme.body_font)
            try:
                check_drawing(drawing, frame)
            except AssertionError as error:
                yield f"{element.name}: {str(error).splitlines()[0]}"


def _check_footers(slide: Slide, theme: Theme) -> Iterator[str]:
    room = min(
        layout.footer_placeholders["ftr"].rect.width
        for layout in theme.layouts.values()
        if "ftr" in layout.footer_placeholders
    )
    if measure_width_pt(slide.footer, FOOT_PT, load_font_metrics(theme.body_font)) > room * 72:
        yield f"the foot {slide.footer!r} is wider than its place"


def _find_thin_slides(slide: Slide, theme: Theme) -> Iterator[str]:
    if slide.role not in {"content", "title-only"}:
        return
    content = [e for e in slide.elements if e.name.split(":")[1] not in {"title", "label", "draft"}]
    share = measure_filled_share(content, theme)
    if share < LEAST_FILLED:
        yield f"only {share:.0%} filled"
    grids = [element for element in content if isinstance(element, Grid)]
    alone = len(grids) == len(content) == 1 and len(grids[0].rows) == _HEADER_AND_ROW
    if alone and share < LEAST_FILLED_BY_A_ROW and _NUMBERED.search(slide.title):
        yield f"one row of a table alone, {share:.0%} filled"


def measure_filled_share(content: list[Element], theme: Theme) -> float:
    """Return the share of the body's height that content takes.

    Text counts where its lines are; panels, tables and figures as high as they are drawn.
    """
    spans = sorted(_measure_extent(element, theme) for element in content)
    total = reach = 0.0
    for top, bottom in spans:
        total += max(bottom - max(top, reach), 0.0)
        reach = max(reach, bottom)
    return total / theme.body.height


def _measure_extent(element: Element, theme: Theme) -> tuple[float, float]:
    rect = element.rect
    if isinstance(element, Panel) and element.fill is None and element.outline is None:
        _, top, _, bottom = element.inset
        inner = rect.width - element.inset[0] - element.inset[2]
        return rect.y + top, rect.y + top + min(
            measure_height_in(element.paras, inner, theme.body_font), rect.height - bottom
        )
    return rect.y, rect.bottom


def _find_lost_texts(one: PlannedDeck) -> Iterator[str]:
    """Yield texts of the document that are not whole on the slides, in alphabetical order."""
    shown = [text for slide in one.deck.slides for text in iter_slide_texts(slide)]
    whole = Counter(map(_remove_spaces, shown))
    everything = "\n".join(map(_remove_spaces, shown))
    letters = Counter(everything)
    known = Counter(word for text in shown for word in text.split())
    said = Counter(_remove_spaces(text) for text in _iterate_texts(one))
    for text, count in said.items():
        if whole[text] < count and (everything.count(text) < count and not _is_in_pieces(text, letters)):
            yield f"lost: {text[:80]!r}"
    wanted = Counter(word for text in _iterate_texts(one) for word in text.split() if len(word) <= _WHOLE_WORD)
    for word, count in (wanted - known).items():
        if word.isascii() and everything.count(word) < wanted[word]:
            yield f"the word {word!r} is lost {count} times"


def _is_in_pieces(text: str, letters: Counter[str]) -> bool:
    """Tell whether all letters of a text are there, so that it may have been divided into pieces."""
    return not Counter(text) - letters


def _remove_spaces(text: str) -> str:
    return "".join(text.split())


def _iterate_texts(one: PlannedDeck) -> Iterator[str]:
    """Yield every text of the document that slides show: no notes, and no headers of facts, which only name columns."""
    for block in _iterate_shown_blocks(one.document.blocks):
        if isinstance(block, Heading | Paragraph):
            yield plain_text(block.runs)
        elif isinstance(block, Table):
            yield from (text for row in block.rows for cell in row if (text := plain_text(cell)) != _NOTHING)
            yield plain_text(block.caption)
        elif isinstance(block, CodeBlock):
            yield block.text


def _iterate_shown_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    return walk_blocks(tuple(block for block in blocks if not (isinstance(block, Container) and block.name == "notes")))
