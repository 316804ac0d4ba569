"""What a build spends on the digests of its parts and on seals, and how long `golive verify` takes in one process.

Medians of one process. The limit is a share of the time that the same deck and explainer take to make.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from golive.pipeline.build import OUTPUTS, make
from golive.project.project import load_integration
from golive.project.workspace import at
from golive.provenance.file import read_statement
from golive.releases.status import standing_of
from golive.render.seal import BLANK, sealed_pdf

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
LIMIT = 0.05


def median(action: Callable[[], object]) -> float:
    """Seconds of the processor that an action takes."""
    times = []
    for number in range(ROUNDS + 1):
        start = time.process_time()
        action()
        if number:  # the first round fills the caches
            times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print the figures."""
    bare = load_integration(at(ROOT), ROOT / "data" / "integrations" / "riverton-water.yaml")
    project = replace(bare, standing=standing_of(bare))
    rows = {row.kind: row for row in OUTPUTS}
    print(f"parts of a project                {median(lambda: standing_of(bare)) * 1000:7.1f} ms")
    total = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("deck", "explainer"):
            path = Path(folder) / kind
            path.write_bytes(make(project, rows[kind]).content)
            seconds = median(lambda kind=kind: make(project, rows[kind]))  # type: ignore[misc]
            total += seconds
            print(f"{kind:10} made in                {seconds * 1000:7.0f} ms")
            print(f"{kind:10} verified in            {median(lambda path=path: read_statement(path)) * 1000:7.1f} ms")  # type: ignore[misc]
        paper = (Path(folder) / "explainer").read_bytes() + f"<golive:seal>{BLANK}</golive:seal>".encode()
    seals = median(lambda: sealed_pdf(paper))
    print(f"seal of an explainer               {seals * 1000:7.1f} ms")
    share = (median(lambda: standing_of(bare)) + seals) / total
    print(f"share of the build: {share:.3f}  (limit {LIMIT})")


if __name__ == "__main__":
    main()
