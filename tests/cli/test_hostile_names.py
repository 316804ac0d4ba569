"""Names of files hold anything; a terminal shows them and obeys none of it."""

import os
import sys
from pathlib import Path

import pytest

from golive.cli import main

NAME = "bell\x07-color\x1b[31m-turned\u202e-broken\n-half\udcff"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")


@pytest.mark.parametrize(
    "command", [["check"], ["audit"], ["layout", "verify", "millbrook-water", "bills"], ["theme", "inspect"]]
)
def test_a_name_with_control_characters_is_shown_and_not_obeyed(
    command: list[str], workspace: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workspace)
    with open(os.fsencode(NAME), "wb") as stream:  # noqa: PTH123 - the name is no text
        stream.write(b"hello")

    code = main([*command, NAME])

    said = "".join(capfd.readouterr())
    assert code in {1, 2}
    assert "\\u0007" in said, said
    assert not [letter for letter in said if letter < " " and letter != "\n"]
    assert "\u202e" not in said
