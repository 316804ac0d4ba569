"""Read the layouts of a template: placeholders with positions and text styles, and the backdrop."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from msgspec import Struct

from golive.figures.drawing import Anchor, Rect
from golive.ooxml.colors import Fill, find_fill, map_scheme_colors, read_theme_colors
from golive.ooxml.geometry import find_transform
from golive.ooxml.namespaces import A, P, R
from golive.ooxml.package import get_relationships, iter_related_parts, read_part_xml
from golive.ooxml.placeholders import find_inherited_shape, get_placeholder, iter_placeholder_shapes
from golive.ooxml.template import Template
from golive.ooxml.template_archive import COPY_AGAIN_HINT, make_theme_error
from golive.ooxml.xml_elements import parse_integer
from golive.render.slides.model import LevelStyle, TextStyle
from golive.render.slides.theme.backdrop_reader import read_backdrop, read_rect
from golive.render.slides.theme.backgrounds import Backdrop
from golive.render.slides.theme.level_styles import read_level_styles
from golive.render.slides.theme.text_styles import StyleSources, inset_rect, read_text_frame, read_text_style

_DEFAULT_STYLE: Final = TextStyle("", 18)
_OFFICE_COLORS: Final = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}


class Placeholder(Struct, frozen=True):
    """A placeholder of a layout.

    Attributes:
        kind: placeholder type in the file; "obj" if none is given, "vertical" if the text is rotated.
        index: the `idx` in the file.
        rect: rectangle of the text, without insets, in inches.
        inset: left, top, right and bottom inset, in inches.
        anchor: vertical alignment of the text.
        style: text style of the first level.
        has_readable_color: whether text in the color of its own style is readable.
        fill: colors of the placeholder's own fill; empty if it has none.
        levels: styles of the outer levels of its text; empty if it holds no running text.
        is_moved: whether slides place it elsewhere than the layout does.
    """

    kind: str
    index: int
    rect: Rect
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)
    anchor: Anchor = "top"
    style: TextStyle = _DEFAULT_STYLE
    has_readable_color: bool = True
    fill: Fill = ()
    levels: tuple[LevelStyle, ...] = ()
    is_moved: bool = False


class TemplateLayout(Struct, frozen=True):
    """A layout in a template.

    Attributes:
        name: the layout's name in PowerPoint.
        kind: type in the file; empty if none is given.
        part: name of the layout's part, with a leading slash.
        placeholders: its placeholders, in file order.
        backdrop: background and art behind them.
        colors: colors by the scheme names that slides of this layout use.
        fonts: font families for titles and text of its master; may be empty.
        master: name of its master's theme.
        color_map: entries of the color map that replace those of the master, if any.
        plain_style: style of text that stands in no placeholder.
    """

    name: str
    kind: str
    part: str
    placeholders: tuple[Placeholder, ...]
    backdrop: Backdrop
    colors: Mapping[str, str] = MappingProxyType(_OFFICE_COLORS)
    fonts: tuple[str, str] = ("", "")
    master: str = ""
    color_map: tuple[tuple[str, str], ...] = ()
    plain_style: TextStyle = _DEFAULT_STYLE

    @property
    def title(self) -> Placeholder | None:
        """Return the title placeholder; None if there is none."""
        return next((h for h in self.placeholders if h.kind in {"title", "ctrTitle"}), None)

    @property
    def content_placeholders(self) -> tuple[Placeholder, ...]:
        """Return the content placeholders, in file order."""
        return tuple(
            h for h in self.placeholders if h.kind in {"obj", "body", "tbl", "chart", "dgm", "media", "clipArt"}
        )


class Master(Struct, frozen=True):
    """A slide master: the name of its theme, and its layouts."""

    name: str
    layouts: tuple[TemplateLayout, ...]


def name_layouts(sheets: Iterable[TemplateLayout]) -> Mapping[str, str]:
    """Return the name of each layout by its part; with that of its master where several layouts have the same."""
    known = list(sheets)
    counts = Counter(sheet.name for sheet in known)
    return {sheet.part: sheet.name if counts[sheet.name] == 1 else f"{sheet.master}/{sheet.name}" for sheet in known}


def read_slide_size(template: Template) -> tuple[float, float]:
    """Read the width and height of a slide, in inches."""
    size = read_part_xml(template.presentation).find(f"{P}sldSz")
    width, height = (
        ((parse_integer(size.get(key)) or 0) / 914_400 for key in ("cx", "cy")) if size is not None else (10.0, 7.5)
    )
    if not (width > 0 and height > 0):
        raise make_theme_error("is damaged: its slides have no size", "Open and save it in PowerPoint.")
    return width, height


def read_masters(template: Template, size: tuple[float, float]) -> Iterator[Master]:
    """Yield every slide master, in file order.

    Raises:
        ThemeError: a part of it is damaged.
    """
    presentation = read_part_xml(template.presentation)
    for master in _find_listed_parts(template.presentation, "sldMasterIdLst/sldMasterId", "/slideMaster"):
        yield _read_master(master, presentation, size)


def _find_listed_parts(source: Any, path: str, kind: str) -> Iterator[Any]:  # noqa: ANN401 - python-pptx's parts
    """Yield the parts that a part lists, in the order of the list."""
    relations = get_relationships(source)
    for entry in read_part_xml(source).iterfind("/".join(f"{P}{name}" for name in path.split("/"))):
        relation = relations.get(entry.get(f"{R}id", ""))
        if relation is not None and relation.reltype.endswith(kind) and not relation.is_external:
            yield relation.target_part


class _MasterStyles(NamedTuple):
    """Sources of inherited styles besides shapes: the presentation part, fonts and colors by name."""

    presentation: Any
    fonts: tuple[str, str]
    colors: Mapping[str, str]


def _read_master(part: Any, presentation: Any, size: tuple[float, float]) -> Master:  # noqa: ANN401
    root = read_part_xml(part)
    theme_part = next(iter_related_parts(part, "/theme"), None)
    theme = read_part_xml(theme_part) if theme_part is not None else None
    if theme is None:
        raise make_theme_error(f"is damaged: the theme of {part.partname} is missing", COPY_AGAIN_HINT)
    named = {**_OFFICE_COLORS, **read_theme_colors(theme)}
    fonts = (_read_font(theme, "majorFont"), _read_font(theme, "minorFont"))
    master_name = theme.get("name", "")
    sheets = []
    for layout_part in _find_listed_parts(part, "sldLayoutIdLst/sldLayoutId", "/slideLayout"):
        layout = read_part_xml(layout_part)
        colors = map_scheme_colors(named, root, layout)
        styles = _MasterStyles(presentation, fonts, colors)
        ground = read_backdrop(layout_part, part, theme, colors, size)
        holders = tuple(_read_placeholders(layout, root, styles))
        cover = layout.find(f"{P}cSld")
        name = cover.get("name", "") if cover is not None else ""
        own_map = layout.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        entries = tuple((str(key), str(value)) for key, value in own_map.attrib.items()) if own_map is not None else ()
        part_name = str(layout_part.partname)
        plain = read_text_style("", StyleSources((), root, *styles))
        about = (name, layout.get("type", ""), part_name, holders, ground, colors, fonts, master_name, entries, plain)
        sheets.append(TemplateLayout(*about))
    return Master(master_name, tuple(sheets))


def _read_font(theme: Any, which: str) -> str:  # noqa: ANN401
    latin = theme.find(f".//{A}{which}/{A}latin")
    return "" if latin is None else str(latin.get("typeface", "")).strip()


def _read_placeholders(
    layout: Any,  # noqa: ANN401
    master: Any,  # noqa: ANN401
    styles: _MasterStyles,
) -> Iterator[Placeholder]:
    for shape in iter_placeholder_shapes(layout):
        holder = get_placeholder(shape)
        kind, number = holder.get("type", "obj"), _parse_index(holder.get("idx", "0"))
        base = find_inherited_shape(holder, master, by_index=False)
        found = (shape,) if base is None else (shape, base)
        rects = (read_rect(one) for one in found)
        rect = next((one for one in rects if one is not None), None)
        inset, anchor, is_vertical = read_text_frame(found)
        form = find_transform(shape)
        if rect is None:
            continue
        if is_vertical or (form is not None and form.get("rot", "0") != "0"):
            yield Placeholder("vertical", number, rect)
            continue
        sources = StyleSources(found, master, *styles)
        style = read_text_style(kind, sources)
        levels = read_level_styles(kind, sources) if kind in {"obj", "body"} else ()
        fill = _read_fill(found, styles.colors)
        yield Placeholder(kind, number, inset_rect(rect, inset), inset, anchor, style, fill=fill, levels=levels)


def _read_fill(shapes: tuple[Any, ...], colors: Mapping[str, str]) -> Fill:
    """Return the fill that a placeholder has or inherits; empty if it has none."""
    for shape in shapes:
        properties = shape.find(f"{P}spPr")
        own = find_fill(properties, colors) if properties is not None else None
        if own is not None:
            return own
    return ()


def _parse_index(text: str) -> int:
    return int(text) if text.isdigit() else 0
