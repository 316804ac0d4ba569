"""Release, build, verify: what is made of a release is known again as that, and every edit shows."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace
from tests.releases.edits import edited, leaves, sample
from tests.releases.inside import approve, gate_of, project_of, release, write_spec
from tests.releases.workspaces import Desktop

from golive.pipeline.build import OUTPUTS, build_document
from golive.provenance.document_file import read_statement
from golive.provenance.verdict import Verdict, compare_with_workspace
from golive.releases.approval_state import ApprovalState
from golive.releases.status import find_release_status
from golive.releases.version_number import parse_version
from golive.schema import Integration
from golive.support.problems import LayoutError, SpecError

SLIDE, EXPLAINER = (next(row for row in OUTPUTS if row.kind == kind) for kind in ("slide", "explainer"))


def built(desktop: Desktop, seed: int) -> Path:
    """A document of the workspace: mostly the slide, which is made sooner; now and then a PDF."""
    project = project_of(desktop)
    made = build_document(
        replace(project, release_status=find_release_status(project)), EXPLAINER if seed % 30 == 0 else SLIDE
    )
    path = desktop.root / "output" / made.place.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(made.content)
    return path


def verdict_of(path: Path, desktop: Desktop) -> Verdict:
    return compare_with_workspace(read_statement(path), project_of(desktop))


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a release that somebody has approved."""
    desktop = Desktop.at(tmp_path_factory.mktemp("approved") / "work")
    release(desktop)
    approve(desktop)
    return desktop.root


def edits(seeds: range) -> Iterator[tuple[int, Integration]]:
    for seed in seeds:
        random, old = Random(seed), sample(0)
        new = edited(old, random.choice(list(leaves(old))), random)
        if new is not None and new.id == old.id:
            yield seed, new


def known_again(desktop: Desktop, seed: int, new: Integration) -> bool:
    """Edit, build, release, build: whether the edit can be built at all; each document is known for what it is."""
    write_spec(desktop, new)
    try:
        found = gate_of(desktop)
        draft = built(desktop, seed)
    except (SpecError, LayoutError):
        return False  # the edit broke a rule across fields, or fits no paper

    assert (found.changed_parts, found.changes != ()) == (("spec",), True)
    unreleased = verdict_of(draft, desktop)
    assert (unreleased.release, unreleased.release_differences, unreleased.is_current) == ("other", ("spec",), True)
    assert ApprovalState.VOID in {one.state for one in unreleased.sign_offs}

    version = release(desktop)
    assert parse_version(version) >= parse_version(found.next_version)
    assert not verdict_of(draft, desktop).is_current, "the draft is not what was released"
    known = verdict_of(built(desktop, seed), desktop)
    assert (known.statement.version, known.release, known.release_differences) == (version, "released", ())
    assert known.is_current
    assert gate_of(desktop).problems == ()
    return True


@pytest.mark.parametrize("first", range(0, 30, 30))
def test_an_edit_is_released_built_and_known_again(first: int, approved: Path, tmp_path: Path) -> None:
    went = 0
    for seed, new in edits(range(first, first + 30)):  # benchmarks/round_trips.py goes on from here
        desktop = Desktop(tmp_path / str(seed))
        shutil.copytree(approved, desktop.root)
        went += known_again(desktop, seed, new)
    assert went >= 23


def test_an_approval_given_after_the_build_holds_for_the_document_and_asks_for_a_new_one(approved: Path) -> None:
    desktop = Desktop(approved)
    path = built(desktop, 0)
    before = verdict_of(path, desktop)
    assert [one.state for one in before.sign_offs] == [ApprovalState.VALID]
    approve(desktop, "Ada Moreno", "Invoice Cloud")
    after = verdict_of(path, desktop)

    assert [one.state for one in after.sign_offs] == [ApprovalState.VALID, ApprovalState.VALID]
    assert (after.release, after.changed_parts, after.is_current) == ("released", ("change log",), False)
