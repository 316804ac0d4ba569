"""Integrations whose exports are tested."""

from pathlib import Path

from tests.yaml_io.samples import change_minimal, load_spec

from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.schema import Organization, Process
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "samples"
SPECS = sorted((ROOT / "data" / "integrations").glob("*.yaml"))


def make_project(*changes: tuple[str, str]) -> IntegrationProject:
    """Load the small sample with some texts replaced."""
    spec = load_spec(change_minimal(*changes)).value
    vendor = load(SAMPLES / "organization.yaml", Organization).value
    return IntegrationProject(open_workspace(ROOT), vendor, load(SAMPLES / "process.yaml", Process).value, spec=spec)


def load_project(path: Path) -> IntegrationProject:
    """Load an integration of this repository."""
    return load_integration(open_workspace(ROOT), path)
