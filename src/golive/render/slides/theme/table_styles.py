"""Read the table style that a template gives to new tables, where text can be read on it."""

from collections.abc import Mapping
from typing import Any

from golive.ooxml.colors import parse_color
from golive.ooxml.namespaces import A
from golive.ooxml.package import iter_related_parts, read_part_xml
from golive.ooxml.table_styles import find_table_style
from golive.ooxml.template import Template
from golive.render.palette import contrast_ratio
from golive.render.slides.model import TableLook
from golive.render.slides.theme.colors import MIN_TEXT_CONTRAST


def read_table_look(template: Template, colors: Mapping[str, str], behind: tuple[str, ...]) -> TableLook | None:
    """Read the look of new tables.

    Args:
        template: the template.
        colors: theme colors by the scheme names of content slides.
        behind: the colors behind tables, six hexadecimal digits each.

    Returns:
        The style; None if the template has none, none that is known and filled, or one on which its text is
        not readable.
    """
    part = next(iter_related_parts(template.presentation, "/tableStyles"), None)
    root = read_part_xml(part) if part is not None else None
    name = root.get("def", "") if root is not None else ""
    style = find_table_style(root, name)
    if style is None or style.find(f"{A}tblBg") is not None:
        return None
    whole = _read_part(style, "wholeTbl", colors)
    if whole is None:
        return None
    text = whole[0] or colors["tx1"]
    ground = whole[1] or min(behind, key=lambda color: contrast_ratio(text, color))
    band = _read_part(style, "band1H", colors) or (None, None)
    grounds = (band[1] or ground, ground)
    heads = [_read_part(style, part_name, colors) or (None, None) for part_name in ("firstRow", "firstCol")]
    if heads[0][1] is None or min(contrast_ratio(band[0] or text, grounds[0]), contrast_ratio(text, ground)) < (
        MIN_TEXT_CONTRAST
    ):
        return None
    header, column = ((head[0] or text, head[1] or ground) for head in heads)
    return TableLook(name, header, column, (band[0] or text, text), grounds)


def _read_part(style: Any, name: str, colors: Mapping[str, str]) -> tuple[str | None, str | None] | None:  # noqa: ANN401
    """Return the text color and the fill of a part of a style; None if its fill is no plain color."""
    part = style.find(f"{A}{name}")
    if part is None:
        return (None, None)
    text = next((c for c in part.iterfind(f"{A}tcTxStyle/*") if c.tag != f"{A}fontRef" and c.tag.endswith("Clr")), None)
    fill = part.find(f"{A}tcStyle/{A}fill")
    solid = fill.find(f"{A}solidFill") if fill is not None else None
    ink = parse_color(text, colors) if text is not None else None
    if part.find(f"{A}tcStyle/{A}fillRef") is not None or (fill is not None and solid is None and len(fill)):
        return (ink, None) if fill is not None and fill.find(f"{A}noFill") is not None else None
    return ink, parse_color(solid[0], colors) if solid is not None and len(solid) else None
