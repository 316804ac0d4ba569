"""A good PDF with one of everything, and ways to break it, each with the code of the finding that an audit reports."""

import io
import zlib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample, read_style

from golive.render.pdf import render_pdf

_PLAIN = b"/Subtype /XML /Type /Metadata"

Change = Callable[[pikepdf.Pdf], None]


@lru_cache
def make_good_pdf() -> bytes:
    """Return a runbook with headings, figures, tables, lists, links and running heads."""
    return render_pdf(parse_sample("every-block"), META, read_style("runbook"), draw_sample_figure, "runbook")


def change_good_pdf(change: Change) -> bytes:
    """Return the good PDF after a change."""
    with pikepdf.open(io.BytesIO(make_good_pdf())) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def compress_metadata() -> bytes:
    """Return the good PDF with its metadata compressed in place; pikepdf would unpack them when it saves."""
    content = change_good_pdf(lambda _: None)
    place = content.index(_PLAIN)
    start = content.index(b"stream", place) + len(b"stream\n")
    stop = content.index(b"endstream", start) - 1
    packed = zlib.compress(content[start:stop]).ljust(stop - start, b"\n")
    head = content[:place] + b"/Filter /FlateDecode".ljust(len(_PLAIN)) + content[place + len(_PLAIN) : start]
    return head + packed + content[stop:]


