"""The slides of a file as pictures, in the order in which they interest the person who is typing."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct

from golive.pipeline.build import OUTPUTS, Output, build_render_input, render_markdown
from golive.pipeline.sandbox import build_in_sandbox, has_foreign_templates
from golive.project.project import Project
from golive.render.preview import render_svgs
from golive.render.preview.transcript import render_transcript
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Element, Panel, Slide
from golive.render.slides.theme.theme import Theme, read_theme
from golive.schema.value_text import use_formats

_SVG_TITLE = re.compile(r"<title[^>]*>(?:\d+\. )?(.*?)</title>", re.DOTALL)


class SlidePicture(Struct, frozen=True):
    """One slide.

    Attributes:
        key: its key in the deck.
        number: its place in the deck, from 1.
        title: its title.
        digest: digest of its picture; equal pictures have equal digests.
        content_digest: digest of what it says, without its number and the draft mark.
        svg: the picture.
        transcript: everything on it as HTML, escaped; empty if it came from a sandbox.
        notes: paragraphs of speaker notes.
    """

    key: str
    number: int
    title: str
    digest: str
    content_digest: str
    svg: bytes
    transcript: str = ""
    notes: tuple[str, ...] = ()


def render_slides(project: Project) -> tuple[SlidePicture, ...]:
    """Render the deck of a project as pictures.

    Args:
        project: the project of an integration.

    Raises:
        GoliveError: the deck cannot be planned.
    """
    output = next(row for row in OUTPUTS if row.kind == "deck")
    if has_foreign_templates(project, output):
        return _render_in_sandbox(project, output)
    with use_formats(project.organization.formats, project.organization.language):
        work = build_render_input(project, output, render_markdown(project, output).text)
        theme = work.theme or _read_bundled_theme(work.read_template_file("theme.pptx"))
        deck = plan_slides(work.document, work.meta, theme, work.draw_figure)
        pictures = render_svgs(deck, theme)
        return tuple(
            SlidePicture(
                slide.key,
                slide.number,
                slide.title,
                _digest(svg),
                _digest_content(slide, work.meta.draft_mark),
                svg,
                render_transcript(slide),
                tuple(slide.notes),
            )
            for slide, (_, svg) in zip(deck.slides, pictures, strict=True)
        )


def _render_in_sandbox(project: Project, output: Output) -> tuple[SlidePicture, ...]:
    made = build_in_sandbox(project, output, preview=True)
    pictures = sorted((path.stem, content) for path, content in made.extras if path.suffix == ".svg")
    return tuple(_read_picture(number, stem, svg) for number, (stem, svg) in enumerate(pictures, 1))


def _read_picture(number: int, stem: str, svg: bytes) -> SlidePicture:
    from html import unescape

    title = _SVG_TITLE.search(svg.decode())
    digest = _digest(svg)
    name = unescape(title[1]) if title else f"Slide {number}"
    return SlidePicture(stem.partition("-")[2], number, name, digest, digest, svg)


@lru_cache(maxsize=4)
def _read_bundled_theme(content: bytes) -> Theme:
    return read_theme(content)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:20]


def _digest_content(slide: Slide, draft_mark: str) -> str:
    elements = [one for one in slide.elements if not (draft_mark and _is_mark(one, draft_mark))]
    return _digest(repr((slide.role, slide.title, elements, slide.footer, slide.date)).encode("utf-8", "surrogatepass"))


def _is_mark(element: Element, draft_mark: str) -> bool:
    return isinstance(element, Panel) and [span.text for para in element.paras for span in para.spans] == [draft_mark]


def find_changed_slides(before: Sequence[SlidePicture], after: Sequence[SlidePicture]) -> tuple[str, ...]:
    """Return the keys of the slides that are new or say something else, in the order of the deck."""
    known = {slide.key: slide.content_digest for slide in before}
    return tuple(slide.key for slide in after if known.get(slide.key) != slide.content_digest)


def sort_slides(slides: Sequence[SlidePicture], changed_at: Mapping[str, int]) -> tuple[SlidePicture, ...]:
    """Return slides with those that changed last in front, the rest in the order of the deck.

    Args:
        slides: the slides in the order of the deck.
        changed_at: by key, the number of the step in which the slide last changed.
    """
    return tuple(sorted(slides, key=lambda slide: (-changed_at.get(slide.key, 0), slide.number)))
