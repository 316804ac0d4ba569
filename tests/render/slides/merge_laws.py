"""Check the laws of a merge: no edit of a person is lost and no fact of the new deck is stale unless it is reported."""

import io

from pptx import Presentation
from tests.render.slides.deck_edits import Check, find_slide, list_texts

from golive.render.slides.merge.merge import MergedDeck
from golive.render.slides.merge.report import MergeReport


def find_losses(merged: MergedDeck, checks: list[Check]) -> list[str]:
    """Return the edits of a person that are neither in the merged deck nor in the report."""
    deck = Presentation(io.BytesIO(merged.content))
    return [loss for check in checks if (loss := check(deck, merged.report))]


def find_stale_facts(merged: bytes, ours: bytes, report: MergeReport) -> list[str]:
    """Return the texts of the new deck that are not on their slide and that no edit and no conflict names."""
    deck, found = Presentation(io.BytesIO(merged)), []
    named = {(one.slide, text) for one in report.edits for text in one.before.replace(" | ", "\n").split("\n")}
    named |= {(one.slide, text) for one in report.conflicts for text in one.spec.replace(" | ", "\n").split("\n")}
    gone = {one.slide for one in report.edits if one.aspect == "slide"}
    gone |= {one.slide for one in report.conflicts if one.aspect == "slide"}
    for slide in Presentation(io.BytesIO(ours)).slides:
        title = slide.shapes.title
        other = find_slide(deck, slide.name, title.text_frame.text if title is not None else "")
        if other is None:
            found += [] if slide.name in gone else [f"the slide {slide.name} is missing"]
            continue
        shown = list_texts(other)
        notes = [slide.notes_slide.notes_text_frame.text, other.notes_slide.notes_text_frame.text]
        for text in list_texts(slide):
            lines = text.replace("\v", "\n").split("\n")
            is_number = text.isdigit()  # the field with the number of the slide
            if (
                text.strip()
                and text not in shown
                and not is_number
                and not all((slide.name, line) in named for line in lines)
            ):
                found.append(f"“{text}” is not on {slide.name}")
        if notes[0] != notes[1] and not any(one.slide == slide.name and one.aspect == "notes" for one in report.edits):
            found.append(f"the notes of {slide.name} are stale")
    return found
