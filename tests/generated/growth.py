"""Generate trees of plain values from models: every field is filled as its own schema says."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any, Final

from tests.generated.profile import SpecProfile
from tests.generated.texts import make_prose, make_text

from golive.schema.field import Model
from golive.schema.formats import LOCALE_EXAMPLES
from golive.schema.values import (
    EMAIL_PATTERN,
    FIRST_DATE,
    IDENTIFIER_PATTERN,
    LAST_DATE,
    PHONE_PATTERN,
    URL_PATTERN,
    VERSION_PATTERN,
    VERSION_RANGE_PATTERN,
)

Json = dict[str, Any]

_FEW: Final = 4
_MANY: Final = 60  # items of a list that has no limit of its own
_MANY_INSIDE: Final = 8  # the same, inside an item of another list
_MOST_NUMBER: Final = 10**11


class Reference(str):
    """Stands for the id of some item of a list of the spec until all ids are known."""

    __slots__ = ()


@cache
def _build_schema(model: type[Model]) -> Json:
    return model.model_json_schema()


class SpecGenerator:
    """Generates the values of a model and of everything below it."""

    def __init__(self, model: type[Model], profile: SpecProfile) -> None:
        self._root = _build_schema(model)
        self._profile = profile
        self._random = Random(profile.seed)
        self._number = 0

    def generate(self) -> Json:
        """Return the whole tree, with its references still open."""
        return dict(self._make_model(self._root, 0))

    def _make_value(self, name: str, part: Json, depth: int) -> Any:
        part = self._resolve_reference(part)
        if "const" in part:
            return part["const"]
        if "enum" in part:
            return self._random.choice(part["enum"])
        if "oneOf" in part:
            return self._make_value(name, self._choose_model(name, part["oneOf"]), depth)
        if part.get("anyOf"):
            kind = next(kind for kind in map(self._resolve_reference, part["anyOf"]) if kind.get("type") != "null")
            return self._make_value(name, {**part, "anyOf": (), **kind}, depth)
        makers: Mapping[str, Callable[[], Any]] = {
            "object": lambda: self._make_model(part, depth),
            "array": lambda: self._make_list(name, part, depth),
            "string": lambda: self._random.choice(_EXAMPLES[name]) if name in _EXAMPLES else self._make_string(part),
            "integer": lambda: str(self._make_integer(part)),
            "number": lambda: self._make_decimal(part),
            "boolean": lambda: self._random.choice(("true", "false")),
        }
        return makers[part["type"]]()

    def _resolve_reference(self, part: Json) -> Json:
        if "$ref" in part:
            own = {key: value for key, value in part.items() if key != "$ref"}
            return {**self._root["$defs"][part["$ref"].rpartition("/")[2]], **own}
        return part

    def _make_model(self, part: Json, depth: int) -> Json:
        required = part.get("required", ())
        return {
            name: self._make_value(name, inner, depth)
            for name, inner in part["properties"].items()
            if name in required or _is_needed(inner) or self._random.random() < self._profile.filled
        }

    def _choose_model(self, name: str, kinds: list[Json]) -> Json:
        if name == "item-of-interfaces" and self._profile.methods != "both":
            for kind in kinds:
                if self._resolve_reference(kind)["properties"]["method"]["const"] == self._profile.methods:
                    return kind
        return self._random.choice(kinds)

    def _make_list(self, name: str, part: Json, depth: int) -> list[Any]:
        least, most = part.get("minItems", 1 if _is_needed(part) else 0), part.get("maxItems", _MANY)
        if name in self._profile.huge:
            count = most if depth == 0 else min(most, _MANY_INSIDE)
        elif name == "interfaces":
            count = self._profile.interfaces
        else:
            count = self._random.randint(least, max(min(most, _FEW), least))
        return [self._make_value(f"item-of-{name}", part["items"], depth + 1) for _ in range(max(count, least))]

    def _make_string(self, part: Json) -> str:
        if "refersTo" in part:
            return Reference(part["refersTo"])
        if form := _FORMS.get(part.get("format", "")) or _FORMS.get(part.get("pattern", "")):
            self._number += 1
            return form(self._random, self._number, self._profile)
        if "pattern" in part:
            raise NotImplementedError(f"say how to fill the pattern {part['pattern']}")
        most = self._choose_length(part.get("maxLength", 2000))
        script = self._profile.script
        match part.get("format", ""):
            case "markdown":
                return make_prose(self._random, script, most)
            case "verbatim":
                return "\n".join(make_text(self._random, script, min(most, 90)) for _ in range(_FEW))[:most].strip()
            case _:
                return make_text(self._random, script, most)

    def _choose_length(self, limit: int) -> int:
        random = self._random
        match self._profile.length:
            case "shortest":
                wish = 1
            case "usual":
                wish = random.choice((8, 20, 40, 90))
            case "long":
                wish = random.choice((20, 60, 120, 300))
            case _:
                wish = limit if random.random() < 0.12 or limit <= 120 else random.choice((10, 40, 120))
        return min(wish, limit)

    def _make_integer(self, part: Json) -> int:
        least = part.get("minimum", 0)
        most = min(part.get("maximum", _MOST_NUMBER), _MOST_NUMBER)
        return self._random.choice((least, most, self._random.randint(least, most), min(most, least + 20)))

    def _make_decimal(self, part: Json) -> str:
        least = part.get("minimum", part.get("exclusiveMinimum", 0) + 0.01)
        most = min(part.get("maximum", _MOST_NUMBER), _MOST_NUMBER)
        return f"{self._random.choice((least, most, self._random.uniform(least, most), min(most, least + 2.5))):.2f}"


def _is_needed(part: Json) -> bool:
    """Tell whether some phase needs a field: it is always filled, and `tests.generated.gaps` may remove it again."""
    return "neededBy" in part and "mayLack" not in part


def _make_day(random: Random, _number: int, profile: SpecProfile) -> str:
    if profile.length == "limit" and random.random() < 0.2:
        return random.choice((str(FIRST_DATE), str(LAST_DATE)))
    return f"{random.randint(2026, 2028)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _make_identifier(_random: Random, number: int, profile: SpecProfile) -> str:
    return f"{'long-' * 11}{number}"[-60:].strip("-") if profile.length == "limit" else f"id-{number}"


_EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "locale": tuple(LOCALE_EXAMPLES),
    "delimiter": ("tab", "|", "~|~", ";"),
    "terminator": ("newline", "~", "|#|"),
}
_FORMS: Final[Mapping[str, Callable[[Random, int, SpecProfile], str]]] = {
    "date": _make_day,
    "time": lambda random, _n, _p: f"{random.randint(0, 23):02}:{random.randint(0, 59):02}",
    IDENTIFIER_PATTERN: _make_identifier,
    VERSION_PATTERN: lambda random, _n, _p: random.choice(("1.0", "1.2.0", "10.20.30", "999999.999999.9999")),
    EMAIL_PATTERN: lambda random, n, _p: (
        f"{'long.name.' * random.choice((0, 1, 20))}{n}@{random.choice(('x', 'x' * 40))}.org"
    ),
    PHONE_PATTERN: lambda random, _n, _p: random.choice(("555-0100", "+1 (555) 010-0100 x 12345")),
    VERSION_RANGE_PATTERN: lambda random, _n, _p: random.choice((">=0.1", ">= 0.1.0, < 9", "~=1.2")),
    URL_PATTERN: lambda random, n, _p: f"https://example.org/{'very-long-path/' * random.choice((0, 1, 30))}{n}",
}
