"""The vendor's data: said in sentences when it changes, and no reason for a draft where no document shows it."""

import json
from pathlib import Path

import pytest
from tests.releases.inside import load_project, release
from tests.releases.workspaces import ID, SAMPLES, ReleaseWorkspace

from golive.cli import main
from golive.project.workspace import Workspace
from golive.releases.released_project import load_released_project
from golive.releases.shared_data import find_shown_data
from golive.releases.status import find_release_status, load_release_state
from golive.schema import Integration, Organization
from golive.yaml_io.load import load


def list_sentences(workspace: ReleaseWorkspace) -> list[str]:
    return [change.sentence for change in load_release_state(load_project(workspace)).changes]


def is_draft(workspace: ReleaseWorkspace) -> bool:
    return bool(find_release_status(load_project(workspace)).draft)


@pytest.fixture
def released(workspace: ReleaseWorkspace) -> ReleaseWorkspace:
    release(workspace)
    return workspace


@pytest.fixture
def vendor(released: ReleaseWorkspace) -> Path:
    return released.root / "data" / "organization.yaml"


def test_a_change_that_documents_show_is_said_and_makes_a_draft(
    released: ReleaseWorkspace, vendor: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    released.edit("phone: ", "phone: +1 ", vendor)

    (said,) = list_sentences(released)
    assert said.startswith("Vendor data: ")
    assert "phone" in said
    assert is_draft(released)
    assert main(["diff", ID, "--workspace", str(released.root)]) == 1
    assert said in capsys.readouterr().out


ROLE = "\n  - {role: sponsor, title: Sponsor, duty: Nobody of the team has this role.}\n"


def test_a_change_that_no_document_shows_is_none(released: ReleaseWorkspace, vendor: Path) -> None:
    vendor.write_text(vendor.read_text().rstrip() + ROLE)

    assert list_sentences(released) == []
    assert not is_draft(released)
    assert main(["diff", ID, "--workspace", str(released.root)]) == 0
    assert main(["check", ID, "--released", "--workspace", str(released.root)]) == 0
    vendor.write_text(vendor.read_text().replace("title: Integration Manager", "title: Lead"))
    assert list_sentences(released) == [
        "Vendor data: role title Integration manager: role changed from “Integration Manager” to “Lead”"
    ]


def test_what_templates_name_is_shown() -> None:
    def fields(text: str) -> set[str]:
        return set(find_shown_data(load_sample(), (text,)).fields)

    usual = set(Organization.model_fields) - {"theme", "requires", "website", "support", "roles"}
    assert fields('organization and {# {{ organization }} #}{{ x("organization") }}') == usual
    assert fields("{{ organization.website }}") == {*usual, "website"}
    assert fields('{% set x = facts(organization, only=("name", "support")) %}') == {*usual, "support"}
    assert fields("{{ facts(organization) }}") == {*usual, "website", "support", "roles"}
    assert find_shown_data(load_sample(), ("{{ organization.roles }}",)).roles is None
    picked = '{% set x = organization.roles|selectattr("role", "in", present)|list %}'
    assert find_shown_data(load_sample(), (picked,)).roles == frozenset(
        ("integration-manager", "technical-contact", "billing-lead")
    )


def load_sample() -> Integration:
    return load(SAMPLES / "minimal.yaml", Integration).value


def test_the_typical_process_is_said_too(released: ReleaseWorkspace) -> None:
    process = released.root / "data" / "process.yaml"
    key = next(line for line in process.read_text().splitlines() if "question:" in line)
    released.edit(key, f"{key.rstrip()} Really?", process)

    assert {said.partition(":")[0] for said in list_sentences(released)} == {"Typical process"}


def test_an_old_release_says_that_it_did_not_keep_the_vendors_data(released: ReleaseWorkspace, vendor: Path) -> None:
    from golive.releases.snapshots import _compute_snapshot_digest

    path = released.root / "data" / "releases" / ID / "1.0.0.json"
    whole = json.loads(path.read_text())
    assert whole.pop("shared")["organization"]["website"]
    whole["digest"] = _compute_snapshot_digest(whole)
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    assert not is_draft(released)
    released.edit("website: https://", "website: https://new.", vendor)

    assert list_sentences(released) == ["Data of the vendor changed; the release did not keep what it was before"]
    assert is_draft(released)


def test_a_released_version_is_made_again_with_the_vendors_data_of_then(
    released: ReleaseWorkspace, vendor: Path
) -> None:
    released.edit("name: ", "name: New ", vendor)

    found = load_released_project(Workspace(released.root), ID, "1.0.0")
    assert not found.project.organization.name.startswith("New ")
    assert found.notes == ()


def test_kept_data_that_was_edited_is_refused(released: ReleaseWorkspace) -> None:
    path = released.root / "data" / "releases" / ID / "1.0.0.json"
    text = path.read_text()
    assert '"website": "https://' in text
    path.write_text(text.replace('"website": "https://', '"website": "https://x.'))

    assert main(["check", ID, "--released", "--workspace", str(released.root)]) == 1
