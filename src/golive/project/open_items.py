"""The open items of a project: what is listed, and what is past its day and so an error."""

from datetime import date
from typing import Any

from golive.open_items.items import OpenItem, open_items
from golive.project.project import Project
from golive.schema.value_text import day
from golive.support.problems import Problem


def items_of(project: Project) -> tuple[OpenItem, ...]:
    """What is open in a project, what is due first in front; nothing in the guide."""
    return open_items(project.spec) if project.spec else ()


def past_due(project: Project, items: tuple[OpenItem, ...], today: date) -> list[Problem]:
    """The items whose day is over, each where the spec leaves it open.

    Args:
        project: the integration.
        items: what is open in it.
        today: the day to count from; what is due on it is not late.

    Raises:
        SpecError: the spec cannot be read any more.
    """
    late = [item for item in items if item.is_past(today)]
    if not late or project.source is None:
        return []
    from golive.yaml_io.parser import parse
    from golive.yaml_io.source import read

    tree = parse(read(project.source))
    return [tree.source.problem(*tree.offsets(item.path), *_late(item)) for item in late]


def _late(item: OpenItem) -> tuple[str, str]:
    when = day(item.due) if item.due else ""
    hint = f"Ask `{item.owner}`, and write the answer here; or agree on another day, and note it in `open_items`."
    if item.needed_by is None:
        hint = f"Ask `{item.owner}`, and write the decision here; or agree on another day, and write it in `due`."
    return f"item {item.id} is past due since {when}: {item.what}", hint


def as_values(items: tuple[OpenItem, ...], today: date) -> list[dict[str, Any]]:
    """The items as plain values."""
    return [
        {
            "id": item.id,
            "what": item.what,
            "owner": item.owner,
            "due": item.due and item.due.isoformat(),
            "past_due": item.is_past(today),
            "phase": item.needed_by and item.needed_by.value,
            "note": item.note,
            "path": ".".join(map(str, item.path)),
        }
        for item in items
    ]
