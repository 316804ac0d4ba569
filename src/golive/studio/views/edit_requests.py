"""The edits that pages ask for, as JSON, and the edits of the spec that they mean."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct

from golive.editing import Edit, InsertItem, MoveItem, RemoveItem, RenameId, SetValue
from golive.editing.emission import find_slot
from golive.schema.field import get_field_label
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.studio.sessions.conflicts import find_value
from golive.studio.sessions.snapshot import FileSnapshot
from golive.support.problems import EditError, PathStep, make_problem
from golive.topics.answers import parse_answer
from golive.topics.identifiers import make_identifier, make_item_identifier
from golive.topics.inputs import Choice, Input, InputKind, build_input
from golive.topics.questions import list_reference_choices

Path: TypeAlias = tuple[PathStep, ...]
_MAX_PASTED_ROWS: Final = 5000


class SetAnswer(Struct, frozen=True, tag="set", tag_field="do"):
    """Set the answer of a field; an empty text makes it open. A path behind the end of a list adds an item.

    `kind` is the kind of the item that is added.
    """

    path: tuple[str | int, ...]
    value: str | list[str]
    kind: str = ""


class MoveRequest(Struct, frozen=True, tag="move", tag_field="do"):
    """Move an item to another place of its list."""

    path: tuple[str | int, ...]
    to: int


class DuplicateRequest(Struct, frozen=True, tag="duplicate", tag_field="do"):
    """Add a copy of an item behind it."""

    path: tuple[str | int, ...]


class RemoveRequest(Struct, frozen=True, tag="remove", tag_field="do"):
    """Remove an item."""

    path: tuple[str | int, ...]


class PasteRequest(Struct, frozen=True, tag="paste", tag_field="do"):
    """Paste rows of cells into a grid, from a row on; rows behind the end are added."""

    path: tuple[str | int, ...]
    row: int
    keys: list[str]
    cells: list[list[str]]


ChangeRequest: TypeAlias = SetAnswer | MoveRequest | DuplicateRequest | RemoveRequest | PasteRequest


class EditRequest(Struct, frozen=True):
    """Edits of one page.

    Attributes:
        version: the version of the file that the page shows.
        edits: the edits, in order.
        group: edits of one group are undone together; may be empty.
    """

    version: str
    edits: list[ChangeRequest]
    group: str = ""


def decode_edit_request(data: bytes) -> EditRequest:
    """Decode the JSON of a request.

    Raises:
        EditError: it is not what the pages send.
    """
    try:
        return msgspec.json.decode(data, type=EditRequest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise EditError(make_problem(f"this request cannot be read: {error}", "Reload the page.")) from None


def build_edits(
    snapshot: FileSnapshot, changes: list[ChangeRequest], new_ids: frozenset[str] = frozenset()
) -> list[Edit]:
    """Return the edits of the spec that the changes of a page mean.

    Args:
        snapshot: the file as it is now.
        changes: what the page asks for; each sees the file as it was before all of them.
        new_ids: ids of items that were added in this session; they still follow the names of their items.

    Raises:
        EditError: a change is about an item that is not there.
    """
    builder = _EditBuilder(snapshot, new_ids)
    return [edit for change in changes for edit in builder.build(change)]


class _EditBuilder(Struct, frozen=True):
    snapshot: FileSnapshot
    new_ids: frozenset[str]

    def build(self, change: ChangeRequest) -> list[Edit]:
        if isinstance(change, SetAnswer):
            return self._set(change)
        if isinstance(change, MoveRequest):
            items = self._get_list(change.path)
            return [MoveItem(change.path, max(0, min(change.to, len(items) - 1)))]
        if isinstance(change, RemoveRequest):
            self._get_list(change.path)
            return [RemoveItem(change.path)]
        if isinstance(change, DuplicateRequest):
            return [self._duplicate(change.path)]
        return self._paste(change)

    def _set(self, change: SetAnswer) -> list[Edit]:
        value = self._parse(change.path, change.value)
        for length, step in enumerate(change.path):
            items = find_value(self.snapshot.values, change.path[:length])
            count = len(items) if isinstance(items, list) else 0
            if isinstance(step, int) and step >= count:
                return self._add(change.path[:length], change.path[length + 1 :], value, change.kind)
        present = find_value(self.snapshot.values, change.path)
        if value in ("", []):
            return [] if present is None else [RemoveItem(change.path)]
        if present == value:
            return []
        if change.path[-1] == "id" and isinstance(present, str) and isinstance(value, str):
            return [RenameId(change.path[:-1], value)]
        return [
            SetValue(change.path, value),
            *self._remove_foreign_keys(change.path, value),
            *self._rename(change.path, value),
        ]

    def _add(self, path: Path, inner: Path, value: str | list[str], kind: str) -> list[Edit]:
        """Return the edit that adds an item with one answer."""
        if value in ("", []):
            return []
        items = find_value(self.snapshot.values, path)
        present = items if isinstance(items, list) else []
        if not inner:
            return [InsertItem(path, len(present), value)]
        item_slot = self._find_slot(path).item_slot
        item: dict[str, Any] = {}
        if kind and len(item_slot.models) > 1:
            item[item_slot.discriminator[0]] = kind
        model = choose_model(item_slot, item)
        slots = get_slots(model) if model else {}
        key = slots.get("id")
        if key is not None and key.field_info is not None and key.field_info.is_required() and inner != ("id",):
            item = {
                "id": self._make_id(path, present, value if inner == ("name",) else "", has_name="name" in slots)
            } | item
        group = item
        for step in inner[:-1]:
            group[str(step)] = group = {}
        group[str(inner[-1])] = value
        return [InsertItem(path, len(present), item)]

    def _make_id(self, path: Path, items: list[Any], name: str | list[str], *, has_name: bool) -> str:
        list_key = next((str(step) for step in reversed(path) if isinstance(step, str)), "item")
        return make_item_identifier(list_key, items, str(name or ""), has_name=has_name)

    def _rename(self, path: Path, value: str | list[str]) -> list[Edit]:
        """Return the edit that lets the id of a new item follow its name."""
        item = find_value(self.snapshot.values, path[:-1])
        if path[-1] != "name" or not isinstance(item, dict) or item.get("id") not in self.new_ids:
            return []
        siblings = find_value(self.snapshot.values, path[:-2])
        taken = [str(one.get("id")) for one in siblings or () if isinstance(one, dict) and one is not item]
        wanted = make_identifier(str(value), taken)
        return [] if wanted == item["id"] else [RenameId(path[:-1], wanted)]

    def _remove_foreign_keys(self, path: Path, value: str | list[str]) -> list[Edit]:
        """Return the edits that remove what another kind of group does not have, after its kind was changed."""
        group = find_value(self.snapshot.values, path[:-1])
        slot = find_slot(Slot(self.snapshot.target.model), self.snapshot.values, path[:-1])
        if not isinstance(group, dict) or len(slot.models) < 2 or slot.discriminator[0] != path[-1]:  # noqa: PLR2004
            return []
        model = choose_model(slot, {**group, str(path[-1]): value})
        return [RemoveItem((*path[:-1], key)) for key in group if model and key not in get_slots(model)]

    def _duplicate(self, path: Path) -> Edit:
        items = self._get_list(path)
        index = path[-1]
        assert isinstance(index, int)
        item = items[index]
        if isinstance(item, dict):
            item = dict(item)
            if "name" in item:
                item["name"] = f"{item['name']} (copy)"
            if "id" in item:
                item["id"] = self._make_id(path[:-1], items, item.get("name", ""), has_name="name" in item)
        return InsertItem(path[:-1], index + 1, item)

    def _paste(self, change: PasteRequest) -> list[Edit]:
        found = find_value(self.snapshot.values, change.path)
        items = [dict(item) if isinstance(item, dict) else item for item in (found if isinstance(found, list) else [])]
        item_slot = self._find_slot(change.path).item_slot
        rows = _drop_header(change, item_slot)
        if len(rows) > _MAX_PASTED_ROWS:
            message = f"{len(rows):,} rows are too many; at most {_MAX_PASTED_ROWS:,} can be pasted at once"
            raise EditError(make_problem(message, "Paste fewer rows."))
        for offset, row in enumerate(rows):
            index = change.row + offset
            if index >= len(items):
                items.append({})
            item = items[min(index, len(items) - 1)]
            if not isinstance(item, dict):
                continue
            for key, text in zip(change.keys, row, strict=False):
                value = self._parse((*change.path, index, key), text)
                if value == "":
                    item.pop(key, None)
                else:
                    item[key] = value
        items = [item for item in items if item != {}]
        return [SetValue(change.path, items)] if items != found else []

    def _parse(self, path: Path, value: str | list[str]) -> str | list[str]:
        slot = self._find_slot(path)
        if slot.value_type is None:
            return value
        asked = build_input(slot)
        choices = self._list_choices(asked)
        if isinstance(value, list):
            return [found for one in value if (found := parse_answer(asked, one, choices))]
        return parse_answer(asked, value, choices)

    def _list_choices(self, asked: Input) -> tuple[Choice, ...]:
        if asked.kind is InputKind.REFERENCE:
            return list_reference_choices(self.snapshot.values, asked.refers_to)
        return asked.choices

    def _find_slot(self, path: Path) -> Slot:
        return find_slot(Slot(self.snapshot.target.model), self.snapshot.values, path)

    def _get_list(self, path: Path) -> list[Any]:
        """Return the list that holds the item at a path.

        Raises:
            EditError: there is no such item.
        """
        items = find_value(self.snapshot.values, path[:-1]) if path else None
        index = path[-1] if path else None
        if isinstance(items, list) and isinstance(index, int) and 0 <= index < len(items):
            return items
        raise EditError(make_problem("this item is not there any more", "Reload the page."))


def _drop_header(change: PasteRequest, item_slot: Slot) -> list[list[str]]:
    """Return the pasted rows without a first row that repeats the headings of the grid."""
    if not change.cells or not item_slot.models:
        return change.cells
    slots = get_slots(item_slot.models[0])
    labels = [_get_label(slots, key).casefold() for key in change.keys]
    first = [text.strip().casefold() for text in change.cells[0]]
    is_header = all(text in (label, key) for text, label, key in zip(first, labels, change.keys, strict=False))
    return change.cells[1:] if is_header and any(first) else change.cells


def _get_label(slots: Mapping[str, Slot], key: str) -> str:
    info = slots[key].field_info if key in slots else None
    return get_field_label(key, info) if info else key
