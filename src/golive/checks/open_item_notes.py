"""Notes on open items: each is about an item that there can be."""

from collections.abc import Iterator

from golive.checks.finding import Finding
from golive.open_items.phase_needs import needed
from golive.schema import Integration
from golive.yaml_io.naming import name_of


def notes_are_about_items(spec: Integration) -> Iterator[Finding]:
    """A note names the number of a field, perhaps one that is filled by now; decisions say owner and day themselves."""
    if not spec.open_items:
        return
    numbers = {str(mark.number) for _, _, mark in needed()}
    decisions = {decision.id for decision in spec.decisions}
    for i, note in enumerate(spec.open_items):
        path = ("open_items", i, "id")
        number = note.id.partition("-")[0]
        if note.id in decisions:
            message = f"`{name_of(path)}` is `{note.id}`, which is a decision"
            yield Finding(path, message, "Write its owner and its day in `decisions`, and remove the note.")
        elif number.isdecimal() and number not in numbers:
            message = f"`{name_of(path)}` is `{note.id}`, and no field has the number {number}"
            yield Finding(path, message, "`golive status` says the numbers of what is open.")
