"""Content stands in the placeholders of the brand's layouts, and is set as the brand sets it."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu
from tests.render.slides.brands import WIDE, get_brand, make_brand, remove_layouts
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck

from golive.render import slides
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import LevelStyle, Panel
from golive.render.slides.theme.theme import Theme, read_theme
from golive.support.problems import ThemeError

TEXT = """## Three things are open {key=text}

- The bank has not confirmed the format
  - Riverton asks again on Monday
- The test environment needs accounts
"""
NUMBERS = "## Do this in order {key=numbers}\n\n1. Write the file\n2. Rename it\n"
SENTENCE = "## Say it {key=sentence}\n\nBills go out by file at night.\n"
TABLE = "## Two interfaces {key=table}\n\n" + "| Name | Method |\n|---|---|\n" + "| Bill file | Batch |\n" * 5
COLUMNS = """## Two ways {key=columns}

::: columns
### By file {tone=batch}

- Bills of all accounts

### In real time {tone=real-time}

- One account right now
:::
"""
CHART = """## Volumes {key=chart}

::: chart bar {key=channels}
| Channel | 2026 | 2027 |
|---|---|---|
| Web | 10 | 20 |
| Phone | 5 | 6 |
:::
"""


def build_slide(text: str, theme: Theme, number: int = 1) -> Any:
    """Return a slide of a deck, as python-pptx reads it."""
    deck = Presentation(io.BytesIO(slides.make_deck(parse_deck(text), META, theme, draw_sample)))
    return deck.slides[number]


def list_placeholders(slide: Any) -> dict[int, Any]:
    return {shape.placeholder_format.idx: shape for shape in slide.placeholders}


def get_frame(holder: Any) -> tuple[int, int, int, int]:
    return holder.left, holder.top, holder.width, holder.height


@pytest.mark.parametrize("text", [TEXT, NUMBERS, SENTENCE])
def test_a_text_stands_in_the_body_where_the_layout_has_it(text: str) -> None:
    slide = build_slide(text, read_theme(get_brand("wide-with-samples")))
    body = list_placeholders(slide)[1]
    own = next(h for h in slide.slide_layout.placeholders if h.placeholder_format.idx == 1)

    assert slide.slide_layout.name == "Title and Content"
    assert body._element.spPr.find(qn("a:xfrm")) is None, "Reset changes nothing"
    assert get_frame(body) == get_frame(own)
    assert body.text_frame.text.replace("\n", " ") in " ".join(re.sub(r"[-#]|\d\.|\{.*\}", "", text).split())


def test_a_list_in_a_body_has_the_bullets_indents_and_sizes_of_the_brand() -> None:
    body = list_placeholders(build_slide(TEXT, read_theme(get_brand("wide-with-samples"))))[1]
    written = [
        (p.level, [etree.QName(c).localname for c in p._p.pPr], dict(p._p.pPr.attrib))
        for p in body.text_frame.paragraphs
    ]

    assert written == [(0, [], {"rtl": "0"}), (1, [], {"lvl": "1", "rtl": "0"}), (0, [], {"rtl": "0"})]
    assert {run._r.get_or_add_rPr().get("sz") for p in body.text_frame.paragraphs for run in p.runs} == {None}


def test_text_that_is_too_long_for_the_size_of_the_brand_is_set_smaller_and_stays_in_the_body() -> None:
    items = "\n".join(f"- Item {n} says something of middling length about bills" for n in range(12))
    body = list_placeholders(
        build_slide(f"## Items {{key=items}}\n\n{items}\n", read_theme(get_brand("wide-with-samples")))
    )[1]
    sizes = {run.font.size.pt for p in body.text_frame.paragraphs for run in p.runs}

    assert len(sizes) == 1
    assert 16 <= sizes.pop() < 28
    assert not body._element.findall(f".//{qn('a:buChar')}")


def test_a_paragraph_in_a_body_says_that_it_has_no_bullet_and_a_number_that_it_is_one() -> None:
    theme = read_theme(get_brand("wide-with-samples"))
    sentence, numbers = (list_placeholders(build_slide(text, theme))[1]._element for text in (SENTENCE, NUMBERS))

    assert sentence.find(f".//{qn('a:buNone')}") is not None
    assert [e.get("startAt") for e in numbers.iter(qn("a:buAutoNum"))] == ["1", "2"]


def read_levels(change: Callable[[Any], None]) -> tuple[LevelStyle, ...]:
    """Return the levels of the body of a brand after a change of its master's text style."""

    def apply(brand: Any) -> None:
        change(brand.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}"))

    return read_theme(make_brand(WIDE, apply)).layouts["content"].placeholders["body"].levels


