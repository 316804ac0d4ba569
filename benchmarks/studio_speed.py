"""Time what a person waits for in golive studio: problems and slides after the last key, every page, and the first one.

Run: python benchmarks/studio_speed.py [edits]

The real server runs on this machine with a copy of the largest sample, and answers over HTTP as it answers a browser.
The limits: problems 300 ms and slides 1,000 ms after an edit, the page of a section 150 ms, the table of 100
integrations on the first page 150 ms; on two idle cores, warm.
"""

import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import httpx
import uvicorn

from golive.project.workspace import Workspace
from golive.studio.app import create_app
from golive.studio.security import Access
from golive.studio.server import open_listener
from golive.studio.views.navigation import list_views
from golive.topics.table import list_topics

ROOT = Path(__file__).parents[1]
VIEWS = tuple(view.id for view in list_views("integration"))
PROBLEMS_MS, SLIDES_MS, PAGE_MS, HOME_MS = 300, 1000, 150, 150
HOME_SPECS = 100


def main(count: int) -> None:
    """Print the figures and the slowest pages."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "data", Path(folder) / "data")
        workspace = Workspace(Path(folder))
        spec = max(workspace.list_integration_files(), key=lambda path: path.stat().st_size)
        with serve(workspace) as client:
            measure(client, f"/integrations/{spec.stem}", len(spec.read_text(encoding="utf-8").splitlines()), count)
    with tempfile.TemporaryDirectory() as folder:
        import_module("portfolio_speed").generate(Path(folder), HOME_SPECS)  # beside this file
        workspace = Workspace(Path(folder))
        with serve(workspace) as client:
            measure_home(client, workspace.list_integration_files()[HOME_SPECS // 2], count)


@contextmanager
def serve(workspace: Workspace) -> Iterator[httpx.Client]:
    """Serve a workspace on loopback; yield a client of a person who may open it."""
    with open_listener(0) as listener:
        access = Access(secrets.token_urlsafe(8), listener.getsockname()[1])
        server = uvicorn.Server(uvicorn.Config(create_app(workspace, access), log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{access.port}"
        with httpx.Client(base_url=address, trust_env=False, timeout=60, headers={"origin": address}) as client:
            client.cookies.set(access.cookie, access.token)
            yield client
        server.should_exit = True
        thread.join()


def measure_home(client: httpx.Client, spec: Path, count: int) -> None:
    """Measure the first page: first of all, with nothing changed, and with one spec changed."""
    begin = time.perf_counter()
    while "data-waiting" in client.get("/").text:
        time.sleep(0.1)
    first = time.perf_counter() - begin
    print(f"first page with {HOME_SPECS} integrations: all rows after {first:.1f} s, then median and worst in ms")
    text = spec.read_text(encoding="utf-8")
    for name in ("nothing changed", "one changed"):
        answers, whole = list[float](), list[float]()
        for number in range(count + 1):
            if name == "one changed":
                spec.write_text(f"{text}# {number}\n", encoding="utf-8")
            begin = time.perf_counter()
            page = client.get("/").raise_for_status()
            answers.append((time.perf_counter() - begin) * 1000)
            while "data-waiting" in page.text:
                page = client.get("/").raise_for_status()
            whole.append((time.perf_counter() - begin) * 1000)
        middle, all_rows = sorted(answers[1:])[count // 2], sorted(whole[1:])[count // 2]
        print(f"  {name}: {middle:.0f}, {max(answers[1:]):.0f} (limit {HOME_MS}); all rows after {all_rows:.0f}")


def measure(client: httpx.Client, url: str, lines: int, count: int) -> None:
    """Measure one integration."""
    version = client.get(f"{url}/slides").json()["version"]
    problems, slides = list[float](), list[float]()
    for number in range(count + 1):
        body = {"version": version, "edits": [{"do": "set", "path": ["summary"], "value": f"Number {number}."}]}
        begin = time.perf_counter()
        version = client.post(f"{url}/edit", json=body).json()["version"]
        client.get(f"{url}/integration")
        problems.append((time.perf_counter() - begin) * 1000)
        client.get(f"{url}/slides")
        slides.append((time.perf_counter() - begin) * 1000)
    pages = {}
    for page in (*VIEWS, *(topic.id for topic in list_topics("integration"))):
        client.get(f"{url}/{page}")
        begin = time.perf_counter()
        client.get(f"{url}/{page}")
        pages[page] = (time.perf_counter() - begin) * 1000
    print(f"{url.rpartition('/')[2]}: {lines} lines, {count} edits, median and worst in ms")
    for name, found, limit in (("problems", problems[1:], PROBLEMS_MS), ("slides", slides[1:], SLIDES_MS)):
        print(f"  {name} after an edit: {sorted(found)[count // 2]:.0f}, {max(found):.0f} (limit {limit})")
    slowest = sorted(pages, key=lambda page: -pages[page])[:5]
    middle = sorted(pages.values())[len(pages) // 2]
    print(f"  {len(pages)} pages: {middle:.0f}, {pages[slowest[0]]:.0f} (limit {PAGE_MS} for sections)")
    print(f"  slowest: {', '.join(f'{page} {pages[page]:.0f}' for page in slowest)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
