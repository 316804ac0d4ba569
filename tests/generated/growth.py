"""Models → trees of plain values: every field of every model filled by what its own schema says of it."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any, Final

from tests.generated.profile import Profile
from tests.generated.texts import prose, text

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
    """Stands for the id of some item of a list of the spec, until all of them are known."""

    __slots__ = ()


@cache
def _schema(model: type[Model]) -> Json:
    return model.model_json_schema()


class Growth:
    """Fills one model; `at` is how deep in lists it is."""

    def __init__(self, model: type[Model], profile: Profile) -> None:
        self._root = _schema(model)
        self._profile = profile
        self._random = Random(profile.seed)
        self._number = 0

    def tree(self) -> Json:
        """The whole tree, its references still open."""
        return dict(self._model(self._root, 0))

    def _value(self, name: str, part: Json, depth: int) -> Any:
        part = self._resolved(part)
        if "const" in part:
            return part["const"]
        if "enum" in part:
            return self._random.choice(part["enum"])
        if "oneOf" in part:
            return self._value(name, self._choice(name, part["oneOf"]), depth)
        if part.get("anyOf"):
            kind = next(kind for kind in map(self._resolved, part["anyOf"]) if kind.get("type") != "null")
            return self._value(name, {**part, "anyOf": (), **kind}, depth)
        makers: Mapping[str, Callable[[], Any]] = {
            "object": lambda: self._model(part, depth),
            "array": lambda: self._list(name, part, depth),
            "string": lambda: self._random.choice(_EXAMPLES[name]) if name in _EXAMPLES else self._string(part),
            "integer": lambda: str(self._whole(part)),
            "number": lambda: self._decimal(part),
            "boolean": lambda: self._random.choice(("true", "false")),
        }
        return makers[part["type"]]()

    def _resolved(self, part: Json) -> Json:
        if "$ref" in part:
            own = {key: value for key, value in part.items() if key != "$ref"}
            return {**self._root["$defs"][part["$ref"].rpartition("/")[2]], **own}
        return part

    def _model(self, part: Json, depth: int) -> Json:
        required = part.get("required", ())
        return {
            name: self._value(name, inner, depth)
            for name, inner in part["properties"].items()
            if name in required or _is_needed(inner) or self._random.random() < self._profile.filled
        }

    def _choice(self, name: str, kinds: list[Json]) -> Json:
        if name == "item-of-interfaces" and self._profile.methods != "both":
            for kind in kinds:
                if self._resolved(kind)["properties"]["method"]["const"] == self._profile.methods:
                    return kind
        return self._random.choice(kinds)

    def _list(self, name: str, part: Json, depth: int) -> list[Any]:
        least, most = part.get("minItems", 1 if _is_needed(part) else 0), part.get("maxItems", _MANY)
        if name in self._profile.huge:
            count = most if depth == 0 else min(most, _MANY_INSIDE)
        elif name == "interfaces":
            count = self._profile.interfaces
        else:
            count = self._random.randint(least, max(min(most, _FEW), least))
        return [self._value(f"item-of-{name}", part["items"], depth + 1) for _ in range(max(count, least))]

    def _string(self, part: Json) -> str:
        if "refersTo" in part:
            return Reference(part["refersTo"])
        if form := _FORMS.get(part.get("format", "")) or _FORMS.get(part.get("pattern", "")):
            self._number += 1
            return form(self._random, self._number, self._profile)
        if "pattern" in part:
            raise NotImplementedError(f"say how to fill the pattern {part['pattern']}")
        most = self._length(part.get("maxLength", 2000))
        script = self._profile.script
        match part.get("format", ""):
            case "markdown":
                return prose(self._random, script, most)
            case "verbatim":
                return "\n".join(text(self._random, script, min(most, 90)) for _ in range(_FEW))[:most].strip()
            case _:
                return text(self._random, script, most)

    def _length(self, limit: int) -> int:
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

    def _whole(self, part: Json) -> int:
        least = part.get("minimum", 0)
        most = min(part.get("maximum", _MOST_NUMBER), _MOST_NUMBER)
        return self._random.choice((least, most, self._random.randint(least, most), min(most, least + 20)))

    def _decimal(self, part: Json) -> str:
        least = part.get("minimum", part.get("exclusiveMinimum", 0) + 0.01)
        most = min(part.get("maximum", _MOST_NUMBER), _MOST_NUMBER)
        return f"{self._random.choice((least, most, self._random.uniform(least, most), min(most, least + 2.5))):.2f}"


def _is_needed(part: Json) -> bool:
    """Whether some phase cannot do without a field: it is filled, and `tests.generated.gaps` takes it out again."""
    return "neededBy" in part and "mayLack" not in part


def _day(random: Random, _number: int, profile: Profile) -> str:
    if profile.length == "limit" and random.random() < 0.2:
        return random.choice((str(FIRST_DATE), str(LAST_DATE)))
    return f"{random.randint(2026, 2028)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _identifier(_random: Random, number: int, profile: Profile) -> str:
    return f"{'long-' * 11}{number}"[-60:].strip("-") if profile.length == "limit" else f"id-{number}"


_EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "locale": tuple(LOCALE_EXAMPLES),
    "delimiter": ("tab", "|", "~|~", ";"),
    "terminator": ("newline", "~", "|#|"),
}
_FORMS: Final[Mapping[str, Callable[[Random, int, Profile], str]]] = {
    "date": _day,
    "time": lambda random, _n, _p: f"{random.randint(0, 23):02}:{random.randint(0, 59):02}",
    IDENTIFIER_PATTERN: _identifier,
    VERSION_PATTERN: lambda random, _n, _p: random.choice(("1.0", "1.2.0", "10.20.30", "999999.999999.9999")),
    EMAIL_PATTERN: lambda random, n, _p: (
        f"{'long.name.' * random.choice((0, 1, 20))}{n}@{random.choice(('x', 'x' * 40))}.org"
    ),
    PHONE_PATTERN: lambda random, _n, _p: random.choice(("555-0100", "+1 (555) 010-0100 x 12345")),
    VERSION_RANGE_PATTERN: lambda random, _n, _p: random.choice((">=0.1", ">= 0.1.0, < 9", "~=1.2")),
    URL_PATTERN: lambda random, n, _p: f"https://example.org/{'very-long-path/' * random.choice((0, 1, 30))}{n}",
}