def test_the_style_of_each_level_is_read() -> None:
    def change(style: Any) -> None:
        first, second = style.find(qn("a:lvl1pPr")), style.find(qn("a:lvl2pPr"))
        for child in list(first):
            if child.tag != qn("a:defRPr"):
                first.remove(child)
        first.set("marL", "0"), first.set("indent", "0"), first.set("algn", "ctr")
        first.insert(0, etree.fromstring(f'<a:buNone xmlns:a="{first.nsmap["a"]}"/>'))
        first.insert(0, etree.fromstring(f'<a:spcBef xmlns:a="{first.nsmap["a"]}"><a:spcPts val="900"/></a:spcBef>'))
        first.insert(0, etree.fromstring(f'<a:lnSpc xmlns:a="{first.nsmap["a"]}"><a:spcPct val="90000"/></a:lnSpc>'))
        first.find(qn("a:defRPr")).set("sz", "2400")
        second.set("marL", "457200"), second.set("indent", "-228600")
        second.find(qn("a:defRPr")).set("sz", "2000")

    one, two, *_ = read_levels(change)

    assert one == LevelStyle(24, 0, 0, 9, 0.9, has_bullet=False, align="center")
    assert (two.size_pt, two.indent_in, two.hang_in, two.has_bullet) == (20, 0.5, 0.25, True)


def test_a_list_uses_the_first_level_that_has_bullets() -> None:
    def change(brand: Any) -> None:
        first = brand.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
        mark = first.find(qn("a:buChar"))
        first.replace(mark, etree.fromstring(f'<a:buNone xmlns:a="{first.nsmap["a"]}"/>'))

    body = list_placeholders(build_slide(TEXT, read_theme(make_brand(WIDE, change))))[1]

    assert [p.level for p in body.text_frame.paragraphs] == [1, 2, 1]
    assert not body._element.findall(f".//{qn('a:buChar')}")


@pytest.mark.parametrize("text", [TABLE, CHART])
def test_a_table_or_chart_fills_the_body_of_the_layout(text: str) -> None:
    slide = build_slide(text, read_theme(get_brand("wide-with-samples")))
    body = list_placeholders(slide)[1]

    assert slide.slide_layout.name == "Title and Content"
    assert body._element.tag == qn("p:graphicFrame")
    assert body.has_table or body.has_chart


def test_a_body_for_text_alone_holds_no_table() -> None:
    def change(brand: Any) -> None:
        layout = brand.slide_layouts.get_by_name("Title and Content")
        layout.placeholders[1]._element.find(f".//{qn('p:ph')}").set("type", "body")

    theme = read_theme(make_brand(WIDE, change))

    assert theme.layouts["content"].placeholders["body"].kind == "body"
    assert 1 not in list_placeholders(build_slide(TABLE, theme))
    assert 1 in list_placeholders(build_slide(TEXT, theme))


def test_two_columns_stand_in_the_layout_for_a_comparison() -> None:
    slide = build_slide(COLUMNS, read_theme(get_brand("wide-with-samples")))
    texts = {idx: shape.text_frame.text for idx, shape in list_placeholders(slide).items() if idx in {1, 2, 3, 4}}

    assert slide.slide_layout.name == "Comparison"
    assert texts == {1: "By file", 2: "Bills of all accounts", 3: "In real time", 4: "One account right now"}


def test_the_columns_of_a_comparison_are_found_by_their_places() -> None:
    def change(brand: Any) -> None:
        layout = brand.slide_layouts.get_by_name("Comparison")
        tree = layout._element.cSld.spTree
        third, second = layout.placeholders[3]._element, layout.placeholders[2]._element
        tree.remove(third)
        second.addprevious(third)

    slots = read_theme(make_brand(WIDE, change)).layouts["comparison"].placeholders

    assert [slots[name].index for name in ("left-head", "left", "right-head", "right")] == [1, 2, 3, 4]


def test_two_columns_without_heads_keep_the_heads_above() -> None:
    slide = build_slide(COLUMNS, read_theme(make_brand(WIDE, remove_layouts("Comparison"))))

    assert slide.slide_layout.name == "Two Content"
    assert {list_placeholders(slide)[n].text_frame.text for n in (1, 2)} == {
        "Bills of all accounts",
        "One account right now",
    }


def test_columns_and_tables_are_drawn_where_no_layout_fits() -> None:
    theme = read_theme(make_brand(WIDE, remove_layouts("Comparison", "Two Content", "Title and Content")))
    shown = plan_slides(parse_deck(COLUMNS + TABLE), META, theme, draw_sample).slides[1:]

    assert {slide.role for slide in shown} == {"title-only"}
    assert {getattr(e, "slot", None) for slide in shown for e in slide.elements} == {"title", None}


def test_a_deck_that_ends_with_a_section_ends_with_the_closing_slide_of_the_brand() -> None:
    def change(brand: Any) -> None:
        brand.slide_layouts.get_by_name("Two Content")._element.cSld.set("name", "Thank you")
        brand.slide_layouts.get_by_name("Thank you")._element.set("type", "cust")

    theme = read_theme(make_brand(WIDE, change))
    text = "## A part {key=part}\n\n## Point {key=point}\n\n- Bills\n\n## Thanks {key=end}\n"

    assert [build_slide(text, theme, n).slide_layout.name for n in (1, 3)] == ["Section Header", "Thank you"]


