"""Fit an explainer on exactly one page, with the largest type and spacing that still fit."""

from collections.abc import Callable

from golive.markdown.document import CodeBlock, Document, plain_text, walk_blocks
from golive.render.html.block_rules import iter_block_runs
from golive.render.html.problems import markdown_problem
from golive.render.html.style_sheet import TypeScale
from golive.support.problems import LayoutError

# From spacious to tight; each step needs less height than the previous one.
SIZES = tuple(
    TypeScale(scale, air)
    for scale, air in (
        (1.12, 2.4), (1.12, 2.1), (1.12, 1.8), (1.12, 1.55), (1.1, 1.35), (1.07, 1.2), (1.04, 1.1), (1.0, 1.0),
        (0.97, 0.92), (0.94, 0.85), (0.91, 0.78), (0.88, 0.7), (0.85, 0.62), (0.82, 0.55), (0.79, 0.48),
    )
)  # fmt: skip
# Typical content fits at the first of these steps and not at the second, so two layouts are enough.
_LIKELY_STEPS = (8, 7)
_NAMED_TEXTS = 3


def fit_on_one_page(document: Document, count_pages: Callable[[TypeScale], int]) -> TypeScale:
    """Return the largest type scale at which a document fits on one page; binary search with at most five layouts.

    Args:
        document: the document, for the error message.
        count_pages: lays out the document at a type scale and returns the number of pages.

    Raises:
        LayoutError: the document does not fit at the smallest legible size; lists its longest texts.
    """
    low, high = 0, len(SIZES) - 1
    while low < high:
        middle = next((likely for likely in _LIKELY_STEPS if low <= likely < high), (low + high) // 2)
        if count_pages(SIZES[middle]) == 1:
            high = middle
        else:
            low = middle + 1
    if low == len(SIZES) - 1 and count_pages(SIZES[low]) != 1:
        raise _make_error(document)
    return SIZES[low]


def _make_error(document: Document) -> LayoutError:
    texts = sorted(_list_texts(document), key=lambda found: (-len(found[1]), found[0]))[:_NAMED_TEXTS]
    message = "this document does not fit on its one page at the smallest legible size"
    hint = "Shorten or remove its longest texts."
    longest = [
        markdown_problem(
            document.source, line, f"one of its longest texts, with {len(text)} letters: {text[:60]!r}…", about=text
        )
        for line, text in texts
    ]
    return LayoutError(markdown_problem(document.source, 0, message, hint), *longest)


def _list_texts(document: Document) -> list[tuple[int, str]]:
    found = []
    line = 0
    for block in walk_blocks(document.blocks):
        line = getattr(block, "line", 0) or line
        found += [(line, plain_text(runs)) for runs in iter_block_runs(block)]
        if isinstance(block, CodeBlock):
            found.append((line, block.text))
    return found
