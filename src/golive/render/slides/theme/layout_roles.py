"""Which layout of a template serves for what: by its type, else its name, else its placeholders."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from golive.ooxml.package import refuse
from golive.render.slides.model import Role
from golive.render.slides.theme.layout_sheets import Holder, Sheet
from golive.support.problems import Problem, ThemeError, problem

NEEDED: Final[tuple[Role, ...]] = ("title", "content", "title-only", "section")
"""The roles that slides stand on; the others are only told of."""

LEAST_BODY: Final = 0.45
"""Share of a slide's height that content needs."""

Suits = Mapping[Role, Callable[[Sheet], bool]]

_LEAST_WIDTH: Final = 0.5
_LEAST_TITLE: Final = 0.3
_LEAST_HEIGHT: Final = 0.25
_TYPES: Final[Mapping[str, Role]] = {
    "title": "title",
    "obj": "content",
    "tx": "content",
    "titleOnly": "title-only",
    "secHead": "section",
    "twoObj": "two-content",
    "twoTxTwoObj": "comparison",
    "blank": "blank",
}
_TITLE: Final = r"(title|titel|titre|t[ií]tulo|titolo)"
_INHALT: Final = r"(content|text|inhalt|contenu|objetos|contenid|conte[uú]do|contenuto|object|bullet)"
_ONLY: Final = rf"(title|titel) only|(nur|alleen) {_TITLE}|titre seul|(s[oó]lo|somente) (el |o )?{_TITLE}"
_COVER: Final = (
    rf"^{_TITLE}$|{_TITLE} (slide|page)|(diapositive|page|diapositiva|slide) (de )?{_TITLE}|titel(folie|seite|dia)"
)
_NAMES: Final[tuple[tuple[Role, str], ...]] = (
    ("comparison", r"compar|vergleich|confront"),
    ("two-content", r"two content|2 content|two col|zwei inhalt|deux contenu|dos objetos|due contenut|dois conte"),
    ("title-only", _ONLY),
    ("content", rf"{_TITLE}.{{1,3}}(and|und|et|y|e|en|with|mit|,|&).{{0,3}}{_INHALT}|^{_INHALT}"),
    ("section", r"section|divider|chapter|abschnitt|kapitel|trenn|chapitre|secci[oó]n|capítulo|sezione|seção|sectie"),
    ("title", rf"{_COVER}|^cover|opening|deckblatt|couverture|portada|copertina|^capa"),
    ("blank", r"blank|leer|vide|blanco|vuota|branco|leeg"),
)
"""How layouts are called in English, German, French, Spanish, Italian, Portuguese and Dutch."""


class Choice(Struct, frozen=True):
    """The layout for a role, and how it was found."""

    sheet: Sheet
    how: str

    @property
    def is_fallback(self) -> bool:
        """Whether the layout is meant for something else."""
        return self.how.startswith("instead")


def largest(sheet: Sheet) -> Holder | None:
    """The placeholder for content with the largest area."""
    return max(sheet.contents, key=lambda h: h.rect.width * h.rect.height, default=None)


def assign(sheets: tuple[Sheet, ...], size: tuple[float, float], wishes: Mapping[Role, str]) -> Mapping[Role, Choice]:
    """Find a layout for each role.

    Args:
        sheets: the layouts of a master.
        size: width and height of a slide, in inches.
        wishes: names of layouts that a person chose.

    Returns:
        A layout for every needed role, and for the others where there is one.

    Raises:
        ThemeError: there is none for a title slide, or a wish names none that serves.
    """
    suits = _suits(size)
    usable = [sheet for sheet in sheets if suits["blank"](sheet) or sheet.title]
    found = _wishes(wishes, sheets, suits)
    for role, sheet, how in (*_by_type(usable), *_by_name(usable), *_by_holders(usable)):
        if role not in found and suits[role](sheet):
            found[role] = Choice(sheet, how)
    if "title" not in found:
        names = ", ".join(repr(sheet.name) for sheet in sheets[:12]) or "none"
        raise refuse(
            f"has no layout for a title slide (its layouts: {names})",
            "Add a “Title Slide” layout in PowerPoint's slide master view, or name one with `golive theme map`.",
        )
    return _completed(found, [sheet for sheet in usable if suits["title-only"](sheet) or suits["content"](sheet)])