def test_golives_own_theme_keeps_its_panels_and_puts_columns_into_placeholders() -> None:
    theme = read_theme(THEME)
    text, columns = plan_slides(
        parse_deck(TEXT.replace("  - Riverton asks again on Monday\n", "") + COLUMNS), META, theme, draw_sample
    ).slides[1:]

    assert any(e.name.startswith("text:point") for e in text.elements)
    assert columns.role == "comparison"
    assert all(isinstance(e, Panel) and e.fill for e in columns.elements if getattr(e, "slot", "") in {"left", "right"})


def make_dark_layouts(*names: str) -> bytes:
    """Return a brand whose layouts of these names are dark, by a color map of their own."""

    def change(brand: Any) -> None:
        for name in names:
            place = brand.slide_layouts.get_by_name(name)._element.find(qn("p:clrMapOvr"))
            place.remove(place[0])
            own = etree.SubElement(place, qn("a:overrideClrMapping"))
            for key, value in brand.slide_master._element.find(qn("p:clrMap")).attrib.items():
                own.set(key, {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.get(key, value))

    return make_brand(WIDE, change)


def test_content_is_not_drawn_on_a_layout_with_other_colors() -> None:
    theme = read_theme(make_dark_layouts("Title Only", "Comparison"))

    assert theme.layouts["title-only"].name == "Title and Content"
    assert "comparison" not in theme.layouts
    assert any("'Title Only' has other colors" in warning for warning in theme.warnings)


def test_two_chosen_layouts_with_different_colors_are_refused() -> None:
    roles = (("content", "Title and Content"), ("title-only", "Title Only"))

    with pytest.raises(ThemeError, match="different background and text colors"):
        read_theme(make_dark_layouts("Title Only"), roles)
    assert read_theme(make_dark_layouts("Title Only"), roles[1:]).layouts["content"].name == "Title Only"


def test_text_from_left_to_right_stands_at_the_left_in_a_template_for_another_script() -> None:
    def change(brand: Any) -> None:
        for level in brand.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}"):
            level.set("algn", "r"), level.set("rtl", "1")

    theme = read_theme(make_brand(WIDE, change))
    paragraphs = list_placeholders(build_slide(TEXT, theme))[1].text_frame.paragraphs
    arabic = list_placeholders(build_slide("## Say it {key=s}\n\nمرحبا بالعالم\n", theme))[1].text_frame.paragraphs

    assert {(p._p.pPr.get("algn"), p._p.pPr.get("rtl")) for p in paragraphs} == {("l", "0")}
    assert {(p._p.pPr.get("algn"), p._p.pPr.get("rtl")) for p in arabic} == {(None, "1")}


def test_a_body_that_leaves_the_slide_does_not_take_the_text_with_it() -> None:
    def change(brand: Any) -> None:
        for root in (brand.slide_master, brand.slide_layouts.get_by_name("Title and Content")):
            for shape in root.placeholders:
                if shape.placeholder_format.type is not None and shape.placeholder_format.idx == 1:
                    shape.left, shape.top, shape.width, shape.height = (
                        Emu(-400_000),
                        Emu(1_600_000),
                        Emu(13_000_000),
                        Emu(6_000_000),
                    )

    body = list_placeholders(build_slide(TEXT, read_theme(make_brand(WIDE, change))))[1]

    assert body.left >= 0
    assert body.top + body.height <= Emu(6_858_000)


def _without_numbers(template: Any) -> None:
    """Remove the `idx` of titles and contents, as LibreOffice does."""
    for layout in template.slide_layouts:
        for holder in layout._element.iter(qn("p:ph")):
            if holder.get("type") not in {"dt", "ftr", "sldNum"}:
                holder.attrib.pop("idx", None)


def _with_numbered_titles(template: Any) -> None:
    """Number titles as PowerPoint does on pasting: with an `idx` that no placeholder of the master has."""
    for layout in template.slide_layouts:
        for holder in layout._element.iter(qn("p:ph")):
            if holder.get("type") in {"title", "ctrTitle"}:
                holder.set("idx", "4294967295")


@pytest.mark.parametrize("text", [SENTENCE, COLUMNS])
@pytest.mark.parametrize("change", [_without_numbers, _with_numbered_titles])
def test_placeholders_without_a_number_of_their_own_stand_where_their_layout_has_them(change: Any, text: str) -> None:
    usual, bare = (build_slide(text, read_theme(content)) for content in (make_brand(WIDE), make_brand(WIDE, change)))

    places = [sorted((one.left, one.top, one.width) for one in slide.placeholders) for slide in (usual, bare)]
    assert len(places[0]) >= 5
    assert places[1] == places[0]
    assert bare.shapes.title is not None
    assert len({one.placeholder_format.idx for one in bare.placeholders}) == len(places[1])
