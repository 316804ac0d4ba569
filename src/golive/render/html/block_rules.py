"""What may stand on paper: everything else is an error with its line, and never dropped."""

from collections.abc import Iterator, Mapping

from golive.markdown.chart import read_chart
from golive.markdown.document import Block, Container, Document, Heading, List, Paragraph, Rule, Runs, Table, walk
from golive.render.html.blocks import CALLOUTS
from golive.render.html.paper_size import Form
from golive.render.html.problems import fault, refuse
from golive.support.problems import ContentError, Problem

_ALLOWED = {
    "runbook": {"figure", "cards", "columns", "facts", "compare", "callout", "chart", "contents", "landscape"},
    "explainer": {"figure", "cards", "columns", "facts", "compare", "callout", "chart"},
}
_LINKS = ("https:", "mailto:", "#")
_KINDS = {"", "plain", "layout", "raci", "keys"}
_TABLE_COLUMNS = {"facts": 2, "compare": 3}
_Found = tuple[int, str, str]


def check(document: Document, form: Form) -> None:
    """Look at everything in the document before any of it is set.

    Raises:
        ContentError: every place that has no form on this paper, with its line and what to do.
    """
    found: list[_Found] = []
    for block in walk(document.blocks):
        found += _block(block, form)
    found += _nesting(document.blocks, "")
    found += _references(document)
    refuse([fault(document.source, line, message, hint) for line, message, hint in found] + _charts(document))


def _charts(document: Document) -> list[Problem]:
    """What charts hold that is no number."""
    problems: list[Problem] = []
    for block in walk(document.blocks):
        if isinstance(block, Container) and block.name == "chart":
            try:
                read_chart(block, document.source)
            except ContentError as error:
                problems += error.problems
    return problems


def _block(block: Block, form: Form) -> Iterator[_Found]:
    match block:
        case Rule(line=line):
            yield line, "`---` has no form on paper", "It divides slides; leave it out, or start a section with `##`."
        case Container(name=name, line=line) if name not in _ALLOWED[form]:
            allowed = ", ".join(sorted(_ALLOWED[form]))
            yield line, f"`::: {name}` has no form on this paper", f"The {form} may hold: {allowed}."
        case Container():
            yield from _container(block)
        case Table():
            yield from _table(block)
        case _:
            pass


def _container(box: Container) -> Iterator[_Found]:
    if box.name == "callout" and box.argument not in CALLOUTS:
        yield box.line, f"`::: callout {box.argument}` is not known", f"Write one of: {', '.join(CALLOUTS)}."
    if box.name == "figure" and not box.argument:
        yield box.line, "`::: figure` does not say which", "Write the figure's name after it."
    allowed = _inner_blocks(box)
    for block in box.blocks:
        if allowed and not isinstance(block, allowed[0]):
            yield (
                getattr(block, "line", 0) or box.line,
                f"`::: {box.name}` holds more than {allowed[1]}",
                "Move it out.",
            )
    columns = _TABLE_COLUMNS.get(box.name)
    for block in box.blocks:
        if columns and isinstance(block, Table) and len(block.header) != columns:
            message = f"the table of `::: {box.name}` has {len(block.header)} columns"
            yield block.line or box.line, message, f"It needs {columns}."
    if columns and not box.blocks:
        yield box.line, f"`::: {box.name}` holds no table", "Put one in it, or leave it out."


def _inner_blocks(box: Container) -> tuple[type[Block], str] | None:
    match box.name:
        case "facts" | "compare":
            return Table, "a table"
        case "figure":
            return Paragraph, "its caption"
        case "contents":
            return Rule, "nothing"
        case _:
            return None


def _table(table: Table) -> Iterator[_Found]:
    for row in table.rows:
        if len(row) != len(table.header):
            yield (
                table.line,
                f"a row has {len(row)} cells, and its header {len(table.header)}",
                "Write one cell per column.",
            )
    kind = table.attributes.get("kind", "")
    if kind not in _KINDS:
        yield (
            table.line,
            f"a table of the kind {kind!r} is not known",
            f"Write one of: {', '.join(sorted(_KINDS - {''}))}.",
        )
    widths = table.attributes.get("widths", "").split()
    if widths and (len(widths) != len(table.header) or not all(_positive(share) for share in widths)):
        shown = " ".join(widths)
        yield (
            table.line,
            f"widths={shown!r} does not fit a table of {len(table.header)} columns",
            "Write one number per column.",
        )


def _positive(share: str) -> bool:
    try:
        return 0 < float(share) < 1e6  # noqa: PLR2004 - any sane share
    except ValueError:
        return False


def _nesting(blocks: tuple[Block, ...], inside: str) -> Iterator[_Found]:
    """Headings stand in the flow, or at the top of cards and columns; a row of boxes stands in no other box."""
    for block in blocks:
        match block:
            case Heading(line=line, level=level) if inside and not _may_head(inside, level):
                yield (
                    line,
                    f"a heading `{'#' * level}` has no place in `::: {inside}`",
                    "Write a bold paragraph instead.",
                )
            case Container(name=name, line=line, blocks=inner):
                if inside and name in {"landscape", "contents"}:
                    yield line, f"`::: {name}` has no place in `::: {inside}`", "Close the outer one first."
                if inside in {"cards", "columns"} and name in {"cards", "columns"}:
                    yield line, f"`::: {name}` has no place in `::: {inside}`", "Put them below each other."
                yield from _nesting(inner, name)
            case List(items=items):
                for item in items:
                    yield from _nesting(item.blocks, inside or "list")
            case _:
                pass


def _may_head(inside: str, level: int) -> bool:
    return inside == "landscape" or (inside in {"cards", "columns"} and level == 3)  # noqa: PLR2004 - `###`


def _references(document: Document) -> Iterator[_Found]:
    keys: dict[str, int] = {}
    for block in walk(document.blocks):
        attributes: Mapping[str, str] = getattr(block, "attributes", {})
        key = attributes.get("key")
        if key and key in keys:
            yield getattr(block, "line", 0), f"the key {key!r} is taken by line {keys[key]}", "Give each part its own."
        elif key:
            keys[key] = getattr(block, "line", 0)
    for line, href in _links(document.blocks):
        if href.startswith("#") and href[1:] not in keys:
            yield line, f"a link names {href!r}, and no part has that key", "Give the part that key, or mend the link."
        elif not href.startswith(_LINKS):
            yield line, f"a link to {href!r} is not allowed", "Only https:, mailto: and #key may be linked."


def _links(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str]]:
    for block in walk(blocks):
        for runs in runs_in(block):
            for run in runs:
                if run.href is not None:
                    yield getattr(block, "line", 0), run.href


def runs_in(block: Block) -> Iterator[Runs]:
    """The texts that a block itself holds, not those of blocks inside it."""
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
