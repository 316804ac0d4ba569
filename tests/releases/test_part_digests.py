"""Part digests cover exactly the files that the documents of a project are made from."""

import shutil
from pathlib import Path

import pytest

from golive.pipeline.build import OUTPUTS
from golive.pipeline.catalog import STATUS_KINDS
from golive.project import workspace as workspace_module
from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.releases import part_digests
from golive.releases.document_parts import BUILTIN, NO_TEMPLATES, DocumentParts, find_changed_parts
from golive.releases.part_digests import TEMPLATES, TRANSLATED_TEMPLATES
from golive.releases.status import find_release_status

ROOT = Path(__file__).parents[2]


def test_the_templates_that_count_are_those_of_the_outputs() -> None:
    counted = {(kind, folder, name) for kind, of in TEMPLATES.items() for folder, names in of.items() for name in names}
    released = [row for row in OUTPUTS if row.language == "en" and row.kind not in STATUS_KINDS]
    assert counted == {(row.of, row.folder, row.template) for row in released}


def test_the_templates_of_other_languages_count_where_they_are_made() -> None:
    counted = {
        (language, folder, name)
        for language, of in TRANSLATED_TEMPLATES.items()
        for folder, names in of.items()
        for name in names
    }
    assert counted == {(row.language, row.folder, row.template) for row in OUTPUTS if row.language != "en"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IntegrationProject:
    """A released integration in a workspace without templates, made by a golive whose own ones can be changed."""
    shutil.copytree(ROOT / "data", tmp_path / "work" / "data")
    shutil.copytree(ROOT / "templates", tmp_path / "golive" / "templates")
    shutil.copytree(ROOT / "data", tmp_path / "golive" / "data")
    for module in (workspace_module, part_digests):
        monkeypatch.setattr(module, "get_bundled_root", lambda: tmp_path / "golive")
    place = open_workspace(tmp_path / "work")
    return load_integration(place, place.integration_file("riverton-water"))


def replace_text(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def test_another_golive_leaves_a_release_released_and_is_named(project: IntegrationProject) -> None:
    before = find_release_status(project)
    assert not before.draft
    replace_text(project.workspace.root.parent / "golive" / "templates" / "runbook" / "runbook.md.j2")
    after = find_release_status(project)

    assert not after.draft
    assert [name for name, _ in set(before.parts) - set(after.parts)] == [BUILTIN]


def test_a_template_of_the_workspace_that_changes_makes_a_draft(project: IntegrationProject) -> None:
    own = project.workspace.root / "templates" / "runbook" / "runbook.md.j2"
    own.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "templates" / "runbook" / "runbook.md.j2", own)
    assert not find_release_status(project).draft
    replace_text(own)

    assert find_release_status(project).draft


def test_a_theme_of_the_workspace_makes_a_draft(project: IntegrationProject) -> None:
    own = project.workspace.root / "templates" / "slides" / "theme.pptx"
    own.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "templates" / "slides" / "theme.pptx", own)
    assert not find_release_status(project).draft
    own.write_bytes(own.read_bytes() + b"more")

    assert find_release_status(project).draft


@pytest.mark.parametrize(("own", "changed"), [("a" * 16, ("templates",)), (NO_TEMPLATES, ())])
def test_a_release_of_an_older_golive_is_compared_where_the_workspace_has_templates(
    own: str, changed: tuple[str, ...]
) -> None:
    old = DocumentParts("s", "o", "p", templates="0123456789abcdef", theme="fedcba9876543210")
    new = DocumentParts("s", "o", "p", templates=own, builtin="b")

    assert find_changed_parts(old, new) == changed
