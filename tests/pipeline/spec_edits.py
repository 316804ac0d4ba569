"""Edits of a spec as the people of a project make them: words, times, numbers, items, and the slides of its deck."""

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from golive.editing import Edit, InsertItem, MoveItem, RemoveItem, SetValue
from golive.support.problems import PathStep

Path = tuple[PathStep, ...]
Values = dict[Path, Any]
SLIDES = ("goals", "scope", "dataflow", "interfaces", "schedule", "settlement", "timeline", "contacts", "risks", "raci")


def list_spec_edits(text: str, rng: random.Random) -> Iterator[Edit]:
    """Yield random edits of a spec without end; some make it invalid."""
    values = dict(_iter_values(yaml.load(text, Loader=yaml.BaseLoader), ()))
    while True:
        found = rng.choice(_EDITS)(values, rng)
        if found is not None:
            yield found


def _iter_values(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inside:
        yield from _iter_values(one, (*path, step))


def _choose(values: Values, rng: random.Random, fits: Callable[[Any], bool]) -> tuple[Path, Any]:
    return rng.choice([(path, value) for path, value in values.items() if path and fits(value)])


def _is_prose(value: Any) -> bool:
    return isinstance(value, str) and value.count(" ") > 1


def _change_words(values: Values, rng: random.Random) -> Edit:
    path, value = _choose(values, rng, _is_prose)
    words = value.split(" ")
    words[rng.randrange(len(words))] = f"New{rng.randrange(1000)}"
    return SetValue(path, " ".join(words))


def _change_time(values: Values, rng: random.Random) -> Edit:
    path, value = _choose(
        values, rng, lambda one: isinstance(one, str) and bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", one))
    )
    return SetValue(path, f"{value[:3]}{(int(value[3:]) + rng.choice([5, 10, 15])) % 60:02}")


def _change_number(values: Values, rng: random.Random) -> Edit:
    path, value = _choose(values, rng, lambda one: isinstance(one, str) and one.isdigit() and one[0] != "0")
    return SetValue(path, str(int(value) + rng.choice([1, 7, 100])))


def _is_long_list(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1


def _remove_item(values: Values, rng: random.Random) -> Edit:
    path, value = _choose(values, rng, _is_long_list)
    return RemoveItem((*path, rng.randrange(len(value))))


def _move_item(values: Values, rng: random.Random) -> Edit:
    path, value = _choose(values, rng, _is_long_list)
    return MoveItem((*path, rng.randrange(len(value))), rng.randrange(len(value)))


def _insert_item(values: Values, rng: random.Random) -> Edit:
    path, value = _choose(values, rng, _is_long_list)
    item = rng.choice(value)
    number = rng.randrange(1000)
    if isinstance(item, dict):
        item = {
            key: f"{one}-{number}" if key == "id" else f"{one} {number}" if _is_prose(one) or key == "name" else one
            for key, one in item.items()
        }
    elif isinstance(item, str):
        item = f"{item} {number}"
    return InsertItem(path, rng.randrange(len(value) + 1), item)


def _choose_slides(_: Values, rng: random.Random) -> Edit:
    names = rng.sample(SLIDES, 4)
    return SetValue(
        ("deck", "overview"), rng.choice([{"left_out": names[:2]}, {"hidden": names[:2]}, {"slides": names}])
    )


def _change_version(_: Values, rng: random.Random) -> Edit:
    return SetValue(("version",), f"{rng.randrange(2, 5)}.{rng.randrange(9)}.0")


_EDITS: tuple[Callable[[Values, random.Random], Edit | None], ...] = (
    _change_words, _change_words, _change_words, _change_time, _change_number, _remove_item, _move_item, _insert_item,
    _choose_slides, _change_version,
)  # fmt: skip
