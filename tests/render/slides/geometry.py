"""Find text outside its box and boxes over each other, with the measures that decks are planned with."""

from collections.abc import Iterator

from golive.render.slides.layout.text_layout import measure_height_in
from golive.render.slides.model import Grid, Panel, Slide

SLACK = 0.02
BODY_BOTTOM = 6.8


def find_overflows(slide: Slide, width: float, height: float, family: str) -> Iterator[str]:
    """Return everything on a slide that reaches past its box or past the slide."""
    lowest = BODY_BOTTOM if slide.role in {"content", "title-only"} else height
    for element in slide.elements:
        rect = element.rect
        inside = rect.x >= -SLACK and rect.y >= -SLACK and rect.right <= width + SLACK and rect.bottom <= lowest + SLACK
        if not inside:
            yield f"{element.name} is outside of the slide: {rect}"
        if isinstance(element, Panel) and element.paras:
            left, top, right, bottom = element.inset
            need = measure_height_in(element.paras, rect.width - left - right, family) + top + bottom
            if need > rect.height + SLACK:
                yield f"{element.name} needs {need:.2f} in of {rect.height:.2f}"
        elif isinstance(element, Grid):
            for row in element.rows:
                for cell, column in zip(row.cells, element.columns, strict=True):
                    need = measure_height_in(cell.paras, column - 2 * element.margin[0], family) + 2 * element.margin[1]
                    if need > row.height + SLACK:
                        yield f"{element.name} has a cell that needs {need:.2f} in of {row.height:.2f}"


def find_overlaps(slide: Slide) -> Iterator[str]:
    """Return pairs of text boxes that overlap although neither is the background of the other."""
    texts = [e for e in slide.elements if not isinstance(e, Panel) or (e.paras and e.shape != "pill")]
    for n, one in enumerate(texts):
        for other in texts[n + 1 :]:
            a, b = one.rect, other.rect
            across = min(a.right, b.right) - max(a.x, b.x)
            down = min(a.bottom, b.bottom) - max(a.y, b.y)
            if across > SLACK and down > SLACK:
                yield f"{one.name} and {other.name} overlap by {across:.2f} x {down:.2f}"
