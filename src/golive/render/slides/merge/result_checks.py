"""Check a merged deck: texts that overlap now, edits that were lost, and work that is in no shape of a slide."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from golive.ooxml.namespaces import P
from golive.ooxml.package import iter_related_parts, read_part_xml
from golive.render.slides.merge.comparison import normalize_text
from golive.render.slides.merge.decks import DeckRecord
from golive.render.slides.merge.records import ShapeRecord, SlideRecord
from golive.render.slides.merge.report import Conflict, Edit

_LEAST_OVERLAP_EMU: Final = 91_440
Overlaps = set[tuple[str, str]]


def has_work_beside_shapes(part: Any) -> bool:  # noqa: ANN401 - python-pptx's part
    """Return whether a slide has comments, an animation, a transition, or a shape of its own on its notes page.

    LibreOffice writes empty transitions.
    """
    if any(one.reltype.endswith("/comments") for one in part.rels.values()):
        return True
    page = next(iter_related_parts(part, "/notesSlide"), None)
    tree = read_part_xml(page).find(f"{P}cSld/{P}spTree") if page is not None else ()
    shapes = [one for one in tree if one.tag not in {f"{P}nvGrpSpPr", f"{P}grpSpPr", f"{P}extLst"}]
    if any(next(one.iter(f"{P}ph"), None) is None for one in shapes):
        return True
    root = read_part_xml(part)
    transitions = (one for one in root.iter("{*}transition") if len(one) or one.get("advTm"))
    return next(root.iter("{*}spTgt"), None) is not None or next(transitions, None) is not None


def find_new_overlaps(edited: DeckRecord, result: DeckRecord, made: Mapping[str, Overlaps]) -> Iterator[str]:
    """Yield a sentence for each two texts that the merge made overlap.

    Args:
        edited: the edited deck, before the merge.
        result: the merged deck.
        made: by slide, what overlaps in the new deck.
    """
    former = {id(part): slide for slide, part in zip(edited.slides, edited.parts, strict=True)}
    for number, (slide, part) in enumerate(zip(result.slides, result.parts, strict=True), 1):
        before = former.get(id(part))
        if before is None:
            continue
        known = list_overlaps(before) | made.get(slide.name, set())
        for one, other in sorted(list_overlaps(slide) - known):
            yield f"Slide {number} “{slide.title}”: {one} and {other} overlap now."


def list_overlaps(slide: SlideRecord) -> set[tuple[str, str]]:
    """Return the names of the shapes with text, outside figures, whose frames overlap."""
    shapes = [one for one in slide.shapes if not one.parent and one.frame is not None and _has_text(one)]
    return {
        (one.name, other.name)
        for at, one in enumerate(shapes)
        for other in shapes[at + 1 :]
        if _is_overlapping(one, other)
    }


def _has_text(shape: ShapeRecord) -> bool:
    return bool(shape.text.strip()) or shape.role in {"table", "chart", "group"}


def _is_overlapping(one: ShapeRecord, other: ShapeRecord) -> bool:
    if one.frame is None or other.frame is None:
        return False
    depths = [
        min(one.frame[axis] + one.frame[axis + 2], other.frame[axis] + other.frame[axis + 2])
        - max(one.frame[axis], other.frame[axis])
        for axis in (0, 1)
    ]
    return min(depths) > _LEAST_OVERLAP_EMU


def find_lost_edits(
    before: Sequence[Edit], after: Sequence[Edit], conflicts: Sequence[Conflict], ours: Mapping[str, SlideRecord]
) -> list[str]:
    """Return a sentence for each edit that is neither in the result nor in a conflict nor what the spec says now."""
    kept = {(one.slide, one.shape, one.aspect) for one in after}
    kept |= {(one.slide, "", one.aspect) for one in after}
    slides = {one.slide for one in after if one.aspect == "slide"} | {one.slide for one in conflicts}
    met = {(one.slide, one.shape) for one in conflicts}
    texts = {
        name: {normalize_text(line) for line in slide.text.replace(" | ", "\n").split("\n")}
        for name, slide in ours.items()
    }
    lost = []
    for one in before:
        is_kept = (one.slide, one.shape, one.aspect) in kept or one.slide in slides or (one.slide, one.shape) in met
        is_agreed = one.after and normalize_text(one.after) in texts.get(one.slide, set())
        is_gone = one.before and not one.after and normalize_text(one.before) not in texts.get(one.slide, set())
        if not (
            is_kept
            or is_agreed
            or is_gone
            or (one.aspect in {"order", "shape", "row", "column"} and one.slide not in ours)
        ):
            lost.append(f"An edit was not found again in the merged deck. {one.message}")
    return lost
