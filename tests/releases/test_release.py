"""Releasing: which version, which entry, which bytes change; and what is refused, with what to do."""

import json
import re

import pytest
from tests.commands import run_golive
from tests.releases.workspaces import ID, ReleaseWorkspace

from golive.schema import ChangeLog
from golive.yaml_io.load import load

DAY = ("--date", "2027-02-01")
EARLIER = ("drop_by: 23:30", "drop_by: 22:30")


@pytest.fixture
def released(workspace: ReleaseWorkspace) -> ReleaseWorkspace:
    """The workspace after its first release."""
    workspace.release()
    return workspace


def load_log(workspace: ReleaseWorkspace) -> ChangeLog:
    return load(workspace.log, ChangeLog).value


def test_the_first_release_keeps_what_the_log_tells_of(workspace: ReleaseWorkspace) -> None:
    before = workspace.read_files()
    said = workspace.release()

    assert said.splitlines()[0] == f"{ID} 1.0.0, 2027-01-12"
    assert workspace.list_releases() == ["1.0.0"]
    after = workspace.read_files()
    assert {name for name in after if after[name] != before.get(name)} == {f"data/releases/{ID}/1.0.0.json"}


def test_what_has_not_changed_is_not_released_again(released: ReleaseWorkspace) -> None:
    before = released.read_files()
    assert "nothing has changed since 1.0.0" in released.release(*DAY)
    assert released.read_files() == before


@pytest.mark.parametrize(
    ("edit", "version"),
    [
        (EARLIER, "2.0.0"),
        (("go_live: 2027-05-03", "go_live: 2027-05-10"), "1.1.0"),
        (("purpose: Asks for", "purpose: Tells"), "1.0.1"),
    ],
)
def test_the_version_rises_as_much_as_the_changes_ask_for(
    edit: tuple[str, str], version: str, released: ReleaseWorkspace
) -> None:
    released.edit(*edit)
    released.release(*DAY)

    assert released.list_releases() == ["1.0.0", version]
    assert [entry.version for entry in load_log(released).entries] == [version, "1.0.0"]


def test_two_scalars_of_the_spec_change_and_no_other_byte(released: ReleaseWorkspace) -> None:
    text = released.spec.read_bytes().replace(b"\n", b"\r\n").replace(b"version: 1.0.0", b"version:   '1.0.0' # ours")
    released.spec.write_bytes(text)
    released.edit(*EARLIER)
    before = released.spec.read_bytes()
    released.release(*DAY)

    expected = before.replace(b"version:   '1.0.0' # ours", b"version:   2.0.0 # ours")
    assert released.spec.read_bytes() == expected.replace(b"date: 2027-01-12", b"date: 2027-02-01", 1)


def test_the_entry_says_who_when_and_what(released: ReleaseWorkspace) -> None:
    released.edit(*EARLIER)
    released.edit("  support_hours:", "  cost_center: Kestrel\n  support_hours:")
    released.release(*DAY, "--added-by", "Lois: Powers")

    entry = load_log(released).entries[0]
    assert (str(entry.date), entry.author, entry.added_by) == ("2027-02-01", "Ada Moreno", "Lois: Powers")
    assert entry.description == "Bill file: drop-by moved from 11:30 PM to 10:30 PM ET."
    assert [(one.level, one.path, one.internal) for one in entry.changes] == [
        ("major", "interfaces[bills].schedule.drop_by", False),
        ("patch", "operations.cost_center", True),
    ]
    snapshot = json.loads((released.root / "data" / "releases" / ID / "2.0.0.json").read_text(encoding="utf-8"))
    assert entry.digest == snapshot["digest"]
    assert "Kestrel" not in released.log.read_text(encoding="utf-8")


def test_what_a_person_says_goes_before_the_draft(released: ReleaseWorkspace) -> None:
    message = f"A: # 'quoted' \"text\" – {'and so on ' * 30}".strip()
    released.edit(*EARLIER)
    released.release(*DAY, "--message", message, "--author", "Ben [ops]", "--level", "major")

    assert load_log(released).entries[0].description == message
    assert load_log(released).entries[0].author == "Ben [ops]"


def test_a_higher_level_may_be_asked_for_and_a_lower_one_is_refused(released: ReleaseWorkspace) -> None:
    released.edit("go_live: 2027-05-03", "go_live: 2027-05-10")

    message = released.expect_refusal(*DAY, "--level", "patch")
    assert re.search(
        r"millbrook-water\.yaml:\d+: a patch release is not enough: this change is minor: Timeline", message
    )
    released.release(*DAY, "--level", "major")
    assert released.list_releases() == ["1.0.0", "2.0.0"]


def test_a_dry_run_says_all_and_writes_nothing(released: ReleaseWorkspace) -> None:
    released.edit(*EARLIER)
    before = released.read_files()
    said = released.release(*DAY, "--dry-run")

    assert said.splitlines()[0] == f"{ID} 2.0.0, 2027-02-01"
    assert "would write data/integrations/millbrook-water.yaml" in said
    assert released.read_files() == before


