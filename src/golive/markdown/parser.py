"""Markdown → Document: the only place that knows Markdown's syntax.

CommonMark with tables and fenced containers, without HTML, images, reference links, indented code
and underlined headings; docs/markdown.md is the reader's description. What CommonMark would drop
in silence (a surplus table cell, a container left open) is an error with its line.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from msgspec.structs import replace

from golive.markdown.document import (
    NO_ATTRIBUTES,
    Block,
    Code,
    Container,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Rule,
    Run,
    Runs,
    Table,
)
from golive.support.problems import ContentError, Problem, problem

CELL_BREAK = "\u2028"
CAPTION = "Table: "
_ATTRIBUTES = re.compile(r"(?<!\\)\{((?:[^{}\\]|\\.)*)\}\s*$")
_PAIR = re.compile(r"""\s*([a-z][a-z0-9-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)""")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"(https://|mailto:|#)\S+", re.IGNORECASE)


class _Syntax(MarkdownIt):
    """CommonMark, cut down to what a template may write."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table")
        self.disable(["image", "autolink", "html_block", "html_inline", "reference", "code", "lheading"])
        container_plugin(self, "block", validate=lambda *_: True)

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        return bool(_LINK.match(url))


_SYNTAX = _Syntax()


def parse(text: str, source: str = "") -> Document:
    """Read a Markdown text.

    Args:
        text: the Markdown.
        source: what messages call it: the template's name.

    Raises:
        ContentError: everything that the dialect does not allow, with its line.
    """
    lines = text.split("\n")
    reader = _Reader(lines, source)
    tokens = _SYNTAX.parse(text)
    blocks = reader.blocks(SyntaxTreeNode(_with_attributes_apart(tokens)).children)
    if reader.problems:
        raise ContentError(*reader.problems)
    return Document(blocks, source)


def _with_attributes_apart(tokens: list[Token]) -> list[Token]:
    """Cut `{…}` off headings and captions before their inline content is read; keep it in `meta`."""
    for before, token in pairwise(tokens):
        # The source is looked at, not what it says: an escaped `Table\\:` is a text that merely starts so.
        caption = before.type == "paragraph_open" and f"{token.content} ".startswith(CAPTION)
        if token.type != "inline" or not (caption or before.type == "heading_open"):
            continue
        before.meta = {"caption": caption}
        if found := _ATTRIBUTES.search(token.content):
            before.meta["attributes"] = found.group(1)
            content = token.content[: found.start()].rstrip()
            token.content, token.children = content, _SYNTAX.parseInline(content)[0].children
    return tokens


