"""Validity and accessibility of decks: every sample and generated ones, by every validator that is installed.

    python benchmarks/validity.py [COUNT]

COUNT generated decks (50 when left out). The judges are `golive audit`, openxml-audit, the reference checks where they
stand beside the checkout (../shared/checks), and Microsoft's own SDK validator where npm has installed it:

    npm install --prefix DIR @ooxml-tools/validate
    GOLIVE_NPM=DIR python benchmarks/validity.py

Exit 1 when any judge finds anything.
"""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from openxml_audit import FileFormat, OpenXmlValidator

from golive.audit.bounded_jobs import audit_files
from golive.pipeline.build import build_document, select_outputs
from golive.project.project import load_integration
from golive.project.workspace import open_workspace
from golive.render import slides

ROOT = Path(__file__).resolve().parents[1]
CHECKS = ROOT.parent / "shared" / "checks"
COUNT = 50
SEED = 20_270_112

Findings = dict[str, list[str]]
Judge = Callable[[list[Path]], Findings | str]


def main(arguments: list[str]) -> int:
    """Print one line for each judge, then everything that was found."""
    count = int(arguments[0]) if arguments else COUNT
    with tempfile.TemporaryDirectory() as folder:
        files = [*make_sample_decks(Path(folder)), *make_generated_decks(Path(folder), count)]
        print(f"{len(files)} decks: {len(files) - count} samples, {count} generated")
        total = 0
        for name, judge in JUDGES.items():
            said = judge(files)
            if isinstance(said, str):
                print(f"{name:34}not tried: {said}", flush=True)
                continue
            findings = [f"  {path}: {text}" for path, texts in said.items() for text in texts]
            total += len(findings)
            print(f"{name:34}{len(findings)} findings", flush=True)
            print("".join(f"{line}\n" for line in findings[:40]), end="")
    return 1 if total else 0


def make_sample_decks(folder: Path) -> Iterator[Path]:
    """Return the deck of each integration of this repository."""
    workspace = open_workspace(ROOT)
    for spec in workspace.list_integration_files():
        project = load_integration(workspace, spec)
        for output in select_outputs(project, frozenset({"deck"})):
            path = folder / f"{spec.stem}.pptx"
            path.write_bytes(build_document(project, output).content)
            yield path


def make_generated_decks(folder: Path, count: int) -> list[Path]:
    """Write decks of documents that the tests' strategies generate; the same ones every time."""
    sys.path.insert(0, str(ROOT))
    from tests.render.slides.samples import META, THEME, draw_sample  # noqa: PLC0415 - found by the line above
    from tests.render.slides.test_laws import documents  # noqa: PLC0415

    contents: dict[bytes, None] = {}
    healthy = list(HealthCheck)
    rules = settings(max_examples=3 * count, deadline=None, database=None, phases=[Phase.generate])

    @seed(SEED)
    @settings(rules, suppress_health_check=healthy)
    @given(documents())
    def collect(document: object) -> None:
        if len(contents) < count:
            contents[slides.make_deck(document, META, THEME, draw_sample)] = None  # type: ignore[arg-type]

    collect()
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"generated-{number:03}.pptx")
        paths[-1].write_bytes(content)
    return paths


def judge_with_audit(files: list[Path]) -> Findings:
    """Run `golive audit`; leave out notes, which are no faults."""
    return {
        path.name: [f"{f.severity} {f.check} {f.label}: {f.message}" for f in findings if f.severity != "note"]
        for path, findings in audit_files(files)
    }


def judge_with_openxml_audit(files: list[Path]) -> Findings:
    """Run openxml-audit alone, for the oldest Office that is still in use and the newest."""
    engines = [OpenXmlValidator(form, max_errors=100) for form in (FileFormat.OFFICE_2016, FileFormat.MICROSOFT_365)]
    return {path.name: [str(error) for engine in engines for error in engine.validate(path).errors] for path in files}


def judge_with_package_check(files: list[Path]) -> Findings | str:
    """Run the reference check of packages and repair prompts."""
    return _run_reference_check("validate_ooxml.py", ["--json"], files, _read_json_lines)


def judge_with_accessibility_check(files: list[Path]) -> Findings | str:
    """Run the reference check of accessibility: errors and warnings."""
    return _run_reference_check("a11y_check.py", [], files, _read_text_lines)


def judge_with_microsoft(files: list[Path]) -> Findings | str:
    """Run the validator of Microsoft's SDK, compiled for Node.js."""
    folder = os.environ.get("GOLIVE_NPM", "")
    if not (Path(folder) / "node_modules" / "@ooxml-tools" / "validate").is_dir():
        return "GOLIVE_NPM names no folder into which npm has installed @ooxml-tools/validate"
    node = shutil.which("node")
    if not node:
        return "node is not installed"
    script = ROOT / "benchmarks" / "sdk_validator.mjs"
    command = [node, str(script), str(Path(folder).resolve()), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        return f"node stopped: {run.stderr.strip().splitlines()[-1][:300]}"
    results = json.loads(run.stdout)
    return {
        Path(path).name: [f"{error['path']['partUri']}: {error['description']}" for error in errors]
        for path, errors in results.items()
    }


JUDGES: dict[str, Judge] = {
    "golive audit": judge_with_audit,
    "openxml-audit": judge_with_openxml_audit,
    "reference check of packages": judge_with_package_check,
    "reference check of accessibility": judge_with_accessibility_check,
    "Microsoft's SDK validator": judge_with_microsoft,
}


def _run_reference_check(
    script: str, options: list[str], files: list[Path], read: Callable[[str], Findings]
) -> Findings | str:
    if not (CHECKS / script).is_file():
        return f"{CHECKS / script} is not there"
    command = [sys.executable, str(CHECKS / script), *options, *map(str, files)]
    environment = {**os.environ, "N": "1000"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    with contextlib.suppress(ValueError):
        return read(run.stdout)
    return f"it stopped: {run.stderr.strip().splitlines()[-1][:300]}"


def _read_json_lines(said: str) -> Findings:
    return {
        Path(result["file"]).name: [" ".join(map(str, fault)) for fault in (*result["errors"], *result["warnings"])]
        for result in json.loads(said)
    }


def _read_text_lines(said: str) -> Findings:
    """Return one line for each file, then its findings; remarks are no faults."""
    found: Findings = {}
    name = ""
    for line in io.StringIO(said):
        if not line.startswith(" "):
            name = Path(line.split(".pptx")[0]).name
            found[name] = []
        elif re.match(r"\s+[EW] ", line):
            found[name].append(line.strip())
    if not found:
        raise ValueError("nothing was said")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
