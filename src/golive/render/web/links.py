"""Join the runs of a link: formatting changes split a link into runs, which would become several links."""

from itertools import groupby

from msgspec.structs import replace

from golive.markdown.document import Block, Container, Document, Heading, List, Paragraph, Run, Runs, Table, plain_text


def join_links(document: Document) -> Document:
    """Return the document with adjacent runs of the same link joined; keeps only formatting that all of them share."""
    return replace(document, blocks=_join_in_blocks(document.blocks))


def _join_in_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_join_in_block(block) for block in blocks)


def _join_in_block(block: Block) -> Block:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            return replace(block, runs=_join_runs(runs))
        case List(items=items):
            return replace(block, items=tuple(replace(item, blocks=_join_in_blocks(item.blocks)) for item in items))
        case Table():
            rows = tuple(_join_in_cells(row) for row in block.rows)
            return replace(block, header=_join_in_cells(block.header), rows=rows, caption=_join_runs(block.caption))
        case Container(blocks=inner):
            return replace(block, blocks=_join_in_blocks(inner))
        case _:
            return block


def _join_in_cells(row: tuple[Runs, ...]) -> tuple[Runs, ...]:
    return tuple(_join_runs(cell) for cell in row)


def _join_runs(runs: Runs) -> Runs:
    out: list[Run] = []
    for href, neighbors in groupby(runs, key=lambda run: run.href):
        same = tuple(neighbors)
        if href is None or len(same) == 1:
            out += same
            continue
        formatting = {name: all(getattr(run, name) for run in same) for name in ("bold", "italic", "code")}
        out.append(replace(same[0], text=plain_text(same), **formatting))
    return tuple(out)
