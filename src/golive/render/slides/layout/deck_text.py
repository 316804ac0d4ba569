"""What a planned deck says: for searching, comparing and testing."""

from collections.abc import Iterator

from golive.render.slides.model import Element, Grid, Panel, Para, Picture, Plot, Slide


def paragraphs(element: Element) -> Iterator[Para]:
    """Every paragraph of an element but a figure's and a chart's, in reading order."""
    if isinstance(element, Panel):
        yield from element.paras
    elif isinstance(element, Grid):
        for row in element.rows:
            for cell in row.cells:
                yield from cell.paras


def words(slide: Slide) -> Iterator[str]:
    """Every text on a slide but its foot, in reading order: for searching, comparing and testing."""
    for element in slide.elements:
        if isinstance(element, Picture):
            for shape in element.drawing.shapes:
                for line in getattr(shape, "lines", ()):
                    yield line.text
        elif isinstance(element, Plot):
            yield from element.chart.categories
            for series in element.chart.series:
                yield from map(element.chart.shown, series.values)
        else:
            for para in paragraphs(element):
                yield para.text
