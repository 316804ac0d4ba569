"""Sort keys into the order of the models: lines move with their comments, and none is rewritten."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from golive.schema.field import Model
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.reserved_keys import INCLUDE_KEY
from golive.yaml_io.formatter.file_kinds import list_keys_in_order
from golive.yaml_io.formatter.regions import (
    count_column,
    find_head_end,
    find_item_dash,
    find_last_value_end,
    find_lead_start,
    find_line_end,
    find_line_start,
    is_line_start,
    unindent_comments,
)
from golive.yaml_io.nodes import MappingEntry, Node, Tree

_COMMA_GAP = re.compile(r"[ \n]*,[ \n]*")


def order_keys(tree: Tree, kind: type[Model] | None) -> str:
    """Return the text of a file with the keys of every group in the order of its model.

    An unknown key stays after the key that it follows; `include` comes first.

    Args:
        tree: the file, with LF line endings only.
        kind: the model of the file; None if unknown, and then nothing moves.
    """
    text, root = tree.source.text, tree.root
    if kind is None or text[root.start : root.start + 1] == "{":
        return text
    begin = find_head_end(text, root.start)
    end = find_lead_start(text, find_last_value_end(text, root), 0, len(text))
    return text[:begin] + _Writer(text).write_value(root, Slot(kind), begin, end).text + text[end:]


class _ReorderedText(Struct, frozen=True):
    """A part of the file in its new order, and comments to put above the line that it starts on."""

    text: str
    comments_above: str = ""


class _KeyBlock(Struct, frozen=True):
    """A key with its lines: those above it, and the text from its first letter to the end of its last line."""

    lines_above: str
    body: str


class _Writer(Struct, frozen=True):
    text: str

    def write_value(self, node: Node, slot: Slot, begin: int, end: int) -> _ReorderedText:
        """Return the reordered text between two offsets, which holds a value and the comments around it."""
        text, children = self.text, node.children
        parts = list(children) if isinstance(children, tuple) else [entry.node for entry in children.values()]
        if not parts or not all(node.start <= part.start and part.end <= node.end for part in parts):
            return _ReorderedText(text[begin:end])  # an alias: its children lie elsewhere
        if text[node.start] in "{[":
            return _ReorderedText(text[begin : node.start] + self._write_flow(node, slot) + text[node.end : end])
        if isinstance(children, Mapping):
            return self._write_mapping(list(children.items()), choose_model(slot, node.value), begin, end)
        return self._write_list(parts, slot, begin, end)

    def _write_mapping(
        self, items: list[tuple[str, MappingEntry]], kind: type[Model] | None, begin: int, end: int
    ) -> _ReorderedText:
        text, slots = self.text, get_slots(kind) if kind else {}
        first = items[0][1]
        own_line = is_line_start(text, begin) or "\n" in text[begin : first.start]
        head = begin if is_line_start(text, begin) else find_line_end(text, begin) + 1 if own_line else first.start
        usual = all(is_line_start(text, entry.start, blank=True) for _, entry in items[1:])
        if not usual or (own_line and not is_line_start(text, first.start, blank=True)):
            return _ReorderedText(text[begin:end])
        at = count_column(text, first.start)
        tops = [
            find_lead_start(text, find_last_value_end(text, one.node), at, two.start)
            for (_, one), (_, two) in itertools.pairwise(items)
        ]
        pieces, above = [], ""
        for (name, entry), top, stop in zip(items, (head, *tops), (*tops, end), strict=True):
            inner = self.write_value(entry.node, slots.get(name, Slot(None)), entry.end, stop)
            body = text[entry.start : entry.end] + inner.text
            pieces.append(_KeyBlock(text[top : find_line_start(text, entry.start)] if top < entry.start else "", body))
        order = _rank_keys([name for name, _ in items], kind)
        if order == sorted(order):
            return _ReorderedText(text[begin:head] + _join_blocks(pieces, " " * at, own_line=own_line))
        pieces = [pieces[number] for number in order]
        opening = unindent_comments(pieces[0].lines_above)
        if not own_line:
            above, opening = opening, ""
        pieces[0] = _KeyBlock(opening and _strip_blank_lines(pieces[0].lines_above), pieces[0].body)
        return _ReorderedText(text[begin:head] + _join_blocks(pieces, " " * at, own_line=own_line), above)

    def _write_list(self, items: list[Node], slot: Slot, begin: int, end: int) -> _ReorderedText:
        text = self.text
        dashes = [find_item_dash(text, items[0].start)]
        dashes += [find_item_dash(text, item.start) for item in items[1:]]
        if None in dashes:
            return _ReorderedText(text[begin:end])
        places = [dash for dash in dashes if dash is not None]
        at = count_column(text, places[0])
        tops = [
            find_lead_start(text, find_last_value_end(text, item), at, dash)
            for item, dash in zip(items, places[1:], strict=False)
        ]
        written, bubbling = [text[begin : places[0]]], ""
        for number, (item, dash, stop) in enumerate(zip(items, places, (*tops, end), strict=True)):
            inner = self.write_value(
                item, slot.item_slot if slot.is_list else Slot(None), _find_item_start(text, dash, item.start), stop
            )
            between = text[dash : _find_item_start(text, dash, item.start)]
            lead = text[tops[number - 1] : find_line_start(text, dash)] if number else ""
            above = "".join(f"{' ' * at}{line}\n" for line in inner.comments_above.splitlines())
            if number:
                written.append(lead + above + " " * at)
            elif is_line_start(text, dash, blank=True) and above:
                cut = find_line_start(text, dash)
                written = [text[begin:cut] + above + text[cut:dash]]
            elif above:
                bubbling = inner.comments_above
            written.append(between + inner.text)
        return _ReorderedText("".join(written), bubbling)

    def _write_flow(self, node: Node, slot: Slot) -> str:
        """Return the reordered text of a value in brackets; a line break before a key moves with it."""
        if not isinstance(node.children, Mapping):
            item = slot.item_slot if slot.is_list else Slot(None)
            places = [(child.start, child.end) for child in node.children]
            said = [self.write_value(child, item, child.start, child.end).text for child in node.children]
            return self._join_flow_parts(node, places, said, range(len(said)))
        kind = choose_model(slot, node.value)
        slots, items = get_slots(kind) if kind else {}, list(node.children.items())
        places = [(entry.start, max(entry.end, entry.node.end)) for _, entry in items]
        said = [
            self.text[entry.start : entry.end]
            + self.write_value(entry.node, slots.get(name, Slot(None)), entry.end, end).text
            for (name, entry), (_, end) in zip(items, places, strict=True)
        ]
        return self._join_flow_parts(node, places, said, _rank_keys([name for name, _ in items], kind))

    def _join_flow_parts(self, node: Node, places: list[tuple[int, int]], said: list[str], order: Sequence[int]) -> str:
        """Join the parts of a bracketed value in the given order; if comments lie between them, keep the old order."""
        text, moved = self.text, list(order) != sorted(order)
        gaps = [text[stop:start] for (_, stop), (start, _) in itertools.pairwise(places)]
        if not moved or not all(_COMMA_GAP.fullmatch(gap) for gap in gaps):
            order, joints = range(len(said)), gaps
        else:
            blanks = [" ", *(gap.partition(",")[2] or " " for gap in gaps)]
            joints = [f",{blanks[number]}" for number in order[1:]]
        parts = [
            said[order[0]],
            *(part for joint, number in zip(joints, order[1:], strict=True) for part in (joint, said[number])),
        ]
        return text[node.start : places[0][0]] + "".join(parts) + text[places[-1][1] : node.end]


def _find_item_start(text: str, dash: int, start: int) -> int:
    """Return the offset after a dash at which its item begins: the value if it is on the same line."""
    return dash + 1 if "\n" in text[dash:start] else start


def _rank_keys(names: Iterable[str], kind: type[Model] | None) -> list[int]:
    """Return the indices of the keys in their new order."""
    places = {INCLUDE_KEY: -2, **{name: place for place, name in enumerate(list_keys_in_order(kind) if kind else ())}}
    ranks, last = [], -1
    for name in names:
        last = places.get(name, last) if kind else 0
        ranks.append(last)
    return sorted(range(len(ranks)), key=lambda number: ranks[number])


def _join_blocks(pieces: list[_KeyBlock], indent: str, *, own_line: bool) -> str:
    first, *rest = pieces
    start = (first.lines_above + indent if own_line else "") + first.body
    return start + "".join(piece.lines_above + indent + piece.body for piece in rest)


def _strip_blank_lines(lead: str) -> str:
    """Remove the blank lines at the start of the lines above a key."""
    lines = lead.splitlines(keepends=True)
    while lines and not lines[0].strip():
        lines.pop(0)
    return "".join(lines)
