"""`--watch` looks at the files themselves, waits until they have settled, and goes on after a mistake."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from golive.support.file_watch import list_changes, read_stamps, wait_for_change


def test_a_change_is_reported_when_it_has_settled(tmp_path: Path) -> None:
    file, other = tmp_path / "spec.yaml", tmp_path / "part.yaml"
    file.write_text("one")
    before = read_stamps([tmp_path])
    slept = 0

    def write(_seconds: float) -> None:
        nonlocal slept
        slept += 1
        if 2 <= slept <= 4:
            file.write_text("x" * slept)
        if slept == 5:
            other.write_text("new")

    after = wait_for_change(lambda: read_stamps([tmp_path]), before, write)
    assert slept == 6
    assert list_changes(before, after) == [other, file]
    other.unlink()
    assert list_changes(after, read_stamps([tmp_path])) == [other]


def test_an_edit_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "spec.yaml"
    file.write_text("22:00")
    before, status = read_stamps([tmp_path]), file.stat()
    time.sleep(0.02)
    file.write_text("23:00")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert list_changes(before, read_stamps([tmp_path])) == [file]


def test_hidden_files_outputs_and_circles_of_links_do_not_count(tmp_path: Path) -> None:
    for name in (".git/index", "output/a.pdf", "data/.spec.yaml.swp", "data/~$brand.pptx", "data/spec.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "data" / "circle").symlink_to(tmp_path)
    (tmp_path / "data" / "gone").symlink_to(tmp_path / "nowhere")
    found = read_stamps([tmp_path], [tmp_path / "output"], [tmp_path.parent / "theme.potx"])
    assert sorted(Path(name).name for name in found) == ["gone", "spec.yaml", "theme.potx"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_build_goes_on_after_a_mistake_until_ctrl_c(workspace: Path, spec: Path) -> None:
    command = [
        "build",
        "--workspace",
        str(workspace),
        "--only",
        "deck",
        "--format",
        "markdown",
        "--jobs",
        "1",
        "--output",
        str(workspace / "made"),
        "--watch",
    ]
    code = f"from golive.cli import main; raise SystemExit(main({command!r}))"
    run = subprocess.Popen(
        [sys.executable, "-u", "-c", code], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    deadline = threading.Timer(60, run.kill)
    deadline.start()

    def read_until(pattern: str) -> str:
        assert run.stdout
        said = ""
        for line in run.stdout:
            said += line
            if re.search(pattern, line):
                return said
        raise AssertionError(said)

    try:
        assert "overview-1.0.0.md" in read_until("Watching .* files; Ctrl-C ends")
        text = spec.read_text()
        spec.write_text(text.replace("status: design", "status: desing"))
        said = read_until("desing")
        assert re.findall(r"^(.+) changed\.", said, re.MULTILINE) == [str(spec)], "what the build itself wrote counts"
        spec.write_text(text.replace("status: design", "status: build"))
        read_until("overview-1.0.0.md")
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 0
    finally:
        deadline.cancel()
        run.kill()
        run.communicate()
