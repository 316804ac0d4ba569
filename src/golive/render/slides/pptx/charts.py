"""Charts → Office XML: the frame on the slide, and the chart's own part."""

from decimal import Decimal
from typing import Final

from golive.markdown.chart import Chart
from golive.render.chart_drawing import GAP, TONES, Bars, measure_bars
from golive.render.slides.model import Plot
from golive.render.slides.pptx.markup import HEAD, attribute, color, escape, place
from golive.render.slides.theme.colors import Scheme

CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEET: Final = "Sheet1"
COLUMNS: Final = "ABCD"
_CATEGORY_AXIS, _VALUE_AXIS = 111_111_111, 222_222_222
_SPACES: Final = (
    f'xmlns:c="{CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def plot_xml(element: Plot, number: int, relationship: str) -> str:
    """The chart's frame on its slide; `number` is its id there."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name={attribute(element.name)} '
        f"descr={attribute(element.chart.alt)}/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>"
        f'{place(element.rect, "p:xfrm")}<a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id={attribute(relationship)}/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def chart_xml(element: Plot, language: str, workbook: str, scheme: Scheme) -> bytes:
    """The chart's part.

    Args:
        element: the chart, its place and its text's size.
        language: BCP 47 tag of its text.
        workbook: the relationship to the workbook that holds its numbers.
        scheme: the theme's colours.
    """
    chart, bars = element.chart, measure_bars(element.chart, element.frame)
    text, strong = (_text(bars.size_pt, language, scheme, bold=bold) for bold in (False, True))
    series = "".join(_series(chart, number, strong, scheme) for number in range(len(chart.series)))
    several = len(chart.series) > 1
    legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{text}</c:legend>' if several else ""
    return (
        f'{HEAD}<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_layout(bars, element)}'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{round(GAP * 100)}"/><c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
        f"</c:barChart>{_category_axis(text, scheme)}{_value_axis(chart, bars, element)}<c:spPr><a:noFill/></c:spPr>"
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}"
        f'<c:externalData r:id={attribute(workbook)}><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _layout(bars: Bars, element: Plot) -> str:
    """The bars' own place, as shares of the chart: beside the categories, below the legend, up to the right edge."""
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


def _text(size_pt: float, language: str, scheme: Scheme, *, bold: bool) -> str:
    run = (
        f'<a:defRPr lang="{language}" sz="{round(size_pt * 100)}" b="{int(bold)}"><a:solidFill>{color("ink", scheme)}'
        '</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
    )
    end = f'<a:endParaRPr lang="{language}"/>'
    return f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>{run}</a:pPr>{end}</a:p></c:txPr>'


def number_format(chart: Chart) -> str:
    """How the program shows the numbers: as the chart's own labels do."""
    return "#,##0" + ("." + "0" * chart.decimals if chart.decimals else "")


def _series(chart: Chart, number: int, text: str, scheme: Scheme) -> str:
    series = chart.series[number]
    column, last = COLUMNS[number + 1], len(chart.categories) + 1
    code = number_format(chart)
    categories = _points([escape(category) for category in chart.categories])
    values = _points([plain_number(value) for value in series.values])
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>'
        f"<c:strCache>{_points([escape(series.name)])}</c:strCache></c:strRef></c:tx>"
        f'<c:spPr><a:solidFill>{color(TONES[number], scheme)}</a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f"{_labels(code, text)}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{categories}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>{code}"
        f"</c:formatCode>{values}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _labels(code: str, text: str) -> str:
    """The number at the end of each bar, and nothing else."""
    flags = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    shown = "".join(f'<c:show{flag} val="{int(flag == "Val")}"/>' for flag in flags)
    return (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{text}<c:dLblPos val="outEnd"/>{shown}</c:dLbls>'
    )


def _points(values: list[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def plain_number(value: Decimal) -> str:
    """A number as files hold it: without an exponent, without thousands."""
    return f"{value:f}"


def _category_axis(text: str, scheme: Scheme) -> str:
    """The first category stands on top, as in the table."""
    line = f'<c:spPr><a:ln w="9525"><a:solidFill>{color("rule", scheme)}</a:solidFill></a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}{text}'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart, bars: Bars, element: Plot) -> str:
    """From zero to what leaves room for the number beside the longest bar; not shown, since each bar says its own."""
    most = float(chart.largest) * (element.rect.width - bars.left) / bars.reach
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{most:.6g}"/>'
        '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/></c:valAx>'
    )
