"""Explain in plain English what is missing, or still `TBD` where that is not allowed."""

from golive.schema.introspection import Slot
from golive.yaml_io.message_text import format_path
from golive.yaml_io.value_fault import Explanation, ValueFault, format_subject
from golive.yaml_io.value_hints import guess_value


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
    key, meaning = fault.path[-1], fault.slot.description
    allowed = fault.slot.item_slot.allowed_words if fault.slot.is_list else fault.slot.allowed_words
    words = ", ".join(f"`{word}`" for word in allowed)
    listed = f" {'Some' if fault.slot.is_list else 'One'} of {words}." if words else ""
    said = f" What it says: {meaning}" if meaning else ""
    return f"`{key}:{_suggest_value(fault.slot, _suggest_id(fault))}`.{listed}{said}"


def _suggest_id(fault: ValueFault) -> str:
    """Return an id made from the name beside it; empty if the fault is not a missing id, or nothing has a name."""
    if fault.path[-1] != "id" or not isinstance(fault.value, dict):
        return ""
    name = next((fault.value[key] for key in ("name", "type") if key in fault.value), "")
    return guess_value(name, fault.slot)


def _suggest_value(slot: Slot, own: str) -> str:
    if slot.is_list:
        words = slot.item_slot.allowed_words
        return f" [{words[0]}]" if words else " [...]"
    example = own or slot.example
    return f" {example}" if example else ""
