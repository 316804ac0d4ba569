"""Text avoids the art of a brand or stays readable over it; shapes that golive adds make room for it."""

import io
from typing import Any

import pytest
from msgspec.structs import replace
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches
from tests.render.slides.brands import WIDE, get_brand, make_brand, set_colors, set_photo_background
from tests.render.slides.samples import META, draw_sample, parse_deck

from golive.audit.office.unreadable_texts import find_unreadable_texts
from golive.figures.drawing import Rect
from golive.render import slides
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Deck, Panel
from golive.render.slides.theme.backgrounds import Backdrop, LayoutArt, avoid_logos, overlap_area, trim_to_ground
from golive.render.slides.theme.colors import resolve_color
from golive.render.slides.theme.layout_roles import assign_layouts
from golive.render.slides.theme.slide_masters import Placeholder, TemplateLayout
from golive.render.slides.theme.theme import Theme, read_theme
from golive.render.slides.theme.tints import measure_color_difference

SIZE = (13.333, 7.5)
LABELED = parse_deck('## One point {key=one label="A label"}\n\n- Bills\n\n## A part {key=part}\n')


def draw_art(box: tuple[float, float, float, float], inside: str, text: str = "") -> Any:
    """Return a change that draws a shape on the master, behind everything."""
    x, y, cx, cy = (Inches(value) for value in box)
    body = f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody>" if text else ""

    def change(template: Any) -> None:
        template.slide_master._element.cSld.spTree.insert(
            2,
            parse_xml(
                f'<p:sp {nsdecls("p", "a", "r")}><p:nvSpPr><p:cNvPr id="904" name="Art"/><p:cNvSpPr/><p:nvPr/>'
                f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
                f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{inside}</p:spPr>{body}</p:sp>'
            ),
        )

    return change


