"""Checks on ids and references: ids are unique, and references resolve."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, get_origin

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.field import Model
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, suggest_words

_NOUNS = {
    "team": "contact",
    "parties": "party",
    "connections": "connection",
    "environments": "environment",
    "interfaces": "interface",
}


def ids_are_unique(spec: Model) -> Iterator[Problem]:
    """No two items of a list have the same id."""
    for path, model, plan in _iterate_models(spec):
        for name in plan.keyed:
            items = getattr(model, name)
            if len({item.id for item in items}) < len(items):
                yield from _find_repeated_ids([((*path, name, i), item) for i, item in enumerate(items)])


def cases_have_their_own_ids(spec: Integration) -> Iterator[Problem]:
    """Test cases of SIT and UAT do not share ids, because faults are recorded by id."""
    taken = {case.id for case in spec.testing.sit.cases}
    for i, case in enumerate(spec.testing.uat.cases):
        if case.id in taken:
            path = ("testing", "uat", "cases", i, "id")
            yield report_at(
                path,
                f"`{format_path(path)}` is `{case.id}`, which is a case of SIT too",
                "Give it an id of its own, such as `uat-1`.",
            )


def references_resolve(spec: Integration) -> Iterator[Problem]:
    """References to contacts, parties, connections, environments and interfaces name existing ones.

    While a whole list is still empty, references to it are not checked.
    """
    known = {target: tuple(dict.fromkeys(item.id for item in getattr(spec, target))) for target in _NOUNS}
    for path, model, plan in _iterate_models(spec):
        for name, target in plan.references:
            value = getattr(model, name)
            many = isinstance(value, tuple)
            for i, one in enumerate(value if many else (value,)):
                if one is not None and known[target] and one not in known[target]:
                    yield _describe_dangling((*path, name, i) if many else (*path, name), one, target, known[target])


def _describe_dangling(path: tuple[PathStep, ...], value: str, target: str, known: tuple[str, ...]) -> Problem:
    message = f"`{format_path(path)}` is `{value}`, and no {_NOUNS[target]} has that id"
    return report_at(path, message, suggest_words(value, known, f"Ids in `{target}`"))


def _find_repeated_ids(items: Iterable[tuple[tuple[PathStep, ...], Any]]) -> Iterator[Problem]:
    first: dict[str, tuple[PathStep, ...]] = {}
    for path, item in items:
        if item.id in first:
            message = (
                f"`{format_path((*path, 'id'))}` is `{item.id}`, which is the id of "
                f"`{format_path(first[item.id])}` already"
            )
            yield report_at((*path, "id"), message, "Give each its own id.")
        first.setdefault(item.id, path)


class _ModelInfo(NamedTuple):
    """The fields of a model class that can contain ids or references, directly or nested."""

    parts: tuple[str, ...]
    lists: tuple[str, ...]
    keyed: tuple[str, ...]
    references: tuple[tuple[str, str], ...]


@cache
def _inspect_model(model: type[Model]) -> _ModelInfo:
    parts: list[str] = []
    lists: list[str] = []
    keyed: list[str] = []
    references: list[tuple[str, str]] = []
    for name, info in model.model_fields.items():
        inside = tuple(_iterate_annotation(info.annotation))
        models = [part for part in inside if isinstance(part, type) and issubclass(part, Model)]
        is_list = get_origin(info.annotation) is tuple
        if any(map(_has_ids_or_references, models)):
            (lists if is_list else parts).append(name)
        if is_list and models and all("id" in part.model_fields for part in models):
            keyed.append(name)
        for mark in (info, *info.metadata, *inside):
            extra = getattr(mark, "json_schema_extra", None)
            if isinstance(extra, Mapping) and "refersTo" in extra:
                references.append((name, str(extra["refersTo"])))
                break
    return _ModelInfo(tuple(parts), tuple(lists), tuple(keyed), tuple(references))


def _has_ids_or_references(model: type[Model]) -> bool:
    return "id" in model.model_fields or any(_inspect_model(model))


def _iterate_annotation(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """Yield the types and metadata of which an annotation consists."""
    if isinstance(annotation, type):
        yield annotation
        return
    yield from getattr(annotation, "__metadata__", ())
    for part in getattr(annotation, "__args__", ()):
        yield from _iterate_annotation(part)


def _iterate_models(root: Model) -> Iterator[tuple[tuple[PathStep, ...], Model, "_ModelInfo"]]:
    """Yield every model of a spec that can contain ids or references, with its path, top down."""
    todo: list[tuple[tuple[PathStep, ...], Model]] = [((), root)]
    while todo:
        path, model = todo.pop()
        plan = _inspect_model(type(model))
        yield path, model, plan
        todo += [((*path, name), part) for name in plan.parts if (part := getattr(model, name)) is not None]
        todo += [((*path, name, i), item) for name in plan.lists for i, item in enumerate(getattr(model, name))]


IDENTIFIER_CHECKS: Final = (
    Check(
        ids_are_unique,
        "A reference to the id could mean either item.",
        "Give each its own id.",
        must_hold=True,
    ),
    Check(
        references_resolve,
        "A document would name a person or thing that the spec does not describe.",
        "Write an existing id, or add the missing item.",
        must_hold=True,
    ),
    Check(
        cases_have_their_own_ids,
        "Faults are recorded by case id; if two cases share an id, nobody knows which one failed.",
        "Give the case an id of its own, such as `uat-1`.",
        must_hold=True,
    ),
)
