"""Put content into the placeholders of the theme's layouts, so that outlines, Reset and a change of layout work."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Rect
from golive.render.slides.layout.form import TextPlaceholders
from golive.render.slides.layout.text_layout import measure_height_in
from golive.render.slides.model import Element, Grid, Panel, Plot, Role
from golive.render.slides.theme.theme import Theme

_COLUMN_ROLES: Final[tuple[Role, ...]] = ("comparison", "two-content")
_TEXT_KINDS: Final = frozenset({"obj", "body"})
_KINDS: Final[Mapping[type, frozenset[str]]] = {
    Panel: _TEXT_KINDS,
    Grid: frozenset({"obj", "tbl"}),
    Plot: frozenset({"obj", "chart"}),
}
"""The types of placeholders that hold a text, a table or a chart; text placeholders hold nothing else."""
_MAIN_SHARE: Final = 0.5
_TOLERANCE_IN: Final = 0.02


def find_text_placeholders(theme: Theme) -> TextPlaceholders:
    """Return the placeholders of a theme that running text goes into."""
    content = theme.layouts["content"]
    body = content.placeholders.get("body")
    role = find_column_role(theme)
    columns = theme.layouts[role] if role else None
    return TextPlaceholders(
        body=body.levels if body and body.kind in _TEXT_KINDS else (),
        columns=columns.placeholders["left"].levels if columns else (),
        has_heads=columns is not None and "left-head" in columns.placeholders,
        is_decorated="label" in content.placeholders,
        table_look=None if "label" in content.placeholders else theme.table_look,
    )


def find_column_role(theme: Theme) -> Role | None:
    """Return the role of the layout for two columns, with heads if there is one; None if there is none.

    It looks like the other content: its title has a fill of its own or none, and a panel or none, as they have.
    """
    content = theme.layouts["content"]
    for role in _COLUMN_ROLES:
        layout = theme.layouts.get(role)
        if layout is None or "left" not in layout.placeholders or "title" not in content.placeholders:
            continue
        fills = [bool(one.placeholders["title"].fill) for one in (content, layout)]
        if fills[0] == fills[1] and layout.panel == content.panel:
            return role
    return None


def choose_role(elements: tuple[Element, ...], theme: Theme) -> Role:
    """Return the role of the layout whose placeholders the content of a slide fills."""
    slots = {getattr(element, "slot", None) for element in elements}
    if "left" in slots:
        return find_column_role(theme) or "title-only"
    return "content" if "body" in slots else "title-only"


def assign_body_slot(elements: tuple[Element, ...], theme: Theme, body: Rect) -> tuple[Element, ...]:
    """Return the content of a slide with the slot of the body at the text, table or chart that it mostly consists of.

    Args:
        elements: the content, in reading order.
        theme: the theme.
        body: rectangle of the content below the title, in inches.
    """
    holder = theme.layouts["content"].placeholders.get("body")
    found: list[Element] = []
    main = _find_main_element(elements, body)
    for element in elements:
        if isinstance(element, Panel) and element.slot == "body":
            found.append(_move_to_placeholder(element, theme, body) if holder else replace(element, slot=None))
        elif element is main and holder and holder.kind in _KINDS[type(element)] and isinstance(element, Grid | Plot):
            found.append(replace(element, slot="body"))
        else:
            found.append(element)
    return tuple(found)


def _find_main_element(elements: tuple[Element, ...], body: Rect) -> Element | None:
    """Return the only table or chart of a slide if it takes most of the content's width and no text has a slot."""
    if any(isinstance(element, Panel) and element.slot for element in elements):
        return None
    native = [element for element in elements if isinstance(element, Grid | Plot)]
    return native[0] if len(native) == 1 and native[0].rect.width > _MAIN_SHARE * body.width else None


def _move_to_placeholder(panel: Panel, theme: Theme, body: Rect) -> Panel:
    """Return a text at the placeholder's own place if it fits there, so that it follows the layout."""
    rect = theme.layouts["content"].placeholders["body"].rect
    area = theme.body
    is_free = (
        rect.y >= body.y - _TOLERANCE_IN
        and rect.x >= area.x - _TOLERANCE_IN
        and rect.right <= area.right + _TOLERANCE_IN
        and rect.bottom <= area.bottom + _TOLERANCE_IN
        and rect.width >= panel.rect.width - _TOLERANCE_IN
    )
    fits = is_free and measure_height_in(panel.paras, rect.width, theme.body_font) <= rect.height
    return replace(panel, rect=rect) if fits else panel
