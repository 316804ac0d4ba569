"""Make specs, and edit one value of a spec so that it stays valid for the models."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError
from tests.generated.profile import LENGTHS, SpecProfile
from tests.generated.specs import generate_tree

from golive.releases.field_traits import FieldTrait, find_key_field, get_field_traits
from golive.releases.snapshots import build_snapshot
from golive.schema import Guide, Integration
from golive.schema.field import Model
from golive.schema.values import FIRST_DATE, LAST_DATE
from golive.support.problems import PathStep
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[2]
SPECS = (ROOT / "tests" / "samples" / "minimal.yaml", *sorted((ROOT / "data" / "integrations").glob("*.yaml")))
Path_ = tuple[PathStep, ...]
SEEDS = st.integers(0, 10**6)
NAME_OF_CONTENT = {("version",), ("date",)}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of a spec, its place, and the model it is in."""

    owner: Model
    trait: FieldTrait
    path: Path_
    value: Any

    @property
    def is_key(self) -> bool:
        return find_key_field(type(self.owner)) == self.trait.name

    @property
    def is_listed(self) -> bool:
        return isinstance(self.path[-1], int)


@cache
def load_sample(at: int) -> Integration:
    return load(SPECS[at % len(SPECS)], Integration).value


@cache
def generate_spec(seed: int) -> Integration:
    return Integration.model_validate(generate_tree(SpecProfile(seed, length=LENGTHS[seed % 5], filled=(seed % 3) / 2)))


@cache
def load_guide() -> Guide:
    return load(ROOT / "data" / "guide.yaml", Guide).value


_LATE = LAST_DATE - timedelta(days=30)


def _step_inward(day: date) -> tuple[int, ...]:
    """Return the step in days that leads a date at either end of the allowed range back into it."""
    return (1,) if day <= FIRST_DATE else (-1,)


def make_spec(seed: int) -> Integration:
    return load_sample(seed // 2) if seed % 2 else generate_spec(seed % 50)


def iterate_leaves(model: Model, path: Path_ = ()) -> Iterator[Leaf]:
    """Yield every value of a model, at any depth."""
    for name, trait in get_field_traits(type(model)).items():
        value = getattr(model, name)
        for step, item in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            here = (*path, name) if step is None else (*path, name, step)
            if isinstance(item, Model):
                yield from iterate_leaves(item, here)
            elif item is not None and here not in NAME_OF_CONTENT and not trait.is_tag:
                yield Leaf(model, trait, here, item)


def set_value(model: Any, path: Path_, value: Any) -> Any:
    """Return a copy with another value at a path, validated again."""
    plain = get_plain_content(model)
    part = plain
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = get_plain_value(value)
    return type(model).model_validate(plain)


def remove_value(model: Any, path: Path_) -> Any:
    plain = get_plain_content(model)
    part = plain
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return type(model).model_validate(plain)


def get_plain_content(model: Any) -> Any:
    return json.loads(build_snapshot(model))["content"]


def get_plain_value(value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, date | Decimal) else value


def edit_leaf(spec: Integration, leaf: Leaf, random: Random) -> Integration | None:
    """Return the spec with another value at a place, and references to a new id changed; None if there is no other."""
    other = choose_other_value(spec, leaf, random)
    if other is None:
        return None
    above = spec
    for step in leaf.path[: -2 if not leaf.is_listed else -1]:
        above = above[step] if isinstance(step, int) else getattr(above, step)  # type: ignore[index]
    if isinstance(above, tuple) and (leaf.is_key or leaf.is_listed):
        taken = [getattr(item, leaf.trait.name) if isinstance(item, Model) else item for item in above]
        if str(other) in map(str, taken):
            return None
    new: Integration
    try:
        new = set_value(spec, leaf.path, other)
    except ValidationError:
        return None
    if leaf.trait.name == "id":
        for one in list(iterate_leaves(spec)):
            if one.trait.refers_to == leaf.path[0] and one.value == leaf.value and len(leaf.path) == 3:
                new = set_value(new, one.path, other)
    return new


def choose_other_value(spec: Integration, leaf: Leaf, random: Random) -> Any:
    value, slot = leaf.value, leaf.trait.value_slot
    if leaf.trait.refers_to:
        names = [item.id for item in getattr(spec, leaf.trait.refers_to) if item.id != value]
        return random.choice(names) if names else None
    if slot.allowed_words:
        return random.choice([word for word in slot.allowed_words if word != value])
    changes: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
        (bool, lambda flag: not flag),
        (int | Decimal, lambda number: number - 1 if random.random() < 0.5 and number > 30 else number + 1),
        (
            date,
            lambda day: (
                day + timedelta(days=random.choice((-1, 1, 30) if FIRST_DATE < day < _LATE else _step_inward(day)))
            ),
        ),
        (time, lambda clock: clock.replace(hour=(clock.hour + random.randint(1, 23)) % 24)),
    )
    found = next((change(value) for kind, change in changes if isinstance(value, kind)), None)
    if found is not None:
        return found
    assert isinstance(value, str)
    return f"{value[:-1]}{'8' if value[-1:] != '8' else '9'}"


def shuffle(plain: Any, random: Random, kept: frozenset[str] = frozenset()) -> Any:
    """Return plain data with keys and lists shuffled; values under the `kept` keys stay as they are."""
    if isinstance(plain, dict):
        keys = random.sample(list(plain), len(plain))
        return {key: plain[key] if key in kept else shuffle(plain[key], random, kept) for key in keys}
    if isinstance(plain, list):
        return [shuffle(item, random, kept) for item in random.sample(plain, len(plain))]
    return plain