def _find_tags(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
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


def _remove_from_catalog(pdf: pikepdf.Pdf, *names: str) -> None:
    for name in names:
        del pdf.Root[name]


def _rename_tag(kind: str, to: str, number: int, pdf: pikepdf.Pdf) -> None:
    _find_tags(pdf, kind)[number].S = Name(f"/{to}")


def _rename_all_tags(kind: str, to: str, pdf: pikepdf.Pdf) -> None:
    for tag in _find_tags(pdf, kind):
        tag.S = Name(f"/{to}")


def _set_entry(kind: str, name: str, value: Any, pdf: pikepdf.Pdf) -> None:
    for tag in _find_tags(pdf, kind):
        if value is None and name in tag:
            del tag[name]
        elif value is not None:
            tag[name] = value


def _replace_in_xmp(old: bytes, new: bytes, pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes()
    assert old in text
    pdf.Root.Metadata.write(text.replace(old, new))


def _edit_attributes(kind: str, edit: Callable[[Any], None], pdf: pikepdf.Pdf) -> None:
    for tag in _find_tags(pdf, kind):
        owned = tag.get("/A")
        for owner in owned if isinstance(owned, Array) else [owned]:
            if isinstance(owner, Dictionary):
                edit(owner)


def _make_removal(*names: str) -> Callable[[Any], None]:
    def edit(owner: Any) -> None:
        for name in names:
            if name in owner:
                del owner[name]

    return edit


def _make_header_a_data_cell(pdf: pikepdf.Pdf) -> None:
    for kind in ("TH", "TD"):
        _edit_attributes(kind, _make_removal("/Scope", "/Headers"), pdf)


def _name_unknown_headers(pdf: pikepdf.Pdf) -> None:
    _edit_attributes("TD", lambda owner: owner.__setitem__("/Headers", Array([String("nobody")])), pdf)


def _widen_cell(pdf: pikepdf.Pdf) -> None:
    row = next(row for row in _find_tags(pdf, "TR") if len(row.K) > 1)
    del row.K[0]


def _find_page_with_links(pdf: pikepdf.Pdf) -> Any:
    return next(page for page in pdf.pages if "/Annots" in page)


def _set_entry_of_link(name: str, value: Any, pdf: pikepdf.Pdf) -> None:
    note = _find_page_with_links(pdf).Annots[0]
    if value is None:
        del note[name]
    else:
        note[name] = value


def _break_internal_link(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if "/Dest" in note:
                note.Contents = String("sec-2.1")
                return
    raise AssertionError("there is no link inside the document")


def _remove_tab_order(pdf: pikepdf.Pdf) -> None:
    del _find_page_with_links(pdf)["/Tabs"]


def _prepend_content(code: bytes, pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].contents_add(code, prepend=True)


def _remove_artifact_types(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        content = b"".join(
            s.read_bytes() for s in ([page.Contents] if not isinstance(page.Contents, Array) else page.Contents)
        )
        page.Contents = pdf.make_stream(content.replace(b"/Pagination", b"/Layout"))


def _detach_heading(pdf: pikepdf.Pdf) -> None:
    heading = _find_tags(pdf, "H1")[0]
    parent = heading.P
    for number, kid in enumerate(parent.K):
        if isinstance(kid, Dictionary) and kid.objgen == heading.objgen:
            del parent.K[number]
            return


def _edit_font(edit: Callable[[Any, Any], None], pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[1].Resources.Font.values()))
    edit(font, font.DescendantFonts[0] if "/DescendantFonts" in font else font)


def _remove_font_file(font: Any, inner: Any) -> None:
    for name in ("/FontFile", "/FontFile2", "/FontFile3"):
        if name in inner.FontDescriptor:
            del inner.FontDescriptor[name]


def _remove_character_map(font: Any, inner: Any) -> None:
    del font["/ToUnicode"]


def _add_null_to_character_map(font: Any, inner: Any) -> None:
    font.ToUnicode.write(font.ToUnicode.read_bytes() + b"\n<01> <0000>\n")


def _remove_glyph_map(font: Any, inner: Any) -> None:
    del inner["/CIDToGIDMap"]


def _mark_tags_as_suspect(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def _link_tags_in_a_circle(pdf: pikepdf.Pdf) -> None:
    tag = _find_tags(pdf, "H1")[0]
    tag.K = Array([pdf.Root.StructTreeRoot.K[0]])


def _give_two_tags_one_id(pdf: pikepdf.Pdf) -> None:
    for tag in _find_tags(pdf, "H1")[:2]:
        tag.ID = String("same")


def _mix_heading_kinds(pdf: pikepdf.Pdf) -> None:
    _find_tags(pdf, "H1")[-1].S = Name("/H")


def _turn_headings_into_paragraphs(pdf: pikepdf.Pdf) -> None:
    for level in range(1, 7):
        for tag in _find_tags(pdf, f"H{level}"):
            tag.S = Name("/P")


def _map_role(name: str, to: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({name: Name(to)})


def _remove_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]
    assert len(pdf.pages) > 4


def _damage_page_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Contents = pdf.make_stream(b"BT /F1 (unfinished Tj ET EMC <<")


def _remove_scope(owner: Any) -> None:
    _make_removal("/Scope")(owner)


CHANGES: tuple[tuple[str, str, Change], ...] = (
    ("pdf-untagged", "not marked", lambda pdf: _remove_from_catalog(pdf, "/MarkInfo")),
    ("pdf-untagged", "no tags", lambda pdf: _remove_from_catalog(pdf, "/StructTreeRoot")),
    ("pdf-suspects", "doubtful tags", _mark_tags_as_suspect),
    ("pdf-language", "no language", lambda pdf: _remove_from_catalog(pdf, "/Lang")),
    ("pdf-title-hidden", "no viewer preferences", lambda pdf: _remove_from_catalog(pdf, "/ViewerPreferences")),
    ("pdf-title", "an empty title", partial(_replace_in_xmp, b"dc:title", b"dc:other")),
    ("pdf-metadata", "no metadata", lambda pdf: _remove_from_catalog(pdf, "/Metadata")),
    ("pdf-ua-claim", "no claim of PDF/UA", partial(_replace_in_xmp, b"<pdfuaid:part>1</pdfuaid:part>", b"")),
    ("pdf-a-claim", "no claim of PDF/A", partial(_replace_in_xmp, b"pdfaid:part", b"pdfaid:past")),
    ("pdf-bookmarks", "no bookmarks", _remove_bookmarks),
    ("pdf-xfa", "a dynamic form", lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(XFA=String("x")))),
    ("pdf-role", "a tag of no kind", partial(_rename_tag, "H2", "Chapter", 0)),
    ("pdf-role-standard", "a table made a list", partial(_map_role, "/Table", "/L")),
    ("pdf-tags-tangled", "a circle", _link_tags_in_a_circle),
    ("pdf-heading-first", "H2 first", partial(_rename_tag, "H1", "H2", 0)),
    ("pdf-heading-skipped", "H1, then H4", partial(_rename_tag, "H2", "H4", 0)),
    ("pdf-heading-mixed", "H and H1", _mix_heading_kinds),
    ("pdf-headings-none", "no headings", _turn_headings_into_paragraphs),
    ("pdf-alt-missing", "a silent figure", partial(_set_entry, "Figure", "/Alt", None)),
    ("pdf-alt-long", "a long-winded figure", partial(_set_entry, "Figure", "/Alt", String("word " * 200))),
    ("pdf-figure-box", "a figure nowhere", partial(_set_entry, "Figure", "/A", None)),
    ("pdf-nesting", "a row in no table", partial(_rename_tag, "Table", "Div", 0)),
    ("pdf-nesting", "a paragraph in a list", partial(_rename_tag, "LI", "P", 0)),
    (
        "pdf-table-heads",
        "a table without heads",
        partial(_rename_all_tags, "TH", "TD"),
    ),
    ("pdf-table-cells", "cells of no header", _make_header_a_data_cell),
    ("pdf-table-unknown", "headers that are not there", _name_unknown_headers),
    ("pdf-table-grid", "a cell too few", _widen_cell),
    ("pdf-table-scope", "no scope", partial(_edit_attributes, "TH", _remove_scope)),
    ("pdf-id-twice", "one id twice", _give_two_tags_one_id),
    ("pdf-tab-order", "no tab order", _remove_tab_order),
    ("pdf-annotation", "a link outside the tags", partial(_set_entry_of_link, "/StructParent", None)),
    ("pdf-annotation", "a link of another tag", partial(_set_entry_of_link, "/StructParent", 9999)),
    (
        "pdf-link-tag",
        "a link tagged as text",
        partial(_rename_all_tags, "Link", "Span"),
    ),
    ("pdf-link-contents", "a link without contents", partial(_set_entry_of_link, "/Contents", None)),
    ("pdf-link-poor", "a link called sec-2.1", _break_internal_link),
    ("pdf-page-untagged", "a page outside the tags", lambda pdf: pdf.pages[1].__delitem__("/StructParents")),
    (
        "pdf-artifact-tagged",
        "text inside decoration",
        partial(_prepend_content, b"/Artifact BMC /P <</MCID 0>> BDC EMC EMC\n"),
    ),
    ("pdf-marks", "a mark that ends twice", partial(_prepend_content, b"EMC\n")),
    ("pdf-unmarked", "paint outside the tags", partial(_prepend_content, b"0 0 1 1 re f\n")),
    ("pdf-running", "a heading outside the tags", _detach_heading),
    ("pdf-running-none", "no running heads", _remove_artifact_types),
    ("pdf-font-embedded", "a font left out", partial(_edit_font, _remove_font_file)),
    ("pdf-font-unicode", "no letters", partial(_edit_font, _remove_character_map)),
    ("pdf-font-unicode", "letters that do not exist", partial(_edit_font, _add_null_to_character_map)),
    ("pdf-font-map", "no map of glyphs", partial(_edit_font, _remove_glyph_map)),
    ("pdf-rule-ua", "a note without an id", partial(_rename_tag, "P", "Note", 0)),
    ("pdf-rule-a", "a rule of PDF/A", lambda pdf: _remove_from_catalog(pdf, "/OutputIntents")),
)
