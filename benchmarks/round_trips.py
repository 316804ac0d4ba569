"""How many random edits of a spec are released, built and known again: release → build → verify, each 0 faults.

    python benchmarks/round_trips.py [COUNT]

A document of each edit is made before its release and after it; `golive verify` must know the first as a draft, whose
approvals are void, and the second as the release. Edits that break a rule of the spec are passed over.
"""

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.provenance.test_round_trip import iterate_edits, release_and_verify
from tests.releases.inside import approve, release
from tests.releases.workspaces import ReleaseWorkspace

COUNT = 240
LEAST = 200


def main(arguments: list[str]) -> int:
    """Print how many edits went round, and the faults."""
    count, went, faults = int(arguments[0]) if arguments else COUNT, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        approved = ReleaseWorkspace.create(Path(folder) / "approved")
        release(approved)
        approve(approved)
        for seed, new in iterate_edits(range(count)):
            root = Path(folder) / str(seed)
            shutil.copytree(approved.root, root)
            try:
                went += release_and_verify(ReleaseWorkspace(root), seed, new)
            except AssertionError as error:
                faults += 1
                print(f"seed {seed}: {error}", file=sys.stderr)
            shutil.rmtree(root)
    print(f"{went} edits released, built and known again  (at least {LEAST})")
    print(f"faults: {faults}  (must be 0)")
    return 1 if faults or (count >= COUNT and went < LEAST) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