def test_approvals_stay_with_the_version_that_they_were_given_to(released: ReleaseWorkspace) -> None:
    log = (
        "# Ours.\nentries:\n  - date: 2027-01-12\n    author: Ada Moreno\n    version: 1.0.0\n"
        "    description: First. # really\n# who signs\napprovals:\n"
        "  - {name: Cara, organization: Millbrook, role: Lead, date: 2027-01-13}\n"
        "  - {name: Ben, organization: Millbrook, role: Contact}\n"
    )
    released.log.write_text(log, encoding="utf-8")
    released.edit(*EARLIER)
    released.release(*DAY)

    after = load_log(released)
    assert [approval.date for approval in after.approvals] == [None, None]
    assert [(approval.name, str(approval.date)) for approval in after.entries[1].approvals] == [("Cara", "2027-01-13")]
    text = released.log.read_text(encoding="utf-8")
    lines = iter(text.splitlines())
    assert all(line in lines for line in log.splitlines() if "2027-01-13" not in line)


@pytest.mark.parametrize(
    "log",
    [
        (
            "entries: [{date: 2027-01-12, author: Ada, version: 1.0.0, description: First.}]\n"
            "approvals: [{name: Cara, organization: Millbrook, role: Lead, date: 2027-01-13}]\n"
        ),
        "entries:\n- date: 2027-01-12\n  author: Ada\n  version: 1.0.0\n  description: >-\n    First\n    of all.",
        "entries:\r\n  - date: 2027-01-12\r\n    author: Ada\r\n    version: 1.0.0\r\n    description: First.\r\n",
        '{"entries": [{"date": "2027-01-12", "author": "A", "version": "1.0.0", "description": "First."}]}',
    ],
)
def test_a_log_of_any_form_gains_an_entry_and_loses_none(log: str, released: ReleaseWorkspace) -> None:
    released.log.write_bytes(log.encode())
    before = load_log(released)
    released.edit(*EARLIER)
    released.release(*DAY)
    released.edit("drop_by: 22:30", "drop_by: 22:45")
    released.release("--date", "2027-02-02")

    after = load_log(released)
    assert [entry.version for entry in after.entries] == ["3.0.0", "2.0.0", "1.0.0"]
    assert after.entries[2].model_copy(update={"approvals": ()}) == before.entries[0]


def test_a_document_without_a_log_gets_one(workspace: ReleaseWorkspace) -> None:
    workspace.log.unlink()
    workspace.release(*DAY)

    assert workspace.log.read_text(encoding="utf-8").startswith("# Change log of Millbrook")
    assert [entry.description for entry in load_log(workspace).entries] == ["First release."]
    assert run_golive("check", cwd=workspace.root).returncode == 0


def test_the_guide_is_released_from_its_first_entry(workspace: ReleaseWorkspace) -> None:
    log = workspace.log.with_name("guide.yaml")
    text = (workspace.root / "data" / "guide.yaml").read_text(encoding="utf-8")
    version, day = (re.search(rf"^{key}: (.*)$", text, re.MULTILINE) for key in ("version", "date"))
    assert version
    assert day
    log.write_text(
        f"entries:\n  - {{date: {day[1]}, author: Kinga Dobriban, added_by: Lois Powers, version: {version[1]}, "
        "description: First.}\n",
        encoding="utf-8",
    )
    assert run_golive("release", "guide", cwd=workspace.root).returncode == 0
    workspace.edit("title: ", "title: The ", workspace.root / "data" / "guide.yaml")

    run = run_golive("release", "guide", *DAY, cwd=workspace.root)
    assert run.returncode == 0, run.stderr
    assert load(log, ChangeLog).value.entries[0].author == "Kinga Dobriban"
    assert run_golive("check", cwd=workspace.root).returncode == 0


