"""Choose a template layout for each role: by type, otherwise by name, otherwise by placeholders."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from golive.ooxml.template_archive import make_theme_error
from golive.render.slides.model import Role, Slot
from golive.render.slides.theme.slide_masters import Placeholder, TemplateLayout
from golive.support.problems import Problem, ThemeError, make_problem

FOOTER_TYPES: Final = ("ftr", "dt", "sldNum")
"""Placeholder types of the footers."""

REQUIRED_ROLES: Final[tuple[Role, ...]] = ("title", "content", "title-only", "section")
"""Roles that slides use; other roles are only reported."""

MIN_BODY_SHARE: Final = 0.45
"""Smallest height of content, as a share of the slide height."""

COVER_ROLES: Final = frozenset({"title", "section", "closing"})
"""Roles of slides that show a title and a few lines."""

CHOSEN: Final = "your choice"
"""How a layout that the user named was found."""

RoleChecks = Mapping[Role, Callable[[TemplateLayout], bool]]

_MIN_ROOM_SHARE: Final = 0.42
_CONTENT_ROLES: Final[tuple[Role, ...]] = ("content", "title-only", "two-content", "comparison")
_MIN_BODY_WIDTH: Final = 0.5
_MIN_COLUMN_SHARE: Final = 0.4
_MAX_COLUMN_OFFSET_SHARE: Final = 0.1
_LABEL_INDEX: Final = 13
_MAX_LABEL_HEIGHT_IN: Final = 0.6
_MIN_LABEL_WIDTH_SHARE: Final = 0.25
_MIN_TITLE_WIDTH: Final = 0.3
_MIN_TITLE_HEIGHT_IN: Final = 0.25
_ROLES_BY_TYPE: Final[Mapping[str, Role]] = {
    "title": "title",
    "obj": "content",
    "tx": "content",
    "titleOnly": "title-only",
    "secHead": "section",
    "twoObj": "two-content",
    "twoColTx": "two-content",
    "twoTxTwoObj": "comparison",
    "blank": "blank",
}
_FREE_TYPES: Final = frozenset({"", "cust", "obj", "tx", "titleOnly"})
"""Types that say little about a layout: brands copy such a layout, rename it and move its placeholders."""
_TITLE_WORDS: Final = r"(title|titel|titre|t[ií]tulo|titolo)"
_CONTENT_WORDS: Final = r"(content|text|inhalt|contenu|objetos|contenid|conte[uú]do|contenuto|object|bullet)"
_TITLE_ONLY_PATTERN: Final = (
    rf"(title|titel) only|(nur|alleen) {_TITLE_WORDS}|titre seul|(s[oó]lo|somente) (el |o )?{_TITLE_WORDS}"
)
_COVER_PATTERN: Final = (
    rf"^{_TITLE_WORDS}$|{_TITLE_WORDS} (slide|page)|"
    rf"(diapositive|page|diapositiva|slide) (de )?{_TITLE_WORDS}|titel(folie|seite|dia)"
)
_NAME_PATTERNS: Final[tuple[tuple[Role, str], ...]] = (
    ("comparison", r"compar|vergleich|confront"),
    ("two-content", r"two content|2 content|two col|zwei inhalt|deux contenu|dos objetos|due contenut|dois conte"),
    ("title-only", _TITLE_ONLY_PATTERN),
    ("content", rf"{_TITLE_WORDS}.{{1,3}}(and|und|et|y|e|en|with|mit|,|&).{{0,3}}{_CONTENT_WORDS}|^{_CONTENT_WORDS}"),
    (
        "closing",
        r"^(clos|end\b|thank|danke|schluss|abschluss|merci|fin\b|gracias|cierre|grazie|obrigad)|thank you$|closing$",
    ),
    ("section", r"section|divider|chapter|abschnitt|kapitel|trenn|chapitre|secci[oó]n|capítulo|sezione|seção|sectie"),
    ("title", rf"{_COVER_PATTERN}|^cover|opening|deckblatt|couverture|portada|copertina|^capa"),
    ("blank", r"blank|leer|vide|blanco|vuota|branco|leeg"),
)
"""Patterns of layout names in English, German, French, Spanish, Italian, Portuguese and Dutch."""


class LayoutChoice(Struct, frozen=True):
    """The layout for a role, and how it was found."""

    layout: TemplateLayout
    found_by: str

    @property
    def is_fallback(self) -> bool:
        """Return True if the layout is meant for another role."""
        return self.found_by.startswith("instead")


def find_largest_content(layout: TemplateLayout) -> Placeholder | None:
    """Return the content placeholder with the largest area; None if there is none."""
    return max(layout.content_placeholders, key=lambda h: h.rect.width * h.rect.height, default=None)


def find_label(layout: TemplateLayout) -> Placeholder | None:
    """Return the placeholder for a short label above the title, as golive's own theme has it; None if there is none."""
    title = layout.title
    if title is None:
        return None
    return next(
        (
            h
            for h in layout.content_placeholders
            if h.index == _LABEL_INDEX
            and h.kind == "body"
            and h.rect.bottom <= title.rect.bottom
            and h.rect.height <= _MAX_LABEL_HEIGHT_IN
            and h.rect.width >= _MIN_LABEL_WIDTH_SHARE * title.rect.width
        ),
        None,
    )


