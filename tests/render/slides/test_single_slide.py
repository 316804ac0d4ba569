"""A document that must stand on one slide."""

import pytest
from tests.render.slides.samples import META, draw_sample

from golive.markdown.parser import parse_markdown
from golive.render.slides.layout.single_slide import plan_single_slide
from golive.render.slides.model import Picture
from golive.render.slides.theme.theme import Theme
from golive.support.problems import LayoutError


def make_text(words: int, *, figure: bool = True) -> str:
    points = "\n".join(f"- {'word ' * 20}" for _ in range(words))
    drawn = "::: figure flow {key=f}\n\n:::\n" if figure else ""
    return (
        f"## All at a glance {{key=glance}}\n\n::: cards\n\n### Who\n\n{points}\n\n### What\n\nWords.\n\n:::\n\n{drawn}"
    )


@pytest.mark.parametrize(("words", "pictures"), [(1, 1), (9, 0)])
def test_one_slide_without_a_cover_and_figures_give_way(theme: Theme, words: int, pictures: int) -> None:
    deck = plan_single_slide(parse_markdown(make_text(words), "slide.md"), META, theme, draw_sample)

    assert [slide.role for slide in deck.slides] == ["title-only"]
    assert sum(isinstance(element, Picture) for element in deck.slides[0].elements) == pictures


def test_what_takes_more_than_a_slide_is_an_error(theme: Theme) -> None:
    with pytest.raises(LayoutError, match=r"slide\.md: what should be one slide takes \d"):
        plan_single_slide(parse_markdown(make_text(60), "slide.md"), META, theme, draw_sample)
