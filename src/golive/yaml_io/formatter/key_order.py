"""Keys in the order of the models: lines are moved, with the comments above and behind them, and none is rewritten."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from golive.schema.field import Model
from golive.schema.introspection import Slot, choose, slots_of
from golive.schema.reserved_keys import INCLUDE
from golive.yaml_io.formatter.file_kinds import keys_of
from golive.yaml_io.formatter.regions import (
    begins_line,
    column,
    dash_behind,
    head_of,
    last_of,
    lead_start,
    line_end,
    line_start,
    unindented,
)
from golive.yaml_io.nodes import Entry, Node, Tree

_GAP = re.compile(r"[ \n]*,[ \n]*")


def in_order(tree: Tree, kind: type[Model] | None) -> str:
    """The text of a file with the keys of every group in the order of the model.

    A key that the model does not know stays behind the key that it follows, `include` comes first.

    Args:
        tree: the file, with line feeds alone.
        kind: what it should hold; None when that is not known, and then nothing moves.
    """
    text, root = tree.source.text, tree.root
    if kind is None or text[root.start : root.start + 1] == "{":
        return text
    begin = head_of(text, root.start)
    end = lead_start(text, last_of(text, root), 0, len(text))
    return text[:begin] + _Writer(text).write(root, Slot(kind), begin, end).text + text[end:]


class _Written(Struct, frozen=True):
    """A part of the file in its new order, and comments that must stand above the line that it starts on."""

    text: str
    above: str = ""


class _Piece(Struct, frozen=True):
    """A key with all that belongs to it: the lines above it, and from its first letter to the end of its last line."""

    lead: str
    body: str


class _Writer(Struct, frozen=True):
    text: str

    def write(self, node: Node, slot: Slot, begin: int, end: int) -> _Written:
        """The text between two offsets, which holds a value and the comments around it."""
        text, children = self.text, node.children
        parts = list(children) if isinstance(children, tuple) else [entry.node for entry in children.values()]
        if not parts or not all(node.start <= part.start and part.end <= node.end for part in parts):
            return _Written(text[begin:end])  # an alias, whose parts stand elsewhere, is one word
        if text[node.start] in "{[":
            return _Written(text[begin : node.start] + self._flow(node, slot) + text[node.end : end])
        if isinstance(children, Mapping):
            return self._mapping(list(children.items()), choose(slot, node.value), begin, end)
        return self._list(parts, slot, begin, end)

    def _mapping(self, items: list[tuple[str, Entry]], kind: type[Model] | None, begin: int, end: int) -> _Written:
        text, slots = self.text, slots_of(kind) if kind else {}
        first = items[0][1]
        own_line = begins_line(text, begin) or "\n" in text[begin : first.start]
        head = begin if begins_line(text, begin) else line_end(text, begin) + 1 if own_line else first.start
        usual = all(begins_line(text, entry.start, blank=True) for _, entry in items[1:])
        if not usual or (own_line and not begins_line(text, first.start, blank=True)):
            return _Written(text[begin:end])
        at = column(text, first.start)
        tops = [
            lead_start(text, last_of(text, one.node), at, two.start) for (_, one), (_, two) in itertools.pairwise(items)
        ]
        pieces, above = [], ""
        for (name, entry), top, stop in zip(items, (head, *tops), (*tops, end), strict=True):
            inner = self.write(entry.node, slots.get(name, Slot(None)), entry.end, stop)
            body = text[entry.start : entry.end] + inner.text
            pieces.append(_Piece(text[top : line_start(text, entry.start)] if top < entry.start else "", body))
        order = _order([name for name, _ in items], kind)
        if order == sorted(order):
            return _Written(text[begin:head] + _joined(pieces, " " * at, own_line=own_line))
        pieces = [pieces[number] for number in order]
        opening = unindented(pieces[0].lead)
        if not own_line:
            above, opening = opening, ""
        pieces[0] = _Piece(opening and _trimmed(pieces[0].lead), pieces[0].body)
        return _Written(text[begin:head] + _joined(pieces, " " * at, own_line=own_line), above)

    def _list(self, items: list[Node], slot: Slot, begin: int, end: int) -> _Written:
        text = self.text
        dashes = [dash_behind(text, items[0].start)]
        dashes += [dash_behind(text, item.start) for item in items[1:]]
        if None in dashes:
            return _Written(text[begin:end])
        places = [dash for dash in dashes if dash is not None]
        at = column(text, places[0])
        tops = [lead_start(text, last_of(text, item), at, dash) for item, dash in zip(items, places[1:], strict=False)]
        written, bubbling = [text[begin : places[0]]], ""
        for number, (item, dash, stop) in enumerate(zip(items, places, (*tops, end), strict=True)):
            inner = self.write(item, slot.item if slot.is_list else Slot(None), _behind(text, dash, item.start), stop)
            between = text[dash : _behind(text, dash, item.start)]
            lead = text[tops[number - 1] : line_start(text, dash)] if number else ""
            above = "".join(f"{' ' * at}{line}\n" for line in inner.above.splitlines())
            if number:
                written.append(lead + above + " " * at)
            elif begins_line(text, dash, blank=True) and above:
                cut = line_start(text, dash)
                written = [text[begin:cut] + above + text[cut:dash]]
            elif above:
                bubbling = inner.above
            written.append(between + inner.text)
        return _Written("".join(written), bubbling)

    def _flow(self, node: Node, slot: Slot) -> str:
        """The same within brackets, where a break in front of a key goes with it."""
        if not isinstance(node.children, Mapping):
            item = slot.item if slot.is_list else Slot(None)
            places = [(child.start, child.end) for child in node.children]
            said = [self.write(child, item, child.start, child.end).text for child in node.children]
            return self._filled(node, places, said, range(len(said)))
        kind = choose(slot, node.value)
        slots, items = slots_of(kind) if kind else {}, list(node.children.items())
        places = [(entry.start, max(entry.end, entry.node.end)) for _, entry in items]
        said = [
            self.text[entry.start : entry.end]
            + self.write(entry.node, slots.get(name, Slot(None)), entry.end, end).text
            for (name, entry), (_, end) in zip(items, places, strict=True)
        ]
        return self._filled(node, places, said, _order([name for name, _ in items], kind))

    def _filled(self, node: Node, places: list[tuple[int, int]], said: list[str], order: Sequence[int]) -> str:
        """Brackets with their parts in an order; comments between the parts keep them where they are."""
        text, moved = self.text, list(order) != sorted(order)
        gaps = [text[stop:start] for (_, stop), (start, _) in itertools.pairwise(places)]
        if not moved or not all(_GAP.fullmatch(gap) for gap in gaps):
            order, joints = range(len(said)), gaps
        else:
            blanks = [" ", *(gap.partition(",")[2] or " " for gap in gaps)]
            joints = [f",{blanks[number]}" for number in order[1:]]
        parts = [
            said[order[0]],
            *(part for joint, number in zip(joints, order[1:], strict=True) for part in (joint, said[number])),
        ]
        return text[node.start : places[0][0]] + "".join(parts) + text[places[-1][1] : node.end]


def _behind(text: str, dash: int, start: int) -> int:
    """Where the part behind a dash begins: the value, when it stands on the same line."""
    return dash + 1 if "\n" in text[dash:start] else start


def _order(names: Iterable[str], kind: type[Model] | None) -> list[int]:
    """The numbers of the keys in their new order."""
    places = {INCLUDE: -2, **{name: place for place, name in enumerate(keys_of(kind) if kind else ())}}
    ranks, last = [], -1
    for name in names:
        last = places.get(name, last) if kind else 0
        ranks.append(last)
    return sorted(range(len(ranks)), key=lambda number: ranks[number])


def _joined(pieces: list[_Piece], indent: str, *, own_line: bool) -> str:
    first, *rest = pieces
    start = (first.lead + indent if own_line else "") + first.body
    return start + "".join(piece.lead + indent + piece.body for piece in rest)


def _trimmed(lead: str) -> str:
    """Lines above a key without the blank ones at their start."""
    lines = lead.splitlines(keepends=True)
    while lines and not lines[0].strip():
        lines.pop(0)
    return "".join(lines)
