"""What may happen to a file of the cache."""

import os
from collections.abc import Callable
from pathlib import Path


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "of somebody").write_text("file")


def _make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link_endless_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _link_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


DAMAGES: tuple[Callable[[Path], None], ...] = (
    _cut,
    _flip,
    _empty,
    _make_folder,
    _make_pipe,
    _link_endless_device,
    _link_itself,
)
