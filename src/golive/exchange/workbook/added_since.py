"""Recognize new rows that the spec has already, as after a workbook was read twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from golive.editing.values import get_plain_value
from golive.exchange.workbook.addresses import Path, format_address
from golive.exchange.workbook.book import BookField
from golive.exchange.workbook.cell_text import Answer
from golive.exchange.workbook.identity import ItemFinder
from golive.exchange.workbook.merge import CellChange, CellReader
from golive.exchange.workbook.returned import Returned, ReturnedItem

_NAMES = frozenset({("name",), ("title",)})


class AddedSince:
    """The items that were added to the spec since the workbook was sent; each is recognized once."""

    def __init__(self, returned: Returned, values: Any, reader: CellReader) -> None:  # noqa: ANN401 - plain values
        """Compare the workbook's items with the present values of the spec."""
        finder = ItemFinder(returned.record.map_items(), values)
        self._known = {finder.find(path) for path in returned.record.map_items()}
        self._values = values
        self._reader = reader
        self._free: dict[Path, list[int]] = {}

    def find(
        self, list_path: Path, item: ReturnedItem, answers: Mapping[Path, Answer], fields: Mapping[str, BookField]
    ) -> list[CellChange] | None:
        """Return the answers in which a row differs from the item that was made of it; None if there is none.

        An item is recognized by its name; one without a name, or of a list in which names repeat, only if all answers
        are equal.
        """
        free = self._list_free(list_path)
        best: tuple[int, list[CellChange]] | None = None
        for index in free:
            differing = list(self._compare((*list_path, index), item, answers, fields))
            has_name = bool(_NAMES & answers.keys()) and not any(one.path[-1:] in _NAMES for one in differing)
            if not differing or (has_name and len(differing) < len(answers) and best is None):
                best = (index, differing)
            if not differing:
                break
        if best is None:
            return None
        free.remove(best[0])
        return best[1]

    def _list_free(self, list_path: Path) -> list[int]:
        if list_path not in self._free:
            items = get_plain_value(self._values, list_path)
            count = len(items) if isinstance(items, list) else 0
            self._free[list_path] = [index for index in range(count) if (*list_path, index) not in self._known]
        return self._free[list_path]

    def _compare(
        self, path: Path, item: ReturnedItem, answers: Mapping[Path, Answer], fields: Mapping[str, BookField]
    ) -> Iterator[CellChange]:
        for below, answer in answers.items():
            field = fields[format_address(below)]
            codec = self._reader.extend(field.codec)
            held = get_plain_value(self._values, (*path, *below))
            if held is None or codec.parse_held(held) != answer:
                texts = ("", str(codec.show(answer)), codec.show(held))
                yield CellChange(item.cells[field.key].place, field.label, (*path, *below), *texts, answer, codec)
