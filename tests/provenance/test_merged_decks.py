"""A merged deck holds edits: it never counts as the released one, and approvals name the edits."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from pptx import Presentation
from tests.pipeline.merge_cases import ROOT, build_deck, build_with
from tests.pipeline.test_merge_gate import edit, save

from golive.editing import SetValue
from golive.project.project import load_integration
from golive.project.workspace import open_workspace
from golive.provenance.deck import is_sealed_deck
from golive.provenance.document_file import read_statement
from golive.provenance.edited_documents import find_edited_documents
from golive.provenance.ownership import find_ownership
from golive.provenance.verdict import compare_with_workspace
from golive.releases.document_parts import DocumentParts
from golive.render.slides.merge.comments import add_comment
from golive.render.slides.merge.merge import merge_decks

ID = "riverton-water"
PARTS = ("spec", "organization", "process", "templates", "theme")
GOAL = SetValue(("goals", 0), "Payers see a bill that is never older than a day.")
KEPT = "Slide 3 “"


@dataclass
class MergedDraft:
    """A draft that was edited and then merged with the released version, and the parts of that release."""

    path: Path
    parts: DocumentParts


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> MergedDraft:
    path = tmp_path_factory.mktemp("output") / "deck.pptx"
    draft = build_with(ID, GOAL)
    path.write_bytes(merge_decks(edit(draft), build_deck(ID)).content)
    stated = dict(read_statement(path).parts)
    return MergedDraft(path, DocumentParts(**{name: stated.get(name, "") for name in PARTS}))


def test_the_origin_names_the_edits_that_a_sealed_merge_holds(merged: MergedDraft) -> None:
    found = read_statement(merged.path)

    assert is_sealed_deck(merged.path)
    assert not found.is_intact
    assert len(found.changes) == 1
    assert found.changes[0].startswith(KEPT)
    assert "is “My own title”; golive writes “" in found.changes[0]
    assert find_ownership(merged.path, ID, "deck").state == "edited"


def test_a_merge_with_a_release_is_not_as_released(merged: MergedDraft) -> None:
    project = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / f"{ID}.yaml")

    assert compare_with_workspace(read_statement(merged.path), project).release == "edited"


def test_an_approval_of_the_release_is_refused_and_names_the_edit(merged: MergedDraft) -> None:
    version = read_statement(merged.path).version
    (problem,) = find_edited_documents(merged.path.parent, ID, version, merged.parts)

    assert problem.path == merged.path
    assert KEPT in problem.hint
    assert "My own title" in problem.hint


def test_a_deck_to_which_only_a_comment_was_added_is_never_taken_for_untouched(tmp_path: Path) -> None:
    draft = Presentation(io.BytesIO(build_with(ID, GOAL)))
    add_comment(draft.part, draft.slides[2].part, "Ask the CFO", None, "2027-01-11")
    path = tmp_path / "deck.pptx"
    merged = merge_decks(save(draft), build_deck(ID))
    path.write_bytes(merged.content)
    again = merge_decks(merged.content, build_with(ID, GOAL))

    assert merged.report.edits == ()
    assert is_sealed_deck(path)
    assert find_ownership(path, ID, "deck").state == "edited"
    for content in (merged.content, again.content):
        parts = Presentation(io.BytesIO(content)).slides[2].part.rels.values()
        assert any("/comments" in one.reltype and b"Ask the CFO" in one.target_part.blob for one in parts)
