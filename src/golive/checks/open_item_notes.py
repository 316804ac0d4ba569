"""Check that each note on an open item is about an item that can exist."""

from collections.abc import Iterator

from golive.open_items.phase_needs import iterate_needed_fields
from golive.schema import Integration
from golive.support.problems import Problem, report_at
from golive.yaml_io.naming import format_path


def notes_are_about_items(spec: Integration) -> Iterator[Problem]:
    """A note refers to a numbered field and not to a decision, which has its own owner and due date."""
    if not spec.open_items:
        return
    numbers = {str(mark.item_number) for _, _, mark in iterate_needed_fields()}
    decisions = {decision.id for decision in spec.decisions}
    for i, note in enumerate(spec.open_items):
        path = ("open_items", i, "id")
        number = note.id.partition("-")[0]
        if note.id in decisions:
            message = f"`{format_path(path)}` is `{note.id}`, which is a decision"
            yield report_at(path, message, "Write its owner and due date in `decisions`, and remove the note.")
        elif number.isdecimal() and number not in numbers:
            message = f"`{format_path(path)}` is `{note.id}`, and no field has the number {number}"
            yield report_at(path, message, "`golive status` lists the numbers of the open items.")
