"""Make templates as brands have them: each differs from golive's own in what has broken a generator before.

`BRANDS` holds how each is made; `get_brand(name)` makes it. Those of `REFUSED` cannot serve, and say why.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

Change = Callable[[Any], None]

_MAIN: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPANY: Final = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property pid="2" '
    b'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" name="Company secret"><vt:lpwstr>Q7</vt:lpwstr></property>'
    b"</Properties>"
)
"""A property that no deck should take over."""
_GERMAN: Final = {
    "Title Slide": "Titelfolie",
    "Title and Content": "Titel und Inhalt",
    "Section Header": "Abschnittsüberschrift",
    "Two Content": "Zwei Inhalte",
    "Comparison": "Vergleich",
    "Title Only": "Nur Titel",
    "Blank": "Leer",
}


def make_picture(width: int = 64, height: int = 48) -> bytes:
    """Return a PNG in which light and dark lie side by side, as in a photograph."""
    rows = b"".join(
        b"\0" + bytes(value for x in range(width) for value in ((x * 4) % 256, (y * 5) % 256, (x * y) % 256))
        for y in range(height)
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make_brand(*changes: Change) -> bytes:
    """Return the template that comes with Office after some changes."""
    brand = Presentation()
    for change in changes:
        change(brand)
    return save_brand(brand)


def save_brand(brand: Any) -> bytes:
    stream = io.BytesIO()
    brand.save(stream)
    return stream.getvalue()


def repack(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a zip with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def iterate_roots(brand: Any) -> Iterator[Any]:
    """Yield master and layouts as XML."""
    yield brand.slide_master._element
    for layout in brand.slide_layouts:
        yield layout._element


def resize(width: float, height: float) -> Change:
    """Change the size of slides and stretch everything, as PowerPoint does."""

    def change(brand: Any) -> None:
        across, down = Inches(width) / brand.slide_width, Inches(height) / brand.slide_height
        for root in iterate_roots(brand):
            for tag, keys in (("a:off", ("x", "y")), ("a:ext", ("cx", "cy")), ("a:chOff", "xy")):
                for element in root.iter(qn(tag)):
                    if element.get(keys[0]) is not None:
                        element.set(keys[0], str(round(int(element.get(keys[0])) * across)))
                        element.set(keys[1], str(round(int(element.get(keys[1])) * down)))
        brand.slide_width, brand.slide_height = Inches(width), Inches(height)

    return change


def remove_types(brand: Any) -> None:
    for layout in brand.slide_layouts:
        layout._element.attrib.pop("type", None)


def rename_layouts(names: Mapping[str, str]) -> Change:
    def change(brand: Any) -> None:
        for layout in brand.slide_layouts:
            layout._element.cSld.set("name", names.get(layout.name, layout.name))

    return change


def give_layouts_one_name(brand: Any) -> None:
    for layout in brand.slide_layouts:
        layout._element.cSld.set("name", "Custom Layout")


def add_sample_slides(brand: Any) -> None:
    """Add sample slides with a picture, a chart and a table, in sections, with notes."""
    for number in range(3):
        slide = brand.slides.add_slide(brand.slide_layouts[1])
        slide.shapes.title.text_frame.text = f"Sample {number}"
        slide.notes_slide.notes_text_frame.text = "Sample notes"
    slide.shapes.add_picture(io.BytesIO(make_picture()), Inches(1), Inches(2))
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["a", "b"]
    data.add_series("Sample", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(3), Inches(3), data)
    slide.shapes.add_table(2, 2, 0, 0, Inches(3), Inches(1))
    ids = "".join(f'<p14:sldId id="{entry.id}"/>' for entry in brand.part._element.sldIdLst)
    brand.part._element.append(
        parse_xml(
            f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst '
            'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="S" '
            f'id="{{11111111-2222-3333-4444-555555555555}}"><p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>'
            "</p14:sectionLst></p:ext></p:extLst>"
        )
    )


def add_leftovers(brand: Any) -> None:
    """Add what real templates also contain: a show, tags, comment authors, properties, a layout's link to a slide."""
    add_sample_slides(brand)
    part = brand.part
    for name, kind in (
        ("/ppt/commentAuthors.xml", "commentAuthors"),
        ("/ppt/tags/tag1.xml", "tags"),
    ):
        own = Part(PackURI(name), "application/xml", part.package, b"<x/>")
        part.relate_to(own, f"{_OFFICE}/{kind}")
    own = Part(
        PackURI("/docProps/custom.xml"),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        part.package,
        COMPANY,
    )
    part.package.relate_to(own, f"{_OFFICE}/custom-properties")
    slide = brand.slides[0].part
    layout = brand.slide_layouts[5]
    link = layout.part.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
    holder = next(iter(layout.placeholders))._element
    holder.nvSpPr.cNvPr.append(
        parse_xml(f'<a:hlinkClick {nsdecls("a", "r")} r:id="{link}" action="ppaction://hlinksldjump"/>')
    )
    first = brand.part._element.sldIdLst[0].rId
    show = f'<p:custShowLst {nsdecls("p", "r")}><p:custShow name="s" id="0"><p:sldLst><p:sld r:id="{first}"/>'
    brand.part._element.find(qn("p:notesSz")).addnext(parse_xml(f"{show}</p:sldLst></p:custShow></p:custShowLst>"))


