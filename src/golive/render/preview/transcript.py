"""What a slide says, as HTML: for readers who do not see the picture of it."""

from collections.abc import Iterable, Iterator

from golive.markdown.chart import Chart
from golive.render.slides.model import Grid, Panel, Para, Picture, Plot, Row, Slide, Span
from golive.render.slides.pptx.markup import attribute, escape


def transcript(slide: Slide) -> str:
    """Everything on a slide but its title, in reading order."""
    parts: list[str] = []
    for element in slide.elements:
        match element:
            case Panel() if element.slot != "title":
                parts += _paragraphs(element.paras)
            case Grid():
                parts.append(_table(element))
            case Picture():
                parts.append(f"<p>{escape(element.drawing.alt)}</p>")
            case Plot():
                parts.append(_numbers(element.chart))
            case _:
                pass
    return "".join(parts)


def _paragraphs(paras: Iterable[Para]) -> Iterator[str]:
    """Paragraphs; items of one list, whatever their level, stand in one list."""
    open_list = ""
    for para in paras:
        kind = {"none": "", "number": "ol"}.get(para.bullet, "ul")
        if kind != open_list:
            yield f"</{open_list}>" if open_list else ""
            start = f' start="{para.number}"' if kind == "ol" and para.number != 1 else ""
            yield f"<{kind}{start}>" if kind else ""
            open_list = kind
        yield f"<li>{_text(para.spans)}</li>" if kind else f"<p>{_text(para.spans)}</p>" if para.spans else ""
    yield f"</{open_list}>" if open_list else ""


def _table(grid: Grid) -> str:
    head = "".join(f'<th scope="col">{_cell(cell.paras)}</th>' for cell in grid.rows[0].cells)
    body = "".join(f"<tr>{_row(row, row_heads=grid.row_heads)}</tr>" for row in grid.rows[1:])
    caption = f"<caption>{escape(grid.alt)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _numbers(chart: Chart) -> str:
    """A chart as the table that it was made of."""
    heads = (chart.heading, *(series.name for series in chart.series))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = ""
    for number, category in enumerate(chart.categories):
        cells = "".join(f"<td>{chart.shown(series.values[number])}</td>" for series in chart.series)
        body += f'<tr><th scope="row">{escape(category)}</th>{cells}</tr>'
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Row, *, row_heads: bool) -> str:
    cells = [_cell(cell.paras) for cell in row.cells]
    first = f'<th scope="row">{cells[0]}</th>' if row_heads else f"<td>{cells[0]}</td>"
    return first + "".join(f"<td>{cell}</td>" for cell in cells[1:])


def _cell(paras: tuple[Para, ...]) -> str:
    return "<br>".join(_text(para.spans) for para in paras)


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    text = escape(span.text)
    for wanted, tag in ((span.code, "code"), (span.italic, "em"), (span.bold, "strong")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f"<a href={attribute(span.href)}>{text}</a>" if span.href else text
