"""A theme's own art, read from its package: grounds, shapes, groups, pictures and words."""

import base64
import io
import zipfile

import pytest
from tests.render.slides.samples import THEME

from golive.ooxml.zip_writer import write_package
from golive.render import preview
from golive.render.preview.backdrop import render_backdrop
from golive.render.slides.model import Deck, DeckProperties, Slide
from golive.render.slides.theme.theme import read_theme

LAYOUT = "ppt/slideLayouts/slideLayout6.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
BOX = '<a:xfrm><a:off x="127000" y="254000"/><a:ext cx="1270000" cy="635000"/></a:xfrm>'
PATH = (
    '<a:path w="10" h="10"><a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo><a:pt x="10" y="5"/></a:lnTo><a:close/>'
    "</a:path>"
)
RED = '<a:solidFill><a:srgbClr val="FF0000"><a:alpha val="50000"/></a:srgbClr></a:solidFill>'


def change_theme_part(part: str, old: str, new: str) -> bytes:
    """Return the bundled theme with one part changed."""
    with zipfile.ZipFile(io.BytesIO(THEME)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()
    return write_package(parts)


def format_shape(inside: str, text: str = "") -> str:
    head = '<p:nvSpPr><p:cNvPr id="99" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
    return f"<p:sp>{head}<p:spPr>{inside}</p:spPr>{text}</p:sp>"


def render_art(source: bytes) -> str:
    theme = read_theme(source)
    return render_backdrop(theme, theme.layouts["title-only"].part_name, "one-")


def draw_shape(inside: str, text: str = "") -> str:
    return render_art(change_theme_part(LAYOUT, "</p:spTree>", f"{format_shape(inside, text)}</p:spTree>"))


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        ('<a:prstGeom prst="rect"/>', '<rect x="10" y="20" width="100" height="50" fill="#FF0000"'),
        ('<a:prstGeom prst="ellipse"/>', '<ellipse cx="60" cy="45" rx="50" ry="25"'),
        ('<a:prstGeom prst="diamond"/>', '<polygon points="60,20 110,45 60,70 10,45"'),
        (
            '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 50000"/></a:avLst></a:prstGeom>',
            ' rx="25"',
        ),
        ('<a:prstGeom prst="cloud"/>', '<rect x="10" y="20" width="100" height="50" fill="#FF0000"'),
        (
            f"<a:custGeom><a:pathLst>{PATH}</a:pathLst></a:custGeom>",
            '<path d="M10 20L110 45Z"',
        ),
    ],
)
def test_shapes_are_drawn_in_their_place(geometry: str, expected: str) -> None:
    found = draw_shape(BOX + geometry + RED)

    assert expected in found
    assert 'fill-opacity="0.5"' in found


def test_a_turned_and_a_mirrored_shape_turns_around_its_middle() -> None:
    assert 'transform="rotate(90 60 45)"' in draw_shape(BOX.replace("<a:xfrm>", '<a:xfrm rot="5400000">') + RED)
    mirrored = draw_shape(BOX.replace("<a:xfrm>", '<a:xfrm flipH="1">') + RED)
    assert 'transform="translate(60 45) scale(-1 1) translate(-60 -45)"' in mirrored


def test_a_group_scales_what_is_in_it() -> None:
    frame = (
        '<a:xfrm><a:off x="127000" y="0"/><a:ext cx="254000" cy="254000"/><a:chOff x="0" y="0"/>'
        '<a:chExt cx="127000" cy="127000"/></a:xfrm>'
    )
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="98" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{frame}</p:grpSpPr>{format_shape(BOX + RED)}</p:grpSp>"
    )

    assert '<g transform="translate(10 0) scale(2 2)">' in render_art(
        change_theme_part(LAYOUT, "</p:spTree>", f"{group}</p:spTree>")
    )


def test_a_gradient_is_defined_under_a_name_of_its_own() -> None:
    stops = '<a:gs pos="0"><a:schemeClr val="accent1"/></a:gs><a:gs pos="100000"><a:srgbClr val="00FF00"/></a:gs>'
    found = draw_shape(f'{BOX}<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="5400000"/></a:gradFill>')

    assert '<linearGradient id="one-1-99" gradientTransform="rotate(90 0.5 0.5)">' in found
    assert 'fill="url(#one-1-99)"' in found
    assert "\x00" not in found


def test_a_picture_is_part_of_the_preview_and_cut_as_the_theme_says() -> None:
    picture = (
        '<p:pic><p:nvPicPr><p:cNvPr id="97" name="p"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        '<a:blip r:embed="rId9"/><a:srcRect l="25000" b="50000"/></p:blipFill>'
        f"<p:spPr>{BOX}</p:spPr></p:pic></p:spTree>"
    )
    with zipfile.ZipFile(io.BytesIO(change_theme_part(LAYOUT, "</p:spTree>", picture))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    listed = "ppt/slideLayouts/_rels/slideLayout6.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    entry = f'<Relationship Id="rId9" Type="{kind}" Target="../media/a.png"/></Relationships>'
    parts[listed] = parts[listed].replace(b"</Relationships>", entry.encode())
    parts["ppt/media/a.png"] = PIXEL
    kinds = b'<Default Extension="png" ContentType="image/png"/><Default '
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"<Default ", kinds, 1)

    found = render_art(write_package(parts))

    assert 'viewBox="0.25 0 0.75 0.5"' in found
    assert f'href="data:image/png;base64,{base64.b64encode(PIXEL).decode()}"' in found


def test_words_of_the_theme_are_text() -> None:
    body = (
        '<p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en-US" sz="1200" b="1"/><a:t>A &lt; B</a:t></a:r></a:p></p:txBody>'
    )

    assert 'font-size="12" text-anchor="start" fill="#1B2733" font-weight="700">A &lt; B</text>' in draw_shape(
        BOX, body
    )


def test_the_masters_art_is_left_out_where_the_layout_says_so() -> None:
    mastered = change_theme_part(MASTER, "</p:spTree>", f"{format_shape(BOX + RED)}</p:spTree>")
    with zipfile.ZipFile(io.BytesIO(mastered)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[LAYOUT] = parts[LAYOUT].replace(b"<p:sldLayout ", b'<p:sldLayout showMasterSp="0" ', 1)

    assert 'fill="#FF0000"' in render_art(mastered)
    assert 'fill="#FF0000"' not in render_art(write_package(parts))


def test_a_slide_without_anything_is_drawn() -> None:
    theme = read_theme(THEME)
    empty = Slide("a", "blank", "Nothing", (), (), "", "", 1)
    deck = Deck((empty,), theme.width, theme.height, DeckProperties("t", "s", "a", "2027-01-01", "1.0.0", "en-US"))

    assert len(preview.render_svgs(deck, theme)) == 1
    assert b"1 slide<" in preview.render_page(deck, theme)
