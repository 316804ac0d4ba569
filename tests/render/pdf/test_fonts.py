"""The fonts of PDFs: those that a text needs, and no others."""

import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.render.pdf.samples import META, draw_sample_figure, read_style

from golive.audit.files import audit_file
from golive.markdown.document import CodeBlock, Document, Heading, Paragraph, Run
from golive.render.pdf import fonts, render_pdf
from golive.render.pdf.engines import ENGINES, PdfEngineName

EASTERN = "保険料の請求 客户可以在线支付账单 고객은 온라인으로 납부합니다"
needs_extra = pytest.mark.skipif(not fonts.has_cjk_fonts(), reason="golive[fonts] is not installed")


def render_text(text: str, engine: PdfEngineName = "weasyprint") -> bytes:
    blocks = (
        Heading(1, (Run("Chapter"),), {"key": "c"}),
        Paragraph((Run(text), Run(text, bold=True))),
        CodeBlock(text),
    )
    return render_pdf(Document(blocks), META, read_style("runbook"), draw_sample_figure, "runbook", engine=engine)


def list_fonts(content: bytes) -> set[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        found = (str(one.BaseFont) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one)
        return {name.rpartition("+")[2].lstrip("/") for name in found}


@needs_extra
@pytest.mark.parametrize("engine", ENGINES)
def test_chinese_japanese_and_korean_are_set_in_the_fonts_of_the_extra_and_can_be_read_back(
    engine: PdfEngineName, tmp_path: Path
) -> None:
    content = render_text(EASTERN, engine)
    assert len([name for name in list_fonts(content) if "CJK" in name]) >= 2
    read = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    assert EASTERN.replace(" ", "") in "".join(read.split())
    assert content == render_text(EASTERN, engine)
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    assert audit_file(path) == ()


@needs_extra
def test_both_engines_draw_east_asian_glyphs_as_large() -> None:
    def ink(engine: PdfEngineName) -> int:
        draw = ["pdftoppm", "-f", "2", "-l", "2", "-r", "40", "-gray", "-singlefile", "-"]
        picture = subprocess.run(draw, input=render_text(EASTERN, engine), capture_output=True, check=True).stdout
        return sum(255 - level for level in picture.split(b"255\n", 1)[1])

    inks = [ink(engine) for engine in ENGINES]
    assert max(inks) < 1.1 * min(inks)


@needs_extra
@pytest.mark.parametrize("text", ["Zażółć – Ελληνικά", "account\u200bnumber, soft\u00adhyphen"])
def test_what_does_not_need_the_extra_is_made_without_it(text: str) -> None:
    assert not any("CJK" in name for name in list_fonts(render_text(text)))
    assert "CJK" not in fonts.fonts_css(text)


@needs_extra
def test_a_character_that_only_one_weight_has_is_not_known() -> None:
    assert fonts.find_missing_characters(EASTERN) == []
    assert fonts.find_missing_characters("ไทย 水 ש") == ["ไ", "ท", "ย", "ש"]


def test_a_font_whose_package_is_missing_is_not_found() -> None:
    assert fonts.FontFile("A", 400, "normal", "A.otf", "no_such_package").find_path() is None
    assert fonts.read_font_file("../fonts.conf") is None
    assert fonts.read_font_file("Inter-Regular.ttf")
