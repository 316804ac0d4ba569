"""Whatever a brand's twelve colours are: what is shown can be read, and meanings can be told apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.render.slides.samples import THEME

from golive.render.palette import PALETTE, contrast_ratio
from golive.render.slides.theme.colors import DEFAULT_TINTS, MIN_TEXT_CONTRAST, SOFT_COLORS, Tint, tint_to_hex
from golive.render.slides.theme.theme import build_palette, read_theme
from golive.render.slides.theme.tints import (
    DISTINCT_COLORS,
    MIN_DIFFERENCE,
    choose_fills,
    choose_tints,
    measure_color_difference,
)

NAMES = ("tx1", "bg1", "tx2", "bg2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
DIFFERENT = 15
"""Well above what an eye can tell."""
COLOR = st.integers(0, 0xFFFFFF).map("{:06X}".format)
BRAND = st.tuples(*[COLOR] * len(NAMES)).map(lambda values: dict(zip(NAMES, values, strict=True)))


def _make_all_colors(colors: dict[str, str]) -> dict[str, str]:
    return {**colors, "dk1": colors["tx1"], "lt1": colors["bg1"], "dk2": colors["tx2"], "lt2": colors["bg2"]}


def measure_chroma(color: str) -> float:
    """Return how far a color is from the nearest gray."""
    return min(measure_color_difference(color, f"{gray:02X}" * 3) for gray in range(0, 256, 15))


@settings(max_examples=examples(60))
@given(BRAND)
def test_everything_can_be_read_on_any_brand_with_a_light_or_dark_ground(brand: dict[str, str]) -> None:
    colors = _make_all_colors(brand)
    ground = colors["bg1"]
    tints, _ = choose_tints(colors, ground)

    seen = {color: tint_to_hex(tint, colors) for color, tint in tints.items()}
    # A ground of middling lightness cannot carry coloured text at all; text in ink is what counts there.
    assert contrast_ratio(seen["ink"], ground) >= MIN_TEXT_CONTRAST
    assert contrast_ratio(seen["ink"], seen["soft"]) >= MIN_TEXT_CONTRAST
    assert contrast_ratio(seen["soft"], seen["paper"]) < 1.5
    assert measure_chroma(seen["soft"]) <= measure_chroma(seen["paper"]) + 23
    if max(contrast_ratio("000000", ground), contrast_ratio("FFFFFF", ground)) > 9:
        for color in ("muted", "dark", "accent", *DISTINCT_COLORS):
            assert contrast_ratio(seen[color], seen["paper"]) >= MIN_TEXT_CONTRAST
        for meaning in DISTINCT_COLORS:
            assert contrast_ratio(seen["ink"], seen[SOFT_COLORS[meaning]]) >= MIN_TEXT_CONTRAST
            assert contrast_ratio(seen[meaning], seen[SOFT_COLORS[meaning]]) >= MIN_TEXT_CONTRAST


@settings(max_examples=examples(60))
@given(BRAND)
def test_no_two_meanings_look_alike(brand: dict[str, str]) -> None:
    colors = {**_make_all_colors(brand), "bg1": "FFFFFF"}
    tints, warnings = choose_tints(colors, "FFFFFF")

    seen = [tint_to_hex(tints[meaning], colors) for meaning in DISTINCT_COLORS]
    assert all(measure_color_difference(a, b) >= DIFFERENT for n, a in enumerate(seen) for b in seen[n + 1 :])
    changed = [meaning for meaning in DISTINCT_COLORS if tints[meaning].rgb or tints[meaning].lum_mod != 100]
    assert all(any(text.startswith(f"{meaning}:") for text in warnings) for meaning in changed)


@pytest.mark.parametrize(("second", "ground"), [("66B32E", "FFFFFF"), ("0070C0", "000000")])
def test_a_strong_second_ground_is_made_pale(second: str, ground: str) -> None:
    ink = "000000" if ground == "FFFFFF" else "FFFFFF"
    colors = _make_all_colors(dict.fromkeys(NAMES, "0B7285") | {"bg1": ground, "bg2": second, "tx1": ink, "tx2": ink})
    tint = choose_tints(colors, ground)[0]["soft"]

    assert tint.scheme == "bg2"
    assert 2 < measure_chroma(tint_to_hex(tint, colors)) < 23 < measure_chroma(second)


def test_a_brand_of_one_accent_gets_derived_colours_and_is_told() -> None:
    colors = _make_all_colors(dict.fromkeys(NAMES, "0B7285") | {"bg1": "FFFFFF", "bg2": "F3F6F8", "tx1": "1B2733"})
    tints, warnings = choose_tints(colors, "FFFFFF")

    assert [bool(tints[meaning].rgb) for meaning in DISTINCT_COLORS] == [False, True, True, True, True]
    assert sum("no further accent" in warning for warning in warnings) == 4


def test_our_own_colours_are_taken_as_they_are() -> None:
    theme = read_theme(THEME)

    assert theme.scheme.tints == DEFAULT_TINTS
    assert theme.warnings == theme.removed == ()
    for color in ("dark", "accent", *DISTINCT_COLORS):
        assert build_palette(theme)[color] == PALETTE[color]


@settings(max_examples=examples(60))
@given(BRAND)
def test_what_fills_shapes_is_an_accent_of_the_brand_that_carries_text(brand: dict[str, str]) -> None:
    colors = _make_all_colors(brand)
    tints, _ = choose_tints(colors, colors["bg1"])
    fills = choose_fills(tints, colors)

    seen = {color: tint_to_hex(fills.get(color, tint), colors) for color, tint in tints.items()}
    for color, fill in fills.items():
        assert fill == Tint(tints[color].scheme)
        assert fill != tints[color]
        assert max(contrast_ratio(seen[text], seen[color]) for text in ("paper", "ink")) >= MIN_TEXT_CONTRAST
    meanings = [color for color in DISTINCT_COLORS if color in fills]
    for one in meanings:
        others = [seen[other] for other in DISTINCT_COLORS if other != one]
        assert min(measure_color_difference(seen[one], other) for other in others) >= MIN_DIFFERENCE


def test_an_accent_too_pale_for_text_still_fills_shapes() -> None:
    brand = {
        "tx1": "000000",
        "bg1": "FFFFFF",
        "tx2": "1F497D",
        "bg2": "EEECE1",
        "accent1": "FFC000",
        "accent2": "C0504D",
    }
    brand |= {"accent3": "9BBB59", "accent4": "8064A2", "accent5": "4BACC6", "accent6": "F79646"}
    colors = _make_all_colors(brand | {"hlink": "0000FF", "folHlink": "800080"})
    tints, _ = choose_tints(colors, "FFFFFF")
    fills = choose_fills(tints, colors)

    assert tints["accent"].lum_mod < 100, "darker as text"
    assert tint_to_hex(fills["accent"], colors) == "FFC000", "its own color as a fill"
    assert tint_to_hex(fills["live"], colors) == "F79646"
