"""A good PDF with one of everything, and ways to break it, each with the code that an audit must find it by."""

import io
import zlib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from tests.render.pdf.samples import META, figure, sample, style

from golive.render.pdf import render_pdf

_PLAIN = b"/Subtype /XML /Type /Metadata"

Change = Callable[[pikepdf.Pdf], None]


@lru_cache
def good() -> bytes:
    """A runbook with headings, figures, tables, lists, links and running heads."""
    return render_pdf(sample("every-block"), META, style("runbook"), figure, "runbook")


def changed(change: Change) -> bytes:
    """The good PDF, changed."""
    with pikepdf.open(io.BytesIO(good())) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def with_packed_metadata() -> bytes:
    """The good PDF with its metadata compressed, in place: what writes PDFs here would unpack them."""
    content = changed(lambda _: None)
    place = content.index(_PLAIN)
    start = content.index(b"stream", place) + len(b"stream\n")
    stop = content.index(b"endstream", start) - 1
    packed = zlib.compress(content[start:stop]).ljust(stop - start, b"\n")
    head = content[:place] + b"/Filter /FlateDecode".ljust(len(_PLAIN)) + content[place + len(_PLAIN) : start]
    return head + packed + content[stop:]


def _tags(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    found: list[Any] = []
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        if str(element.S) == f"/{kind}":
            found.append(element)
        kids = element.get("/K", [])
        waiting += [
            kid for kid in (kids if isinstance(kids, Array) else []) if isinstance(kid, Dictionary) and "/S" in kid
        ]
    return found


def _drop(pdf: pikepdf.Pdf, *names: str) -> None:
    for name in names:
        del pdf.Root[name]


def _rename(kind: str, to: str, number: int, pdf: pikepdf.Pdf) -> None:
    _tags(pdf, kind)[number].S = Name(f"/{to}")


def _rename_all(kind: str, to: str, pdf: pikepdf.Pdf) -> None:
    for tag in _tags(pdf, kind):
        tag.S = Name(f"/{to}")


def _set(kind: str, name: str, value: Any, pdf: pikepdf.Pdf) -> None:
    for tag in _tags(pdf, kind):
        if value is None and name in tag:
            del tag[name]
        elif value is not None:
            tag[name] = value


def _xmp(old: bytes, new: bytes, pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes()
    assert old in text
    pdf.Root.Metadata.write(text.replace(old, new))


def _attributes(kind: str, edit: Callable[[Any], None], pdf: pikepdf.Pdf) -> None:
    for tag in _tags(pdf, kind):
        owned = tag.get("/A")
        for owner in owned if isinstance(owned, Array) else [owned]:
            if isinstance(owner, Dictionary):
                edit(owner)


def _without(*names: str) -> Callable[[Any], None]:
    def edit(owner: Any) -> None:
        for name in names:
            if name in owner:
                del owner[name]

    return edit


def _headless(pdf: pikepdf.Pdf) -> None:
    for kind in ("TH", "TD"):
        _attributes(kind, _without("/Scope", "/Headers"), pdf)


def _unknown_headers(pdf: pikepdf.Pdf) -> None:
    _attributes("TD", lambda owner: owner.__setitem__("/Headers", Array([String("nobody")])), pdf)


def _wide_cell(pdf: pikepdf.Pdf) -> None:
    row = next(row for row in _tags(pdf, "TR") if len(row.K) > 1)
    del row.K[0]


def _page_with_links(pdf: pikepdf.Pdf) -> Any:
    return next(page for page in pdf.pages if "/Annots" in page)


def _link(name: str, value: Any, pdf: pikepdf.Pdf) -> None:
    note = _page_with_links(pdf).Annots[0]
    if value is None:
        del note[name]
    else:
        note[name] = value


def _internal_link(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if "/Dest" in note:
                note.Contents = String("sec-2.1")
                return
    raise AssertionError("there is no link inside the document")


def _tabs(pdf: pikepdf.Pdf) -> None:
    del _page_with_links(pdf)["/Tabs"]


def _prepend(code: bytes, pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].contents_add(code, prepend=True)


def _no_artifacts(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        content = b"".join(
            s.read_bytes() for s in ([page.Contents] if not isinstance(page.Contents, Array) else page.Contents)
        )
        page.Contents = pdf.make_stream(content.replace(b"/Pagination", b"/Layout"))


def _unreached(pdf: pikepdf.Pdf) -> None:
    heading = _tags(pdf, "H1")[0]
    parent = heading.P
    for number, kid in enumerate(parent.K):
        if isinstance(kid, Dictionary) and kid.objgen == heading.objgen:
            del parent.K[number]
            return


def _font(edit: Callable[[Any, Any], None], pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[1].Resources.Font.values()))
    edit(font, font.DescendantFonts[0] if "/DescendantFonts" in font else font)


def _unembed(font: Any, inner: Any) -> None:
    for name in ("/FontFile", "/FontFile2", "/FontFile3"):
        if name in inner.FontDescriptor:
            del inner.FontDescriptor[name]


def _unmap(font: Any, inner: Any) -> None:
    del font["/ToUnicode"]


def _nonsense(font: Any, inner: Any) -> None:
    font.ToUnicode.write(font.ToUnicode.read_bytes() + b"\n<01> <0000>\n")


def _no_glyph_map(font: Any, inner: Any) -> None:
    del inner["/CIDToGIDMap"]


def _doubt(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def _circle(pdf: pikepdf.Pdf) -> None:
    tag = _tags(pdf, "H1")[0]
    tag.K = Array([pdf.Root.StructTreeRoot.K[0]])


def _same_ids(pdf: pikepdf.Pdf) -> None:
    for tag in _tags(pdf, "H1")[:2]:
        tag.ID = String("same")


def _two_heading_kinds(pdf: pikepdf.Pdf) -> None:
    _tags(pdf, "H1")[-1].S = Name("/H")


def _no_headings(pdf: pikepdf.Pdf) -> None:
    for level in range(1, 7):
        for tag in _tags(pdf, f"H{level}"):
            tag.S = Name("/P")


def _role(name: str, to: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({name: Name(to)})


def _add_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]
    assert len(pdf.pages) > 4


def _damaged_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Contents = pdf.make_stream(b"BT /F1 (unfinished Tj ET EMC <<")


def _scope(owner: Any) -> None:
    _without("/Scope")(owner)


CHANGES: tuple[tuple[str, str, Change], ...] = (
    ("pdf-untagged", "not marked", lambda pdf: _drop(pdf, "/MarkInfo")),
    ("pdf-untagged", "no tags", lambda pdf: _drop(pdf, "/StructTreeRoot")),
    ("pdf-suspects", "doubtful tags", _doubt),
    ("pdf-language", "no language", lambda pdf: _drop(pdf, "/Lang")),
    ("pdf-title-hidden", "no viewer preferences", lambda pdf: _drop(pdf, "/ViewerPreferences")),
    ("pdf-title", "an empty title", partial(_xmp, b"dc:title", b"dc:other")),
    ("pdf-metadata", "no metadata", lambda pdf: _drop(pdf, "/Metadata")),
    ("pdf-ua-claim", "no claim of PDF/UA", partial(_xmp, b"<pdfuaid:part>1</pdfuaid:part>", b"")),
    ("pdf-a-claim", "no claim of PDF/A", partial(_xmp, b"pdfaid:part", b"pdfaid:past")),
    ("pdf-bookmarks", "no bookmarks", _add_pages),
    ("pdf-xfa", "a dynamic form", lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(XFA=String("x")))),
    ("pdf-role", "a tag of no kind", partial(_rename, "H2", "Chapter", 0)),
    ("pdf-role-standard", "a table made a list", partial(_role, "/Table", "/L")),
    ("pdf-tags-tangled", "a circle", _circle),
    ("pdf-heading-first", "H2 first", partial(_rename, "H1", "H2", 0)),
    ("pdf-heading-skipped", "H1, then H4", partial(_rename, "H2", "H4", 0)),
    ("pdf-heading-mixed", "H and H1", _two_heading_kinds),
    ("pdf-headings-none", "no headings", _no_headings),
    ("pdf-alt-missing", "a silent figure", partial(_set, "Figure", "/Alt", None)),
    ("pdf-alt-long", "a long-winded figure", partial(_set, "Figure", "/Alt", String("word " * 200))),
    ("pdf-figure-box", "a figure nowhere", partial(_set, "Figure", "/A", None)),
    ("pdf-nesting", "a row in no table", partial(_rename, "Table", "Div", 0)),
    ("pdf-nesting", "a paragraph in a list", partial(_rename, "LI", "P", 0)),
    (
        "pdf-table-heads",
        "a table without heads",
        partial(_rename_all, "TH", "TD"),
    ),
    ("pdf-table-cells", "cells of no header", _headless),
    ("pdf-table-unknown", "headers that are not there", _unknown_headers),
    ("pdf-table-grid", "a cell too few", _wide_cell),
    ("pdf-table-scope", "no scope", partial(_attributes, "TH", _scope)),
    ("pdf-id-twice", "one id twice", _same_ids),
    ("pdf-tab-order", "no tab order", _tabs),
    ("pdf-annotation", "a link outside the tags", partial(_link, "/StructParent", None)),
    ("pdf-annotation", "a link of another tag", partial(_link, "/StructParent", 9999)),
    (
        "pdf-link-tag",
        "a link tagged as text",
        partial(_rename_all, "Link", "Span"),
    ),
    ("pdf-link-contents", "a link without contents", partial(_link, "/Contents", None)),
    ("pdf-link-poor", "a link called sec-2.1", _internal_link),
    ("pdf-page-untagged", "a page outside the tags", lambda pdf: pdf.pages[1].__delitem__("/StructParents")),
    ("pdf-artifact-tagged", "text inside decoration", partial(_prepend, b"/Artifact BMC /P <</MCID 0>> BDC EMC EMC\n")),
    ("pdf-marks", "a mark that ends twice", partial(_prepend, b"EMC\n")),
    ("pdf-unmarked", "paint outside the tags", partial(_prepend, b"0 0 1 1 re f\n")),
    ("pdf-running", "a heading outside the tags", _unreached),
    ("pdf-running-none", "no running heads", _no_artifacts),
    ("pdf-font-embedded", "a font left out", partial(_font, _unembed)),
    ("pdf-font-unicode", "no letters", partial(_font, _unmap)),
    ("pdf-font-unicode", "letters that do not exist", partial(_font, _nonsense)),
    ("pdf-font-map", "no map of glyphs", partial(_font, _no_glyph_map)),
    ("pdf-rule-ua", "a note without an id", partial(_rename, "P", "Note", 0)),
    ("pdf-rule-a", "a rule of PDF/A", lambda pdf: _drop(pdf, "/OutputIntents")),
)
