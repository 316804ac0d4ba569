"""Every early spec can be used: whatever is open, it checks, and every document of it can be made."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.generated.gaps import add_gaps
from tests.generated.laws import find_deck_faults
from tests.generated.profile import SpecProfile, choose_profile
from tests.generated.specs import generate_tree, plan_overview, read_repository_theme

from golive.checks import run_checks
from golive.figures.drawing import Drawing, Frame
from golive.figures.registry import FIGURES, draw_figure, has_content
from golive.figures.subject import FigureSubject
from golive.markdown.document import Table, walk_blocks
from golive.markdown.parser import parse_markdown
from golive.open_items.items import collect_open_items
from golive.pipeline.build import OUTPUTS, build_document, render_markdown_text
from golive.pipeline.formats import list_formats
from golive.planning.schedule import fill_plan_dates
from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.schema import Integration, Organization, Process
from golive.templating.numbered_items import number_open_items
from golive.yaml_io.load import Loaded, load, load_text
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import read_source

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "data" / "integrations").glob("*.yaml"))
SHARES = st.sampled_from((0.1, 0.4, 0.8, 1.0))
DOCUMENTS = [row for row in OUTPUTS if row.of == "integration"]


def make_project(spec: Integration) -> IntegrationProject:
    workspace = open_workspace(ROOT)
    vendor, process = load(workspace.organization_file, Organization).value, load(workspace.process_file, Process).value
    return IntegrationProject(workspace, vendor, process, spec=fill_plan_dates(spec))


def make_early_spec(seed: int, share: float) -> Integration:
    """Generate a spec with gaps; its texts never contain `None` or `TBD` themselves."""
    whole = load_tree(generate_tree(SpecProfile(seed, interfaces=1 + seed % 4)))
    made = load_tree(add_gaps(generate_tree(SpecProfile(seed, interfaces=1 + seed % 4)), Random(seed), share))
    # Random values contradict each other; what is open never does.
    assert find_error_checks(made) <= find_error_checks(whole)
    return made.value


def load_tree(tree: dict[str, Any]) -> Loaded[Integration]:
    return load_text(json.dumps(tree, ensure_ascii=False).encode(), Integration, Path("spec.yaml"))


def find_error_checks(made: Loaded[Integration]) -> set[str]:
    return {problem.check for problem in run_checks(made) if problem.severity == "error"}


def iterate_texts(project: IntegrationProject) -> Iterator[str]:
    """Yield the Markdown of every document, and the alternative text of every figure."""
    subject = FigureSubject(organization=project.organization, process=project.process, spec=project.spec)
    for row in DOCUMENTS:
        text = render_markdown_text(project, row)
        blocks = parse_markdown(text, row.template).blocks
        assert blocks
        assert [block for block in walk_blocks(blocks) if isinstance(block, Table) and not block.rows] == []
        yield text
    for name in FIGURES:
        if has_content(name, subject):
            drawing: Drawing = draw_figure(name, subject, Frame(11.0, 5.5, 14, 10, "Carlito"))
            yield drawing.alt


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), SHARES)
def test_an_early_spec_checks_and_every_document_can_be_written(seed: int, share: float) -> None:
    spec = make_early_spec(seed, share)

    for text in iterate_texts(make_project(spec)):
        # "None" is what paper says for cards that are captured nowhere, and for holidays that are nobody's.
        words = text
        for one in ("Card numbers: None", "Card data: None", "| Card capture | None |", "holidays | None |"):
            words = words.replace(one, "")
        assert "None" not in words
        assert "TBD" not in text


@settings(max_examples=examples(5), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), SHARES)
def test_every_open_item_is_in_the_runbook_with_its_number(seed: int, share: float) -> None:
    spec = make_early_spec(seed, share)
    runbook = render_markdown_text(make_project(spec), next(row for row in DOCUMENTS if row.kind == "runbook"))

    table = runbook[runbook.index("{key=open-items}") :] if collect_open_items(spec) else ""
    lines = number_open_items(collect_open_items(spec))
    assert [line.number for line in lines if f"\n| {line.number} |" not in table] == []
    assert f"\n| {len(lines) + 1} |" not in table


@pytest.mark.parametrize("seed", range(12))
def test_the_deck_of_an_early_spec_can_be_planned_and_nothing_overlaps(seed: int) -> None:
    random = Random(seed)
    tree = add_gaps(generate_tree(choose_profile(seed)), random, random.choice((0.2, 0.6, 1.0)))
    spec = load_text(json.dumps(tree, ensure_ascii=False).encode(), Integration, Path("spec.yaml")).value

    found = [
        fault
        for fault in find_deck_faults(plan_overview(make_project(spec)), read_repository_theme())
        if "filled" not in fault
    ]
    assert found == []


FIRST_CALL = """
id: oakdale-gas
name: Oakdale Gas billing
version: 0.1.0
date: 2027-01-12
status: discovery
owner: ada
summary: Oakdale Gas wants its bills online and its payments posted the next morning.
goals:
  - Payers see their bill the day after it is printed.
method_reason: 'TBD: the billing team checks whether MeterBook answers calls'
biller:
  name: Oakdale Gas Company
  short_name: Oakdale Gas
  kind: utility
  location: Oakdale, Ohio
  time_zone: America/New_York
  time_zone_label: ET
  public_entity: false
  billing_system:
    name: MeterBook
team:
  - {id: ada, name: Ada Moreno, party: vendor, role: integration-manager, email: ada.moreno@example.com}
  - {id: ben, name: Ben Osei, party: biller, role: technical-contact, email: TBD}
scope:
  included: [Bills by file, Payments by file, Balances by call]
  channels: [web, mobile]
  tenders: [ach, card]
volumes:
  accounts: 41000
  payments_per_month: TBD
interfaces:
  - id: bills
    name: Bill file
    purpose: Carries the day's bills to the platform.
    method: batch
    direction: biller-to-vendor
    owner: ben
    carries: [bills]
    schedule: {frequency: business-daily, drop_by: 'TBD, after the night jobs were timed'}
  - id: payments
    name: Payment file
    purpose: Carries the day's payments back.
    method: batch
    direction: vendor-to-biller
    owner: ada
    carries: [payments]
  - id: balances
    name: Balance lookup
    purpose: Shows a payer the balance as it is now.
    method: real-time
    direction: biller-to-vendor
    owner: ben
    carries: [balances]
    style: request-response
    caller: vendor
settlement: TBD
"""


def test_sixty_lines_of_a_first_call_make_every_document(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("organization", "process"):
        (tmp_path / "data" / f"{name}.yaml").write_bytes((ROOT / "data" / f"{name}.yaml").read_bytes())
    path = tmp_path / "data" / "oakdale-gas.yaml"
    path.write_text(FIRST_CALL, encoding="utf-8")
    assert len(FIRST_CALL.strip().split("\n")) <= 60

    project = load_integration(open_workspace(tmp_path), path)
    papers = {row.kind: build_document(project, row).content for row in DOCUMENTS}

    starts = {"slides": b"PK\x03\x04", "pages": b"%PDF"}
    assert {kind: content[:4] for kind, content in papers.items()} == {
        row.kind: starts["slides" if list_formats(row)[0].format == "pptx" else "pages"] for row in DOCUMENTS
    }


def test_a_sample_with_everything_open_makes_a_runbook() -> None:
    path = SAMPLES[0]
    tree = add_gaps(parse_yaml(read_source(path)).root.value, Random(1), 1.0)
    spec = load_text(json.dumps(tree, ensure_ascii=False).encode(), Integration, path).value

    assert build_document(make_project(spec), next(row for row in DOCUMENTS if row.kind == "runbook")).content
