"""A build that would make what lies there already makes nothing; at any doubt it makes everything."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from golive.cli import main
from golive.pipeline.input_digests import InputDigests
from golive.pipeline.spec_task import BuildOptions, SpecTask, run_spec_task
from golive.support import cache_dir

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
DECK = "millbrook-water/millbrook-water-overview-1.0.0.pptx"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make a workspace with a theme of its own and one integration, and build its deck."""
    root = tmp_path / "workspace"
    for folder in ("integrations", "changelogs"):
        (root / "data" / folder).mkdir(parents=True)
    shutil.copy(SAMPLES / "minimal.yaml", root / "data" / "integrations" / "millbrook-water.yaml")
    shutil.copy(SAMPLES / "changelog.yaml", root / "data" / "changelogs" / "millbrook-water.yaml")
    for name in ("organization", "process", "guide"):
        shutil.copy(SAMPLES / f"{name}.yaml", root / "data" / f"{name}.yaml")
    (root / "brand").mkdir()
    shutil.copy(ROOT / "templates" / "slides" / "theme.pptx", root / "brand" / "brand.pptx")
    organization = root / "data" / "organization.yaml"
    organization.write_text(organization.read_text() + "theme: brand/brand.pptx\n")
    assert build(root) == 0
    return root


def get_records_folder() -> Path:
    found = cache_dir.get_cache_folder("builds")
    assert found
    return found


def build(root: Path, *options: str) -> int:
    return main(["build", "--workspace", str(root), "--only", "deck", "--quiet", "--jobs", "1", *options])


def read_record_times() -> dict[str, int]:
    """Return the time of each record of a build; a build that makes documents renews its record."""
    return {path.name: path.stat().st_mtime_ns for path in get_records_folder().iterdir()}


def list_loaded_libraries(root: Path) -> str:
    """Build in a process of its own; return the libraries that it loaded."""
    code = (
        "import sys\nfrom golive.cli import main\n"
        f"main(['build', '--workspace', {str(root)!r}, '--only', 'deck'])\n"
        "print(sorted({'pydantic', 'yaml', 'jinja2', 'pptx', 'msgspec', 'lxml', 'weasyprint'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.splitlines()[-1]


def replace_text(path: str, old: str, new: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new, 1))

    return change


def copy_file(source: Path, path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / path)

    return change


def append_bytes(path: str, content: bytes) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / path).write_bytes((root / path).read_bytes() + content)

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "a value of the spec": replace_text("data/integrations/millbrook-water.yaml", "status: design", "status: build"),
    "a comment in the spec": append_bytes("data/integrations/millbrook-water.yaml", b"# checked\n"),
    "the organization": append_bytes("data/organization.yaml", b"# checked\n"),
    "the process": append_bytes("data/process.yaml", b"# checked\n"),
    "the change log": append_bytes("data/changelogs/millbrook-water.yaml", b"# checked\n"),
    "a release": lambda root: main(["release", "millbrook-water", "--workspace", str(root)]),
    "the process goes": lambda root: (root / "data" / "process.yaml").unlink(),
    "a template of its own": copy_file(ROOT / "templates/slides/overview.md.j2", "templates/slides/overview.md.j2"),
    "the bytes of the theme": copy_file(ROOT / "tests/samples/minimal.yaml", "brand/brand.pptx"),
    "layouts are chosen for the theme": lambda root: (root / "brand" / "brand.roles.yaml").write_text(""),
    "one byte of a document": append_bytes(f"output/{DECK}", b" "),
    "a document goes": lambda root: (root / "output" / DECK).unlink(),
    "its record is no record": lambda _: [path.write_text("{") for path in get_records_folder().iterdir()],
    "its record is of another kind": lambda _: [path.write_text("[]") for path in get_records_folder().iterdir()],
    "its record is lost": lambda _: shutil.rmtree(get_records_folder()),
}


USELESS = {"the bytes of the theme", "layouts are chosen for the theme"}
"""What nothing can be built with: that it was looked at shows in the error."""


