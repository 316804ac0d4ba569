"""How long it takes to merge an edited deck with a new one, beside the build of the deck itself.

Warm, in one process, interleaved; medians of the processor's time. Builds begin at the spec. The limit of a merge is
1.5 times the build. The gates (validity and accessibility) are measured apart: they read every part against the schema.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.pipeline.merge_cases import build_anew, build_deck, build_with  # noqa: E402 - found by the line above
from tests.pipeline.test_merge_gate import edit  # noqa: E402

from golive.audit.new_faults import find_new_faults  # noqa: E402
from golive.editing import SetValue  # noqa: E402
from golive.ooxml.package import open_own_package  # noqa: E402
from golive.render.slides.merge.decks import record_deck  # noqa: E402
from golive.render.slides.merge.merge import merge_decks  # noqa: E402

SAMPLES = ("riverton-water", "fairview-city", "lakeshore-mutual")
ROUNDS = 15
LIMIT = 1.5


def main() -> int:
    """Print a row for each sample; exit code 1 if a merge takes longer than the limit."""
    names = ("slides", "build, ms", "merge, ms", "new version, ms", "gates, ms", "merge/build", "new version/build")
    print(f"{'':18}{''.join(f'{name:>19}' for name in names)}   (limit {LIMIT})")
    worst = 0.0
    for sample in SAMPLES:
        base = build_deck(sample)
        theirs = edit(base)
        ours = build_with(sample, SetValue(("goals", 0), "Another goal than before."))
        new = build_with(sample, SetValue(("goals", 0), "Another goal than before."), SetValue(("version",), "7.0.0"))
        merged = merge_decks(theirs, ours).content
        build, merge, version = measure(
            partial(build_anew, sample), partial(merge_decks, theirs, ours), partial(merge_decks, theirs, new)
        )
        (gates,) = measure(partial(find_new_faults, theirs, merged), rounds=3)
        slides = len(record_deck(open_own_package(base)).slides)
        numbers = f"{slides:19}{build:19.1f}{merge:19.1f}{version:19.1f}{gates:19.1f}"
        print(f"{sample:18}{numbers}{merge / build:19.2f}{version / build:19.2f}")
        worst = max(worst, merge / build, version / build)
    return 1 if worst > LIMIT else 0


def measure(*actions: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the median time of each action, in milliseconds of the processor; the first round fills the caches."""
    found: list[list[float]] = [[] for _ in actions]
    for number in range(rounds + 1):
        for row, action in zip(found, actions, strict=True):
            start = time.process_time()
            action()
            if number:
                row.append((time.process_time() - start) * 1000)
    return [statistics.median(row) for row in found]


if __name__ == "__main__":
    sys.exit(main())
