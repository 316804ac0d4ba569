"""Finish the PDF of Typst: structure tree, metadata, attachments, and a layout that gives equal bytes."""

from base64 import a85encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from zlib import compress

import pikepdf

from golive.render.pdf.attachment import Attachment
from golive.render.pdf.typst.cff_fonts import rewrite_cff_fonts
from golive.render.pdf.typst.source import LAYOUT_REPORT
from golive.render.pdf.typst.tag_plan import TagPlan
from golive.render.pdf.typst.tags import finish_structure
from golive.render.pdf.xmp import build_packet
from golive.render.seal import seal_pdf

_MAX_TRIES: Final = 8
_RETURN: Final = b"\r"
_CONTENT_KEYS: Final = frozenset(
    {
        "/Length",
        "/Filter",
        "/Type",
        "/Subtype",
        "/BBox",
        "/Resources",
        "/Matrix",
        "/WMode",
        "/CMapName",
        "/CIDSystemInfo",
    }
)
"""Keys of the streams in which a line break has no effect: pages, forms and character maps."""
_AMBIGUOUS_ENDING: Final = b"\r\nendstream"
"""A stream that ends in a carriage return, which readers mistake for part of the line end."""


def finish_pdf(
    content: bytes,
    plan: TagPlan,
    properties: Mapping[str, str],
    origin: Mapping[str, str],
    attachments: Sequence[Attachment],
) -> bytes:
    """Finish a PDF.

    Args:
        content: the PDF of the compiler.
        plan: what its structure tree must hold.
        properties: as for `build_packet`.
        origin: provenance values by name; may be empty.
        attachments: files to embed, in order.

    Raises:
        TagMismatchError: the structure tree has other elements than the plan.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        finish_structure(pdf, plan)
        rewrite_cff_fonts(pdf)
        _set_metadata(pdf, properties, origin)
        _set_attachments(pdf, attachments, properties["date"])
        is_packed = _avoid_trailing_returns(pdf)
        # qpdf unpacks what it may compress, so that it must not compress anything.
        mode = pikepdf.ObjectStreamMode.disable if is_packed else pikepdf.ObjectStreamMode.generate
        level = pikepdf.StreamDecodeLevel.none
        for number in range(_MAX_TRIES):
            made = BytesIO()
            pdf.save(
                made,
                deterministic_id=True,
                stream_decode_level=level,
                object_stream_mode=mode,
                compress_streams=not is_packed,
            )
            if _AMBIGUOUS_ENDING not in made.getvalue():
                break
            # Another object changes the compressed list of objects, and so its last byte.
            pdf.Root.StructTreeRoot[f"/Padding{number}"] = pdf.make_indirect(pikepdf.Dictionary())
    return seal_pdf(made.getvalue())


def _avoid_trailing_returns(pdf: pikepdf.Pdf) -> bool:
    """Change streams that end in a carriage return; compressed ones end in a checksum of their data.

    Page content gets one more line break, which has no effect. Fonts and files are written as text instead.

    Returns:
        Whether a stream was written as text.
    """
    is_packed = False
    for stream in pdf.objects:
        if not isinstance(stream, pikepdf.Stream) or stream.read_raw_bytes()[-1:] != _RETURN:
            continue
        data = stream.read_bytes()
        more = compress(data + b"\n")
        if stream.keys() <= _CONTENT_KEYS and more[-1:] != _RETURN:
            stream.write(more, filter=pikepdf.Name.FlateDecode)
        else:
            packed = a85encode(compress(data)) + b"~>"
            stream.write(packed, filter=pikepdf.Array([pikepdf.Name.ASCII85Decode, pikepdf.Name.FlateDecode]))
            is_packed = True
    return is_packed


def read_layout_report(content: bytes) -> bytes:
    """Return the layout report of a PDF."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return pdf.attachments[LAYOUT_REPORT].get_file().read_bytes()


def read_page_sizes(content: bytes) -> list[tuple[float, float]]:
    """Return the width and the height of each page, in points."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages]


def _set_metadata(pdf: pikepdf.Pdf, properties: Mapping[str, str], origin: Mapping[str, str]) -> None:
    day = f"D:{properties['date'].replace('-', '')}000000Z"
    info = pdf.docinfo
    for name in list(info.keys()):
        del info[name]
    for name, key in (("Title", "title"), ("Author", "author"), ("Subject", "description"), ("Keywords", "keywords")):
        info[f"/{name}"] = pikepdf.String(properties[key])
    info["/Creator"], info["/Producer"] = (pikepdf.String(properties[key]) for key in ("creator", "producer"))
    info["/CreationDate"] = info["/ModDate"] = pikepdf.String(day)
    packet = pdf.make_stream(build_packet(properties, origin).encode())
    packet.Type, packet.Subtype = pikepdf.Name("/Metadata"), pikepdf.Name("/XML")
    pdf.Root.Metadata = packet


def _set_attachments(pdf: pikepdf.Pdf, attachments: Sequence[Attachment], date: str) -> None:
    if LAYOUT_REPORT in pdf.attachments:
        del pdf.attachments[LAYOUT_REPORT]
    if "/AF" in pdf.Root:
        del pdf.Root["/AF"]
    day = f"D:{datetime.fromisoformat(date).replace(tzinfo=UTC):%Y%m%d%H%M%S}Z"
    for file in attachments:
        attached = pikepdf.AttachedFileSpec(
            pdf,
            file.content,
            description=file.description,
            filename=file.name,
            mime_type=file.media_type,
            creation_date=day,
            mod_date=day,
        )
        attached.relationship = pikepdf.Name(f"/{file.relationship}")
        attached.obj.EF.F.write(compress(file.content), filter=pikepdf.Name.FlateDecode)
        pdf.attachments[file.name] = attached
    if attachments:
        pdf.Root.AF = pikepdf.Array([pdf.attachments[file.name].obj for file in attachments])