def tighten_titles(brand: Any) -> None:
    """Set 90 % line spacing, and titles in wide capitals at the bottom of their boxes."""
    for style in brand.slide_master._element.find(qn("p:txStyles"))[:2]:
        for level in style:
            if level.tag.endswith("pPr"):
                level.insert(0, parse_xml(f'<a:lnSpc {nsdecls("a")}><a:spcPct val="90000"/></a:lnSpc>'))
    run = brand.slide_master._element.find(qn("p:txStyles"))[0].find(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    run.set("cap", "all")
    run.set("spc", "100")
    for root in iterate_roots(brand):
        for holder in root.iter(qn("p:ph")):
            if holder.get("type") == "title":
                holder.getparent().getparent().getparent().find(f"{qn('p:txBody')}/{qn('a:bodyPr')}").set("anchor", "b")


def shrink_bodies(brand: Any) -> None:
    """Shrink bodies to two centimeters."""
    for root in iterate_roots(brand):
        for shape in root.iter(qn("p:sp")):
            holder = shape.find(f".//{qn('p:ph')}")
            if holder is not None and holder.get("type", "obj") in {"obj", "body"}:
                for extent in shape.iter(qn("a:ext")):
                    if extent.get("cy"):
                        extent.set("cy", "720000")


def lower_bodies(brand: Any) -> None:
    """Extend bodies down to the edge of the slide, over its footer."""
    for root in iterate_roots(brand):
        for shape in root.iter(qn("p:sp")):
            holder = shape.find(f".//{qn('p:ph')}")
            if holder is not None and holder.get("type", "obj") in {"obj", "body"}:
                for extent in shape.iter(qn("a:ext")):
                    if extent.get("cy"):
                        extent.set("cy", str(Inches(5.7)))


def _set_background(brand: Any, fill: str) -> None:
    root = brand.slide_master._element.cSld
    for old in root.findall(qn("p:bg")):
        root.remove(old)
    xml = f"<p:bg {nsdecls('p', 'a', 'r')}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"
    root.insert(0, parse_xml(xml))


def set_photo_background(brand: Any) -> None:
    _, link = brand.slide_master.part.get_or_add_image_part(io.BytesIO(make_picture()))
    _set_background(brand, f'<a:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>')


def set_gradient_background(brand: Any) -> None:
    stops = '<a:gs pos="0"><a:schemeClr val="accent1"/></a:gs><a:gs pos="100000"><a:schemeClr val="bg1"/></a:gs>'
    _set_background(brand, f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="0"/></a:gradFill>')


def swap_dark_and_light(brand: Any) -> None:
    """Swap dark and light in the master's color map, for light text on a dark background."""
    mapping = brand.slide_master._element.find(qn("p:clrMap"))
    for key, value in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        mapping.set(key, value)


def set_colors(**colors: str) -> Change:
    def change(brand: Any) -> None:
        part = get_theme_part(brand)
        root: Any = parse_xml(part.blob)
        for name, value in colors.items():
            entry = root.find(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}")
            entry[:] = [parse_xml(f'<a:srgbClr {nsdecls("a")} val="{value}"/>')]
        write_theme(brand, root)

    return change


def set_fonts(heading: str, text: str) -> Change:
    def change(brand: Any) -> None:
        root: Any = parse_xml(get_theme_part(brand).blob)
        for name, family in (("majorFont", heading), ("minorFont", text)):
            root.find(f".//{qn(f'a:{name}')}/{qn('a:latin')}").set("typeface", family)
        write_theme(brand, root)

    return change


def get_theme_part(brand: Any) -> Any:
    rels = brand.slide_master.part.rels.values()
    return next(rel.target_part for rel in rels if rel.reltype == RELATIONSHIP_TYPE.THEME)


def write_theme(brand: Any, root: Any) -> None:
    from lxml import etree

    get_theme_part(brand)._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_bars_and_logo(brand: Any) -> None:
    """Add a dark bar behind white titles, and a logo at its right end."""
    root = brand.slide_master._element
    run = root.find(qn("p:txStyles"))[0].find(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    for old in list(run):
        if old.tag == qn("a:solidFill"):
            run.remove(old)
    run.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:schemeClr val="bg1"/></a:solidFill>'))
    tree = root.cSld.spTree
    tree.insert(2, format_bar(0, 0, brand.slide_width, Inches(1.5)))
    _, link = brand.slide_master.part.get_or_add_image_part(io.BytesIO(make_picture()))
    left, top, side = brand.slide_width - Inches(1.2), Inches(0.2), Inches(0.9)
    tree.insert(3, format_logo(link, left, top, side))


def format_logo(link: str, x: int, y: int, side: int) -> Any:
    """Return a square picture as XML."""
    return parse_xml(
        f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="902" name="Logo" descr="Logo"/><p:cNvPicPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{side}" cy="{side}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def format_bar(x: int, y: int, width: int, height: int) -> Any:
    """Return a bar in a dark color of the theme as XML."""
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="901" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></p:spPr>'
        '<p:txBody><a:bodyPr/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def fill_titles(fill: str, ink: str) -> Change:
    """Give title placeholders a fill of their own, and their text another color."""

    def change(brand: Any) -> None:
        for root in iterate_roots(brand):
            for shape in root.iter(qn("p:sp")):
                holder = shape.find(f".//{qn('p:ph')}")
                if holder is not None and holder.get("type") in {"title", "ctrTitle"}:
                    color = f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{fill}"/></a:solidFill>'
                    shape.spPr.append(parse_xml(color))
        run = brand.slide_master._element.find(qn("p:txStyles"))[0].find(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
        run.find(f"{qn('a:solidFill')}").getparent().remove(run.find(f"{qn('a:solidFill')}"))
        run.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{ink}"/></a:solidFill>'))

    return change


def multiply_sizes(factor: int) -> Change:
    """Multiply text sizes, as on slides that are larger than usual."""

    def change(brand: Any) -> None:
        for root in iterate_roots(brand):
            for run in root.iter(qn("a:defRPr")):
                if run.get("sz"):
                    run.set("sz", str(int(run.get("sz")) * factor))

    return change


def remove_titles(brand: Any) -> None:
    for layout in brand.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx == 0:
                shape._element.getparent().remove(shape._element)


def remove_layouts(*names: str) -> Change:
    def change(brand: Any) -> None:
        for layout in list(brand.slide_layouts):
            if layout.name in names:
                brand.slide_layouts.remove(layout)

    return change


def turn_into_template(content: bytes) -> bytes:
    """Return a .pptx as a .potx."""
    return repack(
        content, lambda parts: _change_content_type(parts, _MAIN.replace("presentation.main", "template.main"))
    )


def add_macro(content: bytes) -> bytes:
    """Return a .pptx as a .pptm with macros."""

    def change(parts: dict[str, bytes]) -> None:
        _change_content_type(parts, "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml")
        kind = "application/vnd.ms-office.vbaProject"
        override = f'<Override PartName="/ppt/vbaProject.bin" ContentType="{kind}"/></Types>'.encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
        rel = (
            b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
            b'Target="vbaProject.bin"/></Relationships>'
        )
        name = "ppt/_rels/presentation.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", rel)
        parts["ppt/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 not really"

    return repack(content, change)


def _change_content_type(parts: dict[str, bytes], kind: str) -> None:
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(_MAIN.encode(), kind.encode())


WIDE: Final = resize(13.333, 7.5)
BRANDS: Final[Mapping[str, Callable[[], bytes]]] = {
    "office-4x3": make_brand,
    "wide-with-samples": lambda: make_brand(WIDE, add_sample_slides),
    "odd-size": lambda: make_brand(resize(11, 6.1)),
    "no-types": lambda: make_brand(WIDE, remove_types),
    "german": lambda: make_brand(WIDE, remove_types, rename_layouts(_GERMAN)),
    "tight-capitals": lambda: make_brand(WIDE, tighten_titles),
    "tiny-bodies": lambda: make_brand(WIDE, shrink_bodies),
    "low-bodies": lambda: make_brand(WIDE, lower_bodies),
    "photo": lambda: make_brand(WIDE, set_photo_background),
    "gradient": lambda: make_brand(WIDE, set_gradient_background),
    "dark": lambda: make_brand(WIDE, swap_dark_and_light),
    "potx": lambda: turn_into_template(make_brand(WIDE, add_sample_slides)),
    "macro": lambda: add_macro(make_brand(WIDE, add_sample_slides)),
    "unknown-font": lambda: make_brand(WIDE, set_fonts("Foundry Sterling", "Brandon Text")),
    "empty-font": lambda: make_brand(WIDE, set_fonts("", "")),
    "duplicate-names": lambda: make_brand(WIDE, remove_types, give_layouts_one_name),
    "littered": lambda: make_brand(WIDE, add_leftovers),
    "pale-accents": lambda: make_brand(
        WIDE, set_colors(accent1="FFE680", accent2="FFDD55", accent3="FFE27A", accent4="FFF0B3", accent5="CFE8FF")
    ),
    "banded-with-logo": lambda: make_brand(add_bars_and_logo),
    "two-layouts": lambda: make_brand(
        WIDE, remove_layouts("Title Only", "Section Header", "Two Content", "Comparison", "Blank")
    ),
    "no-title-slide": lambda: make_brand(
        WIDE,
        remove_types,
        remove_layouts("Title Slide", "Section Header", "Title Only"),
        rename_layouts({"Title and Content": "Inside"}),
    ),
    "filled-titles": lambda: make_brand(WIDE, fill_titles("1F3864", "FFFFFF")),
    "mid-tone": lambda: make_brand(WIDE, set_colors(lt1="EC3750", dk1="1F2D3D")),
    "large": lambda: make_brand(resize(26.667, 15), multiply_sizes(2)),
    "no-titles": lambda: make_brand(WIDE, remove_titles),
}
REFUSED: Final = {"no-titles": "no layout with a title"}


@lru_cache(maxsize=32)
def get_brand(name: str) -> bytes:
    """Return the template of a brand by name."""
    return BRANDS[name]()
