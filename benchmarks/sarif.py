"""What Microsoft's SARIF Multitool says of `golive check --output-format sarif`: no errors.

Judged is one report of every realistic mistake of `tests/spec/mutations`, each a spec of its own. The tool is there
where npm has installed it:

    npm install --prefix DIR @microsoft/sarif-multitool-linux
    GOLIVE_NPM=DIR python benchmarks/sarif.py

Exit 1 when it finds an error; a warning is printed.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.checks.mutations import MUTATIONS

ROOT = Path(__file__).resolve().parents[1]
TOOL = Path("node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool")
_FOUND = re.compile(r": (error|warning) (\w+): (.*)")


def main() -> int:
    """Print what was found, by rule."""
    folder = os.environ.get("GOLIVE_NPM")
    tool = Path(folder or ".").resolve() / TOOL
    if not folder or not tool.is_file():
        print("not judged: GOLIVE_NPM names no folder with @microsoft/sarif-multitool-linux in it")
        return 0
    with tempfile.TemporaryDirectory() as name:
        report, results = write_report(Path(name))
        said = run_multitool(tool, report)
    found = Counter((level, rule, text) for level, rule, text in _FOUND.findall(said))
    errors = sum(count for (level, _, _), count in found.items() if level == "error")
    print(f"{len(MUTATIONS)} specs with a mistake each, {results} results")
    print(f"errors {errors}  (must be 0)")
    for (level, rule, text), count in sorted(found.items()):
        print(f"    {count} × {level} {rule}: {text}")
    return 1 if errors else 0


def write_report(folder: Path) -> tuple[Path, int]:
    """Write one report of all mistakes; return its path and the number of results."""
    for number, mutation in enumerate(MUTATIONS):
        (folder / f"{number:03}.yaml").write_text(mutation.apply(), encoding="utf-8")
    specs = sorted(map(str, folder.glob("*.yaml")))
    command = [sys.executable, "-m", "golive", "check", "--workspace", str(ROOT), "--output-format", "sarif", *specs]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.stderr:
        raise SystemExit(run.stderr)
    report = folder / "golive.sarif"
    report.write_text(run.stdout, encoding="utf-8")
    return report, run.stdout.count('"ruleIndex"')


def run_multitool(tool: Path, report: Path) -> str:
    """Return what the tool prints about a report."""
    tool.chmod(0o755)  # npm asks before it does so
    quiet = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    run = subprocess.run([tool, "validate", str(report)], capture_output=True, text=True, check=False, env=quiet)
    if "Analysis completed successfully" not in run.stdout:
        raise SystemExit(run.stdout + run.stderr)
    return run.stdout


if __name__ == "__main__":
    sys.exit(main())
