"""Check which blocks a document may contain. Unsupported content is an error with its line; nothing is dropped."""

from collections.abc import Iterator, Mapping

from golive.markdown.chart import read_chart
from golive.markdown.document import (
    Block,
    Container,
    Document,
    Heading,
    List,
    Paragraph,
    Runs,
    SlideBreak,
    Table,
    walk_blocks,
)
from golive.render.html.blocks import CALLOUT_LABELS
from golive.render.html.paper_size import DocumentForm
from golive.render.html.problems import markdown_problem, raise_problems
from golive.support.problems import ContentError, Problem

_ALLOWED_CONTAINERS = {
    "runbook": {"figure", "cards", "columns", "facts", "compare", "callout", "chart", "contents", "landscape"},
    "explainer": {"figure", "cards", "columns", "facts", "compare", "callout", "chart"},
}
_ALLOWED_LINK_PREFIXES = ("https:", "mailto:", "#")
_TABLE_KINDS = {"", "plain", "layout", "raci", "keys"}
_REQUIRED_COLUMNS = {"facts": 2, "compare": 3}
_LocatedMessage = tuple[int, str, str]


def check_blocks(document: Document, form: DocumentForm) -> None:
    """Check all blocks of a document before rendering.

    Raises:
        ContentError: the document form does not support some blocks; lists every place with its line and a hint.
    """
    found: list[_LocatedMessage] = []
    for block in walk_blocks(document.blocks):
        found += _check_block(block, form)
    found += _check_nesting(document.blocks, "")
    found += _check_references(document)
    raise_problems(
        [markdown_problem(document.source, line, message, hint) for line, message, hint in found]
        + _check_charts(document)
    )


def _check_charts(document: Document) -> list[Problem]:
    """Return the problems of all charts, such as values that are not numbers."""
    problems: list[Problem] = []
    for block in walk_blocks(document.blocks):
        if isinstance(block, Container) and block.name == "chart":
            try:
                read_chart(block, document.source)
            except ContentError as error:
                problems += error.problems
    return problems


def _check_block(block: Block, form: DocumentForm) -> Iterator[_LocatedMessage]:
    match block:
        case SlideBreak(line=line):
            yield line, "`---` is not supported here", "It separates slides. Remove it, or start a section with `##`."
        case Container(name=name, line=line) if name not in _ALLOWED_CONTAINERS[form]:
            allowed = ", ".join(sorted(_ALLOWED_CONTAINERS[form]))
            yield line, f"`::: {name}` is not supported in this document", f"The {form} may contain: {allowed}."
        case Container():
            yield from _check_container(block)
        case Table():
            yield from _check_table(block)
        case _:
            pass


def _check_container(box: Container) -> Iterator[_LocatedMessage]:
    if box.name == "callout" and box.argument not in CALLOUT_LABELS:
        yield box.line, f"`::: callout {box.argument}` is not known", f"Write one of: {', '.join(CALLOUT_LABELS)}."
    if box.name == "figure" and not box.argument:
        yield box.line, "`::: figure` has no figure name", "Write the figure's name after it."
    allowed = _get_allowed_inner_blocks(box)
    for block in box.blocks:
        if allowed and not isinstance(block, allowed[0]):
            yield (
                getattr(block, "line", 0) or box.line,
                f"`::: {box.name}` contains more than {allowed[1]}",
                "Move the rest out of it.",
            )
    columns = _REQUIRED_COLUMNS.get(box.name)
    for block in box.blocks:
        if columns and isinstance(block, Table) and len(block.header) != columns:
            message = f"the table of `::: {box.name}` has {len(block.header)} columns"
            yield block.line or box.line, message, f"It needs {columns}."
    if columns and not box.blocks:
        yield box.line, f"`::: {box.name}` contains no table", "Add a table, or remove the container."


def _get_allowed_inner_blocks(box: Container) -> tuple[type[Block], str] | None:
    match box.name:
        case "facts" | "compare":
            return Table, "a table"
        case "figure":
            return Paragraph, "its caption"
        case "contents":
            return SlideBreak, "nothing"
        case _:
            return None


def _check_table(table: Table) -> Iterator[_LocatedMessage]:
    for row in table.rows:
        if len(row) != len(table.header):
            yield (
                table.line,
                f"a row has {len(row)} cells, but its header has {len(table.header)}",
                "Write one cell per column.",
            )
    kind = table.attributes.get("kind", "")
    if kind not in _TABLE_KINDS:
        yield (
            table.line,
            f"table kind {kind!r} is not known",
            f"Write one of: {', '.join(sorted(_TABLE_KINDS - {''}))}.",
        )
    widths = table.attributes.get("widths", "").split()
    if widths and (len(widths) != len(table.header) or not all(_is_positive_number(share) for share in widths)):
        shown = " ".join(widths)
        yield (
            table.line,
            f"widths={shown!r} does not fit a table of {len(table.header)} columns",
            "Write one number per column.",
        )


def _is_positive_number(share: str) -> bool:
    try:
        return 0 < float(share) < 1e6  # noqa: PLR2004 - any sane share
    except ValueError:
        return False


def _check_nesting(blocks: tuple[Block, ...], container_name: str) -> Iterator[_LocatedMessage]:
    """Yield problems of nesting: headings inside containers (except cards and columns) and nested containers."""
    for block in blocks:
        match block:
            case Heading(line=line, level=level) if container_name and not _can_hold_heading(container_name, level):
                yield (
                    line,
                    f"a heading `{'#' * level}` is not allowed in `::: {container_name}`",
                    "Write a bold paragraph instead.",
                )
            case Container(name=name, line=line, blocks=inner):
                if container_name and name in {"landscape", "contents"}:
                    yield line, f"`::: {name}` is not allowed in `::: {container_name}`", "Close the outer one first."
                if container_name in {"cards", "columns"} and name in {"cards", "columns"}:
                    yield line, f"`::: {name}` is not allowed in `::: {container_name}`", "Put them below each other."
                yield from _check_nesting(inner, name)
            case List(items=items):
                for item in items:
                    yield from _check_nesting(item.blocks, container_name or "list")
            case _:
                pass


def _can_hold_heading(container_name: str, level: int) -> bool:
    return container_name == "landscape" or (container_name in {"cards", "columns"} and level == 3)  # noqa: PLR2004 - `###`


def _check_references(document: Document) -> Iterator[_LocatedMessage]:
    keys: dict[str, int] = {}
    for block in walk_blocks(document.blocks):
        attributes: Mapping[str, str] = getattr(block, "attributes", {})
        key = attributes.get("key")
        if key and key in keys:
            yield getattr(block, "line", 0), f"the key {key!r} is taken by line {keys[key]}", "Use unique keys."
        elif key:
            keys[key] = getattr(block, "line", 0)
    for line, href in _iter_links(document.blocks):
        if href.startswith("#") and href[1:] not in keys:
            yield line, f"a link points to {href!r}, but no part has that key", "Add the key, or fix the link."
        elif not href.startswith(_ALLOWED_LINK_PREFIXES):
            yield line, f"a link to {href!r} is not allowed", "Links must start with https:, mailto: or #key."


def _iter_links(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str]]:
    for block in walk_blocks(blocks):
        for runs in iter_block_runs(block):
            for run in runs:
                if run.href is not None:
                    yield getattr(block, "line", 0), run.href


def iter_block_runs(block: Block) -> Iterator[Runs]:
    """Yield the runs of a block itself, without those of nested blocks."""
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield runs
        case Table(header=header, rows=rows, caption=caption):
            yield caption
            yield from header
            for row in rows:
                yield from row
        case _:
            pass
