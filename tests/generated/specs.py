"""Profiles → projects and their documents and decks; with hypothesis, and by number for benchmarks."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import strategies as st
from tests.generated.growth import Json, SpecGenerator
from tests.generated.profile import HUGE, LENGTHS, MORE_HUGE, SpecProfile
from tests.generated.rules import make_fields_agree
from tests.generated.texts import SCRIPTS

from golive.figures.drawing import Drawing, Frame
from golive.figures.registry import draw_figure
from golive.figures.subject import FigureSubject
from golive.markdown.document import Document
from golive.markdown.parser import parse_markdown
from golive.pipeline.build import OUTPUTS, render_markdown_text
from golive.pipeline.metadata import build_metadata
from golive.project.project import IntegrationProject
from golive.project.workspace import open_workspace
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Deck
from golive.render.slides.theme.theme import Theme, read_theme
from golive.schema import Integration, Organization, Process
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[2]


def profiles() -> st.SearchStrategy[SpecProfile]:
    """Return a strategy for profiles that shrinks towards small, plain specs."""
    return st.builds(
        SpecProfile,
        st.integers(0, 10**6),
        st.sampled_from(("latin", *SCRIPTS)),
        st.sampled_from(LENGTHS),
        st.frozensets(st.sampled_from((*HUGE, *MORE_HUGE)), max_size=5),
        st.sampled_from((0.0, 0.5, 1.0)),
        st.integers(1, 12),
        st.sampled_from(("both", "batch", "real-time")),
    )


def generate_tree(profile: SpecProfile) -> Json:
    """Generate a valid spec as plain values, as YAML would hold it."""
    return make_fields_agree(SpecGenerator(Integration, profile).generate(), Random(profile.seed))


def generate_project(profile: SpecProfile) -> IntegrationProject:
    """Generate a spec, with a vendor and a process that are generated too or those of this repository."""
    spec = Integration.model_validate(generate_tree(profile))
    workspace = open_workspace(ROOT)
    if profile.seed % 2:
        return IntegrationProject(workspace, *_load_samples(), spec=spec)
    organization = Organization.model_validate(SpecGenerator(Organization, profile).generate())
    return IntegrationProject(
        workspace, organization, Process.model_validate(SpecGenerator(Process, profile).generate()), spec=spec
    )


@cache
def _load_samples() -> tuple[Organization, Process]:
    workspace = open_workspace(ROOT)
    return load(workspace.organization_file, Organization).value, load(workspace.process_file, Process).value


@cache
def read_repository_theme() -> Theme:
    """Read the theme of this repository."""
    return read_theme((ROOT / "templates" / "slides" / "theme.pptx").read_bytes())


@dataclass(frozen=True, slots=True)
class PlannedDeck:
    """A deck with the document that it was planned from."""

    document: Document
    deck: Deck


def plan_overview(project: IntegrationProject) -> PlannedDeck:
    """Plan the overview deck of a project."""
    output = next(row for row in OUTPUTS if row.kind == "deck")
    document = parse_markdown(render_markdown_text(project, output), output.template)
    subject = FigureSubject(organization=project.organization, process=project.process, spec=project.spec)

    def figure(name: str, frame: Frame) -> Drawing:
        return draw_figure(name, subject, frame)

    return PlannedDeck(
        document,
        plan_slides(document, build_metadata(project, output.kind, output.title), read_repository_theme(), figure),
    )
