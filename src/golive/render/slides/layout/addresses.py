"""Keep addresses in one piece: start a new line before a host name that would be broken at one of its hyphens.

Presentation programs break lines after every hyphen. Special hyphens would prevent it, but a reader who copies the
address would copy them too.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from golive.render.slides.layout.text_layout import break_span_lines, find_line_ends, slice_spans
from golive.render.slides.model import Para, Span
from golive.typography.units import POINTS_PER_INCH

_WORD: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9][.@][A-Za-z0-9]")


def keep_addresses_whole(para: Para, width_pt: float, family: str) -> Para:
    """Return the paragraph with a line break before each address that would be broken, where it fits on a line.

    Args:
        para: the paragraph.
        width_pt: width of its box, in points.
        family: font family of text that is not code.
    """
    words = list(find_addresses(para.spans))
    if not words:
        return para
    room = max(width_pt - para.indent_in * POINTS_PER_INCH, 1.0)
    for start, end in words:
        ends = find_line_ends(para, width_pt, family)
        is_broken = any(start < line < end for line in ends)
        if not is_broken or not start or para.text[start - 1] != " " or para.text[start - 2 : start - 1] == "\n":
            continue
        alone = slice_spans(para.spans, start, end)
        if len(break_span_lines(alone, room, para.size_pt, family)) == 1:
            before, after = slice_spans(para.spans, 0, start - 1), slice_spans(para.spans, start, len(para.text))
            para = replace(para, spans=(*before, replace(after[0], text=f"\n{after[0].text}"), *after[1:]))
    return para


def find_addresses(spans: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word that is an address or a name in code, and that has a hyphen."""
    text = "".join(span.text for span in spans)
    if "-" not in text:
        return
    code = [span.code for span in spans for _ in span.text]
    for word in _WORD.finditer(text):
        if "-" in word[0] and (_ADDRESS.search(word[0]) or all(code[word.start() : word.end()])):
            yield word.span()
