"""Forms → pages: the largest sizes at which content fits as few slides as it can."""

from collections.abc import Callable, Sequence
from typing import Final

from golive.render.slides.layout.form import FIRST_CONTINUED, LEVELS, Form, Level
from golive.render.slides.layout.pagination import Page, measure, paginate
from golive.render.slides.model import Rect
from golive.support.problems import LayoutError

Forms = Sequence[Form]

_THIN: Final = 0.25
"""Share of the room under which a slide is nearly empty."""
_DIVIDED: Final = 0.6
"""Share of the room over which a text is divided for its sake."""


def fit(stacks: Sequence[Forms], room: Rect, less_room: Callable[[], Rect]) -> tuple[Page, ...]:
    """Set what belongs under one title.

    Args:
        stacks: the forms, parted where the template says `---`.
        room: the place under the title alone.
        less_room: gives the place under the title with its number.

    Returns:
        The pages, none higher than the lesser of both places.
    """
    if len(stacks) == 1:
        whole = _one(stacks[0], room)
        if whole:
            return (whole,)
    # A title with a number may be set so much smaller that it leaves more room than the title alone.
    body = min(room, less_room(), key=lambda rect: rect.height)
    return tuple(page for forms in stacks for page in _several(forms, body))


def _one(forms: Forms, body: Rect) -> Page | None:
    """Everything on one slide at the largest level that fits; None where none does."""
    found = _largest(LEVELS, forms, body, 1)
    return found[0] if found else None


def _largest(levels: Sequence[Level], forms: Forms, body: Rect, most: int) -> tuple[Page, ...] | None:
    """The pages at the largest level that needs no more than so many; None where none does.

    Most content fits at the largest, so that is tried first. What is too much at one level is too much at the ones
    above it, so the others are found by halving.
    """
    low, high, best = 0, len(levels), None
    middle = 0
    while low < high:
        pages = _at(levels[middle], forms, body)
        if pages and len(pages) <= most:
            best, high = pages, middle
        else:
            low = middle + 1
        middle = (low + high) // 2
    return best


def _at(level: Level, forms: Forms, body: Rect, share: float = 1.0) -> tuple[Page, ...] | None:
    """The pages at one level; None where something does not fit at all at this level.

    What is higher than a share of the room is divided, where it can be.
    """
    try:
        return paginate(measure(forms, level, body.width, share * body.height), body.height)
    except LayoutError:
        return None


def _several(forms: Forms, body: Rect) -> tuple[Page, ...]:
    """As few slides as the smallest level needs, at the largest level that needs no more.

    A slide on which every form stands whole is set again, as large as it may be.
    """
    fewest = paginate(measure(forms, LEVELS[-1], body.width, body.height), body.height)
    best = _largest(LEVELS[FIRST_CONTINUED:], forms, body, len(fewest)) or fewest
    if _thinnest(best) < _THIN * body.height:
        best = _evened(forms, body, best)
    return tuple(_set_again(page, forms, body) for page in best)


def _evened(forms: Forms, body: Rect, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Pages without a nearly empty one, made by dividing what fits on a slide and nearly fills it, if there are any."""
    for level in LEVELS[FIRST_CONTINUED:]:
        again = _at(level, forms, body, _DIVIDED)
        if again and len(again) <= len(pages) and _thinnest(again) >= _THIN * body.height:
            return again
    return pages


def _thinnest(pages: tuple[Page, ...]) -> float:
    return min((page.height for page in pages), default=0.0)


def _set_again(page: Page, forms: Forms, body: Rect) -> Page:
    """The page at the largest level, unless some form of it goes on elsewhere and so keeps its size."""
    if not page.is_whole:
        return page
    return _one([forms[piece.number] for piece in page.pieces], body) or page
