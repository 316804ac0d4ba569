"""Charts on slides: native, with a workbook, and a table where there are too many rows."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from xml.etree.ElementTree import fromstring

from pptx import Presentation
from tests.render.slides.samples import parse_deck

from golive.markdown.chart import Chart, Series
from golive.render.slides.model import Deck, Grid, Plot
from golive.render.slides.pptx.chart_workbook import write_chart_workbook

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHANNELS = (("Web", "11,800"), ("Phone & mail", "1,900"), ("Lockbox", "0"))


def make_document(rows: tuple[tuple[str, str], ...] = CHANNELS) -> str:
    table = "\n".join(f"| {name} | {number} |" for name, number in rows)
    head = "## One {key=one}\n\nSee [us](https://example.org).\n\n::: chart bar {key=channels}\n\nTable: By channel"
    return f"{head}\n\n| Channel | Payments |\n|---|---|\n{table}\n\n:::\n"


def test_the_chart_is_native_and_its_numbers_are_the_tables(make: Callable[..., bytes]) -> None:
    presentation = Presentation(io.BytesIO(make(parse_deck(make_document()))))
    frame = next(shape for shape in presentation.slides[1].shapes if shape.has_chart)
    chart = frame.chart

    assert list(chart.plots[0].categories) == [name for name, _ in CHANNELS]
    assert list(chart.plots[0].series[0].values) == [11800, 1900, 0]
    assert not chart.has_legend
    assert frame.name == "one:chart:channels"
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == (
        "Bar chart of Payments by Channel: Web 11,800; Phone & mail 1,900; Lockbox 0."
    )


def test_several_series_have_a_legend(make: Callable[..., bytes]) -> None:
    text = "## One {key=one}\n\n::: chart bar\n\n| A | 2026 | 2027 |\n|---|---|---|\n| x | 1 | 2.5 |\n\n:::\n"
    presentation = Presentation(io.BytesIO(make(parse_deck(text))))
    chart = next(shape for shape in presentation.slides[1].shapes if shape.has_chart).chart

    assert chart.has_legend
    assert [series.name for series in chart.plots[0].series] == ["2026", "2027"]
    assert [list(series.values) for series in chart.plots[0].series] == [[1], [2.5]]


def test_axis_ids_are_positive_and_known(make: Callable[..., bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(make(parse_deck(make_document())))) as package:
        root = fromstring(package.read("ppt/charts/chart2-1.xml"))
    ids = [int(e.get("val", "")) for e in root.iter(f"{CHART}axId")]

    assert [e.get("val") for e in root.iter(f"{CHART}orientation")] == ["maxMin", "minMax"]  # first category on top
    assert all(0 < one < 2**31 for one in ids)
    assert len(set(ids)) == 2


def test_the_workbook_holds_the_same_table(make: Callable[..., bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(make(parse_deck(make_document())))) as package:
        book = package.read("ppt/embeddings/chart2-1.xlsx")
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        root = fromstring(package.read("xl/worksheets/sheet1.xml"))
        texts = ["".join(entry.itertext()) for entry in fromstring(package.read("xl/sharedStrings.xml"))]
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert b"1980-01-01T00:00:00Z" in package.read("docProps/core.xml")
    rows = [
        [texts[int(text)] if cell.get("t") == "s" else text for cell in row for text in ["".join(cell.itertext())]]
        for row in root.iter()
        if row.tag.endswith("}row")
    ]

    places = [cell.get("r") for row in root.iter() if row.tag.endswith("}row") for cell in row]

    assert places == ["A1", "B1", "A2", "B2", "A3", "B3", "A4", "B4"]
    assert rows == [["Channel", "Payments"], ["Web", "11800"], ["Phone & mail", "1900"], ["Lockbox", "0"]]


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    chart = Chart(
        "=1+1",
        ("=cmd|' /C calc'!A0", "http://example.org", "12", "a\x00\ud800b"),
        (Series("Payments", (Decimal(1),) * 4),),
    )
    with zipfile.ZipFile(io.BytesIO(write_chart_workbook(chart))) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert sheet.count('t="s"') == 6  # two headings and four categories
    assert "a\ufffd\ufffdb" in strings


def test_equal_charts_give_equal_bytes(make: Callable[..., bytes]) -> None:
    assert make(parse_deck(make_document())) == make(parse_deck(make_document()))


def test_a_chart_of_too_many_rows_becomes_a_table(plan: Callable[..., Deck]) -> None:
    rows = tuple((f"Channel {n}", str(n)) for n in range(40))

    elements = [e for slide in plan(parse_deck(make_document(rows))).slides[1:] for e in slide.elements]

    assert not any(isinstance(e, Plot) for e in elements)
    assert sum(len(e.rows) - 1 for e in elements if isinstance(e, Grid)) == 40


def test_a_chart_stands_inside_a_card_too(plan: Callable[..., Deck], make: Callable[..., bytes]) -> None:
    inner = make_document().split("\n\n", 2)[2]
    text = f"## One {{key=one}}\n\n:::: cards\n\n### Left\n\n{inner}\n### Right\n\nWords.\n\n::::\n"

    assert any(isinstance(e, Plot) for e in plan(parse_deck(text)).slides[1].elements)
    make(parse_deck(text))
