"""Kills the write of two merged decks at every call of the system that writes. Run as a process of its own.

The decks are judged and merged once. For each call in turn a child writes them and is killed at it: before the call,
or in the middle of what it writes. Then each deck must be the person's or the merged one, whole; and after the next
command both must be the one or the other. Prints JSON.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.pipeline.merge_cases import build_deck, build_with
from tests.pipeline.test_merge_gate import edit
from tests.releases.crash import UNSEEN, set_traps

from golive.editing import SetValue
from golive.pipeline.document_files import write_documents
from golive.pipeline.merge_gate import DeckFaults
from golive.pipeline.replacement import NewFile, WritePlan, plan_replacements
from golive.support.files import recover_interrupted_write
from golive.support.journal import digest_bytes

ID = "riverton-water"
NAMES = ("deck.pptx", "internal/deck.pptx")
MOMENTS = ("before", "amid")


class Trial:
    """A write of two merged decks that is killed at every call in turn, and repeated."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._theirs = edit(build_deck(ID))
        ours = NewFile(build_with(ID, SetValue(("biller", "short_name"), "Riverton")), "deck", ID, "deck")
        root = self._prepare("plan")
        plan = plan_replacements({root / name: ours for name in NAMES}, gate=lambda _edited, _merged: DeckFaults())
        self._merged = plan.files[root / NAMES[0]]
        self.faults = [] if self._merged != self._theirs else ["nothing is merged"]
        self.found: Counter[str] = Counter()

    def run(self) -> dict[str, Any]:
        """Kill the write at every call."""
        calls = 0
        for moment in MOMENTS:
            for at in range(1, 1000):
                root = self._prepare(f"{moment}-{at}")
                status = self._write_in_child(root, at, moment)
                self._check_outcome(root, f"{moment} call {at}", status)
                calls = max(calls, at)
                if status == 0 and (moment == "before" or at >= calls):
                    break
        return {"calls": calls, "found": self.found, "faults": self.faults}

    def _prepare(self, name: str) -> Path:
        root = self._folder / name
        for one in NAMES:
            (root / one).parent.mkdir(parents=True, exist_ok=True)
            (root / one).write_bytes(self._theirs)
        return root

    def _write_in_child(self, root: Path, at: int, moment: str) -> int:
        process = os.fork()
        if process == 0:
            paths = [root / name for name in NAMES]
            plan = WritePlan(dict.fromkeys(paths, self._merged), dict.fromkeys(paths, digest_bytes(self._theirs)), {})
            set_traps(root, at, moment)
            try:
                write_documents(plan, {})
            except BaseException:  # noqa: BLE001 - said by the parent
                os._exit(2)
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def _check_outcome(self, root: Path, name: str, status: int) -> None:
        states = {"theirs": self._theirs, "merged": self._merged}

        def read_states() -> list[str]:
            contents = [(root / one).read_bytes() if (root / one).exists() else b"" for one in NAMES]
            return [next((key for key, known in states.items() if known == one), "neither") for one in contents]

        left = read_states()
        self.found["between" if len({*left}) > 1 else left[0]] += 1
        if status in {2, UNSEEN}:
            self.faults.append(f"{name}: it ended with {status}")
        if "neither" in left:
            self.faults.append(f"{name}: a deck is neither the person's nor the merged one")
        recover_interrupted_write([root / one for one in NAMES])
        if read_states() not in (["theirs"] * 2, ["merged"] * 2):
            self.faults.append(f"{name}: after the next command one deck is merged and the other is not")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(Trial(Path(sys.argv[1])).run()))
