"""The gate: content that differs from its release is refused, with the parts that moved and the version it asks for."""

import json
from pathlib import Path

import pytest
from tests.commands import run_golive
from tests.releases.inside import check_gate, load_project, release
from tests.releases.workspaces import ID, ReleaseWorkspace

from golive.releases.snapshots import build_snapshot
from golive.releases.status import find_release_status, load_release_state
from golive.schema.change_level import Bump
from golive.support.problems import SpecError

EARLIER = ("drop_by: 23:30", "drop_by: 22:30")
TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def released(workspace: ReleaseWorkspace) -> ReleaseWorkspace:
    release(workspace)
    return workspace


def extend_template(workspace: ReleaseWorkspace, name: str, more: str) -> None:
    """Give the workspace a copy of one of golive's templates with text added at the end."""
    path = workspace.root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((TEMPLATES / name).read_text(encoding="utf-8") + more, encoding="utf-8")


def test_what_was_released_passes(released: ReleaseWorkspace) -> None:
    found = check_gate(released)
    assert (found.last_version, found.changed_parts, found.problems) == ("1.0.0", (), ())
    assert find_release_status(load_project(released)).draft == ""


def test_what_was_never_released_is_refused_and_says_so(workspace: ReleaseWorkspace) -> None:
    (problem,) = check_gate(workspace).problems
    assert "nothing of `millbrook-water` has been released yet" in problem.message
    assert f"golive release {ID}" in problem.hint
    assert problem.line


def test_a_change_of_the_spec_asks_for_its_level(released: ReleaseWorkspace) -> None:
    released.edit(*EARLIER)
    found = check_gate(released)

    assert (found.changed_parts, found.level, found.next_version) == (("spec",), Bump.MAJOR, "2.0.0")
    (problem,) = found.problems
    assert "differs from 1.0.0, the last release" in problem.message
    assert "spec (1 change, major)" in problem.message
    assert f"`golive release {ID}` raises the version to 2.0.0 or higher" in problem.hint
    assert [change.sentence for change in load_release_state(load_project(released)).changes] == [
        "Bill file: drop-by moved from 11:30 PM to 10:30 PM ET"
    ]


@pytest.mark.parametrize("part", ["organization", "process", "templates", "style", "theme"])
def test_every_other_part_is_seen_and_asks_for_a_patch(part: str, released: ReleaseWorkspace) -> None:
    if part == "organization":
        released.edit("name: ", "name: New ", released.root / "data" / "organization.yaml")
    elif part == "process":
        released.edit("name: ", "name: New ", released.root / "data" / "process.yaml")
    elif part == "theme":
        (released.root / "templates" / "slides").mkdir(parents=True)
        content = (TEMPLATES / "slides" / "theme.pptx").read_bytes()
        (released.root / "templates" / "slides" / "theme.pptx").write_bytes(content + b"\0")
    else:
        extend_template(released, "runbook/_risks.md.j2" if part == "templates" else "runbook/runbook.css", "\n")
    found = check_gate(released)

    assert found.changed_parts == ("templates" if part == "style" else part,)
    assert (found.level, found.next_version, len(found.problems)) == (Bump.PATCH, "1.0.1", 1)
    assert find_release_status(load_project(released)).draft.startswith("Draft after 1.0.0")
    assert release(released) == "1.0.1"
    assert check_gate(released).problems == ()


def test_a_template_of_another_document_is_no_part_of_this_one(released: ReleaseWorkspace) -> None:
    extend_template(released, "runbook/guide.md.j2", "\n")
    assert check_gate(released).problems == ()


def test_comments_order_and_line_ends_of_templates_are_no_change(released: ReleaseWorkspace) -> None:
    text = released.spec.read_text(encoding="utf-8")
    released.spec.write_text(f"# A remark.\n{text}", encoding="utf-8", newline="\r\n")
    extend_template(released, "runbook/runbook.css", "")
    css = released.root / "templates" / "runbook" / "runbook.css"
    css.write_bytes(css.read_bytes().replace(b"\n", b"\r\n"))

    assert check_gate(released).problems == ()
    assert find_release_status(load_project(released)).draft == ""


