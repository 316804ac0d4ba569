"""How messages name places and show values, and which word was probably meant."""

from typing import Any

from golive.support.problems import Step

LIST_AT_MOST = 30  # words that a hint lists
_SHOWN = 40  # characters of a value that a message shows
# Letters between which a word is compared: shorter ones are like any other, longer ones are no keys.
_FEWEST, _MOST = 2, 100
_ALIKE = 0.6  # how alike two words must be to be offered, as difflib counts it


def safe(text: str) -> str:
    """A text without anything that a terminal would obey."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def shorten(text: str) -> str:
    """A text that is harmless and fits into a message."""
    return safe(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def name_of(path: tuple[Step, ...]) -> str:
    """A path as messages name it: `interfaces[2].schedule.cut_off`."""
    name = ""
    for step in path:
        name += f"[{step}]" if isinstance(step, int) else f".{safe(step)}" if name else safe(step)
    return name


def shown(value: Any) -> str:  # noqa: ANN401 - whatever the YAML held
    """A value as messages show it: short, on one line, and harmless to a terminal."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if value is None or value == "":
        return "empty"
    text = str(value)
    return f"`{shorten(text)}`"


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word that was probably meant; empty when none is close."""
    from difflib import get_close_matches

    if not _FEWEST < len(word) < _MOST:
        return ""
    found = get_close_matches(word.lower().replace(" ", "-"), known, 1, _ALIKE)
    found = found or get_close_matches(word.lower().replace("-", "_").replace(" ", "_"), known, 1, _ALIKE)
    return found[0] if found else ""


def offer(word: str, known: tuple[str, ...], label: str = "Known here") -> str:
    """The hint for a word that is in no list: the nearest one, or all of them."""
    if near := nearest(word, known):
        return f"Did you mean `{near}`?"
    more = f" and {len(known) - LIST_AT_MOST} more" if len(known) > LIST_AT_MOST else ""
    return f"{label}: {', '.join(f'`{one}`' for one in known[:LIST_AT_MOST])}{more}." if known else ""
