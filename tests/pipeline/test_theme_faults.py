"""A fault that only a brand's theme causes is reported for the theme, not for a line of the spec."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pptx.util import Inches
from tests.render.slides.brands import BRANDS, WIDE, fill_titles, get_brand, make_brand, repack, set_gradient_background
from tests.render.slides.brands import REFUSED as REFUSED_BRANDS
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck

from golive.audit.office.unreadable_texts import find_unreadable_texts
from golive.pipeline.theme_faults import check_texts, list_theme_warnings, publish_on_theme
from golive.pipeline.trial_deck import build_trial_deck
from golive.render import slides
from golive.render.slides.theme.theme import read_theme
from golive.support.problems import LayoutError, ThemeError

THEME_FILE = Path("brand/brand.potx")
USUAL = "## Every file is delivered over a secured line, acknowledged within minutes and kept for a month {key=a}\n"
ENDLESS = f"## {'Bills and payments and reversals ' * 30}{{key=a}}\n"


def narrow_titles(brand: Any) -> None:
    """Shrink the titles of all layouts but the cover to a few words in small letters."""
    for layout in brand.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.idx == 0 and layout.name != "Title Slide":
                shape.left, shape.top, shape.width, shape.height = Inches(1), Inches(0.3), Inches(4.2), Inches(0.4)


def publish(text: str, theme: bytes) -> bytes:
    return slides.make_deck(parse_deck(f"{text}\n- Bills\n"), META, theme, draw_sample)


def build(text: str, theme: bytes) -> bytes:
    return publish_on_theme(partial(publish, text, theme), partial(publish, text, THEME), THEME_FILE)


def test_a_title_that_fits_golives_own_theme_only_is_a_fault_of_the_brands() -> None:
    with pytest.raises(ThemeError) as refused:
        build(USUAL, make_brand(WIDE, narrow_titles))

    (problem,) = refused.value.problems
    assert (problem.path, problem.line) == (THEME_FILE, 0)
    assert "leaves too little room" in problem.message
    assert "golive theme map" in problem.hint


def test_a_title_that_fits_no_theme_is_a_fault_of_the_content() -> None:
    with pytest.raises(LayoutError):
        build(ENDLESS, make_brand(WIDE, narrow_titles))


def test_a_deck_whose_titles_can_be_read_is_built() -> None:
    content = build(USUAL, get_brand("dark"))

    assert content == publish(USUAL, get_brand("dark"))


def whiten_text(content: bytes, text: str) -> bytes:
    """Return the deck with a text in the color of the background."""

    def change(parts: dict[str, bytes]) -> None:
        before = rb"(<a:rPr [^>]*>)(?:<a:solidFill>(?:(?!</a:rPr>).)*?</a:solidFill>)?((?:(?!</a:rPr>).)*</a:rPr><a:t>"
        white = rb'\1<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>\2'
        for name in [one for one in parts if one.startswith("ppt/slides/slide")]:
            parts[name] = re.sub(before + re.escape(text.encode()) + b")", white, parts[name])

    return repack(content, change)


@pytest.mark.parametrize("text", ["Every file is delivered", "Bills"])
def test_a_text_in_the_color_of_the_background_stops_the_deck_and_names_slide_and_theme(text: str) -> None:
    content = whiten_text(publish(USUAL, get_brand("wide-with-samples")), text)

    (found,) = find_unreadable_texts(content)
    assert found.label.startswith("slide ")
    assert text in found.message
    with pytest.raises(ThemeError, match=rf"{found.label}, .*{text}.* 1\.00 to 1") as refused:
        check_texts(content, THEME_FILE)
    assert refused.value.problems[0].path == THEME_FILE


def test_of_many_texts_that_cannot_be_read_some_are_named_and_all_are_counted() -> None:
    text = "## Many {key=many}\n\n" + "\n".join(f"- Point number {n}" for n in range(9))
    content = whiten_text(publish(text, get_brand("wide-with-samples")), "Point number")

    with pytest.raises(ThemeError, match=r"Point number 4.*; and 4 more") as refused:
        check_texts(content, THEME_FILE)
    assert "Point number 5" not in str(refused.value)


@pytest.mark.parametrize("name", ["wide-with-samples", "photo", "dark", "mid-tone", "filled-titles", "two-layouts"])
def test_the_trial_deck_of_a_brand_is_built(name: str) -> None:
    assert name in set(BRANDS) - set(REFUSED_BRANDS)
    trial = build_trial_deck(read_theme(get_brand(name)), THEME_FILE)

    assert trial.slide_count >= 10
    assert find_unreadable_texts(trial.content) == ()


def test_a_title_whose_place_the_brand_fills_is_read_on_the_panel_that_replaces_the_fill() -> None:
    theme = read_theme(make_brand(WIDE, set_gradient_background, fill_titles("0F221D", "C00000")))

    assert theme.layouts["title-only"].panel
    assert find_unreadable_texts(build_trial_deck(theme, THEME_FILE).content) == ()


def add_schema_faults(parts: dict[str, bytes]) -> None:
    """Put elements of table styles out of order, and the color map of a layout first."""
    name, layout = "{B0A3B1C7-6C0E-4B0F-9B29-3D1C9B7D8A11}", "ppt/slideLayouts/slideLayout2.xml"
    styles = (
        f'<a:tblStyle styleId="{name}" styleName="Ours"><a:wholeTbl><a:tcTxStyle><a:fontRef idx="minor"/>'
        '<a:b val="on"/></a:tcTxStyle><a:tcStyle><a:fill>'
        "<a:noFill/></a:fill><a:tcBdr/></a:tcStyle></a:wholeTbl></a:tblStyle>"
    )
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    parts["ppt/tableStyles.xml"] = f'<a:tblStyleLst {space} def="{name}">{styles}</a:tblStyleLst>'.encode()
    mapped = re.search(rb"<p:clrMapOvr>.*?</p:clrMapOvr>", parts[layout], re.DOTALL)
    assert mapped
    parts[layout] = parts[layout].replace(mapped[0], b"").replace(b"<p:cSld", mapped[0] + b"<p:cSld", 1)


def test_what_is_worth_knowing_is_a_warning_at_the_theme(tmp_path: Path) -> None:
    file = tmp_path / "brand.pptx"
    file.write_bytes(repack(get_brand("unknown-font"), add_schema_faults))
    found = list_theme_warnings(file)

    for said in ("Foundry Sterling", "ppt/tableStyles.xml: b, tcBdr)", "slideLayout2.xml/sldLayout[1]: The"):
        assert any(said in one.message for one in found)
    assert {(one.path, one.severity) for one in found} == {(file, "warning")}
