"""Checks of open items: notes are about items that can exist, and the present phase has what it needs."""

from collections.abc import Iterator

from golive.open_items.gate import count_gate_items
from golive.open_items.phase_needs import iterate_needed_fields
from golive.schema import Integration
from golive.schema.value_text import format_count
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path


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


def the_phase_has_what_it_needs(spec: Integration) -> Iterator[Problem]:
    """No field is open that the present phase or an earlier one needs."""
    if left := count_gate_items(spec, spec.status):
        message = f"is not ready for {spec.status.label}: {format_count(left, 'item')} that it needs "
        message += "is still open" if left == 1 else "are still open"
        hint = f"`golive check {spec.id} --gate {spec.status.value}` names each."
        yield report_at(("status",), message, hint)
