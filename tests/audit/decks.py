"""A small deck with one of everything, in which an audit finds nothing; and how to break it."""

import io
import zipfile
from functools import lru_cache
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck

from golive.ooxml.zip_writer import write_package
from golive.render import slides

Parts = dict[str, bytes]

_TEXT = """
## Bills travel nightly {key=flow label="Flow"}

See [the portal of the city](https://example.com/portal).

::: figure dataflow {key=f}
:::

## Two files carry everything {key=files}

| File | When | Records |
|---|---|---|
| Bills | 02:00 | 1,250 |
| Payments | 18:00 | 900 |
| Returns | 19:00 | 12 |
| Enrollments | 20:00 | 85 |
"""
CHART = "ppt/charts/chart1.xml"


@lru_cache
def make_good_deck() -> bytes:
    """Return a deck with a cover, a linked figure, a table, and a slide with a chart and a picture by python-pptx."""
    presentation = Presentation(io.BytesIO(slides.make_deck(parse_deck(_TEXT), META, THEME, draw_sample)))
    slide = presentation.slides.add_slide(presentation.slide_layouts.get_by_name("Title Only"))
    slide.shapes.title.text_frame.text = "Volumes grow in winter"
    for holder in list(slide.placeholders)[1:]:
        holder._element.getparent().remove(holder._element)
    for layout in [layout for layout in presentation.slide_layouts if not layout.used_by_slides]:
        presentation.slide_layouts.remove(layout)
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Jan", "Feb"]
    data.add_series("Bills", (3, 4))
    data.add_series("Payments", (2, 5))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(4), Inches(3), data)
    frame._element.xpath(".//p:cNvPr")[0].set("descr", "Bills rise from 3 to 4, payments from 2 to 5.")
    picture = slide.shapes.add_picture(io.BytesIO(_make_picture()), Inches(8), Inches(2))
    picture._element.xpath(".//p:cNvPr")[0].set("descr", "A grey point")
    stream = io.BytesIO()
    presentation.save(stream)
    parts = read_parts(stream.getvalue())
    title = (
        parts["ppt/slides/slide4.xml"].decode().replace("<a:r><a:t>Volumes", '<a:r><a:rPr lang="en-US"/><a:t>Volumes')
    )
    parts["ppt/slides/slide4.xml"] = title.encode()
    chart = parts[next(name for name in parts if name.startswith("ppt/charts/chart"))].decode()
    name = next(name for name in parts if name.startswith("ppt/charts/chart"))
    parts[name] = chart.replace('val="-', 'val="').encode()
    return write_package(parts)


def _make_picture() -> bytes:
    """Return a PNG of one gray pixel."""
    stream = io.BytesIO()
    Image.new("L", (1, 1), 128).save(stream, "PNG")
    return stream.getvalue()


def read_parts(content: bytes) -> Parts:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def break_part(part: str, *changes: tuple[str, str]) -> bytes:
    """Return the good deck with texts of one part replaced, each once."""
    parts = read_parts(make_good_deck())
    text = parts[part].decode()
    for old, new in changes:
        assert old in text, f"{part} does not hold {old}: {text[:3000]}"
        text = text.replace(old, new, 1)
    parts[part] = text.encode()
    return write_package(parts)


def replace_parts(**changed: bytes | None) -> bytes:
    """Return the good deck with parts added, replaced or (None) left out; pass names as keywords with `**`."""
    parts: Parts = dict(read_parts(make_good_deck()))
    for name, content in changed.items():
        if content is None:
            del parts[name]
        else:
            parts[name] = content
    return write_package(parts)


def write_zip(*entries: tuple[str, bytes]) -> bytes:
    """Return a zip with exactly these entries; a name may occur twice."""
    import warnings

    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for name, content in entries:
            package.writestr(name, content)
    return stream.getvalue()
