"""Drafts beside releases, and files that somebody edited: what a person sees who builds, verifies and approves."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from pptx import Presentation
from tests.commands import run_golive
from tests.render.slides.deck_edits import list_texts

from golive.provenance.replaced_files import ReplacedFiles, find_replaced_files

ROOT = Path(__file__).parents[2]
ID = "riverton-water"
DECK = Path("output") / ID / f"{ID}-overview-1.1.0.pptx"
DRAFT = DECK.with_name(f"{ID}-overview-1.1.0-draft.pptx")
PAGE = Path("output") / ID / f"{ID}-sit-vs-uat-1.1.0.html"
MADE = ("build", ID, "--only", "deck,explainer", "--format", "pptx,html", "--jobs", "1")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def read_tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def edit_deck(path: Path) -> None:
    deck = Presentation(str(path))
    deck.slides[2].shapes.title.text_frame.text = "My own title"
    deck.save(str(path))


def edit_spec(workspace: Path) -> None:
    spec = workspace / "data" / "integrations" / f"{ID}.yaml"
    text, count = re.subn(r"population: \d+", "population: 99999", spec.read_text(encoding="utf-8"), count=1)
    assert count == 1
    spec.write_text(text, encoding="utf-8", newline="\n")


def test_an_edited_deck_is_kept_by_build_refused_by_approve_and_named_by_verify_and_status(workspace: Path) -> None:
    made = run_golive(*MADE, cwd=workspace)
    assert (made.returncode, made.stderr) == (0, "")
    original = (workspace / DECK).read_bytes()
    edit_deck(workspace / DECK)
    before = read_tree(workspace)

    built = run_golive(*MADE, cwd=workspace)
    checked = run_golive(*MADE, "--check", cwd=workspace)
    approved = run_golive("approve", ID, "--name", "A B", "--organization", "C", cwd=workspace)
    verified = run_golive("verify", str(DECK), cwd=workspace)
    as_json = json.loads(run_golive("verify", str(DECK), "--json", cwd=workspace).stdout)
    status = json.loads(run_golive("status", ID, "--json", cwd=workspace).stdout)

    assert built.returncode == 0, built.stderr
    assert f"{DECK} contains your edits, and the spec has no new changes." in built.stderr
    assert f"{DECK}: 1 edit kept, 0 changes brought in, 0 conflicts" in built.stderr
    assert "\n  kept: Slide 3 “" in built.stderr
    assert checked.returncode == 0
    assert approved.returncode == 1
    assert f"{DECK}: was edited since it was made from this release" in approved.stderr
    assert read_tree(workspace) == before
    assert "not as released: it was made from 1.1.0 as it was released, and edited since" in verified.stdout
    assert "made from 1.1.0 as it was released\n" not in verified.stdout
    assert "the text of the title is “My own title”; golive writes “" in verified.stdout
    assert (as_json["files"][0]["release"], as_json["files"][0]["ok"]) == ("edited", False)
    assert {one["kind"]: one["state"] for one in status["integrations"][0]["documents"]}["deck"] == "edited"

    discarded = run_golive(*MADE, "--discard-edits", cwd=workspace)
    (copy,) = (workspace / DECK).parent.glob("replaced/*")
    words = "contains your file as it was before this build"
    assert (discarded.returncode, discarded.stderr) == (0, f"{copy.relative_to(workspace)} {words}.\n")
    assert copy.read_bytes() == before[DECK.as_posix()]
    assert find_replaced_files((workspace / DECK).parent) == ReplacedFiles(copy.parent, 1, copy.stat().st_size)
    assert (workspace / DECK).read_bytes() == original
    assert run_golive("approve", ID, "--name", "A B", "--organization", "C", cwd=workspace).returncode == 0


def test_a_page_that_somebody_edited_or_made_is_refused_and_nothing_is_written(workspace: Path) -> None:
    run_golive(*MADE, cwd=workspace)
    page = workspace / PAGE
    page.write_bytes(page.read_bytes().replace(b"<body", b"<body class=mine", 1))
    (workspace / DECK).unlink()
    before = read_tree(workspace)

    edited = run_golive(*MADE, cwd=workspace)
    assert f"{PAGE}: was edited since golive made it, and is not replaced\n  Its text was changed." in edited.stderr
    assert read_tree(workspace) == before

    page.write_text("<p>Notes of the meeting</p>", encoding="utf-8")
    foreign = run_golive(*MADE, cwd=workspace)
    assert f"{PAGE}: was not made by golive for this document, and is not replaced" in foreign.stderr
    assert not (workspace / DECK).exists()

    elsewhere = run_golive(*MADE, "--output", "other", cwd=workspace)
    assert elsewhere.returncode == 0
    assert (workspace / "other" / DECK.relative_to("output")).is_file()


def test_a_draft_has_its_own_name_and_leaves_the_release_alone(workspace: Path) -> None:
    run_golive(*MADE, cwd=workspace)
    released = read_tree(workspace / "output")
    edit_spec(workspace)

    edit_deck(workspace / DECK)
    released[DECK.relative_to("output").as_posix()] = (workspace / DECK).read_bytes()
    draft = run_golive(*MADE, cwd=workspace)
    internal = run_golive(*MADE, "--audience", "internal", cwd=workspace)

    assert draft.stderr.startswith(f"{DECK} stays as it is, and its edits are not in {DRAFT.name}. To carry them over")
    assert draft.stdout.splitlines() == [str(DRAFT), str(PAGE.with_name(f"{ID}-sit-vs-uat-1.1.0-draft.html"))]
    assert f"internal/{ID}-overview-internal-1.1.0-draft.pptx" in internal.stdout
    assert {
        name: content for name, content in read_tree(workspace / "output").items() if "draft" not in name
    } == released
    assert run_golive(*MADE, cwd=workspace).returncode == 0  # a draft that nobody edited is replaced


def test_edits_of_a_draft_and_changes_of_the_spec_come_together(workspace: Path) -> None:
    edit_spec(workspace)
    run_golive(*MADE, cwd=workspace)
    edit_deck(workspace / DRAFT)
    action = "Finish the posting job for reversals and cancels"
    edit_cell(workspace / DRAFT, action, "Finish the posting job by noon")
    spec = workspace / "data" / "integrations" / f"{ID}.yaml"
    text = spec.read_text(encoding="utf-8").replace("22:00", "22:15").replace(action, "Test the posting job")
    spec.write_text(text, encoding="utf-8", newline="\n")

    deck = workspace / DRAFT
    edited = deck.read_bytes()
    merged = run_golive(*MADE, "--json", cwd=workspace)
    content = deck.read_bytes()
    report = json.loads(merged.stdout)["documents"][0]["merge"]
    again = run_golive(*MADE, "--force", cwd=workspace)
    verified = run_golive("verify", str(DRAFT), cwd=workspace)
    status = json.loads(run_golive("status", ID, "--json", cwd=workspace).stdout)
    shown = "\n".join(text for slide in Presentation(str(deck)).slides for text in list_texts(slide))

    assert merged.returncode == 0, merged.stderr
    (copy,) = deck.parent.glob("replaced/*")
    assert (copy.read_bytes(), copy.name[: len(DRAFT.stem)]) == (edited, DRAFT.stem)
    assert Presentation(str(deck)).slides[2].shapes.title.text_frame.text == "My own title"
    assert "10:15 PM" in shown
    assert "10:00 PM" not in shown.splitlines()
    assert [edit["after"] for edit in report["edits"]] == ["My own title"]
    assert report["applied"] > 0
    (conflict,) = report["conflicts"]
    assert (conflict["spec"], conflict["mine"]) == ("Test the posting job", "Finish the posting job by noon")
    assert (conflict["kept"], conflict["aspect"], conflict["before"]) == ("spec", "cell", action)
    assert "Test the posting job" in shown
    assert {one["kind"]: one["state"] for one in status["integrations"][0]["documents"]}["deck"] == "edited"
    assert (again.returncode, deck.read_bytes()) == (0, content)
    assert verified.returncode == 1
    assert "My own title" in verified.stdout
    assert run_golive(*MADE, "--discard-edits", cwd=workspace).returncode == 0
    assert Presentation(str(deck)).slides[2].shapes.title.text_frame.text != "My own title"


def test_a_released_file_stays_as_it_was_when_an_approval_comes(workspace: Path) -> None:
    run_golive(*MADE, cwd=workspace)
    before = read_tree(workspace / "output")
    approved = run_golive("approve", ID, "--name", "A B", "--organization", "C", cwd=workspace)
    assert approved.returncode == 0, approved.stderr

    built = run_golive(*MADE, cwd=workspace)
    again = run_golive(*MADE, "--check", cwd=workspace)

    assert built.returncode == 0
    assert f"{DECK} stays as it was released, though its change log has new approvals or entries" in built.stderr
    assert read_tree(workspace / "output") == before
    assert again.returncode == 0
    (workspace / DECK).unlink()
    assert run_golive(*MADE, cwd=workspace).returncode == 0
    assert (workspace / DECK).read_bytes() != before[DECK.relative_to("output").as_posix()]


def test_a_released_version_is_made_again_with_equal_bytes(workspace: Path) -> None:
    run_golive(*MADE, cwd=workspace)
    released = read_tree(workspace / "output")
    edit_spec(workspace)
    with (workspace / "data" / "integrations" / f"{ID}.yaml").open("a", encoding="utf-8") as spec:
        spec.write("\nnot: valid any more\n")

    again = run_golive(*MADE, "--version", "1.1.0", "--output", "again", cwd=workspace)

    assert (again.returncode, again.stderr) == (0, "")
    assert read_tree(workspace / "again") == released


def test_an_older_version_shows_the_change_log_as_it_was(workspace: Path) -> None:
    built = run_golive(
        "build", ID, "--only", "runbook", "--format", "markdown", "--version", "1.0.0", "--jobs", "1", cwd=workspace
    )
    text = (workspace / "output" / ID / f"{ID}-runbook-1.0.0.md").read_text(encoding="utf-8")

    assert (built.returncode, built.stderr) == (0, "")
    assert "1.1.0" not in text
    assert "Draft" not in text


def test_a_version_is_made_with_the_vendor_data_that_its_release_kept(workspace: Path) -> None:
    command = ("build", ID, "--only", "runbook", "--format", "markdown", "--version", "1.1.0", "--jobs", "1")
    assert run_golive(*command, "--output", "before", cwd=workspace).returncode == 0
    vendor = workspace / "data" / "organization.yaml"
    text = vendor.read_text(encoding="utf-8")
    vendor.write_text(re.sub(r"^name: .*$", "name: Another Vendor", text, count=1, flags=re.MULTILINE), newline="\n")
    built = run_golive(*command, "--output", "after", cwd=workspace)

    assert (built.returncode, built.stderr) == (0, "")
    assert read_tree(workspace / "after") == read_tree(workspace / "before")


def test_a_version_that_cannot_be_made_as_it_was_is_a_draft_and_says_why(workspace: Path) -> None:
    template = workspace / "templates" / "runbook" / "runbook.md.j2"
    template.write_text(template.read_text(encoding="utf-8") + "\nAnother end.\n", encoding="utf-8", newline="\n")
    snapshot = workspace / "data" / "releases" / ID / "1.1.0.json"
    content = snapshot.read_text(encoding="utf-8")
    snapshot.write_text(re.sub('"made_by": "golive [^"]*"', '"made_by": "golive 0.0.9"', content), encoding="utf-8")

    built = run_golive(
        "build", ID, "--only", "runbook", "--format", "markdown", "--version", "1.1.0", "--jobs", "1", cwd=workspace
    )

    assert built.returncode == 0
    assert f"{ID} 1.1.0 cannot be made as it was released: templates changed since." in built.stderr
    assert f"{ID} 1.1.0 was released with golive 0.0.9, and this is golive" in built.stderr
    assert f"{ID}-runbook-1.1.0-draft.md" in built.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("build", ID, "--version", "9.0.0"), 1, f"no version 9.0.0 of `{ID}` has been released"),
        (("build", ID, "--version", "latest"), 1, f"no version latest of `{ID}` has been released"),
        (("build", "--version", "1.0.0"), 2, "Name one SPEC with --version"),
        (("build", ID, "guide", "--version", "1.0.0"), 2, "Name one SPEC with --version"),
        (("build", "nobody", "--version", "1.0.0"), 1, "there is no file and no document called `nobody`"),
    ],
)
def test_a_version_that_is_not_there_is_named(
    arguments: tuple[str, ...], code: int, message: str, workspace: Path
) -> None:
    run = run_golive(*arguments, cwd=workspace)

    assert (run.returncode, message in run.stderr) == (code, True), run.stderr
    assert "Traceback" not in run.stderr
    assert not (workspace / "output").exists()


def test_a_deck_that_powerpoint_protected_is_kept_with_the_reason(workspace: Path) -> None:
    run_golive(*MADE, cwd=workspace)
    for content, reason in (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(500), "It is protected by a password"),
        ((workspace / DECK).read_bytes()[:5000], "It is damaged"),
        (b"", "It is empty (0 bytes)."),
    ):
        (workspace / DECK).write_bytes(content)
        run = run_golive(*MADE, cwd=workspace)
        assert run.returncode == 1
        assert reason in run.stderr
        assert (workspace / DECK).read_bytes() == content


def edit_cell(deck: Path, before: str, after: str) -> None:
    presentation = Presentation(str(deck))
    for slide in presentation.slides:
        for shape in slide.shapes:
            for row in shape.table.rows if shape.has_table else ():
                for cell in row.cells:
                    for paragraph in cell.text_frame.paragraphs:
                        if paragraph.text == before:
                            paragraph.runs[0].text = after
    presentation.save(str(deck))


def test_an_edited_text_of_one_value_is_taken_back_into_the_spec_and_others_are_named(workspace: Path) -> None:
    run_golive(*MADE, cwd=workspace)
    edit_deck(workspace / DECK)
    before = "Finish the posting job for reversals and cancels"
    edit_cell(workspace / DECK, before, "Finish the posting job by noon")
    files = read_tree(workspace)
    spec = f"data/integrations/{ID}.yaml"

    dry = run_golive("take-back", str(DECK), "--dry-run", cwd=workspace)
    assert (dry.returncode, read_tree(workspace)) == (0, files)
    assert f"“{before}” becomes “Finish the posting job by noon”" in dry.stdout
    assert '+  - {action: "Finish the posting job by noon", owner:' in dry.stdout
    assert "not taken back, " in dry.stderr
    assert "My own title" in dry.stderr

    taken = run_golive("take-back", str(DECK), cwd=workspace)
    after = read_tree(workspace)
    assert (taken.returncode, taken.stdout.splitlines()[-1]) == (0, f"wrote {spec}")
    assert [name for name in files if files[name] != after[name]] == [spec]
    assert after[spec] == files[spec].replace(before.encode(), b"Finish the posting job by noon")

    foreign = run_golive("take-back", spec, cwd=workspace)
    assert foreign.returncode == 1
    assert "was not made by golive" in foreign.stderr


def test_a_deck_that_is_open_or_cannot_be_merged_is_refused_and_stays(workspace: Path) -> None:
    run_golive(*MADE, cwd=workspace)
    edit_deck(workspace / DECK)
    lock = (workspace / DECK).with_name(f"~${DECK.name}")
    lock.write_bytes(b"A B")
    before = read_tree(workspace)

    refused = run_golive(*MADE, cwd=workspace)

    assert refused.returncode == 1
    assert f"{DECK}: is open in another program" in refused.stderr
    assert read_tree(workspace) == before
    lock.unlink()
    content = (workspace / DECK).read_bytes()
    (workspace / DECK).write_bytes(content[: len(content) // 2])
    damaged = run_golive(*MADE, cwd=workspace)
    assert damaged.returncode == 1
    assert f"{DECK}: cannot be read, so golive cannot tell where it came from, and is not replaced" in damaged.stderr
    assert (workspace / DECK).read_bytes() == content[: len(content) // 2]
