"""Make the releases of the samples anew, with the command itself: `python tools/sample_releases.py`.

The history of the samples is invented: version 1.0.0 of Riverton is the spec as it stands with what `EARLIER` says in
it, and 1.1.0 is the spec. When the sample or the models change, its releases must change with them.
"""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from golive.cli import main as golive
from golive.releases.snapshots import build_snapshot
from golive.schema import ChangeLog, Integration
from golive.yaml_io.load import load

ROOT: Final = Path(__file__).resolve().parents[1]
ID: Final = "riverton-water"
LATER: Final = "Not agreed yet; the district and the vendor settle it before the coding begins."
EARLIER: Final[tuple[tuple[str, object], ...]] = (
    ("interfaces.*.schedule.late_file", LATER),
    ("interfaces.*.schedule.holidays", LATER),
    ("connections.0.allow_list", ["203.0.113.24/32"]),
    ("timeline.go_live", "2027-03-08"),
    ("operations.penny_test", LATER),
    ("operations.hypercare.days", 10),
    ("internal_notes", "No notes yet."),
)
"""What 1.0.0 said otherwise: a path of keys and positions, `*` for all items, and the value."""


def main(root: Path = ROOT) -> None:
    """Replace snapshots and change log of the samples below a folder."""
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work).resolve()
        shutil.copytree(root / "data", copy / "data", ignore=shutil.ignore_patterns("releases"))
        spec, log = copy / "data" / "integrations" / f"{ID}.yaml", copy / "data" / "changelogs" / f"{ID}.yaml"
        now, told = spec.read_text(encoding="utf-8"), log.read_text(encoding="utf-8")
        newest, before = load(log, ChangeLog).value.entries[:2]
        spec.write_text(_make_earlier_version(spec, before.version, str(before.date)), encoding="utf-8", newline="\n")
        log.write_text(_remove_newest_entry(told, str(newest.date)), encoding="utf-8", newline="\n")
        _release(copy, ID)
        head = {"version": before.version, "date": str(before.date)}
        spec.write_text(_add_head(now, head), encoding="utf-8", newline="\n")
        said = ("--author", newest.author, "--message", newest.description, "--date", str(newest.date))
        _release(copy, ID, *said)
        if spec.read_text(encoding="utf-8") != now:
            raise SystemExit("the release did not lead to the spec as it stands")
        released = log.read_text(encoding="utf-8").partition("\napprovals:")[0]
        approvals = "".join(told.partition("\napprovals:")[1:])
        _release(copy, "guide")
        (root / "data" / "changelogs" / f"{ID}.yaml").write_text(released + approvals, encoding="utf-8", newline="\n")
        for path in sorted((copy / "data" / "releases").glob("*/*.json")):
            target = root / path.relative_to(copy)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


def _release(copy: Path, name: str, *options: str) -> None:
    if golive(["release", name, "--workspace", str(copy), *options]):
        raise SystemExit(f"{name} cannot be released")


def _make_earlier_version(spec: Path, version: str, day: str) -> str:
    """Return the earlier version as JSON, which is YAML too."""
    content = json.loads(build_snapshot(load(spec, Integration).value))["content"]
    for path, value in EARLIER:
        *way, last = path.split(".")
        for place in _resolve_places(content, way):
            if last not in place:
                raise SystemExit(f"the sample has no `{path}`; mend EARLIER in tools/sample_releases.py")
            place[last] = value
    return json.dumps(content | {"version": version, "date": day}, indent=1, ensure_ascii=False)


def _resolve_places(place: Any, way: list[str]) -> Iterator[Any]:  # noqa: ANN401 - plain JSON
    if not way:
        yield place
        return
    first, *rest = way
    for found in place if first == "*" else [place[int(first) if first.isdigit() else first]]:
        yield from _resolve_places(found, rest)


def _add_head(text: str, head: dict[str, str]) -> str:
    for name, value in head.items():
        text = re.sub(rf"^{name}: .*$", f"{name}: {value}", text, count=1, flags=re.MULTILINE)
    return text


def _remove_newest_entry(log: str, day: str) -> str:
    """Return the change log before its newest entry; what was approved on that day is pending."""
    text = re.sub(r"(?s)(\nentries:\n)  - .*?\n(?=  - )", r"\1", log, count=1)
    return re.sub(rf"(?m)^    date: {day}\n", "", text)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
