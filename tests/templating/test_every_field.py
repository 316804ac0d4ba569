"""Every field of every model that is not internal shows in some document: change it, and some text changes."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from golive.planning.schedule import fill_plan_dates
from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import Model, is_internal_field
from golive.templating.context import Context
from golive.templating.field_values import get_reference_target
from golive.templating.templates import render_markdown_source
from golive.yaml_io.load import load

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
SAMPLES = TESTS / "samples"
SPECS = (SAMPLES / "minimal.yaml", SAMPLES / "complete.yaml", *sorted((ROOT / "data" / "integrations").glob("*.yaml")))
DOCUMENTS = (
    ("runbook", "runbook.md.j2"),
    ("runbook", "sit-vs-uat.md.j2"),
    ("slides", "overview.md.j2"),
)
REFERRED_TO = {"team", "connections", "environments"}
FIGURES = frozenset({"dataflow", "glance", "timeline", "phases", "process", "clock", "tests"})

PARTS = ("spec", "organization", "process", "guide", "changelog")

Place = tuple[str | int, ...]

# (model, field): why no text of a document changes with it. Figures are drawn elsewhere, from the same models.
NOT_SHOWN = {
    ("Connection", "id"): "what interfaces refer to; paper shows the name",
    ("Contact", "id"): "what other parts refer to; paper shows the name",
    ("Environment", "id"): "what other parts refer to; paper shows the name",
    ("Activity", "id"): "a key for figures and tools; paper shows the name",
    ("Activity", "after"): "what the plan's days are computed from; paper shows the days",
    ("Gate", "after"): "what the gate's day is checked against; paper shows the day",
    ("RecordLayout", "after"): "the order of records, which paper tells with `occurs`",
    ("RecordField", "pattern"): "for programs, in the CSV file that is attached; paper tells it with `format`",
    ("RecordField", "sign"): "for programs, in the CSV file that is attached; paper tells it with `rule`",
    ("RecordField", "same_as"): "for programs, in the CSV file that is attached; paper tells it with `rule`",
    ("Guide", "id"): "part of the file's name",
    ("Guide", "title"): "on the cover, which the page makes",
    ("Integration", "id"): "part of the file's name",
    ("Organization", "language"): "the language of the file, not a text in it",
    ("ProcessStep", "least_days"): "what `golive plan` counts with; paper tells it with `duration`",
    ("ProcessStep", "most_days"): "what `golive plan` counts with; paper tells it with `duration`",
    ("Formats", "locale"): "how values are written, see tests/pipeline/test_value_formats.py",
    ("Formats", "clock"): "how values are written, see tests/pipeline/test_value_formats.py",
    ("Formats", "dates"): "how values are written, see tests/pipeline/test_value_formats.py",
    ("Formats", "paper"): "the size of the paper",
    ("Formats", "first_day_of_week"): "the weeks of the timeline",
    ("ProcessStep", "id"): "a key for figures and tools; paper shows the name",
}  # fmt: skip


@cache
def make_context(spec: Path | None) -> Context:
    return Context(
        spec=add_bank_fields(fill_plan_dates(load(spec, Integration).value)) if spec else None,
        organization=load(SAMPLES / "organization.yaml", Organization).value,
        process=add_durations(load(SAMPLES / "process.yaml", Process).value),
        guide=None if spec else load(SAMPLES / "guide.yaml", Guide).value,
        changelog=ChangeLog.model_validate(LOG),
        available_figures=FIGURES,
    )


def add_bank_fields(spec: Integration) -> Integration:
    """Give the first file the fields that otherwise come from presets of banks, and that no sample overrides."""
    files = {"terminator": "/", "blocking": 10, "without": ("addenda",)}
    first = next((item for item in spec.interfaces if item.method == "batch"), None)
    changed = tuple(item.model_copy(update=files) if item is first else item for item in spec.interfaces)
    return spec.model_copy(update={"interfaces": changed})


def add_durations(process: Process) -> Process:
    steps = tuple(step.model_copy(update={"least_days": 15, "most_days": 25}) for step in process.steps)
    return process.model_copy(update={"steps": steps})


LOG = {
    "entries": [
        {
            "date": "2027-01-12",
            "author": "Ada",
            "added_by": "Ben",
            "version": "1.0.0",
            "description": "First.",
            "changes": [{"level": "minor", "path": "goals", "sentence": "A goal was added", "internal": False}],
            "approvals": [{"name": "Cara", "organization": "Millbrook", "role": "Lead", "date": "2027-01-13"}],
        },
        {
            "date": "2027-01-04",
            "author": "Ada",
            "version": "0.9.0",
            "description": "Taken back.",
            "withdrawn": {"date": "2027-01-05", "by": "Dora", "reason": "The wrong file."},
        },
    ],
    "approvals": [{"name": "Cara", "organization": "Millbrook", "role": "Lead", "date": "2027-01-13"}],
}


def render_documents(context: Context) -> Iterator[str]:
    for folder, name in DOCUMENTS if context.spec else (("runbook", "guide.md.j2"),):
        yield render_document(folder, name, context)


@lru_cache(maxsize=16)
def render_document(folder: str, name: str, context: Context) -> str:
    return render_markdown_source(name, (ROOT / "templates" / folder,), context)


def keep_one_item_per_list(model: Any, place: Place) -> tuple[Any, Place]:
    """Keep one item of each list, where possible the one on the path to a place, since a small spec renders quickly."""
    changes: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        on_the_way = bool(place) and place[0] == name
        if isinstance(value, Model):
            changes[name], rest = keep_one_item_per_list(value, place[1:] if on_the_way else ())
            place = (name, *rest) if on_the_way else place
        elif isinstance(value, tuple) and value and isinstance(value[0], Model) and name not in REFERRED_TO:
            step = int(place[1]) if on_the_way else 0
            item, rest = keep_one_item_per_list(value[step], place[2:] if on_the_way else ())
            changes[name] = (item,)
            place = (name, 0, *rest) if on_the_way else place
    return model.model_copy(update=changes), place


def iterate_leaves(model: Model, place: Place = ()) -> Iterator[tuple[type[Model], str, Place, Any]]:
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        if is_internal_field(info) or value is None:
            continue
        for step, item in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            here = (*place, name) if step is None else (*place, name, step)
            if isinstance(item, Model):
                yield from iterate_leaves(item, here)
            else:
                yield type(model), name, here, item


def iterate_other_values(root: Model, model: type[Model], name: str, value: Any) -> Iterator[Any]:
    """Yield other values of the same kind."""
    if part := get_reference_target(model, name):
        names = [item.id for item in getattr(root, part)]
        yield from (other for other in names if other != value)
    elif isinstance(value, Enum):
        yield from (member for member in type(value) if member is not value)
    elif words := get_literal_words(model, name):
        yield from (word for word in words if word != value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | Decimal):
        yield value + 1
    elif isinstance(value, date):
        yield value + timedelta(days=1)
    elif isinstance(value, time):
        yield value.replace(hour=(value.hour + 1) % 24)
    else:
        yield type(value)(f"{value[:-1]}{'8' if value[-1:] != '8' else '9'}")


def get_literal_words(model: type[Model], name: str) -> tuple[str, ...]:
    annotation = model.model_fields[name].annotation
    for part in (annotation, *get_args(annotation)):
        if get_origin(part) is Literal:
            return get_args(part)
    return ()


def set_value(model: Any, place: Place, value: Any) -> Any:
    if not place:
        return value
    step, *rest = place
    if isinstance(step, int):
        return (*model[:step], set_value(model[step], tuple(rest), value), *model[step + 1 :])
    return model.model_copy(update={step: set_value(getattr(model, step), tuple(rest), value)})


def replace_part(context: Context, part: str, changed: Any) -> Context:
    return Context(**{**{name: getattr(context, name) for name in Context.__match_args__}, part: changed})


def is_shown(context: Context, part: str, place: Place, others: Iterator[Any]) -> bool:
    small = replace_part(context, "spec", keep_one_item_per_list(context.spec, ())[0]) if context.spec else context
    root, place = keep_one_item_per_list(getattr(context, part), place)
    for other in others:
        before = render_documents(replace_part(small, part, root))
        after = render_documents(replace_part(small, part, set_value(root, place, other)))
        if any(new != old for new, old in zip(after, before, strict=True)):
            return True
    return False


@cache
def find_shown_fields() -> dict[tuple[str, str], bool]:
    """Tell for each (model, field) whether a change of it shows in some document; try each until it does."""
    seen: dict[tuple[str, str], bool] = {}
    for spec in (None, *SPECS):
        context = make_context(spec)
        for part in PARTS:
            root = getattr(context, part)
            if root is None:
                continue
            tried: dict[tuple[str, str], int] = {}
            for model, name, place, value in iterate_leaves(root):
                key = get_field_key(model, name)
                others = list(iterate_other_values(root, model, name, value))
                tried[key] = tried.get(key, 0) + 1
                if key in NOT_SHOWN and name == "id":
                    seen[key] = False  # another id would leave the rest of the spec without what it refers to
                elif others and not seen.get(key) and tried[key] <= 2:
                    seen[key] = is_shown(context, part, place, iter(others))
    return seen


@cache
def find_filled_fields() -> frozenset[tuple[str, str]]:
    """Return every (model, field), also internal ones, to which some sample gives a value."""
    found: set[tuple[str, str]] = set()
    for spec in (None, *SPECS):
        for part in PARTS:
            root = getattr(make_context(spec), part)
            if root is not None:
                found |= set(list_filled(root))
    return frozenset(found)


def list_filled(model: Model) -> Iterator[tuple[str, str]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value is None or value == ():
            continue
        yield get_field_key(type(model), name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Model):
                yield from list_filled(item)


def list_fields(model: type[Model], seen: set[type[Model]]) -> Iterator[tuple[str, str]]:
    """Yield every (model, field) that a model may hold, at any depth, but those that are internal."""
    if model in seen:
        return
    seen.add(model)
    for name, info in model.model_fields.items():
        if is_internal_field(info):
            continue
        inner = list(list_models(info.annotation))
        yield get_field_key(model, name)
        for one in inner:
            yield from list_fields(one, seen)


def list_models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from list_models(part)


def get_field_key(model: type[Model], name: str) -> tuple[str, str]:
    """Return the (model, field) of a field, with the model that declares it first."""
    owner = next((base for base in reversed(model.__mro__) if name in getattr(base, "model_fields", {})), model)
    return owner.__name__.strip("_"), name


_FILES_ONLY = {("CodeValue", "further_columns"), ("RecordLayout", "repeats_from")}
"""How columns of a BAI2 record repeat: for making and verifying files, tested in tests/data_files."""


def test_the_samples_fill_every_field() -> None:
    seen: set[type[Model]] = set()
    known = {key for root in (Integration, Organization, Process, Guide, ChangeLog) for key in list_fields(root, seen)}
    missing = sorted(".".join(key) for key in known - find_filled_fields() - _FILES_ONLY)

    assert len(known) > 250
    assert missing == [], f"no sample gives these a value, so nothing tells whether a document shows them: {missing}"


def test_every_field_that_is_filled_is_tried() -> None:
    tried = find_shown_fields()

    assert len(tried) > 250
    assert {model for model, _ in tried} >= {
        "Integration",
        "RecordField",
        "Operation",
        "Organization",
        "Process",
        "Guide",
        "LogEntry",
    }


def test_every_field_shows_in_some_document() -> None:
    hidden = {key for key, shown in find_shown_fields().items() if not shown}

    assert sorted(hidden) == sorted(NOT_SHOWN)


@pytest.mark.parametrize("spec", [None, *SPECS], ids=lambda spec: spec.stem if spec else "guide")
def test_an_internal_field_shows_in_no_document(spec: Path | None) -> None:
    context = make_context(spec)
    if context.spec is None:
        return
    secret = "kept-inside"
    biller = context.spec.biller.model_copy(update={"relationship_notes": secret})
    operations = context.spec.operations.model_copy(update={"cost_center": secret})
    interfaces = tuple(item.model_copy(update={"build_notes": secret}) for item in context.spec.interfaces)
    changed = context.spec.model_copy(
        update={"biller": biller, "operations": operations, "interfaces": interfaces, "internal_notes": secret}
    )
    assert not any(secret in text for text in render_documents(replace_part(context, "spec", changed)))
