"""What an editor shows in a workspace of `golive init`: the real YAML language server completes and checks specs."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import VENDOR
from tests.schema.language_server import LanguageServer, ServerUnavailableError, install_server
from tests.yaml_io.samples import FOLDER, change_minimal, read_sample

from golive.cli import main
from golive.cli.new import METHODS

ROOT = FOLDER.parents[1]
MODELINE = "# yaml-language-server: $schema=../../.golive/integration.schema.json\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editor") / "work space"
    assert main(["init", str(folder), *VENDOR]) == 0
    for path in ROOT.glob("data/*/*.yaml"):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return folder


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[LanguageServer]:
    try:
        script = install_server()
    except ServerUnavailableError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no YAML language server: {error}")
    running = LanguageServer(script, root)
    yield running
    running.stop()


@pytest.fixture
def spec(root: Path, request: pytest.FixtureRequest) -> Path:
    return root / "data" / "integrations" / f"{request.node.name[:20].strip('[]_')}-{abs(hash(request.node.name))}.yaml"


def list_diagnostics(server: LanguageServer, path: Path, yaml: str) -> list[tuple[int, str]]:
    found = server.request_diagnostics(path, yaml)
    return [(one["range"]["start"]["line"] + 1, one["message"]) for one in found]


WHOLE = [path for path in ROOT.glob("data/**/*.yaml") if path.parent.name != "presets"]  # a preset is a part of a spec


@pytest.mark.parametrize("name", sorted(str(path.relative_to(ROOT)) for path in WHOLE))
def test_valid_files_have_no_diagnostics(server: LanguageServer, root: Path, name: str) -> None:
    path = root / name
    yaml = path.read_text(encoding="utf-8")

    assert yaml.startswith("# yaml-language-server: $schema=../")
    assert list_diagnostics(server, path, yaml) == []


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("status: design", "status: desgin", "discovery"),
        ("method: batch", "method: bacth", "batch"),
        ("kind: special-district", "kind: town", "special-district"),
        ("cut_off: 18:00", "cutoff: 18:00", "cutoff"),
        ("accounts: 12000", "accounts: many", ""),
        ("        purpose: Asks for the balance of one account.\n", "", "purpose"),
        ("  name: Millbrook Water District\n", "", "name"),
    ],
)
def test_a_mistake_has_its_line(server: LanguageServer, spec: Path, old: str, new: str, word: str) -> None:
    yaml = MODELINE + change_minimal((old, new))
    line = (MODELINE + read_sample()).split(old)[0].count("\n") + 1

    found = list_diagnostics(server, spec, yaml)
    assert found
    # What is missing is told at the group that lacks it.
    assert any(abs(number - line) <= (6 if new == "" else 0) and word in message for number, message in found), found


@pytest.mark.parametrize("method", METHODS)
def test_a_new_spec_has_no_diagnostics(server: LanguageServer, root: Path, method: str) -> None:
    known = ["--biller", "Harbor", "--kind", "city", "--location", "Ohio", "--billing-system", "A", "--owner", "Ada"]
    assert main(["new", f"new-{method}", "--method", method, "--workspace", str(root), *known]) == 0
    path = root / "data" / "integrations" / f"new-{method}.yaml"

    assert list_diagnostics(server, path, path.read_text(encoding="utf-8")) == []


def test_the_keys_of_a_group_are_offered_with_what_they_mean(server: LanguageServer, spec: Path) -> None:
    yaml = f"{MODELINE}{read_sample()}"
    lines = yaml.splitlines()
    at = lines.index("volumes:") + 1
    lines.insert(at, "  ")
    assert list_diagnostics(server, spec, "\n".join(lines)) == []

    offered = {item["label"]: item for item in server.request_completions(spec, at, 2)}
    assert {"peak", "paperless", "by_channel", "include"} <= set(offered)
    assert "accounts" not in offered, "a key that is there is not offered"
    assert "When most happens" in str(offered["peak"]["documentation"])


def test_the_words_of_a_list_are_offered_with_what_they_mean(server: LanguageServer, spec: Path) -> None:
    yaml = MODELINE + change_minimal(("status: design", "status: "))
    list_diagnostics(server, spec, yaml)
    line = yaml.splitlines().index("status: ")

    offered = {item["label"]: item for item in server.request_completions(spec, line, 8)}
    assert {"discovery", "design", "build", "sit", "uat", "live"} <= set(offered)
    assert "The biller's requirements are being gathered." in str(offered["discovery"]["documentation"])


def test_a_key_explains_itself(server: LanguageServer, spec: Path) -> None:
    yaml = MODELINE + read_sample()
    assert list_diagnostics(server, spec, yaml) == []
    line = next(at for at, one in enumerate(yaml.splitlines()) if "drop_by:" in one)

    assert "When the file must be on the server." in server.request_hover(spec, line, 8)


def test_included_keys_are_not_missed(server: LanguageServer, spec: Path) -> None:
    start, end = read_sample().index("    kind: sftp"), read_sample().index("  - id: calls")

    assert (
        list_diagnostics(
            server, spec, f"{MODELINE}{read_sample()[:start]}    include: ../common/sftp.yaml\n{read_sample()[end:]}"
        )
        == []
    )
