"""False alarms of `golive audit`: decks that python-pptx and LibreOffice wrote have no error of the package.

    python benchmarks/audit_alarms.py [FILE...]

Decks: the samples of this repository; one of python-pptx with every layout, eight kinds of charts, a merged table and
notes; one of PptxGenJS where npm has installed it (GOLIVE_NPM, see deck_speed.py); all of these once more as
LibreOffice writes them, from .pptx and from .odp, where it is installed; and each FILE, as it is and by LibreOffice.
Errors of accessibility are counted apart: LibreOffice does lose alternative texts, header rows and tints of colors.
PptxGenJS does break rules of packages (content types of parts that are not there, equal ids); it shows that they work.

Exit 1 when a deck of another program has an error of the package.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.audit.python_pptx_deck import write_with_python_pptx  # noqa: E402 - found by the line above

from golive.audit.bounded_jobs import audit_files  # noqa: E402
from golive.audit.rules.accessibility import ACCESSIBILITY_RULES  # noqa: E402
from golive.pipeline.build import build_document, select_outputs  # noqa: E402
from golive.project.project import load_integration  # noqa: E402
from golive.project.workspace import open_workspace  # noqa: E402

ACCESS = {rule.code for rule in ACCESSIBILITY_RULES}
SECONDS = 600


def main(arguments: list[str]) -> int:
    """Print a row for each program, then every error of a package."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        decks = {"golive": write_samples(folder), "python-pptx": [write_with_python_pptx(folder / "python-pptx.pptx")]}
        decks["PptxGenJS"] = write_with_pptxgenjs(folder / "pptxgenjs.pptx")
        decks["as given"] = [copy_file(Path(one), folder, number) for number, one in enumerate(arguments)]
        everything = [path for paths in decks.values() for path in paths]
        decks["LibreOffice, from .pptx"] = convert(everything, folder / "once", "pptx")
        decks["LibreOffice, from .odp"] = convert(convert(everything, folder / "odp", "odp"), folder / "twice", "pptx")
        print(f"{'':26}decks  errors of packages  errors of accessibility")
        alarms: list[str] = []
        for program, paths in decks.items():
            errors = judge_program(program, paths)
            alarms += errors if program != "PptxGenJS" else []
    print("".join(f"{line}\n" for line in alarms), end="")
    return 1 if alarms else 0


def judge_program(program: str, paths: list[Path]) -> list[str]:
    """Print the row of a program; return its errors of packages."""
    if not paths:
        print(f"{program:26}{'-':>5}  not tried", flush=True)
        return []
    counted: Counter[bool] = Counter()
    alarms = []
    for path, findings in audit_files(paths):
        for one in (finding for finding in findings if finding.severity == "error"):
            counted[one.check in ACCESS] += 1
            if one.check not in ACCESS:
                alarms.append(f"  {program}: {path.name}: {one.check} {one.label}: {one.message}")
    print(f"{program:26}{len(paths):5}{counted[False]:20}{counted[True]:25,}", flush=True)
    return alarms


def copy_file(path: Path, folder: Path, number: int) -> Path:
    """Return a copy under a name of its own."""
    return Path(shutil.copyfile(path, folder / f"given-{number}{path.suffix}"))


def write_samples(folder: Path) -> list[Path]:
    """Return the deck of each integration of this repository."""
    workspace, paths = open_workspace(ROOT), []
    for spec in workspace.list_integration_files():
        project = load_integration(workspace, spec)
        for output in select_outputs(project, frozenset({"deck"})):
            paths.append(folder / f"{spec.stem}.pptx")
            paths[-1].write_bytes(build_document(project, output).content)
    return paths


def write_with_pptxgenjs(path: Path) -> list[Path]:
    """Return a deck of PptxGenJS; none where it is not installed."""
    folder, node = os.environ.get("GOLIVE_NPM"), shutil.which("node")
    if not folder or not node:
        return []
    script, counts = ROOT / "benchmarks" / "pptxgenjs.mjs", path.with_suffix(".json")
    table = [["File", "When"], ["Bills", "2:00 AM"], ["Payments", "6:00 PM"]]
    counts.write_text(json.dumps([{"texts": ["One", "Two"], "tables": [table], "notes": "Notes"}] * 3), "utf-8")
    subprocess.run([node, script, folder, counts, path], check=True, capture_output=True, timeout=SECONDS)
    return [path]


def convert(paths: list[Path], folder: Path, form: str) -> list[Path]:
    """Return the files as LibreOffice writes them; none where it is not installed."""
    office = shutil.which("soffice")
    if not office or not paths:
        return []
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return sorted(folder.glob(f"*.{form}"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
