"""The slide of what changed, in the decks of the samples: there, whole, and within what a meeting can take."""

import shutil
from pathlib import Path

import pytest
from tests.generated.laws import find_deck_faults
from tests.generated.specs import plan_overview, read_repository_theme

from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.releases.snapshots import build_snapshot
from golive.render.slides.model import Grid
from golive.schema import Integration

ROOT = Path(__file__).parents[2]
SPECS = sorted(path.stem for path in (ROOT / "data" / "integrations").glob("*.yaml"))


def make_earlier_version(spec: Integration) -> Integration:
    """Return a version that differs in all interfaces, and in much else."""
    interfaces = tuple(
        item.model_copy(update={"purpose": "Said otherwise.", "success": "Otherwise.", "name": f"Old {item.name}"})
        for item in spec.interfaces
    )
    steps = tuple(step.model_copy(update={"action": f"{step.action} soon"}) for step in spec.next_steps)
    return spec.model_copy(
        update={"version": "0.5.0", "interfaces": interfaces, "next_steps": steps, "internal_notes": "Kestrel"}
    )


@pytest.fixture(params=SPECS)
def draft(request: pytest.FixtureRequest, tmp_path: Path) -> IntegrationProject:
    """Return a sample whose earlier version was released."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("releases"))
    path = tmp_path / "data" / "integrations" / f"{request.param}.yaml"
    project = load_integration(open_workspace(tmp_path), path)
    folder = project.workspace.releases_folder(request.param)
    folder.mkdir(parents=True)
    (folder / "0.5.0.json").write_bytes(build_snapshot(make_earlier_version(project.spec)))
    return project


def test_the_deck_says_what_changed_and_keeps_every_other_slide(draft: IntegrationProject) -> None:
    one = plan_overview(draft)
    (slide,) = [slide for slide in one.deck.slides if slide.key == "changes"]

    assert 12 <= len(one.deck.slides) <= 36
    assert "since version 0.5.0" in slide.title
    assert any(isinstance(element, Grid) for element in slide.elements)
    assert list(find_deck_faults(one, read_repository_theme())) == []
    assert "Kestrel" not in str(one.deck)
    ends = [slide.key.removesuffix("-2") for slide in one.deck.slides][-2:]
    assert ends == ["changes", "next-steps"]


def test_the_sample_s_deck_shows_what_its_release_brought() -> None:
    project = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / "riverton-water.yaml")
    deck = plan_overview(project).deck
    (slide,) = [slide for slide in deck.slides if slide.key == "changes"]

    assert 12 <= len(deck.slides) <= 36
    assert slide.title.startswith("18 changes since version 1.0.0")
