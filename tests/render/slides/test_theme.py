"""The bundled theme: readable, complete, and made by its tool."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from tests.render.slides.samples import THEME

from golive.render.palette import contrast_ratio
from golive.render.slides.theme.colors import DEFAULT_TINTS, MIN_TEXT_CONTRAST, choose_text_color, resolve_color
from golive.render.slides.theme.theme import Theme, read_theme
from golive.support.problems import ThemeError

ROOT = Path(__file__).parents[3]


def test_the_theme_in_the_repository_is_what_its_tool_makes() -> None:
    code = "import sys; sys.path.insert(0, 'tools'); import make_theme; sys.stdout.buffer.write(make_theme.make())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)

    assert run.stdout == THEME


def test_every_layout_has_its_placeholders(theme: Theme) -> None:
    for role in ("content", "title-only", "two-content", "comparison"):
        assert {"title", "label"} <= set(theme.layouts[role].placeholders)
        assert set(theme.layouts[role].footer_indexes) == {"ftr", "dt", "sldNum"}
    assert theme.layouts["title"].is_dark
    assert not theme.layouts["content"].is_dark
    assert (theme.heading_font, theme.body_font) == ("Calibri", "Calibri")


@pytest.mark.parametrize("color", sorted(DEFAULT_TINTS))
def test_text_can_be_read_on_every_colour(theme: Theme, color: str) -> None:
    chosen = choose_text_color(color, theme.scheme)  # type: ignore[arg-type]

    assert contrast_ratio(resolve_color(chosen, theme.scheme), resolve_color(color, theme.scheme)) >= MIN_TEXT_CONTRAST  # type: ignore[arg-type]


def _edit(change: Callable[[Any], None]) -> bytes:
    """Return the theme after a person changed it."""
    brand = Presentation(io.BytesIO(THEME))
    change(brand)
    stream = io.BytesIO()
    brand.save(stream)
    return stream.getvalue()


def test_a_template_without_a_section_layout_opens_parts_on_title_only() -> None:
    content = _edit(lambda brand: brand.slide_layouts.remove(brand.slide_layouts.get_by_name("Section Header")))

    assert read_theme(content).layouts["section"].name == "Title Only"


def test_a_template_without_a_title_slide_opens_on_its_section_layout_with_a_warning() -> None:
    theme = read_theme(_edit(lambda brand: brand.slide_layouts.remove(brand.slide_layouts.get_by_name("Title Slide"))))

    assert theme.layouts["title"].name == "Section Header"
    assert "title: instead: the theme has no title slide, 'Section Header' is used" in theme.warnings


def test_a_template_without_titles_is_refused_with_its_layouts_named() -> None:
    def change(brand: Any) -> None:
        for layout in brand.slide_layouts:
            for holder in list(layout.placeholders):
                if holder.placeholder_format.idx == 0:
                    holder._element.getparent().remove(holder._element)

    with pytest.raises(ThemeError, match=r"no layout with a title \(its layouts: 'Title Slide', "):
        read_theme(_edit(change))


def test_content_is_drawn_below_the_title_where_no_layout_has_a_body() -> None:
    def change(brand: Any) -> None:
        layout = brand.slide_layouts.get_by_name("Title and Content")
        holder = next(p for p in layout.placeholders if p.placeholder_format.idx == 1)
        holder._element.getparent().remove(holder._element)

    theme = read_theme(_edit(change))
    assert "body" not in theme.layouts["content"].placeholders
    assert theme.body.y >= theme.layouts["title-only"].placeholders["title"].rect.bottom
    assert theme.body.height >= 0.6 * theme.height
