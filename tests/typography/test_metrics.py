# ruff: noqa: FBT001 - the text under test; flags are parameters of the test
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.typography import metrics
from golive.typography.families import FAMILIES, find_family_widths
from golive.typography.metrics import FontMetrics, has_metrics, load_font_metrics

FONTS = Path("/usr/share/fonts/truetype")
TABLES = Path(metrics.__file__).parent / "tables"
SAMPLES = (
    "Bills travel nightly by file; balances are looked up live",
    "AVAIL_PAYMENTS_20270131.csv.pgp",
    "Settlement (ACH, card) at 17:45 ET – 1,250 records → posted ✓",
    "Grüße, José: “To-do” & Työ",
)
REAL = {
    "Calibri": "crosextra/Carlito",
    "Arial": "liberation/LiberationSans",
    "Times New Roman": "liberation/LiberationSerif",
}


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("family", list(REAL))
def test_widths_agree_with_the_real_font(family: str, bold: bool) -> None:
    path = FONTS / f"{REAL[family]}-{'Bold' if bold else 'Regular'}.ttf"
    if not path.exists():
        pytest.skip(f"{path.name} is not installed")
    uharfbuzz = pytest.importorskip("uharfbuzz")
    font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
    known = font.face
    for sample in SAMPLES:
        text = "".join(c for c in sample if font.get_nominal_glyph(ord(c)))
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer, {"liga": False, "calt": False})
        real = sum(p.x_advance for p in buffer.glyph_positions) / known.upem
        assert load_font_metrics(family, bold).measure_width_pt(text, 1) == pytest.approx(real, rel=0.003)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["Calibri", "Inter", "Arial", "JetBrains Mono"]))
def test_the_width_of_a_whole_is_that_of_its_parts_but_for_one_kern(a: str, b: str, family: str) -> None:
    one = load_font_metrics(family)
    kern = one.kerning(a[-1:] + b[:1]) / one.units_per_em
    assert one.measure_width_pt(a + b, 1) == pytest.approx(
        one.measure_width_pt(a, 1) + one.measure_width_pt(b, 1) + kern
    )


@given(st.text(max_size=60))
def test_positions_end_with_the_width(text: str) -> None:
    one = load_font_metrics("Inter", bold=True)
    assert one.end_positions(text)[-1] / one.units_per_em == pytest.approx(one.measure_width_pt(text, 1))
    assert len(one.end_positions(text)) == len(text) + 1


@given(st.text(max_size=60), st.floats(1, 100))
def test_width_grows_with_the_size(text: str, size: float) -> None:
    assert load_font_metrics("Arial").measure_width_pt(text, size) == pytest.approx(
        size * load_font_metrics("Arial").measure_width_pt(text, 1)
    )


@pytest.mark.parametrize(
    ("text", "ems"), [("語", 1), ("👍", 1), ("한", 1), ("\u0301", 0), ("\u200d", 0), ("e\u0301", None)]
)
def test_characters_outside_the_table(text: str, ems: float | None) -> None:
    for family in ("Calibri", "Arial", "Inter"):
        one = load_font_metrics(family)
        assert one.measure_width_pt(text, 1) == (one.measure_width_pt("e", 1) if ems is None else ems)


def test_an_unknown_letter_is_taken_for_a_wide_one() -> None:
    assert load_font_metrics("Inter").measure_width_pt("ש", 1) > load_font_metrics("Inter").measure_width_pt("n", 1)


def test_a_fixed_width_face_is_fixed() -> None:
    assert {
        load_font_metrics("JetBrains Mono", bold).measure_width_pt(c, 10) for bold in (False, True) for c in "il.WM→é"
    } == {6.0}


def test_bold_is_wider() -> None:
    for family in ("Calibri", "Arial", "Inter"):
        assert load_font_metrics(family, bold=True).measure_width_pt("settlement", 10) > load_font_metrics(
            family
        ).measure_width_pt("settlement", 10)


def test_names_are_matched_whatever_their_case() -> None:
    assert load_font_metrics("Carlito") is load_font_metrics("calibri")
    assert [has_metrics(name) for name in ("Calibri", "inter", "Aptos", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("family", "described", "like", "margin"),
    [
        ("Aptos", "Arial + 4%", ("Arial", False), 1.04),
        ("Aptos Display", "Arial + 4%", ("Arial", False), 1.04),
        ("Montserrat SemiBold", "Montserrat Bold", ("Montserrat", True), 1),
        ("Lato Black", "Lato Bold + 5%", ("Lato", True), 1.05),
        ("Segoe UI Light", "Arial + 4%", ("Arial", False), 1.04),
        ("Foundry Sterling", "Arial + 10%", ("Arial", False), 1.1),
        ("Light", "Arial + 10%", ("Arial", False), 1.1),
    ],
)
def test_other_families_are_measured_as_one_near_to_them_and_wider(
    family: str, described: str, like: tuple[str, bool], margin: float
) -> None:
    text = "Bills travel nightly by file"
    assert find_family_widths(family).describe() == described
    assert load_font_metrics(family).measure_width_pt(text, 10) == pytest.approx(
        margin * load_font_metrics(*like).measure_width_pt(text, 10), rel=0.001
    )


def test_every_table_belongs_to_a_family_and_has_both_weights() -> None:
    tables = {path.name.removesuffix(".json.z") for path in TABLES.glob("*.z")}
    families = {find_family_widths(name).table for name in FAMILIES}
    assert tables == {f"{name}-{weight}" for name in families for weight in ("regular", "bold")}
    for family in FAMILIES:
        for bold in (False, True):
            assert 5 < load_font_metrics(family, bold).measure_width_pt("Settlement file", 1) < 11, family


def test_widths_of_fonts_that_are_not_installed_here() -> None:
    """Widths of Office's own fonts, in 1/100 em, as rounded by the package string-pixel-width."""
    known = {
        ("Georgia", False): (50, 48, 88, 24),
        ("Georgia", True): (60, 57, 102, 25),
        ("Tahoma", False): (52, 53, 84, 31),
        ("Tahoma", True): (60, 59, 95, 29),
        ("Times New Roman", True): (50, 44, 83, 25),
    }
    for face, widths in known.items():
        measured = [100 * load_font_metrics(*face).measure_width_pt(c, 1) for c in "aem "]
        assert measured == pytest.approx(widths, abs=0.8), face


def test_kerning_is_known() -> None:
    assert load_font_metrics("Calibri").measure_width_pt("AVAV", 10) < 2 * (
        load_font_metrics("Calibri").measure_width_pt("A", 10) + load_font_metrics("Calibri").measure_width_pt("V", 10)
    )


def test_measuring_is_fast_enough_for_a_whole_deck() -> None:
    one: FontMetrics = load_font_metrics("Calibri")
    start = time.perf_counter()
    for number in range(1000):
        one.measure_width_pt(f"Settlement report, line {number}", 12)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("family", ["Calibri", "Arial", "Inter", "JetBrains Mono", "Georgia"])
def test_a_value_that_may_not_be_broken_is_as_wide_as_with_common_spaces(family: str) -> None:
    font = load_font_metrics(family)
    kept, common = (font.measure_width_pt(text, 12) for text in ("Feb\u00a01,\u00a02027", "Feb 1, 2027"))

    assert kept == pytest.approx(common, rel=0.02)
