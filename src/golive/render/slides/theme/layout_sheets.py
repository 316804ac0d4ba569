"""Read the layouts of a template: placeholders with positions and text styles, and the backdrop."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from golive.figures.drawing import Anchor
from golive.ooxml.colors import A, P, R, map_scheme_colors, read_theme_colors
from golive.ooxml.package import Package, make_theme_error
from golive.ooxml.template_cleaning import CleanTemplate, relationships_part_name, resolve_target
from golive.render.slides.model import Rect, TextStyle
from golive.render.slides.theme.backgrounds import Backdrop, read_backdrop, read_rect
from golive.render.slides.theme.text_styles import StyleSources, inset_rect, read_text_frame, read_text_style

_MASTER_TYPES: Final = {
    "ctrTitle": "title",
    "subTitle": "body",
    "obj": "body",
    "tbl": "body",
    "chart": "body",
    "dgm": "body",
}
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
    """

    kind: str
    index: int
    rect: Rect
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)
    anchor: Anchor = "top"
    style: TextStyle = _DEFAULT_STYLE
    has_readable_color: bool = True


class TemplateLayout(Struct, frozen=True):
    """A layout in a template: name and type, part name, placeholders, and the backdrop behind them."""

    name: str
    kind: str
    part: str
    placeholders: tuple[Placeholder, ...]
    backdrop: Backdrop

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
    """A slide master: colors by scheme name, font families for titles and text (may be empty), and layouts."""

    colors: Mapping[str, str]
    fonts: tuple[str, str]
    layouts: tuple[TemplateLayout, ...]


def read_slide_size(package: Package, cleaned: CleanTemplate) -> tuple[float, float]:
    """Read the width and height of a slide, in inches."""
    size = package.read_xml(cleaned.main_part).find(f"{P}sldSz")
    width, height = (int(size.get(key, "0")) / 914_400 for key in ("cx", "cy")) if size is not None else (10.0, 7.5)
    if not (width > 0 and height > 0):
        raise make_theme_error("is damaged: its slides have no size", "Open and save it in PowerPoint.")
    return width, height


def read_masters(package: Package, cleaned: CleanTemplate, size: tuple[float, float]) -> Iterator[Master]:
    """Yield every slide master, in file order.

    Raises:
        ThemeError: a part of it is damaged.
    """
    presentation = package.read_xml(cleaned.main_part)
    targets = _read_targets(package, cleaned.main_part)
    for entry in presentation.iterfind(f"{P}sldMasterIdLst/{P}sldMasterId"):
        kind, part = targets.get(entry.get(f"{R}id", ""), ("", ""))
        if kind == "slideMaster" and part in package:
            yield _read_master(package, part, presentation, size)


def _read_targets(package: Package, name: str) -> dict[str, tuple[str, str]]:
    """Read the type and target part of each internal relationship, by id."""
    rels = relationships_part_name(name)
    if rels not in package:
        return {}
    rows = package.read_xml(rels)
    return {
        row.get("Id", ""): (row.get("Type", "").rsplit("/", 1)[-1], resolve_target(name, row.get("Target", "")))
        for row in rows
        if row.get("TargetMode") != "External"
    }


def _read_master(package: Package, part: str, presentation: Any, size: tuple[float, float]) -> Master:  # noqa: ANN401
    root = package.read_xml(part)
    targets = _read_targets(package, part)
    theme_part = next((to for kind, to in targets.values() if kind == "theme"), "")
    theme = package.read_xml(theme_part)
    named = {**_OFFICE_COLORS, **read_theme_colors(theme)}
    colors = map_scheme_colors(named, root)
    fonts = (_read_font(theme, "majorFont"), _read_font(theme, "minorFont"))
    sheets = []
    for entry in root.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId"):
        kind, layout_part = targets.get(entry.get(f"{R}id", ""), ("", ""))
        if kind != "slideLayout" or layout_part not in package:
            continue
        layout = package.read_xml(layout_part)
        ground = read_backdrop(layout, root, theme, map_scheme_colors(named, root, layout), size)
        holders = tuple(_read_placeholders(layout, root, (presentation, fonts, colors)))
        cover = layout.find(f"{P}cSld")
        name = cover.get("name", "") if cover is not None else ""
        sheets.append(TemplateLayout(name, layout.get("type", ""), f"/{layout_part}", holders, ground))
    return Master(colors, fonts, tuple(sheets))


def _read_font(theme: Any, which: str) -> str:  # noqa: ANN401
    latin = theme.find(f".//{A}{which}/{A}latin")
    return "" if latin is None else str(latin.get("typeface", "")).strip()


def _read_placeholders(
    layout: Any,  # noqa: ANN401
    master: Any,  # noqa: ANN401
    rest: tuple[Any, tuple[str, str], Mapping[str, str]],
) -> Iterator[Placeholder]:
    presentation, fonts, colors = rest
    above = {_placeholder_type(shape): shape for shape in reversed(list(_iter_placeholder_shapes(master)))}
    for shape in _iter_placeholder_shapes(layout):
        kind, number = _placeholder_type(shape), _placeholder_index(shape)
        base = above.get(_MASTER_TYPES.get(kind, kind))
        found = (shape,) if base is None else (shape, base)
        rects = (read_rect(one.find(f"{P}spPr/{A}xfrm")) for one in found)
        rect = next((one for one in rects if one is not None), None)
        inset, anchor, is_vertical = read_text_frame(found)
        form = shape.find(f"{P}spPr/{A}xfrm")
        if rect is None:
            continue
        if is_vertical or (form is not None and form.get("rot", "0") != "0"):
            yield Placeholder("vertical", number, rect)
            continue
        style = read_text_style(kind, StyleSources(found, master, presentation, fonts, colors))
        yield Placeholder(kind, number, inset_rect(rect, inset), inset, anchor, style)


def _iter_placeholder_shapes(root: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the placeholder shapes of a master or layout."""
    for shape in root.iterfind(f"{P}cSld/{P}spTree/{P}sp"):
        if shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is not None:
            yield shape


def _placeholder_type(shape: Any) -> str:  # noqa: ANN401
    return str(shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph").get("type", "obj"))


def _placeholder_index(shape: Any) -> int:  # noqa: ANN401
    text = str(shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph").get("idx", "0"))
    return int(text) if text.isdigit() else 0
