"""A workspace of its own for each test, and the real server on a free port."""

import resource
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from msgspec import Struct

from golive.project.workspace import Workspace
from golive.studio.app import create_app
from golive.studio.security import Access
from golive.studio.server import open_listener
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.targets import find_target

ROOT = Path(__file__).parents[2]


@contextmanager
def small_files_only() -> Iterator[None]:
    """Let the system refuse every file of more than a thousand bytes, as a full disk would."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


class RunningStudio(Struct):
    """A server that runs, and two browsers: one that was let in, and one that was not."""

    access: Access
    client: httpx.Client
    stranger: httpx.Client

    @property
    def origin(self) -> dict[str, str]:
        """The header that the app's own pages send with changes."""
        return {"origin": f"http://127.0.0.1:{self.access.port}"}

    def post(self, path: str, body: object) -> httpx.Response:
        """Post JSON as the app's own pages do."""
        return self.client.post(path, json=body, headers=self.origin)

    def read_home(self) -> str:
        """Return the first page once every integration on it was read."""
        while "data-waiting" in (page := self.client.get("/").text):
            time.sleep(0.05)
        return page


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return Workspace(tmp_path)


@pytest.fixture
def session(workspace: Workspace) -> EditSession:
    target = find_target(workspace, "integration", "riverton-water")
    assert target
    return EditSession(workspace, target)


@pytest.fixture
def studio(workspace: Workspace) -> Iterator[RunningStudio]:
    with serve_studio(workspace) as running:
        yield running


@contextmanager
def serve_studio(workspace: Workspace) -> Iterator[RunningStudio]:
    """Run the server on a free port as long as the context lasts."""
    with open_listener(0) as listener:
        access = Access(secrets.token_urlsafe(8), listener.getsockname()[1])
        app = create_app(workspace, access)
        config = uvicorn.Config(app, log_level="error", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.005)
        url = f"http://127.0.0.1:{access.port}"
        with (
            httpx.Client(base_url=url, trust_env=False, timeout=30) as client,
            httpx.Client(base_url=url, trust_env=False) as stranger,
        ):
            client.cookies.set(access.cookie, access.token)
            yield RunningStudio(access, client, stranger)
        server.should_exit = True
        thread.join()
