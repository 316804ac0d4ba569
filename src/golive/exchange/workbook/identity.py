"""Find an item of a list again after the list has changed: by its id, its name, or its first field."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from golive.editing.values import get_plain_value
from golive.exchange.workbook.addresses import Path

_KEYS: Final = ("id", "name", "title", "field", "term", "value")


def identify_items(items: Any) -> tuple[str, ...]:  # noqa: ANN401 - plain values
    """Return a text for each item of a list that tells it from the others; equal items are numbered."""
    counts: Counter[str] = Counter()
    found = []
    for item in items if isinstance(items, list) else ():
        text = _identify_item(item)
        counts[text] += 1
        found.append(text if counts[text] == 1 else f"{text}#{counts[text]}")
    return tuple(found)


def collect_identities(values: Any, paths: Sequence[Path]) -> Mapping[Path, str]:  # noqa: ANN401 - plain values
    """Return the identity of each list item along some paths, and of the other items of these lists."""
    lists = {path[:at] for path in paths for at, step in enumerate(path) if isinstance(step, int)}
    return {
        (*one, index): text
        for one in sorted(lists, key=repr)
        for index, text in enumerate(identify_items(get_plain_value(values, one)))
    }


class ItemFinder:
    """Finds items of a workbook in the present values of the spec."""

    def __init__(self, sent: Mapping[Path, str], values: Any) -> None:  # noqa: ANN401 - plain values
        """Prepare the search.

        Args:
            sent: the identities of the items when the workbook was sent.
            values: the present plain values of the spec.
        """
        self._sent = sent
        self._values = values
        self._found: dict[Path, Path | None] = {(): ()}
        self._lists: dict[Path, dict[str, int]] = {}
        self._counts: Counter[Path] = Counter(path[:-1] for path in sent)

    def find(self, path: Path) -> Path | None:
        """Return the present path of what was sent at a path; None if an item along it is not there any more."""
        if path not in self._found:
            above = self.find(path[:-1])
            step = path[-1]
            if above is None:
                self._found[path] = None
            elif isinstance(step, int) and path in self._sent:
                index = self._find_index(path, above)
                self._found[path] = None if index is None else (*above, index)
            else:
                self._found[path] = (*above, step)
        return self._found[path]

    def _find_index(self, path: Path, above: Path) -> int | None:
        if above not in self._lists:
            self._lists[above] = {
                text: index for index, text in enumerate(identify_items(get_plain_value(self._values, above)))
            }
        present, index = self._lists[above], path[-1]
        assert isinstance(index, int)
        if self._sent[path] in present:
            return present[self._sent[path]]
        # It was renamed if the list is as long as before, and what stands in its place was not sent.
        was_there = {text for one, text in self._sent.items() if one[:-1] == path[:-1]}
        texts = list(present)
        is_renamed = len(present) == self._counts[path[:-1]] and texts[index] not in was_there
        return index if is_renamed and not texts[index].startswith("id:") else None


def _identify_item(item: Any) -> str:  # noqa: ANN401 - plain values
    if not isinstance(item, dict):
        return _digest("", item)
    for key in _KEYS:
        if isinstance(item.get(key), str):
            return _digest(key, item[key])
    return next((_digest(key, value) for key, value in sorted(item.items()) if isinstance(value, str)), "")


def _digest(key: str, value: object) -> str:
    """Return a key and a digest of its value: what tells items apart is sent, and may be meant for the vendor alone."""
    return f"{key}:{sha256(str(value).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
