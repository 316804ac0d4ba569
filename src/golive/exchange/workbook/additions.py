"""Find the place of rows and columns that were added to a workbook, and make list items of them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from golive.editing.values import get_plain_value
from golive.exchange.workbook.added_since import AddedSince
from golive.exchange.workbook.addresses import Path, parse_address
from golive.exchange.workbook.book import BookField
from golive.exchange.workbook.cell_text import Answer
from golive.exchange.workbook.identity import ItemFinder
from golive.exchange.workbook.labels import label_lists, label_pattern
from golive.exchange.workbook.merge import CellReader, MergeState, PresentSpec
from golive.exchange.workbook.returned import Place, Returned, ReturnedCell, ReturnedItem, make_cell_problem
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.support.problems import make_problem
from golive.topics.fields import format_steps, parse_steps
from golive.topics.identifiers import make_item_identifier
from golive.topics.inputs import Choice, build_discriminator_input
from golive.topics.questions import ItemList, read_topic, resolve_steps
from golive.topics.table import list_topics
from golive.topics.topic import Topic
from golive.yaml_io.message_text import shorten_for_message


class AddedItem(Struct):
    """An item that the workbook adds.

    Attributes:
        topic: its topic.
        returned: its row or column.
        name: its name; may be empty.
        parents: the names of what contains it.
        list_path: the list that it is inserted into; None if it lies in another added item.
        index: where it is inserted.
        value: its plain value.
        places: the cell and the question of each answer, given or not, by its path below the item.
        inner: the added items that lie in it, each with its path below the item.
    """

    topic: Topic
    returned: ReturnedItem
    name: str
    parents: tuple[str, ...]
    list_path: Path | None
    index: int
    value: dict[str, Any]
    places: dict[Path, tuple[Place, BookField]]
    inner: list["tuple[Path, AddedItem]"] = msgspec.field(default_factory=list)


class _Target(Struct, frozen=True):
    """Where an added item goes: into a list of the spec, or below another added item, and what may stand there."""

    path: Path
    slot: Slot
    kinds: tuple[Choice, ...]
    holder: AddedItem | None = None


def list_added_references(returned: Returned, present: PresentSpec) -> Mapping[str, tuple[Choice, ...]]:
    """Return the items that the workbook adds to lists that answers refer to, by the path of the list."""
    names: dict[str, list[str]] = {}
    for topic in list_topics():
        path = format_steps(parse_steps(topic.paths[0])).removesuffix("[]")
        for item in returned.items if path in present.book.references else ():
            name = _read_text(item.cells.get("name"))
            if item.topic == topic.id and item.path is None and name:
                names.setdefault(path, []).append(name)
    found: dict[str, tuple[Choice, ...]] = {}
    for path, several in names.items():
        items = list(get_plain_value(present.values, tuple(path.split("."))) or ())
        choices = []
        for name in several:
            made = make_item_identifier(path.rpartition(".")[2], items, name, has_name=True)
            items.append({"id": made})
            choices.append(Choice(made, name))
        found[path] = tuple(choices)
    return found


def build_additions(
    returned: Returned, present: PresentSpec, reader: CellReader, state: MergeState
) -> tuple[AddedItem, ...]:
    """Return the items that the workbook adds, in the order of the topics.

    Args:
        returned: the workbook.
        present: the spec as it is now.
        reader: reads cells.
        state: receives problems and warnings.
    """
    builder = _Builder(returned, present, reader, state)
    added = [item for item in returned.items if item.path is None and not all(map(_is_empty, item.cells.values()))]
    if len(added) > MAX_ADDED:
        message = f"has {len(added):,} new rows and columns; at most {MAX_ADDED:,} are taken over at once"
        state.problems.append(make_problem(message, "Take them over in several steps.", path=returned.path))
        return ()
    for topic in list_topics():
        for item in returned.items:
            if item.path is None and item.topic == topic.id:
                builder.add(topic, item)
    return tuple(builder.added)


class _Builder:
    def __init__(self, returned: Returned, present: PresentSpec, reader: CellReader, state: MergeState) -> None:
        self._returned = returned
        self._present = present
        self._reader = reader
        self._state = state
        self._finder = ItemFinder(returned.record.map_items(), present.values)
        self._fields: dict[str, dict[str, BookField]] = {
            sheet.topic.id: {field.key: field for field in sheet.fields} for sheet in present.book.sheets
        }
        self._lists: dict[str, list[tuple[ItemList, str]]] = {}
        self._added_since = AddedSince(returned, present.values, reader)
        self._slots: dict[Path, Slot] = {}
        self._rows: dict[str, Mapping[Path, list[tuple[int, int]]]] = {}
        self._positions = {id(item): position for position, item in enumerate(returned.items)}
        self._ids: dict[Path, list[dict[str, str]]] = {}
        self.added: list[AddedItem] = []

    def add(self, topic: Topic, item: ReturnedItem) -> None:
        """Make an item of a row or column, or report why that cannot be done."""
        if all(_is_empty(cell) for cell in (*item.cells.values(), *item.parents.values())):
            return
        if all(map(_is_empty, item.cells.values())):
            self._report(item.place, "begins a new item, and has no answer", "Answer its questions, or empty it.")
            return
        fields = self._fields.get(topic.id, {})
        answers, places = self._read_answers(item, fields)
        target = self._find_target(topic, item)
        if target is None or not answers:
            return
        known = None if target.holder else self._added_since.find(target.path, item, answers, fields)
        if known is not None:
            self._state.changes += known
            return
        value = self._build_value(target, item, answers)
        if value is None:
            return
        name = next((str(answers[(key,)]) for key in ("name", "title") if (key,) in answers), "")
        name = name or next(str(one) for one in answers.values())
        self._place(target, AddedItem(topic, item, name, _read_parents(item), None, 0, value, places))

    def _read_answers(
        self, item: ReturnedItem, fields: Mapping[str, BookField]
    ) -> tuple[dict[Path, Answer], dict[Path, tuple[Place, BookField]]]:
        """Return the answers of an item, and the cells of all its questions."""
        answers: dict[Path, Answer] = {}
        places: dict[Path, tuple[Place, BookField]] = {}
        for key, cell in item.cells.items():
            path = parse_address(key)
            if path is not None and key in fields:
                places[path] = (cell.place, fields[key])
            if _is_empty(cell):
                continue
            if key not in fields or path is None:
                self._report(cell.place, "answers a question that is not asked any more", "Empty the cell.")
                continue
            codec = self._reader.extend(fields[key].codec)
            text = self._reader.read(cell, codec, "")
            if text:
                answers[path] = codec.parse(text)
        return answers, places

    def _place(self, target: _Target, added: AddedItem) -> None:
        """Put an item into its list, or into the other added item that holds its list."""
        if target.holder:
            group: Any = target.holder.value
            for step in target.path[:-1]:
                group = group.setdefault(str(step), {})
            siblings = group.setdefault(str(target.path[-1]), [])
            target.holder.inner.append(((*target.path, len(siblings)), added))
            siblings.append(added.value)
        else:
            added.list_path, added.index = target.path, self._find_index(added.returned, target.path)
        self.added.append(added)

    def _build_value(
        self, target: _Target, item: ReturnedItem, answers: Mapping[Path, Answer]
    ) -> dict[str, Any] | None:
        """Return the plain value of an item; None if its kind is not known, which is reported."""
        slot = target.slot
        value: dict[str, Any] = {}
        if len(slot.models) > 1:
            key = slot.discriminator[0]
            words = {kind.word for kind in target.kinds}
            kind = str(answers.get((key,), "")) or (next(iter(words)) if len(words) == 1 else "")
            if kind not in words:
                allowed = ", ".join(f"`{one.label}`" for one in target.kinds)
                place = item.cells[key].place if key in item.cells else item.place
                self._report(place, "does not say which kind of item it is", f"Pick one of {allowed}.")
                return None
            value[key] = kind
        model = choose_model(slot, value)
        slots = get_slots(model) if model else {}
        name = str(answers.get(("name",), ""))
        own_id = slots.get("id")
        if own_id is not None and own_id.field_info is not None and own_id.field_info.is_required():
            value["id"] = self._make_id(target, name, has_name="name" in slots)
        for path, answer in answers.items():
            group = value
            for step in path[:-1]:
                group = group.setdefault(str(step), {})
            group[str(path[-1])] = answer
        return value

    def _make_id(self, target: _Target, name: str, *, has_name: bool) -> str:
        key = target.path if target.holder is None else (id(target.holder), *target.path)
        if key not in self._ids:
            items = get_plain_value(self._present.values, target.path) if target.holder is None else []
            self._ids[key] = [one for one in items or () if isinstance(one, dict)]
        list_key = next(str(step) for step in reversed(target.path) if isinstance(step, str))
        made = make_item_identifier(list_key, self._ids[key], name, has_name=has_name)
        self._ids[key].append({"id": made})
        return made

    def _find_target(self, topic: Topic, item: ReturnedItem) -> _Target | None:
        """Return the list that an item goes into; None if that is not clear, which is reported."""
        lists = self._read_lists(topic)
        parents = tuple(one.casefold() for one in _read_parents(item))
        label = _read_text(item.list_label).casefold()
        several = len({text for _, text in lists}) > 1
        found = [
            one
            for one, text in lists
            if one.is_list
            and tuple(name.casefold() for name in one.parents) == parents
            and (not several or not label or text.casefold() == label)
        ]
        if len(found) == 1:
            return _Target(found[0].path, self._find_slot(topic, found[0].path), found[0].kinds)
        holders = [] if found else list(self._list_holders(topic, parents, label))
        if len(holders) == 1:
            return holders[0]
        place = next((one.place for one in (*item.parents.values(), item.list_label) if one), item.place)
        if len(found) > 1 or len(holders) > 1:
            texts = dict.fromkeys(text for _, text in lists) or [label_pattern(topic, path) for path in topic.paths]
            labels = " or ".join(f"`{text}`" for text in texts)
            self._report(place, "does not say which list the new item belongs to", f"Write {labels}.")
        else:
            named = " › ".join(_read_parents(item))
            message = (
                f"names `{shorten_for_message(named)}`, which there is not"
                if named
                else "does not say what the new item belongs to"
            )
            names = list(dict.fromkeys(" › ".join(one.parents) for one, _ in lists if one.parents))[:_MOST_NAMES]
            self._report(
                place, message, f"Write the names as the other rows have them, such as `{names[0]}`." if names else ""
            )
        return None

    def _list_holders(self, topic: Topic, parents: tuple[str, ...], label: str) -> Iterator[_Target]:
        """Yield the lists in other added items that an item may go into."""
        for path in topic.paths:
            pattern = parse_steps(path)
            ends = [at for at, step in enumerate(pattern) if step.startswith("[")]
            if len(ends) < 2 or len(ends) != len(parents) + 1:  # noqa: PLR2004 - its own list, and one around it
                continue
            if label and label != label_pattern(topic, path).casefold():
                continue
            for holder in reversed(self.added):
                chain = tuple(name.casefold() for name in (*holder.parents, holder.name))
                above = any(_is_same_place(parse_steps(one), pattern[: ends[-2] + 1]) for one in holder.topic.paths)
                if above and chain == parents:
                    inner = self._find_slot(topic, tuple(0 if step[0] == "[" else step for step in pattern[:-1]))
                    kinds = build_discriminator_input(inner).choices if len(inner.models) > 1 else ()
                    yield _Target(tuple(pattern[ends[-2] + 1 : -1]), inner, kinds, holder)
                    break

    def _find_slot(self, topic: Topic, list_path: Path) -> Slot:
        """Return what the models allow for an item of a list."""
        if list_path not in self._slots:
            self._slots[list_path] = resolve_steps(topic.file_kind, list_path)[0].item_slot
        return self._slots[list_path]

    def _read_lists(self, topic: Topic) -> list[tuple[ItemList, str]]:
        if topic.id not in self._lists:
            lists = read_topic(topic, self._present.values, {})
            self._lists[topic.id] = list(zip(lists, label_lists(topic, lists), strict=True))
        return self._lists[topic.id]

    def _find_index(self, item: ReturnedItem, list_path: Path) -> int:
        """Return where an item is inserted: below the row above it, unless the rows were sorted; else at the end."""
        items = get_plain_value(self._present.values, list_path)
        end = len(items) if isinstance(items, list) else 0
        rows = self._map_rows(item.topic).get(list_path, [])
        indexes = [index for _, index in rows]
        at = bisect_left(rows, (self._positions[id(item)], -1))
        if at == len(rows) or indexes != sorted(indexes):
            return end
        return indexes[at - 1] + 1 if at else indexes[at]

    def _map_rows(self, topic: str) -> Mapping[Path, list[tuple[int, int]]]:
        """Return the rows of each list on a sheet: their order in the file, and their indexes in the spec."""
        if topic not in self._rows:
            found: dict[Path, list[tuple[int, int]]] = {}
            for position, one in enumerate(self._returned.items):
                path = self._finder.find(one.path) if one.topic == topic and one.path else None
                if path and isinstance(path[-1], int):
                    found.setdefault(path[:-1], []).append((position, path[-1]))
            self._rows[topic] = found
        return self._rows[topic]

    def _report(self, place: Place, message: str, hint: str) -> None:
        self._state.problems.append(make_cell_problem(self._returned.path, place, message, hint))


_MOST_NAMES: Final = 5
MAX_ADDED: Final = 2000


def _is_empty(cell: ReturnedCell) -> bool:
    return cell.cell is None or not str(cell.cell.value).strip()


def _read_text(cell: ReturnedCell | None) -> str:
    return " ".join(str(cell.cell.value).split()) if cell and cell.cell else ""


def _read_parents(item: ReturnedItem) -> tuple[str, ...]:
    """Return the names of what contains an item; names behind the last that is given are left out."""
    names = [_read_text(item.parents[number]) for number in sorted(item.parents)]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _is_same_place(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two patterns of topics are about the same items; `[]` is any kind."""
    return len(one) == len(other) and all(
        a == b or (a[0] == b[0] == "[" and "[]" in {a, b}) for a, b in zip(one, other, strict=True)
    )
