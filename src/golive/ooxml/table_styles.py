"""Find what a table style says about a cell: the color of its text, its fill, and whether its text is bold.

Source: ECMA-376 part 1, sections 20.1.4.2 (table styles) and 21.1.3.15 (`a:tblPr`, which parts of a style are used).
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from msgspec import Struct

from golive.ooxml.namespaces import A
from golive.ooxml.xml_elements import has_true_attribute
from golive.ooxml.xml_parser import parse_untrusted_xml

_MEDIUM_STYLE_2: Final = MappingProxyType(
    {
        "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}": "accent1",
        "{21E4AEA4-8DFA-4A89-87EB-49C32662AFE0}": "accent2",
        "{F5AB1C69-6EDB-4FF4-983F-18BD219EF322}": "accent3",
        "{00A15C55-8517-42AA-B614-E9B94910E393}": "accent4",
        "{7DF18680-E054-41AD-8BC1-D1AEF772440D}": "accent5",
        "{93296810-A885-4BE3-A3E7-6D5BEEA58F35}": "accent6",
    }
)
"""The styles that PowerPoint gives to new tables; it knows them without a definition in the file."""
_MEDIUM_STYLE_2_PARTS: Final = (
    f'<tblStyle xmlns="{A.strip("{}")}">'
    '<wholeTbl><tcTxStyle><schemeClr val="dk1"/></tcTxStyle><tcStyle><fill><solidFill><schemeClr val="{accent}">'
    '<tint val="20000"/></schemeClr></solidFill></fill></tcStyle></wholeTbl><band1H><tcStyle><fill><solidFill>'
    '<schemeClr val="{accent}"><tint val="40000"/></schemeClr></solidFill></fill></tcStyle></band1H><band1V><tcStyle>'
    '<fill><solidFill><schemeClr val="{accent}"><tint val="40000"/></schemeClr></solidFill></fill></tcStyle></band1V>'
    "{firsts}</tblStyle>"
)
_MEDIUM_STYLE_2_FIRST: Final = (
    '<{name}><tcTxStyle b="on"><schemeClr val="lt1"/></tcTxStyle><tcStyle><fill><solidFill><schemeClr val="{accent}"/>'
    "</solidFill></fill></tcStyle></{name}>"
)
_EDGE_PARTS: Final = ("firstRow", "lastRow", "firstCol", "lastCol")
_CORNERS: Final = (("nwCell", 0, 2), ("neCell", 0, 3), ("swCell", 1, 2), ("seCell", 1, 3))
"""Corner cells, and the two of the edges that each belongs to."""


class CellPlace(NamedTuple):
    """The place of a cell in its table, counted from 0, and the size of the table."""

    row: int
    column: int
    rows: int
    columns: int


class CellStyle(Struct, frozen=True):
    """What a table style says about a cell.

    Attributes:
        color: the color element of its text; None if the style names none.
        fill: its fill element or `a:fillRef`; None if the style names none.
        bold: whether its text is bold.
    """

    color: Any = None
    fill: Any = None
    bold: bool = False


def find_table_style(root: Any, name: str) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the `a:tblStyle` of a style; None if the file does not define it and it is none of PowerPoint's usual.

    Args:
        root: root element of the part with the table styles; None if there is none.
        name: id of the style.
    """
    listed = root.iterfind(f"{A}tblStyle") if root is not None else ()
    found = next((one for one in listed if one.get("styleId", "").upper() == name.upper()), None)
    accent = _MEDIUM_STYLE_2.get(name.upper())
    if found is not None or accent is None:
        return found
    firsts = "".join(_MEDIUM_STYLE_2_FIRST.format(name=part, accent=accent) for part in _EDGE_PARTS)
    return parse_untrusted_xml(_MEDIUM_STYLE_2_PARTS.format(accent=accent, firsts=firsts).encode())


def find_cell_style(style: Any, properties: Any, place: CellPlace) -> CellStyle:  # noqa: ANN401 - lxml's elements
    """Find what a style says about a cell.

    Args:
        style: the `a:tblStyle`.
        properties: the `a:tblPr` of the table, which tells the parts of the style that are used; may be None.
        place: the place of the cell.
    """
    color, fill, bold = None, None, False
    for name in _iter_part_names(properties, place):
        part = style.find(f"{A}{name}")
        if part is None:
            continue
        text = part.find(f"{A}tcTxStyle")
        if text is not None:
            color = _find_text_color(text) if color is None else color
            bold = bold or has_true_attribute(text, "b")
        fill = _find_fill(part.find(f"{A}tcStyle")) if fill is None else fill
    if fill is None or fill.tag == f"{A}noFill":
        fill = _find_fill(style.find(f"{A}tblBg"))
    return CellStyle(color, fill, bold)


def _iter_part_names(properties: Any, place: CellPlace) -> Iterator[str]:  # noqa: ANN401
    """Yield the parts of a style that apply to a cell, the strongest first."""
    used = tuple(has_true_attribute(properties, name) for name in _EDGE_PARTS)
    at = (place.row == 0, place.row == place.rows - 1, place.column == 0, place.column == place.columns - 1)
    edges = tuple(is_used and is_at for is_used, is_at in zip(used, at, strict=True))
    yield from (name for name, row, column in _CORNERS if edges[row] and edges[column])
    yield from (name for name, is_edge in zip(_EDGE_PARTS, edges, strict=True) if is_edge)
    if has_true_attribute(properties, "bandCol") and not (edges[2] or edges[3]):
        yield f"band{(place.column - used[2]) % 2 + 1}V"
    if has_true_attribute(properties, "bandRow") and not (edges[0] or edges[1]):
        yield f"band{(place.row - used[0]) % 2 + 1}H"
    yield "wholeTbl"


def _find_text_color(text: Any) -> Any:  # noqa: ANN401
    return next((one for one in text if isinstance(one.tag, str) and one.tag.endswith("Clr")), None)


def _find_fill(parent: Any) -> Any:  # noqa: ANN401
    """Return the fill in an `a:tcStyle` or `a:tblBg`; None if there is none."""
    if parent is None:
        return None
    given = parent.find(f"{A}fill")
    return given[0] if given is not None and len(given) else parent.find(f"{A}fillRef")
