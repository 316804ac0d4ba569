"""What files say of their origin, and that every change of them shows."""

import io
import json
import re
import zipfile
from pathlib import Path
from random import Random

import pikepdf
import pytest
from pptx import Presentation
from tests.commands import run_golive
from tests.provenance.pdfs import ID, build_guide, build_kind, read_part, rewrite_parts
from tests.releases.inside import load_project
from tests.releases.workspaces import ReleaseWorkspace

from golive.provenance.deck import TEXTS_UNCHANGED_MESSAGE, is_sealed_deck
from golive.provenance.document_file import MAX_BYTES, read_statement
from golive.provenance.pdf import APPENDED_MESSAGE, REWRITTEN_MESSAGE
from golive.provenance.statement import Statement
from golive.releases.status import find_release_status
from golive.support.problems import OriginError

PAPER, DECK = "explainer", "deck"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> ReleaseWorkspace:
    return ReleaseWorkspace.create(tmp_path_factory.mktemp("origin") / "work")


@pytest.fixture(scope="module")
def files(workspace: ReleaseWorkspace) -> dict[str, bytes]:
    return {kind: build_kind(load_project(workspace), kind) for kind in (PAPER, DECK)} | {
        "guide": build_guide(workspace.root)
    }


def read_statement_of(content: bytes, folder: Path) -> Statement:
    path = folder / "file"
    path.write_bytes(content)
    return read_statement(path)


@pytest.mark.parametrize("kind", [PAPER, DECK, "guide"])
def test_a_file_says_what_it_was_made_from(
    kind: str, files: dict[str, bytes], workspace: ReleaseWorkspace, tmp_path: Path
) -> None:
    found = read_statement_of(files[kind], tmp_path)

    assert (found.kind, found.is_intact, found.changes) == (kind, True, ())
    assert found.made_by.startswith("golive ")
    if kind != "guide":
        release_status = find_release_status(load_project(workspace))
        assert (found.id, found.version, found.digest) == (ID, "1.0.0", release_status.digest)
        assert found.parts == release_status.parts
        assert [name for name, _ in found.parts] == [
            "spec",
            "organization",
            "process",
            "templates",
            "builtin",
            "changelog",
        ]


def test_equal_input_gives_equal_bytes_with_their_seal(files: dict[str, bytes], workspace: ReleaseWorkspace) -> None:
    for kind in (PAPER, DECK):
        assert build_kind(load_project(workspace), kind) == files[kind]


@pytest.mark.parametrize("seed", range(40))
def test_every_byte_of_a_pdf_is_sealed(seed: int, files: dict[str, bytes], tmp_path: Path) -> None:
    content = bytearray(files[PAPER])
    at = Random(seed).randrange(8, len(content))
    content[at] ^= 1 << Random(seed).randrange(8)
    try:
        found = read_statement_of(bytes(content), tmp_path)
    except OriginError:
        return  # it hit what the file says of its origin
    assert not found.is_intact
    assert found.changes == (REWRITTEN_MESSAGE,)


def test_every_part_of_a_deck_is_sealed(files: dict[str, bytes], tmp_path: Path) -> None:
    deck = files[DECK]
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        names = package.namelist()
    assert len(names) > 40
    assert read_statement_of(rewrite_parts(deck), tmp_path).is_intact, "the same parts in another zip are the same deck"
    kinds = {name.rpartition("/")[0]: name for name in names if name != "docProps/custom.xml"}
    path = tmp_path / "changed.pptx"
    for name in names:
        if name != "docProps/custom.xml":
            path.write_bytes(rewrite_parts(deck, **{name: read_part(deck, name) + b"\n"}))
            assert not is_sealed_deck(path), name
            # Reading the whole statement also compares each slide, which takes long: once for each kind of part.
            assert name not in kinds.values() or not read_statement(path).is_intact, name
    assert not read_statement_of(rewrite_parts(deck, **{"docProps/core.xml": None}), tmp_path).is_intact


@pytest.mark.parametrize("name", ["version", "digest", "parts", "seal"])
def test_what_a_deck_says_of_itself_is_sealed_too(name: str, files: dict[str, bytes], tmp_path: Path) -> None:
    properties = read_part(files[DECK], "docProps/custom.xml")
    pattern = rf'(name="golive\.{name}"><vt:lpwstr>[^<]*)(.)<'.encode()
    other = re.sub(pattern, lambda found: found[1] + (b"0" if found[2] != b"0" else b"1") + b"<", properties)
    assert other != properties
    assert not read_statement_of(rewrite_parts(files[DECK], **{"docProps/custom.xml": other}), tmp_path).is_intact


