"""Prove an edit: parse the new text, and compare its values and comments with what is wanted."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from golive.editing.edits import PlainValue
from golive.editing.line_endings import Splice, splice_text
from golive.editing.values import read_plain_value
from golive.support.problems import SpecError
from golive.yaml_io.formatter.comments import COMMENT, iterate_scalars
from golive.yaml_io.nodes import Tree
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source, find_invisible_character

_HEADER_COMMENT: Final = re.compile(r"[|>][0-9+-]*[ \t]+(#[^\n]*)")


class Comment(NamedTuple):
    """A comment of a file: its offset, and its text from the `#` on."""

    start: int
    text: str


class Candidate(Struct, frozen=True):
    """One way to make an edit.

    Attributes:
        splices: the ranges of the text to replace.
        removed: ranges whose comments may be lost, because what they describe is removed.
    """

    splices: tuple[Splice, ...]
    removed: tuple[tuple[int, int], ...] = ()


class Proven(NamedTuple):
    """The result of an edit that was proven: the new tree, what was replaced, and the comments that were removed."""

    tree: Tree
    splices: tuple[Splice, ...]
    removed_comments: tuple[str, ...]


def prove_first(tree: Tree, candidates: Iterator[Candidate], wanted: PlainValue) -> Proven | None:
    """Return the first candidate that gives exactly the wanted values and keeps every other comment; None if none does.

    Candidates that write a character that no spec may contain are passed over: the file could not be read again.

    Args:
        tree: the file before the edit.
        candidates: the ways to make it, the best first.
        wanted: the plain values of the file after it.
    """
    before = find_comments(tree)
    known = Counter(one.text for one in before)
    for candidate in candidates:
        if any(find_invisible_character(one.new) is not None for one in candidate.splices):
            continue
        text = splice_text(tree.source.text, candidate.splices)
        try:
            after = parse_yaml(Source(tree.source.path, text))
        except SpecError:
            continue
        if read_plain_value(after.root) != wanted:
            continue
        present = Counter(one.text for one in find_comments(after))
        lost = known - present
        if present - known or lost - Counter(one.text for one in before if _lies_in(one.start, candidate.removed)):
            continue
        return Proven(after, candidate.splices, tuple(lost.elements()))
    return None


def find_comments(tree: Tree) -> tuple[Comment, ...]:
    """Return every comment of a file in file order, without trailing spaces; also those behind `|` and `>`."""
    text, found, at = tree.source.text, list[Comment](), 0
    if COMMENT.search(text) is None:
        return ()
    scalars = [(node.start, node.end) for node in iterate_scalars(tree.root)]
    starts = [start for start, _ in scalars]
    while one := COMMENT.search(text, at):
        place = bisect_right(starts, one.start()) - 1
        start, end = scalars[place] if place >= 0 else (0, 0)
        header = _HEADER_COMMENT.match(text, start, end) if one.start() < end else None
        if one.start() >= end or (header is not None and one.start() == header.start(1)):
            found.append(Comment(one.start(), one[0].rstrip()))
            at = one.end()
        else:
            at = end  # the `#` is part of a value
    return tuple(found)


def _lies_in(offset: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in ranges)
