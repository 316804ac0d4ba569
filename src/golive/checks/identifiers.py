"""Ids: each stands for one thing, and each reference leads to one."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, get_origin

from golive.checks.check import Check
from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.field import Model
from golive.support.problems import Step
from golive.yaml_io.naming import name_of, offer

_NOUNS = {"team": "contact", "connections": "connection", "environments": "environment", "interfaces": "interface"}


def ids_are_unique(spec: Model) -> Iterator[Finding]:
    """No two items of a list have the same id."""
    for path, model, plan in _models(spec):
        for name in plan.keyed:
            items = getattr(model, name)
            if len({item.id for item in items}) < len(items):
                yield from _repeated([((*path, name, i), item) for i, item in enumerate(items)])


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
    for path, model, plan in _models(spec):
        for name, target in plan.references:
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
    """What a walk looks at in one kind of model; parts below which nothing has an id or a reference are left out."""

    parts: tuple[str, ...]
    lists: tuple[str, ...]
    keyed: tuple[str, ...]
    references: tuple[tuple[str, str], ...]


@cache
def _plan_of(model: type[Model]) -> _Plan:
    parts: list[str] = []
    lists: list[str] = []
    keyed: list[str] = []
    references: list[tuple[str, str]] = []
    for name, info in model.model_fields.items():
        inside = tuple(_inside(info.annotation))
        models = [part for part in inside if isinstance(part, type) and issubclass(part, Model)]
        is_list = get_origin(info.annotation) is tuple
        if any(map(_matters, models)):
            (lists if is_list else parts).append(name)
        if is_list and models and all("id" in part.model_fields for part in models):
            keyed.append(name)
        for mark in (info, *info.metadata, *inside):
            extra = getattr(mark, "json_schema_extra", None)
            if isinstance(extra, Mapping) and "refersTo" in extra:
                references.append((name, str(extra["refersTo"])))
                break
    return _Plan(tuple(parts), tuple(lists), tuple(keyed), tuple(references))


def _matters(model: type[Model]) -> bool:
    return "id" in model.model_fields or any(_plan_of(model))


def _inside(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """The types and marks that an annotation is made of."""
    if isinstance(annotation, type):
        yield annotation
        return
    yield from getattr(annotation, "__metadata__", ())
    for part in getattr(annotation, "__args__", ()):
        yield from _inside(part)


def _models(root: Model) -> Iterator[tuple[tuple[Step, ...], Model, "_Plan"]]:
    """Every model of a spec that has an id, a list or a reference in it, with its path, from the top down."""
    todo: list[tuple[tuple[Step, ...], Model]] = [((), root)]
    while todo:
        path, model = todo.pop()
        plan = _plan_of(type(model))
        yield path, model, plan
        todo += [((*path, name), part) for name in plan.parts if (part := getattr(model, name)) is not None]
        todo += [((*path, name, i), item) for name in plan.lists for i, item in enumerate(getattr(model, name))]


IDENTIFIERS: Final = (
    Check(
        ids_are_unique,
        "Whoever refers to the id means one thing and gets another.",
        "Give each its own id.",
        must_hold=True,
    ),
    Check(
        references_resolve,
        "A document would name someone or something that the spec does not describe.",
        "Write the id of something that is there, or add it.",
        must_hold=True,
    ),
    Check(
        cases_have_their_own_ids,
        "Faults are recorded by the number of the case; with one number for two cases nobody knows which one failed.",
        "Give the case an id of its own, such as `uat-1`.",
        must_hold=True,
    ),
)
