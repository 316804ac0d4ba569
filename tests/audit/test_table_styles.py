"""The contrast of texts in tables is judged with the style of the table."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt
from tests.render.slides.brands import repack

from golive.audit.files import audit_file
from golive.ooxml.colors import mix_colors

MEDIUM_2 = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
OWN = "{11111111-2222-3333-4444-555555555555}"
CONTRAST = {"contrast", "contrast-partly", "contrast-unknown"}


def format_fill(color: str) -> str:
    return f'<a:fill><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:fill>'


def format_style_part(name: str, ink: str = "", fill: str = "", bold: str = "") -> str:
    text = f'<a:tcTxStyle{bold}><a:fontRef idx="minor"/><a:srgbClr val="{ink}"/></a:tcTxStyle>' if ink else ""
    return f"<a:{name}>{text}<a:tcStyle>{fill}</a:tcStyle></a:{name}>"


def audit_table_contrast(
    folder: Path, style: str, parts: str = "", flags: Mapping[str, bool] | None = None, size_pt: int = 12
) -> dict[str, list[str]]:
    """Audit a deck with a table of four rows; return the messages about contrast by rule."""
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text_frame.text = "Rows"
    table = slide.shapes.add_table(4, 3, Inches(1), Inches(2), Inches(8), Inches(3)).table
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"cell {row} {column}"
            table.cell(row, column).text_frame.paragraphs[0].runs[0].font.size = Pt(size_pt)
    for name, value in (flags or {}).items():
        setattr(table, name, value)
    table._tbl.tblPr.find("{*}tableStyleId").text = style
    stream = io.BytesIO()
    deck.save(stream)
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    listed = f'<a:tblStyle styleId="{OWN}" styleName="Own">{parts}</a:tblStyle>' if parts else ""
    own = f'<a:tblStyleLst {space} def="{MEDIUM_2}">{listed}</a:tblStyleLst>'.encode()
    path = folder / "deck.pptx"
    path.write_bytes(repack(stream.getvalue(), lambda files: files.update({"ppt/tableStyles.xml": own})))
    messages_by_rule: dict[str, list[str]] = {}
    for finding in audit_file(path):
        if finding.check in CONTRAST:
            messages_by_rule.setdefault(finding.check, []).append(finding.message)
    return messages_by_rule


WHOLE = format_style_part("wholeTbl", "000000", format_fill("FFFFFF"))
BAND = format_style_part("band1V", "", format_fill("222222"))


@pytest.mark.parametrize(
    ("style", "parts", "flags", "unreadable"),
    [
        (MEDIUM_2, "", {}, ["0 0", "0 1", "0 2"]),  # white on 4F81BD
        (OWN, WHOLE + format_style_part("firstRow", "FFFFFF", format_fill("FFFF00")), {}, ["0 0", "0 1", "0 2"]),
        (OWN, WHOLE + format_style_part("firstRow", "FFFFFF", format_fill("FFFF00")), {"first_row": False}, []),
        (OWN, WHOLE + format_style_part("firstCol", "FFFF00"), {"first_col": True}, ["0 0", "1 0", "2 0", "3 0"]),
        (OWN, WHOLE + format_style_part("lastRow", "FFFF00"), {"last_row": True}, ["3 0", "3 1", "3 2"]),
        (OWN, WHOLE + format_style_part("band2H", "", format_fill("222222")), {}, ["2 0", "2 1", "2 2"]),
        (OWN, WHOLE + BAND, {"vert_banding": True, "horz_banding": False},
         [f"{row} {column}" for row in range(4) for column in (0, 2)]),
        (OWN, WHOLE + format_style_part("nwCell", "FFFF00"), {"first_col": True}, ["0 0"]),
        (OWN, format_style_part("wholeTbl", "FFFFFF", "<a:fill><a:noFill/></a:fill>"), {},
         [f"{row} {column}" for row in range(4) for column in range(3)]),
        (OWN, f"<a:tblBg>{format_fill('102030')}</a:tblBg>" + format_style_part("wholeTbl", "FFFFFF"), {}, []),
    ],
)  # fmt: skip
def test_the_texts_that_cannot_be_read_are_those_of_the_parts_of_the_style(
    style: str, parts: str, flags: Mapping[str, bool], unreadable: list[str], tmp_path: Path
) -> None:
    said = audit_table_contrast(tmp_path, style, parts, flags)

    assert [
        message.split("\u201d")[0].removeprefix("\u201ccell ") for message in said.pop("contrast", [])
    ] == unreadable
    assert not said


@pytest.mark.parametrize("style", ["{99999999-2222-3333-4444-555555555555}", OWN])
def test_a_style_that_is_not_defined_or_has_a_gradient_leaves_the_contrast_open(style: str, tmp_path: Path) -> None:
    gradient = "<a:fill><a:gradFill/></a:fill>"
    said = audit_table_contrast(
        tmp_path, style, format_style_part("wholeTbl", "000000", gradient) if style == OWN else ""
    )

    assert said == {"contrast-unknown": ["The contrast of 12 texts cannot be judged."]}


def test_a_translucent_fill_is_mixed_with_what_is_behind_it(tmp_path: Path) -> None:
    fill = '<a:fill><a:solidFill><a:srgbClr val="000000"><a:alpha val="20000"/></a:srgbClr></a:solidFill></a:fill>'
    said = audit_table_contrast(tmp_path, OWN, format_style_part("wholeTbl", "FFFFFF", fill))

    assert mix_colors("000000", "FFFFFF", 0.2) == "CCCCCC"
    assert len(said["contrast"]) == 12
    assert all("FFFFFF on CCCCCC" in message for message in said["contrast"])


@pytest.mark.parametrize(("bold", "size_pt", "count"), [("on", 14, 0), ("on", 12, 12), ("off", 14, 12)])
def test_bold_text_of_a_style_is_large_from_14_points(bold: str, size_pt: int, count: int, tmp_path: Path) -> None:
    ink = format_style_part("wholeTbl", "888888", format_fill("FFFFFF"), f' b="{bold}"')

    assert len(audit_table_contrast(tmp_path, OWN, ink, size_pt=size_pt).get("contrast", [])) == count
