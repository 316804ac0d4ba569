"""Documents in a bucket: all or none, whatever the store refuses; nothing is called current that is not."""

import hashlib
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import obstore
import pytest
from obstore.store import from_url
from tests.cli.conftest import read_tree
from tests.pipeline.object_store import ObjectStore

from golive.cli import main
from golive.pipeline.bucket import Bucket, BucketEntry
from golive.support.problems import OutputError

SAMPLES = Path(__file__).parents[1] / "samples"
ENTRY = BucketEntry("city/deck.pptx", "deck", "city", hashlib.sha256(b"content").hexdigest(), 7)


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with ObjectStore().serve() as store:
        yield store


@pytest.fixture
def store(server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    server.requests.clear()
    server.refuse = lambda _method, _path, _number: ""
    use_endpoint(monkeypatch, server.url)
    return server


def use_endpoint(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "someone",
        "AWS_SECRET_ACCESS_KEY": "invented",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def target(request: pytest.FixtureRequest) -> str:
    return f"docs/{request.node.name}"


def build(root: Path, target: str, *options: str) -> int:
    command = ["build", "--workspace", str(root), "--only", "deck", "--format", "markdown", "--jobs", "1", "--json"]
    return main([*command, "--output", target if target.startswith("/") else f"s3://{target}", *options])


def change_spec(root: Path, name: str) -> None:
    path = root / "data" / "integrations" / f"{name}.yaml"
    path.write_text(path.read_text().replace("status: design", "status: build"))


def open_bucket() -> Any:
    return from_url("s3://docs", client_options={"allow_http": True})


def read_object(key: str) -> bytes:
    return bytes(obstore.get(open_bucket(), key.removeprefix("docs/")).bytes())


def read_documents(target: str) -> dict[str, bytes]:
    """Return the documents that the index of a bucket names."""
    index = json.loads(read_object(f"{target}/index.json"))
    return {
        row["path"]: read_object(f"{target}/documents/{row['sha256']}/{Path(row['path']).name}")
        for row in index["documents"]
    }


def test_a_bucket_holds_the_same_documents_as_a_folder(
    store: ObjectStore, portfolio: Path, target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(portfolio, str(tmp_path / "folder")) == 0
    capsys.readouterr()
    assert build(portfolio, target) == 0
    rows = json.loads(capsys.readouterr().out)["documents"]

    documents = read_documents(target)
    assert documents == read_tree(tmp_path / "folder")
    assert len(documents) == 4
    assert [row["place"] for row in rows] == sorted(documents)
    assert all(row["path"].startswith(f"s3://{target}/documents/") for row in rows)
    assert b"city-a/" in read_object(f"{target}/index.html")


def test_only_what_changed_is_written_and_what_is_gone_is_put_back(
    store: ObjectStore, portfolio: Path, target: str
) -> None:
    assert build(portfolio, target) == 0
    store.requests.clear()
    assert build(portfolio, target) == 0
    assert [method for method, _ in store.requests] == ["GET", "GET"]

    before = read_documents(target)
    change_spec(portfolio, "b")
    assert build(portfolio, target, "--check") == 1
    assert read_documents(target) == before
    assert build(portfolio, target) == 0
    after = read_documents(target)
    assert [path for path in after if after[path] != before[path]] == [path for path in after if "city-b" in path]

    (key,) = {path for method, path in store.requests if method == "PUT" and "/documents/" in path}
    obstore.delete(open_bucket(), key.removeprefix("/docs/"))
    assert build(portfolio, target) == 0
    assert read_documents(target) == after


def test_a_store_that_refuses_half_of_the_writes_for_a_while_gets_everything(
    store: ObjectStore, portfolio: Path, target: str, tmp_path: Path
) -> None:
    seen: set[str] = set()

    def refuse_first(method: str, path: str, _number: int) -> str:
        refused = method == "PUT" and path not in seen and len(path) % 2 == 0
        seen.add(path)
        return "503 Slow Down" if refused else ""

    store.refuse = refuse_first
    assert build(portfolio, target) == 0
    assert build(portfolio, str(tmp_path / "folder")) == 0
    assert read_documents(target) == read_tree(tmp_path / "folder")


@pytest.mark.parametrize("refused", ["documents", "index.json"])
def test_a_store_that_refuses_half_of_the_writes_for_good_keeps_the_old_documents(
    store: ObjectStore, portfolio: Path, target: str, capsys: pytest.CaptureFixture[str], refused: str
) -> None:
    target = target.replace("[", "-").replace("]", "")
    assert build(portfolio, target) == 0
    before = read_documents(target)
    for name in "abc":
        change_spec(portfolio, name)
    count = 0

    def refuse_half(method: str, path: str, _number: int) -> str:
        nonlocal count
        count += method == "PUT" and refused in path
        return "403 Forbidden" if method == "PUT" and refused in path and count % 2 else ""

    store.refuse = refuse_half
    capsys.readouterr()
    assert build(portfolio, target) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["message"] == f"cannot write to s3://{target}: access is denied"
    assert read_documents(target) == before

    store.refuse = lambda _method, _path, _number: ""
    assert build(portfolio, target) == 0
    assert set(read_documents(target)) == set(before)
    assert read_documents(target) != before


def test_two_builds_at_once_both_have_their_documents_in_the_index(
    store: ObjectStore, portfolio: Path, target: str
) -> None:
    """While one build writes, another one has replaced the index."""
    other: list[int] = []

    def build_another(method: str, path: str, _number: int) -> str:
        if method == "PUT" and "/documents/" in path and not other:
            other.append(0)
            other[0] = build(portfolio, target, "c")
        return ""

    store.refuse = build_another
    assert build(portfolio, target, "a") == 0
    assert other == [0]
    assert {path.partition("/")[0] for path in read_documents(target)} == {"city-a", "city-c"}


def test_what_is_not_an_index_is_not_replaced(
    store: ObjectStore, portfolio: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    obstore.put(open_bucket(), f"{target.removeprefix('docs/')}/index.json", b"of somebody")
    assert build(portfolio, target) == 1
    assert "is not an index that golive wrote" in capsys.readouterr().err
    assert read_object(f"{target}/index.json") == b"of somebody"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("AWS_ENDPOINT_URL", "nonsense", "AWS_ENDPOINT_URL is `nonsense`, which is not an address"),
        ("AWS_ENDPOINT_URL", "http://store.example.org", "http://store.example.org has no encryption"),
        ("AWS_SECRET_ACCESS_KEY", "", "Missing SecretAccessKey"),
    ],
)
@pytest.mark.usefixtures("store")
def test_an_environment_that_names_no_usable_store_is_explained(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    if value:
        monkeypatch.setenv(name, value)
    else:
        monkeypatch.delenv(name)
    with pytest.raises(OutputError) as caught:
        Bucket("s3://docs/unusable")
    (problem,) = caught.value.problems
    assert problem.message == f"cannot write to s3://docs/unusable: {expected}"
    assert problem.hint.endswith("The index of the bucket is as it was.")


@pytest.mark.parametrize("status", ["503 Service Unavailable", "507 Insufficient Storage", "400 Bad Request"])
def test_what_a_store_answered_is_said_in_short(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    monkeypatch.setattr("golive.pipeline.bucket._RETRIES", 0)
    bucket = Bucket("s3://docs/refusing")
    store.refuse = lambda method, _path, _number: status if method == "PUT" else ""
    with pytest.raises(OutputError) as caught:
        bucket.write({ENTRY: b"content"})
    (problem,) = caught.value.problems
    assert problem.message == f"cannot write to s3://docs/refusing: {store.url} answered {status}"
    assert ("Try again later." in problem.hint) == status.startswith("5")


def test_an_index_whose_answer_never_came_is_not_said_to_be_as_it_was(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("golive.pipeline.bucket._RETRIES", 0)
    monkeypatch.setattr("golive.pipeline.bucket._PUT_SECONDS", 1)
    bucket, waiting = Bucket("s3://docs/late"), threading.Event()

    def answer_late(method: str, path: str, _number: int) -> str:
        if method == "PUT" and path.endswith("index.json"):
            waiting.wait(20)
        return ""

    store.refuse = answer_late
    with pytest.raises(OutputError) as caught:
        bucket.write({ENTRY: b"content"})
    waiting.set()
    (problem,) = caught.value.problems
    assert problem.message.endswith("did not answer in time")
    assert "Whether the index of the bucket was replaced is not known" in problem.hint


@pytest.mark.parametrize("output", ["s3:/docs/here", "gs://docs/here", "https://example.org/docs"])
def test_an_address_that_is_no_bucket_does_not_become_a_folder(
    portfolio: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    monkeypatch.chdir(portfolio)
    assert main(["build", "--only", "deck", "--output", output]) == 2
    assert f"--output is `{output}`, which is neither a folder nor a bucket" in capsys.readouterr().err
    assert Path(output).parts[0] not in {one.name for one in portfolio.iterdir()}


@pytest.mark.parametrize("what", ["closed", "silent", "no bucket", "no name"])
def test_a_bucket_that_cannot_be_reached_is_one_line_within_ten_seconds(
    store: ObjectStore,
    portfolio: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    what: str,
) -> None:
    limit = ("_RETRIES", 1) if what == "closed" else ("_ANSWER_SECONDS", 1.0)
    monkeypatch.setattr(f"golive.pipeline.bucket.{limit[0]}", limit[1])
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        if what == "closed":
            silent.close()
        if what in {"closed", "silent"}:
            use_endpoint(monkeypatch, f"http://127.0.0.1:{port}")
        target = {"no bucket": "nothing/here", "no name": "/"}.get(what, "docs/here")
        began = time.monotonic()
        command = ["build", "--workspace", str(portfolio), "--only", "deck", "--output", f"s3://{target.strip('/')}"]
        assert main(command) == 1
    assert time.monotonic() - began < 10
    output = capsys.readouterr().err.splitlines()
    expected = {
        "closed": f"cannot write to s3://docs/here: http://127.0.0.1:{port} cannot be reached",
        "silent": f"cannot write to s3://docs/here: http://127.0.0.1:{port} did not answer in time",
        "no bucket": "cannot write to s3://nothing/here: there is no such bucket",
        "no name": "s3:// names no bucket",
    }
    assert output[0] == expected[what]
    assert len(output) == 2


def test_what_was_released_stays_in_the_bucket(
    store: ObjectStore, portfolio: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (portfolio / "data" / "changelogs").mkdir()
    shutil.copy(SAMPLES / "changelog.yaml", portfolio / "data" / "changelogs" / "city-a.yaml")
    assert main(["release", "a", "--workspace", str(portfolio)]) == 0
    capsys.readouterr()
    assert build(portfolio, target, "a") == 0
    (path,) = read_documents(target)
    assert "draft" not in path

    # An older golive set it differently.
    old, prefix = b"as it was sent", target.removeprefix("docs/")
    digest = hashlib.sha256(old).hexdigest()
    index = json.loads(read_object(f"{target}/index.json"))
    index["documents"][0] |= {"sha256": digest, "bytes": len(old)}
    obstore.put(open_bucket(), f"{prefix}/documents/{digest}/{Path(path).name}", old)
    obstore.put(open_bucket(), f"{prefix}/index.json", json.dumps(index).encode())
    capsys.readouterr()
    assert build(portfolio, target, "a", "--force") == 0
    (row,) = json.loads(capsys.readouterr().out)["documents"]
    assert row["kept"].startswith("stays as it was released, though this golive sets it differently")
    assert read_documents(target) == {path: old}


@pytest.mark.parametrize("module", ["obstore", "json"])
def test_the_threads_of_the_store_cannot_abort_a_process_that_is_done(module: str) -> None:
    end = "atexit.register(print, 'torn down'); raise SystemExit(run.main())"
    code = f"import atexit, {module}, golive.__main__ as run; {end}"
    run = subprocess.run([sys.executable, "-c", code, "biuld"], capture_output=True, text=True, check=False, timeout=60)

    assert (run.returncode, "Did you mean `build`?" in run.stderr) == (2, True)
    assert ("torn down" in run.stdout) == (module == "json")
