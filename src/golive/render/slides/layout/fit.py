"""Distribute forms over pages: as few slides as possible, at the largest possible sizes."""

from collections.abc import Callable, Sequence
from typing import Final

from golive.figures.drawing import Rect
from golive.render.slides.layout.form import FIRST_MULTI_SLIDE_LEVEL, SIZE_LEVELS, Form, SizeLevel
from golive.render.slides.layout.pagination import Page, measure_forms, paginate
from golive.support.problems import LayoutError

Forms = Sequence[Form]

_THIN_PAGE_SHARE: Final = 0.25
"""A slide filled to less than this share is nearly empty."""
_DIVIDE_SHARE: Final = 0.6
"""Text higher than this share may be divided to avoid a nearly empty slide."""


def fit_section(stacks: Sequence[Forms], room: Rect, less_room: Callable[[], Rect]) -> tuple[Page, ...]:
    """Paginate the content of one section.

    Args:
        stacks: the forms, split at `---`.
        room: body rectangle under the plain title.
        less_room: returns the body rectangle under the title with a page number.

    Returns:
        The pages; none is higher than the smaller of both rectangles.
    """
    if len(stacks) == 1:
        whole = _fit_one_page(stacks[0], room)
        if whole:
            return (whole,)
    # A numbered title may use a smaller font and so leave more room than the plain title.
    body = min(room, less_room(), key=lambda rect: rect.height)
    return tuple(page for forms in stacks for page in _fit_several_pages(forms, body))


def _fit_one_page(forms: Forms, body: Rect) -> Page | None:
    """Return one page at the largest level that fits; None if no level fits."""
    found = _paginate_at_largest_level(SIZE_LEVELS, forms, body, 1)
    return found[0] if found else None


def _paginate_at_largest_level(
    levels: Sequence[SizeLevel], forms: Forms, body: Rect, most: int
) -> tuple[Page, ...] | None:
    """Return the pages at the largest level that needs at most `most` pages; None if no level does.

    The largest level is tried first because most content fits there; the others are found by binary search.
    """
    low, high, best = 0, len(levels), None
    middle = 0
    while low < high:
        pages = _paginate_at_level(levels[middle], forms, body)
        if pages and len(pages) <= most:
            best, high = pages, middle
        else:
            low = middle + 1
        middle = (low + high) // 2
    return best


def _paginate_at_level(level: SizeLevel, forms: Forms, body: Rect, share: float = 1.0) -> tuple[Page, ...] | None:
    """Return the pages at one level; None if something does not fit.

    Content higher than `share` of the body height is divided if possible.
    """
    try:
        return paginate(measure_forms(forms, level, body.width, share * body.height), body.height)
    except LayoutError:
        return None


def _fit_several_pages(forms: Forms, body: Rect) -> tuple[Page, ...]:
    """Return as few pages as the smallest level needs, at the largest level that needs no more.

    Pages that contain only whole forms are enlarged individually.
    """
    fewest = paginate(measure_forms(forms, SIZE_LEVELS[-1], body.width, body.height), body.height)
    best = _paginate_at_largest_level(SIZE_LEVELS[FIRST_MULTI_SLIDE_LEVEL:], forms, body, len(fewest)) or fewest
    if _min_page_height(best) < _THIN_PAGE_SHARE * body.height:
        best = _avoid_thin_page(forms, body, best)
    return tuple(_enlarge_whole_page(page, forms, body) for page in best)


def _avoid_thin_page(forms: Forms, body: Rect, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Try to avoid a nearly empty page by dividing high forms; return `pages` unchanged if that fails."""
    for level in SIZE_LEVELS[FIRST_MULTI_SLIDE_LEVEL:]:
        again = _paginate_at_level(level, forms, body, _DIVIDE_SHARE)
        if again and len(again) <= len(pages) and _min_page_height(again) >= _THIN_PAGE_SHARE * body.height:
            return again
    return pages


def _min_page_height(pages: tuple[Page, ...]) -> float:
    return min((page.height for page in pages), default=0.0)


def _enlarge_whole_page(page: Page, forms: Forms, body: Rect) -> Page:
    """Return the page at the largest level that fits, unless one of its forms continues on another page."""
    if not page.is_whole:
        return page
    return _fit_one_page([forms[piece.number] for piece in page.pieces], body) or page
