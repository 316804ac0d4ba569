"""A PowerPoint template → Theme: sizes, places, fonts and colours, as far as planning needs them."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from golive.errors import ThemeError, problem
from golive.publish.deck.slides import Rect, Role, Slot

if TYPE_CHECKING:
    from pptx.presentation import Presentation

EMU: Final = 914_400
_NAMES: Final[Mapping[Role, tuple[str, str]]] = {
    "title": ("title", "Title Slide"),
    "content": ("obj", "Title and Content"),
    "title-only": ("titleOnly", "Title Only"),
    "two-content": ("twoObj", "Two Content"),
    "comparison": ("twoTxTwoObj", "Comparison"),
    "section": ("secHead", "Section Header"),
    "blank": ("blank", "Blank"),
}
_LABEL: Final = 13
_FONT: Final = "Calibri"
_SLOTS: Final[Mapping[Role, Mapping[int, Slot]]] = {
    "title": {0: "title", 1: "subtitle", _LABEL: "label"},
    "content": {0: "title", 1: "body", _LABEL: "label"},
    "title-only": {0: "title", _LABEL: "label"},
    "two-content": {0: "title", 1: "left", 2: "right", _LABEL: "label"},
    "comparison": {0: "title", 1: "left-head", 2: "left", 3: "right-head", 4: "right", _LABEL: "label"},
    "section": {0: "title", 1: "subtitle", _LABEL: "label"},
    "blank": {},
}
_REQUIRED: Final[Mapping[Role, frozenset[Slot]]] = {
    "title": frozenset({"title", "subtitle", "label"}),
    "content": frozenset({"title", "body", "label"}),
    "title-only": frozenset({"title", "label"}),
    "section": frozenset({"title", "label"}),
}
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder of a layout: its type and number as the file has them, and its place."""

    kind: str
    number: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout.

    Attributes:
        part: its name in the package.
        holders: its placeholders by what we use them for.
        margins: the numbers of its placeholders for footer, date and slide number, by type.
        is_dark: whether its ground is dark.
    """

    part: str
    holders: Mapping[Slot, Holder]
    margins: Mapping[str, int]
    is_dark: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A template, read.

    Attributes:
        source: the template's own bytes, of which a deck is made.
        width: of a slide, in inches.
        height: of a slide, in inches.
        heading_font: family of titles.
        body_font: family of all other text.
        scheme: colours by scheme name, six hexadecimal digits each.
        layouts: what each kind of slide stands on.
    """

    source: bytes
    width: float
    height: float
    heading_font: str
    body_font: str
    scheme: Mapping[str, str]
    layouts: Mapping[Role, Layout]

    @property
    def body(self) -> Rect:
        """The place below a title of two lines, in which content may stand."""
        return self.layouts["content"].holders["body"].rect


@lru_cache(maxsize=8)
def read_theme(source: bytes) -> Theme:
    """Read a template.

    Args:
        source: the bytes of a .pptx.

    Raises:
        ThemeError: it is no PowerPoint file, or lacks a layout that a deck needs.
    """
    from zipfile import BadZipFile

    from pptx import Presentation as Opened
    from pptx.exc import PackageNotFoundError

    try:
        presentation = Opened(io.BytesIO(source))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise ThemeError(
            problem(f"The slide theme is not a PowerPoint file: {error}", "Save it from PowerPoint as .pptx.")
        ) from error
    scheme, fonts = _colors_and_fonts(presentation)
    return Theme(
        source,
        (presentation.slide_width or 0) / EMU,
        (presentation.slide_height or 0) / EMU,
        fonts[0],
        fonts[1],
        scheme,
        MappingProxyType(_layouts(presentation)),
    )


def _layouts(presentation: "Presentation") -> dict[Role, Layout]:
    by_type = {layout._element.get("type"): layout for layout in reversed(list(presentation.slide_layouts))}  # noqa: SLF001
    by_name = {layout.name: layout for layout in presentation.slide_layouts}
    found: dict[Role, Layout] = {}
    for role, (kind, name) in _NAMES.items():
        layout = by_name.get(name) or by_type.get(kind)
        if layout is None:
            raise ThemeError(
                problem(f"The slide theme has no layout {name!r}", f"Add a layout of the type {kind!r} to it.")
            )
        found[role] = _layout(role, layout)
        lacking = sorted(_REQUIRED.get(role, frozenset()) - set(found[role].holders))
        if lacking:
            raise ThemeError(
                problem(
                    f"The layout {layout.name!r} of the slide theme has no placeholder for {', '.join(lacking)}",
                    "Add it in PowerPoint's slide master view; the label is a text placeholder with idx 13.",
                )
            )
    return found


def _layout(role: Role, layout: Any) -> Layout:  # noqa: ANN401 - python-pptx has no types
    slots = _SLOTS[role]
    holders: dict[Slot, Holder] = {}
    for shape in layout.placeholders:
        number = shape.placeholder_format.idx
        if number in slots and shape.width is not None:
            rect = Rect(shape.left / EMU, shape.top / EMU, shape.width / EMU, shape.height / EMU)
            holders[slots[number]] = Holder(shape._element.ph.get("type", "obj"), number, rect)  # noqa: SLF001
    numbers = {ph.get("type", "obj"): int(ph.get("idx", "0")) for ph in layout._element.iter("{*}ph")}  # noqa: SLF001
    margins = {kind: numbers[kind] for kind in ("ftr", "dt", "sldNum") if kind in numbers}
    ground = layout._element.find(f".//{{*}}bgPr/{_DRAWING}solidFill/{_DRAWING}schemeClr")  # noqa: SLF001
    is_dark = ground is not None and ground.get("val") in {"tx1", "tx2", "dk1", "dk2"}
    return Layout(str(layout.part.partname), MappingProxyType(holders), MappingProxyType(margins), is_dark)


def _colors_and_fonts(presentation: "Presentation") -> tuple[Mapping[str, str], tuple[str, str]]:
    from lxml import etree

    master = presentation.slide_masters[0]
    part = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    root: Any = etree.fromstring(part.blob)
    named = {
        etree.QName(entry).localname: entry[0].get("val" if entry[0].tag.endswith("srgbClr") else "lastClr", "000000")
        for entry in root.find(f".//{_DRAWING}clrScheme")
    }
    mapping: Any = master._element.find("{*}clrMap")  # noqa: SLF001
    mapped = {key: named[value] for key, value in mapping.attrib.items()}
    major, minor = (
        root.find(f".//{_DRAWING}{which}/{_DRAWING}latin").get("typeface") or _FONT
        for which in ("majorFont", "minorFont")
    )
    return MappingProxyType({**named, **mapped}), (major, minor)