def _suits(size: tuple[float, float]) -> Suits:
    width, height = size

    def titled(sheet: Sheet) -> bool:
        title = sheet.title
        return title is not None and title.rect.width >= _LEAST_TITLE * width and title.rect.height >= _LEAST_HEIGHT

    def content(sheet: Sheet) -> bool:
        body = largest(sheet)
        high = body is not None and body.rect.height >= LEAST_BODY * height and body.rect.width >= _LEAST_WIDTH * width
        return titled(sheet) and high

    return {
        "title": titled,
        "content": content,
        "title-only": titled,
        "section": titled,
        "two-content": lambda sheet: titled(sheet) and len(sheet.contents) > 1,
        "comparison": lambda sheet: titled(sheet) and len(sheet.contents) > 3,  # noqa: PLR2004 - two heads, two bodies
        "blank": lambda sheet: sheet.title is None and not sheet.contents,
    }


def _wishes(wishes: Mapping[Role, str], sheets: tuple[Sheet, ...], suits: Suits) -> dict[Role, Choice]:
    found: dict[Role, Choice] = {}
    faults: list[tuple[Role, Problem]] = []
    for role, name in wishes.items():
        one = _wished(role, name, sheets, suits)
        if isinstance(one, Sheet):
            found[role] = Choice(one, "your choice")
        else:
            faults.append((role, one))
    if faults:
        raise RoleError(*faults)
    return found


def _wished(role: Role, name: str, sheets: tuple[Sheet, ...], suits: Suits) -> Sheet | Problem:
    same = [sheet for sheet in sheets if sheet.name.strip().casefold() == name.strip().casefold()]
    if not same:
        near = get_close_matches(name, [sheet.name for sheet in sheets], n=1, cutoff=0.4)
        listed = ", ".join(repr(sheet.name) for sheet in sheets[:12])
        hint = f"Did you mean {near[0]!r}?" if near else f"Its layouts: {listed}."
        return problem(f"the slide theme has no layout {name!r}", hint)
    fitting = [sheet for sheet in same if suits["title-only" if role == "content" else role](sheet)]
    if not fitting:
        lack = "no placeholders but those it needs" if role == "blank" else "a title placeholder wide and high enough"
        return problem(f"the layout {name!r} cannot serve as {role}", f"It needs {lack}.")
    return fitting[0]


class RoleError(ThemeError):
    """Layouts that a person chose for roles do not exist or cannot serve."""

    def __init__(self, *faults: tuple[Role, Problem]) -> None:
        super().__init__(*(fault for _, fault in faults))
        self.faults = faults


def _by_type(sheets: Iterable[Sheet]) -> Iterable[tuple[Role, Sheet, str]]:
    return [(_TYPES[sheet.kind], sheet, "type") for sheet in sheets if sheet.kind in _TYPES]


def _by_name(sheets: Iterable[Sheet]) -> Iterable[tuple[Role, Sheet, str]]:
    for sheet in sheets:
        role = next((role for role, pattern in _NAMES if re.search(pattern, sheet.name, re.IGNORECASE)), None)
        if role:
            yield role, sheet, "name"


def _by_holders(sheets: list[Sheet]) -> Iterable[tuple[Role, Sheet, str]]:
    how = "placeholders"
    for sheet in sheets:
        kinds = [holder.kind for holder in sheet.holders]
        if "ctrTitle" in kinds or "subTitle" in kinds:
            yield "title", sheet, how
    for sheet in sorted(sheets, key=lambda s: -_area(s)):
        if sheet.title and sheet.title.kind != "ctrTitle" and len(sheet.contents) == 1:
            yield "content", sheet, how
    for sheet in sheets:
        if sheet.title and sheet.title.kind == "title" and not sheet.contents and not _is_turned(sheet):
            yield "title-only", sheet, how
        if sheet.title is None:
            yield "blank", sheet, how


def _is_turned(sheet: Sheet) -> bool:
    return any(holder.kind == "vertical" for holder in sheet.holders)


def _area(sheet: Sheet) -> float:
    holder = largest(sheet)
    return holder.rect.width * holder.rect.height if holder else 0.0


def _completed(found: dict[Role, Choice], spare: list[Sheet]) -> Mapping[Role, Choice]:
    """What is missing stands on the layout that has a title and little else."""
    upright = [sheet for sheet in spare if sheet is not found["title"].sheet and not _is_turned(sheet)]
    usual = upright or [found["title"].sheet]
    if "title-only" not in found:
        other = found.get("content")
        sheet = other.sheet if other else min(usual, key=lambda s: len(s.holders))
        found["title-only"] = Choice(sheet, "instead: only its title is used")
    for role in NEEDED:
        if role not in found:
            found[role] = Choice(found["title-only"].sheet, "instead: title only, content drawn below")
    return found