def find_columns(layout: TemplateLayout, size: tuple[float, float]) -> Mapping[Slot, Placeholder]:
    """Return the placeholders of two columns, with the head of each if they have heads; empty if there are none.

    Args:
        layout: the layout.
        size: width and height of a slide, in inches.
    """
    label = find_label(layout)
    holders = sorted(
        (h for h in layout.content_placeholders if h.kind in {"obj", "body"} and h is not label),
        key=lambda h: (h.rect.x + h.rect.right, h.rect.y),
    )
    if len({h.index for h in holders}) < len(holders):
        return {}  # Nothing tells them apart on a slide.
    if len(holders) == 2:  # noqa: PLR2004 - two columns
        found: dict[Slot, Placeholder] = dict(zip(("left", "right"), holders, strict=True))
    elif len(holders) == 4:  # noqa: PLR2004 - two heads and two columns
        sides = [sorted(side, key=lambda h: h.rect.y) for side in (holders[:2], holders[2:])]
        slots: tuple[Slot, ...] = ("left-head", "left", "right-head", "right")
        found = dict(zip(slots, (*sides[0], *sides[1]), strict=True))
        if any(head.rect.bottom > body.rect.bottom or head.rect.height > body.rect.height for head, body in sides):
            return {}
    else:
        return {}
    left, right = found["left"].rect, found["right"].rect
    is_level = abs(left.y - right.y) <= _MAX_COLUMN_OFFSET_SHARE * size[1]
    is_high = min(left.height, right.height) >= _MIN_COLUMN_SHARE * size[1]
    title = layout.title
    is_below = title is None or title.rect.bottom <= min(h.rect.y for h in holders) + _MAX_COLUMN_OFFSET_SHARE * size[1]
    return (
        found
        if is_level and is_high and is_below and left.right <= right.x + _MAX_COLUMN_OFFSET_SHARE * left.width
        else {}
    )


def find_room_below_title(sheet: TemplateLayout, size: tuple[float, float]) -> float:
    """Return the height between the title and the footers, in inches; 0 if there is no title."""
    title = sheet.title
    if title is None:
        return 0.0
    middle = (title.rect.bottom + size[1]) / 2
    feet = [h.rect.y for h in sheet.placeholders if h.kind in FOOTER_TYPES and h.rect.y > middle]
    return min(feet, default=size[1]) - title.rect.bottom


def assign_layouts(
    masters: Sequence[tuple[TemplateLayout, ...]], size: tuple[float, float], chosen_names: Mapping[Role, str]
) -> Mapping[Role, LayoutChoice]:
    """Find a layout for each role, in any master.

    Content slides use one master: the first that has layouts for a title slide and for content, or else for one of
    them. Title and section slides may use another.

    Args:
        masters: the layouts of each master.
        size: width and height of a slide, in inches.
        chosen_names: layout names chosen by the user, by role.

    Returns:
        A layout for every required role, and for other roles if one exists.

    Raises:
        ThemeError: no layout has a title, or a chosen layout does not exist or does not fit.
    """
    suits = _make_role_checks(size)
    sheets = tuple(sheet for layouts in masters for sheet in layouts)
    chosen = _find_chosen_layouts(chosen_names, sheets, suits)
    matched = [_match_layouts(layouts, suits) for layouts in masters]
    own = next(
        (
            n
            for n, layouts in enumerate(masters)
            for role in _CONTENT_ROLES
            if role in chosen and chosen[role].layout in layouts
        ),
        None,
    )
    order = sorted(range(len(masters)), key=lambda n: (n != own, *_rank_master(matched[n], masters[n], suits)))
    found = dict(chosen)
    for place, number in enumerate(order):
        for role, choice in matched[number].items():
            if role not in found and (place == 0 or role not in _CONTENT_ROLES):
                found[role] = choice
    titled = [sheet for number in order for sheet in masters[number] if suits["title"](sheet)]
    if not titled:
        names = ", ".join(repr(sheet.name) for sheet in sheets[:12]) or "none"
        raise make_theme_error(
            f"has no layout with a title (its layouts: {names})",
            "Add a title placeholder to a layout in PowerPoint's slide master view.",
        )
    return _fill_missing_roles(found, titled, size)


