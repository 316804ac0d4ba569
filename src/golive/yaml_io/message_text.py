"""Format paths and values for messages, and suggest the word that was probably meant."""

from typing import Any

from golive.support.problems import PathStep

MAX_LISTED_WORDS = 30  # words that a hint lists
_MAX_VALUE_LENGTH = 40  # characters of a value that a message shows
# Only words within these lengths are compared: shorter ones resemble everything, longer ones are no keys.
_MIN_WORD_LENGTH, _MAX_WORD_LENGTH = 2, 100
_MIN_SIMILARITY = 0.6  # how alike two words must be to be offered, as difflib counts it


def escape_unprintable(text: str) -> str:
    """Replace unprintable characters, such as terminal escapes, with their code points."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def shorten_for_message(text: str) -> str:
    """Cut a text to a length that fits into a message, and escape what is unprintable."""
    return escape_unprintable(text if len(text) <= _MAX_VALUE_LENGTH else text[:_MAX_VALUE_LENGTH] + "…")


def format_path(path: tuple[PathStep, ...]) -> str:
    """Format a path for messages: `interfaces[2].schedule.cut_off`."""
    name = ""
    for step in path:
        name += (
            f"[{step}]"
            if isinstance(step, int)
            else f".{escape_unprintable(step)}"
            if name
            else escape_unprintable(step)
        )
    return name


def describe_value(value: Any) -> str:  # noqa: ANN401 - whatever the YAML held
    """Describe a value for messages: short, on one line, without unprintable characters."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if value is None or value == "":
        return "empty"
    text = str(value)
    return f"`{shorten_for_message(text)}`"


def find_nearest_word(word: str, known: tuple[str, ...]) -> str:
    """Return the known word that is most similar; empty when none is close."""
    from difflib import get_close_matches

    if not _MIN_WORD_LENGTH < len(word) < _MAX_WORD_LENGTH:
        return ""
    found = get_close_matches(word.lower().replace(" ", "-"), known, 1, _MIN_SIMILARITY)
    found = found or get_close_matches(word.lower().replace("-", "_").replace(" ", "_"), known, 1, _MIN_SIMILARITY)
    if not found:  # the beginning of a word, such as `auth`
        found = [one for one in known if one.startswith(word.lower())]
    return found[0] if len(found) == 1 else ""


def suggest_words(word: str, known: tuple[str, ...], label: str = "Known here") -> str:
    """Return a hint for an unknown word: the nearest known word, or the list of all."""
    if near := find_nearest_word(word, known):
        return f"Did you mean `{near}`?"
    more = f" and {len(known) - MAX_LISTED_WORDS} more" if len(known) > MAX_LISTED_WORDS else ""
    return f"{label}: {', '.join(f'`{one}`' for one in known[:MAX_LISTED_WORDS])}{more}." if known else ""