def format_solid_fill(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def style_titles(color: str, size: int, *, bold: bool) -> Any:
    """Return a change of the color, size in points, and weight of titles."""

    def change(template: Any) -> None:
        run = template.slide_master._element.find(qn("p:txStyles"))[0].find(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
        run.remove(run.find(qn("a:solidFill")))
        run.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{color}"/></a:solidFill>'))
        run.set("sz", str(size * 100)), run.set("b", str(int(bold)))

    return change


def plan_deck_on(theme: Theme) -> Deck:
    return plan_slides(LABELED, META, theme, draw_sample)


def list_shape_names(theme: Theme, number: int) -> list[str]:
    return [element.name.split(":", 1)[1] for element in plan_deck_on(theme).slides[number].elements]


@pytest.mark.parametrize(("size", "bold", "panel"), [(24, False, None), (18, True, None), (18, False, "paper")])
def test_a_large_title_on_a_band_of_the_brand_needs_no_panel(size: int, bold: bool, panel: str | None) -> None:  # noqa: FBT001
    band = draw_art(
        (0, 0, 13.333, 1.6), format_solid_fill("539D50")
    )  # 3.3 to 1 with white, and black is not the brand's
    theme = read_theme(
        make_brand(WIDE, band, style_titles("FFFFFF", size, bold=bold), set_colors(dk1="40306F", dk2="40306F"))
    )

    assert theme.layouts["title-only"].panel == panel
    assert theme.layouts["title-only"].placeholders["title"].has_readable_color is (panel is None)


def test_the_brands_own_title_is_trusted_on_a_picture_that_cannot_be_decoded() -> None:
    theme = read_theme(
        make_brand(WIDE, draw_art((0, 0, 13.333, 1.5), "<a:pattFill/>"), style_titles("102030", 24, bold=False))
    )
    layout = theme.layouts["title-only"]

    assert None in layout.backdrop.colors_behind(layout.placeholders["title"].rect)
    assert layout.panel is None
    assert layout.placeholders["title"].has_readable_color


def test_a_label_that_could_not_be_read_gives_way() -> None:
    plain = read_theme(make_brand(WIDE))
    # Half of it is black and half white, so that no color can be read on both.
    halves = read_theme(
        make_brand(
            WIDE,
            draw_art((0, 0, 1.1, 7.5), format_solid_fill("000000")),
            draw_art((0, 5.9, 13.333, 1.6), format_solid_fill("000000")),
        )
    )

    assert "label" in list_shape_names(plain, 1)
    assert "label" not in list_shape_names(halves, 1)
    assert not find_unreadable_texts(slides.make_deck(LABELED, META, halves, draw_sample))


def test_the_facts_of_a_cover_stay_clear_of_what_is_drawn_at_its_foot() -> None:
    def change(template: Any) -> None:
        """Add a tree: a freeform that is larger than any logo."""
        edges = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in ((9, 9), (0, 9)))
        path = f'<a:path w="9" h="9"><a:moveTo><a:pt x="5" y="0"/></a:moveTo>{edges}<a:close/></a:path>'
        tree = f"<a:custGeom><a:avLst/><a:pathLst>{path}</a:pathLst></a:custGeom>{format_solid_fill('2E7D32')}"
        draw_art((11.4, 4.6, 1.9, 2.9), tree)(template)
        shape = template.slide_master._element.cSld.spTree[2]
        shape.spPr.remove(shape.spPr.find(qn("a:prstGeom")))

    plain, drawn = read_theme(make_brand(WIDE)), read_theme(make_brand(WIDE, change))
    (tree,) = (one for one in drawn.layouts["title"].backdrop.art if one.pixels)
    assert not tree.is_mark
    facts = [
        [one.rect for one in plan_slides(LABELED, META, theme, draw_sample).slides[0].elements if ":fact" in one.name]
        for theme in (plain, drawn)
    ]
    assert len(facts[0]) == len(facts[1]) > 2
    assert any(overlap_area(one, tree.rect) for one in facts[0])
    assert all(drawn.layouts["title"].backdrop.colors_behind(one) == ("FFFFFF",) for one in facts[1])


@pytest.mark.parametrize("is_above", [True, False])
def test_lines_below_a_band_of_the_brand_leave_it_to_the_facts_of_a_cover(is_above: bool) -> None:  # noqa: FBT001
    ring = draw_art((7.6, 1.0, 5.4, 6.2), f'<a:noFill/><a:ln w="9525">{format_solid_fill("AAAAAA")}</a:ln>')
    band = draw_art((0, 5.6, 13.34, 1.9), format_solid_fill("0B2B42"))

    def change(template: Any) -> None:
        for one in (ring, band) if is_above else (band, ring):
            one(template)  # Each is drawn behind those before it.

    theme = read_theme(make_brand(WIDE, change))
    facts = [one.rect for one in plan_deck_on(theme).slides[0].elements if ":fact" in one.name]
    lines = [one.rect for one in theme.layouts["title"].backdrop.art if not one.fill]
    assert (max(one.bottom for one in lines) > 5.7) == is_above
    assert (max(one.right for one in facts) > 7.6) != is_above
    assert not any(overlap_area(line, one) for line in lines for one in facts)


@pytest.mark.parametrize("number", [1, 2])
def test_the_draft_mark_keeps_off_a_stamp(number: int) -> None:
    box = (10.9, 0.05, 2.3, 0.55)
    line = f"<a:ln>{format_solid_fill('FF0000')}</a:ln>"
    theme = read_theme(make_brand(WIDE, draw_art(box, f"<a:noFill/>{line}", "Confidential")))
    mark = next(
        element for element in plan_deck_on(theme).slides[number].elements if element.name.endswith("draft:mark")
    )

    assert not overlap_area(mark.rect, Rect(*box))


def test_the_draft_mark_of_a_crowded_cover_stands_above_its_foot() -> None:
    def change(template: Any) -> None:
        draw_art((0.1, 0, 1.7, 1.6), format_solid_fill("FFC000"), "LOGO")(template)
        draw_art((0, 7.1, 13.333, 0.4), "<a:noFill/>", "Address")(template)
        cover = next(one for one in template.slide_layouts if one.name == "Title Slide")
        for holder in list(cover.placeholders)[2:]:
            holder._element.getparent().remove(holder._element)
        title = cover.placeholders[0]
        title.left, title.top, title.width, title.height = Inches(2), Inches(0.3), Inches(11.3), Inches(1)

    theme = read_theme(make_brand(WIDE, change))
    layout = theme.layouts["title"]
    (mark,) = (one.rect for one in plan_deck_on(theme).slides[0].elements if one.name.endswith("draft:mark"))
    marks = [one.rect for one in layout.backdrop.art if one.is_mark]
    assert len(marks) == 2
    assert not any(overlap_area(mark, one) for one in (*marks, layout.placeholders["title"].rect))


def test_a_logo_that_is_turned_is_read_as_it_is_shown() -> None:
    def change(template: Any) -> None:
        draw_art((5, 1, 1, 4), format_solid_fill("FFC000"), "LOGO")(template)
        template.slide_master._element.cSld.spTree[2].spPr.find(qn("a:xfrm")).set("rot", "16200000")

    (mark,) = read_theme(make_brand(WIDE, change)).layouts["title-only"].backdrop.art
    assert (mark.rect.x, mark.rect.y, mark.rect.width, mark.rect.height) == pytest.approx((3.5, 2.5, 4, 1))


@pytest.mark.parametrize("box", [(11.4, 0.3, 1.7, 1.0), (0.1, 6.9, 1.5, 0.5), (11.9, 6.6, 1.3, 0.8)])
def test_the_panel_on_a_photo_hides_no_stamp(box: tuple[float, float, float, float]) -> None:
    theme = read_theme(make_brand(WIDE, set_photo_background, draw_art(box, "<a:noFill/>", "Confidential")))
    shapes = [
        element for element in plan_deck_on(theme).slides[1].elements if isinstance(element, Panel) and element.fill
    ]
    slide = plan_deck_on(theme).slides[1]

    assert theme.layouts[slide.role].panel == "paper"
    assert [one.name for one in shapes if overlap_area(one.rect, Rect(*box)) > 0] == []
    assert all(any(overlap_area(one.rect, text.rect) for one in shapes) for text in slide.elements)


def test_a_footer_that_could_not_be_read_is_left_out() -> None:
    halves = [draw_art((12.0 + 0.01 * n, 6.7, 0.4, 0.8), format_solid_fill("000000")) for n in (0, 90)]
    deck: Any = Presentation(
        io.BytesIO(slides.make_deck(LABELED, META, read_theme(make_brand(WIDE, *halves)), draw_sample))
    )
    kinds = {shape._element.find(f".//{qn('p:ph')}").get("type") for shape in deck.slides[1].placeholders}

    assert "ftr" in kinds
    assert "sldNum" not in kinds


GROUND = Backdrop(("FFFFFF",), ())
BODY = Rect(1, 1.5, 11, 5.4)


@pytest.mark.parametrize(
    ("box", "fill", "expected"),
    [
        (Rect(0, 6.5, 13.333, 1), ("F4973F",), Rect(1, 1.5, 11, 5)),  # an orange bar at the foot
        (Rect(0, 1.3, 13.333, 0.4), ("000032",), Rect(1, 1.7, 11, 5.2)),
        (Rect(0, 0, 1.5, 7.5), (None,), Rect(1.5, 1.5, 10.5, 5.4)),  # a picture that is not known
        (Rect(0, 0, 1.5, 2.5), ("102030",), Rect(1.5, 1.5, 10.5, 5.4)),  # in a corner
        (Rect(0, 6.5, 13.333, 1), ("F4F4F4",), BODY),  # hardly darker than the ground
        (Rect(0, 0, 13.333, 7.5), ("102030",), BODY),  # all of it
        (Rect(0, 3, 13.333, 4.5), ("102030",), BODY),  # too little would remain
    ],
)
def test_content_is_cut_off_where_bars_and_pictures_begin(box: Rect, fill: Any, expected: Rect) -> None:
    found = trim_to_ground(BODY, Backdrop(("FFFFFF",), (LayoutArt(box, fill),)), (6.5, 3))

    assert [found.x, found.y, found.width, found.height] == pytest.approx(
        [expected.x, expected.y, expected.width, expected.height], abs=0.051
    )


@pytest.mark.parametrize(("y", "height"), [(1.15, 0.75), (0.6, 1.2), (2.0, 1.2)])
def test_a_title_ends_at_the_line_that_crosses_its_lower_half(y: float, height: float) -> None:
    line = LayoutArt(Rect(0.5, y, 12, 0.02), (), is_mark=True)
    found = avoid_logos(Rect(0.6, 0.4, 11, 1.2), Backdrop(("FFFFFF",), (line,)))

    assert found.height == pytest.approx(height)


def _find_sheet(name: str, kind: str, *holders: Placeholder) -> TemplateLayout:
    return TemplateLayout(name, kind, f"/{name}", holders, GROUND, master="m")


TITLE = Placeholder("title", 0, Rect(1, 0.4, 11, 1))
COVER = _find_sheet("Cover", "title", Placeholder("ctrTitle", 0, Rect(1, 2, 11, 2)))
HEAD = _find_sheet("Bare", "", TITLE)


def test_a_layout_named_for_content_is_used_also_where_its_body_is_low() -> None:
    low = _find_sheet(
        "Title and Content", "", replace(TITLE, kind="ctrTitle"), Placeholder("obj", 1, Rect(1, 1.8, 5, 0.7))
    )
    found = assign_layouts(((COVER, HEAD, low),), SIZE, {})

    assert found["content"].layout is low
    assert found["title-only"].layout is low


@pytest.mark.parametrize(("top", "is_used"), [(0.4, True), (3.5, False)])
def test_columns_stand_below_their_title(top: float, is_used: bool) -> None:  # noqa: FBT001
    columns = [Placeholder("obj", 1, Rect(1, 1.8, 5, 4.8)), Placeholder("obj", 2, Rect(7, 1.8, 5, 4.8))]
    two = _find_sheet("Two", "twoObj", replace(TITLE, rect=Rect(1, top, 11, 1)), *columns)

    assert ("two-content" in assign_layouts(((COVER, HEAD, two),), SIZE, {})) is is_used


def test_the_first_two_series_of_a_chart_differ() -> None:
    office = read_theme(make_brand(WIDE, set_colors(accent1="4F81BD", dk2="1F497D"))).scheme
    dark, accent = (resolve_color(name, office) for name in ("dark", "accent"))

    assert measure_color_difference("1F497D", accent) < 18
    assert measure_color_difference(dark, accent) >= 24
    assert resolve_color("dark", read_theme(get_brand("wide-with-samples")).scheme) == "1F497D" or dark != "1F497D"


def test_a_text_in_no_placeholder_is_not_set_in_the_capitals_of_the_template() -> None:
    def change(template: Any) -> None:
        for level in template.part._element.find(qn("p:defaultTextStyle")):
            for run in level.iter(qn("a:defRPr")):
                run.set("cap", "all"), run.set("spc", "300"), run.set("baseline", "3999")
        for run in template.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:otherStyle')}").iter(qn("a:defRPr")):
            run.set("cap", "none"), run.set("spc", "0"), run.set("baseline", "0")

    def first_run(theme: Theme) -> Any:
        deck: Any = Presentation(io.BytesIO(slides.make_deck(LABELED, META, theme, draw_sample)))
        label = next(shape for shape in deck.slides[1].shapes if shape.name.endswith("label"))
        return next(label._element.iter(qn("a:rPr")))

    assert (
        first_run(read_theme(make_brand(WIDE, change))).get("cap"),
        first_run(read_theme(make_brand(WIDE))).get("cap"),
    ) == (
        "none",
        None,
    )
    assert first_run(read_theme(make_brand(WIDE, change))).get("spc") == "0"
    assert first_run(read_theme(make_brand(WIDE, change))).get("baseline") == "0"


def test_a_template_without_text_styles_has_the_sizes_of_its_prompts_and_slides_name_them() -> None:
    """Remove text styles, as LibreOffice does; programs differ in the size of text without a style."""

    def change(template: Any) -> None:
        root = template.slide_master._element
        root.remove(root.find(qn("p:txStyles")))
        for sheet in (root, *(layout._element for layout in template.slide_layouts)):
            for run in sheet.iter(qn("a:defRPr")):
                run.attrib.pop("sz", None)
            for end in sheet.iter(qn("a:endParaRPr"), qn("a:rPr")):
                end.set("sz", "2300")

    theme = read_theme(make_brand(WIDE, change))
    body = theme.layouts["content"].placeholders["body"]
    deck: Any = Presentation(io.BytesIO(slides.make_deck(LABELED, META, theme, draw_sample)))
    text = next(shape for shape in deck.slides[1].placeholders if shape.name.endswith(":text"))

    assert (body.levels[0].size_pt, body.levels[0].has_size, body.style.has_size) == (23, False, False)
    assert all(run.get("sz") for run in text._element.iter(qn("a:rPr")))
