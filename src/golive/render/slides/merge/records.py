"""Read a slide into records that can be compared: frames, texts with their formats, cells, notes.

The same functions read the base, the new deck and the edited file, so that equal content gives equal records.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from golive.ooxml.geometry import Box, Placement, find_transform, read_box
from golive.ooxml.namespaces import A, C, P, R
from golive.ooxml.placeholders import LAYOUT_TYPES, get_placeholder, iter_inherited_shapes
from golive.ooxml.xml_parser import serialize_element
from golive.render.slides.merge.descriptions import describe_element, describe_layout, describe_style, find_format
from golive.render.slides.merge.settings import ShapeSettings, find_shape_properties, read_settings
from golive.support.whole_numbers import parse_whole_number

Role = Literal["text", "table", "chart", "group", "connector", "picture", "other"]
Frame = tuple[int, int, int, int]
"""Left, top, width and height on the slide, in EMU."""

_ROLES: Final[dict[str, Role]] = {
    f"{P}sp": "text",
    f"{P}pic": "picture",
    f"{P}cxnSp": "connector",
    f"{P}grpSp": "group",
    f"{P}contentPart": "other",
}
_FALSE: Final = frozenset({"0", "false"})
_ALTERNATIVES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXT_TAGS: Final = frozenset({f"{A}r", f"{A}fld"})
_TEXT, _BREAK, _FORMAT, _LAYOUT = (f"{A}{name}" for name in ("t", "br", "rPr", "pPr"))


class RunRecord(Struct, frozen=True):
    """A run of uniformly formatted text.

    Attributes:
        text: the text; a line feed is a line break.
        emphasis: letters for bold (`b`), italic (`i`) and underlined (`u`).
        detail: size, color, font, link and the rest, as text.
    """

    text: str
    emphasis: str
    detail: str


class ParagraphRecord(Struct, frozen=True, eq=False, dict=True):
    """A paragraph: its runs, its layout (level, bullet, spacing) as text, and its element."""

    runs: tuple[RunRecord, ...]
    layout: str
    element: Any

    @cached_property
    def text(self) -> str:
        """Return the text without formats."""
        return "".join(run.text for run in self.runs)


class CellRecord(Struct, frozen=True, eq=False, dict=True):
    """A table cell: its paragraphs, its fill, borders and margins as text, and its element."""

    paragraphs: tuple[ParagraphRecord, ...]
    style: str
    element: Any

    @cached_property
    def text(self) -> str:
        """Return the text; paragraphs are separated by line feeds."""
        return "\n".join(one.text for one in self.paragraphs)


class ShapeRecord(Struct, frozen=True, eq=False, dict=True):
    """A shape of a slide; shapes inside a group follow their group.

    Attributes:
        name: its name; golive's are `slide-key:role:id`.
        role: what kind of shape it is.
        placeholder: type and number of the placeholder, such as `body:1`; empty if it is none.
        frame: its frame, inherited from the layout if it has none; None if it is unknown.
        style: fill, line, geometry and text settings as text.
        alt: alternative text.
        settings: its link, title, visibility and the like.
        paragraphs: its text.
        rows: the cells of a table.
        columns: widths of the columns of a table, in EMU.
        heights: heights of its rows, in EMU.
        values: the texts and numbers that a chart shows.
        chart: root element of the chart.
        parent: name of the group that it is in; empty if it stands on the slide.
        element: its element.
    """

    name: str
    role: Role
    element: Any
    placeholder: str = ""
    frame: Frame | None = None
    style: str = ""
    alt: str = ""
    settings: ShapeSettings = ShapeSettings()
    paragraphs: tuple[ParagraphRecord, ...] = ()
    rows: tuple[tuple[CellRecord, ...], ...] = ()
    columns: tuple[int, ...] = ()
    heights: tuple[int, ...] = ()
    values: tuple[str, ...] = ()
    chart: Any = None
    parent: str = ""

    @cached_property
    def text(self) -> str:
        """Return the text of the shape or of the cells of the table; lines are separated by line feeds."""
        if self.rows:
            return "\n".join(" | ".join(cell.text for cell in row) for row in self.rows)
        return "\n".join(one.text for one in self.paragraphs) if not self.values else " ".join(self.values)


class ShapeCache:
    """Shapes of one deck that were recorded before, so that equal ones are not read again.

    Shapes are known by their bytes, their placement, their placeholder and their layout; those that refer to other
    parts are not kept.
    """

    def __init__(self) -> None:
        self._shapes: dict[tuple[object, ...], ShapeRecord] = {}
        self._boxes: dict[tuple[object, ...], Box | None] = {}

    def get(self, key: tuple[object, ...]) -> ShapeRecord | None:
        """Return the shape of a key; None if it is not known."""
        return self._shapes.get(key)

    def add(self, key: tuple[object, ...], shape: ShapeRecord) -> None:
        """Keep a shape."""
        self._shapes[key] = shape

    def find_inherited_box(self, holder: Any, context: "SlideContext") -> Box | None:  # noqa: ANN401 - lxml's elements
        """Return the box that a placeholder inherits from its layout or master; None if there is none."""
        key = context.layout_root, holder.get("type", ""), holder.get("idx", "")
        if key not in self._boxes:
            inherited = iter_inherited_shapes(holder, context.layout_root, context.master_root)
            boxes = (read_box(find_transform(one)) for one in inherited)
            self._boxes[key] = next((one for one in boxes if one is not None), None)
        return self._boxes[key]


class SlideContext(Struct, frozen=True):
    """The parts and links that a slide refers to.

    Attributes:
        layout: name of its layout.
        layout_root: root element of its layout; None if unknown.
        master_root: root element of its master; None if unknown.
        links: target of each relationship, by its id.
        charts: root element of each chart, by its relationship id.
        notes: root element of its notes page; None if it has none.
        cache: where its shapes are kept.
        is_again: whether shapes are taken from the cache. Their elements may be those of another slide then.
    """

    layout: str = ""
    layout_root: Any = None
    master_root: Any = None
    links: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, Any] = field(default_factory=dict)
    notes: Any = None
    cache: ShapeCache = field(default_factory=ShapeCache)
    is_again: bool = False


class SlideRecord(Struct, frozen=True, eq=False, dict=True):
    """A slide.

    Attributes:
        name: its name, golive's key.
        title: text of its title.
        layout: name of its layout.
        is_hidden: whether it is hidden in the show.
        shapes: its shapes, without fields with the number of the slide.
        notes: paragraphs of its notes.
        root: its root element.
        background: its own background as text; empty if it has that of its layout.
    """

    name: str
    title: str
    layout: str
    is_hidden: bool
    shapes: tuple[ShapeRecord, ...]
    notes: tuple[ParagraphRecord, ...]
    root: Any
    background: str = ""

    @cached_property
    def text(self) -> str:
        """Return all texts of the slide, without notes."""
        return "\n".join(shape.text for shape in self.shapes if shape.text)


def record_slide(root: Any, context: SlideContext) -> SlideRecord:  # noqa: ANN401 - lxml's elements
    """Record a slide.

    Args:
        root: root element of the slide.
        context: what it refers to.
    """
    content = root.find(f"{P}cSld")
    tree = content.find(f"{P}spTree") if content is not None else None
    shapes = tuple(_record_shapes(tree, "", Placement(), context)) if tree is not None else ()
    title = next((one.text for one in shapes if one.placeholder == "title:1"), "")
    body = find_notes_body(context.notes)
    notes = record_paragraphs(body, {}) if body is not None else ()
    name = content.get("name", "") if content is not None else ""
    background = describe_element(content.find(f"{P}bg")) if content is not None else ""
    return SlideRecord(name, title, context.layout, root.get("show") in _FALSE, shapes, notes, root, background)


def find_notes_body(notes: Any) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the text body of a notes page; None if it has none."""
    for shape in notes.iterfind(f"{P}cSld/{P}spTree/{P}sp") if notes is not None else ():
        holder = get_placeholder(shape)
        if holder is not None and holder.get("type") == "body":
            return shape.find(f"{P}txBody")
    return None


