"""Write charts as Office XML: the graphic frame on the slide and the chart part."""

from decimal import Decimal
from typing import Final

from golive.markdown.chart import Chart
from golive.ooxml.namespaces import A, C, R
from golive.ooxml.xml_text import XML_DECLARATION, escape_text, quote_attribute
from golive.render.chart_drawing import BAR_GAP, SERIES_COLORS, BarLayout, lay_out_bars
from golive.render.slides.model import Plot
from golive.render.slides.pptx.markup import color_xml, transform_xml
from golive.render.slides.pptx.shapes import holder_xml
from golive.render.slides.theme.colors import ColorScheme
from golive.render.slides.theme.theme import Placeholder

CHART: Final = C.strip("{}")
SHEET: Final = "Sheet1"
COLUMNS: Final = "ABCD"
_CATEGORY_AXIS, _VALUE_AXIS = 111_111_111, 222_222_222
_NAMESPACES: Final = f'xmlns:c="{CHART}" xmlns:a="{A.strip("{}")}" xmlns:r="{R.strip("{}")}"'


def chart_frame_xml(element: Plot, number: int, holder: Placeholder | None, relationship: str) -> str:
    """Return the graphic frame of a chart in its placeholder, if any; `number` is its shape id on the slide."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name={quote_attribute(element.name)} '
        f"descr={quote_attribute(element.chart.alt)}/>"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"{holder_xml(holder)}</p:nvGraphicFramePr>"
        f'{transform_xml(element.rect, "p:xfrm")}<a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id={quote_attribute(relationship)}/></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def chart_part_xml(element: Plot, language: str, workbook: str, scheme: ColorScheme) -> bytes:
    """Return the XML of a chart part.

    Args:
        element: the chart, its rectangle and its text size.
        language: BCP 47 language tag.
        workbook: relationship id of the embedded workbook.
        scheme: colors of the theme.
    """
    chart, bars = element.chart, lay_out_bars(element.chart, element.frame)
    text, strong = (_text_properties_xml(bars.size_pt, language, scheme, bold=bold) for bold in (False, True))
    series = "".join(_series_xml(chart, number, strong, scheme) for number in range(len(chart.series)))
    several = len(chart.series) > 1
    legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{text}</c:legend>' if several else ""
    return (
        f'{XML_DECLARATION}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="{language}"/>'
        '<c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_plot_layout_xml(bars, element)}'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{round(BAR_GAP * 100)}"/><c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
        f"</c:barChart>{_category_axis_xml(text, scheme)}{_value_axis_xml(chart, bars, element)}<c:spPr>"
        "<a:noFill/></c:spPr>"
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}"
        f'<c:externalData r:id={quote_attribute(workbook)}><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _plot_layout_xml(bars: BarLayout, element: Plot) -> str:
    """Return the manual layout of the plot area, as shares of the chart size."""
    rect = element.rect
    high = bars.row * len(bars.labels)
    shares = {
        "x": bars.left / rect.width,
        "y": bars.top / rect.height,
        "w": 1 - bars.left / rect.width,
        "h": high / rect.height,
    }
    values = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares.items())
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{modes}{values}</c:manualLayout></c:layout>"


def _text_properties_xml(size_pt: float, language: str, scheme: ColorScheme, *, bold: bool) -> str:
    run = (
        f'<a:defRPr lang="{language}" sz="{round(size_pt * 100)}" b="{int(bold)}"><a:solidFill>'
        f"{color_xml('ink', scheme)}"
        '</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
    )
    end = f'<a:endParaRPr lang="{language}"/>'
    return f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>{run}</a:pPr>{end}</a:p></c:txPr>'


def get_number_format(chart: Chart) -> str:
    """Return the Excel number format that matches the labels of the chart."""
    return "#,##0" + ("." + "0" * chart.decimal_places if chart.decimal_places else "")


def _series_xml(chart: Chart, number: int, text: str, scheme: ColorScheme) -> str:
    series = chart.series[number]
    column, last = COLUMNS[number + 1], len(chart.categories) + 1
    code = get_number_format(chart)
    categories = _points_xml([escape_text(category) for category in chart.categories])
    values = _points_xml([format_plain_number(value) for value in series.values])
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>'
        f"<c:strCache>{_points_xml([escape_text(series.name)])}</c:strCache></c:strRef></c:tx>"
        f"<c:spPr><a:solidFill>{color_xml(SERIES_COLORS[number], scheme)}</a:solidFill></c:spPr>"
        '<c:invertIfNegative val="0"/>'
        f"{_data_labels_xml(code, text)}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{categories}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>{code}"
        f"</c:formatCode>{values}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _data_labels_xml(code: str, text: str) -> str:
    """Return data labels that show only the value, at the end of each bar."""
    flags = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    shown = "".join(f'<c:show{flag} val="{int(flag == "Val")}"/>' for flag in flags)
    return (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{text}<c:dLblPos val="outEnd"/>{shown}</c:dLbls>'
    )


def _points_xml(values: list[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def format_plain_number(value: Decimal) -> str:
    """Format a number without an exponent or thousands separators."""
    return f"{value:f}"


def _category_axis_xml(text: str, scheme: ColorScheme) -> str:
    """Return the category axis, with the first category at the top."""
    line = f'<c:spPr><a:ln w="9525"><a:solidFill>{color_xml("rule", scheme)}</a:solidFill></a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}{text}'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis_xml(chart: Chart, bars: BarLayout, element: Plot) -> str:
    """Return the hidden value axis, from zero to a maximum that leaves room for the longest label."""
    most = float(chart.max_value) * (element.rect.width - bars.left) / bars.max_bar_length
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{most:.6g}"/>'
        '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/></c:valAx>'
    )
