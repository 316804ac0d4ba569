"""Write the embedded workbook of a chart as a minimal .xlsx, so that its numbers can be edited."""

from collections.abc import Iterator
from typing import Final

from golive.markdown.chart import Chart
from golive.ooxml.xml_text import XML_DECLARATION, escape_text, quote_attribute
from golive.ooxml.zip_writer import write_package
from golive.render.slides.pptx.charts import COLUMNS, SHEET, format_plain_number, get_number_format

XLSX_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAX_COLUMN_WIDTH: Final = 60


def write_chart_workbook(chart: Chart) -> bytes:
    """Write the chart data as a workbook with the categories in column A. Equal charts give equal bytes."""
    rows = [tuple(_build_header_cells(chart)), *_build_data_rows(chart)]
    parts = {
        "[Content_Types].xml": _content_types_xml(),
        "_rels/.rels": _relationships_xml(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relationships_xml(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _styles_xml(chart),
        "xl/worksheets/sheet1.xml": _sheet_xml(chart, rows),
    }
    return write_package({name: (XML_DECLARATION + xml).encode() for name, xml in parts.items()})


def _build_header_cells(chart: Chart) -> Iterator[str]:
    for column, text in enumerate((chart.category_label, *(series.name for series in chart.series))):
        yield _text_cell_xml(f"{COLUMNS[column]}1", text)


def _build_data_rows(chart: Chart) -> Iterator[tuple[str, ...]]:
    for number, category in enumerate(chart.categories):
        row = number + 2
        values = (format_plain_number(series.values[number]) for series in chart.series)
        cells = (f'<c r="{COLUMNS[n]}{row}" s="1"><v>{value}</v></c>' for n, value in enumerate(values, 1))
        yield (_text_cell_xml(f"A{row}", category), *cells)


def _text_cell_xml(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape_text(text)}</t></is></c>'


def _sheet_xml(chart: Chart, rows: list[tuple[str, ...]]) -> str:
    widest = min(max(map(len, (chart.category_label, *chart.categories))) + 2, _MAX_COLUMN_WIDTH)
    columns = f'<cols><col min="1" max="1" width="{widest}" customWidth="1"/></cols>'
    data = "".join(f'<row r="{n}">{"".join(cells)}</row>' for n, cells in enumerate(rows, 1))
    size = f'<dimension ref="A1:{COLUMNS[len(chart.series)]}{len(rows)}"/>'
    return f'<worksheet xmlns="{_MAIN}">{size}{columns}<sheetData>{data}</sheetData></worksheet>'


def _styles_xml(chart: Chart) -> str:
    """Return the styles: one for text, one for numbers in the format of the chart."""
    code = quote_attribute(get_number_format(chart))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode={code}/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _relationships_xml(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types_xml() -> str:
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "styles": "styles"}
    rows = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{rows}'
        "</Types>"
    )
