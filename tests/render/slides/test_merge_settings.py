"""What a person sets beside texts and looks is kept by a merge, and keeps a slide or a shape that the spec drops."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu
from tests.render.slides.brands import get_brand
from tests.render.slides.deck_edits import find_slide
from tests.render.slides.test_merge import TEXT, make_deck

from golive.ooxml.namespaces import DECLARATIONS
from golive.ooxml.xml_parser import parse_untrusted_xml
from golive.render.slides.merge.merge import MergedDeck, compare_with_snapshot, merge_decks

SLIDE = "glance"
BOX, LAST_BOX = "glance:card:2", "glance:card:4"
COLOR = RGBColor(0xAB, 0xCD, 0xE1)  # type: ignore[no-untyped-call]
BEFORE, AFTER = "Bill file, nightly at 2:00 AM ET", "Bill file, nightly at 3:00 AM ET"
COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
VERSIONS = f'<mc:AlternateContent {COMPATIBLE} {DECLARATIONS}><mc:Choice Requires="p14" xmlns:p14="urn:p14">'


def set_link(slide: Any, box: Any) -> str:
    box.click_action.hyperlink.address = "https://own.example.org"
    return "hlinkClick"


def hide_in_the_selection_pane(_slide: Any, box: Any) -> str:
    box._element[0].find("{*}cNvPr").set("hidden", "1")
    return 'hidden="1"'


def give_a_title(_slide: Any, box: Any) -> str:
    box._element[0].find("{*}cNvPr").set("title", "Own title")
    return "Own title"


def set_language(_slide: Any, box: Any) -> str:
    for one in box._element.iter("{*}rPr"):
        one.set("lang", "es-MX")
    return 'lang="es-MX"'


def draw_ink(slide: Any, _box: Any) -> str:
    ink = '<p:contentPart><p14:nvContentPartPr><p14:cNvPr id="900" name="Ink"/></p14:nvContentPartPr></p:contentPart>'
    slide.shapes._spTree.append(parse_untrusted_xml(f"{VERSIONS}{ink}</mc:Choice></mc:AlternateContent>".encode()))
    return 'name="Ink"'


def change_background(slide: Any, _box: Any) -> str:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = COLOR
    return "ABCDE1"


def write_the_number(slide: Any, _box: Any) -> str:
    (holder,) = (one for one in slide.placeholders if "sldNum" in one.name)
    holder.text_frame.text = "Own number"
    return "Own number"


EDITS: tuple[Callable[[Any, Any], str], ...] = (
    set_link, hide_in_the_selection_pane, give_a_title, set_language, draw_ink, change_background, write_the_number,
)  # fmt: skip


def edit(content: bytes, change: Callable[[Any, Any], str], box: str = BOX) -> tuple[bytes, str]:
    deck = Presentation(io.BytesIO(content))
    slide = find_slide(deck, SLIDE)
    mark = change(slide, next(one for one in slide.shapes if one.name == box))
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue(), mark


def read_slide(merged: MergedDeck, name: str = SLIDE) -> str:
    slide = find_slide(Presentation(io.BytesIO(merged.content)), name)
    return slide.part.blob.decode() if slide is not None else ""


@pytest.mark.parametrize("change", EDITS, ids=lambda one: one.__name__)
def test_what_is_set_beside_a_text_is_named_and_kept_while_the_text_changes(change: Callable[[Any, Any], str]) -> None:
    theirs, mark = edit(make_deck(), change)
    (named,) = {one.slide for one in compare_with_snapshot(theirs)}

    merged = merge_decks(theirs, make_deck(TEXT.replace(BEFORE, AFTER), "1.3.0"))

    assert named == SLIDE
    assert mark in read_slide(merged)
    assert AFTER in read_slide(merged).replace("\u00a0", " ")
    assert BEFORE not in read_slide(merged).replace("\u00a0", " ")


def add_to_the_notes_page(slide: Any, _box: Any) -> str:
    slide.notes_slide.shapes._spTree.append(slide.shapes.add_textbox(0, 0, Emu(9), Emu(9))._element)
    return SLIDE


@pytest.mark.parametrize("change", [*EDITS, add_to_the_notes_page], ids=lambda one: one.__name__)
def test_a_slide_that_the_spec_drops_stays_with_what_is_set_on_it(change: Callable[[Any, Any], str]) -> None:
    theirs, mark = edit(make_deck(), change)
    head, tail = TEXT.split("\n## One nightly file")[0], TEXT[TEXT.index("\n## Bills travel") :]
    ours = make_deck(head + tail, "1.3.0")

    merged = merge_decks(theirs, ours)

    assert mark in read_slide(merged)
    assert [(one.slide, one.kept) for one in merged.report.conflicts] == [(SLIDE, "mine")]
    assert merge_decks(make_deck(), ours).report.conflicts == ()


def test_an_equation_in_a_box_stays_and_the_text_of_the_spec_is_reported() -> None:
    def wrap(_slide: Any, box: Any) -> str:
        wrapper = parse_untrusted_xml(f"{VERSIONS}</mc:Choice></mc:AlternateContent>".encode())
        box._element.addprevious(wrapper)
        wrapper[0].append(box._element)
        return "AlternateContent"

    theirs, mark = edit(make_deck(), wrap)
    merged = merge_decks(theirs, make_deck(TEXT.replace(BEFORE, AFTER), "1.3.0"))

    assert mark in read_slide(merged)
    (conflict,) = merged.report.conflicts
    assert (conflict.shape, conflict.kept, AFTER in conflict.spec) == (BOX, "mine", True)


def test_slides_of_another_size_make_a_merge_doubtful_and_a_title_of_the_file_is_kept() -> None:
    deck = Presentation(io.BytesIO(make_deck()))
    deck.slide_width, deck.core_properties.title = Emu(9_144_000), "Own title of the file"
    stream = io.BytesIO()
    deck.save(stream)
    merged = merge_decks(stream.getvalue(), make_deck(TEXT.replace(BEFORE, AFTER), "1.3.0"))

    assert merged.report.doubts[0].startswith("Your slides are 10 × 7.5 in, and golive makes slides of 13.33 × 7.5 in")
    assert [one.message for one in merged.report.edits] == ["The title of the document is “Own title of the file”."]
    assert Presentation(io.BytesIO(merged.content)).core_properties.title == "Own title of the file"


def test_what_another_template_changes_is_no_edit_of_a_person() -> None:
    theirs, _ = edit(make_deck(), give_a_title)
    merged = merge_decks(theirs, make_deck(TEXT.replace(BEFORE, AFTER), "1.3.0", get_brand("german")))

    assert [one.message.partition(": ")[2] for one in merged.report.edits] == [
        "the box “Bill file, nightly at 3:00 AM ET” has the title “Own title” for its alternative text."
    ]
    assert merged.report.doubts[0].startswith("The PowerPoint template was changed since")


def test_a_chart_keeps_the_colors_of_a_person_and_gets_the_numbers_of_the_spec() -> None:
    ours = make_deck(TEXT.replace("| Web | 11,800 |", "| Web | 15,000 |"), "1.3.0")
    deck = Presentation(io.BytesIO(make_deck()))
    (chart,) = (one.chart for one in find_slide(deck, "volumes").shapes if one.has_chart)
    fill = chart.plots[0].series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = COLOR
    stream = io.BytesIO()
    deck.save(stream)

    merged = merge_decks(stream.getvalue(), ours)

    slide = find_slide(Presentation(io.BytesIO(merged.content)), "volumes")
    (kept,) = (one.chart for one in slide.shapes if one.has_chart)
    assert str(kept.plots[0].series[0].format.fill.fore_color.rgb) == "ABCDE1"
    assert kept.plots[0].series[0].values[0] == 15_000
    assert kept.value_axis.maximum_scale is None or kept.value_axis.maximum_scale >= 15_000
    assert merged.report.conflicts == ()


def test_an_effect_goes_with_the_shape_that_the_spec_drops_and_is_reported() -> None:
    def animate(slide: Any, box: Any) -> str:
        target = f'<p:tgtEl><p:spTgt spid="{box.shape_id}"/></p:tgtEl>'
        effect = f'<p:par><p:cTn id="2" presetClass="entr"><p:childTnLst>{target}</p:childTnLst></p:cTn></p:par>'
        root = f'<p:tnLst><p:par><p:cTn id="1"><p:childTnLst>{effect}</p:childTnLst></p:cTn></p:par></p:tnLst>'
        builds = f'<p:bldLst><p:bldP spid="{box.shape_id}" grpId="0"/></p:bldLst>'
        slide._element.append(parse_untrusted_xml(f"<p:timing {DECLARATIONS}>{root}{builds}</p:timing>".encode()))
        return "spTgt"

    theirs, mark = edit(make_deck(), animate, LAST_BOX)
    dropped = TEXT[TEXT.index("### Go-live {tone=live}") : TEXT.index(":::\n\n::: notes\n- This slide stands")]
    kept = merge_decks(theirs, make_deck(TEXT.replace(BEFORE, AFTER), "1.3.0"))
    gone = merge_decks(theirs, make_deck(TEXT.replace(dropped, ""), "1.3.0"))

    assert mark in read_slide(kept)
    assert "p:timing" not in read_slide(gone)
    assert [(one.shape, one.kept) for one in gone.report.conflicts] == [(LAST_BOX, "spec")]
