"""Choose a template layout for each role: by type, otherwise by name, otherwise by placeholders."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from golive.ooxml.template_archive import make_theme_error
from golive.render.slides.model import Role
from golive.render.slides.theme.slide_masters import Placeholder, TemplateLayout
from golive.support.problems import Problem, ThemeError, make_problem

REQUIRED_ROLES: Final[tuple[Role, ...]] = ("title", "content", "title-only", "section")
"""Roles that slides use; other roles are only reported."""

MIN_BODY_SHARE: Final = 0.45
"""Smallest height of content, as a share of the slide height."""

RoleChecks = Mapping[Role, Callable[[TemplateLayout], bool]]

_MIN_BODY_WIDTH: Final = 0.5
_MIN_TITLE_WIDTH: Final = 0.3
_MIN_TITLE_HEIGHT_IN: Final = 0.25
_ROLES_BY_TYPE: Final[Mapping[str, Role]] = {
    "title": "title",
    "obj": "content",
    "tx": "content",
    "titleOnly": "title-only",
    "secHead": "section",
    "twoObj": "two-content",
    "twoTxTwoObj": "comparison",
    "blank": "blank",
}
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


def assign_layouts(
    layouts: tuple[TemplateLayout, ...], size: tuple[float, float], chosen_names: Mapping[Role, str]
) -> Mapping[Role, LayoutChoice]:
    """Find a layout for each role.

    Args:
        layouts: layouts of a master.
        size: width and height of a slide, in inches.
        chosen_names: layout names chosen by the user, by role.

    Returns:
        A layout for every required role, and for other roles if one exists.

    Raises:
        ThemeError: there is no layout for a title slide, or a chosen layout does not exist or does not fit.
    """
    suits = _make_role_checks(size)
    usable = [sheet for sheet in layouts if suits["blank"](sheet) or sheet.title]
    found = _find_chosen_layouts(chosen_names, layouts, suits)
    for role, sheet, how in (*_match_by_type(usable), *_match_by_name(usable), *_match_by_placeholders(usable)):
        if role not in found and suits[role](sheet):
            found[role] = LayoutChoice(sheet, how)
    if "title" not in found:
        names = ", ".join(repr(sheet.name) for sheet in layouts[:12]) or "none"
        raise make_theme_error(
            f"has no layout for a title slide (its layouts: {names})",
            "Add a “Title Slide” layout in PowerPoint's slide master view, or name one with `golive theme map`.",
        )
    return _fill_missing_roles(
        found, [sheet for sheet in usable if suits["title-only"](sheet) or suits["content"](sheet)]
    )


def _make_role_checks(size: tuple[float, float]) -> RoleChecks:
    width, height = size

    def titled(sheet: TemplateLayout) -> bool:
        title = sheet.title
        return (
            title is not None
            and title.rect.width >= _MIN_TITLE_WIDTH * width
            and title.rect.height >= _MIN_TITLE_HEIGHT_IN
        )

    def content(sheet: TemplateLayout) -> bool:
        body = find_largest_content(sheet)
        high = (
            body is not None
            and body.rect.height >= MIN_BODY_SHARE * height
            and body.rect.width >= _MIN_BODY_WIDTH * width
        )
        return titled(sheet) and high

    return {
        "title": titled,
        "content": content,
        "title-only": titled,
        "section": titled,
        "two-content": lambda sheet: titled(sheet) and len(sheet.content_placeholders) > 1,
        "comparison": lambda sheet: titled(sheet) and len(sheet.content_placeholders) > 3,  # noqa: PLR2004 - two heads, two bodies
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
            found[role] = LayoutChoice(one, "your choice")
        else:
            faults.append((role, one))
    if faults:
        raise RoleError(*faults)
    return found


def _find_chosen_layout(
    role: Role, name: str, sheets: tuple[TemplateLayout, ...], suits: RoleChecks
) -> TemplateLayout | Problem:
    same = [sheet for sheet in sheets if sheet.name.strip().casefold() == name.strip().casefold()]
    if not same:
        near = get_close_matches(name, [sheet.name for sheet in sheets], n=1, cutoff=0.4)
        listed = ", ".join(repr(sheet.name) for sheet in sheets[:12])
        hint = f"Did you mean {near[0]!r}?" if near else f"Its layouts: {listed}."
        return make_problem(f"the slide theme has no layout {name!r}", hint)
    fitting = [sheet for sheet in same if suits["title-only" if role == "content" else role](sheet)]
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


def _fill_missing_roles(found: dict[Role, LayoutChoice], spare: list[TemplateLayout]) -> Mapping[Role, LayoutChoice]:
    """Fill missing roles with the layout that has a title and the fewest other placeholders."""
    upright = [sheet for sheet in spare if sheet is not found["title"].layout and not _has_vertical_text(sheet)]
    usual = upright or [found["title"].layout]
    if "title-only" not in found:
        other = found.get("content")
        sheet = other.layout if other else min(usual, key=lambda s: len(s.placeholders))
        found["title-only"] = LayoutChoice(sheet, "instead: only its title is used")
    for role in REQUIRED_ROLES:
        if role not in found:
            found[role] = LayoutChoice(found["title-only"].layout, "instead: title only, content drawn below")
    return found
