"""`golive log`, run as a person or a pipeline runs it."""

import json
from pathlib import Path

import pytest
from tests.commands import run_golive
from tests.render.web.reading import find_elements, parse_page
from tests.render.web.test_page import check_accessibility

LOG = """entries:
  - date: 2027-01-12
    author: Ada
    added_by: Ben
    version: 1.0.0
    description: Costs <b>less* | more.
    changes:
      - {level: major, path: a.b, sentence: A host moved}
      - {level: patch, path: a.c, sentence: A note changed, internal: true}
  - {date: 2026-12-01, author: Ada, version: 0.10.0, description: Tenth.}
  - {date: 2026-11-01, author: Ada, version: 0.9.0, description: Ninth.}
"""


@pytest.fixture
def root(workspace: Path) -> Path:
    """Give the integration of the workspace a change log of three entries."""
    (workspace / "data" / "changelogs" / "millbrook-water.yaml").write_text(LOG, encoding="utf-8")
    return workspace


def read_log(root: Path, *arguments: str) -> str:
    run = run_golive("log", "millbrook-water", *arguments, cwd=root)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_the_newest_entry_comes_first(root: Path) -> None:
    assert read_log(root).splitlines()[:4] == [
        "1.0.0  2027-01-12  Ada, added by Ben",
        "  Costs <b>less* | more.",
        "    major: A host moved",
        "    patch: A note changed (internal)",
    ]


@pytest.mark.parametrize(("since", "versions"), [("0.9", ["1.0.0", "0.10.0"]), ("0.10.0", ["1.0.0"]), ("1.0", [])])
def test_since_is_a_number_and_not_a_word(since: str, versions: list[str], root: Path) -> None:
    said = json.loads(read_log(root, "--format", "json", "--since", since))
    assert [entry["version"] for entry in said["entries"]] == versions


def test_the_biller_is_not_told_of_internal_changes(root: Path) -> None:
    for form in ("text", "markdown", "json", "html"):
        said = read_log(root, "--format", form, "--audience", "biller")
        assert "A host moved" in said
        assert "A note changed" not in said


def test_markdown_shows_what_entries_say_letter_for_letter(root: Path) -> None:
    said = read_log(root, "--format", "markdown")
    assert r"| Jan 12, 2027 | Ada, added by Ben | 1.0.0 | Costs \<b\>less\* \| more. |" in said
    assert "- MAJOR: A host moved" in said


def test_a_page_says_all_letter_for_letter_and_needs_no_other_file(root: Path) -> None:
    said = read_log(root, "--format", "html")
    root_element = parse_page(said.encode())
    cells = ["".join(cell.itertext()) for cell in find_elements(root_element, "td")]

    check_accessibility(root_element)
    assert "Costs <b>less* | more." in cells
    assert {"A host moved", "A note changed (internal)", "Major", "Patch"} <= set(cells)
    assert not [link for link in find_elements(root_element, "link") if link.get("href")]
    assert "src=" not in said
    assert said == read_log(root, "--format", "html")


def test_a_page_shows_only_what_is_newer(root: Path) -> None:
    said = read_log(root, "--format", "html", "--since", "0.10.0")
    assert "1.0.0" in said
    assert "Tenth" not in said
    assert "No entries." in read_log(root, "--format", "html", "--since", "1.0.0")


def test_the_page_of_a_spec_with_a_mistake_names_the_mistake(root: Path, spec: Path) -> None:
    spec.write_text(spec.read_text(encoding="utf-8").replace("owner: ", "owner: no-", 1), encoding="utf-8")
    run = run_golive("log", "millbrook-water", "--format", "html", cwd=root)
    assert (run.returncode, run.stdout) == (1, "")
    assert "millbrook-water.yaml:" in run.stderr


def test_a_log_without_newer_entries_says_so(root: Path) -> None:
    assert read_log(root, "--since", "1.0").endswith("no entries.\n")


def test_a_version_that_the_log_does_not_tell_of_is_refused(root: Path) -> None:
    run = run_golive("log", "millbrook-water", "--since", "0.1.0", cwd=root)
    assert run.returncode == 1
    assert "has no entry for version 0.1.0" in run.stderr
    assert "1.0.0, 0.10.0, 0.9.0" in run.stderr


def test_a_log_out_of_order_is_refused_with_its_line(root: Path) -> None:
    path = root / "data" / "changelogs" / "millbrook-water.yaml"
    path.write_text(LOG.replace("0.10.0", "0.8.0"), encoding="utf-8")
    run = run_golive("log", "millbrook-water", cwd=root)
    assert run.returncode == 1
    assert "millbrook-water.yaml:11:" in run.stderr


def test_what_is_not_there_is_said(root: Path) -> None:
    (root / "data" / "changelogs" / "millbrook-water.yaml").unlink()
    run = run_golive("log", "millbrook-water", cwd=root)
    assert run.returncode == 1
    assert "there is no change log yet" in run.stderr
    assert run_golive("log", "millbrook-water", "--since", "new", cwd=root).returncode == 2
