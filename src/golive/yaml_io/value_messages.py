"""Explain in plain English what is wrong with a value; the validator's own wording is never shown."""

from collections.abc import Callable, Mapping
from datetime import date

from golive.schema.formats import LOCALE_EXAMPLES
from golive.schema.value_text import join_words
from golive.schema.values import (
    EMAIL_PATTERN,
    IDENTIFIER_PATTERN,
    PATTERN_EXAMPLES,
    PHONE_PATTERN,
    URL_PATTERN,
    VERSION_PATTERN,
)
from golive.translation import DOCUMENT_LANGUAGES, DocumentLanguage
from golive.yaml_io.key_hints import name_odd_characters
from golive.yaml_io.message_text import MAX_LISTED_WORDS, describe_value, find_nearest_word, suggest_words
from golive.yaml_io.missing_value_messages import (
    explain_empty_key,
    explain_empty_needed_key,
    explain_forbidden_tbd,
    explain_missing_key,
    explain_needed_key,
    explain_open_value,
)
from golive.yaml_io.value_fault import Explanation, ValueFault, format_subject
from golive.yaml_io.value_hints import guess_value, guess_word


def explain_fault(fault: ValueFault) -> Explanation:
    """Explain a fault and how to fix it.

    Returns:
        Message and hint.
    """
    say = _EXPLAINERS.get(fault.kind, _explain_other)
    message, hint = say(fault)
    written = str(fault.path[-1]) if fault.kind == "extra_forbidden" and fault.path else fault.value
    odd = name_odd_characters(written) if isinstance(written, str) else ""
    return message, " ".join(filter(None, (hint, odd)))


def _describe_fault(fault: ValueFault) -> str:
    return f"{format_subject(fault)} is {describe_value(fault.value)}"


def _suggest_example(fault: ValueFault) -> str:
    if guess := guess_value(fault.value, fault.slot, str(fault.path[-1]) if fault.path else ""):
        return f"Did you mean `{guess}`?"
    example = fault.slot.example
    key = fault.path[-1] if fault.path else ""
    return (
        f"Write it like `{f'{key}: ' if isinstance(key, str) and key else '- '}{example}`."
        if example
        else fault.slot.description
    )


def _explain_unknown_key(fault: ValueFault) -> Explanation:
    key = str(fault.path[-1])
    message = f"{format_subject(fault)} is not a known key here"
    if fault.value is None and " " in key:  # `{steps: Replay 9,600 payments}`
        return message, "A comma ends a value inside of `{...}`; put text that holds one in quotes."
    if fault.places and key not in fault.keys:
        return message, f"Did you mean {join_words([f'`{place}`' for place in fault.places], 'or')}?"
    return message, suggest_words(key, fault.keys)


def _explain_not_allowed(fault: ValueFault) -> Explanation:
    words = fault.slot.allowed_words
    if not isinstance(fault.value, str):
        return f"{_describe_fault(fault)}, not one of the allowed words", suggest_words("", words, "Allowed")
    allowed = f"Allowed: {', '.join(f'`{word}`' for word in words)}."
    near = guess_word(fault.value, words)
    if not near and not fault.value[:1].isdigit():
        near = find_nearest_word(fault.value, words)
    if "en-US" in words and (other := _find_translation(fault.value)):
        allowed += f" The explainer alone exists in {other.name}: `explainer: {{languages: [en, {other.code}]}}`."
        near = ""
    return (
        f"{_describe_fault(fault)}, which is not an allowed word",
        f"Did you mean `{near}`? {allowed}" if near else allowed,
    )


def _find_translation(tag: str) -> DocumentLanguage | None:
    """Return the language other than English of a tag such as `es-US`, if documents exist in it."""
    code = tag.lower().partition("-")[0]
    return DOCUMENT_LANGUAGES.get(code) if code != "en" else None


def _wrong_type_explainer(what: str) -> Callable[[ValueFault], Explanation]:
    """Return an explainer for a value of the wrong type."""
    return lambda fault: (f"{_describe_fault(fault)}, not {what}", _suggest_example(fault))


def _explain_not_list(fault: ValueFault) -> Explanation:
    example = fault.slot.item_slot.example
    start = f"such as `- {example}`" if example else "each starting with `- `"
    return f"{_describe_fault(fault)}, not a list", f"Write one item per line, {start}."


def _explain_not_group(fault: ValueFault) -> Explanation:
    keys = ", ".join(f"`{key}`" for key in fault.keys[:MAX_LISTED_WORDS])
    return (
        f"{_describe_fault(fault)}, not a group of keys",
        f"Write its keys below it, indented: {keys}." if keys else "",
    )


def _explain_pattern(fault: ValueFault) -> Explanation:
    pattern = str(fault.context.get("pattern"))
    if not str(fault.value).strip():
        return _explain_empty(fault)
    what = _PATTERN_NAMES.get(pattern, "in the required form")
    if guess := guess_value(fault.value, fault.slot, str(fault.path[-1]) if fault.path else ""):
        return f"{_describe_fault(fault)}, not {what}", f"Did you mean `{guess}`?"
    example = PATTERN_EXAMPLES.get(pattern)
    return f"{_describe_fault(fault)}, not {what}", f"Write it like `{example}`." if example else fault.slot.description


_PATTERN_NAMES = {
    IDENTIFIER_PATTERN: "a short name of small letters, digits and single hyphens",
    VERSION_PATTERN: "a version of two or three numbers",
    EMAIL_PATTERN: "an email address",
    PHONE_PATTERN: "a phone number",
    URL_PATTERN: "an address that starts with https://",
}


def _explain_empty(fault: ValueFault) -> Explanation:
    return f"{format_subject(fault)} is empty", _suggest_example(fault)


