"""What was released is read back as it was, and nobody can change it unseen."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from tests.examples import examples
from tests.releases.edits import SEEDS, load_guide, load_sample, make_spec

from golive.releases.snapshots import build_snapshot, list_released_versions, read_snapshot
from golive.releases.versioned_document import VersionedDocument
from golive.support.problems import SpecError


def keep_snapshot(document: VersionedDocument, folder: Path) -> Path:
    path = folder / f"{document.version}.json"
    path.write_bytes(build_snapshot(document))
    return path


@settings(max_examples=examples(30))
@given(SEEDS)
def test_a_snapshot_holds_all_of_a_spec(seed: int) -> None:
    spec = make_spec(seed)
    with TemporaryDirectory() as folder:
        assert read_snapshot(keep_snapshot(spec, Path(folder))).value == spec


def test_a_snapshot_holds_all_of_a_guide(tmp_path: Path) -> None:
    assert read_snapshot(keep_snapshot(load_guide(), tmp_path)).value == load_guide()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Millbrook", "Milbrook", "this file was edited"),
        ('"version": "1.0.0",\n "digest"', '"version": "1.0.1",\n "digest"', "the version is not that of the content"),
        ('"id": "millbrook-water",\n "version"', '"id": "other",\n "version"', "the id is not that of the content"),
        ('"content": {', '"kontent": {', "is not a snapshot of a release"),
        ('{\n "id"', '{ # remark\n "id"', "is not valid JSON"),
    ],
)
def test_a_snapshot_that_was_edited_is_refused_with_its_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    path = keep_snapshot(load_sample(0), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(SpecError) as refused:
        read_snapshot(path)
    (problem,) = refused.value.problems
    assert said in problem.message
    assert problem.path == path
    assert problem.line
    assert problem.hint


def test_a_snapshot_under_the_name_of_another_version_is_refused(tmp_path: Path) -> None:
    path = keep_snapshot(load_sample(0), tmp_path).rename(tmp_path / "1.1.0.json")
    with pytest.raises(SpecError, match=r"named 1\.1\.0 and holds version 1\.0\.0"):
        read_snapshot(path)


def test_releases_are_listed_newest_first(tmp_path: Path) -> None:
    for name in ("1.9.0.json", "1.10.0.json", "0.1.json", "notes.json", "1.2.0.txt"):
        (tmp_path / name).touch()
    assert list_released_versions(tmp_path) == ("1.10.0", "1.9.0", "0.1")
    assert list_released_versions(tmp_path / "none") == ()
