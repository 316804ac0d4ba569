"""The merge of an edited deck with a new one: nothing of either is lost, and a second merge changes nothing."""

import io
import random
from functools import lru_cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx import Presentation
from tests.examples import examples
from tests.render.slides.deck_edits import Check, edit_deck, edit_markdown, find_slide, list_texts
from tests.render.slides.samples import HERE, META, THEME, draw

from golive.markdown.parser import parse
from golive.render import slides
from golive.render.slides.merge.merge import MergedDeck, merge_decks
from golive.render.slides.merge.report import MergeReport

OURS = replace(META, id="riverton-water", kind="deck", digest="3f9c21ab")
TEXT = (HERE / "every_block.md").read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def make_deck(text: str = TEXT, version: str = "1.2.0", theme: bytes = THEME) -> bytes:
    meta = replace(OURS, version=version)
    return slides.make_deck(parse(text, "every_block.md"), meta, theme, draw)


def find_losses(merged: MergedDeck, checks: list[Check]) -> list[str]:
    """What a person did and what is neither in the deck nor in the report."""
    deck = Presentation(io.BytesIO(merged.content))
    return [loss for check in checks if (loss := check(deck, merged.report))]


def find_stale_facts(merged: bytes, ours: bytes, report: MergeReport) -> list[str]:
    """Texts of the new deck that are not on their slide, and that no edit and no conflict names."""
    deck, found = Presentation(io.BytesIO(merged)), []
    named = {(one.slide, text) for one in report.edits for text in one.before.replace(" | ", "\n").split("\n")}
    named |= {(one.slide, text) for one in report.conflicts for text in one.spec.replace(" | ", "\n").split("\n")}
    gone = {one.slide for one in report.edits if one.aspect == "slide"}
    gone |= {one.slide for one in report.conflicts if one.aspect == "slide"}
    for slide in Presentation(io.BytesIO(ours)).slides:
        other = find_slide(deck, slide.name)
        if other is None:
            found += [] if slide.name in gone else [f"the slide {slide.name} is missing"]
            continue
        shown = list_texts(other)
        notes = [slide.notes_slide.notes_text_frame.text, other.notes_slide.notes_text_frame.text]
        for text in list_texts(slide):
            lines = text.replace("\v", "\n").split("\n")
            is_number = text.isdigit()  # the field with the number of the slide
            if text not in shown and not is_number and not all((slide.name, line) in named for line in lines):
                found.append(f"“{text}” is not on {slide.name}")
        if notes[0] != notes[1] and not any(one.slide == slide.name and one.aspect == "notes" for one in report.edits):
            found.append(f"the notes of {slide.name} are stale")
    return found


def check_merge(seed: int, theme: bytes = THEME, *, written: Path | None = None) -> None:
    """Merge random edits with random changes, and check every law."""
    rng = random.Random(seed)
    base = make_deck(theme=theme)
    theirs, checks = edit_deck(base, rng, rng.randint(1, 5))
    text = edit_markdown(TEXT, rng, rng.randint(0, 4))
    ours = slides.make_deck(parse(text, "every_block.md"), replace(OURS, version="1.3.0"), theme, draw)
    merged = merge_decks(theirs, ours, rng.choice(["spec", "spec", "mine"]))

    assert find_losses(merged, checks) == []
    assert find_stale_facts(merged.content, ours, merged.report) == []
    assert merged.report.doubts == ()
    again = merge_decks(merged.content, ours)
    assert again.content == merged.content
    assert {one.message for one in again.report.edits} == {one.message for one in merged.report.edits}
    if written:
        (written / f"merged-{seed}.pptx").write_bytes(merged.content)


@settings(max_examples=examples(30))
@given(seed=st.integers(0, 10**9))
def test_no_edit_is_lost_and_no_fact_is_stale(seed: int, written: Path) -> None:
    check_merge(seed, written=written)