def _explain_too_short(fault: ValueFault) -> Explanation:
    if fault.context.get("actual_length") and fault.slot.is_list:
        least = fault.context["min_length"]
        return (
            f"{format_subject(fault)} has too few items: {fault.context['actual_length']}, and there must be {least}",
            fault.slot.description,
        )
    return f"{format_subject(fault)} is empty", fault.slot.description


def _explain_too_long(fault: ValueFault) -> Explanation:
    most = fault.context["max_length"]
    if isinstance(fault.value, list):
        return (
            f"{format_subject(fault)} has {len(fault.value):,} items; at most {most:,} are allowed",
            "Leave some out, or combine them.",
        )
    return (
        f"{format_subject(fault)} has {len(str(fault.value)):,} characters; at most {most:,} fit",
        "Shorten the text.",
    )


def _limit_explainer(sign: str, words: str) -> Callable[[ValueFault], Explanation]:
    """Return an explainer for a number that is beyond a limit."""
    return lambda fault: (
        f"{_describe_fault(fault)}, and must be {words} {fault.context[sign]}",
        "Check the year." if fault.slot.value_type is date else fault.slot.description,
    )


def _explain_impossible_date(fault: ValueFault) -> Explanation:
    return (
        f"{_describe_fault(fault)}, a day that does not exist",
        "Check the calendar, or the order: year, month, day.",
    )


def _explain_not_iso(fault: ValueFault) -> Explanation:
    guess = guess_value(fault.value, fault.slot, str(fault.path[-1]) if fault.path else "")
    return (
        f"{_describe_fault(fault)}, not {_ISO_FORMS.get(str(fault.context.get('example')), 'in the right form')}",
        f"Did you mean `{guess}`?" if guess else f"Write it like `{fault.context.get('example')}`.",
    )


_ISO_FORMS = {
    "2027-01-31": "a date of year, month and day",
    "02:00": "a time from 00:00 to 23:59, with four digits",
}


def _explain_character(fault: ValueFault) -> Explanation:
    message = (
        f"{format_subject(fault)} holds the character U+{fault.context.get('code', 'D800')}, which no document can show"
    )
    return message, "Delete it; it is often copied along with text."


def _explain_unknown_locale(fault: ValueFault) -> Explanation:
    examples = ", ".join(f"`{tag}`" for tag in LOCALE_EXAMPLES)
    return f"{_describe_fault(fault)}, not a locale that is known", f"Language and country, such as {examples}."


def _explain_several_lines(fault: ValueFault) -> Explanation:
    return (
        f"{format_subject(fault)} holds a line break or a tab, and must be one line",
        "Put it on one line, in quotes.",
    )


def _explain_separator(fault: ValueFault) -> Explanation:
    hint = "Write the character itself, in quotes: `','`, `';'` or `'|'`; a tab is `tab`, a line break `newline`."
    return f"{_describe_fault(fault)}, and letters and digits stand in values too", hint


def _explain_digits(fault: ValueFault) -> Explanation:
    most = fault.context.get("decimal_places", fault.context.get("max_digits"))
    part = "digits after the decimal point" if "decimal_places" in fault.context else "digits"
    return f"{_describe_fault(fault)}, and may have at most {most} {part}", _suggest_example(fault)


def _explain_other(fault: ValueFault) -> Explanation:
    return f"{_describe_fault(fault)}, which cannot be used here", _suggest_example(fault)


_EXPLAINERS: Mapping[str, Callable[[ValueFault], Explanation]] = {
    "missing": explain_missing_key,
    "needed": explain_needed_key,
    "needed_value": explain_empty_needed_key,
    "still_open": explain_open_value,
    "tbd": explain_forbidden_tbd,
    "missing_value": explain_empty_key,
    "extra_forbidden": _explain_unknown_key,
    "enum": _explain_not_allowed,
    "literal_error": _explain_not_allowed,
    "string_type": _wrong_type_explainer("text"),
    "string_unicode": _explain_character,
    "string_too_long": _explain_too_long,
    "string_too_short": _explain_empty,
    "string_pattern_mismatch": _explain_pattern,
    "int_parsing": _wrong_type_explainer("a whole number"),
    "int_parsing_size": _wrong_type_explainer("a number of a supported size"),
    "int_type": _wrong_type_explainer("a whole number"),
    "int_from_float": _wrong_type_explainer("a whole number"),
    "decimal_parsing": _wrong_type_explainer("a number"),
    "decimal_type": _wrong_type_explainer("a number"),
    "finite_number": _wrong_type_explainer("a number"),
    "decimal_max_digits": _explain_digits,
    "decimal_max_places": _explain_digits,
    "decimal_whole_digits": _explain_digits,
    "bool_parsing": _wrong_type_explainer("yes or no"),
    "bool_type": _wrong_type_explainer("yes or no"),
    "date_type": _wrong_type_explainer("a date"),
    "date_parsing": _explain_impossible_date,
    "date_from_datetime_parsing": _explain_impossible_date,
    "date_from_datetime_inexact": _explain_impossible_date,
    "time_type": _wrong_type_explainer("a time"),
    "time_parsing": _wrong_type_explainer("a time"),
    "tuple_type": _explain_not_list,
    "model_type": _explain_not_group,
    "model_attributes_type": _explain_not_group,
    "too_short": _explain_too_short,
    "too_long": _explain_too_long,
    "greater_than": _limit_explainer("gt", "more than"),
    "greater_than_equal": _limit_explainer("ge", "at least"),
    "less_than": _limit_explainer("lt", "less than"),
    "less_than_equal": _limit_explainer("le", "at most"),
    "iso": _explain_not_iso,
    "character": _explain_character,
    "empty": _explain_empty,
    "code_line": _explain_several_lines,
    "separator_word": _explain_separator,
    "locale": _explain_unknown_locale,
}
