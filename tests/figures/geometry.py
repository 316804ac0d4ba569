"""Check the laws that hold for every drawing, whatever it shows."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from golive.figures.drawing import CHEVRON_POINT, Box, Connector, Drawing, Frame, Label, Line, Rect
from golive.figures.text_fitting import text_height_in, text_width_in

NEAR = 0.004


def check_drawing(drawing: Drawing, frame: Frame) -> None:
    """Assert every law."""
    assert drawing.width == frame.width_in
    assert 0 < drawing.height <= frame.height_in + NEAR
    assert drawing.title
    assert drawing.alt.strip().endswith(".")
    names = [shape.id for shape in drawing.shapes]
    assert len(names) == len(set(names))
    check_all_is_inside(drawing)
    check_texts_are_legible(drawing, frame)
    check_texts_are_apart(drawing)
    check_no_line_crosses_text(drawing)
    check_connectors_touch_boxes(drawing)


def check_all_is_inside(drawing: Drawing) -> None:
    for shape in drawing.shapes:
        if isinstance(shape, Connector):
            xs, ys = [shape.x1, shape.x2], [shape.y1, shape.y2]
        else:
            assert shape.width > 0, shape.id
            assert shape.height > 0, shape.id
            xs, ys = [shape.x, shape.x + shape.width], [shape.y, shape.y + shape.height]
        assert min(xs) >= -NEAR, shape.id
        assert max(xs) <= drawing.width + NEAR, shape.id
        assert min(ys) >= -NEAR, shape.id
        assert max(ys) <= drawing.height + NEAR, shape.id


def iterate_texts(drawing: Drawing) -> Iterator[tuple[str, Rect, Sequence[Line]]]:
    """Yield every text with the area that it may fill."""
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            yield shape.id, Rect(shape.x, shape.y, shape.width, shape.height), shape.lines
        elif isinstance(shape, Box) and shape.lines:
            side = shape.inset_in
            if shape.shape == "chevron":
                side += CHEVRON_POINT * min(shape.width, shape.height)
            yield shape.id, Rect(shape.x + side, shape.y, shape.width - 2 * side, shape.height), shape.lines


def check_texts_are_legible(drawing: Drawing, frame: Frame) -> None:
    for name, area, lines in iterate_texts(drawing):
        assert lines, name
        assert text_height_in(lines) <= area.height + NEAR, name
        for line in lines:
            assert line.size_pt >= frame.least_pt, name
            if len(line.text) > 1:
                assert text_width_in(line.text, line.size_pt, frame, bold=line.bold) <= area.width + NEAR, (
                    name,
                    line.text,
                )


def check_texts_are_apart(drawing: Drawing) -> None:
    for (one, a, _), (other, b, _) in combinations(iterate_texts(drawing), 2):
        across = min(a.right, b.right) - max(a.x, b.x)
        down = min(a.bottom, b.bottom) - max(a.y, b.y)
        assert across <= NEAR or down <= NEAR, (one, other)


def check_no_line_crosses_text(drawing: Drawing) -> None:
    lines = [shape for shape in drawing.shapes if isinstance(shape, Connector)]
    bare = [s for s in drawing.shapes if isinstance(s, Label) or (isinstance(s, Box) and s.lines and s.fill is None)]
    for text in bare:
        for line in lines:
            across = min(text.x + text.width, max(line.x1, line.x2)) - max(text.x, min(line.x1, line.x2))
            down = min(text.y + text.height, max(line.y1, line.y2)) - max(text.y, min(line.y1, line.y2))
            if line.y1 == line.y2:
                inside_it = text.y + NEAR < line.y1 < text.y + text.height - NEAR
                assert across <= NEAR or not inside_it, (text.id, line.id)
            else:
                inside_it = text.x + NEAR < line.x1 < text.x + text.width - NEAR
                assert down <= NEAR or not inside_it, (text.id, line.id)


def check_connectors_touch_boxes(drawing: Drawing) -> None:
    boxes = {shape.id: shape for shape in drawing.shapes if isinstance(shape, Box)}
    for line in drawing.shapes:
        if not isinstance(line, Connector):
            continue
        assert line.decorative or line.alt, line.id
        for name, x, y, site in (
            (line.start, line.x1, line.y1, line.start_site),
            (line.end, line.x2, line.y2, line.end_site),
        ):
            if name:
                box = boxes[name]
                assert min(abs(x - box.x), abs(x - box.x - box.width)) < NEAR, line.id
                assert abs(y - box.y - site * box.height) < NEAR, line.id
                assert 0 <= site <= 1, line.id
