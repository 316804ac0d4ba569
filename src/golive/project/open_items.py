"""List the open items of a project, and report the overdue ones."""

from datetime import date
from typing import Any

from golive.open_items.items import OpenItem, collect_open_items
from golive.project.project import IntegrationProject, Project, get_integration
from golive.schema import Integration
from golive.schema.value_text import format_date
from golive.schema.words import Phase
from golive.support.problems import Problem


def list_open_items(project: Project) -> tuple[OpenItem, ...]:
    """List the open items of a project by due date; the guide has none."""
    spec = get_integration(project)
    return collect_open_items(spec) if spec else ()


def find_past_due(project: Project, items: tuple[OpenItem, ...], today: date) -> list[Problem]:
    """Return a warning for each overdue item, located in the spec.

    Args:
        project: the integration.
        items: its open items.
        today: the reference day; items due on it are not overdue.

    Raises:
        SpecError: the spec can no longer be read.
    """
    late = [item for item in items if item.is_overdue(today)]
    if not late or not isinstance(project, IntegrationProject) or project.spec_file is None:
        return []
    from golive.yaml_io.load import read_tree

    tree = read_tree(project.spec_file, inside=project.workspace.data_folder)
    found = [tree.make_problem(item.path, *_explain_past_due(item), Integration) for item in late]
    return [problem._replace(severity="warning") for problem in found]


def find_gate_problems_of_project(project: Project, phase: Phase) -> list[Problem]:
    """Return a problem for each field that a phase needs and the spec leaves open; the guide has no phases.

    Raises:
        SpecError: the spec can no longer be read.
    """
    if not isinstance(project, IntegrationProject) or project.spec_file is None:
        return []
    from golive.open_items.gate import find_gate_problems
    from golive.yaml_io.load import load

    tree = load(project.spec_file, Integration, inside=project.workspace.data_folder).tree
    return list(find_gate_problems(tree, phase))


def _explain_past_due(item: OpenItem) -> tuple[str, str]:
    when = format_date(item.due) if item.due else ""
    hint = f"Ask `{item.owner}`, and write the answer here; or agree on another day, and note it in `open_items`."
    if item.needed_by is None:
        hint = f"Ask `{item.owner}`, and write the decision here; or agree on another day, and write it in `due`."
    return f"item {item.id} is past due since {when}: {item.what}", hint


def convert_to_values(items: tuple[OpenItem, ...], today: date) -> list[dict[str, Any]]:
    """Convert items to plain values for JSON."""
    return [
        {
            "id": item.id,
            "what": item.what,
            "owner": item.owner,
            "due": item.due and item.due.isoformat(),
            "past_due": item.is_overdue(today),
            "phase": item.needed_by and item.needed_by.value,
            "note": item.note,
            "path": ".".join(map(str, item.path)),
        }
        for item in items
    ]
