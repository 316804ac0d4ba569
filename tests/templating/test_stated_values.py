"""Documents print what a spec says, also where it is the usual value; what a spec leaves out is not printed as said."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.templating.test_every_field import (
    SPECS,
    keep_one_item_per_list,
    list_models,
    make_context,
    render_documents,
    replace_part,
    set_value,
)

from golive.schema import Integration
from golive.schema.field import FormerDefault, Model, is_internal_field
from golive.schema.introspection import get_slots

Place = tuple[str | int, ...]


def list_all_models(model: type[Model], seen: dict[type[Model], None]) -> dict[type[Model], None]:
    if model not in seen:
        seen[model] = None
        for info in model.model_fields.values():
            for inner in list_models(info.annotation):
                list_all_models(inner, seen)
    return seen


MODELS = tuple(list_all_models(Integration, {}))
OPTIONAL_VALUES = sorted(
    {
        (model.__name__, name)
        for model in MODELS
        for name, slot in get_slots(model).items()
        if any(isinstance(mark, FormerDefault) for mark in slot.markers)
    }
)


def list_places(model: Model, place: Place = ()) -> Iterator[tuple[str, str, Place, Any]]:
    """Yield (model, field, place, former default) of every field that once had a default."""
    for name, slot in get_slots(type(model)).items():
        value = getattr(model, name)
        marks = [mark.value for mark in slot.markers if isinstance(mark, FormerDefault)]
        if marks:
            yield type(model).__name__, name, (*place, name), marks[0]
        for step, item in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            if isinstance(item, Model):
                yield from list_places(item, (*place, name) if step is None else (*place, name, step))


def test_no_field_of_a_spec_has_a_default_that_a_document_could_print() -> None:
    """A group without values, an empty list and a flag that is off print nothing."""
    defaults = {
        (model.__name__, name): info.get_default(call_default_factory=True)
        for model in MODELS
        for name, info in model.model_fields.items()
        if not info.is_required() and not is_internal_field(info)
    }
    printable = {key for key, value in defaults.items() if value not in (None, (), False, {})}

    assert len(defaults) > 150
    assert printable == {("ExplainerSettings", "languages")}


@pytest.mark.parametrize(("model", "name"), OPTIONAL_VALUES)
def test_a_usual_value_is_printed_where_the_spec_says_it_and_only_there(model: str, name: str) -> None:
    context, place, usual = next(
        (context, place, usual)
        for context in map(make_context, SPECS)
        if context.spec
        for kind, field, place, usual in list_places(context.spec)
        if (kind, field) == (model, name)
    )
    spec, place = keep_one_item_per_list(context.spec, place)
    said, silent = (
        tuple(render_documents(replace_part(context, "spec", set_value(spec, place, value)))) for value in (usual, None)
    )
    assert said != silent
    assert sum(map(len, said)) > sum(map(len, silent))


def test_the_law_finds_its_fields() -> None:
    assert len(OPTIONAL_VALUES) > 10
