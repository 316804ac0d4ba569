"""Write a text as a YAML scalar: candidates in the style that stood there, then plain, quoted and block."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Final

from golive.support.problems import SpecError
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source

MAX_LINE: Final = 120
"""Longest line that is written where the text allows a choice."""

_BLOCK_HEADER: Final = re.compile(r"[|>][0-9+-]*(?P<comment>[ \t]+#[^\n]*)?(?=\n|\Z)")
_CERTAINLY_PLAIN: Final = re.compile(r"[A-Za-z0-9](?:[\w ./@+()%&'-]*[\w.)%])?", re.ASCII)
_NULL_WORDS: Final = {"null", "~", ""}
_NO_PATH: Final = Path("value")

_MAX_SHORT_ESCAPE: Final = 0xFFFF


def list_scalar_candidates(value: str, old: str, indent: int, *, in_flow: bool) -> Iterator[str]:
    """Yield the ways to write a text, the most suitable first; each has to be proven.

    Args:
        value: the text.
        old: what stood there; empty for a new value.
        indent: columns before the lines of a block scalar.
        in_flow: whether the value stands in brackets, where block scalars are not possible.
    """
    header = _BLOCK_HEADER.match(old)
    if header and not in_flow:
        yield from _list_block_candidates(value, old, indent, header["comment"] or "")
        if header["comment"]:
            return
    several_lines = "\n" in value
    if several_lines and not header and not in_flow:
        yield _write_literal(value, indent, "")
    if old[:1] in {'"', "'"}:
        yield quote_text(value)
    plain = not several_lines and value == value.strip() and value not in _NULL_WORDS
    if plain and not old and not in_flow and indent + len(value) > MAX_LINE and " " in value:
        yield _write_new_folded(value, indent, "")
    if plain:
        yield value
    yield quote_text(value)
    yield _escape_text(value)


def quote_text(value: str) -> str:
    """Return a text in quotes, as `golive fmt` writes them: double, or single around `"` and a backslash."""
    if not value.isprintable():
        return _escape_text(value)
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def write_word(value: str, *, in_flow: bool) -> str:
    """Return a text as a scalar on one line: plain if that keeps it, else in quotes."""
    if _CERTAINLY_PLAIN.fullmatch(value) and value not in _NULL_WORDS:
        return value
    for candidate in list_scalar_candidates(value, "-", 0, in_flow=True):
        text = f"k: [{candidate}]\n" if in_flow else f"k: {candidate}\n"
        try:
            root = parse_yaml(Source(_NO_PATH, text)).root
        except SpecError:
            continue
        if root.value == ({"k": [value]} if in_flow else {"k": value}):
            return candidate
    return _escape_text(value)


def _escape_text(value: str) -> str:
    """Return a text in double quotes; characters that cannot be printed are escaped, as YAML does it beyond 16 bits."""
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(one if one.isprintable() else _escape_character(ord(one)) for one in quoted)


def _escape_character(code: int) -> str:
    return f"\\u{code:04x}" if code <= _MAX_SHORT_ESCAPE else f"\\U{code:08x}"


def write_proven_block(value: str, indent: int) -> str:
    """Return a text as a block scalar, folded if it is one long line; empty if that would change it."""
    writers = [_write_literal] if "\n" in value else [_write_new_folded, _write_literal]
    for write in writers:
        try:
            root = parse_yaml(Source(_NO_PATH, f"k: {write(value, 2, '')}\nz: z\n")).root
        except SpecError:
            continue
        if root.value == {"k": value, "z": "z"}:
            return write(value, indent, "")
    return ""


def _list_block_candidates(value: str, old: str, indent: int, comment: str) -> Iterator[str]:
    lines = old.split("\n")[1:]
    inside = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=indent) or indent
    if old[0] == ">" and "\n" not in value.rstrip("\n"):
        yield _write_folded(value, lines, inside, comment)
    yield _write_literal(value, inside, comment)


def _write_literal(value: str, indent: int, comment: str) -> str:
    body = value.rstrip("\n")
    extra = len(value) - len(body)
    chomping = "-" if extra == 0 else "" if extra == 1 else "+"
    pad = " " * indent
    lines = [*body.split("\n"), *[""] * (extra - 1)]
    digit = "2" if body.startswith((" ", "\n")) else ""
    return f"|{digit}{chomping}{comment}\n" + "\n".join(pad + line if line else "" for line in lines)


def _write_new_folded(value: str, indent: int, comment: str) -> str:
    return _write_folded(value, [], indent, comment)


def _write_folded(value: str, old_lines: list[str], indent: int, comment: str) -> str:
    """Return a text in folded lines; lines at the start and the end that stay the same are not wrapped anew."""
    chomping = "" if value.endswith("\n") else "-"
    words, old = value.split(" "), [line.strip() for line in old_lines]
    if value.endswith("\n"):
        words[-1] = words[-1].rstrip("\n")
    head, tail = list[str](), list[str]()
    while old and words[: len(first := old[0].split(" "))] == first and len(words) > len(first):
        head.append(old.pop(0))
        del words[: len(first)]
    while old and words[-len(last := old[-1].split(" ")) :] == last and len(words) > len(last):
        tail.insert(0, old.pop())
        del words[-len(last) :]
    middle = wrap(" ".join(words), max(20, MAX_LINE - indent), break_long_words=False, break_on_hyphens=False)
    return f">{chomping}{comment}\n" + "\n".join(" " * indent + line for line in (*head, *middle, *tail))
