"""Which theme a project is built with, and what it does to its documents."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.render.slides.brands import get_brand

from golive.pipeline.build import OUTPUTS, build_document
from golive.project.project import load_guide, load_integration
from golive.project.theme import get_roles_file, read_theme_with_roles
from golive.project.workspace import Workspace
from golive.support.problems import SpecError, ThemeError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    samples = ROOT / "tests" / "samples"
    for name in ("organization", "process", "guide"):
        path = tmp_path / "data" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((samples / f"{name}.yaml").read_bytes())
    (tmp_path / "spec.yaml").write_bytes((samples / "minimal.yaml").read_bytes())
    (tmp_path / "one.pptx").write_bytes(get_brand("german"))
    (tmp_path / "two.potx").write_bytes(get_brand("potx"))
    return Workspace(tmp_path)


def _append_line(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text()}\n{line}\n")


def test_the_integrations_theme_wins_over_the_organizations(workspace: Workspace) -> None:
    spec = workspace.root / "spec.yaml"
    assert load_integration(workspace, spec).theme_file is None

    _append_line(workspace.organization_file, "theme: one.pptx")
    assert load_integration(workspace, spec).theme_file == workspace.root / "one.pptx"
    assert load_guide(workspace).theme_file == workspace.root / "one.pptx"

    _append_line(spec, "theme: two.potx")
    assert load_integration(workspace, spec).theme_file == workspace.root / "two.potx"


def test_a_link_out_of_the_workspace_is_no_way_out(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "brand.pptx"
    outside.write_bytes(get_brand("german"))
    (workspace.root / "link.pptx").symlink_to(outside)
    _append_line(workspace.organization_file, "theme: link.pptx")

    with pytest.raises(SpecError, match="outside the workspace"):
        load_guide(workspace)


def test_the_explainer_takes_the_brands_colours(workspace: Workspace) -> None:
    project = load_integration(workspace, workspace.root / "spec.yaml")
    row = next(row for row in OUTPUTS if row.kind == "explainer")
    branded = replace(project, theme_file=workspace.root / "one.pptx")

    assert build_document(project, row).content != build_document(branded, row).content
    assert build_document(branded, row).content == build_document(branded, row).content


def test_roles_stand_beside_their_theme() -> None:
    assert get_roles_file(Path("a/brand.v2.potx")) == Path("a/brand.v2.roles.yaml")


def test_a_theme_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pptx", tmp_path):
        with pytest.raises(ThemeError) as refused:
            read_theme_with_roles(path)
        assert refused.value.problems[0].path == path
        assert refused.value.problems[0].hint
