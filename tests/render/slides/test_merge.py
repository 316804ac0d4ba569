"""The merge of an edited deck with a new one: nothing of either is lost, and a second merge changes nothing."""

import contextlib
import io
import os
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx import Presentation
from pptx.util import Emu
from tests.examples import examples
from tests.render.slides.brands import get_brand
from tests.render.slides.deck_edits import edit_deck, edit_markdown, find_slide, list_texts
from tests.render.slides.merge_laws import find_losses, find_stale_facts
from tests.render.slides.samples import HERE, META, THEME, draw_sample

from golive.markdown.parser import parse_markdown
from golive.render import slides
from golive.render.slides.merge.merge import MergeRefusedError, merge_decks

OURS = replace(META, id="riverton-water", kind="deck", digest="3f9c21ab")
TEXT = (HERE / "every_block.md").read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def make_deck(text: str = TEXT, version: str = "1.2.0", theme: bytes = THEME) -> bytes:
    meta = replace(OURS, version=version)
    return slides.make_deck(parse_markdown(text, "every_block.md"), meta, theme, draw_sample)


def check_merge(seed: int, theme: bytes = THEME, *, written: Path | None = None) -> None:
    """Merge random edits with random changes, and check every law."""
    rng = random.Random(seed)
    base = make_deck(theme=theme)
    theirs, checks = edit_deck(base, rng, rng.randint(1, 5))
    text = edit_markdown(TEXT, rng, rng.randint(0, 4))
    ours = slides.make_deck(parse_markdown(text, "every_block.md"), replace(OURS, version="1.3.0"), theme, draw_sample)
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
def test_no_edit_is_lost_and_no_fact_is_stale(seed: int, decks_to_check: Path) -> None:
    check_merge(seed, written=decks_to_check)


@pytest.mark.parametrize("name", ["german", "dark", "office-4x3"])
def test_the_law_holds_on_the_templates_of_brands(name: str) -> None:
    for seed in range(3):
        check_merge(seed, get_brand(name))


def save_with_libreoffice(content: bytes, folder: Path, suffix: str = "pptx") -> bytes:
    (folder / "edited.pptx").write_bytes(content)
    kind = "pptx:Impress MS PowerPoint 2007 XML" if suffix == "pptx" else suffix
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    # The PDF engine, where another test has started it, hides the fonts without which LibreOffice will not run.
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    subprocess.run(
        [*command, "--outdir", str(folder / "saved"), str(folder / "edited.pptx")],
        env=environment, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "saved" / f"edited.{suffix}").read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_edits_are_kept_after_libreoffice_saved_the_deck(tmp_path: Path) -> None:
    deck = Presentation(io.BytesIO(make_deck()))
    glance, transfer = find_slide(deck, "glance"), find_slide(deck, "transfer")
    glance.shapes.title.text_frame.paragraphs[0].runs[0].text = "My title"
    box = glance.shapes.add_textbox(Emu(200_000), Emu(6_000_000), Emu(1_500_000), Emu(300_000))
    box.text_frame.text = "Reviewed by the CFO"
    moved = next(shape for shape in find_slide(deck, "methods").shapes if shape.name.endswith("column:2"))
    moved.left = Emu(moved.left + 300_000)
    place = moved.left
    transfer.notes_slide.notes_text_frame.text = "Ask about the key"
    stream = io.BytesIO()
    deck.save(stream)
    theirs = save_with_libreoffice(stream.getvalue(), tmp_path)
    text = TEXT.replace("31,000 bills", "32,500 bills").replace("| Weekly on Sunday |", "| Weekly on Monday |")
    text = text.replace("The bank has not confirmed", "The bank has now confirmed")
    ours = make_deck(text, "1.3.0")

    merged = merge_decks(theirs, ours)

    result = Presentation(io.BytesIO(merged.content))
    texts = "\n".join(line for slide in result.slides for line in list_texts(slide))
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in result.slides if slide.has_notes_slide)
    columns = [shape for slide in result.slides for shape in slide.shapes if shape.has_text_frame]
    (column,) = (shape for shape in columns if "Payment notice within five seconds" in shape.text_frame.text)
    assert "My title" in texts
    assert "Reviewed by the CFO" in texts
    assert "Ask about the key" in notes
    assert abs(column.left - place) < 30_000
    assert "32,500 bills" in texts
    assert "31,000 bills a month" not in texts
    assert "Weekly on Monday" in texts
    assert "Weekly on Sunday" not in texts
    assert "now confirmed" in texts
    assert "Version 1.3.0" in texts
    assert merged.report.doubts == ()
    assert merge_decks(merged.content, ours).content == merged.content


