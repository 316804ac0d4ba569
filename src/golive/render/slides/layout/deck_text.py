"""Extract the text of a planned deck, for searching, comparing and testing."""

from collections.abc import Iterator

from golive.render.slides.model import Element, Grid, Panel, Para, Picture, Plot, Slide


def iter_paragraphs(element: Element) -> Iterator[Para]:
    """Yield the paragraphs of a panel or table, in reading order; nothing for figures and charts."""
    if isinstance(element, Panel):
        yield from element.paras
    elif isinstance(element, Grid):
        for row in element.rows:
            for cell in row.cells:
                yield from cell.paras


def iter_slide_texts(slide: Slide) -> Iterator[str]:
    """Yield every text on a slide except the footers, in reading order."""
    for element in slide.elements:
        if isinstance(element, Picture):
            for shape in element.drawing.shapes:
                for line in getattr(shape, "lines", ()):
                    yield line.text
        elif isinstance(element, Plot):
            yield from element.chart.categories
            for series in element.chart.series:
                yield from map(element.chart.format_value, series.values)
        else:
            for para in iter_paragraphs(element):
                yield para.text
