"""Compare records of shapes and slides, and match those of two decks.

PowerPoint and python-pptx keep what golive wrote. LibreOffice writes every format anew, and loses the names of
slides and placeholders; then only texts, cells, emphasis and frames are compared, and looks are taken as they are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from msgspec import Struct

from golive.render.slides.merge.records import CellRecord, Frame, ParagraphRecord, ShapeRecord, SlideRecord
from golive.render.slides.merge.settings import list_settings_changes

_TOLERANCE_EMU: Final = 9_525
_LOOSE_TOLERANCE_EMU: Final = 25_400
_LEAST_SIMILARITY: Final = 0.55
_LEAST_SHARE: Final = 0.5
FOOTER_TYPES: Final = ("ftr", "dt", "sldNum")


class ContentComparison(Struct, frozen=True):
    """A way to compare shapes: `is_strict` is False for files whose formats another program wrote anew."""

    is_strict: bool = True

    def get_paragraph_value(self, paragraph: ParagraphRecord) -> object:
        """Return what two equal paragraphs have in common."""
        if self.is_strict:
            return paragraph.runs, paragraph.layout
        return normalize_text(paragraph.text)

    def has_equal_paragraphs(self, one: Sequence[ParagraphRecord], other: Sequence[ParagraphRecord]) -> bool:
        """Return whether two texts are equal, with their formats."""
        return [*map(self.get_paragraph_value, one)] == [*map(self.get_paragraph_value, other)]

    def has_equal_cell(self, one: CellRecord, other: CellRecord) -> bool:
        """Return whether two cells are equal."""
        return (not self.is_strict or one.style == other.style) and self.has_equal_paragraphs(
            one.paragraphs, other.paragraphs
        )

    def has_equal_style(self, one: ShapeRecord, other: ShapeRecord) -> bool:
        """Return whether two shapes look alike, without their frames and texts."""
        return not self.is_strict or (one.style == other.style and one.role == other.role)

    def has_equal_frame(self, one: Frame | None, other: Frame | None) -> bool:
        """Return whether two frames are equal, up to rounding."""
        if one is None or other is None:
            return one is other or not self.is_strict
        limit = _TOLERANCE_EMU if self.is_strict else _LOOSE_TOLERANCE_EMU
        return all(abs(a - b) <= limit for a, b in zip(one, other, strict=True))

    def has_equal_settings(self, one: ShapeRecord, other: ShapeRecord) -> bool:
        """Return whether two shapes have equal links, titles and the like, as far as programs keep these."""
        return not any(list_settings_changes(one.settings, other.settings, is_strict=self.is_strict))

    def has_equal_content(self, one: ShapeRecord, other: ShapeRecord) -> bool:
        """Return whether two shapes have equal texts, cells, columns and values."""
        return (
            self.has_equal_paragraphs(one.paragraphs, other.paragraphs)
            and len(one.rows) == len(other.rows)
            and all(map(self._has_equal_row, one.rows, other.rows))
            and (not self.is_strict or one.columns == other.columns)
            and one.values == other.values
        )

    def _has_equal_row(self, one: Sequence[CellRecord], other: Sequence[CellRecord]) -> bool:
        return len(one) == len(other) and all(map(self.has_equal_cell, one, other))

    def is_equal(self, one: ShapeRecord, other: ShapeRecord) -> bool:
        """Return whether two shapes are equal in everything."""
        return one is other or (
            self.has_equal_frame(one.frame, other.frame)
            and self.has_equal_style(one, other)
            and (not self.is_strict or (one.alt == other.alt and one.heights == other.heights))
            and self.has_equal_settings(one, other)
            and self.has_equal_content(one, other)
        )


def normalize_text(text: str) -> str:
    """Collapse white space, which programs may change."""
    return " ".join(text.split())


def choose_comparison(base: Sequence[SlideRecord], theirs: Mapping[str, SlideRecord]) -> ContentComparison:
    """Return a strict comparison if most shapes look as they were written, and a loose one otherwise."""
    known, equal = 0, 0
    for slide in base:
        if slide.name in theirs:
            for one, other in match_shapes(slide, theirs[slide.name]):
                if other is not None:
                    known += 1
                    equal += one.style == other.style
    return ContentComparison(is_strict=equal >= known * _LEAST_SHARE)


def match_shapes(base: SlideRecord, other: SlideRecord) -> list[tuple[ShapeRecord, ShapeRecord | None]]:
    """Return each shape of the base with the one that it is in another slide: by name, then by placeholder."""
    by_name: dict[str, list[ShapeRecord]] = {}
    for shape in other.shapes:
        by_name.setdefault(shape.name, []).append(shape)
    found: dict[int, ShapeRecord] = {}
    taken: set[int] = set()
    for number, shape in enumerate(base.shapes):
        candidates = [one for one in by_name.get(shape.name, ()) if id(one) not in taken and shape.name]
        if candidates:
            found[number] = next((one for one in candidates if one.text == shape.text), candidates[0])
            taken.add(id(found[number]))
    known = {shape.name for shape in base.shapes}
    free = {
        one.placeholder: one
        for one in other.shapes
        if one.placeholder and id(one) not in taken and one.name not in known
    }
    for number, shape in enumerate(base.shapes):
        if number not in found and shape.placeholder in free:
            found[number] = free.pop(shape.placeholder)
    return [(shape, found.get(number)) for number, shape in enumerate(base.shapes)]


def match_slides(base: Sequence[SlideRecord], theirs: Sequence[SlideRecord]) -> dict[str, int]:
    """Return the index in an edited deck of each slide of the base, by its name.

    Slides are matched by their names; where a program lost these by the names of their shapes, then by their titles,
    then by similar texts. Of copies of a slide the one that is most like the base is taken.
    """
    names = {slide.name for slide in base}
    votes = [_vote_for_name(slide, names) for slide in theirs]
    titles = Counter(slide.title for slide in base)
    found: dict[str, int] = {}
    free = set(range(len(theirs)))
    rules: tuple[Any, ...] = (
        lambda slide, at: theirs[at].name == slide.name,
        lambda slide, at: theirs[at].name not in names and votes[at] == slide.name,
        lambda slide, at: (
            theirs[at].name not in names and not votes[at] and slide.title and titles[slide.title] == 1
            and normalize_text(theirs[at].title) == normalize_text(slide.title)
        ),
    )  # fmt: skip
    for rule in rules:
        for slide in base:
            candidates = [at for at in sorted(free) if rule(slide, at)] if slide.name not in found else []
            if len(candidates) > 1:
                candidates = [max(candidates, key=lambda at: (_count_shared_texts(slide, theirs[at]), -at))]
            if candidates:
                found[slide.name] = candidates[0]
                free.discard(candidates[0])
    for slide in base:
        nameless = [at for at in sorted(free) if not votes[at] and theirs[at].name not in names]
        scores = [(_compute_similarity(slide, theirs[at]), -at) for at in nameless] if slide.name not in found else []
        if scores and max(scores)[0] > _LEAST_SIMILARITY:
            found[slide.name] = -max(scores)[1]
            free.discard(found[slide.name])
    return found


def _vote_for_name(slide: SlideRecord, names: set[str]) -> str:
    votes = Counter(shape.name.partition(":")[0] for shape in slide.shapes if ":" in shape.name)
    known = [(count, name) for name, count in votes.items() if name in names]
    return max(known)[1] if known else ""


def _count_shared_texts(one: SlideRecord, other: SlideRecord) -> int:
    texts = Counter(shape.text for shape in one.shapes)
    return (texts & Counter(shape.text for shape in other.shapes)).total()


def _compute_similarity(one: SlideRecord, other: SlideRecord) -> float:
    if not one.text or not other.text:
        return 0.0
    matcher = SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > _LEAST_SIMILARITY else 0.0
