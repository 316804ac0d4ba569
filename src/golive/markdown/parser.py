"""Markdown → Document: the only module that knows the Markdown syntax.

CommonMark with tables and fenced containers, without HTML, images, reference links, indented code
and underlined headings; docs/markdown.md describes the dialect. Content that CommonMark would silently
drop (a surplus table cell, an unclosed container) is an error with its line.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from msgspec.structs import replace

from golive.markdown.document import (
    NO_ATTRIBUTES,
    Block,
    CodeBlock,
    Container,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Run,
    Runs,
    SlideBreak,
    Table,
)
from golive.support.problems import ContentError, Problem, make_problem

CELL_BREAK = "\u2028"
CAPTION_PREFIX = "Table: "
_ATTRIBUTES = re.compile(r"(?<!\\)\{((?:[^{}\\]|\\.)*)\}\s*$")
_PAIR = re.compile(r"""\s*([a-z][a-z0-9-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)""")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"(https://|mailto:|#)\S+", re.IGNORECASE)


class _RestrictedMarkdown(MarkdownIt):
    """CommonMark, restricted to the syntax that templates may use."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table")
        self.disable(["image", "autolink", "html_block", "html_inline", "reference", "code", "lheading"])
        container_plugin(self, "block", validate=lambda *_: True)
        attrs_plugin(self, after=(), spans=True, allowed=("lang",))

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        return bool(_LINK.match(url))


_MARKDOWN = _RestrictedMarkdown()


def parse_markdown(text: str, source: str = "") -> Document:
    """Parse a Markdown text.

    Args:
        text: the Markdown.
        source: the template's name, for messages.

    Raises:
        ContentError: the text uses syntax outside the dialect; lists every place with its line.
    """
    lines = text.split("\n")
    reader = _TreeConverter(lines, source)
    tokens = _MARKDOWN.parse(text)
    blocks = reader.convert_blocks(SyntaxTreeNode(_extract_attributes(tokens)).children)
    if reader.problems:
        raise ContentError(*reader.problems)
    return Document(blocks, source)


def _extract_attributes(tokens: list[Token]) -> list[Token]:
    """Move the `{…}` at the end of headings and captions to their token's `meta` before inline parsing."""
    for before, token in pairwise(tokens):
        # Checks the raw source: an escaped `Table\\:` is ordinary text, not a caption.
        caption = before.type == "paragraph_open" and f"{token.content} ".startswith(CAPTION_PREFIX)
        if token.type != "inline" or not (caption or before.type == "heading_open"):
            continue
        before.meta = {"caption": caption}
        if found := _ATTRIBUTES.search(token.content):
            before.meta["attributes"] = found.group(1)
            content = token.content[: found.start()].rstrip()
            token.content, token.children = content, _MARKDOWN.parseInline(content)[0].children
    return tokens


