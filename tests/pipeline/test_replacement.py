"""What a build may replace: its own untouched files, never a person's work and never what was released."""

import io
import json
import random
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from tests.examples import examples

from golive.markdown.document import Meta
from golive.pipeline.build import OUTPUTS, build_document
from golive.pipeline.document_files import document_to_dict
from golive.pipeline.formats import list_formats
from golive.pipeline.replacement import NewFile, find_removable, plan_replacements
from golive.project.project import Project, load_integration
from golive.project.workspace import open_workspace
from golive.provenance.document_file import MAX_BYTES
from golive.provenance.ownership import find_ownership
from golive.render.text_seal import TEXT_SUFFIXES, read_text_origin, seal_text
from golive.support.journal import digest_bytes
from golive.support.problems import OutputError

ROOT = Path(__file__).parents[2]
META = Meta(
    title="A", subtitle="B", subject="C", author="D", version="1.2.0", date="2027-01-01", display_date="Jan 1, 2027",
    status="", language="en", paper_size="letter", id="river", kind="runbook", digest="abc",
    part_digests=(("spec", "1"), ("changelog", "2")),
)  # fmt: skip
TEXT = {
    ".html": b"<!DOCTYPE html><p>x</p></html>",
    ".xml": b"<p>x</p>\n",
    ".svg": b"<svg/>",
    ".md": b"# x\n",
    ".json": b'{\n "block": 1\n}\n',
}


def make_file(content: bytes, **more: object) -> NewFile:
    return NewFile(content, "runbook", "river", "runbook", **more)  # type: ignore[arg-type]


@given(suffix=st.sampled_from(sorted(TEXT)), at=st.integers(0, 10**6), byte=st.integers(0, 255), cut=st.booleans())
def test_a_text_file_knows_any_change_of_a_byte(suffix: str, at: int, byte: int, *, cut: bool) -> None:
    sealed = seal_text(TEXT[suffix], suffix, META)
    at %= len(sealed)
    changed = sealed[:at] + (b"" if cut else bytes([byte])) + sealed[at + 1 :]
    properties, is_intact = read_text_origin(changed)

    assert read_text_origin(sealed)[1]
    assert not is_intact or changed.replace(b"\r\n", b"\n") == sealed
    assert not is_intact or properties["id"] == "river"


@pytest.mark.parametrize("suffix", sorted(TEXT))
def test_line_endings_that_a_program_converts_are_no_edit(suffix: str) -> None:
    sealed = seal_text(TEXT[suffix], suffix, META)

    assert read_text_origin(sealed.replace(b"\n", b"\r\n"))[1]
    assert suffix in TEXT_SUFFIXES
    assert suffix != ".json" or json.loads(sealed)["block"] == 1


@given(text=st.binary(max_size=300))
def test_a_file_that_states_no_origin_is_foreign(text: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("foreign") / "a.html"
    path.write_bytes(text)
    plan = plan_replacements({path: make_file(b"new")})

    assert find_ownership(path, "river", "runbook").state == "foreign"
    assert [problem.path for problem in plan.problems] == [path]
    assert plan.problems[0].message.startswith(("was not made by golive for this document", "cannot be read"))
    assert plan.problems[0].message.endswith("and is not replaced")
    discarding = plan_replacements({path: make_file(b"new")}, discard_edits=True)
    assert discarding.files == {path: b"new"}
    ((copy, content),) = discarding.copies.items()
    assert (copy.parent, content) == (path.parent / "replaced", text)
    assert document_to_dict(path, make_file(b"new"), discarding)["replaced"] == str(copy)
    assert "replaced" not in document_to_dict(path, make_file(b"new"), plan)
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(text)
    again = plan_replacements({path: make_file(b"new")}, discard_edits=True)
    assert (again.copies, again.copied) == ({}, {path: copy})  # one file for each content


def test_a_file_of_a_size_that_no_document_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)  # no room on the disk is taken
    with pytest.raises(OutputError, match="has more than 200 MB; golive does not make such files"):
        plan_replacements({path: make_file(b"new")}, discard_edits=True)


def test_ours_and_untouched_is_replaced_edited_is_refused(tmp_path: Path) -> None:
    ours, edited, absent, same = (tmp_path / f"{name}.html" for name in ("ours", "edited", "absent", "same"))
    sealed = seal_text(TEXT[".html"], ".html", META)
    for path in (ours, edited, same):
        path.write_bytes(sealed)
    edited.write_bytes(sealed.replace(b"<p>x", b"<p>mine"))
    plan = plan_replacements({path: make_file(b"new") for path in (ours, edited, absent)} | {same: make_file(sealed)})

    assert plan.files == {ours: b"new", absent: b"new"}
    assert plan.expected == {ours: digest_bytes(sealed), edited: digest_bytes(edited.read_bytes())}
    (problem,) = plan.problems
    assert problem.path == edited
    assert problem.message == "was edited since golive made it, and is not replaced"
    assert "Its text was changed." in problem.hint
    assert "--discard-edits" in problem.hint


