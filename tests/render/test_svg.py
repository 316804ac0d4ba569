import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.figures.subjects import make_huge, make_typical

from golive.figures.drawing import Box, Connector, Drawing, Frame, Label, Line
from golive.figures.registry import FIGURES, draw_figure
from golive.render.palette import PALETTE
from golive.render.svg import arrow_length_pt, render_svg

SVG = "{http://www.w3.org/2000/svg}"
PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
)


def make_drawing(*shapes: Box | Label | Connector, alt: str = "It shows nothing.") -> Drawing:
    return Drawing("test", 2, 1, shapes, "A figure", alt)


def render_and_parse(one: Drawing) -> ET.Element:
    return ET.fromstring(render_svg(one, PALETTE, "Inter", "figure-1"))


def test_it_begins_with_its_title_and_its_description() -> None:
    svg = render_and_parse(make_drawing(alt="A & B."))
    assert [child.tag for child in svg[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert [child.text for child in svg[:2]] == ["A figure", "A & B."]
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "figure-1-title figure-1-desc"
    assert [child.get("id") for child in svg[:2]] == ["figure-1-title", "figure-1-desc"]


def test_it_is_measured_in_points() -> None:
    svg = render_and_parse(make_drawing())
    assert (svg.get("viewBox"), svg.get("width"), svg.get("height")) == ("0 0 144 72", "144pt", "72pt")


@given(PRINTABLE, PRINTABLE)
def test_text_is_shown_letter_for_letter(text: str, alt: str) -> None:
    label = Label("a", 0, 0, 2, 1, (Line(text, 10),))
    svg = render_and_parse(replace(make_drawing(label), alt=alt))
    assert svg[1].text == alt
    assert [element.text for element in svg.iter(f"{SVG}text")] == [text]


@pytest.mark.parametrize("name", list(FIGURES))
@pytest.mark.parametrize("one", [make_typical(), make_huge("Zahlung & <Rückgabe>")], ids=["typical", "huge"])
def test_every_figure_is_well_formed_and_the_same_each_time(name: str, one: object) -> None:
    figure = draw_figure(name, one, Frame(7.1, 4, 8.5, 7, "Inter"))  # type: ignore[arg-type]
    text = render_svg(figure, PALETTE, "Inter", "x")
    assert text == render_svg(figure, PALETTE, "Inter", "x")
    lines = [line.text for s in figure.shapes if not isinstance(s, Connector) for line in s.lines]
    assert [element.text for element in ET.fromstring(text).iter(f"{SVG}text")] == lines


def test_numbers_have_two_decimals_at_most() -> None:
    figure = draw_figure("dataflow", make_typical(), Frame(7.1, 4, 8.5, 7, "Inter"))
    text = re.sub(r">[^<]*<", "><", render_svg(figure, PALETTE, "Inter", "x"))
    assert re.findall(r"\d\.\d{3,}|-0[ \"]|\d\.0[ \"]", text) == []


def test_a_glued_line_ends_in_the_point_of_its_arrow() -> None:
    svg = render_and_parse(make_drawing(Connector("c", 0.5, 0.5, 1.5, 0.5, color="batch", dashed=True)))
    line, head = svg[2], svg[3]
    assert (line.tag, head.tag) == (f"{SVG}line", f"{SVG}path")
    assert line.get("stroke-dasharray")
    assert head.get("fill") == f"#{PALETTE['batch']}"
    assert head.get("d", "").startswith("M108 36 L")
    assert 108 - arrow_length_pt(1.5) < float(line.get("x2", "")) < 108


def test_a_line_may_have_an_arrow_at_its_start_or_none() -> None:
    both = Connector("c", 0.5, 0.2, 0.5, 0.8, arrow_at_start=True)
    assert [e.get("d", "").split(" L")[0] for e in render_and_parse(make_drawing(both)).iter(f"{SVG}path")] == [
        "M36 14.4",
        "M36 57.6",
    ]
    assert not list(
        render_and_parse(make_drawing(replace(both, arrow_at_start=False, arrow_at_end=False))).iter(f"{SVG}path")
    )


def test_a_line_without_length_is_drawn() -> None:
    assert render_and_parse(make_drawing(Connector("c", 1, 0.5, 1, 0.5)))[2].get("x1") == "72"


@pytest.mark.parametrize(
    ("shape", "tag", "points"),
    [
        ("rectangle", "rect", 0),
        ("rounded", "rect", 0),
        ("ellipse", "ellipse", 0),
        ("diamond", "path", 4),
        ("triangle", "path", 3),
        ("chevron", "path", 6),
    ],
)
def test_every_shape_is_drawn_as_itself(shape: str, tag: str, points: int) -> None:
    box = Box("b", 0, 0, 2, 1, shape, "sit")  # type: ignore[arg-type]
    element = render_and_parse(make_drawing(box))[2]
    assert element.tag == SVG + tag
    assert element.get("fill") == f"#{PALETTE['sit']}"
    assert (element.get("rx") is not None) == (shape in {"rounded", "ellipse"})
    if points:
        assert len(re.findall(r"[ML]", element.get("d", ""))) == points


def test_an_outline_lies_inside_its_box() -> None:
    rect = render_and_parse(make_drawing(Box("b", 0, 0, 2, 1, outline="rule", dashed=True)))[2]
    assert (rect.get("x"), rect.get("width")) == ("0.38", "143.25")
    assert rect.get("fill") == "none"
    assert rect.get("stroke-dasharray")


@pytest.mark.parametrize(
    ("align", "x", "anchor"), [("left", "7.2", "start"), ("center", "72", "middle"), ("right", "136.8", "end")]
)
def test_text_is_aligned_in_its_box(align: str, x: str, anchor: str) -> None:
    box = Box("b", 0, 0, 2, 1, lines=(Line("a", 10, bold=True),), align=align, inset_in=0.1)  # type: ignore[arg-type]
    text = next(render_and_parse(make_drawing(box)).iter(f"{SVG}text"))
    assert (text.get("x"), text.get("text-anchor"), text.get("font-weight")) == (x, anchor, "700")


def test_lines_stand_below_one_another() -> None:
    for anchor, first in (("top", 9.5), ("middle", 36 - 12.125 + 9.5), ("bottom", 72 - 24.25 + 9.5)):
        label = Label("a", 0, 0, 2, 1, (Line("a", 10), Line("b", 10)), anchor=anchor)  # type: ignore[arg-type]
        found = [float(e.get("y", "")) for e in render_and_parse(make_drawing(label)).iter(f"{SVG}text")]
        assert found == pytest.approx([first, first + 12.125], abs=0.01)