def _match_layouts(layouts: tuple[TemplateLayout, ...], suits: RoleChecks) -> dict[Role, LayoutChoice]:
    """Find a layout of one master for each role that has one."""
    usable = [sheet for sheet in layouts if suits["blank"](sheet) or sheet.title]
    found: dict[Role, LayoutChoice] = {}
    typed = (*_match_by_type(usable), *_match_by_name(usable))
    for role, sheet, how in (*typed, *_match_by_placeholders(usable)):
        if role not in found and suits[role](sheet):
            found[role] = LayoutChoice(sheet, how)
    is_found = "title-only" in found and found["title-only"].found_by != "placeholders"
    if "content" not in found and not is_found:
        # A layout for content whose body is too low still looks as the brand's content does.
        low = [sheet for role, sheet, _ in typed if role == "content" and suits["title-only"](sheet)]
        found.update({"title-only": LayoutChoice(low[0], "name")} if low else {})
    return found


def _rank_master(
    found: Mapping[Role, LayoutChoice], layouts: tuple[TemplateLayout, ...], suits: RoleChecks
) -> tuple[bool, bool, bool]:
    """Return the sort key of a master: those with the most useful layouts come first."""
    has_content = "content" in found or "title-only" in found
    return not (has_content and "title" in found), not has_content, not any(map(suits["title"], layouts))


def _make_role_checks(size: tuple[float, float]) -> RoleChecks:
    width, height = size

    def has_title(sheet: TemplateLayout) -> bool:
        title = sheet.title
        return (
            title is not None
            and title.rect.width >= _MIN_TITLE_WIDTH * width
            and title.rect.height >= _MIN_TITLE_HEIGHT_IN
        )

    def has_room(sheet: TemplateLayout) -> bool:
        return has_title(sheet) and find_room_below_title(sheet, size) >= _MIN_ROOM_SHARE * height

    def content(sheet: TemplateLayout) -> bool:
        body = find_largest_content(sheet)
        high = (
            body is not None
            and body.rect.height >= MIN_BODY_SHARE * height
            and body.rect.width >= _MIN_BODY_WIDTH * width
        )
        return has_title(sheet) and high

    return {
        "title": has_title,
        "content": content,
        "title-only": has_room,
        "section": has_title,
        "two-content": lambda sheet: has_title(sheet) and len(find_columns(sheet, size)) == 2,  # noqa: PLR2004 - two bodies
        "comparison": lambda sheet: has_title(sheet) and len(find_columns(sheet, size)) == 4,  # noqa: PLR2004 - with heads
        "closing": has_title,
        "blank": lambda sheet: sheet.title is None and not sheet.content_placeholders,
    }


def _find_chosen_layouts(
    wishes: Mapping[Role, str], sheets: tuple[TemplateLayout, ...], suits: RoleChecks
) -> dict[Role, LayoutChoice]:
    found: dict[Role, LayoutChoice] = {}
    faults: list[tuple[Role, Problem]] = []
    for role, name in wishes.items():
        one = _find_chosen_layout(role, name, sheets, suits)
        if isinstance(one, TemplateLayout):
            found[role] = LayoutChoice(one, CHOSEN)
        else:
            faults.append((role, one))
    if faults:
        raise RoleError(*faults)
    return found


def _find_chosen_layout(
    role: Role, name: str, sheets: tuple[TemplateLayout, ...], suits: RoleChecks
) -> TemplateLayout | Problem:
    wanted = name.strip().casefold()
    same = [sheet for sheet in sheets if wanted == sheet.name.strip().casefold()]
    same = same or [sheet for sheet in sheets if wanted == f"{sheet.master}/{sheet.name}".strip().casefold()]
    if not same:
        near = get_close_matches(name, [sheet.name for sheet in sheets], n=1, cutoff=0.4)
        listed = ", ".join(repr(sheet.name) for sheet in sheets[:12])
        hint = f"Did you mean {near[0]!r}?" if near else f"Its layouts: {listed}."
        return make_problem(f"the slide theme has no layout {name!r}", hint)
    fitting = [sheet for sheet in same if suits["title" if role in {"content", "title-only"} else role](sheet)]
    if not fitting:
        lack = "no placeholders but those it needs" if role == "blank" else "a title placeholder wide and high enough"
        return make_problem(f"the layout {name!r} cannot serve as {role}", f"It needs {lack}.")
    return fitting[0]


