"""Render the author's own Markdown, kept apart from the document around it.

Prose may hold paragraphs, lists, emphasis, code, tables and links. It never opens or closes a container, never makes a
heading or a new slide, and never leaves a code block open.
"""

import re
from collections import deque
from collections.abc import Iterator

from golive.templating.escape import Markdown, join_lines, write_code_span
from golive.templating.value_marks import mark_block, mark_value

_FENCE = re.compile(r"^( *)(`{3,}(?=[^`]*$)|~{3,})")
_MARKERS = re.compile(r"^(?: *(?:[-*+]|\d{1,9}[.)])(?= ))* *")
_HEADING = re.compile(r"^#{1,6}(?: +(?P<text>.*?))?(?: +#+)? *$")
_RULE = re.compile(r"^([-*_])(?: *\1){2,} *$")
_SPECIAL = re.compile(r"^(:{3,}|>|`{3,}|~{3,}|Table:)")
_CONTAINER_END = re.compile(r"^ *:{3,} *$")
_BULLET = re.compile(r"^ *[-*+] +")
_ITEM = re.compile(r"^ *(?:[-*+]|\d{1,9}[.)]) ")
# A backslash and what it escapes stay together; a bare `|` would end the cell.
_BARE_PIPE = re.compile(r"(\\.)|\|")


def render_prose_block(prose: str) -> Markdown:
    """Render prose as separate blocks: it begins and ends on its own lines."""
    out: list[str] = []
    for is_code, rows in _split_code_blocks(prose):
        out += rows if is_code else [line for row in rows for line in _neutralize_row(row)]
    return Markdown(mark_block(prose, "\n".join(out).strip("\n")))


def _split_code_blocks(prose: str) -> Iterator[tuple[bool, list[str]]]:
    """Split prose into code blocks, with their fences, and single other lines."""
    rows = deque(prose.expandtabs(4).split("\n"))
    while rows:
        row = rows.popleft()
        if opening := _FENCE.match(row):
            yield True, _take_code_block(row, rows, len(opening[1]), opening[2])
        else:
            yield False, [row]


def _take_code_block(first: str, rows: deque[str], indent: int, mark: str) -> list[str]:
    """Remove the lines of a code block from the start of `rows`, and return them, with a closing fence in any case."""
    closing = re.compile(rf"^ *{re.escape(mark[0])}{{{len(mark)},}} *$")
    out = [first]
    while rows:
        row = rows.popleft()
        if closing.match(row):
            break
        if _CONTAINER_END.match(row):
            # It would close the container around the prose, code block or not.
            row = row.replace(":", "\\:", 1)
        # Indented less, a row would end the list item that the block may stand in.
        out.append(row if not row.strip() or row.startswith(" " * indent) else " " * indent + row.lstrip(" "))
    return [*out, " " * indent + mark]


def _neutralize_row(row: str) -> list[str]:
    markers = _MARKERS.match(row)
    start = markers.end() if markers else 0
    before, text = row[:start], row[start:]
    if _RULE.match(row.strip()):
        return [re.sub(r"^( *)", r"\1\\", row)]
    if heading := _HEADING.match(text):
        title = (heading["text"] or "").strip().strip("*").strip()
        if not title:
            return [""]
        return [f"{before}**{title}**"] if before.strip() else ["", f"{before}**{title}**", ""]
    if _SPECIAL.match(text) or (_RULE.match(text) and before.strip()):
        return [f"{before}Table\\:{text[6:]}" if text.startswith("Table:") else f"{before}\\{text}"]
    return [row]


def render_prose_inline(prose: str) -> Markdown:
    """Render prose for a table cell, a list item or the middle of a sentence: paragraphs and items on a line each."""
    parts: list[Markdown] = []
    paragraph: list[str] = []

    def end() -> None:
        if paragraph:
            parts.append(_escape_inline(" ".join(paragraph)))
            paragraph.clear()

    for is_code, rows in _split_code_blocks(prose):
        if is_code:
            end()
            parts += [write_code_span(row.strip(" ")) for row in rows[1:-1] if row.strip(" ")]
            continue
        for row in _neutralize_row(rows[0]):
            if not row.strip() or _ITEM.match(row):
                end()
            if row.strip():
                paragraph.append(_BULLET.sub("• ", row).strip())
    end()
    return Markdown(mark_value(prose, join_lines(parts)))


def _escape_inline(text: str) -> Markdown:
    text = re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", text)
    text = _BARE_PIPE.sub(lambda found: found[1] or r"\|", text)
    # A backslash at the very end would escape what the template writes next.
    bare = len(text) - len(text.rstrip("\\"))
    return Markdown(f"{text}\\" if bare % 2 else text)
