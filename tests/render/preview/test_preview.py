"""A preview says and shows what the deck does: every text, in its place; and nothing is read from outside."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.examples import examples
from tests.render.preview.reading import TextLine, iterate_texts, parse_svg
from tests.render.preview.reading import remove_spaces as plainly
from tests.render.slides.brands import BRANDS, REFUSED, get_brand
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck, parse_every_block

from golive.figures.drawing import Rect
from golive.markdown.document import (
    Block,
    CodeBlock,
    Container,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Run,
    Table,
)
from golive.render import preview
from golive.render.chart_drawing import draw_chart
from golive.render.preview.shapes import render_element
from golive.render.preview.slide import build_ink
from golive.render.preview.text import lay_out_text
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Deck, Element, Grid, Panel, Para, Picture, Plot, Slide, Span
from golive.render.slides.theme.theme import Theme, read_theme
from golive.render.svg import format_number
from golive.typography.metrics import load_font_metrics

HAIR = 0.6
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0x2FFF), min_size=1, max_size=60)
HOSTILE = '<script>alert(1)</script> &amp; "quoted" \u2028 ]]> \x00 {stem} %s'


@pytest.fixture(scope="module")
def theme() -> Theme:
    return read_theme(THEME)


def plan_document(document: Document, theme: Theme) -> Deck:
    return plan_slides(document, META, theme, draw_sample)


@pytest.fixture(scope="module")
def deck(theme: Theme) -> Deck:
    return plan_document(parse_every_block(), theme)


@pytest.fixture(scope="module")
def pictures(deck: Deck, theme: Theme) -> tuple[tuple[str, bytes], ...]:
    return preview.render_svgs(deck, theme)


def list_places(element: Element) -> list[tuple[str, Rect]]:
    """Return each text of an element, and the box that it must lie in."""
    match element:
        case Panel():
            return [(para.text, element.rect) for para in element.paras]
        case Grid():
            found = []
            y = element.rect.y
            for row in element.rows:
                x = element.rect.x
                for cell, width in zip(row.cells, element.columns, strict=True):
                    found += [(para.text, Rect(x, y, width, row.height)) for para in cell.paras]
                    x += width
                y += row.height
            return found
        case Picture() | Plot():
            drawing = element.drawing if isinstance(element, Picture) else draw_chart(element.chart, element.frame)
            return [(line.text, element.rect) for s in drawing.shapes for line in getattr(s, "lines", ())]


def check_slide(slide: Slide, svg: bytes, theme: Theme, *, upper: bool = False) -> None:
    """Check that every text of a slide is in its picture letter for letter, in reading order, inside its box.

    With `upper`, the theme may show some of it in capitals, and set lines closer than usual.
    """
    shown = list(iterate_texts(parse_svg(svg)))
    normalize = (lambda text: plainly(text).upper()) if upper else plainly
    for element in slide.elements:
        for text, rect in list_places(element):
            if not text.strip():
                continue
            wanted = normalize(text.replace("\x00", "\ufffd"))
            said = ""
            while said != wanted:
                assert wanted.startswith(said), (element.name, said, wanted)
                line = shown.pop(0)
                if said or not re.fullmatch(r"[\u2022\u2013]|\d+\.", line.text) or wanted == normalize(line.text):
                    said += normalize(line.text)
                check_is_inside(line, rect, element.name, ascent=0.7 if upper else 0.95)
    foot = {"ftr": slide.footer, "dt": slide.date, "sldNum": str(slide.number)}
    wanted_below = [normalize(foot[kind]) for kind in theme.layouts[slide.role].footer_placeholders if foot[kind]]
    assert [normalize(line.text) for line in shown] == wanted_below


def check_is_inside(line: TextLine, rect: Rect, name: str, ascent: float) -> None:
    left, top, right, bottom = (v * 72 for v in (rect.x, rect.y, rect.right, rect.bottom))
    width = line.length or 0.0
    start = line.x - {"start": 0.0, "middle": width / 2, "end": width}[line.anchor]
    where = (name, line, rect)
    assert left - HAIR <= start, where
    assert start + width <= right + HAIR, where
    assert top - HAIR <= line.y - ascent * line.size, where
    assert line.y + 0.2625 * line.size <= bottom + HAIR, where


def test_there_is_a_picture_of_every_slide_named_by_number_and_key(
    deck: Deck, pictures: tuple[tuple[str, bytes], ...]
) -> None:
    assert [name for name, _ in pictures] == [f"{s.number:02}-{s.key}.svg" for s in deck.slides]


def test_every_text_of_every_block_is_in_its_place(
    deck: Deck, theme: Theme, pictures: tuple[tuple[str, bytes], ...]
) -> None:
    for slide, (_, svg) in zip(deck.slides, pictures, strict=True):
        check_slide(slide, svg, theme)


@settings(max_examples=examples(20))
@given(st.lists(PLAIN.filter(str.strip), min_size=1, max_size=6), st.sampled_from(["list", "table", "cards"]))
def test_any_text_is_in_its_place(said: list[str], form: str) -> None:
    theme = read_theme(THEME)
    items = tuple(Item((Paragraph((Run(text),)),)) for text in said)
    blocks: tuple[Block, ...] = (List(items), CodeBlock("\n".join(said)))
    if form == "table":
        blocks = (
            Table(((Run("a"),), (Run("b"),)), tuple(((Run(t),), (Run(t[::-1]),)) for t in said), ("left", "right")),
        )
    elif form == "cards":
        blocks = (Container("cards", "", (Heading(3, (Run("Head"),)), List(items, ordered=True))),)
    document = Document((Heading(2, (Run("Title"),)), *blocks), "any.md")

    made = plan_document(document, theme)

    for slide, (_, svg) in zip(made.slides, preview.render_svgs(made, theme), strict=True):
        check_slide(slide, svg, theme)


def test_lines_stand_where_arithmetic_puts_them(theme: Theme) -> None:
    first, second = (
        Para((Span("One"),), 20),
        Para((Span("Two"),), 10, bullet="dash", indent_in=0.5, hang_in=0.25, before_pt=6),
    )
    ink = build_ink(theme, str)

    top = list(lay_out_text((first, second), Rect(1, 2, 3, 1), "top", ink))
    low = list(lay_out_text((first, second), Rect(1, 2, 3, 1), "bottom", ink))

    assert [line.spans[0].text for line in top] == ["One", "\u2013", "Two"]
    assert [line.x for line in top] == [72, 90, 108]
    assert [line.y for line in top] == pytest.approx([163, 183.75, 183.75])
    third = list(lay_out_text((first, second, first), Rect(1, 2, 3, 1), "top", ink))[-1]
    assert third.y == pytest.approx(144 + 24.25 + 6 + 12.125 + 19)
    assert low[0].y - top[0].y == pytest.approx(72 - 24.25 - 6 - 12.125)


def test_a_panels_text_keeps_its_insets(theme: Theme) -> None:
    para = Para((Span("One"),), 20)
    panel = Panel("p", Rect(1, 1, 4, 2), (para,), "soft", "rule", "rounded", "middle", (0.5, 0.25, 0.25, 0))

    ground, text = render_element(panel, build_ink(theme, str))

    assert ground.startswith('<rect x="72" y="72" width="288" height="144" rx="8.64"')
    assert text.startswith(f'<text x="108" y="{format_number(72 + 18 + (126 - 24.25) / 2 + 19)}" font-size="20"')


def test_lines_are_as_wide_as_they_were_measured(pictures: tuple[tuple[str, bytes], ...]) -> None:
    for _, svg in pictures:
        for line in iterate_texts(parse_svg(svg)):
            if line.length is not None:
                widths = [
                    load_font_metrics("Calibri", bold).measure_width_pt(line.text, line.size) for bold in (False, True)
                ]
                assert min(widths) * 0.9 - HAIR <= line.length <= max(widths) * 1.1 + HAIR, line


def test_hostile_text_is_text(theme: Theme) -> None:
    meta = replace(META, title=HOSTILE, subject=HOSTILE, draft_mark=HOSTILE[:40])
    made = plan_slides(parse_deck("## One {key=a}\n\n::: notes\n\nx\n\n:::\n"), meta, theme, draw_sample)
    made = replace(made, slides=tuple(replace(s, notes=(HOSTILE,), title=HOSTILE) for s in made.slides))
    page = preview.render_page(made, theme).decode()

    assert page.count("<script>") == 1
    for _, svg in preview.render_svgs(made, theme):
        parse_svg(svg)


def test_equal_decks_give_equal_bytes(deck: Deck, theme: Theme, pictures: tuple[tuple[str, bytes], ...]) -> None:
    again = plan_document(parse_every_block(), read_theme(bytes(THEME)))

    assert preview.render_svgs(again, theme) == pictures
    assert preview.render_page(again, theme) == preview.render_page(deck, theme)


def test_the_ground_of_a_layout_is_drawn(deck: Deck, theme: Theme, pictures: tuple[tuple[str, bytes], ...]) -> None:
    cover, content = pictures[0][1].decode(), pictures[1][1].decode()

    assert f'height="540" fill="#{theme.scheme["tx2"]}"' in cover
    assert cover.count("<ellipse") == 12
    assert f'height="540" fill="#{theme.scheme["bg1"]}"' in content
    assert f'<rect x="0" y="27.36" width="10.08" height="51.84" fill="#{theme.scheme["accent1"]}"/>' in content


def test_titles_stand_in_the_colour_of_their_layout_and_the_number_at_the_right(theme: Theme) -> None:
    made = plan_document(parse_deck("## One {key=one label=Point}\n\n- Bills\n- Payments\n"), theme)

    content = preview.render_svgs(made, theme)[1][1].decode()

    assert re.search(rf'fill="#{theme.scheme.colors["tx2"]}" font-weight="700"[^>]*>One</text>', content)
    assert re.search(rf'fill="#{theme.scheme.colors["accent1"]}" font-weight="700"[^>]*>Point</text>', content)
    assert re.search(r'text-anchor="end"[^>]*font-weight="700"[^>]*>2</text>', content)


@pytest.mark.parametrize("name", sorted(set(BRANDS) - set(REFUSED)))
def test_every_text_is_in_its_place_on_every_brand(name: str) -> None:
    theme = read_theme(get_brand(name))
    made = plan_document(parse_every_block(), theme)

    for slide, (_, svg) in zip(made.slides, preview.render_svgs(made, theme), strict=True):
        check_slide(slide, svg, theme, upper=True)
    assert preview.render_page(made, theme).count(b"<section ") == len(made.slides)


class Page(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_has_a_named_section_for_each_slide(deck: Deck, theme: Theme) -> None:
    page = Page(preview.render_page(deck, theme).decode())
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]

    assert len(ids) == len(set(ids))
    assert [section["id"] for section in page.all("section")] == [slide.key for slide in deck.slides]
    assert {section["aria-labelledby"] for section in page.all("section")} <= set(ids)
    assert [svg.get("role") for svg in page.all("svg")[1:]] == ["img"] * len(deck.slides)
    assert {use["href"] for use in page.all("use")} <= {f"#{one}" for one in ids}
    assert [html["lang"] for html in page.all("html")] == ["en-US"]
    assert len(page.all("h1")) == 1
    assert len([d for d in page.all("details") if d.get("class") == "notes"]) == sum(bool(s.notes) for s in deck.slides)


def test_what_layouts_define_has_a_name_of_its_own_in_the_page() -> None:
    theme = read_theme(get_brand("gradient"))
    page = Page(preview.render_page(plan_document(parse_every_block(), theme), theme).decode())
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]

    assert len(page.all("lineargradient")) > 1
    assert len(ids) == len(set(ids))


def test_the_page_reads_nothing_from_outside(deck: Deck, theme: Theme) -> None:
    html = preview.render_page(deck, theme).decode()
    page = Page(html)
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")

    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert " style=" not in html
    assert " onclick=" not in html
    assert not page.all("link")
    assert not page.all("img")
    assert [attributes for name, attributes in page.tags if "src" in attributes] == []


def test_links_lead_to_pictures_and_sections(theme: Theme) -> None:
    text = (
        "## One {key=one}\n\nSee [two](#two) or [us](https://example.org/).\n\n"
        "## Two {key=two}\n\nBack to [one](#one).\n"
    )
    made = plan_document(parse_deck(text), theme)

    first = preview.render_svgs(made, theme)[1][1].decode()

    assert '<a href="03-two.svg">' in first
    assert '<a href="https://example.org/">' in first
    assert '<a href="#two">' in preview.render_page(made, theme).decode()


def test_previews_import_no_office_library() -> None:
    folder = Path(preview.__file__).parent
    sources = "".join(path.read_text() for path in folder.glob("*.py"))

    assert not re.search(r"^\s*(import|from) (pptx|lxml)", sources, re.MULTILINE)