class RoleError(ThemeError):
    """Layouts chosen by the user do not exist or do not fit their roles."""

    def __init__(self, *faults: tuple[Role, Problem]) -> None:
        super().__init__(*(fault for _, fault in faults))
        self.role_problems = faults


def _match_by_type(sheets: Iterable[TemplateLayout]) -> Iterable[tuple[Role, TemplateLayout, str]]:
    return [(_ROLES_BY_TYPE[sheet.kind], sheet, "type") for sheet in sheets if sheet.kind in _ROLES_BY_TYPE]


def _match_by_name(sheets: Iterable[TemplateLayout]) -> Iterable[tuple[Role, TemplateLayout, str]]:
    for sheet in sheets:
        if sheet.kind not in _FREE_TYPES:
            continue
        role = next((role for role, pattern in _NAME_PATTERNS if re.search(pattern, sheet.name, re.IGNORECASE)), None)
        if role:
            yield role, sheet, "name"


def _match_by_placeholders(sheets: list[TemplateLayout]) -> Iterable[tuple[Role, TemplateLayout, str]]:
    how = "placeholders"
    for sheet in sheets:
        kinds = [holder.kind for holder in sheet.placeholders]
        if "ctrTitle" in kinds or "subTitle" in kinds:
            yield "title", sheet, how
    for sheet in sorted(sheets, key=lambda s: -_content_area(s)):
        if sheet.title and sheet.title.kind != "ctrTitle" and len(sheet.content_placeholders) == 1:
            yield "content", sheet, how
    for sheet in sheets:
        if (
            sheet.title
            and sheet.title.kind == "title"
            and not sheet.content_placeholders
            and not _has_vertical_text(sheet)
        ):
            yield "title-only", sheet, how
        if sheet.title is None:
            yield "blank", sheet, how


def _has_vertical_text(sheet: TemplateLayout) -> bool:
    return any(holder.kind == "vertical" for holder in sheet.placeholders)


def _content_area(sheet: TemplateLayout) -> float:
    holder = find_largest_content(sheet)
    return holder.rect.width * holder.rect.height if holder else 0.0


def _fill_missing_roles(
    found: dict[Role, LayoutChoice], titled: list[TemplateLayout], size: tuple[float, float]
) -> Mapping[Role, LayoutChoice]:
    """Fill missing roles with other layouts that have a title.

    Args:
        found: the layouts found so far, by role.
        titled: all layouts with a title, those of the preferred master first.
        size: width and height of a slide, in inches.
    """
    if "title-only" not in found:
        other = found.get("content")
        master = titled[0].master
        upright = [sheet for sheet in titled if not _has_vertical_text(sheet)] or titled
        near = [sheet for sheet in upright if sheet.master == master] or upright
        sheet = other.layout if other else max(near, key=lambda one: find_room_below_title(one, size))
        found["title-only"] = LayoutChoice(sheet, "instead: only its title is used")
    if "content" not in found:
        found["content"] = LayoutChoice(found["title-only"].layout, "instead: title only, content drawn below")
    _drop_other_colors(found)
    if "title" not in found:
        other = found.get("section")
        sheet = other.layout if other else found["title-only"].layout
        found["title"] = LayoutChoice(sheet, f"instead: the theme has no title slide, {sheet.name!r} is used")
    if "section" not in found:
        found["section"] = LayoutChoice(found["title-only"].layout, "instead: title only, content drawn below")
    return found


def _drop_other_colors(found: dict[Role, LayoutChoice]) -> None:
    """Use one color map for all content: where a layout has another, as a dark slide among light ones has, drop it.

    Raises:
        RoleError: the user chose layouts whose color maps differ.
    """
    chosen = [role for role in _CONTENT_ROLES if role in found and found[role].found_by == CHOSEN]
    first = chosen[0] if chosen else "content"
    colors = found[first].layout.colors
    for role in _CONTENT_ROLES:
        if role not in found or found[role].layout.colors == colors:
            continue
        name, other = found[role].layout.name, found[first].layout.name
        if found[role].found_by == CHOSEN:
            message = f"the layouts {other!r} ({first}) and {name!r} ({role}) have different background and text colors"
            hint = "Choose two with the same colors: content is drawn alike on both."
            raise RoleError((role, make_problem(message, hint)))
        if role in {"content", "title-only"}:
            found[role] = LayoutChoice(found[first].layout, f"instead: {name!r} has other colors than {other!r}")
        else:
            del found[role]
