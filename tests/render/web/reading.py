"""Read pages as a browser or a wiki does, and list the texts that a document should have in them."""

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


def parse_page(content: bytes) -> Element:
    """Parse a page as a browser does."""
    root: Element = tinyhtml5.parse(content.decode())
    return root


def parse_storage(content: bytes) -> Element:
    """Parse the body of a wiki page, in the root element that the wiki puts around it."""
    spaces = f'xmlns:ac="{AC[1:-1]}" xmlns:ri="{RI[1:-1]}"'
    return fromstring(f"<root {spaces}>{content.decode()}</root>")


def get_tag(element: Element) -> str:
    """Return the name of an element, without the namespace of HTML."""
    return str(element.tag).removeprefix(HTML)


def find_elements(root: Element, name: str) -> list[Element]:
    """Return every element of a name, in order."""
    return [element for element in root.iter() if get_tag(element) == name]


def list_page_texts(root: Element) -> list[str]:
    """Return the texts of a page, one for each paragraph, heading, item, cell and caption, in reading order.

    Left out is what golive adds to the words of a document: numbers, and the names of callouts, tables and figures.
    """
    texts = [""]
    _collect_texts(root, texts)
    return [text for text in texts if text.strip()]


def _collect_texts(element: Element, texts: list[str]) -> None:
    name = get_tag(element)
    block = name not in _INLINE
    if block:
        texts.append("")
    if name == "br":
        texts[-1] += "\n"
    texts[-1] += element.text or ""
    for child in element:
        if get_tag(child) in _UNSAID or child.get("class") == "kicker":
            texts.append("")
        elif _is_ours(child, element):
            # A number or a name stands apart from the text by one space, which is ours too.
            texts[-1] += (child.tail or "").removeprefix(" ")
            continue
        else:
            _collect_texts(child, texts)
        texts[-1] += child.tail or ""
    if block:
        texts.append("")


def _is_ours(child: Element, parent: Element) -> bool:
    if get_tag(child) == "b":
        return get_tag(parent) in {"caption", "figcaption"}
    if get_tag(child) == "strong" and get_tag(parent) == "p":
        before = list(parent)[: list(parent).index(child)]
        first = (
            all(get_tag(other) == f"{AC}structured-macro" and not other.tail for other in before) and not parent.text
        )
        return first and bool(re.fullmatch(r"(Table|Figure) \d+\.", child.text or ""))
    return get_tag(child) == "span" and child.get("class") in _OURS


def list_document_texts(blocks: tuple[Block, ...], *, wiki: bool = False) -> list[str]:
    """Return the texts of a document in reading order; of a chart in a page only the caption, as the rest is drawn."""
    return [text for text in _iterate_block_texts(blocks, wiki=wiki) if text.strip()]


def _iterate_block_texts(blocks: tuple[Block, ...], *, wiki: bool) -> Iterator[str]:  # noqa: C901, PLR0912 - one case per block
    for block in blocks:
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield _join_runs(runs)
            case List(items=items):
                for item in items:
                    yield from _iterate_block_texts(item.blocks, wiki=wiki)
            case CodeBlock(text=text):
                yield text
            case Table():
                yield from _iterate_table_texts(block)
            case Container(name="figure"):
                yield "\n".join(_join_runs(inner.runs) for inner in block.blocks if isinstance(inner, Paragraph))
            case Container(name="chart") if read_chart(block).is_readable:
                inner = block.blocks[0]
                assert isinstance(inner, Table)
                yield _join_runs(inner.caption)
                yield from list(_iterate_table_texts(inner))[bool(inner.caption) :] if wiki else ()
            case Container(name="facts"):
                for inner in block.blocks:
                    assert isinstance(inner, Table)
                    yield from [_join_runs(inner.caption), *(_join_runs(cell) for row in inner.rows for cell in row)]
            case Container(name="callout", attributes={"title": title}) if wiki:
                first, *others = _iterate_block_texts(block.blocks, wiki=wiki)
                yield from [f"{title}. {first}", *others]  # the wiki has no other place for the title
            case Container(blocks=inner_blocks):
                yield from _iterate_block_texts(inner_blocks, wiki=wiki)
            case _:
                raise AssertionError(block)


def _iterate_table_texts(table: Table) -> Iterator[str]:
    if table.caption:
        yield _join_runs(table.caption)
    for row in (table.header, *table.rows):
        yield from (_join_runs(cell) for cell in row)


def _join_runs(runs: Runs) -> str:
    return plain_text(runs)


def list_page_cells(root: Element) -> list[Rows]:
    """Return the cells of every table of a page."""
    return [
        [["".join(_iterate_lines(cell)) for cell in row] for row in find_elements(table, "tr")]
        for table in find_elements(root, "table")
    ]


def _iterate_lines(cell: Element) -> Iterator[str]:
    yield cell.text or ""
    for child in cell:
        if get_tag(child) == "br":
            yield "\n"
        yield from _iterate_lines(child)
        yield child.tail or ""


def list_document_cells(blocks: tuple[Block, ...], *, wiki: bool = False) -> list[Rows]:
    """Return the cells of every table of a document, as a page should show them."""
    found: list[Rows] = []
    for block in blocks:
        match block:
            case Table():
                found.append([[_join_runs(cell) for cell in row] for row in (block.header, *block.rows)])
            case Container(name="facts", blocks=inner):
                found += [rows[1:] for rows in list_document_cells(inner)]
            case Container(name="chart") if not wiki and read_chart(block).is_readable:
                pass
            case Container(blocks=inner):
                found += list_document_cells(inner, wiki=wiki)
            case List(items=items):
                for item in items:
                    found += list_document_cells(item.blocks, wiki=wiki)
            case _:
                pass
    return found
