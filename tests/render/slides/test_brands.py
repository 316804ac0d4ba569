"""Every brand's template gives a right deck, or is refused with the reason."""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation
from tests.render.slides.brands import BRANDS, REFUSED, get_brand
from tests.render.slides.geometry import SLACK, find_overflows
from tests.render.slides.samples import META, draw_sample, parse_deck, parse_every_block

from golive.audit.files import audit_file
from golive.figures.drawing import Rect
from golive.markdown.document import Document, Heading, plain_text
from golive.render import slides
from golive.render.palette import contrast_ratio
from golive.render.slides.layout.deck_text import iter_slide_texts
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Deck, Grid, Panel, Slide
from golive.render.slides.theme.backgrounds import overlap_area
from golive.render.slides.theme.colors import MIN_TEXT_CONTRAST, choose_text_color, resolve_color, resolve_fill
from golive.render.slides.theme.theme import Theme, build_palette, read_theme
from golive.render.slides.theme.tints import DISTINCT_COLORS, MIN_DIFFERENCE, measure_color_difference
from golive.support.problems import ThemeError

USABLE = sorted(set(BRANDS) - set(REFUSED))
ON_A_BAR = {"banded-with-logo", "filled-titles", "mid-tone"}
"""Their texts stand on a shape, of which the reference check of contrast knows nothing; golive's own audit does."""
ON_TRANSLUCENT_PANELS = {"gradient", "photo"}
"""A decorative panel lies behind their titles: the reference check counts it as read before them, our own does not."""

SMALL = parse_deck("## One point {key=one label=Point}\n\n- Bills\n- Payments\n\n## A part {key=part}\n")


@pytest.fixture(scope="module", params=USABLE)
def theme(request: pytest.FixtureRequest) -> Theme:
    return read_theme(get_brand(request.param))


def _find_faults(planned: Deck, theme: Theme) -> list[str]:
    found = []
    for slide in planned.slides:
        found += [f for f in find_overflows(slide, theme.width, theme.height, theme.body_font) if "outside" not in f]
        found += _find_outside(slide, theme)
        found += _find_overlapping(slide)
        feet = theme.layouts[slide.role].footer_placeholders.items()
        found += [f"{e.name} lies over the {kind}" for e in slide.elements if isinstance(e, Panel) and e.paras
                  for kind, foot in feet if overlap_area(e.rect, foot.rect) > SLACK]  # fmt: skip
    return found


def _find_outside(slide: Slide, theme: Theme) -> list[str]:
    inside = Rect(-SLACK, -SLACK, theme.width + 2 * SLACK, theme.height + 2 * SLACK)
    found = [e.name for e in slide.elements if overlap_area(e.rect, inside) < e.rect.width * e.rect.height - 1e-6]
    if slide.role in {"content", "title-only"}:
        own = [e for e in slide.elements if not e.name.endswith((":title", ":label", ":sheet", ":mark"))]
        found += [f"{e.name} below the body" for e in own if e.rect.bottom > theme.body.bottom + SLACK]
        found += [f"{e.name} beside the body" for e in own if e.rect.right > theme.body.right + SLACK]
    return found


def _find_overlapping(slide: Slide) -> list[str]:
    texts = [e for e in slide.elements if not isinstance(e, Panel) or e.paras]
    areas = [(e.name, _get_text_area(e)) for e in texts]
    return [
        f"{one} lies over {other}"
        for n, (one, rect) in enumerate(areas)
        for other, its in areas[n + 1 :]
        if overlap_area(rect, its) > SLACK
    ]


def _get_text_area(element: object) -> Rect:
    rect: Rect = element.rect  # type: ignore[attr-defined]
    if isinstance(element, Panel):
        left, top, right, bottom = element.inset
        return Rect(rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom)
    return rect


@pytest.mark.parametrize("document", [SMALL, parse_every_block()], ids=["small", "every-block"])
def test_no_text_leaves_its_box_the_body_or_the_slide_and_none_lies_over_another(
    theme: Theme, document: Document
) -> None:
    assert _find_faults(plan_slides(document, META, theme, draw_sample), theme) == []


def test_no_word_is_lost(theme: Theme) -> None:
    planned = plan_slides(parse_every_block(), META, theme, draw_sample)

    shown = " ".join(text for slide in planned.slides for text in iter_slide_texts(slide))
    for heading in (block for block in parse_every_block().blocks if isinstance(block, Heading)):
        assert plain_text(heading.runs) in shown
        if not theme.layouts["title-only"].placeholders["title"].fill:  # there the label gives way
            assert heading.attributes.get("label", "") in shown
    for fact in ("48,000", "support@example.com", "004500123456"):
        assert fact in shown


