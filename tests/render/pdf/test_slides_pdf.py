"""A deck as PDF: what its tags say is what the slides say, and no line is wider than in the deck."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.exchange.exports.samples import SPECS, load_project
from tests.render.pdf.samples import META, draw_sample_figure
from tests.render.pdf.tagged_text import read_tags

from golive.audit.files import audit_file
from golive.figures.drawing import Rect
from golive.markdown.parser import parse_markdown
from golive.pipeline.build import OUTPUTS, build_document, build_render_input, render_markdown, use_document_language
from golive.pipeline.formats import list_formats
from golive.render.pdf.slides import render_slides_pdf
from golive.render.pdf.slides.text import PDF_FONT, lay_out_block
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Deck, Grid, Panel, Para, Span
from golive.render.slides.theme.theme import read_theme
from golive.typography.metrics import load_font_metrics

ROOT = Path(__file__).parents[3]
THEME = (ROOT / "templates" / "slides" / "theme.pptx").read_bytes()
TEXT = """\
# Harbor City {key=title label="Overview"}

Prepared by Example Vendor

## Two sides {key=two label="How"}

::: cards

### First {tone=sit}

- One **bold** word
- Two, see [the site](https://example.org/a)

### Second {tone=uat}

1. Step
2. Step `code`

:::

::: figure sides {key=figure-sides}

Both sides

:::

## A table {key=table label="Facts"}

| Name | Value |
|---|---|
| Left \\| right | 1 < 2 & 3 |
| Zweite | ü |
| Third | 3 |
| Fourth | 4 |
| Fifth | 5 |
| Sixth | 6 |
| Seventh | 7 |

## Hidden {key=hidden label="Not shown" hidden=yes}

- A secret
"""


def remove_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)


def list_deck_texts(deck: Deck) -> list[str]:
    """Return the texts of the visible slides, without white space, in reading order."""
    found = []
    for slide in deck.slides:
        for element in () if slide.is_hidden else slide.elements:
            if isinstance(element, Panel):
                found += [para.text.upper() if para.caps else para.text for para in element.paras]
            if isinstance(element, Grid):
                found += ["".join(para.text for para in cell.paras) for row in element.rows for cell in row.cells]
    return [remove_spaces(text) for text in found if text.strip()]


def list_tagged_texts(content: bytes) -> list[tuple[str, str]]:
    """Return the tags with a text, without figures and labels of lists, which another test covers."""
    return [(kind, text) for kind, text in read_tags(content).blocks if text and not kind.startswith(("Figure", "Lbl"))]


@cache
def make_small_document() -> bytes:
    return render_slides_pdf(parse_markdown(TEXT, "x.md"), META, THEME, draw_sample_figure)


def test_the_tags_say_what_the_slides_say_in_order() -> None:
    deck = plan_slides(parse_markdown(TEXT, "x.md"), META, read_theme(THEME), draw_sample_figure)
    heard = list_tagged_texts(make_small_document())

    assert [text for _, text in heard] == list_deck_texts(deck)
    assert [text for kind, text in heard if re.match(r"H\d", kind)] == ["HarborCity", "Twosides", "Atable"]
    assert [kind for kind, _ in heard if re.match(r"H\d", kind)] == ["H1", "H2", "H2"]
    assert [text for kind, text in heard if kind.startswith("TH")][:2] == ["Name", "Value"]
    assert "Left|right" in [text for kind, text in heard if kind.startswith("TD")]


def test_lists_figures_links_and_bookmarks_are_tagged() -> None:
    tags = read_tags(make_small_document())
    kinds = [kind for kind, _ in tags.blocks]

    assert [kind for kind in kinds if kind.startswith("L ")] == ["L Disc", "L Decimal"]
    assert [text for kind, text in tags.blocks if kind == "Lbl"] == ["•", "•", "1.", "2."]
    assert ("Figure", "Onesidecomesbeforetheotherside.") in tags.blocks
    assert tags.links == [("thesite", "https://example.org/a")]
    assert tags.bookmarks[0] == (0, "Harbor City")
    assert [title for _, title in tags.bookmarks] == ["Harbor City", "Two sides", "A table"]


def test_equal_input_gives_equal_bytes_and_hidden_slides_are_left_out() -> None:
    assert render_slides_pdf(parse_markdown(TEXT, "x.md"), META, THEME, draw_sample_figure) == make_small_document()
    assert "secret" not in " ".join(text for _, text in read_tags(make_small_document()).blocks)


def test_the_overview_slide_of_a_sample_passes_the_audit(tmp_path: Path) -> None:
    project = load_project(next(path for path in SPECS if path.stem == "lakeshore-mutual"))
    own = next(row for row in OUTPUTS if row.kind == "slide")
    output = next(row for row in list_formats(own) if row.format == "slides-pdf")
    made = build_document(project, output)
    path = tmp_path / "slide.pdf"
    path.write_bytes(made.content)

    assert made.place.name == "lakeshore-mutual-slide-1.2.0.slides.pdf"
    assert [one for one in audit_file(path) if one.severity == "error"] == []
    with use_document_language(project, own):
        work = build_render_input(project, own, render_markdown(project, own).text)
    deck = plan_slides(work.document, work.meta, read_theme(THEME), work.draw_figure)
    assert [text for _, text in list_tagged_texts(made.content)] == list_deck_texts(deck)


def test_only_decks_have_this_format() -> None:
    having = {row.kind for row in OUTPUTS if "slides-pdf" in {one.format for one in list_formats(row)}}

    assert having == {row.kind for row in OUTPUTS if row.form is None}


@given(st.text("abcWMil -éß漢", min_size=1, max_size=80), st.booleans(), st.floats(1, 9))
def test_no_line_is_wider_than_in_the_deck(text: str, bold: bool, width: float) -> None:  # noqa: FBT001 - from hypothesis
    para = Para((Span(text, bold=bold),), 14)
    block = lay_out_block([para], Rect(0, 0, width, 3), "top", "Calibri")

    for spans in block.paras[0].lines:
        for span in spans:
            measured = load_font_metrics(PDF_FONT, bold).measure_width_pt(span.text, 14 * block.share)
            wanted = load_font_metrics("Calibri", bold).measure_width_pt(span.text, 14)
            assert measured <= wanted + 0.01 or block.share == pytest.approx(0.5)


def test_a_deck_that_shows_no_slide_is_made_whole() -> None:
    text = "# One {key=one label=x hidden=yes}\n\nText\n"
    document = parse_markdown(text.replace(" hidden=yes", ""), "x.md")
    deck = plan_slides(document, META, read_theme(THEME), draw_sample_figure)
    hidden = replace(deck, slides=tuple(replace(slide, is_hidden=True) for slide in deck.slides))

    from golive.render.pdf.slides.document import _drop_hidden_slides

    assert _drop_hidden_slides(hidden) == hidden
