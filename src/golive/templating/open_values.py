"""What a document says where its spec says nothing yet: "To be decided, item 114"."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from golive.open_items.items import OpenItem, models_on
from golive.schema import Integration
from golive.schema.field import Model
from golive.yaml_io.gaps import is_blank

Fields = Mapping[tuple[int, str], str]


class Open(Struct, frozen=True):
    """Stands for a value that is to be decided: prints as such, and is empty to an `if`, a loop and a count.

    Attributes:
        item: the open item's id.
    """

    item: str

    @property
    def label(self) -> str:
        """What paper says."""
        return f"To be decided, item {self.item}"

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Opened(Struct, frozen=True):
    """Which fields of which models are open. The models must live as long as this: they are known by identity.

    Attributes:
        fields: the open item's id, by identity of the model and name of the field.
    """

    fields: Fields = {}

    def field(self, model: object, name: str, value: object) -> Open | None:
        """What stands for a field's value, if it has none and is open."""
        if value is not None and value != ():
            return None
        item = self.fields.get((id(model), name))
        return Open(item) if item else None

    def group(self, model: Model) -> Open | None:
        """The one item that all of a model is, when nothing of it is known."""
        if not is_blank(model):
            return None
        found = {self.fields.get((id(model), name)) for name in type(model).model_fields}
        item = found.pop() if len(found) == 1 else None
        return Open(item) if item else None


def opened(spec: Integration, items: tuple[OpenItem, ...]) -> Opened:
    """Where the open items of a spec stand; all fields of a group that is open as a whole are that item."""
    fields: dict[tuple[int, str], str] = {}
    for item in items:
        model, name = models_on(spec, item.path)[-1], str(item.path[-1])
        _fill(fields, model, name, item.id)
    return Opened(fields)


def _fill(fields: dict[tuple[int, str], str], model: Model, name: str, item: str) -> None:
    fields[id(model), name] = item
    value = getattr(model, name)
    if isinstance(value, Model):
        for inner in type(value).model_fields:
            _fill(fields, value, inner, item)
