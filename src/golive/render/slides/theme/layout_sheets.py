"""The layouts of a template as they stand: placeholders with their places and dress, and the ground behind them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from golive.figures.drawing import Anchor
from golive.ooxml.colors import A, P, R, mapped, overridden, theme_colors
from golive.ooxml.package import Package, refuse
from golive.ooxml.template_cleaning import Cleaned, part_at, rels_name
from golive.render.slides.model import Rect, TextStyle
from golive.render.slides.theme.backgrounds import Ground, ground_of, rect_of
from golive.render.slides.theme.text_styles import Sources, frame_of, style_of, within

_KINDS: Final = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "tbl": "body", "chart": "body", "dgm": "body"}
_PLAIN: Final = TextStyle("", 18)
_OFFICE: Final = {
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


class Holder(Struct, frozen=True):
    """A placeholder of a layout.

    Attributes:
        kind: its type as the file has it; "obj" where it has none, "vertical" where its text is turned.
        number: its number in the file.
        rect: the place of its text, in inches.
        inset: the space left, above, right and below of the text, in inches.
        anchor: where lines stand that do not fill it.
        style: how it sets text.
        plain: whether text in it can be read in the colour that it sets.
    """

    kind: str
    number: int
    rect: Rect
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)
    anchor: Anchor = "top"
    style: TextStyle = _PLAIN
    plain: bool = True


class Sheet(Struct, frozen=True):
    """A layout: its name and type in the file, its part, its placeholders, and what is behind them."""

    name: str
    kind: str
    part: str
    holders: tuple[Holder, ...]
    ground: Ground

    @property
    def title(self) -> Holder | None:
        """The placeholder of the title."""
        return next((h for h in self.holders if h.kind in {"title", "ctrTitle"}), None)

    @property
    def contents(self) -> tuple[Holder, ...]:
        """Placeholders for content, in the order of the file."""
        return tuple(h for h in self.holders if h.kind in {"obj", "body", "tbl", "chart", "dgm", "media", "clipArt"})


class Master(Struct, frozen=True):
    """A master with its layouts, its colours by scheme name, and its fonts for titles and text (may be empty)."""

    colors: Mapping[str, str]
    fonts: tuple[str, str]
    sheets: tuple[Sheet, ...]


def slide_size(package: Package, cleaned: Cleaned) -> tuple[float, float]:
    """Width and height of a slide, in inches."""
    size = package.xml(cleaned.main).find(f"{P}sldSz")
    width, height = (int(size.get(key, "0")) / 914_400 for key in ("cx", "cy")) if size is not None else (10.0, 7.5)
    if not (width > 0 and height > 0):
        raise refuse("is damaged: its slides have no size", "Open and save it in PowerPoint.")
    return width, height


def masters(package: Package, cleaned: Cleaned, size: tuple[float, float]) -> Iterator[Master]:
    """Every master in the order of the file.

    Raises:
        ThemeError: a part of it is damaged.
    """
    presentation = package.xml(cleaned.main)
    targets = _targets(package, cleaned.main)
    for entry in presentation.iterfind(f"{P}sldMasterIdLst/{P}sldMasterId"):
        kind, part = targets.get(entry.get(f"{R}id", ""), ("", ""))
        if kind == "slideMaster" and part in package:
            yield _master(package, part, presentation, size)


def _targets(package: Package, name: str) -> dict[str, tuple[str, str]]:
    """Kind and part of each relationship."""
    rels = rels_name(name)
    if rels not in package:
        return {}
    rows = package.xml(rels)
    return {
        row.get("Id", ""): (row.get("Type", "").rsplit("/", 1)[-1], part_at(name, row.get("Target", "")))
        for row in rows
        if row.get("TargetMode") != "External"
    }


def _master(package: Package, part: str, presentation: Any, size: tuple[float, float]) -> Master:  # noqa: ANN401
    root = package.xml(part)
    targets = _targets(package, part)
    theme_part = next((to for kind, to in targets.values() if kind == "theme"), "")
    theme = package.xml(theme_part)
    named = {**_OFFICE, **theme_colors(theme)}
    colors = mapped(root, named)
    fonts = (_font(theme, "majorFont"), _font(theme, "minorFont"))
    sheets = []
    for entry in root.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId"):
        kind, layout_part = targets.get(entry.get(f"{R}id", ""), ("", ""))
        if kind != "slideLayout" or layout_part not in package:
            continue
        layout = package.xml(layout_part)
        ground = ground_of(layout, root, theme, overridden(layout, root, named), size)
        holders = tuple(_holders(layout, root, (presentation, fonts, colors)))
        cover = layout.find(f"{P}cSld")
        name = cover.get("name", "") if cover is not None else ""
        sheets.append(Sheet(name, layout.get("type", ""), f"/{layout_part}", holders, ground))
    return Master(colors, fonts, tuple(sheets))


def _font(theme: Any, which: str) -> str:  # noqa: ANN401
    latin = theme.find(f".//{A}{which}/{A}latin")
    return "" if latin is None else str(latin.get("typeface", "")).strip()


def _holders(layout: Any, master: Any, rest: tuple[Any, tuple[str, str], Mapping[str, str]]) -> Iterator[Holder]:  # noqa: ANN401
    presentation, fonts, colors = rest
    above = {_kind(shape): shape for shape in reversed(list(_shapes(master)))}
    for shape in _shapes(layout):
        kind, number = _kind(shape), _number(shape)
        base = above.get(_KINDS.get(kind, kind))
        found = (shape,) if base is None else (shape, base)
        rects = (rect_of(one.find(f"{P}spPr/{A}xfrm")) for one in found)
        rect = next((one for one in rects if one is not None), None)
        inset, anchor, is_vertical = frame_of(found)
        form = shape.find(f"{P}spPr/{A}xfrm")
        if rect is None:
            continue
        if is_vertical or (form is not None and form.get("rot", "0") != "0"):
            yield Holder("vertical", number, rect)
            continue
        style = style_of(kind, Sources(found, master, presentation, fonts, colors))
        yield Holder(kind, number, within(rect, inset), inset, anchor, style)


def _shapes(root: Any) -> Iterator[Any]:  # noqa: ANN401
    """The placeholders of a master or a layout."""
    for shape in root.iterfind(f"{P}cSld/{P}spTree/{P}sp"):
        if shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is not None:
            yield shape


def _kind(shape: Any) -> str:  # noqa: ANN401
    return str(shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph").get("type", "obj"))


def _number(shape: Any) -> int:  # noqa: ANN401
    text = str(shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph").get("idx", "0"))
    return int(text) if text.isdigit() else 0
