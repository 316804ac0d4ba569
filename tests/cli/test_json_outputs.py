"""Every JSON output is what its published schema says: no key is missing, and none is unknown."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from pptx import Presentation
from tests.cli.test_import import BILLS

from golive.cli import cli, main
from golive.reports.json_outputs.output_reference import write_output_reference
from golive.reports.json_outputs.output_schemas import OUTPUT_TYPES, build_output_schema

ROOT: Final = Path(__file__).parents[2]
ID: Final = "riverton-water"
DECK: Final = f"output/{ID}/{ID}-overview-1.1.0-draft.pptx"
Run = Callable[..., Any]


def close(schema: Any) -> Any:
    """Return a schema that allows no key which it does not name."""
    if isinstance(schema, list):
        return [close(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: close(value) for key, value in schema.items()}
    return {"additionalProperties": False, **closed} if "properties" in schema else closed


def change_population(folder: Path, number: int) -> None:
    spec = folder / "data" / "integrations" / f"{ID}.yaml"
    text, count = re.subn(r"population: \d+", f"population: {number}", spec.read_text(encoding="utf-8"), count=1)
    assert count == 1
    spec.write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace of the samples; in one, a person edited the deck and the spec changed later."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    change_population(folder, 99999)
    assert main(["build", ID, "--workspace", str(folder), "--only", "deck", "--quiet"]) == 0
    deck = Presentation(str(folder / DECK))
    deck.slides[2].shapes.title.text_frame.text = "My own title"
    deck.save(str(folder / DECK))
    change_population(folder, 88888)
    return folder


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in the workspace; return its JSON after comparing it with the schema of a name."""
    monkeypatch.chdir(root)

    def run_command(name: str, *arguments: str, option: tuple[str, ...] = ("--json",)) -> Any:
        capsys.readouterr()
        main([*arguments, *option])
        captured = capsys.readouterr()
        assert captured.out, captured.err
        found = json.loads(captured.out)
        schema = build_output_schema(name)
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(close(schema)).validate(found)
        return found

    return run_command


def test_every_schema_describes_every_key() -> None:
    for name in OUTPUT_TYPES:
        schema = build_output_schema(name)
        for part in (schema, *schema.get("$defs", {}).values()):
            assert part["description"].endswith("."), name
            assert all(re.match(r"[A-Z`].*\.$", one["description"]) for one in part["properties"].values()), name


def test_the_page_describes_every_output() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")

    assert page.endswith(f"\n\n{write_output_reference()}"), "run: python tools/outputs.py"
    assert page.count("\n## ") == len(OUTPUT_TYPES) + 4


def test_every_command_with_a_json_option_has_a_schema() -> None:
    def list_paths(command: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
        for name in getattr(command, "list_commands", lambda _: [])(None):
            yield from list_paths(command.get_command(None, name), (*path, name))
        formats = [one for one in command.params if {"--format", "--output-format"} & {*one.opts}]
        if any("--json" in one.opts for one in command.params) or any(
            "json" in getattr(one.type, "choices", ()) for one in formats
        ):
            yield " ".join(path)

    found = set(list_paths(cli))

    assert len(found) > 10
    assert found - set(OUTPUT_TYPES) == set()
    assert {name for name in OUTPUT_TYPES if not any(name.startswith(one) for one in found)} == set()


def test_what_a_spec_is(run: Run) -> None:
    assert run("check", "check", ID, "--released")["checked"][0]["released"]["changes"] == 1
    assert run("check", "check", "nobody")["problems"]
    assert run("status", "status", "--date", "2027-05-01")["integrations"][0]["open_items"]
    assert run("plan", "plan", ID)["activities"]
    assert run("plan --go-live", "plan", ID, "--go-live", "2027-03-09")["steps"]
    assert run("explain", "explain")["checks"]
    assert run("explain CHECK", "explain", "uat-follows-sit")["fix"]
    assert run("explain FIELD", "explain", "drop_by")["fields"]
    assert run("doctor", "doctor")["findings"]


def test_what_versions_differ_in(run: Run) -> None:
    form = ("--format", "json")
    assert run("diff", "diff", "1.0.0", ID, option=form)["changes"]
    assert run("diff", "diff", ID, option=form)["changes"]
    assert run("log", "log", ID, option=form)["entries"][0]["parts"]


def test_what_becomes_of_documents(run: Run, root: Path) -> None:
    assert run("verify", "verify", DECK, "data/organization.yaml")["files"][0]["changes"]
    assert run("take-back", "take-back", DECK, "--dry-run")["others"]
    merged = run("build", "build", ID, "--only", "deck")["documents"][0]["merge"]
    assert merged["edits"]
    assert run("build", "build", ID, "--only", "explainer", "--format", "pdf")["documents"][0]["engines"]
    assert run("audit", "audit", DECK, "data/organization.yaml")["files"][1]["findings"]
    Presentation().save(str(root / "brand.pptx"))
    assert run("theme inspect", "theme", "inspect", "brand.pptx")["usable"]
    assert run("theme inspect", "theme", "inspect", "data/organization.yaml")["problems"]


def test_what_files_of_others_bring(run: Run, root: Path) -> None:
    (root / "bills.cpy").write_text(BILLS)
    into = ("import", "bills.cpy", "--into", ID, "--interface", "payment-file")
    assert run("import", "import", "bills.cpy")["files"][0]["choices"]
    assert run("import --into", *into)["files"][0]["changes"]
    run("import --origins", "import", "--into", ID, "--origins")
    (root / "short.txt").write_text("X\n")
    assert run("layout verify", "layout", "verify", ID, "payment-file", "short.txt")["problems"]
    assert main(["workbook", "send", ID, "-o", "Discovery.xlsx"]) == 0
    book = openpyxl.load_workbook(root / "Discovery.xlsx")
    sheet = book["Biller"]
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "biller.population")
    sheet.cell(row, 4).value = 12400
    book.save(root / "Discovery.xlsx")
    assert run("workbook read", "workbook", "read", "Discovery.xlsx", "--dry-run")["changes"]


def test_an_unknown_output_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--output-of", "verfy"]) == 2
    assert 'Did you mean "verify"?' in capsys.readouterr().err
    assert main(["schema", "--output-of", "golive theme  inspect --json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "golive theme inspect --json"
    assert main(["schema", "--output-of", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == list(OUTPUT_TYPES)
