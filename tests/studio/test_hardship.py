"""Zip bombs, two windows at once, disks that refuse, and a server that is killed: nothing is lost, and it is said."""

import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import yaml
from tests.studio.conftest import ROOT, RunningStudio, serve_studio, small_files_only

from golive.project.workspace import Workspace
from golive.studio.sessions.targets import find_target

URL = "/integrations/riverton-water"
NOBODY = 65_534


def make_bomb() -> bytes:
    """Return a workbook of 160 kB that unpacks to 160 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/media/image1.png", "w") as part:
            for _ in range(160):
                part.write(bytes(1_000_000))
    return buffer.getvalue()


def read_version(page: str) -> str:
    found = re.search(r'data-version="([^"]+)"', page)
    assert found
    return found[1]


def set_value(studio: RunningStudio, version: str, path: list[object], value: str) -> httpx.Response:
    edit = {"do": "set", "path": path, "value": value}
    return studio.post(f"{URL}/edit", {"version": version, "edits": [edit]})


def test_a_zip_bomb_is_refused_in_words_wherever_a_file_is_taken(studio: RunningStudio) -> None:
    bomb = make_bomb()

    back = studio.client.post(f"{URL}/questionnaire", files={"file": ("Back.xlsx", bomb)}, headers=studio.origin)
    assert "Back.xlsx unpacks to more than is safe" in back.text
    for name in ("Deck.pptx", "Runbook.pdf", "Back.xlsx"):
        files = {"file": (name, bomb)}
        checked = studio.client.post(f"{URL}/check-file", data={"kind": "document"}, files=files, headers=studio.origin)
        assert checked.status_code == 200
        assert "is-bad" in checked.text


def test_two_windows_at_once_lose_nothing(studio: RunningStudio, workspace: Workspace) -> None:
    """Each window edits people of its own, from the version that it saw first, as fast as it can."""
    version = read_version(studio.client.get(f"{URL}/people").text)
    spec = workspace.integration_file("riverton-water")
    count = len(yaml.safe_load(spec.read_text(encoding="utf-8"))["team"])
    ready = threading.Barrier(2)

    def edit_people(first: int) -> list[int]:
        ready.wait()
        people = range(first, min(count, first + 8), 2)
        return [set_value(studio, version, ["team", one, "job_title"], f"Title {one}").status_code for one in people]

    with ThreadPoolExecutor(2) as windows:
        answers = [code for codes in windows.map(edit_people, (0, 1)) for code in codes]

    assert answers == [200] * len(answers)
    team = yaml.safe_load(spec.read_text(encoding="utf-8"))["team"]
    assert [one["job_title"] for one in team[: len(answers)]] == [f"Title {one}" for one in range(len(answers))]


def test_two_windows_in_one_field_get_a_conflict_with_both_values(studio: RunningStudio) -> None:
    version = read_version(studio.client.get(f"{URL}/people").text)

    first = set_value(studio, version, ["team", 0, "job_title"], "Theirs")
    second = set_value(studio, version, ["team", 0, "job_title"], "Mine")

    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["present"] == "Theirs"
    again = set_value(studio, second.json()["version"], ["team", 0, "job_title"], "Mine")
    assert again.status_code == 200
    assert 'value="Mine"' in studio.client.get(f"{URL}/people").text


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let the system refuse every change in a folder; root, whom nothing is refused, becomes somebody else."""
    is_root = os.geteuid() == 0
    folder.chmod(0o555)
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def open_workspace() -> Iterator[Workspace]:
    """Return a workspace in a folder that everyone may enter; those of pytest are for one user alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        shutil.copytree(ROOT / "data", Path(folder) / "data")
        yield Workspace(Path(folder))


@pytest.mark.parametrize("fault", ["read-only", "full"])
def test_a_disk_that_refuses_is_said_and_what_was_typed_is_kept(open_workspace: Workspace, fault: str) -> None:
    spec = open_workspace.integration_file("riverton-water")
    before = spec.read_bytes()
    with serve_studio(open_workspace) as studio:
        version = read_version(studio.client.get(f"{URL}/people").text)
        with read_only(spec.parent) if fault == "read-only" else small_files_only():
            answer = set_value(studio, version, ["team", 0, "job_title"], "Typed and kept")
            page = studio.client.get(f"{URL}/people").text
            still = studio.post(f"{URL}/save", {})

        assert answer.json()["saved"] is still.json()["saved"] is False
        assert "This cannot be saved." in page
        assert ("permission" if fault == "read-only" else "large") in page.lower()
        assert 'value="Typed and kept"' in page
        assert spec.read_bytes() == before
        assert [one.name for one in spec.parent.iterdir() if one.suffix != ".yaml"] in ([], [".golive-lock"])

        assert studio.post(f"{URL}/save", {}).json()["saved"] is True
        assert b"Typed and kept" in spec.read_bytes()
        assert "This cannot be saved." not in studio.client.get(f"{URL}/people").text


@pytest.mark.parametrize("delay_ms", [60, 137])
def test_a_killed_server_keeps_what_it_said_it_saved(workspace: Workspace, delay_ms: int) -> None:
    """The real server, with edits coming in as fast as it saves them, gets SIGKILL."""
    spec = workspace.integration_file("riverton-water")
    command = [sys.executable, "-m", "golive", "studio", "--workspace", str(workspace.root), "--no-browser"]
    with (
        subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server,
        contextlib.ExitStack() as started,
    ):
        assert server.stdout
        started.callback(server.kill)
        line = next(one.decode() for one in server.stdout if b"http://" in one)
        found = re.search(r"(http://127\.0\.0\.1:\d+)/\?token=(\S+)", line)
        assert found
        saved = -1
        with httpx.Client(base_url=found[1], trust_env=False, follow_redirects=True) as client:
            version = read_version(client.get(f"{URL}/people?token={found[2]}").text)
            timer = threading.Timer(0.5 + delay_ms / 1000, os.kill, (server.pid, signal.SIGKILL))
            timer.start()
            with contextlib.suppress(httpx.TransportError):
                for number in range(10_000):
                    edit = {"do": "set", "path": ["team", 0, "job_title"], "value": f"Title {number}"}
                    answer = client.post(
                        f"{URL}/edit", json={"version": version, "edits": [edit]}, headers={"origin": found[1]}
                    )
                    assert answer.status_code == 200
                    version, saved = answer.json()["version"], number
        assert server.wait() == -signal.SIGKILL

    target = find_target(workspace, "integration", "riverton-water")
    assert target
    assert saved >= 0
    with serve_studio(workspace) as studio:
        page = studio.client.get(f"{URL}/people").text
        assert re.search(rf'value="Title ({saved}|{saved + 1})"', page)
        assert set_value(studio, read_version(page), ["team", 0, "job_title"], "After").json()["saved"] is True
    assert yaml.safe_load(spec.read_text(encoding="utf-8"))["team"][0]["job_title"] == "After"
    names = {one.name for one in spec.parent.iterdir()}
    assert names - {".golive-lock"} == {one.name for one in workspace.list_integration_files()}
