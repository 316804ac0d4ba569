"""What is wrong with a value, in plain English. The validator's own words never reach a person."""

from collections.abc import Callable, Mapping

from golive.schema.values import EMAIL, EXAMPLES, IDENTIFIER, PHONE, URL, VERSION
from golive.yaml_io.fault import Fault, Saying, subject
from golive.yaml_io.missing_value_messages import missing, needed, needed_value, no_tbd, still_open, without_value
from golive.yaml_io.naming import LIST_AT_MOST, nearest, offer, shown


def explain(fault: Fault) -> Saying:
    """Say what was found, and what to do.

    Returns:
        Message and hint.
    """
    say = _SAYINGS.get(fault.kind, _something_else)
    return say(fault)


def _is(fault: Fault) -> str:
    return f"{subject(fault)} is {shown(fault.value)}"


def _like(fault: Fault) -> str:
    example = fault.slot.example
    key = fault.path[-1] if fault.path else ""
    return (
        f"Write it like `{f'{key}: ' if isinstance(key, str) and key else '- '}{example}`."
        if example
        else fault.slot.meaning
    )


def _unknown_key(fault: Fault) -> Saying:
    key = str(fault.path[-1])
    message = f"{subject(fault)} is not a key that is known here"
    if fault.value is None and " " in key:  # `{steps: Replay 9,600 payments}`
        return message, "A comma ends a value inside of `{...}`; put text that holds one in quotes."
    return message, offer(key, fault.keys)


def _not_in_list(fault: Fault) -> Saying:
    words = fault.slot.words
    if not isinstance(fault.value, str):
        return f"{_is(fault)}, not one word of its list", offer("", words, "Allowed")
    allowed = f"Allowed: {', '.join(f'`{word}`' for word in words)}."
    near = nearest(fault.value, words) if not fault.value[:1].isdigit() else ""
    return f"{_is(fault)}, which is not in its list", f"Did you mean `{near}`? {allowed}" if near else allowed


def _not(what: str) -> Callable[[Fault], Saying]:
    """The value is of another type."""
    return lambda fault: (f"{_is(fault)}, not {what}", _like(fault))


def _not_list(fault: Fault) -> Saying:
    example = fault.slot.item.example
    start = f"such as `- {example}`" if example else "each starting with `- `"
    return f"{_is(fault)}, not a list", f"Write one item per line, {start}."


def _not_group(fault: Fault) -> Saying:
    keys = ", ".join(f"`{key}`" for key in fault.keys[:LIST_AT_MOST])
    return f"{_is(fault)}, not a group of keys", f"Write its keys below it, indented: {keys}." if keys else ""


def _pattern(fault: Fault) -> Saying:
    pattern = str(fault.limits.get("pattern"))
    if not str(fault.value).strip():
        return _empty(fault)
    what = _PATTERNS.get(pattern, "written as it must be")
    example = EXAMPLES.get(pattern)
    return f"{_is(fault)}, not {what}", f"Write it like `{example}`." if example else fault.slot.meaning


_PATTERNS = {
    IDENTIFIER: "a short name of small letters, digits and single hyphens",
    VERSION: "a version of two or three numbers",
    EMAIL: "a mail address",
    PHONE: "a phone number",
    URL: "an address that starts with https://",
}


def _empty(fault: Fault) -> Saying:
    return f"{subject(fault)} is empty", _like(fault)


def _too_short(fault: Fault) -> Saying:
    if fault.limits.get("actual_length") and fault.slot.is_list:
        least = fault.limits["min_length"]
        return (
            f"{subject(fault)} has too few items: {fault.limits['actual_length']}, and there must be {least}",
            fault.slot.meaning,
        )
    return f"{subject(fault)} is empty", fault.slot.meaning


def _too_long(fault: Fault) -> Saying:
    most = fault.limits["max_length"]
    if isinstance(fault.value, list):
        return (
            f"{subject(fault)} has {len(fault.value):,} items; at most {most:,} are allowed",
            "Leave some out, or put them together.",
        )
    return f"{subject(fault)} has {len(str(fault.value)):,} characters; at most {most:,} fit", "Say it in fewer words."


def _limit(sign: str, words: str) -> Callable[[Fault], Saying]:
    """The number is on the wrong side of a limit."""
    return lambda fault: (f"{_is(fault)}, and must be {words} {fault.limits[sign]}", fault.slot.meaning)


def _no_such_day(fault: Fault) -> Saying:
    return f"{_is(fault)}, a day that does not exist", "Look at the calendar, or at the order: year, month, day."


def _written_like(fault: Fault) -> Saying:
    return (
        f"{_is(fault)}, not {_ISO.get(str(fault.limits.get('example')), 'in the right form')}",
        f"Write it like `{fault.limits.get('example')}`.",
    )


_ISO = {
    "2027-01-31": "a date of year, month and day",
    "02:00": "a time from 00:00 to 23:59, with four digits",
}


def _character(fault: Fault) -> Saying:
    message = f"{subject(fault)} holds the character U+{fault.limits.get('code', 'D800')}, which no document can show"
    return message, "Delete it; it often comes along when text is copied."


def _several_lines(fault: Fault) -> Saying:
    return f"{subject(fault)} holds a line break or a tab, and must be one line", "Put it on one line, in quotes."


def _places(fault: Fault) -> Saying:
    most = fault.limits.get("decimal_places", fault.limits.get("max_digits"))
    part = "digits behind the point" if "decimal_places" in fault.limits else "digits"
    return f"{_is(fault)}, and may have at most {most} {part}", _like(fault)


def _something_else(fault: Fault) -> Saying:
    return f"{_is(fault)}, which cannot be used here", _like(fault)


_SAYINGS: Mapping[str, Callable[[Fault], Saying]] = {
    "missing": missing,
    "needed": needed,
    "needed_value": needed_value,
    "still_open": still_open,
    "tbd": no_tbd,
    "missing_value": without_value,
    "extra_forbidden": _unknown_key,
    "enum": _not_in_list,
    "literal_error": _not_in_list,
    "string_type": _not("text"),
    "string_unicode": _character,
    "string_too_long": _too_long,
    "string_too_short": _empty,
    "string_pattern_mismatch": _pattern,
    "int_parsing": _not("a whole number"),
    "int_parsing_size": _not("a number that can be counted with"),
    "int_type": _not("a whole number"),
    "int_from_float": _not("a whole number"),
    "decimal_parsing": _not("a number"),
    "decimal_type": _not("a number"),
    "finite_number": _not("a number"),
    "decimal_max_digits": _places,
    "decimal_max_places": _places,
    "decimal_whole_digits": _places,
    "bool_parsing": _not("yes or no"),
    "bool_type": _not("yes or no"),
    "date_type": _not("a date"),
    "date_parsing": _no_such_day,
    "date_from_datetime_parsing": _no_such_day,
    "date_from_datetime_inexact": _no_such_day,
    "time_type": _not("a time"),
    "time_parsing": _not("a time"),
    "tuple_type": _not_list,
    "model_type": _not_group,
    "model_attributes_type": _not_group,
    "too_short": _too_short,
    "too_long": _too_long,
    "greater_than": _limit("gt", "more than"),
    "greater_than_equal": _limit("ge", "at least"),
    "less_than": _limit("lt", "less than"),
    "less_than_equal": _limit("le", "at most"),
    "iso": _written_like,
    "character": _character,
    "empty": _empty,
    "code_line": _several_lines,
}