def test_a_pdf_that_was_added_to_still_holds_what_was_made(files: dict[str, bytes], tmp_path: Path) -> None:
    found = read_statement_of(files[PAPER] + b"1 0 obj\n<<>>\nendobj\n%%EOF\n", tmp_path)
    assert (found.is_intact, found.changes) == (False, (APPENDED_MESSAGE,))


@pytest.mark.parametrize("how", ["plain", "compressed"])
def test_a_pdf_that_another_program_wrote_anew_is_known_again(
    how: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    compressed = how == "compressed"
    with pikepdf.open(io.BytesIO(files[PAPER])) as pdf:
        if compressed:
            packet = pdf.Root.Metadata.read_bytes()
            pdf.Root.Metadata = pdf.make_stream(packet, {"/Type": pikepdf.Name.Metadata, "/Subtype": pikepdf.Name.XML})
        pdf.save(tmp_path / "saved.pdf", recompress_flate=compressed, compress_streams=compressed)
    found = read_statement(tmp_path / "saved.pdf")
    assert (found.id, found.is_intact, found.changes) == (ID, False, (REWRITTEN_MESSAGE,))


def test_a_text_of_the_spec_that_looks_like_a_seal_breaks_none(tmp_path: Path) -> None:
    workspace = ReleaseWorkspace.create(tmp_path / "work")
    fake = f"<golive:seal>{'0' * 64}</golive:seal> %%EOF <x:xmpmeta"
    workspace.edit("goals:", f"goals:\n  - '{fake}'")
    for kind in (PAPER, DECK, "runbook"):
        assert read_statement_of(build_kind(load_project(workspace), kind), tmp_path).is_intact


def save_changed(deck: bytes, change: "object") -> bytes:
    presentation = Presentation(io.BytesIO(deck))
    change(presentation)  # type: ignore[operator]
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def test_a_deck_saved_anew_is_changed_and_its_texts_are_not(files: dict[str, bytes], tmp_path: Path) -> None:
    found = read_statement_of(save_changed(files[DECK], lambda _: None), tmp_path)
    assert (found.is_intact, found.changes) == (False, (TEXTS_UNCHANGED_MESSAGE,))


def test_the_slides_whose_texts_were_changed_are_named(files: dict[str, bytes], tmp_path: Path) -> None:
    def change(presentation: object) -> None:
        slide = presentation.slides[2]  # type: ignore[attr-defined]
        slide.shapes.title.text_frame.paragraphs[0].runs[0].text = "By hand"

    found = read_statement_of(save_changed(files[DECK], change), tmp_path)
    (said,) = found.changes
    assert re.fullmatch("Slide 3 “.+”: the text of the title is “By hand”; golive writes “.+”.", said)


def test_slides_that_go_come_or_move_are_named(files: dict[str, bytes], tmp_path: Path) -> None:
    def move(presentation: object) -> None:
        ids = presentation.slides._sldIdLst  # type: ignore[attr-defined]
        ids.append(ids[1])

    def drop(presentation: object) -> None:
        ids = presentation.slides._sldIdLst  # type: ignore[attr-defined]
        ids.remove(ids[1])

    def add(presentation: object) -> None:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])  # type: ignore[attr-defined]
        slide.shapes.title.text = "One more"

    count = len(Presentation(io.BytesIO(files[DECK])).slides)
    assert read_statement_of(save_changed(files[DECK], move), tmp_path).changes == ("Slides are in a different order.",)
    (gone,) = read_statement_of(save_changed(files[DECK], drop), tmp_path).changes
    assert re.fullmatch("Slide “.+” was deleted.", gone)
    assert read_statement_of(save_changed(files[DECK], add), tmp_path).changes == (
        f"Slide {count + 1} “One more” was added.",
    )


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _package:
    for _number in range(4):
        _package.writestr(f"ppt/media/{_number}.bin", bytes(90_000_000))
