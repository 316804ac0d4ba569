"""Ids: each stands for one thing, and each reference leads to one."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_origin

from golive.spec.checks.finding import Finding
from golive.spec.model import Integration
from golive.spec.model.field import Model
from golive.spec.naming import name_of, offer
from golive.spec.nodes import Step

_NOUNS = {"team": "contact", "connections": "connection", "environments": "environment", "interfaces": "interface"}


def ids_are_unique(spec: Model) -> Iterator[Finding]:
    """No two items of a list have the same id."""
    for path, model in _models(spec):
        for name in _plan_of(type(model)).lists:
            yield from _repeated(
                [((*path, name, i), item) for i, item in enumerate(getattr(model, name)) if hasattr(item, "id")]
            )


def cases_have_their_own_ids(spec: Integration) -> Iterator[Finding]:
    """A test case of SIT and one of UAT never share a number: faults are recorded by it."""
    taken = {case.id for case in spec.testing.sit.cases}
    for i, case in enumerate(spec.testing.uat.cases):
        if case.id in taken:
            path = ("testing", "uat", "cases", i, "id")
            yield Finding(
                path,
                f"`{name_of(path)}` is `{case.id}`, which is a case of SIT too",
                "Give it an id of its own, such as `uat-1`.",
            )


def references_resolve(spec: Integration) -> Iterator[Finding]:
    """Whatever refers to a contact, connection, environment or interface names one that is there.

    While a whole list is still to be decided, what refers to it is taken on trust.
    """
    known = {target: tuple(dict.fromkeys(item.id for item in getattr(spec, target))) for target in _NOUNS}
    for path, model in _models(spec):
        for name, target in _plan_of(type(model)).references:
            value = getattr(model, name)
            many = isinstance(value, tuple)
            for i, one in enumerate(value if many else (value,)):
                if one is not None and known[target] and one not in known[target]:
                    yield _dangling((*path, name, i) if many else (*path, name), one, target, known[target])


def _dangling(path: tuple[Step, ...], value: str, target: str, known: tuple[str, ...]) -> Finding:
    message = f"`{name_of(path)}` is `{value}`, and no {_NOUNS[target]} has that id"
    return Finding(path, message, offer(value, known, f"Ids in `{target}`"))


def _repeated(items: Iterable[tuple[tuple[Step, ...], Any]]) -> Iterator[Finding]:
    first: dict[str, tuple[Step, ...]] = {}
    for path, item in items:
        if item.id in first:
            message = (
                f"`{name_of((*path, 'id'))}` is `{item.id}`, which is the id of `{name_of(first[item.id])}` already"
            )
            yield Finding((*path, "id"), message, "Give each its own id.")
        first.setdefault(item.id, path)


class _Plan(NamedTuple):
    """What a walk looks at in one kind of model."""

    parts: tuple[str, ...]
    lists: tuple[str, ...]
    references: tuple[tuple[str, str], ...]


@cache
def _plan_of(model: type[Model]) -> _Plan:
    parts: list[str] = []
    lists: list[str] = []
    references: list[tuple[str, str]] = []
    for name, info in model.model_fields.items():
        inside = tuple(_inside(info.annotation))
        if any(isinstance(part, type) and issubclass(part, Model) for part in inside):
            (lists if get_origin(info.annotation) is tuple else parts).append(name)
        for mark in (info, *info.metadata, *inside):
            extra = getattr(mark, "json_schema_extra", None)
            if isinstance(extra, Mapping) and "refersTo" in extra:
                references.append((name, str(extra["refersTo"])))
                break
    return _Plan(tuple(parts), tuple(lists), tuple(references))


def _inside(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """The types and marks that an annotation is made of."""
    if isinstance(annotation, type):
        yield annotation
        return
    yield from getattr(annotation, "__metadata__", ())
    for part in getattr(annotation, "__args__", ()):
        yield from _inside(part)


def _models(root: Model) -> Iterator[tuple[tuple[Step, ...], Model]]:
    """Every model of a spec with its path, from the top down."""
    todo: list[tuple[tuple[Step, ...], Model]] = [((), root)]
    while todo:
        path, model = todo.pop()
        yield path, model
        plan = _plan_of(type(model))
        todo += [((*path, name), part) for name in plan.parts if (part := getattr(model, name)) is not None]
        todo += [((*path, name, i), item) for name in plan.lists for i, item in enumerate(getattr(model, name))]
