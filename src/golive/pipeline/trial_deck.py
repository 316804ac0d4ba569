"""Build a deck that shows how a slide theme is used: every kind of slide, with golive's own text."""

from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from golive.figures.drawing import Drawing, Frame
from golive.markdown.document import Document, Meta
from golive.markdown.parser import parse_markdown
from golive.pipeline.theme_faults import check_texts
from golive.render import slides
from golive.render.slides.theme.theme import Theme
from golive.support.problems import ContentError, make_problem

_NAME = "trial.md"
_META = Meta(
    title="Trial deck",
    subtitle="Trial deck",
    subject="Slide theme",
    author="golive",
    version="1.0.0",
    date="2027-01-04",
    display_date="Jan 4, 2027",
    status="Trial",
    draft_mark="DRAFT",
)


class TrialDeck(Struct, frozen=True):
    """A trial deck: its bytes, its number of slides, and the layouts that it uses."""

    content: bytes
    slide_count: int
    layouts: tuple[str, ...]


def build_trial_deck(theme: Theme, path: Path) -> TrialDeck:
    """Build the trial deck of a theme.

    Args:
        theme: the theme.
        path: its file, for messages.

    Raises:
        GoliveError: the theme cannot be used: something does not fit, or a text cannot be read.
    """
    from golive.render.slides.layout.plan import plan_slides
    from golive.render.slides.pptx.write import write_deck

    deck = plan_slides(_read_document(), _META, theme, _refuse_figure)
    content = write_deck(deck, theme)
    check_texts(content, path)
    used = dict.fromkeys(theme.layouts[slide.role].name for slide in deck.slides)
    return TrialDeck(content, len(deck.slides), tuple(used))


def render_trial_preview(theme: Theme) -> tuple[tuple[str, bytes], ...]:
    """Render the slides of the trial deck: `{stem}.html`, and a picture of each slide, by path."""
    from golive.render import preview

    return preview.build_preview(_read_document(), _META, theme, _refuse_figure)


def _read_document() -> Document:
    text = (files(slides) / "theme" / _NAME).read_text(encoding="utf-8")
    return parse_markdown(text, _NAME)


def _refuse_figure(name: str, frame: Frame) -> Drawing:  # noqa: ARG001
    raise ContentError(make_problem(f"the trial deck has no figure {name!r}"))