class _Reader:
    """Turns markdown-it's tree into blocks, collecting problems on the way."""

    def __init__(self, lines: list[str], source: str) -> None:
        self.lines = lines
        self.source = source
        self.problems: list[Problem] = []

    def blocks(self, nodes: list[SyntaxTreeNode]) -> tuple[Block, ...]:
        found: list[Block] = []
        for before, node in zip([None, *nodes], nodes, strict=False):
            block = self.block(node)
            if isinstance(block, Table) and before is not None and before.meta.get("caption"):
                attributes = self.attributes(before.meta.get("attributes", ""), block.line)
                block = replace(block, caption=_caption(found.pop()), attributes=attributes)
            found.append(block)
        return tuple(found)

    def block(self, node: SyntaxTreeNode) -> Block:  # noqa: PLR0911 - one return per kind of block
        line = (node.map[0] if node.map else 0) + 1
        match node.type:
            case "heading":
                attributes = self.attributes(node.meta.get("attributes", ""), line)
                return Heading(int(node.tag[1]), runs_of(node.children), attributes, line)
            case "paragraph":
                return Paragraph(runs_of(node.children), line)
            case "bullet_list" | "ordered_list":
                items = tuple(Item(self.blocks(item.children)) for item in node.children)
                return List(items, node.type == "ordered_list", line)
            case "table":
                return self.table(node, line)
            case "fence":
                return Code(node.content.removesuffix("\n"), node.info.strip(), line)
            case "hr":
                return Rule(line)
            case "container_block":
                return self.container(node, line)
            case _:
                self.report(
                    line,
                    f"{_spoken(node.type)} has no place in these documents",
                    "Write a paragraph or a list instead.",
                )
                return Paragraph((), line)

    def container(self, node: SyntaxTreeNode, line: int) -> Container:
        info = node.info.strip()
        found = _ATTRIBUTES.search(info)
        attributes = self.attributes(found.group(1) if found else "", line)
        name, _, argument = (info[: found.start()] if found else info).strip().partition(" ")
        end = node.map[1] if node.map else 0
        closing = self.lines[end - 1 : end + 1]
        if not any(re.fullmatch(r"\s*:{3,}\s*", text) for text in closing):
            self.report(line, f"`::: {name}` is not closed", "Put `:::` on a line of its own where it ends.")
        return Container(name, argument.strip(), self.blocks(node.children), attributes, line)

    def table(self, node: SyntaxTreeNode, line: int) -> Table:
        header_rows = node.children[0].children
        body_rows = node.children[1].children if len(node.children) > 1 else []
        header = tuple(runs_of(cell.children) for cell in header_rows[0].children)
        align = tuple(_alignment(cell) for cell in header_rows[0].children)
        for row in body_rows:
            at = row.map[0] if row.map else line
            count = _cells(self.lines[at])
            if count != len(header):
                message = f"this table row has {count} cells, and its header {len(header)}"
                self.report(at + 1, message, "Write one cell per column; `|` inside a cell is written `\\|`.")
        rows = tuple(tuple(runs_of(cell.children) for cell in row.children) for row in body_rows)
        return Table(header, rows, align, line=line)

    def attributes(self, text: str, line: int) -> Mapping[str, str]:
        if not text.strip():
            return NO_ATTRIBUTES
        found: dict[str, str] = {}
        rest = text
        while rest.strip():
            pair = _PAIR.match(rest)
            if pair is None or pair.group(1) in found:
                self.report(
                    line,
                    f"`{{{text}}}` cannot be read as attributes",
                    'Write {key=name label="Some words"}, each once.',
                )
                break
            found[pair.group(1)] = _ESCAPE.sub(r"\1", pair.group(2) if pair.group(2) is not None else pair.group(3))
            rest = rest[pair.end() :]
        return found

    def report(self, line: int, message: str, hint: str) -> None:
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        path = Path(self.source) if self.source else None
        self.problems.append(problem(f"{message}: {excerpt.strip()[:80]!r}", hint, path=path, line=line))


def runs_of(nodes: list[SyntaxTreeNode], dress: Run | None = None) -> Runs:
    """The runs of a block's inline content; neighbours in the same dress are one run."""
    dress = dress or Run("")
    runs: list[Run] = []
    for node in nodes:
        match node.type:
            case "inline":
                runs += runs_of(node.children, dress)
            case "strong":
                runs += runs_of(node.children, replace(dress, bold=True))
            case "em":
                runs += runs_of(node.children, replace(dress, italic=True))
            case "link":
                runs += runs_of(node.children, replace(dress, href=str(node.attrs["href"])))
            case "code_inline":
                runs.append(replace(dress, text=node.content, code=True))
            case "softbreak":
                runs.append(replace(dress, text=" "))
            case "hardbreak":
                runs.append(replace(dress, text="\n"))
            case _:
                runs.append(replace(dress, text=node.content.replace(CELL_BREAK, "\n")))
    return _joined(runs)


def _joined(runs: list[Run]) -> Runs:
    out: list[Run] = []
    for run in runs:
        if out and replace(out[-1], text="") == replace(run, text=""):
            out[-1] = replace(run, text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return tuple(out)


def _caption(block: Block) -> Runs:
    """What the paragraph `Table: …` in front of a table says of it."""
    if not isinstance(block, Paragraph) or not block.runs:
        return ()
    first, *others = block.runs
    text = first.text.removeprefix(CAPTION.strip()).lstrip(" ")
    return (replace(first, text=text), *others) if text else tuple(others)


def _alignment(cell: SyntaxTreeNode) -> str:
    return str(cell.attrs.get("style", "text-align:left")).removeprefix("text-align:")


def _cells(line: str) -> int:
    """How many cells a row's source has, counted as markdown-it splits them."""
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return len(cells)


def _spoken(kind: str) -> str:
    return {"blockquote": "a quotation (`>`)"}.get(kind, f"a {kind.replace('_', ' ')}")
