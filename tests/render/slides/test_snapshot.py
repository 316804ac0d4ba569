"""The snapshot inside a deck: what was written comes back, from our file and from one that LibreOffice saved."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from tests.examples import examples
from tests.render.slides.samples import META, THEME, draw_sample, parse_deck, parse_every_block

from golive import __version__
from golive.render import slides
from golive.render.slides.model import Deck
from golive.render.slides.pptx.snapshot import (
    DeckSnapshot,
    SnapshotSlide,
    read_deck_snapshot,
    snapshot_from_xml,
    snapshot_to_xml,
    take_snapshot,
)

Plan = Callable[..., Deck]
OURS = replace(META, id="riverton-water", kind="deck", digest="3f9c21ab")

_TEXT = st.text(max_size=20)
_PAGES = st.builds(SnapshotSlide, _TEXT, _TEXT, st.lists(st.tuples(_TEXT, st.lists(_TEXT).map(tuple))).map(tuple))
_SNAPSHOTS = st.builds(DeckSnapshot, _TEXT, _TEXT, _TEXT, _TEXT, st.lists(_PAGES, max_size=4).map(tuple))


@given(_SNAPSHOTS)
def test_every_snapshot_comes_back_from_its_part(snapshot: DeckSnapshot) -> None:
    assert snapshot_from_xml(snapshot_to_xml(snapshot)) == snapshot


@settings(max_examples=examples(50))
@given(_SNAPSHOTS, st.data())
def test_a_part_that_was_changed_is_no_snapshot_or_the_same(snapshot: DeckSnapshot, data: st.DataObject) -> None:
    content = bytearray(snapshot_to_xml(snapshot))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))

    assert snapshot_from_xml(bytes(content)) in {None, snapshot}


def test_a_part_with_the_digest_of_another_is_no_snapshot() -> None:
    one, other = (snapshot_to_xml(DeckSnapshot(name, "", "", "", ())).decode() for name in ("a", "b"))
    digests = [re.search('digest="[^"]*"', text) for text in (one, other)]
    assert digests[0]
    assert digests[1]

    assert snapshot_from_xml(one.replace(digests[0][0], digests[1][0]).encode()) is None


def test_a_deck_holds_what_was_written(plan: Plan) -> None:
    planned = plan(parse_every_block(), OURS)
    found = read_deck_snapshot(slides.make_deck(parse_every_block(), OURS, THEME, draw_sample))

    assert found is not None
    assert found == take_snapshot(planned, found.template, found.written)
    assert [one.key for one in found.written] == [slide.key for slide in planned.slides]
    assert (found.id, found.kind, found.version, found.digest) == ("riverton-water", "deck", "1.2.0", "3f9c21ab")
    assert [page.key for page in found.slides] == [slide.key for slide in planned.slides]
    first = found.slides[1]
    assert dict(first.shapes)[f"{first.key}:title"] == (first.title,)
    figure = next(page for page in found.slides if any(":figure:" in name for name, _ in page.shapes))
    assert any(texts == ("Riverton CIS", "billing system") for name, texts in figure.shapes if name.endswith(":biller"))


def test_every_shape_with_text_is_in_the_snapshot_by_its_name() -> None:
    content = slides.make_deck(parse_every_block(), OURS, THEME, draw_sample)
    found = read_deck_snapshot(content)

    assert found is not None
    for slide, page in zip(Presentation(io.BytesIO(content)).slides, found.slides, strict=True):
        names = {
            shape.name
            for shape in slide.shapes
            if ":margin:" not in shape.name and shape.shape_type != MSO_SHAPE_TYPE.GROUP
        }
        assert names <= {name for name, _ in page.shapes}
        for shape in slide.shapes:
            if shape.has_text_frame and ":margin:" not in shape.name:
                shown = [paragraph.text.replace("\v", "\n") for paragraph in shape.text_frame.paragraphs]
                assert shown == (list(dict(page.shapes)[shape.name]) or [""])


def test_the_properties_say_what_a_deck_was_made_of() -> None:
    content = slides.make_deck(parse_every_block(), OURS, THEME, draw_sample)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        custom = package.read("docProps/custom.xml").decode()

    for name, value in (("id", "riverton-water"), ("kind", "deck"), ("version", "1.2.0"), ("digest", "3f9c21ab")):
        assert f'name="golive.{name}"><vt:lpwstr>{value}</vt:lpwstr>' in custom
    assert f"golive {__version__}" in custom


@pytest.mark.parametrize("content", [b"", b"no zip", THEME, b"PK\x03\x04"])
def test_what_holds_no_snapshot_gives_none(content: bytes) -> None:
    assert read_deck_snapshot(content) is None


def test_a_snapshot_that_unpacks_to_too_much_is_none() -> None:
    import base64
    import hashlib
    import zlib

    text = b'["","","","",[]' + b" " * 40_000_000 + b"]"
    packed = base64.b64encode(zlib.compress(text, 9)).decode()
    digest = hashlib.sha256(text).hexdigest()
    assert (
        snapshot_from_xml(f'<snapshot xmlns="urn:golive:snapshot:1" digest="{digest}">{packed}</snapshot>'.encode())
        is None
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_snapshot_survives_libreoffice(tmp_path: Path) -> None:
    content = slides.make_deck(parse_deck("## Bills {key=bills}\n\nNightly.\n"), OURS, THEME, draw_sample)
    (tmp_path / "deck.pptx").write_bytes(content)
    saved = tmp_path / "saved" / "deck.pptx"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "pptx:Impress MS PowerPoint 2007 XML", "--outdir", str(saved.parent)]
    # The PDF engine, where another test has started it, hides the fonts without which LibreOffice will not run.
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    run = subprocess.run(
        [*command, str(tmp_path / "deck.pptx")], env=environment, check=False, capture_output=True, timeout=120
    )

    assert saved.is_file(), run.stderr
    assert saved.read_bytes() != content
    assert read_deck_snapshot(saved.read_bytes()) == read_deck_snapshot(content)
    assert read_deck_snapshot(content) is not None
