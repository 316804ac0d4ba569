"""Reading pages back, as a browser or a wiki does, and what a document should have said in them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import tinyhtml5

from golive.markdown.chart import read_chart
from golive.markdown.document import Block, CodeBlock, Container, Heading, List, Paragraph, Runs, Table, plain_text

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
AC = "{http://www.atlassian.com/schema/confluence/4/ac/}"
RI = "{http://www.atlassian.com/schema/confluence/4/ri/}"

_INLINE = {"a", "b", "code", "em", "span", "strong", "br", f"{AC}link", f"{AC}link-body"}
_UNSAID = {f"{SVG}svg", f"{AC}parameter", f"{AC}image", "nav"}
_OURS = {"number", "name"}
Rows = list[list[str]]


def page(content: bytes) -> Element:
    """A page as a browser's parser reads it."""
    root: Element = tinyhtml5.parse(content.decode())
    return root


def storage(content: bytes) -> Element:
    """A wiki page's body, in the root element that the wiki puts around it."""
    spaces = f'xmlns:ac="{AC[1:-1]}" xmlns:ri="{RI[1:-1]}"'
    return fromstring(f"<root {spaces}>{content.decode()}</root>")


def tag(element: Element) -> str:
    """An element's name, without the namespace of HTML."""
    return str(element.tag).removeprefix(HTML)


def of(root: Element, name: str) -> list[Element]:
    """Every element of a name, in order."""
    return [element for element in root.iter() if tag(element) == name]


def shown(root: Element) -> list[str]:
    """The texts that stand in a page, one for each paragraph, heading, item, cell and caption, in reading order.

    What we add to a document's words is left out: numbers, and the names of callouts, tables and figures.
    """
    texts = [""]
    _read(root, texts)
    return [text for text in texts if text.strip()]


def _read(element: Element, texts: list[str]) -> None:
    name = tag(element)
    block = name not in _INLINE
    if block:
        texts.append("")
    if name == "br":
        texts[-1] += "\n"
    texts[-1] += element.text or ""
    for child in element:
        if tag(child) in _UNSAID or child.get("class") == "kicker":
            texts.append("")
        elif _is_ours(child, element):
            # A number or a name stands apart from the text by one space, which is ours too.
            texts[-1] += (child.tail or "").removeprefix(" ")
            continue
        else:
            _read(child, texts)
        texts[-1] += child.tail or ""
    if block:
        texts.append("")


def _is_ours(child: Element, parent: Element) -> bool:
    if tag(child) == "b":
        return tag(parent) in {"caption", "figcaption"}
    if tag(child) == "strong" and tag(parent) == "p":
        before = list(parent)[: list(parent).index(child)]
        first = all(tag(other) == f"{AC}structured-macro" and not other.tail for other in before) and not parent.text
        return first and bool(re.fullmatch(r"(Table|Figure) \d+\.", child.text or ""))
    return tag(child) == "span" and child.get("class") in _OURS


def said(blocks: tuple[Block, ...], *, wiki: bool = False) -> list[str]:
    """The texts of a document, in reading order; of charts in a page the caption alone, since the rest is drawn."""
    return [text for text in _said(blocks, wiki=wiki) if text.strip()]


def _said(blocks: tuple[Block, ...], *, wiki: bool) -> Iterator[str]:  # noqa: C901, PLR0912 - one case per block
    for block in blocks:
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield _text(runs)
            case List(items=items):
                for item in items:
                    yield from _said(item.blocks, wiki=wiki)
            case CodeBlock(text=text):
                yield text
            case Table():
                yield from _table(block)
            case Container(name="figure"):
                yield "\n".join(_text(inner.runs) for inner in block.blocks if isinstance(inner, Paragraph))
            case Container(name="chart") if read_chart(block).is_readable:
                inner = block.blocks[0]
                assert isinstance(inner, Table)
                yield _text(inner.caption)
                yield from list(_table(inner))[bool(inner.caption) :] if wiki else ()
            case Container(name="facts"):
                for inner in block.blocks:
                    assert isinstance(inner, Table)
                    yield from [_text(inner.caption), *(_text(cell) for row in inner.rows for cell in row)]
            case Container(name="callout", attributes={"title": title}) if wiki:
                first, *others = _said(block.blocks, wiki=wiki)
                yield from [f"{title}. {first}", *others]  # the wiki has no other place for the title
            case Container(blocks=inner_blocks):
                yield from _said(inner_blocks, wiki=wiki)
            case _:
                raise AssertionError(block)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield _text(table.caption)
    for row in (table.header, *table.rows):
        yield from (_text(cell) for cell in row)


def _text(runs: Runs) -> str:
    return plain_text(runs)


def cells(root: Element) -> list[Rows]:
    """The cells of every table."""
    return [[["".join(_lines(cell)) for cell in row] for row in of(table, "tr")] for table in of(root, "table")]


def _lines(cell: Element) -> Iterator[str]:
    yield cell.text or ""
    for child in cell:
        if tag(child) == "br":
            yield "\n"
        yield from _lines(child)
        yield child.tail or ""


def table_cells(blocks: tuple[Block, ...], *, wiki: bool = False) -> list[Rows]:
    """The cells of every table of a document, as they should be shown."""
    found: list[Rows] = []
    for block in blocks:
        match block:
            case Table():
                found.append([[_text(cell) for cell in row] for row in (block.header, *block.rows)])
            case Container(name="facts", blocks=inner):
                found += [rows[1:] for rows in table_cells(inner)]
            case Container(name="chart") if not wiki and read_chart(block).is_readable:
                pass
            case Container(blocks=inner):
                found += table_cells(inner, wiki=wiki)
            case List(items=items):
                for item in items:
                    found += table_cells(item.blocks, wiki=wiki)
            case _:
                pass
    return found
