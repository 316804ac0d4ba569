"""Forms → pages: the largest sizes at which content fits as few slides as it can."""

from collections.abc import Sequence

from golive.errors import LayoutError
from golive.publish.deck.form import FIRST_CONTINUED, LEVELS, Form, Level
from golive.publish.deck.pages import Page, measure, paginate
from golive.publish.deck.slides import Rect

Forms = Sequence[Form]


def fit(stacks: Sequence[Forms], rooms: tuple[Rect, Rect]) -> tuple[Page, ...]:
    """Set what belongs under one title.

    Args:
        stacks: the forms, parted where the template says `---`.
        rooms: the place under the title alone, and under the title with its number.

    Returns:
        The pages; one page is made for the first room, several are made for the second.
    """
    if len(stacks) == 1:
        whole = _one(stacks[0], rooms[0])
        if whole:
            return (whole,)
    return tuple(page for forms in stacks for page in _several(forms, rooms[1]))


def _one(forms: Forms, body: Rect) -> Page | None:
    """Everything on one slide at the largest level that fits; None where none does."""
    for level in LEVELS:
        pages = _at(level, forms, body)
        if pages and len(pages) == 1:
            return pages[0]
    return None


def _at(level: Level, forms: Forms, body: Rect) -> tuple[Page, ...] | None:
    """The pages at one level; None where something does not fit at all at this level."""
    try:
        return paginate(measure(forms, level, body.width, body.height), body.height)
    except LayoutError:
        return None


def _several(forms: Forms, body: Rect) -> tuple[Page, ...]:
    """As few slides as the smallest level needs, at the largest level that needs no more.

    A slide on which every form stands whole is set again, as large as it may be.
    """
    fewest = paginate(measure(forms, LEVELS[-1], body.width, body.height), body.height)
    best = fewest
    for level in LEVELS[FIRST_CONTINUED:-1]:
        pages = _at(level, forms, body)
        if pages and len(pages) <= len(fewest):
            best = pages
            break
    return tuple(_set_again(page, forms, body) for page in best)


def _set_again(page: Page, forms: Forms, body: Rect) -> Page:
    """The page at the largest level, unless some form of it goes on elsewhere and so keeps its size."""
    if not page.is_whole:
        return page
    return _one([forms[piece.number] for piece in page.pieces], body) or page