class _TreeConverter:
    """Converts a markdown-it syntax tree into blocks and collects problems."""

    def __init__(self, lines: list[str], source: str) -> None:
        self.lines = lines
        self.source = source
        self.problems: list[Problem] = []

    def convert_blocks(self, nodes: list[SyntaxTreeNode]) -> tuple[Block, ...]:
        found: list[Block] = []
        for before, node in zip([None, *nodes], nodes, strict=False):
            block = self.convert_block(node)
            if isinstance(block, Table) and before is not None and before.meta.get("caption"):
                attributes = self.parse_attributes(before.meta.get("attributes", ""), block.line)
                block = replace(block, caption=_extract_caption(found.pop()), attributes=attributes)
            found.append(block)
        return tuple(found)

    def convert_block(self, node: SyntaxTreeNode) -> Block:  # noqa: PLR0911 - one return per kind of block
        line = (node.map[0] if node.map else 0) + 1
        match node.type:
            case "heading":
                attributes = self.parse_attributes(node.meta.get("attributes", ""), line)
                return Heading(int(node.tag[1]), convert_inline(node.children), attributes, line)
            case "paragraph":
                return Paragraph(convert_inline(node.children), line)
            case "bullet_list" | "ordered_list":
                items = tuple(Item(self.convert_blocks(item.children)) for item in node.children)
                return List(items, node.type == "ordered_list", line)
            case "table":
                return self.convert_table(node, line)
            case "fence":
                return CodeBlock(node.content.removesuffix("\n"), node.info.strip(), line)
            case "hr":
                return SlideBreak(line)
            case "container_block":
                return self.convert_container(node, line)
            case _:
                self.report_problem(
                    line,
                    f"{_describe_node_type(node.type)} is not supported in these documents",
                    "Write a paragraph or a list instead.",
                )
                return Paragraph((), line)

    def convert_container(self, node: SyntaxTreeNode, line: int) -> Container:
        info = node.info.strip()
        found = _ATTRIBUTES.search(info)
        attributes = self.parse_attributes(found.group(1) if found else "", line)
        name, _, argument = (info[: found.start()] if found else info).strip().partition(" ")
        end = node.map[1] if node.map else 0
        closing = self.lines[end - 1 : end + 1]
        if not any(re.fullmatch(r"\s*:{3,}\s*", text) for text in closing):
            self.report_problem(
                line, f"`::: {name}` is not closed", "Put `:::` on its own line at the end of the block."
            )
        return Container(name, argument.strip(), self.convert_blocks(node.children), attributes, line)

    def convert_table(self, node: SyntaxTreeNode, line: int) -> Table:
        header_rows = node.children[0].children
        body_rows = node.children[1].children if len(node.children) > 1 else []
        header = tuple(convert_inline(cell.children) for cell in header_rows[0].children)
        align = tuple(_read_alignment(cell) for cell in header_rows[0].children)
        for row in body_rows:
            at = row.map[0] if row.map else line
            count = _count_cells(self.lines[at])
            if count != len(header):
                message = f"this table row has {count} cells, but its header has {len(header)}"
                self.report_problem(at + 1, message, "Write one cell per column; escape `|` inside a cell as `\\|`.")
        rows = tuple(tuple(convert_inline(cell.children) for cell in row.children) for row in body_rows)
        return Table(header, rows, align, line=line)

    def parse_attributes(self, text: str, line: int) -> Mapping[str, str]:
        if not text.strip():
            return NO_ATTRIBUTES
        found: dict[str, str] = {}
        rest = text
        while rest.strip():
            pair = _PAIR.match(rest)
            if pair is None or pair.group(1) in found:
                self.report_problem(
                    line,
                    f"`{{{text}}}` is not a valid attribute list",
                    'Write {key=name label="Some words"}, each key once.',
                )
                break
            found[pair.group(1)] = _ESCAPE.sub(r"\1", pair.group(2) if pair.group(2) is not None else pair.group(3))
            rest = rest[pair.end() :]
        return found

    def report_problem(self, line: int, message: str, hint: str) -> None:
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        path = Path(self.source) if self.source else None
        self.problems.append(make_problem(f"{message}: {excerpt.strip()[:80]!r}", hint, path=path, line=line))


def convert_inline(nodes: list[SyntaxTreeNode], style: Run | None = None) -> Runs:
    """Convert inline nodes to runs; merge adjacent runs with the same formatting."""
    style = style or Run("")
    runs: list[Run] = []
    for node in nodes:
        match node.type:
            case "inline":
                runs += convert_inline(node.children, style)
            case "strong":
                runs += convert_inline(node.children, replace(style, bold=True))
            case "em":
                runs += convert_inline(node.children, replace(style, italic=True))
            case "link":
                runs += convert_inline(node.children, replace(style, href=str(node.attrs["href"])))
            case "span":
                runs += convert_inline(node.children, replace(style, language=str(node.attrs.get("lang", ""))))
            case "code_inline":
                runs.append(replace(style, text=node.content, code=True))
            case "softbreak":
                runs.append(replace(style, text=" "))
            case "hardbreak":
                runs.append(replace(style, text="\n"))
            case _:
                runs.append(replace(style, text=node.content.replace(CELL_BREAK, "\n")))
    return _merge_equal_runs(runs)


def _merge_equal_runs(runs: list[Run]) -> Runs:
    out: list[Run] = []
    for run in runs:
        if out and replace(out[-1], text="") == replace(run, text=""):
            out[-1] = replace(run, text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return tuple(out)


def _extract_caption(block: Block) -> Runs:
    """Return the caption text of a paragraph `Table: …` before a table."""
    if not isinstance(block, Paragraph) or not block.runs:
        return ()
    first, *others = block.runs
    text = first.text.removeprefix(CAPTION_PREFIX.strip()).lstrip(" ")
    return (replace(first, text=text), *others) if text else tuple(others)


def _read_alignment(cell: SyntaxTreeNode) -> str:
    return str(cell.attrs.get("style", "text-align:left")).removeprefix("text-align:")


def _count_cells(line: str) -> int:
    """Count the cells in the source of a table row, split as markdown-it does."""
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return len(cells)


def _describe_node_type(kind: str) -> str:
    return {"blockquote": "a quotation (`>`)"}.get(kind, f"a {kind.replace('_', ' ')}")
