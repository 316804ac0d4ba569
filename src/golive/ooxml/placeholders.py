"""Find what a placeholder inherits from: slide → layout → master, the one walk of golive.

A placeholder of a slide inherits from the placeholder of its layout with the same `idx`, or else of the same type;
a placeholder of a layout inherits from the one of its master with the type that the layout's type stands for.

Source: ECMA-376 part 1, section 19.3.1.36; python-pptx resolves the same in `pptx.shapes.placeholder` for elements
of its own classes only, and for one attribute (the position) only.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from golive.ooxml.namespaces import A, P

_SHAPE_TAGS: Final = tuple(f"{P}{name}" for name in ("sp", "pic", "graphicFrame"))
_MASTER_TYPES: Final = {
    "ctrTitle": "title",
    **dict.fromkeys(("subTitle", "obj", "tbl", "chart", "dgm", "media", "clipArt", "pic"), "body"),
}
"""The type of the master's placeholder that a placeholder of a layout inherits from, where it is another."""
LAYOUT_TYPES: Final = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}
"""Types that stand for each other between a slide and its layout, whose `idx` differ."""
_UNTYPED: Final = frozenset({"obj", "body", "pic"})
"""Types of which a layout may have several, so that only the `idx` tells them apart."""
_TEXT_STYLES: Final = {
    "title": "titleStyle",
    "ctrTitle": "titleStyle",
    **dict.fromkeys(("ftr", "dt", "sldNum", ""), "otherStyle"),
}
"""The text style of the master that a placeholder's type selects, where it is not `bodyStyle`."""


def iter_placeholder_shapes(root: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml's elements
    """Yield the placeholder shapes at the top of a slide, layout or master, in drawing order; of None, none."""
    for shape in root.iterfind(f"{P}cSld/{P}spTree/*") if root is not None else ():
        if shape.tag in _SHAPE_TAGS and get_placeholder(shape) is not None:
            yield shape


def get_placeholder(shape: Any) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the `p:ph` of a shape; None if it is not a placeholder."""
    first = shape[0] if len(shape) else None
    return first.find(f"{P}nvPr/{P}ph") if first is not None else None


def iter_inherited_shapes(holder: Any, layout: Any, master: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the shapes that a slide's placeholder inherits from: in its layout, then in its master.

    Args:
        holder: the `p:ph` of a shape on a slide.
        layout: root element of the slide's layout; None if there is none.
        master: root element of the layout's master; None if there is none.
    """
    found = find_inherited_shape(holder, layout, by_index=True)
    if found is not None:
        yield found
    kind = holder.get("type", "obj") if found is None else get_placeholder(found).get("type", holder.get("type", "obj"))
    above = _find_by_type(kind, master)
    if above is not None:
        yield above


def find_inherited_shape(holder: Any, root: Any, *, by_index: bool) -> Any:  # noqa: ANN401
    """Return the shape of a layout (`by_index`) or master that a placeholder inherits from; None if there is none."""
    kind, index = holder.get("type", "obj"), holder.get("idx", "0")
    if not by_index:
        return _find_by_type(kind, root)
    wanted = LAYOUT_TYPES.get(kind, kind), index
    shapes = tuple(iter_placeholder_shapes(root))
    for shape in shapes:
        # LibreOffice numbers neither titles nor contents, which are of number 0 then.
        other = get_placeholder(shape)
        theirs = other.get("type", "obj")
        if (LAYOUT_TYPES.get(theirs, theirs), other.get("idx", "0")) == wanted:
            return shape
    for shape in shapes:
        other = get_placeholder(shape)
        theirs = LAYOUT_TYPES.get(other.get("type", "obj"), other.get("type", "obj"))
        if other.get("idx", "0") == index and (index != "0" or theirs == "title"):
            return shape
        if theirs == LAYOUT_TYPES.get(kind, kind) and kind not in _UNTYPED:
            return shape
    return None


def get_text_style_name(kind: str) -> str:
    """Return the name of the master's text style for a placeholder type; empty stands for no placeholder."""
    return _TEXT_STYLES.get(kind, "bodyStyle")


def iter_level_properties(
    kind: str,
    shapes: Iterable[Any],
    master: Any,  # noqa: ANN401 - lxml's elements
    presentation: Any,  # noqa: ANN401
    level: int = 1,
) -> Iterator[Any]:
    """Yield the paragraph properties that a level of text inherits, nearest first.

    Args:
        kind: type of the placeholder; empty if the shape is none.
        shapes: the shape itself and those that it inherits from, as `iter_inherited_shapes` finds them.
        master: root element of the master; None if there is none.
        presentation: root element of the presentation; None if there is none.
        level: level of the text, from 1 to 9.
    """
    step = f"{A}lvl{level}pPr"
    for shape in shapes:
        yield from shape.iterfind(f"{P}txBody/{A}lstStyle/{step}")
    if master is not None:
        yield from master.iterfind(f"{P}txStyles/{P}{get_text_style_name(kind)}/{step}")
    if presentation is not None:
        yield from presentation.iterfind(f"{P}defaultTextStyle/{step}")


def _find_by_type(kind: str, root: Any) -> Any:  # noqa: ANN401
    wanted = _MASTER_TYPES.get(kind, kind)
    for shape in iter_placeholder_shapes(root):
        theirs = get_placeholder(shape).get("type", "obj")
        if _MASTER_TYPES.get(theirs, theirs) == wanted:
            return shape
    return None
