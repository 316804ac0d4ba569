"""Write the embedded workbook of a chart with XlsxWriter, so that its numbers can be edited.

python-pptx's own workbook writer uses XlsxWriter too, but stamps the current time and knows no column widths.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import Final

from xlsxwriter import Workbook

from golive.markdown.chart import Chart
from golive.ooxml.xml_text import replace_invalid_characters
from golive.ooxml.zip_writer import write_package
from golive.render.slides.pptx.charts import SHEET, get_number_format

_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
_MAX_COLUMN_WIDTH: Final = 60


def write_chart_workbook(chart: Chart) -> bytes:
    """Write the chart data as a workbook with the categories in column A. Equal charts give equal bytes."""
    stream = io.BytesIO()
    # Texts are texts: without these options, XlsxWriter makes a formula of "=…" and a link of "http://…".
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, options) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet(SHEET)
        sheet.set_column(0, 0, min(max(map(len, (chart.category_label, *chart.categories))) + 2, _MAX_COLUMN_WIDTH))
        header = (chart.category_label, *(series.name for series in chart.series))
        sheet.write_row(0, 0, map(replace_invalid_characters, header))
        sheet.write_column(1, 0, map(replace_invalid_characters, chart.categories))
        number_format = workbook.add_format({"num_format": get_number_format(chart)})
        for column, series in enumerate(chart.series, 1):
            sheet.write_column(1, column, series.values, number_format)
    with zipfile.ZipFile(stream) as archive:
        return write_package({name: archive.read(name) for name in archive.namelist()})
