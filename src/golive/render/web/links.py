"""Links that are one link: Markdown makes a run of each change of dress inside one, and a reader would meet several."""

from itertools import groupby

from msgspec.structs import replace

from golive.markdown.document import Block, Container, Document, Heading, List, Paragraph, Run, Runs, Table, plain


def join_links(document: Document) -> Document:
    """The same document; neighbouring runs that link to one place are one run, dressed as all of them are."""
    return replace(document, blocks=_joined(document.blocks))


def _joined(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_block(block) for block in blocks)


def _block(block: Block) -> Block:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            return replace(block, runs=_runs(runs))
        case List(items=items):
            return replace(block, items=tuple(replace(item, blocks=_joined(item.blocks)) for item in items))
        case Table():
            rows = tuple(_cells(row) for row in block.rows)
            return replace(block, header=_cells(block.header), rows=rows, caption=_runs(block.caption))
        case Container(blocks=inner):
            return replace(block, blocks=_joined(inner))
        case _:
            return block


def _cells(row: tuple[Runs, ...]) -> tuple[Runs, ...]:
    return tuple(_runs(cell) for cell in row)


def _runs(runs: Runs) -> Runs:
    out: list[Run] = []
    for href, neighbours in groupby(runs, key=lambda run: run.href):
        same = tuple(neighbours)
        if href is None or len(same) == 1:
            out += same
            continue
        dress = {name: all(getattr(run, name) for run in same) for name in ("bold", "italic", "code")}
        out.append(replace(same[0], text=plain(same), **dress))
    return tuple(out)
