"""Small parts of the PDF's making, each on its own."""

import zlib
from io import BytesIO

import pydyf
import pytest
from msgspec.structs import replace
from tests.render.pdf.samples import META

from golive.render.html.style_sheet import TypeScale, build_style_sheet
from golive.render.palette import PALETTE
from golive.render.pdf.attachment import Attachment
from golive.render.pdf.weasyprint.engine import load_weasyprint
from golive.render.pdf.weasyprint.tags.streams import avoid_trailing_carriage_returns

load_weasyprint()  # the fetcher's module imports the engine, which must first be told where its fonts are

from weasyprint.urls import FatalURLFetchingError  # noqa: E402

from golive.render.pdf.weasyprint.url_fetcher import RestrictedFetcher  # noqa: E402

FILE = Attachment("a.csv", b"a,b\n", "text/csv", "Data")


def make_unlucky_data() -> bytes:
    """Data whose checksum ends in a carriage return."""
    return next(data for number in range(256) if zlib.adler32(data := bytes([113, number])) & 0xFF == 0x0D)


@pytest.mark.parametrize("extra", [{}, {"Length1": 9}, {"Type": "/EmbeddedFile"}])
def test_no_stream_ends_in_a_carriage_return_and_files_keep_their_bytes(extra: dict[str, object]) -> None:
    pdf = pydyf.PDF()
    stream = pydyf.Stream([make_unlucky_data()], extra, compress=True)
    pdf.add_object(stream)
    assert stream.data.endswith(b"\r\nendstream")

    avoid_trailing_carriage_returns(pdf)

    assert not stream.data.endswith(b"\r\nendstream")
    assert stream.stream[0] == make_unlucky_data()
    assert len(stream.stream) == (1 if extra else 2)
    written = BytesIO()
    pdf.write(written)
    assert b"\r\nendstream" not in written.getvalue()


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "//example.org/x",
        "/etc/passwd",
        "font:../fonts.conf",
        "font:fonts.conf",
        "font:/etc/passwd",
        "attachment:1",
        "attachment:",
        "data:text/plain;base64,%%%",
        f"data:text/plain,{'A' * 2_000_001}",
        "jar:file:///etc/passwd",
        "",
    ],
)
def test_the_fetcher_opens_nothing_that_it_was_not_made_with(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        RestrictedFetcher({"0": FILE}).fetch(url)


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("attachment:0", b"a,b\n"),
        ("data:text/plain,a%20b", b"a b"),
        ("data:;base64,YQ==", b"a"),
        ("font:Inter-Bold.ttf", b"\0\1\0\0"),
    ],
)
def test_the_fetcher_opens_fonts_inline_data_and_attachments(url: str, start: bytes) -> None:
    assert RestrictedFetcher({"0": FILE}).fetch(url).read().startswith(start)


def test_a_style_sheet_gets_its_colours_its_sheet_and_its_size() -> None:
    sheet = build_style_sheet("p{margin:0}", META, "explainer", {**PALETTE, "dark": "102030"}, TypeScale(0.9, 1.5))
    assert "--dark:#102030;" in sheet
    assert "--sit:#1f5fa8;" in sheet
    assert "--scale:0.9;--air:1.5" in sheet
    assert "size:8.5in 11in" in sheet
    assert ".cover" not in sheet


def test_a_draft_is_marked_in_colour_at_the_foot() -> None:
    assert "@bottom-left{color" not in build_style_sheet("", META, "runbook", PALETTE)
    assert "@bottom-left{color:var(--uat)" in build_style_sheet(
        "", replace(META, draft_mark="Draft"), "runbook", PALETTE
    )


def test_the_art_of_the_cover_is_drawn_in_the_palettes_colours() -> None:
    assert build_style_sheet("", META, "runbook", PALETTE) != build_style_sheet(
        "", META, "runbook", {**PALETTE, "dark": "000000"}
    )