def test_a_version_raised_by_hand_is_refused_and_a_draft(released: ReleaseWorkspace) -> None:
    released.edit("version: 1.0.0", "version: 1.1.0")
    (problem,) = check_gate(released).problems
    assert "nothing has changed since 1.0.0" in problem.message
    assert find_release_status(load_project(released)).draft.startswith("Draft after 1.0.0")


def test_a_release_of_an_older_golive_kept_the_spec_alone_and_still_counts(released: ReleaseWorkspace) -> None:
    folder = released.root / "data" / "releases" / ID
    (folder / "1.0.0.json").write_bytes(build_snapshot(load_project(released).document_subject))
    assert check_gate(released).problems == ()
    assert find_release_status(load_project(released)).draft == ""

    extend_template(released, "runbook/runbook.css", "\n")
    assert check_gate(released).problems == (), "nobody knows what the templates were"
    released.edit(*EARLIER)
    assert check_gate(released).changed_parts == ("spec",)
    assert find_release_status(load_project(released)).draft
    release(released)
    assert check_gate(released).problems == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"templates": "', '"templates": "0'),
        ('"parts": {', '"parts": {"more": "x",'),
        ('"spec":', '"sepc":'),
        ('"drop_by": "23:30"', '"drop_by": "22:30"'),
    ],
)
def test_a_release_that_was_edited_is_refused_with_its_line(old: str, new: str, released: ReleaseWorkspace) -> None:
    released.edit(old, new, released.root / "data" / "releases" / ID / "1.0.0.json")

    for look in (check_gate, lambda workspace: find_release_status(load_project(workspace))):
        with pytest.raises(SpecError) as refused:
            look(released)
        assert all(problem.line and problem.hint for problem in refused.value.problems)


def test_snapshots_that_are_gone_are_missed(released: ReleaseWorkspace) -> None:
    released.edit(*EARLIER)
    release(released)
    for path in (released.root / "data" / "releases" / ID).glob("*.json"):
        path.unlink()
    (problem,) = check_gate(released).problems
    assert "the snapshots are missing, but the change log has an entry for 2.0.0" in problem.message


def test_the_command_says_it_to_people_and_to_machines(workspace: ReleaseWorkspace, tmp_path: Path) -> None:
    release(workspace)
    passed = run_golive("check", "--released", ID, cwd=workspace.root)
    workspace.edit(*EARLIER)
    refused = run_golive("check", "--released", str(workspace.spec), cwd=tmp_path)
    plain = json.loads(run_golive("check", "--released", ID, "--json", cwd=workspace.root).stdout)
    without = run_golive("check", ID, cwd=workspace.root)

    assert (passed.returncode, passed.stdout) == (0, f"{ID} 1.0.0: as released\n")
    assert refused.returncode == 1
    assert "not as released; next version 2.0.0 or higher" in refused.stdout
    assert "the change log has no entry for it: spec (1 change, major)" in refused.stderr
    (checked,) = plain["checked"]
    assert checked["released"]["moved"] == ["spec"]
    assert checked["released"]["next_version"] == "2.0.0"
    assert checked["released"]["command"] == f"golive release {ID}"
    assert plain["problems"]
    assert (without.returncode, without.stdout) == (0, f"{ID} 1.0.0: no problems\n")


def test_an_interrupted_release_is_told_by_check(workspace: ReleaseWorkspace) -> None:
    (workspace.root / "data" / ".golive-journal").write_text(
        json.dumps({"what": f"the release of {ID} 2.0.0", "files": []})
    )

    run = run_golive("check", ID, cwd=workspace.root)

    assert run.returncode == 0
    assert run.stderr == f"The release of {ID} 2.0.0 was interrupted; the next `golive release` completes it.\n"
