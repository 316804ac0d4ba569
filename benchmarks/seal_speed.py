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

from golive.pipeline.build import OUTPUTS, build_document
from golive.project.project import load_integration
from golive.project.workspace import open_workspace
from golive.provenance.document_file import read_statement
from golive.releases.status import find_release_status
from golive.render.seal import BLANK_SEAL, seal_pdf

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
LIMIT = 0.05


def measure_median_s(action: Callable[[], object]) -> float:
    """Return the median seconds of processor time that an action takes."""
    times = []
    for number in range(ROUNDS + 1):
        start = time.process_time()
        action()
        if number:  # the first round fills the caches
            times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print the figures."""
    bare = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / "riverton-water.yaml")
    project = replace(bare, release_status=find_release_status(bare))
    rows = {row.kind: row for row in OUTPUTS}
    print(f"parts of a project                {measure_median_s(lambda: find_release_status(bare)) * 1000:7.1f} ms")
    total = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("deck", "explainer"):
            path = Path(folder) / kind
            path.write_bytes(build_document(project, rows[kind]).content)
            seconds = measure_median_s(lambda kind=kind: build_document(project, rows[kind]))  # type: ignore[misc]
            total += seconds
            print(f"{kind:10} made in                {seconds * 1000:7.0f} ms")
            seconds = measure_median_s(lambda path=path: read_statement(path))  # type: ignore[misc]
            print(f"{kind:10} verified in            {seconds * 1000:7.1f} ms")
        paper = (Path(folder) / "explainer").read_bytes() + f"<golive:seal>{BLANK_SEAL}</golive:seal>".encode()
    seals = measure_median_s(lambda: seal_pdf(paper))
    print(f"seal of an explainer               {seals * 1000:7.1f} ms")
    share = (measure_median_s(lambda: find_release_status(bare)) + seals) / total
    print(f"share of the build: {share:.3f}  (limit {LIMIT})")


if __name__ == "__main__":
    main()