def make_edited_deck() -> bytes:
    deck = Presentation(io.BytesIO(make_deck()))
    deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].text = "My title"
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def replace_part(content: bytes, pattern: str, change: Callable[[bytes], bytes | None]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = change(old.read(name)) if re.fullmatch(pattern, name) else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def test_a_deck_with_a_conflict_has_a_comment_at_the_shape_and_mine_is_kept_if_preferred() -> None:
    ours = make_deck(TEXT.replace("One nightly file and two", "Two nightly files and two"), "1.3.0")

    spec, mine = (merge_decks(make_edited_deck(), ours, preference) for preference in ("spec", "mine"))

    for merged, shown, other in ((spec, "Two nightly files", "My title"), (mine, "My title", "Two nightly files")):
        slide = Presentation(io.BytesIO(merged.content)).slides[1]
        comments = [one.target_part.blob.decode() for one in slide.part.rels.values() if "/comments" in one.reltype]
        assert slide.shapes.title.text_frame.text.startswith(shown)
        assert len(comments) == 1
        assert other in comments[0]
        (conflict,) = merged.report.conflicts
        assert (conflict.slide, conflict.mine, conflict.number) == ("glance", "My title", 2)


def test_a_slide_that_the_spec_hides_is_hidden_beside_the_edits() -> None:
    ours = make_deck(TEXT.replace("{key=glance", "{hidden=yes key=glance"), "1.3.0")
    slide = Presentation(io.BytesIO(merge_decks(make_edited_deck(), ours).content)).slides[1]

    assert slide._element.get("show") == "0"
    assert slide.shapes.title.text_frame.text == "My title"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TEXT, "Renamed"),  # other slides have the layout that golive calls by another name
        (
            "# A deck {key=cover}\n\n## Numbers {key=numbers}\n\n::: facts\n| A | B |\n|---|---|\n| C | 1 |\n:::\n",
            "Title Only",
        ),
    ],
    ids=["known by other slides", "not known"],
)
def test_a_slide_gets_its_layout_where_a_program_gave_layouts_other_names(text: str, wanted: str) -> None:
    def rename(part: bytes) -> bytes:
        return part.replace(b'<p:cSld name="Title and Content"', b'<p:cSld name="Renamed"')

    table = "| Accounts | Bills | Payments |\n|---|---|---|\n" + "| 48,000 | 31,000 | 2,150 |\n" * 6
    facts = re.search(r"{key=numbers.*?\n(::: facts.*?:::)", text, re.DOTALL)
    assert facts
    theirs = replace_part(make_deck(text), r"ppt/slideLayouts/slideLayout\d+\.xml", rename)
    ours = make_deck(text.replace(facts[1], table), "1.3.0")
    assert get_layout_name(ours, "numbers") == "Title and Content"

    merged = merge_decks(theirs, ours).content

    assert get_layout_name(merged, "numbers") == wanted
    assert merge_decks(merged, ours).content == merged


def test_a_slide_gets_the_layout_of_its_like_where_a_program_gave_its_name_to_another_one() -> None:
    swapped = {b"Title Only": b"Two Content", b"Two Content": b"Title Only"}

    def swap(part: bytes) -> bytes:
        return re.sub(rb'(?<=<p:cSld name=")[^"]+', lambda found: swapped.get(found[0], found[0]), part)

    def rewrite(part: bytes) -> bytes:  # as LibreOffice does: each shape says its fill
        return part.replace(b"<p:spPr>", b"<p:spPr><a:noFill/>").replace(b"<p:spPr/>", b"<p:spPr><a:noFill/></p:spPr>")

    new_slide = "\n\n## A list {key=added}\n\n- One item\n- Another item\n"
    ours = make_deck(TEXT + new_slide, "1.3.0")
    theirs = replace_part(make_deck(), r"ppt/slideLayouts/slideLayout\d+\.xml", swap)
    wanted = get_layout_name(ours, "added")

    merged = merge_decks(theirs, ours).content
    rewritten = merge_decks(replace_part(theirs, r"ppt/slides/slide\d+\.xml", rewrite), ours).content

    assert wanted in {one.decode() for one in swapped}
    assert get_layout_name(merged, "added") == wanted
    assert get_layout_name(rewritten, "added") == swapped[wanted.encode()].decode()


def get_layout_name(deck: bytes, slide: str) -> str:
    name: str = find_slide(Presentation(io.BytesIO(deck)), slide).slide_layout.name
    return name


def test_an_edited_deck_that_cannot_be_merged_says_why() -> None:
    edited, ours = make_edited_deck(), make_deck()
    other = slides.make_deck(parse_markdown(TEXT, "a.md"), replace(OURS, id="lakeshore"), THEME, draw_sample)
    former = replace_part(edited, r"customXml/item1\.xml", lambda part: part.replace(b"snapshot:2", b"snapshot:7"))
    cases = {
        "the snapshot of what golive wrote is missing or damaged": replace_part(
            edited, r"customXml/item1\.xml", lambda _: b"<x/>"
        ),
        "a later golive made it": former,
        "its snapshot is of another document, the deck of lakeshore": other,
        "it cannot be unpacked": edited[: len(edited) // 2],
        "presentation with macros": replace_part(
            edited,
            r"\[Content_Types\]\.xml",
            lambda part: part.replace(
                b"openxmlformats-officedocument.presentationml.presentation.main+xml",
                b"ms-powerpoint.presentation.macroEnabled.main+xml",
            ),
        ),
    }
    for reason, content in cases.items():
        with pytest.raises(MergeRefusedError, match=re.escape(reason)):
            merge_decks(content, ours)


@settings(max_examples=examples(20))
@given(place=st.integers(0, 10**9), byte=st.integers(0, 255))
def test_a_damaged_deck_is_merged_or_refused(place: int, byte: int) -> None:
    content = bytearray(make_edited_deck_once())
    content[place % len(content)] = byte
    with contextlib.suppress(MergeRefusedError):
        merge_decks(bytes(content), make_deck())


@lru_cache
def make_edited_deck_once() -> bytes:
    return make_edited_deck()
