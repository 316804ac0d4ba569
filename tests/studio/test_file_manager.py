"""A folder is shown by the computer's own program, which gets the fonts of the computer."""

import sys
from pathlib import Path

import pytest

from golive.studio.sessions.file_manager import show_folder


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other programs for it")
def test_a_folder_is_shown_with_the_fonts_of_the_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, told, folder = tmp_path / "xdg-open", tmp_path / "told", tmp_path / "out put"
    program.write_text(f'#!/bin/sh\necho "$1 ${{FONTCONFIG_FILE-unset}}" > {told}\n', encoding="utf-8")
    program.chmod(0o755)
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("FONTCONFIG_FILE", "/golive/fonts.conf")

    assert show_folder(folder)
    assert told.read_text(encoding="utf-8") == f"{folder} unset\n"
    assert not show_folder(tmp_path / "none")
