"""An edited deck that cannot be merged: the reason and the choice are named, and the file stays as it is."""

import base64
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.pipeline.merge_cases import build_deck
from tests.pipeline.test_merge_gate import edit
from tests.render.slides.test_merge import replace_part

from golive.pipeline.replacement import NewFile, plan_replacements
from golive.render.slides.pptx.snapshot import read_deck_snapshot

ID = "riverton-water"
ITEM = r"customXml/item\d+\.xml"
TYPES = r"\[Content_Types\]\.xml"
PRESENTATION = b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
CHOICE = "Move it away, use --output DIR to write elsewhere, or use --discard-edits to replace it."


@cache
def build_edited_deck() -> bytes:
    return edit(build_deck(ID))


def change_type(kind: bytes) -> Callable[[bytes], bytes]:
    return lambda content: replace_part(content, TYPES, lambda part: part.replace(PRESENTATION, kind))


def change_snapshot(change: Callable[[bytes], bytes | None]) -> Callable[[bytes], bytes]:
    return lambda content: replace_part(content, ITEM, change)


def put_snapshot_of_another_spec(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(build_deck("lakeshore-mutual"))) as other:
        (name,) = [name for name in other.namelist() if name == "customXml/item1.xml"]
        part = other.read(name)
    return replace_part(content, ITEM, lambda _: part)


def save_as_former_snapshot(content: bytes) -> bytes:
    """Give a deck the snapshot that the first version of golive wrote: texts only."""
    found = read_deck_snapshot(content)
    assert found is not None
    slides = [[page.key, page.title, [[name, *texts] for name, texts in page.shapes]] for page in found.slides]
    text = json.dumps([found.id, found.kind, found.version, found.digest, slides]).encode()
    packed, digest = base64.b64encode(zlib.compress(text)).decode(), hashlib.sha256(text).hexdigest()
    part = f'<snapshot xmlns="urn:golive:snapshot:1" digest="{digest}">{packed}</snapshot>'.encode()
    return replace_part(content, ITEM, lambda _: part)


def save_as_strict(content: bytes) -> bytes:
    return replace_part(
        content,
        r".*",
        lambda part: part.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
        ),
    )


def save_as_open_document(_content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", "<office/>")
    return stream.getvalue()


CASES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "without a snapshot": (
        change_snapshot(lambda _: b"<x/>"),
        "the snapshot of what golive wrote is missing or damaged",
    ),
    "with a damaged snapshot": (
        change_snapshot(lambda part: part.replace(b'digest="', b'digest="0')),
        "the snapshot of what golive wrote is missing or damaged",
    ),
    "with the snapshot of another spec": (
        put_snapshot_of_another_spec,
        "its snapshot is of another document, the deck of lakeshore-mutual",
    ),
    "of a later golive": (
        change_snapshot(lambda part: part.replace(b"snapshot:2", b"snapshot:3")),
        "a later golive made it; update golive",
    ),
    "of the first golive": (
        save_as_former_snapshot,
        "its snapshot was written by an earlier golive and holds texts only",
    ),
    "truncated": (lambda content: content[: len(content) // 2], "It is damaged: File is not a zip file. Copy it again"),
    "of no bytes": (lambda _: b"", "It is empty (0 bytes)"),
    "with a password": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "It is protected by a password, or is an old .ppt. Save it without a password.",
    ),
    "saved with macros": (
        change_type(b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
        "it was saved as a presentation with macros (.pptm); save it as PowerPoint Presentation (.pptx)",
    ),
    "saved as a slide show": (
        change_type(PRESENTATION.replace(b"presentation.main", b"slideshow.main")),
        "it was saved as a slide show (.ppsx)",
    ),
    "saved as a template": (
        change_type(PRESENTATION.replace(b"presentation.main", b"template.main")),
        "it was saved as a template (.potx)",
    ),
    "saved as Strict Open XML": (save_as_strict, "it was saved as Strict Open XML; save it as PowerPoint Presentation"),
    "saved as .odp under the name": (
        save_as_open_document,
        "It is an OpenDocument presentation (.odp). Save it as PowerPoint .pptx.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_deck_that_cannot_be_merged_is_refused_with_the_reason_and_the_choice(case: str, tmp_path: Path) -> None:
    change, reason = CASES[case]
    path = tmp_path / "deck.pptx"
    path.write_bytes(change(build_edited_deck()))
    before = path.read_bytes()

    plan = plan_replacements({path: NewFile(build_deck(ID), "deck", ID, "deck")})

    (problem,) = plan.problems
    assert reason in problem.hint
    assert CHOICE in problem.hint
    assert problem.path == path
    assert not plan.files
    assert path.read_bytes() == before


@pytest.mark.parametrize("suffix", [".pptm", ".odp", ".ppsx"])
def test_a_copy_in_another_format_beside_the_deck_is_named(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    copy = path.with_suffix(suffix)
    copy.write_bytes(b"edits")

    plan = plan_replacements({path: NewFile(build_deck(ID), "deck", ID, "deck")})

    assert set(plan.files) == {path}
    assert "golive merges .pptx only. If it holds edits, save it as deck.pptx" in plan.kept[copy]