def record_paragraphs(body: Any, links: Mapping[str, str]) -> tuple[ParagraphRecord, ...]:  # noqa: ANN401
    """Record the paragraphs of a text body; an empty body has none."""
    found = tuple(_record_paragraph(one, links) for one in body.iterfind(f"{A}p"))
    return () if len(found) == 1 and not found[0].runs else found


def _record_shapes(
    tree: Any,  # noqa: ANN401 - lxml's elements
    parent: str,
    placement: Placement,
    context: SlideContext,
) -> Iterator[ShapeRecord]:
    counts: dict[str, int] = {}
    for element in tree:
        inner = _unwrap(element)
        role = _find_role(inner)
        if role is None:
            continue
        shape = _find_or_record_shape(inner, role, parent, placement, context, counts)
        if inner is not element:
            shape = replace(shape, element=element, role="other")
        if shape.placeholder.startswith("sldNum:") and next(element.iter(f"{A}fld"), None) is not None:
            continue  # a field that programs number again
        yield shape
        if shape.role == "group":
            yield from _record_shapes(element, shape.name, placement.enter_group(element), context)


def _unwrap(element: Any) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the shape in an element that holds it for several versions of PowerPoint; other elements as they are."""
    choice = element[0] if element.tag == _ALTERNATIVES and len(element) else None
    return choice[0] if choice is not None and len(choice) else element


def _find_role(element: Any) -> Role | None:  # noqa: ANN401 - lxml's elements
    if element.tag != f"{P}graphicFrame":
        return _ROLES.get(element.tag)
    if element.find(f"{A}graphic/{A}graphicData/{A}tbl") is not None:
        return "table"
    return "chart" if element.find(f"{A}graphic/{A}graphicData/{C}chart") is not None else "other"


def _find_or_record_shape(  # noqa: PLR0913, PLR0917 - one place
    element: Any,  # noqa: ANN401 - lxml's elements
    role: Role,
    parent: str,
    placement: Placement,
    context: SlideContext,
    counts: dict[str, int],
) -> ShapeRecord:
    kind = ""
    if (holder := get_placeholder(element)) is not None:
        kind = holder.get("type", "obj")
        kind = LAYOUT_TYPES.get(kind, kind)
        counts[kind] = counts.get(kind, 0) + 1
        kind = f"{kind}:{counts[kind]}"
    if role in {"group", "chart"}:
        return _record_shape(element, role, parent, placement, context, kind)
    content = serialize_element(element)
    if b"hlink" in content:
        return _record_shape(element, role, parent, placement, context, kind)
    key = (content, parent, placement, context.layout, kind)
    shape = context.cache.get(key) if context.is_again else None
    if shape is None:
        shape = _record_shape(element, role, parent, placement, context, kind)
        context.cache.add(key, shape)
    return shape


def _record_shape(  # noqa: PLR0913, PLR0917 - one place
    element: Any,  # noqa: ANN401 - lxml's elements
    role: Role,
    parent: str,
    placement: Placement,
    context: SlideContext,
    kind: str,
) -> ShapeRecord:
    properties = find_shape_properties(element)
    holder = get_placeholder(element) if kind else None
    body = next(element.iter(f"{P}txBody"), None) if role in {"text", "other"} else None
    table = element.find(f"{A}graphic/{A}graphicData/{A}tbl") if role == "table" else None
    chart = element.find(f"{A}graphic/{A}graphicData/{C}chart") if role == "chart" else None
    root = context.charts.get(chart.get(f"{R}id", "")) if chart is not None else None
    return ShapeRecord(
        properties.get("name", "") if properties is not None else "",
        role,
        element,
        kind,
        _find_frame(element, holder, placement, context),
        describe_style(element, table, root),
        properties.get("descr", "") if properties is not None else "",
        read_settings(element, context.links),
        record_paragraphs(body, context.links) if body is not None else (),
        tuple(_record_row(row, context.links) for row in table.iterfind(f"{A}tr")) if table is not None else (),
        tuple(_read_integer(one.get("w")) for one in table.iterfind(f"{A}tblGrid/{A}gridCol"))
        if table is not None
        else (),
        tuple(_read_integer(one.get("h")) for one in table.iterfind(f"{A}tr")) if table is not None else (),
        tuple(one.text or "" for one in root.iter(f"{C}v")) if root is not None else (),
        root,
        parent,
    )


def _find_frame(
    element: Any,  # noqa: ANN401 - lxml's elements
    holder: Any,  # noqa: ANN401
    placement: Placement,
    context: SlideContext,
) -> Frame | None:
    box = read_box(find_transform(element))
    if box is None and holder is not None:
        box = context.cache.find_inherited_box(holder, context)
    if box is None:
        return None
    left, top, width, height = placement.place(box)
    return round(left), round(top), round(width), round(height)


def _record_row(row: Any, links: Mapping[str, str]) -> tuple[CellRecord, ...]:  # noqa: ANN401 - lxml's elements
    cells = []
    for cell in row.iterfind(f"{A}tc"):
        body, properties = cell.find(f"{A}txBody"), cell.find(f"{A}tcPr")
        paragraphs = record_paragraphs(body, links) if body is not None else ()
        spans = {name: cell.get(name, "") for name in ("gridSpan", "rowSpan", "hMerge", "vMerge")}
        style = f"{spans}{describe_element(properties)}"
        cells.append(CellRecord(paragraphs, style, cell))
    return tuple(cells)


def _record_paragraph(paragraph: Any, links: Mapping[str, str]) -> ParagraphRecord:  # noqa: ANN401 - lxml's elements
    runs: list[RunRecord] = []
    properties = None
    for piece in paragraph:
        if piece.tag in _TEXT_TAGS:
            text = piece.findtext(_TEXT) or ""
        elif piece.tag == _BREAK:
            text = "\n"
        else:
            properties = piece if piece.tag == _LAYOUT else properties
            continue
        if not text:
            continue
        emphasis, detail = find_format(piece.find(_FORMAT), links)
        if runs and (runs[-1].emphasis, runs[-1].detail) == (emphasis, detail):
            text = runs.pop().text + text
        runs.append(RunRecord(text, emphasis, detail))
    layout = describe_layout(properties) if properties is not None else ""
    return ParagraphRecord(tuple(runs), layout, paragraph)


def _read_integer(text: str | None) -> int:
    number = parse_whole_number((text or "").removeprefix("-")) or 0
    return -number if text and text.startswith("-") else number
