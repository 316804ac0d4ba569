"""A merged deck goes through the gates of every deck before it may take the place of the edited one."""

import io
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu
from tests.pipeline.merge_cases import build_deck, build_with
from tests.render.slides.brands import make_picture

from golive.audit.new_faults import find_new_faults
from golive.editing import SetValue
from golive.pipeline.merge_gate import DeckFaults, Gate, judge_merged_deck
from golive.pipeline.replacement import NewFile, WritePlan, plan_replacements
from golive.support.stored_content import read_content

ID = "riverton-water"


def edit(content: bytes, *, has_picture: bool = False, has_equal_ids: bool = False) -> bytes:
    """Change the title of slide 3; add a picture without an alternative text; give all its shapes one id."""
    deck = Presentation(io.BytesIO(content))
    slide = deck.slides[2]
    slide.shapes.title.text_frame.text = "My own title"
    if has_picture:
        image = slide.shapes.add_picture(io.BytesIO(make_picture()), Emu(300_000), Emu(300_000))
        image.name = "Plant"
        image._element.nvPicPr.cNvPr.attrib.pop("descr")
    for shape in slide.shapes if has_equal_ids else ():
        shape._element[0].find("{*}cNvPr").set("id", "7")
    return save(deck)


def make_small_deck() -> bytes:
    deck = Presentation()
    for _ in range(3):
        deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Only"))
    return save(deck)


def save(deck: Any) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def plan_write(path: Path, theirs: bytes, gate: Gate) -> WritePlan:
    path.write_bytes(theirs)
    ours = build_with(ID, SetValue(("biller", "short_name"), "Riverton"))
    return plan_replacements({path: NewFile(ours, "deck", ID, "deck")}, gate=gate)


def test_faults_that_are_new_are_told_from_those_that_were_there() -> None:
    good = edit(make_small_deck())
    faulty = edit(make_small_deck(), has_picture=True, has_equal_ids=True)

    new, former = find_new_faults(good, faulty), find_new_faults(faulty, faulty)

    assert {one.check for one in new.package} >= {"shape-id-twice"}
    assert [one.check for one in new.accessibility] == ["alt-missing"]
    assert (former.package, former.accessibility) == ((), ())
    assert "Picture “Plant” has no alternative text." in {one.message for one in former.former}


def test_what_a_person_left_without_alternative_text_is_named_and_the_deck_is_merged(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    found = plan_write(path, edit(build_deck(ID), has_picture=True), judge_merged_deck)

    assert found.problems == ()
    assert set(found.files) == {path}
    assert found.merged[path].faults == ("Slide 3: Picture “Plant” has no alternative text.",)


@pytest.mark.parametrize("faults", [("slide3.xml: two shapes have the id 7",), tuple(f"Fault {n}" for n in range(9))])
def test_a_merge_that_would_not_be_valid_is_an_error_that_names_what(faults: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    found = plan_write(path, edit(build_deck(ID)), lambda _edited, _merged: DeckFaults(invalid=faults))

    (problem,) = found.problems
    assert not found.files
    assert problem.path == path
    assert "the merge of it would not be valid" in problem.message
    assert faults[0] in problem.hint
    assert len(faults) == 1 or "3 more faults." in problem.hint
    assert "--discard-edits" in problem.hint


def test_a_merge_that_would_not_be_accessible_is_written_beside_the_edited_deck(tmp_path: Path) -> None:
    path, theirs = tmp_path / "deck.pptx", edit(build_deck(ID))
    reason = "Slide 3: the contrast is too low."
    found = plan_write(path, theirs, lambda _edited, _merged: DeckFaults(inaccessible=(reason,)))

    assert set(found.files) == {tmp_path / "deck-merged.pptx"}
    assert reason in found.kept[path]
    assert path.read_bytes() == theirs


def test_a_merge_beside_the_edited_deck_is_replaced_unless_it_was_edited_too(tmp_path: Path) -> None:
    path, beside = tmp_path / "deck.pptx", tmp_path / "deck-merged.pptx"
    path.write_bytes(edit(build_deck(ID)))

    def plan_with(name: str) -> WritePlan:
        ours = build_with(ID, SetValue(("biller", "short_name"), name))
        gate = DeckFaults(inaccessible=("Slide 3: the contrast is too low.",))
        return plan_replacements({path: NewFile(ours, "deck", ID, "deck")}, gate=lambda _edited, _merged: gate)

    beside.write_bytes(read_content(plan_with("Riverton").files[beside]))
    assert plan_with("Riverton").files == {}
    assert set(plan_with("River Water").files) == {beside}

    beside.write_bytes(edit(beside.read_bytes(), has_picture=True))
    refused = plan_with("River Water")
    assert refused.files == {}
    assert [(one.path, one.message) for one in refused.problems] == [
        (beside, "an earlier merge is here, and was edited since")
    ]
