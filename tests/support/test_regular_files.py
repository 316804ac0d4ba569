"""Pipes, sockets and devices are named, and never read."""

import os
import sys
from pathlib import Path

import pytest

from golive.support.regular_files import SpecialFileError, find_special_files, open_regular_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_a_pipe_and_a_link_to_an_endless_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    for name, kind in (("pipe", "a pipe"), ("endless", "a device")):
        with pytest.raises(SpecialFileError, match=kind):
            open_regular_file(tmp_path / name)


def test_a_link_to_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"text")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with open_regular_file(tmp_path / "link") as stream:
        assert stream.read() == b"text"


def test_links_in_a_circle_end_and_everything_special_is_found_once(tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    for name in "ab":
        (deep / name).symlink_to(tmp_path)
    os.mkfifo(deep / "pipe")
    (deep / "broken").symlink_to("nowhere")
    (deep / "itself").symlink_to(deep / "itself")
    (deep / ".lock").symlink_to("somebody@host")
    (deep / "usual").write_bytes(b"")
    assert list(find_special_files(tmp_path)) == [
        (deep / "broken", "a link to nothing"),
        (deep / "itself", "a link that leads back to itself"),
        (deep / "pipe", "a pipe"),
    ]


def test_a_link_to_a_whole_disk_is_not_read_to_its_end(tmp_path: Path) -> None:
    for number in range(60):
        for below in range(10):
            (tmp_path / "disk" / f"{number:02}" / str(below)).mkdir(parents=True)
        os.mkfifo(tmp_path / "disk" / f"{number:02}" / "9" / "pipe")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "link").symlink_to(tmp_path / "disk")

    assert 0 < len(list(find_special_files(tmp_path / "data"))) < 60
