"""Text that nearly fits: every form says truly how high it is."""

from collections.abc import Callable

import pytest
from tests.render.slides.geometry import find_overflows, find_overlaps
from tests.render.slides.samples import parse_deck

from golive.render.slides.layout.deck_text import iter_slide_texts
from golive.render.slides.layout.text_layout import break_span_lines, split_para_after_line
from golive.render.slides.model import Deck, Para, Span
from golive.typography.lines import break_lines
from golive.typography.metrics import load_font_metrics

Plan = Callable[..., Deck]
TEXT = "The vendor answers with an acknowledgement file within fifteen minutes of every file that arrived"


def _find_faults(deck: Deck) -> list[str]:
    return [f for s in deck.slides for f in (*find_overflows(s, deck.width, deck.height, "Calibri"), *find_overlaps(s))]


@pytest.mark.parametrize("times", [1, 2, 3, 4, 6, 9])
@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_a_long_point_among_short_ones_stays_in_its_panel(plan: Plan, count: int, times: int) -> None:
    items = "".join(f"- Point {n}\n" for n in range(count))

    assert not _find_faults(plan(parse_deck(f"## Points {{key=points}}\n\n{items}- {' '.join([TEXT] * times)}\n")))


@pytest.mark.parametrize("times", [1, 10, 18, 44, 46, 47, 48, 50, 90])
def test_a_long_callout_goes_on_and_stays_in_its_panel(plan: Plan, times: int) -> None:
    text = " ".join([TEXT] * times)

    assert not _find_faults(plan(parse_deck(f"## Call {{key=call}}\n\n::: callout note\n{text}\n:::\n")))


@pytest.mark.parametrize("width", [60, 100, 200, 333])
def test_text_in_several_runs_breaks_as_the_same_text_in_one(width: float) -> None:
    spans = (Span(TEXT[:19], bold=True), Span(TEXT[19:55], bold=True), Span(TEXT[55:], bold=True))

    assert list(break_span_lines(spans, width, 18, "Calibri")) == break_lines(
        TEXT, width, 18, load_font_metrics("Calibri", bold=True)
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_divided_paragraph_loses_nothing_and_keeps_its_dress(count: int) -> None:
    para = Para((Span(TEXT[:20]), Span(TEXT[20:], code=True)), 16, bullet="bullet")

    upper, lower = split_para_after_line(para, count, 200, "Calibri")
    assert f"{upper.text} {lower.text}".split() == TEXT.split()
    assert lower.spans[-1].code
    assert (upper.bullet, lower.bullet) == ("bullet", "none")


@pytest.mark.parametrize(("attributes", "head"), [("", "Note"), (' {title="Why so?"}', "Why so?")])
def test_a_callout_is_headed_by_its_title_or_its_kind(plan: Plan, attributes: str, head: str) -> None:
    deck = plan(parse_deck(f"## Call {{key=call}}\n\n::: callout note{attributes}\n{TEXT}\n:::\n"))

    assert any(head in iter_slide_texts(slide) for slide in deck.slides)
