"""A kick-off deck with many open items counts them, and none is lost; a short list stays a list with numbers."""

import re
from pathlib import Path

from msgspec.structs import replace

from golive.open_items.items import collect_open_items
from golive.pipeline.build import OUTPUTS, render_markdown_text
from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.templating.numbered_items import number_open_items
from golive.templating.open_item_counts import MAX_LISTED_ITEMS

ROOT = Path(__file__).parents[2]
KICKOFF, OVERVIEW = (next(row for row in OUTPUTS if row.kind == kind) for kind in ("kickoff", "deck"))


def make_project_with_gaps() -> IntegrationProject:
    """Return a sample at its kick-off, with most groups still empty."""
    project = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / "fairview-city.yaml")
    sit, uat = (type(part)() for part in (project.spec.testing.sit, project.spec.testing.uat))
    undecided = next(one for one in project.spec.decisions if one.decision is None)
    changes = {
        "testing": project.spec.testing.model_copy(update={"sit": sit, "uat": uat}),
        "raci": (),
        "decisions": tuple(
            undecided.model_copy(update={"id": f"d-{n}", "question": f"Question {n}?"}) for n in range(MAX_LISTED_ITEMS)
        ),
    }
    return replace(project, spec=project.spec.model_copy(update=changes))


def test_many_open_items_are_counted_by_person_and_none_is_lost() -> None:
    project = make_project_with_gaps()
    items = number_open_items(collect_open_items(project.spec))
    slide = render_markdown_text(project, KICKOFF).split("key=open-items")[1].split("::: notes")[0]
    counts = [int(number) for number in re.findall(r"^\| [^|]+ \| (\d+) \|", slide, re.MULTILINE)]
    decisions = [item for item in items if item.needed_by is None]

    assert len(items) > MAX_LISTED_ITEMS
    assert sum(counts) + len(decisions) == len(items)
    assert decisions
    assert all(item.what in slide for item in decisions)
    assert "The runbook lists every item with its number." in slide


def test_a_deck_without_a_list_has_no_numbers_of_it() -> None:
    project = make_project_with_gaps()

    assert "To be decided, item" in render_markdown_text(project, OVERVIEW)
    kickoff = render_markdown_text(project, KICKOFF)
    assert "To be decided" in kickoff
    assert "To be decided, item" not in kickoff
    assert "key=raci" not in kickoff


def test_few_open_items_are_listed_with_their_numbers() -> None:
    project = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / "riverton-water.yaml")
    items = number_open_items(collect_open_items(project.spec))

    assert 0 < len(items) <= MAX_LISTED_ITEMS
    assert all(item.what in render_markdown_text(project, KICKOFF) for item in items)
    assert "The runbook lists every item" not in render_markdown_text(project, KICKOFF)