@pytest.mark.parametrize("name", USABLE)
def test_titles_are_placeholders_and_nothing_of_the_samples_is_left(name: str) -> None:
    content = slides.make_deck(SMALL, META, get_brand(name), draw_sample)

    presentation = Presentation(io.BytesIO(content))
    assert [slide.shapes.title.text_frame.text for slide in presentation.slides] == ["Cover", "One point", "A part"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        everything = b"".join(package.read(name) for name in names)
    assert len(set(names)) == len(names)
    assert len([one for one in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", one)]) == 3
    assert not [one for one in names if re.search(r"vba|chart|printer|tags|comment|thumbnail", one)]
    for leftover in (b"Sample", b"sectionLst", b"custShow", b"macroEnabled", b"template.main", b"Company secret"):
        assert leftover not in everything


def test_every_brand_passes_the_structural_checks(tmp_path: Path, checks: Path) -> None:
    # All kinds of content where they stand on other ground or in other proportions; the checks take their time.
    everything = {"photo", "dark", "odd-size", *(USABLE if os.environ.get("GOLIVE_EXAMPLES") else ())}
    for name in USABLE:
        document = parse_every_block() if name in everything else SMALL
        (tmp_path / f"{name}.pptx").write_bytes(slides.make_deck(document, META, get_brand(name), draw_sample))

    for check in ("validate_ooxml.py", "a11y_check.py"):
        files = [str(path) for path in sorted(tmp_path.iterdir()) if check[0] == "v" or path.stem not in ON_A_BAR]
        run = subprocess.run([sys.executable, str(checks / check), *files], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        for deck in re.split(r"^(?=/)", run.stdout, flags=re.MULTILINE):
            name = Path(deck.split(" {")[0]).stem
            expected = "ORDER-TITLE" if name in ON_TRANSLUCENT_PANELS else "nothing"
            assert not [line for line in deck.splitlines() if "   W " in line and expected not in line], deck
    judged = ON_A_BAR | ON_TRANSLUCENT_PANELS
    assert {name: audit_file(tmp_path / f"{name}.pptx") for name in judged} == dict.fromkeys(judged, ())


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_serve_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(ThemeError, match=REFUSED[name]) as refused:
        read_theme(get_brand(name))

    assert "title placeholder" in refused.value.problems[0].hint


def test_every_colour_can_be_read_and_the_meanings_differ(theme: Theme) -> None:
    scheme = theme.scheme
    for color in scheme.tints:
        assert (
            contrast_ratio(resolve_color(choose_text_color(color, scheme), scheme), resolve_fill(color, scheme))
            >= MIN_TEXT_CONTRAST
        )
    for color in ("ink", "muted", "dark", "accent", *DISTINCT_COLORS):
        for ground in ("paper", "soft"):
            assert contrast_ratio(resolve_color(color, scheme), resolve_color(ground, scheme)) >= MIN_TEXT_CONTRAST
    for resolve in (resolve_color, resolve_fill):
        shown = [resolve(meaning, scheme) for meaning in DISTINCT_COLORS]
        assert all(
            measure_color_difference(a, b) >= MIN_DIFFERENCE for n, a in enumerate(shown) for b in shown[n + 1 :]
        )


def test_paper_is_printed_white_whatever_the_slides_are_made_of(theme: Theme) -> None:
    printed = build_palette(theme, for_print=True)

    assert printed["paper"] == "FFFFFF"
    assert set(printed) == set(build_palette(theme))
    for color in ("ink", "muted", "dark", "accent", *DISTINCT_COLORS):
        assert contrast_ratio(printed[color], printed["paper"]) >= MIN_TEXT_CONTRAST


def test_a_brand_keeps_its_titles_where_and_how_it_sets_them() -> None:
    theme = read_theme(get_brand("tight-capitals"))
    title = plan_slides(SMALL, META, theme, draw_sample).slides[1].elements[0]

    assert isinstance(title, Panel)
    place = theme.layouts["title-only"].placeholders["title"].rect
    assert title.rect.bottom == pytest.approx(place.bottom)
    assert (title.paras[0].spacing, title.paras[0].caps, title.paras[0].align) == (0.9, True, "center")


def test_capitals_are_measured_as_wide_as_they_are_shown() -> None:
    said = "Bills and balances travel nightly by file between both of the systems"
    usual, capitals = (
        plan_slides(parse_deck(f"## {said} {{key=a}}\n\nText.\n"), META, read_theme(get_brand(name)), draw_sample)
        .slides[1]
        .elements[0]
        for name in ("wide-with-samples", "tight-capitals")
    )

    assert isinstance(usual, Panel)
    assert isinstance(capitals, Panel)
    assert capitals.paras[0].size_pt < usual.paras[0].size_pt or capitals.rect.height > usual.rect.height


def test_a_photo_has_a_panel_between_it_and_every_text() -> None:
    theme = read_theme(get_brand("photo"))
    for slide in plan_slides(parse_every_block(), META, theme, draw_sample).slides:
        panels = [e.rect for e in slide.elements if isinstance(e, Panel) and e.fill == "paper"]
        for element in slide.elements:
            if isinstance(element, Grid) or (isinstance(element, Panel) and element.paras and not element.fill):
                covered = sum(overlap_area(panel, element.rect) for panel in panels)
                assert covered >= element.rect.width * element.rect.height * 0.97, (slide.key, element.name)


def test_content_ends_above_the_foot(theme: Theme) -> None:
    feet = theme.layouts["title-only"].footer_placeholders

    assert feet
    assert all(theme.body.bottom <= foot.rect.y for foot in feet.values())


def test_a_body_of_two_centimetres_is_not_used() -> None:
    theme = read_theme(get_brand("tiny-bodies"))

    assert "body" not in theme.layouts["content"].placeholders
    assert theme.layouts["content"].found_by.startswith("instead")
    assert theme.body.height >= 0.6 * theme.height


def test_a_title_stays_clear_of_the_logo_beside_it() -> None:
    theme = read_theme(get_brand("banded-with-logo"))
    logo = next(art.rect for art in theme.layouts["title-only"].backdrop.art if art.is_picture)

    for slide in plan_slides(parse_every_block(), META, theme, draw_sample).slides[1:]:
        for element in slide.elements:
            assert not overlap_area(element.rect, logo), (slide.key, element.name)


def test_links_keep_the_colour_of_text_where_the_brand_has_none_that_can_be_read() -> None:
    def links(name: str) -> str:
        with zipfile.ZipFile(
            io.BytesIO(slides.make_deck(parse_every_block(), META, get_brand(name), draw_sample))
        ) as package:
            return package.read("ppt/slides/slide12.xml").decode()

    assert "hlinkClr" in links("dark")
    assert "hlinkClr" not in links("office-4x3")


def test_fonts_without_widths_are_said_to_be_measured_as_another() -> None:
    assert any("Foundry Sterling" in warning for warning in read_theme(get_brand("unknown-font")).warnings)
    empty = read_theme(get_brand("empty-font"))
    assert (empty.heading_font, empty.body_font, empty.forced_font) == ("Arial", "Arial", "Arial")
    assert b'<a:latin typeface="Arial"/>' in _slide(slides.make_deck(SMALL, META, empty, draw_sample))


def _slide(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("ppt/slides/slide2.xml")


@pytest.mark.parametrize("name", ["german", "no-types", "duplicate-names", "office-4x3"])
def test_layouts_are_found_by_type_name_or_placeholders(name: str) -> None:
    ways = {"german": "name", "no-types": "name", "duplicate-names": "placeholders", "office-4x3": "type"}
    theme = read_theme(get_brand(name))

    assert {theme.layouts[role].found_by for role in ("title", "content", "title-only")} == {ways[name]}
    assert "body" in theme.layouts["content"].placeholders
    assert len({layout.part_name for layout in theme.layouts.values()}) >= 3


def test_a_person_may_choose_the_layouts() -> None:
    theme = read_theme(get_brand("office-4x3"), (("title-only", "Section Header"), ("content", "two content")))

    assert theme.layouts["title-only"].name == "Section Header"
    assert theme.layouts["content"].name == "Two Content"
    with pytest.raises(ThemeError, match=r"no layout 'Titel Slide'\n  Did you mean 'Title Slide'\?"):
        read_theme(get_brand("office-4x3"), (("title", "Titel Slide"),))
    with pytest.raises(ThemeError, match="'Blank' cannot serve as title"):
        read_theme(get_brand("office-4x3"), (("title", "Blank"),))
