"""One color resolver: planner, preview, audit and LibreOffice show every change of a color as the same color."""

import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from golive.audit.office.slide_view import resolve_opaque_color
from golive.ooxml.colors import map_scheme_colors, parse_fill, read_theme_colors, resolve_color
from golive.ooxml.namespaces import A, P
from golive.render.preview.fills import PaintReader
from golive.render.slides.theme.colors import Tint, tint_to_hex

_NAMESPACE = A.strip("{}")
BLUE = "4472C4"
SCHEME = {"accent1": BLUE, "accent2": "ED7D31", "tx1": "000000", "bg1": "FFFFFF", "bg2": "E7E6E6"}
CHANGES = {
    "as it is": ("", "4472C4"),
    "shade 50 %": ('<a:shade val="50000"/>', "2F528F"),
    "shade 60 %": ('<a:shade val="60000"/>', "34599C"),
    "tint 60 %": ('<a:tint val="60000"/>', "B0BCDE"),
    "darker 25 %": ('<a:lumMod val="75000"/>', "2F5597"),
    "darker 50 %": ('<a:lumMod val="50000"/>', "203864"),
    "lighter 40 %": ('<a:lumMod val="60000"/><a:lumOff val="40000"/>', "8FAADC"),
    "lighter 80 %": ('<a:lumMod val="20000"/><a:lumOff val="80000"/>', "DAE3F3"),
    "satMod 150 %": ('<a:satMod val="150000"/>', "2469E4"),
    "satMod 40 %": ('<a:satMod val="40000"/>', "6A7D9E"),
    "satOff -20 %": ('<a:satOff val="-20000"/>', "5D79AB"),
    "hueOff 60 degrees": ('<a:hueOff val="3600000"/>', "9644C4"),
    "complement": ("<a:comp/>", "C49644"),
    "shade, then tint": ('<a:shade val="70000"/><a:tint val="80000"/>', "8494BD"),
    "satMod, lumMod, tint": ('<a:satMod val="110000"/><a:lumMod val="105000"/><a:tint val="73000"/>', "99ABDC"),
}
"""Each change with the color of accent1 that everything shows for it."""

LIBREOFFICE_TOLERANCE = 3
"""LibreOffice approximates the sRGB curve by the power 2.3; golive uses the curve itself, as PowerPoint does."""


def _format_scheme_color(changes: str, name: str = "accent1") -> Any:
    return etree.fromstring(f'<a:schemeClr xmlns:a="{_NAMESPACE}" val="{name}">{changes}</a:schemeClr>')


def _format_solid_fill(changes: str) -> Any:
    fill = etree.fromstring(f'<a:solidFill xmlns:a="{_NAMESPACE}"/>')
    fill.append(_format_scheme_color(changes))
    return fill


@pytest.mark.parametrize("name", CHANGES)
def test_theme_preview_and_audit_agree_on_every_change(name: str) -> None:
    changes, expected = CHANGES[name]

    assert parse_fill(_format_solid_fill(changes), SCHEME) == (expected,)
    assert PaintReader(SCHEME, None).read_color(_format_solid_fill(changes)) == (expected, 1.0)
    assert resolve_opaque_color(_format_solid_fill(changes), SCHEME) == expected


@pytest.mark.parametrize(("lum_mod", "lum_off"), [(75, 0), (50, 0), (60, 40), (20, 80), (100, 5), (8, 92)])
def test_the_planner_predicts_what_its_own_markup_shows(lum_mod: int, lum_off: int) -> None:
    off = f'<a:lumOff val="{lum_off * 1000}"/>' if lum_off else ""
    written = resolve_color(_format_scheme_color(f'<a:lumMod val="{lum_mod * 1000}"/>{off}'), SCHEME)

    assert written is not None
    assert written.rgb == tint_to_hex(Tint("accent1", lum_mod, lum_off), SCHEME)