FOREIGN = {
    "empty": (b"", "is empty"),
    "text": (b"id: x\n", "was not made by golive"),
    "a PDF of nobody": (b"%PDF-1.7\n%%EOF\n", "was not made by golive"),
    "half a packet": (b"%PDF-1.7\n" + b"<x:xmpmeta" * 200_000, "was not made by golive"),
    "packets that are no XML": (b"%PDF-1.7\n" + b"<x:xmpmeta></x:xmpmeta" * 9 + b">", "was not made by golive"),
    "metadata that is no zip": (b"%PDF-1.7\n/Subtype /XML>>\nstream\nabc", "was not made by golive"),
    "seals without end": (
        b"%PDF-1.7\n" + (b"<golive:seal>" + b"a" * 64 + b"</golive:seal>%%EOF") * 9999,
        "not made by",
    ),
    "a locked PDF": (b"%PDF-1.7\ntrailer <</Encrypt 1 0 R>>", "protected by a password"),
    "an old presentation": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 999, "protected by a password, or is an old"),
    "half a zip": (b"PK\x03\x04" + b"x" * 99, "is damaged"),
    "a bomb": (BOMB.getvalue(), "golive does not make such files"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_not_ours_is_refused_with_its_name(name: str, tmp_path: Path) -> None:
    content, said = FOREIGN[name]
    with pytest.raises(OriginError) as refused:
        read_statement_of(content, tmp_path)
    (problem,) = refused.value.problems
    assert said in problem.message
    assert problem.path == tmp_path / "file"
    assert problem.hint


@pytest.mark.parametrize("seed", range(30))
def test_a_deck_that_was_damaged_is_changed_or_refused(seed: int, files: dict[str, bytes], tmp_path: Path) -> None:
    random, content = Random(seed), bytearray(files[DECK])
    for _ in range(random.choice((1, 5, 50))):
        content[random.randrange(len(content))] = random.randrange(256)
    try:
        found = read_statement_of(bytes(content[: random.choice((len(content), len(content) // 2))]), tmp_path)
    except OriginError:
        return  # refused, without a traceback
    assert found.id
    assert not found.is_intact or files[DECK][:4] == content[:4]


def test_a_deck_with_parts_of_xml_that_harm_says_nothing_of_them(files: dict[str, bytes], tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
    names = ("ppt/slides/slide1.xml", "ppt/presentation.xml", "customXml/item1.xml")
    for name in names:
        assert not read_statement_of(rewrite_parts(files[DECK], **{name: laughs}), tmp_path).is_intact
    with pytest.raises(OriginError):
        read_statement_of(rewrite_parts(files[DECK], **{"docProps/custom.xml": laughs}), tmp_path)


def test_a_huge_file_a_folder_and_none_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as stream:
        stream.write(b"%PDF-1.7\n")
        stream.truncate(MAX_BYTES + 1)
    for path, said in (
        (huge, "golive does not make such files"),
        (tmp_path, "is not a file"),
        (tmp_path / "no", "no such file"),
    ):
        with pytest.raises(OriginError, match=said):
            read_statement(path)


def test_the_command_says_it_of_each_file_to_people_and_to_machines(
    workspace: ReleaseWorkspace, files: dict[str, bytes], tmp_path: Path
) -> None:
    good, changed, foreign = (tmp_path / name for name in ("good.pdf", "changed.pdf", "foreign.pdf"))
    good.write_bytes(files[PAPER])
    changed.write_bytes(files[PAPER] + b"\n")
    foreign.write_bytes(b"%PDF-1.7\n")

    one = run_golive("verify", str(good), cwd=workspace.root)
    all_of_them = run_golive("verify", *map(str, (good, changed, foreign)), cwd=workspace.root)
    plain = json.loads(run_golive("verify", "--json", *map(str, (good, changed, foreign)), cwd=workspace.root).stdout)
    nowhere = run_golive("verify", str(good), cwd=tmp_path)

    assert (one.returncode, one.stderr) == (0, "")
    assert "1.0.0 has not been released" in one.stdout
    assert "as the workspace stands now" in one.stdout
    assert all_of_them.returncode == 1
    assert "CHANGED since it was made" in all_of_them.stdout
    assert "foreign.pdf: was not made by golive" in all_of_them.stderr
    assert [(row["ok"], row["unchanged"], row["release"]) for row in plain["files"]] == [
        (True, True, "none"),
        (False, False, "none"),
    ]
    assert len(plain["problems"]) == 1
    assert nowhere.returncode == 0
    assert "no workspace to compare with" in nowhere.stdout
