"""Make an explainer fill exactly one page: the largest type and the most air with which it still fits."""

from collections.abc import Callable

from golive.markdown.document import Code, Document, plain, walk
from golive.render.html.block_rules import runs_in
from golive.render.html.problems import fault
from golive.render.html.style_sheet import Size
from golive.support.problems import LayoutError

# From roomy to tight; every step takes less height than the one before it.
SIZES = tuple(
    Size(scale, air)
    for scale, air in (
        (1.12, 2.4), (1.12, 2.1), (1.12, 1.8), (1.12, 1.55), (1.1, 1.35), (1.07, 1.2), (1.04, 1.1), (1.0, 1.0),
        (0.97, 0.92), (0.94, 0.85), (0.91, 0.78), (0.88, 0.7), (0.85, 0.62), (0.82, 0.55), (0.79, 0.48),
    )
)  # fmt: skip
# The typical process in usual words fits at the first of these, and not at the second: two layouts are enough then.
_LIKELY = (8, 7)
_NAMED = 3


def fit(document: Document, pages: Callable[[Size], int]) -> Size:
    """The roomiest size at which a document fills one page, found by halving: at most five layouts.

    Args:
        document: is named in the error.
        pages: how many pages it fills at a size.

    Raises:
        LayoutError: it does not fit at the smallest legible size; names its longest parts.
    """
    low, high = 0, len(SIZES) - 1
    while low < high:
        middle = next((likely for likely in _LIKELY if low <= likely < high), (low + high) // 2)
        if pages(SIZES[middle]) == 1:
            high = middle
        else:
            low = middle + 1
    if low == len(SIZES) - 1 and pages(SIZES[low]) != 1:
        raise _too_long(document)
    return SIZES[low]


def _too_long(document: Document) -> LayoutError:
    texts = sorted(_texts(document), key=lambda found: (-len(found[1]), found[0]))[:_NAMED]
    message = "the explainer does not fit on one page at the smallest legible size"
    hint = "Shorten its longest texts, or leave some out."
    longest = [
        fault(document.source, line, f"one of its longest texts, with {len(text)} letters: {text[:60]!r}…", about=text)
        for line, text in texts
    ]
    return LayoutError(fault(document.source, 0, message, hint), *longest)


def _texts(document: Document) -> list[tuple[int, str]]:
    found = []
    line = 0
    for block in walk(document.blocks):
        line = getattr(block, "line", 0) or line
        found += [(line, plain(runs)) for runs in runs_in(block)]
        if isinstance(block, Code):
            found.append((line, block.text))
    return found
