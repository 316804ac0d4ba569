"""A deck with one of everything that python-pptx can write."""

from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches


def write_with_python_pptx(path: Path) -> Path:
    """Write one of everything that python-pptx can write."""
    presentation = Presentation()
    categories: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    categories.categories = ["Jan", "Feb"]
    categories.add_series("Bills", (3, 4))
    points: Any = XyChartData()  # type: ignore[no-untyped-call]
    points.add_series("a").add_data_point(1, 2)
    bubbles: Any = BubbleChartData()  # type: ignore[no-untyped-call]
    bubbles.add_series("a").add_data_point(1, 2, 3)
    charts = dict.fromkeys(("COLUMN_CLUSTERED", "LINE_MARKERS", "PIE", "AREA_STACKED", "DOUGHNUT", "RADAR"), categories)
    for layout in presentation.slide_layouts:
        presentation.slides.add_slide(layout)
    for kind, data in (charts | {"XY_SCATTER_LINES": points, "BUBBLE": bubbles}).items():
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        slide.shapes.add_chart(XL_CHART_TYPE[kind], Inches(1), Inches(1), Inches(4), Inches(3), data)
    shapes = presentation.slides.add_slide(presentation.slide_layouts[5]).shapes
    table = shapes.add_table(3, 3, 0, 0, Inches(4), Inches(2)).table
    table.cell(0, 0).merge(table.cell(1, 1))
    presentation.slides[0].notes_slide.notes_text_frame.text = "Notes"
    presentation.save(str(path))
    return path
