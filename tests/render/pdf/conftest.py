"""Watch the tests of PDFs: nothing forbidden is read, nothing is requested, no program is started."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_SECRET = "the-secret-that-no-page-may-read"
_WATCHED = {"open", "socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "subprocess.Popen"}
_seen: list[tuple[str, str]] = []
_watching: list[bool] = []


def _record_event(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event in _WATCHED:
        _seen.append((event, str(arguments[0])))


sys.addaudithook(_record_event)


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Path]:
    """Write a file that no page may read; check afterwards that nothing read it, used a network or ran a program."""
    path = tmp_path / "secret.svg"
    path.write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{_SECRET}</text></svg>")
    _seen.clear()
    _watching.append(True)
    yield path
    _watching.clear()
    forbidden = (str(path), "/etc/passwd", "/etc/hostname", "/proc/")
    assert [one for one in _seen if one[0] != "open" or one[1].startswith(forbidden)] == []
