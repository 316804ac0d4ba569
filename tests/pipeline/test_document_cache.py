"""The cache of documents returns what was stored, or nothing, and never anything else."""

import errno
import os
import shutil
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.conftest import read_tree
from tests.support.cache_damage import DAMAGES

from golive.cli import main
from golive.pipeline.build import BuiltDocument
from golive.pipeline.document_cache import DocumentCache, open_document_cache
from golive.support.problems import OutputError

KEY, OTHER = "a1" * 32, "b2" * 32
CONTENTS = st.binary(min_size=1, max_size=60)
DOCUMENTS = st.builds(
    BuiltDocument,
    kind=st.sampled_from(["deck", "runbook"]),
    place=st.just(Path("river/river-overview.pptx")),
    content=CONTENTS,
    extras=st.lists(st.tuples(st.sampled_from([Path("river/a.svg"), Path("river/b.svg")]), CONTENTS), max_size=2).map(
        tuple
    ),
    extra=st.sampled_from(["preview", "attachment"]),
    engines=st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=2).map(tuple),
)


def read_document(cache: DocumentCache, key: str) -> BuiltDocument | None:
    found = cache.find(key)
    if found is None:
        return None
    extras = tuple((Path(place), content.read()) for place, content in found.extras)
    return BuiltDocument(found.kind, Path(found.place), found.content.read(), extras, found.extra, found.engines)


@given(DOCUMENTS, DOCUMENTS)
def test_what_was_stored_is_found_under_its_key_alone(one: BuiltDocument, two: BuiltDocument) -> None:
    with tempfile.TemporaryDirectory() as name:
        cache = DocumentCache(Path(name))
        assert read_document(cache, KEY) is None
        cache.store(KEY, one)
        assert (read_document(cache, KEY), read_document(cache, OTHER)) == (one, None)
        cache.store(KEY, two)
        assert read_document(cache, KEY) == two
        cache.store("", one)
        assert read_document(cache, "") is None


@given(DOCUMENTS, st.data())
def test_a_file_that_was_cut_off_or_changed_anywhere_is_never_given_back(
    made: BuiltDocument, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        cache = DocumentCache(Path(name))
        cache.store(KEY, made)
        path = data.draw(st.sampled_from(sorted(path for path in Path(name).rglob("*") if path.is_file())))
        whole = path.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1))
        wrong = data.draw(st.sampled_from([whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], None]))
        path.unlink()
        if wrong is not None:
            path.write_bytes(wrong)

        assert read_document(cache, KEY) is None
        cache.store(KEY, made)
        assert read_document(cache, KEY) == made


def test_the_entry_of_another_document_is_not_taken_for_this_one(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path)
    cache.store(OTHER, BuiltDocument("deck", Path("other.pptx"), b"other"))
    (tmp_path / KEY[:2]).mkdir()
    (tmp_path / KEY[:2] / f"{KEY}.json").write_bytes((tmp_path / OTHER[:2] / f"{OTHER}.json").read_bytes())
    assert cache.find(KEY) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_in_the_cache_is_not_read(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path)
    stored = cache.store(KEY, BuiltDocument("deck", Path("river.pptx"), b"river"))
    stored.content.path.unlink()
    os.mkfifo(stored.content.path)
    assert cache.find(KEY) is None


def test_the_cache_stays_as_small_as_asked_and_what_is_used_stays_longest(tmp_path: Path) -> None:
    cache = DocumentCache(tmp_path)
    keys = [f"{number:02x}" * 32 for number in range(8)]
    for age, key in zip(range(80, 0, -10), keys, strict=True):
        stored = cache.store(key, BuiltDocument("deck", Path("river.pptx"), key.encode() * 100))
        for path in (stored.content.path, tmp_path / key[:2] / f"{key}.json"):
            os.utime(path, (time.time() - age * 86400,) * 2)
    cache.find(keys[0])  # used just now

    cache.prune(4 * 7000)
    kept = [key for key in keys if cache.find(key)]
    assert keys[0] in kept
    assert keys[-1] in kept
    assert 2 <= len(kept) <= 4


@pytest.mark.parametrize("shift", [-30 * 86400, 30 * 86400])
def test_what_a_running_build_may_need_stays_even_if_the_clock_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shift: int
) -> None:
    cache = DocumentCache(tmp_path)
    stored = cache.store(KEY, BuiltDocument("deck", Path("river.pptx"), b"river"))
    now = time.time()
    if shift < 0:  # written before the clock was moved back
        monkeypatch.setattr(time, "time", lambda: now + shift)
    cache.prune(0, keeps_young=True)
    assert stored.content.read() == b"river"


@pytest.mark.parametrize("size", ["abc", "-5", "1e3", "9" * 5000])
def test_a_size_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch, size: str) -> None:
    monkeypatch.setenv("GOLIVE_CACHE_MB", size)
    with pytest.raises(OutputError, match=r"GOLIVE_CACHE_MB is `.*`, which is not a number of megabytes"):
        open_document_cache().__enter__()
    with open_document_cache(is_kept=False) as cache:
        assert cache.folder.is_dir()


@pytest.mark.parametrize("shift", range(3))
def test_a_build_over_a_damaged_cache_makes_the_same_documents(
    portfolio: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shift: int
) -> None:
    monkeypatch.setenv("GOLIVE_CACHE_DIR", str(tmp_path / "cache"))
    command = ["build", "a", "b", "--workspace", str(portfolio), "--only", "slide", "--jobs", "1", "--quiet"]
    assert main(command) == 0
    made = read_tree(portfolio / "output")
    kept = sorted(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert {path.relative_to(tmp_path / "cache").parts[0] for path in kept} >= {"builds", "documents", "outputs"}
    for path, damage in zip(kept, islice(cycle(DAMAGES), shift * 2, None), strict=False):
        damage(path)
    shutil.rmtree(portfolio / "output")
    assert main(command) == 0
    assert read_tree(portfolio / "output") == made
    assert main([*command, "--check"]) == 0


def test_a_cache_that_cannot_be_written_to_stops_no_build(portfolio: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_options: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr("golive.pipeline.document_cache.tempfile.TemporaryFile", refuse)
    command = ["build", "a", "--workspace", str(portfolio), "--only", "slide", "--jobs", "1", "--quiet", "--force"]
    assert main(command) == 0
    assert len(read_tree(portfolio / "output")) == 1
