"""Render blocks as HTML, for runbooks and explainers."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.chart import Chart, read_chart
from golive.markdown.document import Block, CodeBlock, Container, Document, Heading, List, Paragraph, Runs, Table
from golive.render.html.contents import contents_html
from golive.render.html.inline import inline_html
from golive.render.html.lengths import (
    MIN_LINES_AFTER_HEADING,
    KeptItems,
    choose_kept_items,
    count_letters,
    estimate_line_count,
    introduces_next,
)
from golive.render.html.outline import OutlineEntry, build_outline
from golive.render.html.tables import FITTING_COLUMNS, TableSettings, scrolling_box_html, table_html
from golive.translation import translate

CALLOUT_LABELS = {"note": "Note", "warning": "Warning", "tip": "Tip"}
_CARDS_PER_ROW = 3
_GAP_IN = 0.16
# Columns with more letters are stacked vertically, because a row of columns is kept on one page.
_MAX_COLUMN_LETTERS = 1_300
# A callout with more letters, or code with more lines, may break across pages.
_MAX_UNBROKEN_CALLOUT_LETTERS = 1_000
_SHORT_CODE_LINES = 24
_CODE_LINE_LETTERS = 90


class LayoutArea(Struct, frozen=True):
    """The area in which blocks are laid out.

    Attributes:
        width_in: width of the area, in inches.
        max_figure_height_in: maximum height of a figure, in inches.
        page_height_in: height between the page margins, in inches; very large if there are no pages.
        is_paged: whether references include page numbers.
        is_scrollable: whether wide content can be scrolled.
    """

    width_in: float
    max_figure_height_in: float
    page_height_in: float = 1_000.0
    is_paged: bool = True
    is_scrollable: bool = False


FigureRenderer = Callable[[str | Chart, LayoutArea, str], str]


class BlockWriter:
    """Renders blocks in order, numbering tables and figures.

    `is_numbered`: whether chapters and figures have numbers; `top_level`: heading level of a chapter, 1 for `h1`.
    """

    def __init__(
        self, document: Document, render_figure: FigureRenderer, *, is_numbered: bool = True, top_level: int = 1
    ) -> None:
        self.entries = build_outline(document, is_numbered=is_numbered)
        self._numbers, self._top = is_numbered, top_level
        self._next = iter(self.entries)
        self._render_figure = render_figure
        self._tables = self._figures = self._level = 0

    def write(self, blocks: tuple[Block, ...], area: LayoutArea) -> str:
        """Render blocks as HTML."""
        parts = []
        lines = MIN_LINES_AFTER_HEADING
        for block, after in zip_longest(blocks, blocks[1:]):
            lines = 0 if isinstance(block, Heading) else lines + estimate_line_count(block, area.width_in)
            follows = after is not None and not isinstance(after, Heading)
            leads = lines < MIN_LINES_AFTER_HEADING or introduces_next(block, after, area.width_in)
            parts.append(self._write_block(block, area, keep_with_next=follows and leads))
        return "".join(parts)

    def _write_block(self, block: Block, area: LayoutArea, *, keep_with_next: bool) -> str:
        """Render one block as HTML; `keep_with_next` keeps it on the same page as the next block."""
        match block:
            case Heading():
                return self._write_heading(next(self._next))
            case Paragraph():
                return _paragraph_html(block, area, keep_with_next=keep_with_next)
            case List():
                return self._write_list(block, area, keep_with_next=keep_with_next)
            case Table():
                return self._write_table(block, area, "plain")
            case CodeBlock():
                html = _code_html(block, keep_with_next=keep_with_next and area.is_paged)
                return scrolling_box_html(html, "Lines") if area.is_scrollable else html
            case Container():
                return self._write_container(block, area, keep_with_next=keep_with_next)
            case _:
                raise AssertionError(block)

    def _write_heading(self, entry: OutlineEntry) -> str:
        tag = self._next_heading_tag(entry.level)
        number = f'<span class="number">{entry.number}</span> ' if entry.number else ""
        title = inline_html(entry.runs, is_paged=False)
        return f'<{tag} class="level-{entry.level}" id="{escape(entry.anchor)}">{number}{title}</{tag}>\n'

    def _next_heading_tag(self, level: int) -> str:
        """Return the tag name of the next heading; never skips a level, for accessibility."""
        self._level = min(level, self._level + 1)
        return f"h{self._level + self._top - 1}"

    def _write_list(self, block: List, area: LayoutArea, *, keep_with_next: bool) -> str:
        tag = "ol" if block.ordered else "ul"
        kept = choose_kept_items(block, area.width_in) if area.is_paged else KeptItems()
        items: list[str] = []
        last = len(block.items) - 1
        for number, item in enumerate(block.items):
            ends = ["first"] * (kept.first and number == 0) + ["last"] * (kept.last and number == last)
            first = item.blocks[0] if item.blocks else None
            lead = inline_html(first.runs, is_paged=area.is_paged) if isinstance(first, Paragraph) else ""
            rest = item.blocks[1:] if isinstance(first, Paragraph) else item.blocks
            items.append(f"<li{_class_attribute(ends)}>{lead}{self.write(rest, area)}</li>\n")
        classes = ["lead-in"] * keep_with_next + ["small"] * kept.all
        return f"<{tag}{_class_attribute(classes)}>\n{''.join(items)}</{tag}>\n"

    def _write_table(self, table: Table, area: LayoutArea, look: str, *, keep_with_next: bool = False) -> str:
        number = ""
        if table.caption:
            self._tables += 1
            number = translate("table.number", number=self._tables)
        html = table_html(
            table, TableSettings(look, area.width_in, area.page_height_in, number, area.is_paged, keep_with_next)
        )
        wide = area.is_scrollable and len(table.header) > FITTING_COLUMNS
        return scrolling_box_html(html, number.removesuffix(".") or translate("table")) if wide else html

    def _write_container(self, box: Container, area: LayoutArea, *, keep_with_next: bool) -> str:
        match box.name:
            case "figure":
                return self._write_figure(box, box.argument, _get_captions(box), area)
            case "chart":
                return self._write_chart(box, area)
            case "callout":
                return self._write_callout(box, area)
            case "cards" | "columns":
                return self._write_side_by_side(box, area)
            case "facts" | "compare":
                tables = [block for block in box.blocks if isinstance(block, Table)]
                return "".join(
                    self._write_table(table, area, box.name, keep_with_next=keep_with_next) for table in tables
                )
            case "contents":
                return contents_html(self.entries)
            case _:
                raise AssertionError(box.name)

    def _write_chart(self, box: Container, area: LayoutArea) -> str:
        """Render a bar chart, or its source table if the number of bars is not readable."""
        chart = read_chart(box)
        if chart.is_readable:
            return self._write_figure(box, chart, (chart.caption,) if chart.caption else (), area)
        key = box.attributes.get("key")
        table = self.write(box.blocks, area)
        return f'<div id="{escape(key)}">{table}</div>\n' if key else table

    def _write_figure(
        self, box: Container, figure_or_chart: str | Chart, captions: tuple[Runs, ...], area: LayoutArea
    ) -> str:
        self._figures += 1
        picture = self._render_figure(figure_or_chart, area, f"figure-{self._figures}-")
        key = box.attributes.get("key")
        anchor = f' id="{escape(key)}"' if key else ""
        number = f"<b>{translate('figure.number', number=self._figures)}</b> " if self._numbers else ""
        caption_text = "<br>".join(inline_html(runs, is_paged=area.is_paged) for runs in captions)
        caption = f"<figcaption>{number}{caption_text}</figcaption>" if caption_text else ""
        name = figure_or_chart if isinstance(figure_or_chart, str) else "chart"
        return f'<figure class="{escape(name)}"{anchor}>{picture}{caption}</figure>\n'

    def _write_callout(self, box: Container, area: LayoutArea) -> str:
        name = box.argument
        head = f'<span class="name">{escape(box.attributes.get("title") or CALLOUT_LABELS[name])}.</span>'
        blocks = box.blocks
        if blocks and isinstance(blocks[0], Paragraph):
            head, blocks = f"{head} {inline_html(blocks[0].runs, is_paged=area.is_paged)}", blocks[1:]
        inner_area = replace(area, width_in=area.width_in - 0.3)
        short = " short" if count_letters(box.blocks) <= _MAX_UNBROKEN_CALLOUT_LETTERS else ""
        return f'<div class="callout {name}{short}"><p>{head}</p>\n{self.write(blocks, inner_area)}</div>\n'

    def _write_side_by_side(self, box: Container, area: LayoutArea) -> str:
        parts = list(_split_at_headings(box.blocks))
        per_row = -(-len(parts) // -(-len(parts) // _CARDS_PER_ROW)) if parts else 1
        kind = "card" if box.name == "cards" else "column"
        if any(count_letters(blocks) > _MAX_COLUMN_LETTERS for _, blocks in parts):
            per_row = 1
        width = (area.width_in - _GAP_IN * (per_row - 1)) / per_row - (0.3 if kind == "card" else 0)
        inner_area = replace(area, width_in=width, max_figure_height_in=area.max_figure_height_in / 2)
        level = self._level
        rows = []
        for start in range(0, len(parts), per_row):
            cells = []
            for head, blocks in parts[start : start + per_row]:
                self._level = level
                cells.append(self._write_part(kind, head, blocks, inner_area))
            rows.append(f'<div class="{kind}s side-{per_row}">{"".join(cells)}</div>\n')
        self._level = level
        return "".join(rows)

    def _write_part(self, kind: str, head: Heading | None, blocks: tuple[Block, ...], area: LayoutArea) -> str:
        tone = head.attributes.get("tone", "plain") if head else "plain"
        title = ""
        if head:
            tag = self._next_heading_tag(3)
            key = head.attributes.get("key")
            anchor = f' id="{escape(key)}"' if key else ""
            title = f'<{tag} class="head"{anchor}>{inline_html(head.runs, is_paged=False)}</{tag}>'
        return f'<div class="{kind} {escape(tone)}">{title}{self.write(blocks, area)}</div>'


def _class_attribute(names: list[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _paragraph_html(block: Paragraph, area: LayoutArea, *, keep_with_next: bool) -> str:
    if not block.runs:
        return ""
    class_attribute = ' class="lead-in"' if keep_with_next else ""
    return f"<p{class_attribute}>{inline_html(block.runs, is_paged=area.is_paged)}</p>\n"


def _get_captions(box: Container) -> tuple[Runs, ...]:
    """Return the paragraphs of a figure."""
    return tuple(block.runs for block in box.blocks if isinstance(block, Paragraph))


def _split_at_headings(blocks: tuple[Block, ...]) -> Iterator[tuple[Heading | None, tuple[Block, ...]]]:
    """Yield each heading with the blocks below it; blocks before the first heading get None."""
    head: Heading | None = None
    gathered: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            if head or gathered:
                yield head, tuple(gathered)
            head, gathered = block, []
        else:
            gathered.append(block)
    if head or gathered:
        yield head, tuple(gathered)


def _code_html(block: CodeBlock, *, keep_with_next: bool) -> str:
    """Render code verbatim. The line break after `<pre>` is required: HTML parsers drop the first one."""
    lines = sum(1 + len(line) // _CODE_LINE_LETTERS for line in block.text.split("\n"))
    classes = ["code"] + ["short"] * (lines <= _SHORT_CODE_LINES) + ["lead-in"] * keep_with_next
    return f"<pre{_class_attribute(classes)}>\n{escape(block.text)}</pre>\n"
