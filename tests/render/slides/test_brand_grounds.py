"""The colors behind text are read: fills of placeholders, pictures, freeforms; large slides have large text."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches
from tests.render.slides.brands import (
    WIDE,
    format_bar,
    format_logo,
    get_brand,
    make_brand,
    make_picture,
    repack,
    set_colors,
    set_photo_background,
)
from tests.render.slides.samples import META, draw_sample, parse_deck

from golive.audit.files import audit_file
from golive.figures.drawing import Rect
from golive.ooxml.colors import mix_colors
from golive.render import slides
from golive.render.palette import contrast_ratio
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Panel
from golive.render.slides.theme.backgrounds import Backdrop, overlap_area
from golive.render.slides.theme.colors import resolve_color
from golive.render.slides.theme.layout_roles import assign_layouts
from golive.render.slides.theme.placement import is_readable_at
from golive.render.slides.theme.slide_masters import Placeholder, TemplateLayout
from golive.render.slides.theme.theme import Theme, read_theme

SMALL = parse_deck("## One point {key=one label=Point}\n\n- Bills\n- Payments\n\n## A part {key=part}\n")


def _build_slide(theme: Theme, number: int) -> str:
    with zipfile.ZipFile(io.BytesIO(slides.make_deck(SMALL, META, theme, draw_sample))) as package:
        return package.read(f"ppt/slides/slide{number}.xml").decode()


def _find_title(theme: Theme, number: int) -> Panel:
    title = plan_slides(SMALL, META, theme, draw_sample).slides[number].elements[0]
    assert isinstance(title, Panel)
    return title


def test_a_title_on_a_fill_of_its_own_is_read_on_that_fill() -> None:
    theme = read_theme(get_brand("filled-titles"))
    layout = theme.layouts["title-only"]
    title = _find_title(theme, 1)

    assert layout.backdrop.colors_behind(title.rect) == ("1F3864",)
    assert contrast_ratio(resolve_color(title.paras[0].color, layout.scheme), "1F3864") >= 3
    assert title.rect == layout.placeholders["title"].rect, "the band of the brand keeps its size"


def test_content_on_a_ground_that_is_neither_light_nor_dark_has_an_opaque_panel_of_a_paler_ground() -> None:
    theme = read_theme(get_brand("mid-tone"))
    layout = theme.layouts["content"]
    [ground] = layout.backdrop.colors_behind(theme.body)
    paper, ink = (bytes.fromhex(resolve_color(color, theme.scheme)) for color in ("paper", "ink"))

    assert (layout.panel, theme.scheme.panel_opacity) == ("paper", 1)
    assert contrast_ratio(paper.hex(), ink.hex()) >= 7
    assert max(paper) - min(paper) > 5, "it is no plain white"
    assert _order_channels(paper) == _order_channels(bytes.fromhex(ground or ""))


def _order_channels(color: bytes) -> list[int]:
    """Return the channels of a color, strongest first."""
    return sorted(range(3), key=lambda channel: -color[channel])


def _set_gradient(first: str, last: str, degrees: int | None, layout: str = "") -> Callable[[Any], None]:
    """Return a change that sets a gradient background, of one layout or of all; around a point if it has no angle."""
    focus = '<a:path path="circle"><a:fillToRect l="65000" b="98000"/></a:path>'
    line = focus if degrees is None else f'<a:lin ang="{degrees * 60000}"/>'
    stops = f'<a:gs pos="0"><a:srgbClr val="{first}"/></a:gs><a:gs pos="100000"><a:srgbClr val="{last}"/></a:gs>'

    def change(template: Any) -> None:
        ground = f"<a:gradFill><a:gsLst>{stops}</a:gsLst>{line}</a:gradFill>"
        new = parse_xml(f"<p:bg {nsdecls('p', 'a')}><p:bgPr>{ground}<a:effectLst/></p:bgPr></p:bg>")
        if layout:
            template.slide_layouts.get_by_name(layout)._element.cSld.insert(0, new)
            return
        old = template.slide_master._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        old.getparent().replace(old, new)

    return change


@pytest.mark.parametrize(
    "change",
    [
        set_photo_background,
        _set_gradient("000000", "FFFFFF", 90),
        _set_gradient("102022", "3F6E73", 45),
        _set_gradient("C00000", "FFC000", 0),
    ],
)
def test_a_panel_lets_the_ground_show_and_text_is_readable_on_every_mixture(
    change: Callable[[Any], None], tmp_path: Path
) -> None:
    theme = read_theme(make_brand(WIDE, change))
    scheme, layout = theme.scheme, theme.layouts["content"]
    paper = resolve_color("paper", scheme)
    ends = layout.backdrop.colors_behind(theme.body)
    mixed = [mix_colors(paper, end, scheme.panel_opacity) for end in ends if end]
    deck = slides.make_deck(SMALL, META, theme, draw_sample)
    shown = next(slide for slide in Presentation(io.BytesIO(deck)).slides if slide.name == "one")

    assert 0.5 < scheme.panel_opacity < 1
    assert len(set(mixed)) == 2
    assert contrast_ratio(*mixed) <= 1.4, "what is seen of the ground is calm"
    assert min(contrast_ratio(resolve_color("ink", scheme), one) for one in mixed) >= 11
    for color in ("ink", "muted", "dark", "accent", "real-time", "batch", "sit", "uat", "live"):
        assert min(contrast_ratio(resolve_color(color, scheme), one) for one in mixed) >= 4.5, color
    back, title, *_ = shown.shapes
    assert title == shown.shapes.title
    alpha = back._element.spPr.find(f".//{qn('a:alpha')}").get("val")
    assert int(alpha) == round(scheme.panel_opacity * 100_000)
    assert not title._element.spPr.findall(qn("a:solidFill")), "panels would be seen to overlap"
    edge = back.top + back.height
    feet = [one for one in shown.placeholders if one.name.startswith("one:margin:") and one.top < edge]
    assert not any(foot._element.spPr.findall(qn("a:solidFill")) for foot in feet)
    (tmp_path / "x.pptx").write_bytes(deck)
    assert {one.check for one in audit_file(tmp_path / "x.pptx")} <= {"contrast-unknown"}


def test_of_a_gradient_the_colors_at_a_place_count() -> None:
    layout = read_theme(make_brand(WIDE, _set_gradient("102030", "F0F4F8", 90))).layouts["title"]

    assert layout.backdrop.colors_behind(Rect(0, 0, 13.333, 0.4)) == ("122232", "1C2C3B")
    assert layout.backdrop.colors_behind(Rect(0, 7.1, 13.333, 0.4))[-1] == "EEF2F6"


def test_of_a_gradient_around_a_point_each_color_counts_everywhere() -> None:
    theme = read_theme(make_brand(WIDE, _set_gradient("B3B3B3", "000000", None, "Section Header")))
    layout = theme.layouts["section"]

    assert set(layout.backdrop.colors_behind(Rect(1, 3, 0.5, 0.5))) == {"B3B3B3", "000000"}
    assert layout.panel
    ink = resolve_color(_find_title(theme, 2).paras[0].color, layout.scheme)
    assert min(contrast_ratio(ink, one) for one in layout.scheme.panel_colors) >= 7


def test_colors_can_be_read_on_the_ground_of_every_layout_and_in_its_corners() -> None:
    theme = read_theme(make_brand(WIDE, _set_gradient("A19E8F", "FAF5DC", 45, "Title Only")))
    [darkest, _] = theme.layouts["title-only"].backdrop.colors_behind(theme.body)

    assert (theme.layouts["title-only"].panel, theme.layouts["content"].panel) == (None, None)
    assert contrast_ratio(darkest or "", "A19E8F") < 1.2, "the corner of the content counts"
    for color in ("ink", "muted", "dark", "accent", "real-time", "batch", "sit", "uat", "live"):
        own = resolve_color(color, theme.scheme)
        assert min(contrast_ratio(own, ground) for ground in ("FFFFFF", darkest or "")) >= 4.5, color


def test_large_slides_have_large_text() -> None:
    usual, large = read_theme(get_brand("wide-with-samples")), read_theme(get_brand("large"))
    sizes = [
        [int(size) for size in re.findall(r'<a:rPr[^>]* sz="(\d+)"', _build_slide(theme, 2))]
        for theme in (usual, large)
    ]

    assert large.scale == pytest.approx(2, rel=1e-3)
    assert large.width == pytest.approx(usual.width, rel=1e-3)
    assert sizes[1] == [pytest.approx(2 * size, rel=1e-3) for size in sizes[0]]


def _make_picture(color: tuple[int, ...]) -> bytes:
    stream = io.BytesIO()
    Image.new("RGBA" if len(color) == 4 else "RGB", (40, 40), color).save(stream, "PNG")
    return stream.getvalue()


def _add_picture(color: tuple[int, ...], box: tuple[float, float, float, float]) -> bytes:
    """Return a change that puts a picture on every layout."""

    def change(brand: Any) -> None:
        _, link = brand.slide_master.part.get_or_add_image_part(io.BytesIO(_make_picture(color)))
        x, y, cx, cy = (Inches(value) for value in box)
        brand.slide_master._element.cSld.spTree.insert(
            2,
            parse_xml(
                f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="902" name="P"/><p:cNvPicPr/><p:nvPr/>'
                f'</p:nvPicPr><p:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
                f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
            ),
        )

    return make_brand(WIDE, change)


def test_the_pixels_of_a_picture_behind_text_decide() -> None:
    dark = read_theme(_add_picture((10, 20, 40), (0, 0, 13.333, 7.5))).layouts["content"]
    clear = read_theme(_add_picture((10, 20, 40, 0), (0, 0, 13.333, 7.5))).layouts["content"]

    assert dark.backdrop.colors_behind(dark.placeholders["title"].rect) == ("0A1428",)
    assert dark.panel is None
    assert clear.backdrop.colors_behind(clear.placeholders["title"].rect) == ("FFFFFF",)


def test_a_gray_picture_of_sixteen_bits_is_not_taken_for_white() -> None:
    stream = io.BytesIO()
    Image.new("I;16", (8, 8), 0x8080).save(stream, "PNG")
    source = repack(_add_picture((10, 20, 40), (0, 0, 13.333, 7.5)), _replace_pictures(stream.getvalue()))
    theme = read_theme(source)

    assert theme.layouts["content"].backdrop.colors_behind(theme.body) == ("808080",)
    assert theme.layouts["content"].panel, "neither dark nor light text has enough contrast"


def _replace_pictures(content: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts.update(dict.fromkeys((name for name in parts if name.endswith(".png")), content))

    return change


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\xd7\xcd\xc6\x9a" + bytes(40)])
def test_a_picture_that_cannot_be_decoded_is_an_unknown_color(content: bytes) -> None:
    source = _add_picture((10, 20, 40), (0, 0, 13.333, 7.5))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if "/media/" in name else old.read(name))
    layout = read_theme(stream.getvalue()).layouts["content"]

    assert None in layout.backdrop.colors_behind(layout.placeholders["title"].rect)
    assert layout.panel == "paper"


def test_content_stays_clear_of_a_logo_in_its_corner() -> None:
    theme = read_theme(_add_picture((200, 0, 0), (11.6, 5.2, 1.2, 1.2)))
    logo = theme.layouts["content"].backdrop.art[0].rect

    assert not overlap_area(theme.body, logo)
    assert theme.body.width * theme.body.height > 40


def _add_photo_with_logo(template: Any) -> None:
    """Add a calm picture with a frame behind all slides, and a logo in its lower right corner."""
    image = Image.new("RGB", (640, 360))
    image.putdata([(20 + x // 16, 60 + y // 8, 120) for y in range(360) for x in range(640)])
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, 0, 639, 359), outline="white", width=12)
    drawing.ellipse((560, 290, 610, 335), fill="white")
    drawing.rectangle((575, 300, 595, 325), fill="black")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    _, link = template.slide_master.part.get_or_add_image_part(io.BytesIO(stream.getvalue()))
    old = template.slide_master._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
    fill = f'<a:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill><a:effectLst/>'
    old.getparent().replace(old, parse_xml(f"<p:bg {nsdecls('p', 'a', 'r')}><p:bgPr>{fill}</p:bgPr></p:bg>"))


def test_texts_stay_clear_of_a_logo_inside_a_picture() -> None:
    theme = read_theme(make_brand(WIDE, _add_photo_with_logo))
    seen = Rect(560 / 48, 290 / 48, 50 / 48, 45 / 48)
    [logo] = [art.rect for art in theme.layouts["title"].backdrop.art if art.is_mark and not art.fill]
    plain = read_theme(make_brand(WIDE, _set_gradient("14283C", "3C5078", 45)))

    assert overlap_area(logo, seen) >= 0.9 * seen.width * seen.height
    assert logo.width * logo.height < 4 * seen.width * seen.height
    for slide in plan_slides(SMALL, META, theme, draw_sample).slides:
        texts = [one.rect for one in slide.elements if not isinstance(one, Panel) or one.paras]
        assert not any(overlap_area(rect, seen) > 0 for rect in texts), slide.key
    assert len(plan_slides(SMALL, META, plain, draw_sample).slides[0].elements) == len(
        plan_slides(SMALL, META, theme, draw_sample).slides[0].elements
    ), "no fact is lost"


def test_a_freeform_counts_where_it_is_drawn_only() -> None:
    def change(brand: Any) -> None:
        brand.slide_master._element.cSld.spTree.insert(
            2,
            parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="903" name="F"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
                f'<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{Inches(13.333)}" cy="{Inches(7.5)}"/></a:xfrm>'
                '<a:custGeom><a:avLst/><a:pathLst><a:path w="100" h="100"><a:moveTo><a:pt x="0" y="90"/></a:moveTo>'
                '<a:lnTo><a:pt x="100" y="90"/></a:lnTo><a:lnTo><a:pt x="100" y="100"/></a:lnTo><a:lnTo>'
                '<a:pt x="0" y="100"/></a:lnTo><a:close/></a:path></a:pathLst></a:custGeom><a:solidFill>'
                '<a:srgbClr val="102030"/></a:solidFill></p:spPr></p:sp>'
            ),
        )

    layout = read_theme(make_brand(WIDE, change)).layouts["content"]
    foot = layout.footer_placeholders["ftr"]

    assert layout.backdrop.colors_behind(layout.placeholders["title"].rect) == ("FFFFFF",)
    assert "102030" in layout.backdrop.colors_behind(foot.rect)


@pytest.mark.parametrize("fill", ["solid", "drawn gradient", "other gradient"])
def test_what_is_seen_through_translucent_shapes_counts_and_texts_of_a_cover_can_be_read_there(fill: str) -> None:
    def change(template: Any) -> None:
        for left, alpha in ((8, 20), (9, 40)):
            light = format_bar(Inches(left), Inches(4), Inches(2), Inches(3.5))
            [color] = light.iterfind(f".//{qn('a:schemeClr')}")
            color.set("val", "bg1")
            color.append(parse_xml(f'<a:alpha {nsdecls("a")} val="{alpha * 1000}"/>'))
            if fill != "solid":
                old = color.getparent()
                stop = f'<a:gs pos="0">{etree.tostring(color).decode()}</a:gs>'
                line = '<a:lin ang="0"/>' if fill == "drawn gradient" else '<a:path path="circle"/>'
                new = f"<a:gradFill {nsdecls('a')}><a:gsLst>{stop * 2}</a:gsLst>{line}</a:gradFill>"
                old.getparent().replace(old, parse_xml(new))
            template.slide_master._element.cSld.spTree.append(light)

    theme = read_theme(make_brand(WIDE, _set_gradient("C10058", "C10058", 0), change))
    layout = theme.layouts["title"]
    once = mix_colors("FFFFFF", "C10058", 0.2)
    seen = [layout.backdrop.colors_behind(Rect(x, 5, 0.5, 0.5)) for x in (7, 8.2, 9.2, 10.2)]
    texts = [one for one in plan_slides(SMALL, META, theme, draw_sample).slides[0].elements if isinstance(one, Panel)]

    assert seen == [
        ("C10058",),
        (once,),
        (mix_colors("FFFFFF", once, 0.4),),
        (mix_colors("FFFFFF", "C10058", 0.4),),
    ]
    for text in texts:
        for para in text.paras:
            assert is_readable_at(layout, text.rect, para.color, para.size_pt), text.name


def test_the_color_map_of_a_layout_is_followed_and_written() -> None:
    colors = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
    colors |= {name: name for name in ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")}
    colors |= {"hlink": "hlink", "folHlink": "folHlink"}

    def change(brand: Any) -> None:
        root = brand.slide_layouts.get_by_name("Section Header")._element
        override = etree.SubElement(root.find(qn("p:clrMapOvr")), qn("a:overrideClrMapping"))
        root.find(qn("p:clrMapOvr")).remove(root.find(qn("p:clrMapOvr"))[0])
        for name, value in colors.items():
            override.set(name, value)

    theme = read_theme(make_brand(WIDE, change))
    layout = theme.layouts["section"]

    assert (layout.scheme["bg1"], theme.scheme["bg1"]) == ("000000", "FFFFFF")
    assert '<a:overrideClrMapping bg1="dk1"' in _build_slide(theme, 3)
    assert "<a:masterClrMapping/>" in _build_slide(theme, 2)
    ink = resolve_color(_find_title(theme, 2).paras[0].color, layout.scheme)
    assert contrast_ratio(ink, "000000") >= 4.5


def test_a_title_slide_without_a_title_is_replaced_with_a_warning() -> None:
    content = io.BytesIO(make_brand(WIDE))
    deck: Any = Presentation(content)
    cover = deck.slide_layouts.get_by_name("Title Slide")
    title, subtitle = cover.placeholders[0]._element, cover.placeholders[1]._element
    title.getparent().remove(title)
    subtitle.getparent().remove(subtitle)
    lone = read_theme(_save(deck))

    assert lone.layouts["title"].name == "Section Header"
    assert any(warning.startswith("title: instead") for warning in lone.warnings)


def _save(deck: Any) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _find_sheet(name: str, kind: str, master: str, *holders: Placeholder) -> TemplateLayout:
    return TemplateLayout(name, kind, f"/{master}/{name}", holders, Backdrop(("FFFFFF",), ()), master=master)


TITLE = Placeholder("title", 0, Rect(1, 0.4, 11, 1))
BODY = Placeholder("obj", 1, Rect(1, 1.6, 11, 5))
COVER = _find_sheet("Cover", "title", "Covers", Placeholder("ctrTitle", 0, Rect(1, 2, 11, 2)))
INSIDE = _find_sheet("Inside", "obj", "Pages", TITLE, BODY)
HEAD = _find_sheet("Head", "titleOnly", "Pages", TITLE)


@pytest.mark.parametrize("masters", [((COVER,), (INSIDE, HEAD)), ((INSIDE, HEAD), (COVER,))])
def test_titles_and_content_may_be_in_different_masters(masters: tuple[tuple[TemplateLayout, ...], ...]) -> None:
    found = assign_layouts(masters, (13.333, 7.5), {})

    assert [found[role].layout.name for role in ("title", "content", "title-only")] == ["Cover", "Inside", "Head"]
    assert not found["title"].is_fallback


def test_a_layout_may_be_chosen_by_its_master_and_name() -> None:
    other = _find_sheet("Cover", "title", "Dark", Placeholder("ctrTitle", 0, Rect(1, 2, 11, 2)))
    found = assign_layouts(((COVER, INSIDE), (other,)), (13.333, 7.5), {"title": "dark/cover"})

    assert found["title"].layout is other


def test_a_title_in_the_middle_of_a_slide_leaves_no_room_for_content_below() -> None:
    middle = _find_sheet("Section Header", "", "Pages", Placeholder("title", 0, Rect(1, 1.9, 11, 3)))
    found = assign_layouts(((COVER, middle, INSIDE),), (13.333, 7.5), {})

    assert found["title-only"].layout is INSIDE
    assert found["section"].layout is middle


def test_the_type_of_a_layout_comes_before_its_name() -> None:
    caption = _find_sheet("Content with Caption", "objTx", "Pages", TITLE, BODY)
    plain = _find_sheet("Content", "", "Pages", TITLE, BODY)
    found = assign_layouts(((COVER, caption, plain),), (13.333, 7.5), {})

    assert found["content"].layout is plain


def _place_title(top: float, bar_top: float, bar_height: float) -> Theme:
    """Return a theme whose titles are 0.7 in high at a given place, with a bar of the brand behind or below them."""

    def change(template: Any) -> None:
        for shape in template.slide_master.placeholders:
            if shape.placeholder_format.type == 1:
                shape.top, shape.height = Inches(top), Inches(0.7)
        tree = template.slide_master._element.cSld.spTree
        tree.insert(2, format_bar(0, Inches(bar_top), template.slide_width, Inches(bar_height)))

    return read_theme(make_brand(WIDE, change))


def test_a_title_is_not_pushed_over_a_line_of_the_brand_to_make_room_for_its_label() -> None:
    title, *rest = plan_slides(SMALL, META, _place_title(0.2, 0.9, 0.08), draw_sample).slides[1].elements

    assert isinstance(title, Panel)
    assert title.rect.bottom <= 0.91
    assert "label" not in [one.slot for one in rest if isinstance(one, Panel)]


def test_a_label_that_would_stand_half_on_a_band_of_the_brand_gives_way() -> None:
    crossed, clear = _place_title(0.55, 0.38, 1.1), _place_title(0.55, 1.4, 0.1)

    for theme, has_label in ((crossed, False), (clear, True)):
        slide = plan_slides(SMALL, META, theme, draw_sample).slides[1]
        assert ("label" in [one.slot for one in slide.elements if isinstance(one, Panel)]) == has_label


def test_a_panel_on_a_cover_has_the_color_of_the_ground() -> None:
    def change(template: Any) -> None:
        master = template.slide_master._element
        master.find(qn("p:clrMap")).attrib.update({"bg1": "dk2", "tx1": "lt1"})
        ink = master.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}").find(f".//{qn('a:schemeClr')}")
        ink.set("val", "bg1")
        title = next(one for one in template.slide_layouts if one.name == "Title Slide").placeholders[0]
        tree = title._element.getparent()
        tree.insert(2, _format_textured_shape(title.left + title.width // 3, title.top, title.width, title.height))

    theme = read_theme(make_brand(WIDE, change))
    cover = theme.layouts["title"]
    assert cover.panel
    assert resolve_color(cover.panel, cover.scheme) == cover.backdrop.background[0]


def _format_textured_shape(x: int, y: int, width: int, height: int) -> Any:
    """Return a shape with a fill whose colors golive cannot know, such as a pattern."""
    shape = format_bar(x, y, width, height)
    old = shape.find(f".//{qn('a:solidFill')}")
    pattern = (
        f'<a:pattFill prst="pct50" {nsdecls("a")}><a:fgClr><a:srgbClr val="FFFFFF"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="000000"/></a:bgClr></a:pattFill>'
    )
    old.getparent().replace(old, parse_xml(pattern))
    return shape


@pytest.mark.parametrize("down", [0, 1.45])
def test_the_title_of_a_cover_stays_clear_of_a_logo_at_its_end(down: float) -> None:
    def change(template: Any) -> None:
        layout = next(one for one in template.slide_layouts if one.name == "Title Slide")
        title = layout.placeholders[0]
        _, link = layout.part.get_or_add_image_part(io.BytesIO(make_picture()))
        left = title.left if down else title.left + title.width - Inches(2.5)
        title._element.getparent().insert(2, format_logo(link, left, title.top + Inches(down), Inches(2.4)))

    theme = read_theme(make_brand(WIDE, change))
    title = plan_slides(SMALL, META, theme, draw_sample).slides[0].elements[0]
    assert isinstance(title, Panel)
    marks = [art.rect for art in theme.layouts["title"].backdrop.art if art.is_mark]
    assert marks
    assert not any(overlap_area(title.rect, mark) for mark in marks)


def test_a_footer_that_would_run_through_a_logo_is_left_out() -> None:
    def change(template: Any) -> None:
        _, link = template.slide_master.part.get_or_add_image_part(io.BytesIO(make_picture()))
        middle = (template.slide_width - Inches(1.2)) // 2
        tree = template.slide_master._element.cSld.spTree
        tree.insert(2, format_logo(link, middle, template.slide_height - Inches(1.2), Inches(1.2)))

    theme = read_theme(make_brand(WIDE, change))
    assert set(theme.layouts["title-only"].footer_placeholders) == {"dt", "sldNum"}
    xml = _build_slide(theme, 2)
    assert 'type="ftr"' not in xml
    assert 'type="dt"' in xml


def test_a_date_in_the_middle_of_the_content_is_left_out() -> None:
    def change(template: Any) -> None:
        for layout in template.slide_layouts:
            date = next(one for one in layout.placeholders if one.placeholder_format.idx == 10)
            date.left, date.top, date.width, date.height = Inches(3), Inches(3), Inches(4), Inches(0.6)
            foot = next(one for one in layout.placeholders if one.placeholder_format.idx == 11)
            foot.left, foot.top, foot.width, foot.height = Inches(-0.1), Inches(7.2), Inches(4), Inches(0.5)

    layouts = read_theme(make_brand(WIDE, change)).layouts
    moved = layouts["title"].footer_placeholders["ftr"]
    assert moved.is_moved
    assert (moved.rect.x, moved.rect.bottom) == pytest.approx((0.1, 7.45))
    assert "dt" not in layouts["content"].footer_placeholders
    assert set(layouts["title"].footer_placeholders) >= {"ftr", "sldNum"}


def test_a_slide_number_stands_beside_a_logo_and_in_a_badge() -> None:
    def read(size: float, shown: bytes) -> tuple[Theme, Rect]:
        def change(template: Any) -> None:
            _, link = template.slide_master.part.get_or_add_image_part(io.BytesIO(shown))
            number = next(one for one in template.slide_layouts[5].placeholders if one.placeholder_format.idx == 12)
            left = number.left + number.width - Inches(size) + Inches(0.3)
            top = number.top + number.height // 2 - Inches(size) // 2
            template.slide_master._element.cSld.spTree.insert(2, format_logo(link, left, top, Inches(size)))

        theme = read_theme(make_brand(WIDE, change))
        layout = theme.layouts["title-only"]
        return theme, next(art.rect for art in layout.backdrop.art if art.is_picture)

    theme, mark = read(1.4, make_picture())
    moved = theme.layouts["title-only"].footer_placeholders["sldNum"]
    assert moved.is_moved
    assert overlap_area(moved.rect, mark) == 0
    deck: Any = Presentation(io.BytesIO(slides.make_deck(SMALL, META, theme, draw_sample)))
    (shape,) = (one for one in deck.slides[1].placeholders if one.placeholder_format.idx == 12)
    assert shape.left + shape.width <= Inches(mark.x)

    plain = io.BytesIO()
    Image.new("RGB", (8, 8), (0, 112, 192)).save(plain, "PNG")
    for size, shown in ((0.8, make_picture()), (1.4, plain.getvalue())):
        theme, badge = read(size, shown)
        kept = theme.layouts["title-only"].footer_placeholders["sldNum"]
        assert overlap_area(kept.rect, badge) > 0
        assert not kept.is_moved


def test_no_panel_lies_on_the_badge_of_a_slide_number() -> None:
    def change(template: Any) -> None:
        number = next(one for one in template.slide_layouts[5].placeholders if one.placeholder_format.idx == 12)
        left = number.left + number.width - Inches(0.9)
        for layout in template.slide_layouts:
            for one in layout.placeholders:
                if one.placeholder_format.idx == 12:
                    one.left, one.top, one.width, one.height = left, number.top, Inches(0.7), number.height
        badge = format_bar(left - Inches(0.1), number.top - Inches(0.2), Inches(0.9), Inches(0.7))
        template.slide_master._element.cSld.spTree.insert(2, badge)

    theme = read_theme(make_brand(WIDE, set_photo_background, change))
    [badge] = [art for art in theme.layouts["content"].backdrop.art if art.rect.width < 1]
    panels = [
        one.rect
        for slide in plan_slides(SMALL, META, theme, draw_sample).slides
        for one in slide.elements
        if isinstance(one, Panel) and one.is_backing
    ]

    assert panels
    assert not any(overlap_area(panel, badge.rect) for panel in panels)


def test_a_title_on_a_dark_cover_keeps_the_color_of_the_brand() -> None:
    def change(template: Any) -> None:
        title = next(one for one in template.slide_layouts if one.name == "Title Slide").placeholders[0]
        ground = format_bar(0, 0, template.slide_width, template.slide_height)
        ground.find(f".//{qn('a:schemeClr')}").set("val", "tx1")
        title._element.getparent().insert(2, ground)
        white = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="bg1"/></a:solidFill>'
        style = f"<a:lvl1pPr {nsdecls('a')}><a:defRPr>{white}</a:defRPr></a:lvl1pPr>"
        title._element.txBody.find(qn("a:lstStyle")).insert(0, parse_xml(style))

    theme = read_theme(make_brand(WIDE, set_colors(dk2="7F7F7F"), change))
    assert theme.layouts["title"].is_dark
    assert _find_title(theme, 0).paras[0].color == "paper"
