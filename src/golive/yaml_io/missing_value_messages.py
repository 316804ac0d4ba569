"""What is missing, or still to be decided where it cannot be, in plain English."""

from golive.schema.introspection import Slot
from golive.yaml_io.fault import Fault, Saying, subject
from golive.yaml_io.naming import name_of


def missing(fault: Fault) -> Saying:
    """A key is not there."""
    *above, key = fault.path
    parent = f"`{name_of(tuple(above))}`" if above else "the file"
    return f"{parent} has no `{key}`", f"Add {_entry(fault)}"


def without_value(fault: Fault) -> Saying:
    """A key is there, and nothing behind it."""
    return f"{subject(fault)} has no value", f"Write {_entry(fault)}"


def needed(fault: Fault) -> Saying:
    """A key is not there, and the phase needs it."""
    message, hint = missing(fault)
    return f"{message}, and the phase `{fault.limits['phase']}` needs it", hint


def needed_value(fault: Fault) -> Saying:
    """A key is there, and nothing behind it, and the phase needs it."""
    message, hint = without_value(fault)
    return f"{message}, and the phase `{fault.limits['phase']}` needs it", hint


def still_open(fault: Fault) -> Saying:
    """It says `TBD`, and the phase needs it."""
    message = f"{subject(fault)} is still to be decided, and the phase `{fault.limits['phase']}` needs it"
    return message, f"Write {_entry(fault)}"


def no_tbd(fault: Fault) -> Saying:
    """It says `TBD` where nothing may be open."""
    if fault.path and isinstance(fault.path[-1], int):
        return (
            f"{subject(fault)} says `TBD`, and stands in a list",
            "Leave the item out until it is known.",
        )
    return f"{subject(fault)} says `TBD`, and must be known from the first call on", f"Write {_entry(fault)}"


def _entry(fault: Fault) -> str:
    meaning = fault.slot.meaning
    words = f" One of {', '.join(f'`{word}`' for word in fault.slot.words)}." if fault.slot.words else ""
    return f"`{fault.path[-1]}:{_start(fault.slot)}`.{words}{f' What it says: {meaning}' if meaning else ''}"


def _start(slot: Slot) -> str:
    if slot.is_list:
        return " [...]"
    return f" {slot.example}" if slot.example else ""
