"""Explain in plain English what is missing, or still `TBD` where that is not allowed."""

from golive.schema.introspection import Slot
from golive.yaml_io.message_text import format_path
from golive.yaml_io.value_fault import Explanation, ValueFault, format_subject


def explain_missing_key(fault: ValueFault) -> Explanation:
    """Explain a missing key."""
    *above, key = fault.path
    parent = f"`{format_path(tuple(above))}`" if above else "the file"
    return f"{parent} has no `{key}`", f"Add {_suggest_entry(fault)}"


def explain_empty_key(fault: ValueFault) -> Explanation:
    """Explain a key without a value."""
    return f"{format_subject(fault)} has no value", f"Write {_suggest_entry(fault)}"


def explain_needed_key(fault: ValueFault) -> Explanation:
    """Explain a missing key that the phase needs."""
    message, hint = explain_missing_key(fault)
    return f"{message}, and the phase `{fault.context['phase']}` needs it", hint


def explain_empty_needed_key(fault: ValueFault) -> Explanation:
    """Explain a key without a value that the phase needs."""
    message, hint = explain_empty_key(fault)
    return f"{message}, and the phase `{fault.context['phase']}` needs it", hint


def explain_open_value(fault: ValueFault) -> Explanation:
    """Explain a `TBD` in a field that the phase needs."""
    message = f"{format_subject(fault)} is still to be decided, and the phase `{fault.context['phase']}` needs it"
    return message, f"Write {_suggest_entry(fault)}"


def explain_forbidden_tbd(fault: ValueFault) -> Explanation:
    """Explain a `TBD` where nothing may be left open."""
    if fault.path and isinstance(fault.path[-1], int):
        return (
            f"{format_subject(fault)} says `TBD`, and is in a list",
            "Leave the item out until it is known.",
        )
    return (
        f"{format_subject(fault)} says `TBD`, and must be known from the start",
        f"Write {_suggest_entry(fault)}",
    )


def _suggest_entry(fault: ValueFault) -> str:
    meaning = fault.slot.description
    words = (
        f" One of {', '.join(f'`{word}`' for word in fault.slot.allowed_words)}." if fault.slot.allowed_words else ""
    )
    return f"`{fault.path[-1]}:{_suggest_value(fault.slot)}`.{words}{f' What it says: {meaning}' if meaning else ''}"


def _suggest_value(slot: Slot) -> str:
    if slot.is_list:
        return " [...]"
    return f" {slot.example}" if slot.example else ""
