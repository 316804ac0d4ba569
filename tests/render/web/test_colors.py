"""Whatever the brand, text can be read on whatever is behind it: in the light and in the dark."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.slides.brands import BRANDS, REFUSED, get_brand

from golive.figures.drawing import Color
from golive.render.palette import PALETTE, contrast_ratio
from golive.render.slides.theme.theme import build_palette, read_theme
from golive.render.web import page
from golive.render.web.colors import MIN_CONTRAST, TONES, dark_colors, fill_colors, light_colors, screen_css

TEXTS = ("ink", "muted", "dark", *TONES)
GROUNDS = ("paper", "soft", "code", *(f"{tone}-soft" for tone in TONES))
CSS = (Path(page.__file__).parent / "page.css").read_text(encoding="utf-8")
ANY = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")


def compute_ratio(one: str, other: str) -> float:
    return contrast_ratio(one.removeprefix("#"), other.removeprefix("#"))


def check_palette(palette: Mapping[Color, str]) -> None:
    for colors in (light_colors(palette), dark_colors(palette)):
        faint = {(t, g): compute_ratio(colors[t], colors[g]) for t in TEXTS for g in GROUNDS}
        assert {pair: value for pair, value in faint.items() if value < MIN_CONTRAST} == {}
    fills = fill_colors(palette)
    for text, ground in [("on-fill", "fill-dark"), ("on-fill", "fill-sit"), ("on-fill", "fill-uat")]:
        assert compute_ratio(fills[text], fills[ground]) >= MIN_CONTRAST
    assert compute_ratio(fills["faint-on-fill"], fills["fill-dark"]) >= MIN_CONTRAST


def test_text_in_our_own_colours_can_be_read() -> None:
    check_palette(PALETTE)


@pytest.mark.parametrize("name", sorted(set(BRANDS) - set(REFUSED)))
def test_text_in_the_colours_of_a_brand_can_be_read(name: str) -> None:
    check_palette(build_palette(read_theme(get_brand(name)), for_print=True))


@given(st.fixed_dictionaries(dict.fromkeys(("dark", *TONES), ANY)))
def test_text_in_any_colours_can_be_read(chosen: dict[Color, str]) -> None:
    softs: dict[Color, str] = {name: "F3F6F8" for name in PALETTE if name.endswith("soft")}
    check_palette({**PALETTE, **chosen, **softs})


def test_colours_that_can_be_read_are_left_as_the_brand_has_them() -> None:
    light = light_colors(PALETTE)

    assert {name: light[name].removeprefix("#").upper() for name in TEXTS} == {name: PALETTE[name] for name in TEXTS}


def test_every_colour_of_the_style_sheet_is_there_in_the_light_and_in_the_dark() -> None:
    light, dark = light_colors(PALETTE), dark_colors(PALETTE)
    own = set(re.findall(r"^  --([a-z0-9]+):| --([a-z0-9]+):", CSS, re.MULTILINE))
    used = set(re.findall(r"var\(--([a-z-]+\d?)\)", CSS)) - {name for pair in own for name in pair}

    assert light.keys() == dark.keys()
    assert len(used) > 15
    assert used <= light.keys() | fill_colors(PALETTE).keys()


def test_the_dark_is_for_screens_alone() -> None:
    light, dark = screen_css(PALETTE).splitlines()

    assert light.startswith(":root{color-scheme:light dark;--paper:#ffffff;")
    assert dark.startswith("@media screen and (prefers-color-scheme:dark){:root{--paper:#")


def test_no_colour_of_the_style_sheet_is_beside_the_palette() -> None:
    fixed = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", CSS))

    # The sheet that figures lie on in the dark is white paper, as their colours were chosen for.
    assert fixed == {"#fff"}
