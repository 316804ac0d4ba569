"""Render the text of a slide as HTML for readers who cannot see its picture."""

from collections.abc import Iterable, Iterator

from golive.markdown.chart import Chart
from golive.ooxml.xml_text import escape_text, quote_attribute
from golive.render.slides.model import Grid, Panel, Para, Picture, Plot, Slide, Span, TableRow


def render_transcript(slide: Slide) -> str:
    """Render everything on a slide except its title, in reading order."""
    parts: list[str] = []
    for element in slide.elements:
        match element:
            case Panel() if element.slot != "title":
                parts += _render_paragraphs(element.paras)
            case Grid():
                parts.append(_render_table(element))
            case Picture():
                parts.append(f"<p>{escape_text(element.drawing.alt)}</p>")
            case Plot():
                parts.append(_render_chart_table(element.chart))
            case _:
                pass
    return "".join(parts)


def _render_paragraphs(paras: Iterable[Para]) -> Iterator[str]:
    """Render paragraphs; adjacent list items of any level share one list."""
    open_list = ""
    for para in paras:
        kind = {"none": "", "number": "ol"}.get(para.bullet, "ul")
        if kind != open_list:
            yield f"</{open_list}>" if open_list else ""
            start = f' start="{para.number}"' if kind == "ol" and para.number != 1 else ""
            yield f"<{kind}{start}>" if kind else ""
            open_list = kind
        yield (
            f"<li>{_render_spans(para.spans)}</li>"
            if kind
            else f"<p>{_render_spans(para.spans)}</p>"
            if para.spans
            else ""
        )
    yield f"</{open_list}>" if open_list else ""


def _render_table(grid: Grid) -> str:
    head = "".join(f'<th scope="col">{_render_cell(cell.paras)}</th>' for cell in grid.rows[0].cells)
    body = "".join(f"<tr>{_render_row(row, row_heads=grid.row_heads)}</tr>" for row in grid.rows[1:])
    caption = f"<caption>{escape_text(grid.alt)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _render_chart_table(chart: Chart) -> str:
    """Render a chart as a table of its numbers."""
    heads = (chart.category_label, *(series.name for series in chart.series))
    head = "".join(f'<th scope="col">{escape_text(text)}</th>' for text in heads)
    body = ""
    for number, category in enumerate(chart.categories):
        cells = "".join(f"<td>{chart.format_value(series.values[number])}</td>" for series in chart.series)
        body += f'<tr><th scope="row">{escape_text(category)}</th>{cells}</tr>'
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _render_row(row: TableRow, *, row_heads: bool) -> str:
    cells = [_render_cell(cell.paras) for cell in row.cells]
    first = f'<th scope="row">{cells[0]}</th>' if row_heads else f"<td>{cells[0]}</td>"
    return first + "".join(f"<td>{cell}</td>" for cell in cells[1:])


def _render_cell(paras: tuple[Para, ...]) -> str:
    return "<br>".join(_render_spans(para.spans) for para in paras)


def _render_spans(spans: tuple[Span, ...]) -> str:
    return "".join(_render_span(span) for span in spans)


def _render_span(span: Span) -> str:
    text = escape_text(span.text)
    for wanted, tag in ((span.code, "code"), (span.italic, "em"), (span.bold, "strong")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f"<a href={quote_attribute(span.href)}>{text}</a>" if span.href else text
