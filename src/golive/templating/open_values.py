"""Placeholders for values that are still to be decided: "To be decided, item 3"."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from golive.open_items.items import collect_models
from golive.schema import Integration
from golive.schema.field import Model
from golive.templating.numbered_items import NumberedItem
from golive.translation import translate
from golive.yaml_io.gaps import is_blank

Fields = Mapping[tuple[int, str], int]


class OpenValue(Struct, frozen=True):
    """Placeholder for a value that is to be decided: it prints as such, and is empty to `if`, loops and counts.

    Attributes:
        item: its number in the document's list of open items; None if the document has no list.
    """

    item: int | None

    @property
    def label(self) -> str:
        """Return the text shown in documents."""
        return translate("to-be-decided" if self.item else "to-be-decided-unnumbered", item=self.item)

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


class OpenFields(Struct, frozen=True):
    """The open fields of models. Models are identified by identity, so they must live as long as this object.

    Attributes:
        fields: the number of the open item, by identity of the model and name of the field.
        is_numbered: whether the document lists the open items with their numbers.
    """

    fields: Fields = {}
    is_numbered: bool = True

    def find_open_field(self, model: object, name: str, value: object) -> OpenValue | None:
        """Return the placeholder for a field that has no value and is open, else None."""
        if value is not None and value != ():
            return None
        item = self.fields.get((id(model), name))
        return self._make_value(item) if item else None

    def find_open_group(self, model: Model) -> OpenValue | None:
        """Return the placeholder for a blank model whose fields all belong to one open item, else None."""
        if not is_blank(model):
            return None
        found = {self.fields.get((id(model), name)) for name in type(model).model_fields}
        item = found.pop() if len(found) == 1 else None
        return self._make_value(item) if item else None

    def _make_value(self, item: int) -> OpenValue:
        return OpenValue(item if self.is_numbered else None)


def map_open_fields(spec: Integration, items: tuple[NumberedItem, ...], *, is_numbered: bool = True) -> OpenFields:
    """Map the open items of a spec to their fields; an item for a whole group covers all of its fields."""
    fields: dict[tuple[int, str], int] = {}
    for line in items:
        for item in line.items:
            model, name = collect_models(spec, item.path)[-1], str(item.path[-1])
            _mark_field_open(fields, model, name, line.number)
    return OpenFields(fields, is_numbered)


def _mark_field_open(fields: dict[tuple[int, str], int], model: Model, name: str, item: int) -> None:
    fields[id(model), name] = item
    value = getattr(model, name)
    if isinstance(value, Model):
        for inner in type(value).model_fields:
            _mark_field_open(fields, value, inner, item)
