"""The cache heals: a damaged file is never used, whatever lies in its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.cache_damage import DAMAGES

from golive.support.cache_files import read_cache_file, write_cache_file

CONTENT = b"what was kept"


def put_file_for_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("file")


@pytest.mark.parametrize("damage", [*DAMAGES, put_file_for_folder])
def test_what_is_damaged_is_not_read_and_is_written_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = tmp_path / "kind" / "name"
    write_cache_file(path, CONTENT)
    assert read_cache_file(path) == CONTENT
    damage(path)
    assert read_cache_file(path) is None
    write_cache_file(path, CONTENT)
    assert read_cache_file(path) == CONTENT
    assert [one.name for one in path.parent.iterdir()] == ["name"]


@given(st.binary(max_size=40), st.data())
def test_no_other_byte_is_read_than_was_written(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "law"
    write_cache_file(path, content)
    assert read_cache_file(path) == content
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    assert read_cache_file(path) is None
