"""Let a line end inside a value that is wider than its box: between its words, and not within a number."""

import re
from typing import Final

from msgspec.structs import replace

from golive.render.slides.layout.text_layout import break_span_lines, slice_spans
from golive.render.slides.model import Para
from golive.typography.units import POINTS_PER_INCH

_NO_BREAK_SPACE: Final = "\u00a0"
_VALUE: Final = re.compile(r"[^ \n]+")


def loosen_wide_values(para: Para, width_pt: float, family: str) -> Para:
    """Return the paragraph with common spaces in each value that does not fit on a line.

    Args:
        para: the paragraph.
        width_pt: width of its box, in points.
        family: font family of text that is not code.
    """
    if not any(_NO_BREAK_SPACE in span.text for span in para.spans):
        return para
    room = max(width_pt - para.indent_in * POINTS_PER_INCH, 1.0)
    for value in _VALUE.finditer(para.text):
        start, end = value.span()
        own = slice_spans(para.spans, start, end)
        if _NO_BREAK_SPACE in value[0] and len(break_span_lines(own, room, para.size_pt, family)) > 1:
            loose = (replace(span, text=span.text.replace(_NO_BREAK_SPACE, " ")) for span in own)
            before, after = slice_spans(para.spans, 0, start), slice_spans(para.spans, end, len(para.text))
            para = replace(para, spans=(*before, *loose, *after))
    return para
