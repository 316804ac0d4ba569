"""Release, build, verify: a document of a release is recognized as released, and every edit is detected."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace
from tests.releases.edits import edit_leaf, iterate_leaves, load_sample
from tests.releases.inside import approve, check_gate, load_project, release, write_spec
from tests.releases.workspaces import ReleaseWorkspace

from golive.pipeline.build import OUTPUTS, build_document
from golive.provenance.document_file import read_statement
from golive.provenance.verdict import Verdict, compare_with_workspace
from golive.releases.approval_state import ApprovalState
from golive.releases.status import find_release_status
from golive.releases.version_number import parse_version
from golive.schema import Integration
from golive.support.problems import LayoutError, SpecError

SLIDE, EXPLAINER = (next(row for row in OUTPUTS if row.kind == kind) for kind in ("slide", "explainer"))


def build_one_document(workspace: ReleaseWorkspace, seed: int) -> Path:
    """Build a document of the workspace: usually the slide, which is faster; for every 30th seed a PDF."""
    project = load_project(workspace)
    made = build_document(
        replace(project, release_status=find_release_status(project)), EXPLAINER if seed % 30 == 0 else SLIDE
    )
    path = workspace.root / "output" / made.place.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(made.content)
    return path


def get_verdict(path: Path, workspace: ReleaseWorkspace) -> Verdict:
    return compare_with_workspace(read_statement(path), load_project(workspace))


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a release that somebody has approved."""
    workspace = ReleaseWorkspace.create(tmp_path_factory.mktemp("approved") / "work")
    release(workspace)
    approve(workspace)
    return workspace.root


def iterate_edits(seeds: range) -> Iterator[tuple[int, Integration]]:
    for seed in seeds:
        random, old = Random(seed), load_sample(0)
        new = edit_leaf(old, random.choice(list(iterate_leaves(old))), random)
        if new is not None and new.id == old.id:
            yield seed, new


def release_and_verify(workspace: ReleaseWorkspace, seed: int, new: Integration) -> bool:
    """Edit, build, release, build, and check the verdict on each document; return False if the edit cannot be built."""
    write_spec(workspace, new)
    try:
        found = check_gate(workspace)
        draft = build_one_document(workspace, seed)
    except (SpecError, LayoutError):
        return False  # the edit broke a rule across fields, or its text does not fit

    assert (found.changed_parts, found.changes != ()) == (("spec",), True)
    unreleased = get_verdict(draft, workspace)
    assert (unreleased.release, unreleased.release_differences, unreleased.is_current) == ("other", ("spec",), True)
    assert ApprovalState.VOID in {one.state for one in unreleased.sign_offs}

    version = release(workspace)
    assert parse_version(version) >= parse_version(found.next_version)
    assert not get_verdict(draft, workspace).is_current, "the draft is not what was released"
    known = get_verdict(build_one_document(workspace, seed), workspace)
    assert (known.statement.version, known.release, known.release_differences) == (version, "released", ())
    assert known.is_current
    assert check_gate(workspace).problems == ()
    return True


@pytest.mark.parametrize("first", range(0, 30, 30))
def test_an_edit_is_released_built_and_known_again(first: int, approved: Path, tmp_path: Path) -> None:
    went = 0
    for seed, new in iterate_edits(range(first, first + 30)):  # benchmarks/round_trips.py goes on from here
        workspace = ReleaseWorkspace(tmp_path / str(seed))
        shutil.copytree(approved, workspace.root)
        went += release_and_verify(workspace, seed, new)
    assert went >= 23


def test_an_approval_given_after_the_build_holds_for_the_document_and_asks_for_a_new_one(approved: Path) -> None:
    workspace = ReleaseWorkspace(approved)
    path = build_one_document(workspace, 0)
    before = get_verdict(path, workspace)
    assert [one.state for one in before.sign_offs] == [ApprovalState.VALID]
    approve(workspace, "Ada Moreno", "Invoice Cloud")
    after = get_verdict(path, workspace)

    assert [one.state for one in after.sign_offs] == [ApprovalState.VALID, ApprovalState.VALID]
    assert (after.release, after.changed_parts, after.is_current) == ("released", ("change log",), False)