def test_another_document_under_the_same_name_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(seal_text(TEXT[".html"], ".html", META))
    plan = plan_replacements({path: NewFile(b"new", "explainer", "river", "explainer")})

    assert "It contains another document: the runbook of river." in plan.problems[0].hint


@pytest.mark.parametrize(
    ("now", "released", "outcome"),
    [
        ((("spec", "1"), ("changelog", "2")), "1.2.0", "this golive sets it differently"),
        ((("spec", "1"), ("changelog", "3")), "1.2.0", "its change log has new approvals or entries"),
        ((("spec", "9"), ("changelog", "2")), "1.2.0", "replaced"),
        ((("spec", "1"), ("changelog", "2")), "1.3.0", "replaced"),
        ((("spec", "1"), ("changelog", "2")), "", "replaced"),
    ],
)
@pytest.mark.parametrize("discard", [False, True])
def test_what_was_released_is_never_replaced(
    now: tuple[tuple[str, str], ...], released: str, outcome: str, tmp_path: Path, *, discard: bool
) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(seal_text(TEXT[".html"], ".html", META))
    plan = plan_replacements({path: make_file(b"new", released=released, parts=now)}, discard_edits=discard)

    assert not plan.problems
    if outcome == "replaced":
        assert plan.files == {path: b"new"}
    else:
        assert not plan.files
        assert outcome in plan.kept[path]


def test_pictures_of_an_earlier_build_go_only_if_nobody_changed_them(tmp_path: Path) -> None:
    sealed = seal_text(TEXT[".svg"], ".svg", META)
    ours, edited, foreign = (tmp_path / f"{name}.svg" for name in ("01-a", "02-b", "03-c"))
    ours.write_bytes(sealed)
    edited.write_bytes(sealed + b"<!-- mine -->")
    foreign.write_bytes(b"<svg/>")

    assert find_removable([ours, edited, foreign], {tmp_path / "04-d.svg": make_file(b"")}) == [ours]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "loop.html"
    path.symlink_to(path)
    with pytest.raises(OutputError, match=r"loop\.html: cannot be read"):
        plan_replacements({path: make_file(b"new")})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    workspace = open_workspace(ROOT)
    return load_integration(workspace, workspace.integration_file("riverton-water"))


@pytest.mark.parametrize("kind", ["deck", "slide", "explainer"])
def test_every_format_states_its_origin_and_an_edit_is_found(kind: str, project: Project, tmp_path: Path) -> None:
    own = next(row for row in OUTPUTS if row.kind == kind)
    made = [build_document(project, row, preview=True) for row in list_formats(own)]
    files = {one.place: one.content for one in made} | {path: file for one in made for path, file in one.extras}

    assert len(files) > 3
    for place, content in files.items():
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        assert find_ownership(path, "riverton-water", kind).state == "untouched", place
        if path.suffix == ".pptx":
            path.write_bytes(change_text(content))
        else:
            path.write_bytes(content + b"\n<!-- mine -->")
        assert find_ownership(path, "riverton-water", kind).state == "edited", place


@settings(max_examples=examples(15))
@given(seed=st.integers(0, 10**6))
def test_any_edit_of_a_text_in_a_deck_is_kept_and_its_slide_is_named(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice = random.Random(seed)
    deck = Presentation(io.BytesIO(build_deck()))
    slides = [
        (number, shape)
        for number, slide in enumerate(deck.slides, 1)
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text.strip() and not is_footer(shape)
    ]
    number, shape = dice.choice(slides)
    shape.text_frame.text = f"mine {seed}"
    path = tmp_path_factory.mktemp("edited") / "deck.pptx"
    deck.save(str(path))
    before = path.read_bytes()
    plan = plan_replacements({path: NewFile(build_deck(), "deck", "riverton-water", "deck", "1.1.0")})

    (edit, *_) = plan.merged[path].edits
    assert f"Slide {number} " in edit.message
    assert plan.problems == ()
    assert not plan.files
    assert path in plan.kept
    assert path.read_bytes() == before


def is_footer(shape: object) -> bool:
    return bool(getattr(shape, "is_placeholder", False)) and str(shape.placeholder_format.type).startswith(  # type: ignore[attr-defined]
        ("FOOTER", "SLIDE_NUMBER", "DATE")
    )


@cache
def build_deck() -> bytes:
    workspace = open_workspace(ROOT)
    project = load_integration(workspace, workspace.integration_file("riverton-water"))
    return build_document(project, next(row for row in OUTPUTS if row.kind == "deck")).content


def change_text(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as changed:
        for name in old.namelist():
            part = old.read(name)
            changed.writestr(
                name, part.replace(b"</a:t>", b" mine</a:t>", 1) if name == "ppt/slides/slide1.xml" else part
            )
    return target.getvalue()
