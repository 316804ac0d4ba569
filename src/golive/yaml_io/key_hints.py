"""Find where a key belongs that is unknown in its place: one level down, or in a group above it."""

from collections.abc import Iterator
from typing import Final

from golive.schema.field import Model
from golive.schema.introspection import Slot, get_slots, resolve_location
from golive.support.problems import PathStep
from golive.yaml_io.message_text import format_path

_MAX_PLACES: Final = 3


def find_key_places(key: str, path: tuple[PathStep, ...], parent: Slot, root: type[Model]) -> tuple[str, ...]:
    """Return the places where a key is known, when it is not known where it was written.

    Looked for are, in this order: the groups one level down (`fees` at the top is `settlement.fees`), the lists whose
    items are called so (`contacts` is `team`), the groups above (`biller.owner` is `owner`), and the plural one level
    down (`language` is `explainer.languages`).

    Args:
        key: the unknown key.
        path: the path of the group that it was written in.
        parent: what the models allow in that group.
        root: the model of the whole file.
    """
    word = _normalize(key)
    found = [*_find_below(word, path, parent), *_find_by_item_name(word, path, parent)]
    if not found:
        found = list(_find_above(word, path, root)) or list(_find_below(f"{word}s", path, parent))
    return tuple(dict.fromkeys(found))[:_MAX_PLACES]


def _normalize(key: str) -> str:
    return key.strip().lower().replace("-", "_").replace(" ", "_")


def _find_below(word: str, path: tuple[PathStep, ...], parent: Slot) -> Iterator[str]:
    for name, slot in _list_fields(parent):
        models = (slot.item_slot if slot.is_list else slot).models
        if any(word in get_slots(model) for model in models):
            yield f"{format_path((*path, name))}{'[]' if slot.is_list else ''}.{word}"


def _find_by_item_name(word: str, path: tuple[PathStep, ...], parent: Slot) -> Iterator[str]:
    """Yield the lists whose items have a model called like the key, such as `Contact` for `contacts`."""
    for name, slot in _list_fields(parent):
        names = {model.__name__.lower() for model in slot.item_slot.models} if slot.is_list else set()
        if names & {word.replace("_", ""), word.replace("_", "").removesuffix("s")}:
            yield format_path((*path, name))


def _find_above(word: str, path: tuple[PathStep, ...], root: type[Model]) -> Iterator[str]:
    for length in range(len(path) - 1, -1, -1):
        above = path[:length]
        if any(word == name for name, _ in _list_fields(resolve_location(root, above)[1])):
            yield format_path((*above, word))


def _list_fields(slot: Slot) -> Iterator[tuple[str, Slot]]:
    for model in slot.models:
        yield from get_slots(model).items()


def name_odd_characters(text: str) -> str:
    """Name the characters of a text that look like plain ones and are not, as they come from Word or a web page.

    Returns:
        A sentence for a hint; empty if there are none.
    """
    found = dict.fromkeys(_ODD_CHARACTERS[character] for character in text if character in _ODD_CHARACTERS)
    return f"There is {' and '.join(found)}, copied from a document: type it anew." if found else ""


_NO_BREAK_SPACE: Final = "a no-break space (U+00A0)"
_ODD_CHARACTERS: Final = {
    "\u00a0": _NO_BREAK_SPACE,
    "\u202f": "a narrow no-break space (U+202F)",
    "\u2007": "a figure space (U+2007)",
    "\u200b": "a zero-width space (U+200B)",
    "\u2009": "a thin space (U+2009)",
    "\u2018": "a typographic quote (\u2018)",
    "\u2019": "a typographic quote (\u2019)",
    "\u201c": "a typographic quote (\u201c)",
    "\u201d": "a typographic quote (\u201d)",
    "\u2010": "a typographic hyphen (U+2010)",
    "\u2011": "a no-break hyphen (U+2011)",
    "\u2013": "a dash (\u2013)",
    "\u2014": "a dash (\u2014)",
    "\u2212": "a minus sign (U+2212)",
}
