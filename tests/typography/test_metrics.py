# ruff: noqa: FBT001 - the text under test; flags are parameters of the test
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.typography.metrics import Face, face, is_known

FONTS = Path("/usr/share/fonts/truetype")
SAMPLES = (
    "Bills travel nightly by file; balances are looked up live",
    "AVAIL_PAYMENTS_20270131.csv.pgp",
    "Settlement (ACH, card) at 17:45 ET – 1,250 records → posted ✓",
    "Grüße, José: “To-do” & Työ",
)
REAL = {"Calibri": "crosextra/Carlito", "Arial": "liberation/LiberationSans"}


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
        assert face(family, bold).width(text, 1) == pytest.approx(real, rel=0.003)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["Calibri", "Inter", "Arial", "JetBrains Mono"]))
def test_the_width_of_a_whole_is_that_of_its_parts_but_for_one_kern(a: str, b: str, family: str) -> None:
    one = face(family)
    kern = one.kern(a[-1:] + b[:1]) / one.units
    assert one.width(a + b, 1) == pytest.approx(one.width(a, 1) + one.width(b, 1) + kern)


@given(st.text(max_size=60))
def test_positions_end_with_the_width(text: str) -> None:
    one = face("Inter", bold=True)
    assert one.positions(text)[-1] / one.units == pytest.approx(one.width(text, 1))
    assert len(one.positions(text)) == len(text) + 1


@given(st.text(max_size=60), st.floats(1, 100))
def test_width_grows_with_the_size(text: str, size: float) -> None:
    assert face("Arial").width(text, size) == pytest.approx(size * face("Arial").width(text, 1))


@pytest.mark.parametrize(
    ("text", "ems"), [("語", 1), ("👍", 1), ("한", 1), ("\u0301", 0), ("\u200d", 0), ("e\u0301", None)]
)
def test_characters_outside_the_table(text: str, ems: float | None) -> None:
    for family in ("Calibri", "Arial", "Inter"):
        one = face(family)
        assert one.width(text, 1) == (one.width("e", 1) if ems is None else ems)


def test_an_unknown_letter_is_taken_for_a_wide_one() -> None:
    assert face("Inter").width("ש", 1) > face("Inter").width("n", 1)


def test_a_fixed_width_face_is_fixed() -> None:
    assert {face("JetBrains Mono", bold).width(c, 10) for bold in (False, True) for c in "il.WM→é"} == {6.0}


def test_bold_is_wider() -> None:
    for family in ("Calibri", "Arial", "Inter"):
        assert face(family, bold=True).width("settlement", 10) > face(family).width("settlement", 10)


def test_names_are_matched_whatever_their_case_and_unknown_ones_are_arial() -> None:
    assert face("Carlito") is face("calibri")
    assert face("Aptos") is face("Arial")
    assert [is_known(name) for name in ("Calibri", "inter", "Aptos", "")] == [True, True, False, False]


def test_kerning_is_known() -> None:
    assert face("Calibri").width("AVAV", 10) < 2 * (face("Calibri").width("A", 10) + face("Calibri").width("V", 10))


def test_measuring_is_fast_enough_for_a_whole_deck() -> None:
    one: Face = face("Calibri")
    start = time.perf_counter()
    for number in range(1000):
        one.width(f"Settlement report, line {number}", 12)
    assert time.perf_counter() - start < 0.5
