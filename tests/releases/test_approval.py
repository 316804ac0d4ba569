"""Approvals: bound to what was released, and void as soon as anything of it changes."""

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from tests.commands import run_golive
from tests.examples import examples
from tests.releases.edits import SEEDS, edit_leaf, iterate_leaves, load_sample
from tests.releases.inside import DAY, approve, check_gate, release, write_spec
from tests.releases.workspaces import ID, ReleaseWorkspace

from golive.releases.approval_state import ApprovalState
from golive.schema import ChangeLog
from golive.support.problems import SpecError
from golive.yaml_io.load import load

EARLIER = ("drop_by: 23:30", "drop_by: 22:30")
LISTS = {
    "none": "",
    "nobody yet": "approvals: []\n",
    "nothing": "approvals:\n",
    "others on a line each": "approvals:\n  - {name: Ada Moreno, organization: Us, role: Owner, date: 2027-01-12}\n",
    "others in blocks": "approvals:\n  - name: Ada Moreno\n    organization: Us\n    role: Owner  # so\n\n# End.\n",
    "others not indented": "approvals:\n- name: Ada Moreno\n  organization: Us\n  role: Owner\n",
    "all on one line": "approvals: [{name: Ada Moreno, organization: Us, role: Owner}]\n",
    "asked in a block": "approvals:\n  - name: Ben Osei\n    organization: Millbrook Water\n    role: Lead  # of IT\n",
    "asked on a line": "approvals:\n  - {name: ben osei, organization: Millbrook Water, role: Lead}\n",
    "asked, date blank": "approvals:\n  - name: Ben Osei\n    date: ~\n    role: Lead\n"
    "    organization: Millbrook Water\n",
    "given by hand": "approvals:\n  - {name: Ben Osei, organization: Millbrook Water, role: Lead, date: 2027-01-13}\n",
}


@pytest.fixture
def released(workspace: ReleaseWorkspace) -> ReleaseWorkspace:
    release(workspace)
    return workspace


def list_approval_states(workspace: ReleaseWorkspace) -> list[ApprovalState]:
    return [one.state for one in check_gate(workspace).sign_offs if one.approval.name.lower() == "ben osei"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", LISTS)
def test_an_approval_is_written_where_it_belongs_and_nothing_else_changes(
    name: str, ends: str, released: ReleaseWorkspace
) -> None:
    text = (released.log.read_text(encoding="utf-8").rstrip() + f"\n\n{LISTS[name]}").replace("\n", ends)
    released.log.write_bytes(text.encode())
    before = load(released.log, ChangeLog).value

    assert approve(released)

    after = load(released.log, ChangeLog).value
    assert after.entries == before.entries
    others = [one for one in before.approvals if one.name == "Ada Moreno"]
    (given,) = [one for one in after.approvals if one not in others]
    assert (given.organization, given.date) == ("Millbrook Water", DAY)
    assert given.role == ("Lead" if "Lead" in LISTS[name] else "Approver")
    assert list_approval_states(released) == [ApprovalState.VALID]
    lines = text.replace("date: ~", "").split(ends)
    assert all(line.strip(" }],") in released.log.read_bytes().decode() for line in lines if "Ben" not in line)
    assert not approve(released), "the same person approves the same release once"


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=SEEDS)
def test_any_edit_of_content_voids_an_approval_and_taking_it_back_restores_it(
    seed: int, workspace: ReleaseWorkspace
) -> None:
    random = Random(seed)
    if not check_gate(workspace).last_version:
        write_spec(workspace, load_sample(0))
        release(workspace)
        approve(workspace)
    new = edit_leaf(load_sample(0), random.choice(list(iterate_leaves(load_sample(0)))), random)
    assume(new is not None and new.id == ID)  # another id is another document
    assert new is not None

    write_spec(workspace, new)
    try:
        found = [one.state for one in check_gate(workspace).sign_offs]
    except SpecError:
        reject()  # the edit broke a rule across fields
    finally:
        write_spec(workspace, load_sample(0))

    assert found == [ApprovalState.VOID]
    assert list_approval_states(workspace) == [ApprovalState.VALID]


def test_another_part_that_moves_voids_it_too(released: ReleaseWorkspace) -> None:
    approve(released)
    released.edit("name: ", "name: New ", released.root / "data" / "organization.yaml")
    assert list_approval_states(released) == [ApprovalState.VOID]
    assert any("is void: it was given to 1.0.0" in problem.message for problem in check_gate(released).problems)


def test_the_next_release_keeps_an_approval_with_its_version_and_asks_again(released: ReleaseWorkspace) -> None:
    approve(released)
    released.edit(*EARLIER)
    release(released)

    log = load(released.log, ChangeLog).value
    (kept,) = log.entries[1].approvals
    assert (kept.name, kept.digest is not None) == ("Ben Osei", True)
    assert list_approval_states(released) == [ApprovalState.PENDING]
    assert check_gate(released).problems == ()
    assert approve(released)
    assert load(released.log, ChangeLog).value.approvals[0].digest != kept.digest


def test_an_approval_of_another_digest_is_void(released: ReleaseWorkspace) -> None:
    approve(released)
    released.edit("digest: ", "digest: 00", released.log)
    assert list_approval_states(released) == [ApprovalState.VOID]


def test_what_was_not_released_or_is_another_by_now_cannot_be_approved(workspace: ReleaseWorkspace) -> None:
    with pytest.raises(SpecError, match="has been released yet"):
        approve(workspace)
    release(workspace)
    workspace.edit(*EARLIER)
    with pytest.raises(SpecError, match=r"differs from 1\.0\.0"):
        approve(workspace)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"day": DAY.replace(year=2020)}, "is before that of version 1.0.0"),
        ({"name": " "}, "--name is not valid in a change log"),
        ({"organization": "x\x07"}, "--organization is not valid in a change log"),
        ({"name": "n" * 3000}, "--name is not valid in a change log"),
    ],
)
def test_what_no_log_can_hold_is_refused(given: dict[str, str], said: str, released: ReleaseWorkspace) -> None:
    before = released.read_files()
    with pytest.raises(SpecError, match=said):
        approve(released, **given)  # type: ignore[arg-type]
    assert released.read_files() == before


def test_the_command_writes_it_and_log_and_check_show_it(released: ReleaseWorkspace) -> None:
    who = ("--name", "Ben: Osei", "--organization", "Millbrook, {Water}", "--role", "Lead")
    run = run_golive("approve", ID, *who, "--date", "2027-02-03", cwd=released.root)
    again = run_golive("approve", ID, *who, cwd=released.root)
    shown = run_golive("log", ID, cwd=released.root)
    released.edit(*EARLIER)
    void = run_golive("log", ID, cwd=released.root)
    refused = run_golive("approve", ID, *who, cwd=released.root)

    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(f"{ID} 1.0.0: approved by Ben: Osei, Millbrook, {{Water}}, 2027-02-03\nwrote ")
    assert "has approved 1.0.0 already" in again.stdout
    assert "  Ben: Osei, Millbrook, {Water}, Feb 3, 2027\n" in shown.stdout
    assert "  Ben: Osei, Millbrook, {Water}, Feb 3, 2027 (void)\n" in void.stdout
    assert refused.returncode == 1
    assert "differs from 1.0.0" in refused.stderr
