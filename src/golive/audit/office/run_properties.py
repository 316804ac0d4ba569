"""Resolve the size, weight and color of text runs with PowerPoint's inheritance rules."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from golive.audit.office.slide_view import Shape, SlideView, resolve_opaque_color
from golive.ooxml.colors import resolve_color
from golive.ooxml.namespaces import A, P
from golive.ooxml.placeholders import iter_level_properties
from golive.ooxml.table_styles import CellStyle
from golive.ooxml.xml_elements import Element, get_local_name, has_true_attribute, parse_integer

_WHOLE: Final = 100_000
_USUAL_PT: Final = 18.0


class RunStyle(Struct, frozen=True):
    """Size in points, weight, and color as six hexadecimal digits; None if the color cannot be determined."""

    size_pt: float
    bold: bool
    color: str | None


def resolve_run_style(run: Element, view: SlideView, shape: Shape, cell: CellStyle | None = None) -> RunStyle:
    """Resolve the style of a run in a shape or a table cell.

    Args:
        run: the run.
        view: its slide.
        shape: the shape, or the frame of the table.
        cell: what the style of the table says about its cell.
    """
    level = _level(run)
    chain = [
        one for one in (run.find(f"{A}rPr"), *_iter_inherited_run_properties(view, shape, level)) if one is not None
    ]
    size = next((parse_integer(one.get("sz")) for one in chain if parse_integer(one.get("sz"))), None)
    bold = next((has_true_attribute(one, "b") for one in chain if one.get("b")), False)
    scale = (parse_integer(_autofit(shape), _WHOLE) or _WHOLE) / _WHOLE
    color = _color(chain, view, shape)
    if cell is not None:
        own = run.find(f"{A}rPr")
        bold = bold if own is not None and own.get("b") else cell.bold or bold
        if cell.color is not None and not _has_fill(own):
            found = resolve_color(cell.color, view.scheme)
            color = found.rgb if found is not None and found.opacity == 1 else None
    return RunStyle((size / 100 if size else _USUAL_PT) * scale, bold, color)


def _has_fill(properties: Element | None) -> bool:
    return properties is not None and any(get_local_name(child).endswith("Fill") for child in properties)


def _level(run: Element) -> int:
    above = run.getparent()
    properties = above.find(f"{A}pPr") if above is not None else None
    return (parse_integer(properties.get("lvl"), 0) or 0) + 1 if properties is not None else 1


def _autofit(shape: Shape) -> str | None:
    fit = shape.element.find(f"{P}txBody/{A}bodyPr/{A}normAutofit")
    return fit.get("fontScale") if fit is not None else None


def has_language(run: Element, view: SlideView, shape: Shape) -> bool:
    """Tell whether a run has a language, or inherits one."""
    chain = (run.find(f"{A}rPr"), *_iter_inherited_run_properties(view, shape, _level(run)))
    return any(one is not None and one.get("lang") for one in chain)


def inherited_level_properties(view: SlideView, shape: Shape, level: int) -> Iterator[Element]:
    """Yield paragraph properties, nearest first: the shape's list style, inherited placeholders', the master, defaults.

    Args:
        view: the slide.
        shape: a shape of it, or the frame of a table.
        level: level of the text, from 1 to 9.
    """
    is_text_shape = shape.element.tag == f"{P}sp"  # the cells of a table inherit nothing from a placeholder
    holder = shape.placeholder if is_text_shape else None
    shapes = [shape.element] if is_text_shape else []
    kind = ""
    if holder is not None:
        kind = holder.get("type", "obj")
        shapes += view.inherited_placeholders(holder)
    yield from iter_level_properties(kind, shapes, view.master, view.presentation, level)


def _iter_inherited_run_properties(view: SlideView, shape: Shape, level: int) -> Iterator[Element | None]:
    for properties in inherited_level_properties(view, shape, level):
        yield properties.find(f"{A}defRPr")


def _color(chain: list[Element], view: SlideView, shape: Shape) -> str | None:
    """Return the first color of the chain; a shape's style ranks between the run's own color and inherited ones."""
    for number, one in enumerate(chain):
        if one.tag == f"{A}defRPr" and number <= 1 and shape.placeholder is None:
            styled = resolve_opaque_color(shape.element.find(f"{P}style/{A}fontRef"), view.scheme)
            if styled:
                return styled
        if one.find(f"{A}solidFill") is not None:
            return resolve_opaque_color(one.find(f"{A}solidFill"), view.scheme)
        if one.find(f"{A}gradFill") is not None or one.find(f"{A}blipFill") is not None:
            return None
    return resolve_opaque_color(shape.element.find(f"{P}style/{A}fontRef"), view.scheme) or view.scheme.get("tx1")