@pytest.mark.parametrize(
    ("changes", "opacity"),
    [
        ('<a:alpha val="50000"/>', 0.5),
        ('<a:alpha val="80000"/><a:alphaMod val="50000"/>', 0.4),
        ('<a:alphaOff val="-30000"/>', 0.7),
        ('<a:alpha val="35%"/>', 0.35),
    ],
)
def test_opacity_is_kept_by_the_preview_and_unknown_to_the_audit(changes: str, opacity: float) -> None:
    fill = _format_solid_fill(changes)

    seen = PaintReader(SCHEME, None).read_color(fill)
    assert seen is not None
    assert seen[0] == BLUE
    assert seen[1] == pytest.approx(opacity)
    assert resolve_opaque_color(fill, SCHEME) is None
    assert parse_fill(fill, SCHEME) == ((BLUE,) if opacity >= 0.4 else ())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a:srgbClr val="a1B2c3"/>', "A1B2C3"),
        ('<a:sysClr val="window"/>', "FFFFFF"),
        ('<a:sysClr val="windowText" lastClr="112233"/>', "112233"),
        ('<a:prstClr val="orange"/>', "FFA500"),
        ('<a:scrgbClr r="50000" g="0%" b="100000"/>', "BC00FF"),
        ('<a:hslClr hue="14400000" sat="100000" lum="50000"/>', "0000FF"),
        ('<a:schemeClr val="phClr"/>', "00FF00"),
        ('<a:schemeClr val="accent9"/>', None),
        ('<a:srgbClr val="12345"/>', None),
        ('<a:srgbClr val="12345G"/>', None),
        ('<a:srgbClr val="123456"><a:shade val="much"/></a:srgbClr>', None),
        (f'<a:srgbClr val="123456"><a:shade val="{"9" * 400}"/></a:srgbClr>', None),
        ('<a:srgbClr val="123456"><!-- a note --><a:unheardOf/></a:srgbClr>', "123456"),
    ],
)
def test_every_kind_of_color_is_read_and_nonsense_is_unknown(markup: str, expected: str | None) -> None:
    element = etree.fromstring(f'<a:x xmlns:a="{_NAMESPACE}">{markup}</a:x>')[0]

    found = resolve_color(element, SCHEME, "00FF00")
    assert (found.rgb if found else None) == expected


def test_the_color_map_of_the_master_and_overrides_of_layout_and_slide_count() -> None:
    namespaces = f'xmlns:a="{_NAMESPACE}" xmlns:p="{P.strip("{}")}"'
    theme = etree.fromstring(
        f'<a:theme {namespaces}><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="111111"/></a:dk1>'
        '<a:lt1><a:srgbClr val="FEFEFE"/></a:lt1><a:accent1><a:srgbClr val="0000AA"/></a:accent1>'
        '<a:accent2><a:srgbClr val="AA0000"/></a:accent2></a:clrScheme></a:theme>'
    )
    master = etree.fromstring(
        f'<p:sldMaster {namespaces}><p:clrMap bg1="dk1" tx1="lt1" accent1="accent2"/></p:sldMaster>'
    )
    override = '<p:clrMapOvr><a:overrideClrMapping bg1="lt1" tx1="dk1"/></p:clrMapOvr>'
    layout = etree.fromstring(f"<p:sldLayout {namespaces}>{override}</p:sldLayout>")
    colors = read_theme_colors(theme)

    assert map_scheme_colors(colors, None)["bg1"] == "FEFEFE"
    assert map_scheme_colors(colors, master)["bg1"] == "111111"
    assert map_scheme_colors(colors, master)["accent1"] == "AA0000"
    assert map_scheme_colors(colors, master, layout)["bg1"] == "FEFEFE"
    assert map_scheme_colors(colors, master, None, layout)["tx1"] == "111111"
    assert map_scheme_colors(colors, master, layout)["accent1"] == "AA0000"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_color_for_every_change(tmp_path: Path) -> None:
    deck = Presentation()
    theme = next(r.target_part for r in deck.slide_masters[0].part.rels.values() if r.reltype.endswith("/theme"))
    theme.blob = theme.blob.replace(
        b'<a:accent1><a:srgbClr val="4F81BD"/>', f'<a:accent1><a:srgbClr val="{BLUE}"/>'.encode()
    )
    assert BLUE.encode() in theme.blob
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for number, (changes, _) in enumerate(CHANGES.values()):
        at = Inches(0.5 + number % 8), Inches(0.5 + number // 8)
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *at, Inches(1), Inches(1))
        properties = shape._element.spPr
        properties.append(_format_solid_fill(changes))
        properties.append(etree.fromstring(f'<a:ln xmlns:a="{_NAMESPACE}"><a:noFill/></a:ln>'))
        shape._element.remove(shape._element.find(f"{P}style"))
    path = tmp_path / "colors.pptx"
    deck.save(str(path))

    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    # The PDF engine, where another test has started it, hides the fonts without which LibreOffice will not run.
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    subprocess.run(
        [*command, "--convert-to", "png", "--outdir", str(tmp_path), str(path)],
        check=True,
        timeout=180,
        env=environment,
        capture_output=True,
    )
    picture = Image.open(io.BytesIO((tmp_path / "colors.png").read_bytes())).convert("RGB")
    scale = picture.width / 10
    for number, (name, (_, expected)) in enumerate(CHANGES.items()):
        pixel = picture.getpixel((round((1 + number % 8) * scale), round((1 + number // 8) * scale)))
        wanted = tuple(bytes.fromhex(expected))
        assert isinstance(pixel, tuple)
        apart = max(abs(one - other) for one, other in zip(pixel, wanted, strict=True))
        assert apart <= LIBREOFFICE_TOLERANCE, f"{name}: LibreOffice shows {bytes(pixel).hex()}, golive {expected}"
