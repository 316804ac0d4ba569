"""The bundled theme: readable, complete, and made by its tool."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from tests.publish.deck.samples import THEME

from golive.errors import ThemeError
from golive.publish.deck.palette import READABLE, TINTS, resolve, text_on
from golive.publish.deck.theme import Theme, read_theme
from golive.publish.palette import contrast

ROOT = Path(__file__).parents[3]


def test_the_theme_in_the_repository_is_what_its_tool_makes() -> None:
    code = "import sys; sys.path.insert(0, 'tools'); import make_theme; sys.stdout.buffer.write(make_theme.make())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)

    assert run.stdout == THEME


def test_every_layout_has_its_placeholders(theme: Theme) -> None:
    for role in ("content", "title-only", "two-content", "comparison"):
        assert {"title", "label"} <= set(theme.layouts[role].holders)
        assert set(theme.layouts[role].margins) == {"ftr", "dt", "sldNum"}
    assert theme.layouts["title"].is_dark
    assert not theme.layouts["content"].is_dark
    assert (theme.heading_font, theme.body_font) == ("Calibri", "Calibri")


@pytest.mark.parametrize("color", sorted(TINTS))
def test_text_can_be_read_on_every_colour(theme: Theme, color: str) -> None:
    chosen = text_on(color, theme.scheme)  # type: ignore[arg-type]

    assert contrast(resolve(chosen, theme.scheme), resolve(color, theme.scheme)) >= READABLE  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken", THEME[:2000]])
def test_what_is_no_presentation_is_refused(content: bytes) -> None:
    with pytest.raises(ThemeError, match="not a PowerPoint file"):
        read_theme(content)


def _edited(change: Callable[[Any], None]) -> bytes:
    """The theme, changed by a person."""
    brand = Presentation(io.BytesIO(THEME))
    change(brand)
    stream = io.BytesIO()
    brand.save(stream)
    return stream.getvalue()


def test_a_template_without_a_layout_that_is_needed_is_refused() -> None:
    content = _edited(lambda brand: brand.slide_layouts.remove(brand.slide_layouts.get_by_name("Section Header")))

    with pytest.raises(ThemeError, match="no layout 'Section Header'"):
        read_theme(content)


def test_a_template_without_a_placeholder_that_is_needed_is_refused() -> None:
    def change(brand: Any) -> None:
        layout = brand.slide_layouts.get_by_name("Title and Content")
        holder = next(p for p in layout.placeholders if p.placeholder_format.idx == 1)
        holder._element.getparent().remove(holder._element)

    with pytest.raises(ThemeError, match="'Title and Content' of the slide theme has no placeholder for body"):
        read_theme(_edited(change))