OLD_ENTRY = "version: 1.0.0, description: First version.}"
REFUSED = {
    "a version that is too low": (
        ("version: 1.0.0", "version: 1.0.1"),
        DAY,
        "version 1.0.1 is too low, because of line",
    ),
    "a malformed version": (("version: 1.0.0", "version: 1.x"), DAY, "`version`"),
    "a clock before the last entry": ((), ("--date", "2027-01-11"), "is before that of version 1.0.0 of 2027-01-12"),
    "a spec that is wrong": (("owner: ada\nsummary", "owner: aada\nsummary"), DAY, "no contact has that id"),
    "an anchor": (("version: 1.0.0", "version: &v 1.0.0"), DAY, "cannot be changed in place"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_released_is_refused_with_its_place(name: str, released: ReleaseWorkspace) -> None:
    edit, arguments, said = REFUSED[name]
    released.edit(*EARLIER)
    if edit:
        released.edit(edit[0], edit[1])
    if name == "an anchor":
        released.edit("short_name: Millbrook", "short_name: *v")
    refusal = released.expect_refusal(*arguments)

    assert said in refusal
    assert re.match(r".*\.yaml:\d+:\d+: ", refusal)


LOGS = {
    "an entry by hand": (
        (
            "  - {date: 2027-01-20, author: Ada, version: 1.1.0, description: x}\n  - {date: 2027-01-12, author: Ada, "
            "version: 1.0.0, description: x}\n"
        ),
        "1.1.0",
        "has an entry for version 1.1.0, which was never released",
    ),
    "an entry that is gone": (
        "  - {date: 2026-01-12, author: Ada, version: 0.9.0, description: x}\n",
        "1.0.0",
        "the entry of version 1.0.0 is missing",
    ),
    "entries out of order": (
        (
            "  - {date: 2026-01-12, author: Ada, version: 0.9.0, description: x}\n  - {date: 2027-01-12, author: Ada, "
            "version: 1.0.0, description: x}\n"
        ),
        "1.0.0",
        "Put the newest entry first",
    ),
    "an entry twice": (
        "  - {date: 2027-01-12, author: Ada, version: 1.0.0, description: x}\n" * 2,
        "1.0.0",
        "is 1.0.0 again",
    ),
    "another digest": (
        "  - {date: 2027-01-12, author: Ada, version: 1.0.0, description: x, digest: abc}\n",
        "1.0.0",
        "is not the digest of the release",
    ),
}


@pytest.mark.parametrize("name", LOGS)
def test_a_log_that_does_not_agree_with_what_was_released_is_refused(name: str, released: ReleaseWorkspace) -> None:
    entries, version, said = LOGS[name]
    released.log.write_text(f"entries:\n{entries}", encoding="utf-8")
    released.edit(*EARLIER)
    if version != "1.0.0":
        released.edit("version: 1.0.0\ndate: 2027-01-12", f"version: {version}\ndate: 2027-01-20")

    assert said in released.expect_refusal(*DAY)


def test_an_entry_put_in_or_taken_out_between_two_releases_is_refused(released: ReleaseWorkspace) -> None:
    released.edit(*EARLIER)
    released.release(*DAY)
    released.edit("drop_by: 22:30", "drop_by: 22:45")
    first = "  - {date: 2027-01-12, author: Ada Moreno, version: 1.0.0, description: First version.}\n"
    between = "  - {date: 2027-01-20, author: Ada Moreno, version: 1.5.0, description: Put in.}\n"

    released.edit(first, between + first, released.log)
    assert "has an entry for version 1.5.0, which was never released" in released.expect_refusal("--date", "2027-02-02")
    released.edit(between + first, "", released.log)
    assert "the entry of version 1.0.0 is missing, which was released" in released.expect_refusal(
        "--date", "2027-02-02"
    )


def test_a_log_or_a_snapshot_that_was_lost_or_edited_is_refused(released: ReleaseWorkspace) -> None:
    snapshot = released.root / "data" / "releases" / ID / "1.0.0.json"
    released.edit("AquaBill", "AquaBull", snapshot)
    assert "this file was edited" in released.expect_refusal(*DAY)
    released.edit("AquaBull", "AquaBill", snapshot)
    released.log.unlink()
    released.edit(*EARLIER)
    assert "is missing, and 1.0.0 has been released" in released.expect_refusal(*DAY)


def test_a_version_raised_by_hand_without_a_change_is_refused(released: ReleaseWorkspace) -> None:
    released.edit("version: 1.0.0", "version: 1.1.0")
    assert "version is 1.1.0, and nothing has changed since 1.0.0" in released.expect_refusal(*DAY)


def test_a_version_raised_by_hand_far_enough_is_taken(released: ReleaseWorkspace) -> None:
    released.edit(*EARLIER)
    released.edit("version: 1.0.0", "version: 3.0.0")
    released.release(*DAY)
    assert released.list_releases() == ["1.0.0", "3.0.0"]


def test_the_first_release_takes_the_entry_as_it_is(workspace: ReleaseWorkspace) -> None:
    assert "has an entry of 1.0.0 already" in workspace.expect_refusal("--message", "Something else")


def test_nobody_guesses_what_changed_since_a_version_that_was_never_released(workspace: ReleaseWorkspace) -> None:
    workspace.edit("version: 1.0.0", "version: 1.1.0")
    assert "Describe the changes with --message or --edit." in workspace.expect_refusal(*DAY)
    workspace.release(*DAY, "--message", "Hours added.")
    assert [entry.version for entry in load_log(workspace).entries] == ["1.1.0", "1.0.0"]


def test_a_spec_outside_of_the_data_is_not_released(workspace: ReleaseWorkspace) -> None:
    other = workspace.spec.rename(workspace.root / "own.yaml")
    run = run_golive("release", str(other), cwd=workspace.root)
    assert run.returncode == 1
    assert "is outside" in run.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [("--message", "word " * 500), ("--author", "Ada\x07"), ("--added-by", "Ada\x07")],
)
def test_what_no_log_can_hold_is_refused(option: str, value: str, released: ReleaseWorkspace) -> None:
    released.edit(*EARLIER)
    assert f"{option} is not valid in a change log" in released.expect_refusal(*DAY, option, value)
