"""Random edits of decks, merged with random edits of their specs: no edit is lost, no fact is stale, all is valid.

    python benchmarks/merge_cases.py [COUNT]

COUNT cases (300 when left out): of each ten, eight on golive's own template, one on a brand's template, and one whose
edited deck LibreOffice opened and saved before the merge, where it is installed. The judges are the laws of the tests,
`golive audit`, and the reference checks where they stand beside the checkout (../shared/checks). Exit 1 when any judge
finds anything.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.pipeline.merge_cases import Case, find_faults, make_case  # noqa: E402 - found by the line above
from tests.render.slides.brands import get_brand  # noqa: E402

from golive.audit.new_faults import describe_faults, find_new_faults  # noqa: E402
from golive.render.slides.merge.merge import merge_decks  # noqa: E402

CHECKS = ROOT.parent / "shared" / "checks" / "validate_ooxml.py"
SAMPLES = ("riverton-water", "fairview-city", "lakeshore-mutual")
BRANDS = ("german", "dark", "office-4x3")
GROUPS = ("golive's template", "brands' templates", "saved by LibreOffice")
COLUMNS = ("cases", "edits", "spec edits", "brought in", "conflicts", "law faults", "audit faults", "validator faults")
COUNT = 300


def main(arguments: list[str]) -> int:
    """Print a table of the groups of cases, then everything that was found."""
    count = int(arguments[0]) if arguments else COUNT
    with tempfile.TemporaryDirectory() as folder:
        cases = make_cases(count, Path(folder))
        table: dict[str, Counter[str]] = {name: Counter() for name in GROUPS}
        found: list[str] = []
        for seed, (group, case) in cases.items():
            judge(seed, case, table[group], found, Path(folder))
        for group, row in table.items():
            files = sorted(Path(folder).glob(f"merged-{GROUPS.index(group)}-*.pptx"))
            faults = validate(files)
            row["validator faults"] += len(faults)
            found += faults
    print(f"{'':24}{''.join(f'{name:>18}' for name in COLUMNS)}")
    for group, row in table.items():
        print(f"{group:24}{''.join(f'{row[name]:18,}' for name in COLUMNS)}")
    print("\n".join(found[:60]))
    return 1 if found else 0


def make_cases(count: int, folder: Path) -> dict[int, tuple[str, Case]]:
    """Make the cases by seed, so that they are the same every time."""
    themes = {}
    for name in BRANDS:
        themes[name] = folder / f"{name}.pptx"
        themes[name].write_bytes(get_brand(name))
    cases = {}
    for seed in range(count):
        kind = {8: 1, 9: 2}.get(seed % 10, 0)
        theme = themes[BRANDS[seed // 10 % 3]] if kind == 1 else None
        cases[seed] = (GROUPS[kind], make_case(seed, SAMPLES[seed % 3], theme))
    saved = save_with_libreoffice(
        {seed: case.theirs for seed, (group, case) in cases.items() if group == GROUPS[2]}, folder
    )
    return {
        seed: (group, Case(saved.get(seed, case.theirs), case.checks, case.ours, case.spec_edits))
        for seed, (group, case) in cases.items()
        if group != GROUPS[2] or seed in saved
    }


def judge(seed: int, case: Case, row: Counter[str], found: list[str], folder: Path) -> None:
    """Merge one case, count what it has, and note what is wrong."""
    merged = merge_decks(case.theirs, case.ours, "mine" if seed % 2 else "spec")
    report = merged.report
    row.update(
        {
            "cases": 1,
            "edits": len(case.checks),
            "spec edits": case.spec_edits,
            "brought in": report.applied,
            "conflicts": len(report.conflicts),
        }
    )
    laws = find_faults(case, merged)
    faults = find_new_faults(case.theirs, merged.content)
    audit = describe_faults((*faults.package, *faults.accessibility))
    row["law faults"] += len(laws)
    row["audit faults"] += len(audit)
    found += [f"case {seed}: {text}" for text in (*laws, *audit)]
    kind = {8: 1, 9: 2}.get(seed % 10, 0)
    (folder / f"merged-{kind}-{seed}.pptx").write_bytes(merged.content)
    (folder / f"edited-{kind}-{seed}.pptx").write_bytes(case.theirs)


def save_with_libreoffice(decks: dict[int, bytes], folder: Path) -> dict[int, bytes]:
    """Return the decks as LibreOffice saves them; none where it is not installed."""
    if shutil.which("soffice") is None or not decks:
        return {}
    source, target = folder / "edited", folder / "saved"
    source.mkdir()
    for seed, content in decks.items():
        (source / f"{seed}.pptx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    subprocess.run(
        [*command, "pptx:Impress MS PowerPoint 2007 XML", "--outdir", str(target), *map(str, source.iterdir())],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip
    return {int(path.stem): path.read_bytes() for path in sorted(target.iterdir())}


def validate(files: list[Path]) -> list[str]:
    """Return a line for each merged deck that the reference checks refuse, though they accept the edited one."""
    if not CHECKS.is_file() or not files or is_valid(files):
        return []
    refused = [path for path in files if not is_valid([path])]
    return [
        f"{path.stem}: refused by the reference checks"
        for path in refused
        if is_valid([path.with_name(path.name.replace("merged", "edited"))])
    ]


def is_valid(files: list[Path]) -> bool:
    """Return whether the reference checks find nothing."""
    run = subprocess.run([sys.executable, str(CHECKS), *map(str, files)], capture_output=True, check=False)
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
