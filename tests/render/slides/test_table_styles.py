"""Tables have the brand's own style where text can be read on it."""

import io
from collections.abc import Mapping
from typing import Any

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from tests.render.slides.brands import WIDE, make_brand, repack, set_colors
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck

from golive.render import slides
from golive.render.palette import contrast_ratio
from golive.render.preview import slide as preview_slide
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.theme.theme import Theme, read_theme

MEDIUM_2 = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
ROWS = "| Name | Method |\n|---|---|\n" + "| [Bill](https://example.org) | Batch |\n" * 5
TABLE = parse_deck(f"## Two interfaces {{key=table}}\n\n{ROWS}")
HEADS = parse_deck("## Keys {key=keys}\n\nTable: The keys {heads=yes}\n\n" + ROWS)
RACI = parse_deck(
    "## Who {key=raci}\n\nTable: The tasks {kind=raci}\n\n| Task | Vendor |\n|---|---|\n" + "| Test | A |\n" * 4
)


def add_table_style(content: bytes, name: str, definition: str = "") -> bytes:
    """Return a template with a default table style."""
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    own = f'<a:tblStyleLst {space} def="{name}">{definition}</a:tblStyleLst>'.encode()
    presentation: Any = Presentation(io.BytesIO(content))
    assert any(r.reltype == RELATIONSHIP_TYPE.TABLE_STYLES for r in presentation.part.rels.values())
    return repack(content, lambda parts: parts.update({"ppt/tableStyles.xml": own}))


def make_brand_with_style(name: str = MEDIUM_2, definition: str = "", colors: Mapping[str, str] | None = None) -> Theme:
    return read_theme(add_table_style(make_brand(WIDE, set_colors(**(colors or {}))), name, definition))


def plan_table(theme: Theme, document: Any = TABLE) -> Any:
    deck: Any = Presentation(io.BytesIO(slides.make_deck(document, META, theme, draw_sample)))
    return next(shape for shape in deck.slides[1].shapes if shape.has_table)._element.find(f".//{qn('a:tbl')}")


def test_a_table_has_the_style_that_the_brand_gives_to_new_tables() -> None:
    found = plan_table(make_brand_with_style(colors={"accent1": "1F497D"}))
    properties = found.find(qn("a:tblPr"))

    assert properties.findtext(qn("a:tableStyleId")) == MEDIUM_2
    assert (properties.get("firstRow"), properties.get("bandRow")) == ("1", "1")
    assert not list(found.iter(qn("a:lnB")))
    assert [tag for cell in found.iter(qn("a:tcPr")) for tag in cell] == []
    assert all(run.find(qn("a:solidFill")) is None for run in found.iter(qn("a:rPr")))


def test_a_head_that_could_not_be_read_names_its_color_on_the_true_accent() -> None:
    theme = make_brand_with_style(colors={"accent1": "FFC000"})
    first = next(iter(plan_table(theme).iter(qn("a:tr"))))

    assert theme.table_look is not None
    assert contrast_ratio(*theme.table_look.header) < 4.5
    assert {run.find(f"{qn('a:solidFill')}/{qn('a:schemeClr')}").get("val") for run in first.iter(qn("a:rPr"))} == {
        "tx1"
    }
    assert not any(cell.findall(qn("a:solidFill")) for cell in first.iter(qn("a:tcPr")))


def test_a_style_on_which_text_cannot_be_read_is_not_used() -> None:
    dark = (
        '<a:tblStyle styleId="{A}" styleName="A"><a:wholeTbl><a:tcTxStyle><a:schemeClr val="dk1"/></a:tcTxStyle>'
        "{}</a:wholeTbl>{}</a:tblStyle>"
    )
    fill = '<a:tcStyle><a:fill><a:solidFill><a:srgbClr val="{}"/></a:solidFill></a:fill></a:tcStyle>'
    head = f"<a:firstRow>{fill.format('1F497D')}</a:firstRow>"
    unreadable, readable = (dark.replace("{}", fill.format(c), 1).replace("{}", head) for c in ("203040", "D0E0F0"))

    assert make_brand_with_style("{A}", unreadable).table_look is None
    look = make_brand_with_style("{A}", readable).table_look
    assert look is not None
    assert (look.fills, look.header) == (("D0E0F0", "D0E0F0"), ("000000", "1F497D"))
    assert (
        plan_table(make_brand_with_style("{A}", unreadable)).findtext(f"{qn('a:tblPr')}/{qn('a:tableStyleId')}")
        == NO_STYLE
    )


@pytest.mark.parametrize("name", ["", NO_STYLE, "{5940675A-B579-460E-94D1-54222C63F5DA}", "{UNKNOWN}"])
def test_a_brand_without_a_known_style_gets_golives_own_table(name: str) -> None:
    found = plan_table(make_brand_with_style(name))

    assert found.findtext(f"{qn('a:tblPr')}/{qn('a:tableStyleId')}") == NO_STYLE
    assert list(found.iter(qn("a:lnB")))


def test_tables_whose_colors_mean_something_and_golives_own_theme_keep_them() -> None:
    for theme, document in ((make_brand_with_style(), RACI), (read_theme(add_table_style(THEME, MEDIUM_2)), TABLE)):
        assert plan_table(theme, document).findtext(f"{qn('a:tblPr')}/{qn('a:tableStyleId')}") == NO_STYLE


def test_row_heads_have_the_style_of_the_first_column() -> None:
    assert plan_table(make_brand_with_style(), HEADS).find(qn("a:tblPr")).get("firstCol") == "1"


def test_links_in_a_styled_table_have_the_color_of_their_text() -> None:
    links = list(plan_table(make_brand_with_style()).iter(qn("a:hlinkClick")))

    assert links
    assert all(link.find(qn("a:extLst")) is not None for link in links)


def test_the_preview_shows_the_style() -> None:
    theme = make_brand_with_style()
    deck = plan_slides(TABLE, META, theme, draw_sample)
    look = theme.table_look
    shown = preview_slide.render_slide(deck.slides[1], deck, theme, preview_slide.build_ink(theme, lambda _: None))

    assert look is not None
    assert all(f'fill="#{color}"' in shown for color in (*look.header, *look.fills))