def test_a_build_with_nothing_changed_writes_nothing_and_says_the_same(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["build", "--workspace", str(workspace), "--only", "deck", "--json"]
    main(command)
    first = capsys.readouterr().out
    before = read_record_times()
    main([*command, "--force"])

    assert capsys.readouterr().out == first
    assert json.loads(first)["documents"][0]["kind"] == "deck"
    assert read_record_times() != before


@pytest.mark.parametrize("what", CHANGES)
def test_a_build_makes_everything_anew_when_there_is_any_doubt(workspace: Path, what: str) -> None:
    before = read_record_times()
    assert build(workspace) == 0
    assert read_record_times() == before

    CHANGES[what](workspace)
    before = read_record_times()

    made = build(workspace) == 0
    assert made is (what not in USELESS)
    assert not made or read_record_times() != before


def test_a_build_with_nothing_changed_still_recovers_a_write_that_was_interrupted(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = hashlib.sha256((workspace / "output" / DECK).read_bytes()).hexdigest()
    rows = [{"file": DECK, "old": old, "new": "0" * 64}, {"file": "gone.pdf", "old": "", "new": "1" * 64}]
    journal = workspace / "output" / ".golive-journal"
    journal.write_text(json.dumps({"what": "the build", "files": rows}))

    assert build(workspace) == 0
    assert capsys.readouterr().err == (
        "The build was interrupted earlier: it has now been undone, and every file is as it was before.\n"
    )
    assert not journal.exists()


def test_a_file_that_is_only_touched_is_no_change(workspace: Path) -> None:
    before = read_record_times()
    os.utime(workspace / "data" / "integrations" / "millbrook-water.yaml", (1, 1))
    assert build(workspace) == 0
    assert read_record_times() == before


def test_another_order_is_another_build(workspace: Path, tmp_path: Path) -> None:
    assert build(workspace, "--output", str(tmp_path / "elsewhere")) == 0
    assert (tmp_path / "elsewhere" / DECK).exists()
    assert build(workspace, "--preview") == 0
    assert (workspace / "output" / DECK).with_suffix(".html").exists()
    for form, suffix in (("html", ".html"), ("confluence", ".confluence.xml")):
        command = ["build", "--workspace", str(workspace), "--only", "explainer", "--quiet", "--format", form]
        assert main(command) == 0
        assert list((workspace / "output" / "millbrook-water").glob(f"*sit-vs-uat*{suffix}"))


def test_a_check_says_what_is_stale_and_writes_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = workspace / "output" / DECK
    assert build(workspace, "--check") == 0
    replace_text("data/integrations/millbrook-water.yaml", "status: design", "status: build")(workspace)
    before = deck.read_bytes()

    assert build(workspace, "--check") == 1
    assert f"{DECK}: this document is out of date" in capsys.readouterr().err
    assert deck.read_bytes() == before

    deck.unlink()
    assert build(workspace, "--check") == 1
    assert f"{DECK}: this document is missing" in capsys.readouterr().err
    assert not deck.exists()


def test_a_check_without_a_record_compares_the_documents_themselves(workspace: Path) -> None:
    CHANGES["its record is lost"](workspace)
    assert build(workspace, "--check") == 0
    CHANGES["its record is lost"](workspace)
    CHANGES["one byte of a document"](workspace)
    assert build(workspace, "--check") == 1


def test_a_build_that_failed_is_not_remembered(workspace: Path) -> None:
    replace_text("data/integrations/millbrook-water.yaml", "status: design", "status: desing")(workspace)
    assert build(workspace) == 1
    assert build(workspace) == 1


def test_without_a_cache_folder_every_build_is_made(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLIVE_CACHE_DIR", "")
    assert list_loaded_libraries(workspace) != "[]"
    assert list_loaded_libraries(workspace) != "[]"


def test_what_changed_while_a_build_ran_is_not_remembered(workspace: Path) -> None:
    spec = workspace / "data" / "integrations" / "millbrook-water.yaml"
    options = BuildOptions(("deck",))
    cache = cache_dir.get_cache_folder("documents")
    assert cache
    for changed in (None, workspace / "data" / "process.yaml", workspace / "brand" / "brand.pptx", spec):
        task = SpecTask(workspace, spec, InputDigests().compute_shared(workspace), options, cache, reads_cache=False)

        def change_input(step: str, path: Path | None = changed) -> None:
            if path and step.endswith("deck"):
                path.write_bytes(path.read_bytes() + b"\n")

        assert bool(run_spec_task(task, change_input).state) is (changed is None)


def test_a_build_with_nothing_changed_loads_no_library_that_a_build_needs(workspace: Path) -> None:
    assert list_loaded_libraries(workspace) != "[]"
    assert list_loaded_libraries(workspace) == "[]"
