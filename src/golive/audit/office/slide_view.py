"""Read slides with their layout, master, color scheme and shapes in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.ooxml.colors import map_scheme_colors, read_theme_colors, resolve_child_color
from golive.ooxml.geometry import Box, Placement, find_transform, read_box, read_turn
from golive.ooxml.namespaces import DECORATIVE, A, P, R
from golive.ooxml.pictures import Pixels, decode_picture, read_crop
from golive.ooxml.placeholders import get_placeholder, iter_inherited_shapes
from golive.ooxml.raw_package import RawPackage
from golive.ooxml.xml_elements import Element, has_true_attribute, parse_integer, read_element_text

SHAPES: Final = tuple(f"{P}{name}" for name in ("sp", "grpSp", "graphicFrame", "pic", "cxnSp", "contentPart"))
_USUAL_SIZE: Final = (9_144_000, 6_858_000)
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


class Shape(Struct, frozen=True):
    """A shape of a slide, layout or master: its element, its place if known, and how many groups enclose it."""

    element: Element
    place: Box | None
    depth: int

    @property
    def name(self) -> str:
        """Return the shape's name, for messages."""
        properties = self.properties
        return properties.get("name", "") if properties is not None else ""

    @property
    def properties(self) -> Element | None:
        """Return the shape's `p:cNvPr`."""
        return next(self.element.iter(f"{P}cNvPr"), None)

    @property
    def placeholder(self) -> Element | None:
        """Return the shape's `p:ph` if it is a placeholder."""
        found: Element | None = get_placeholder(self.element)
        return found


def _read_no_picture(_root: Element, _fill: Element) -> Pixels | None:
    return None


class SlideView(Struct, frozen=True):
    """A slide.

    Attributes:
        where: what messages call it.
        root: its part's root.
        layout: its layout's root, None when it has none.
        master: its master's root, None when it has none.
        presentation: the presentation's root.
        shapes: its shapes, back to front, groups before what is in them.
        behind: the shapes that layout and master draw behind it.
        scheme: colors by scheme name, as this slide sees them.
        table_styles: the root of the presentation's table styles; None when it has none.
        theme: the root of its master's theme; None when it has none.
        read_picture: decodes the picture of a `blipFill` in the slide, its layout or its master, given that root.
    """

    where: str
    root: Element
    layout: Element | None
    master: Element | None
    presentation: Element | None
    shapes: tuple[Shape, ...]
    behind: tuple[Shape, ...]
    scheme: Mapping[str, str]
    table_styles: Element | None = None
    theme: Element | None = None
    read_picture: Callable[[Element, Element], Pixels | None] = _read_no_picture

    @property
    def size(self) -> tuple[int, int]:
        """Return the width and height of the slide, in EMU; that of old slides if none is given."""
        given = self.presentation.find(f"{P}sldSz") if self.presentation is not None else None
        if given is None:
            return _USUAL_SIZE
        return parse_integer(given.get("cx")) or _USUAL_SIZE[0], parse_integer(given.get("cy")) or _USUAL_SIZE[1]

    @property
    def title(self) -> Shape | None:
        """Return the slide's title shape."""
        for shape in self.shapes:
            if shape.placeholder is not None and shape.placeholder.get("type") in {"title", "ctrTitle"}:
                return shape
        return None

    def inherited_placeholders(self, holder: Element) -> Iterator[Element]:
        """Yield the placeholders that a slide's placeholder inherits from: in its layout, then in its master."""
        return iter_inherited_shapes(holder, self.layout, self.master)


def read_slide_views(package: RawPackage) -> Iterator[SlideView]:
    """Yield every slide, in presentation order."""
    main = package.main
    root = package.trees.get(main)
    entries = root.iter(f"{P}sldId") if root is not None else ()
    styles = package.trees.get(package.target(main, "tableStyles"))
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        part = package.related_part(main, entry)
        if part in seen:
            continue
        seen.add(part)
        tree = package.trees.get(part)
        if tree is None or tree.find(f"{P}cSld/{P}spTree") is None:
            continue
        layout_part = package.target(part, "slideLayout")
        master_part = package.target(layout_part, "slideMaster")
        layout, master = package.trees.get(layout_part), package.trees.get(master_part)
        theme = package.trees.get(package.target(master_part, "theme"))
        behind = tuple(_behind(tree, layout, master))
        scheme = map_scheme_colors(read_theme_colors(theme), master, layout, tree)
        owners = ((tree, part), (layout, layout_part), (master, master_part))
        read_picture = partial(_read_picture, package, owners)
        bare = SlideView(f"slide {number}", tree, layout, master, root, (), behind, scheme, styles, theme, read_picture)
        yield replace(bare, shapes=tuple(_shapes(tree, bare)))


def _read_picture(
    package: RawPackage, owners: Sequence[tuple[Element | None, str]], root: Element, fill: Element
) -> Pixels | None:
    """Decode the picture of a `blipFill`; None if it is too large, damaged, or in another format."""
    blip = fill.find(f"{A}blip")
    part = next((name for owner, name in owners if owner is root), "")
    picture = package.related_part(part, blip, f"{R}embed") if blip is not None else ""
    return decode_picture(package.parts[picture], read_crop(fill)) if picture in package.parts else None


def resolve_opaque_color(parent: Element | None, scheme: Mapping[str, str]) -> str | None:
    """Return the color inside a fill or a style reference; None if it is not known or can be seen through."""
    found = resolve_child_color(parent, scheme)
    return found.rgb if found is not None and found.opacity == 1 else None


def shape_text(shape: Shape) -> str:
    """Return the text of a shape; for a group, without the text of its members."""
    body = shape.element.find(f"{P}txBody")
    return read_element_text(body) if body is not None else ""


def _behind(slide: Element, layout: Element | None, master: Element | None) -> Iterator[Shape]:
    hidden = slide.get("showMasterSp") in {"0", "false"}
    layout_hides = layout is not None and layout.get("showMasterSp") in {"0", "false"}
    for root, is_hidden in ((master, hidden or layout_hides), (layout, hidden)):
        if root is not None and not is_hidden:
            yield from (shape for shape in _shapes(root, None) if shape.placeholder is None)


def _shapes(root: Element, view: SlideView | None) -> Iterator[Shape]:
    tree = root.find(f"{P}cSld/{P}spTree")
    if tree is not None:
        yield from _inside(tree, Placement(), 0, view)


def _inside(group: Element, placement: Placement, depth: int, view: SlideView | None) -> Iterator[Shape]:
    """Yield the shapes of a group, which stand on the slide where the placement says."""
    for child in group:
        if child.tag == _CHOICE:
            yield from _inside(child[0], placement, depth, view) if len(child) else ()
        if child.tag not in SHAPES:
            continue
        shape = Shape(child, None, depth)
        form = find_transform(child)
        own = read_box(form)
        if own is None and view is not None and shape.placeholder is not None:
            inherited = (find_transform(model) for model in view.inherited_placeholders(shape.placeholder))
            form = next((one for one in inherited if read_box(one)), None)
            own = read_box(form)
        yield Shape(child, placement.place(read_turn(form).turn_box(own)) if own else None, depth)
        if child.tag == f"{P}grpSp":
            yield from _inside(child, placement.enter_group(child), depth + 1, view)


def is_decorative(shape: Shape) -> bool:
    """Tell whether a shape is marked as decorative."""
    properties = shape.properties
    return properties is not None and has_true_attribute(next(properties.iter(DECORATIVE), None), "val")
