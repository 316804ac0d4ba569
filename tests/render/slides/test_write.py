"""Deck → .pptx: what PowerPoint finds in the file."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from tests.render.slides.samples import META, THEME, parse_deck, parse_every_block

from golive.render.slides.model import Deck
from golive.render.slides.pptx.write import write_deck
from golive.render.slides.theme.theme import Theme

Make = Callable[..., bytes]


def _read_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_kind_of_content_makes_a_valid_and_accessible_deck(make: Make, checks: Path) -> None:
    assert checks.is_dir()
    assert len(Presentation(io.BytesIO(make(parse_every_block()))).slides) >= 14


def test_titles_stand_in_placeholders_and_slides_and_shapes_have_stable_names(make: Make) -> None:
    slides = Presentation(io.BytesIO(make(parse_every_block()))).slides

    assert [slide.shapes.title.text_frame.text for slide in slides][1] == (
        "One nightly file and two live calls carry everything"
    )
    for slide in slides:
        key = slide._element.cSld.get("name")
        assert all(shape.name.startswith(f"{key}:") for shape in slide.shapes)


def test_the_same_deck_gives_the_same_bytes_in_another_process(make: Make, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from tests.render.slides.samples import *; from golive.render import slides;"
        "sys.stdout.buffer.write(slides.make_deck(parse_every_block(), META, THEME, draw_sample))"
    )
    root = str(Path(__file__).parents[3])
    run = subprocess.run(
        [sys.executable, "-c", code, root],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"},
    )

    assert run.stdout == make(parse_every_block())


def test_every_slide_has_notes_footer_date_and_number(make: Make) -> None:
    text = "## One {key=one}\n\nText.\n\n::: notes\nFirst.\n\n- Second\n:::\n"
    slides = Presentation(io.BytesIO(make(parse_deck(text)))).slides

    kinds = {p.placeholder_format.type.name for p in slides[1].placeholders}
    assert {"TITLE", "FOOTER", "DATE", "SLIDE_NUMBER"} <= kinds
    assert slides[1].notes_slide.notes_text_frame.text == "First.\n- Second"
    assert "Sep 14, 2026" in [shape.text_frame.text for shape in slides[1].placeholders]


def test_properties_are_the_documents_and_none_of_the_templates(make: Make) -> None:
    properties = Presentation(io.BytesIO(make(parse_every_block()))).core_properties

    assert (properties.title, properties.subject, properties.author) == (META.title, META.subject, META.author)
    assert properties.created.isoformat()[:10] == properties.modified.isoformat()[:10] == META.date
    assert properties.language == "en-US"
    assert b"python-pptx" not in b"".join(_read_parts(make(parse_every_block())).values())


def test_links_lead_to_the_web_and_to_other_slides(make: Make) -> None:
    text = "## A {key=a}\n\nSee [there](#b) and [the portal](https://example.com/?a=1&b=2).\n\n## B {key=b}\n\nText.\n"
    parts = _read_parts(make(parse_deck(text)))

    links = parts["ppt/slides/_rels/slide2.xml.rels"].decode()
    assert 'Target="slide3.xml"' in links
    assert 'Target="https://example.com/?a=1&amp;b=2"' in links
    assert 'action="ppaction://hlinksldjump"' in parts["ppt/slides/slide2.xml"].decode()


def test_a_figure_is_a_named_group_whose_connectors_are_glued_to_sites_of_their_own(make: Make) -> None:
    text = "## Flow {key=flow}\n\n::: figure dataflow {key=f}\n:::\n"
    content = make(parse_deck(text))

    slide = Presentation(io.BytesIO(content)).slides[1]
    (group,) = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    ids = {shape.name.split(":")[-1]: shape.shape_id for shape in group.shapes}
    xml = _read_parts(content)["ppt/slides/slide2.xml"].decode()
    glue = re.findall(r'<a:stCxn id="(\d+)" idx="(\d+)"/><a:endCxn id="(\d+)" idx="(\d+)"/>', xml)
    assert group.name == "flow:figure:f"
    assert "looks accounts up" in group._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr")[0]
    biller, vendor = str(ids["biller"]), str(ids["vendor"])
    assert glue == [(biller, "4", vendor, "4"), (vendor, "5", biller, "5")]


def test_a_table_is_native_with_a_header_row_and_its_widths_and_heights_add_up(make: Make) -> None:
    text = "## T {key=t}\n\n| A | B | C |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n| 4 |  | 6 |\n" * 3 + "\nText\n"
    slide = Presentation(io.BytesIO(make(parse_deck(text)))).slides[1]

    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    assert frame.table.first_row
    assert sum(column.width for column in frame.table.columns) == frame.width
    assert abs(sum(row.height for row in frame.table.rows) - frame.height) < 10
    assert "6 rows" in frame._element.xpath(".//p:cNvPr/@descr")[0]


def test_right_to_left_paragraphs_say_so_and_others_say_the_contrary(make: Make) -> None:
    xml = _read_parts(make(parse_deck("## A {key=a}\n\n- שלום\n- Hello\n")))["ppt/slides/slide2.xml"].decode()

    assert re.search(r'algn="r" rtl="1">(?:(?!<a:pPr).)*lang="he-IL"', xml)
    assert re.search(r'algn="l" rtl="0">(?:(?!<a:pPr).)*>Hello<', xml)


def test_characters_that_xml_cannot_hold_do_no_harm(plan: Callable[..., Deck], theme: Theme) -> None:
    deck = plan(parse_deck("## A {key=a}\n\nText.\n"))
    first = replace(deck.slides[1], footer="a\x00b\x1f\ud800")

    content = write_deck(replace(deck, slides=(deck.slides[0], first)), theme)
    assert "a\ufffdb\ufffd\ufffd" in _read_parts(content)["ppt/slides/slide2.xml"].decode()


@pytest.mark.parametrize("slides", [1, 3])
def test_a_template_with_slides_of_its_own_loses_them(theme: Theme, plan: Callable[..., Deck], slides: int) -> None:
    brand = Presentation(io.BytesIO(THEME))
    for _ in range(slides):
        brand.slides.add_slide(brand.slide_layouts[1]).shapes.title.text_frame.text = "Sample"
    stream = io.BytesIO()
    brand.save(stream)
    deck = plan(parse_deck("## A {key=a}\n\nText.\n"))

    content = write_deck(deck, replace(theme, source=stream.getvalue()))
    assert len(Presentation(io.BytesIO(content)).slides) == 2
    assert len([name for name in _read_parts(content) if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]) == 2


def test_a_panel_of_blank_lines_only_decorates(make: Make) -> None:
    xml = _read_parts(make(parse_deck("## A {key=a}\n\n```\n \n \n```\n\nText.\n")))["ppt/slides/slide2.xml"].decode()

    assert re.search(r'name="a:code:1"><a:extLst>', xml)
