"""Time the questionnaire of each sample: written in at most 3 s, read and merged in at most 2 s.

Run: python benchmarks/workbook_speed.py [runs]

Where LibreOffice is installed, it saves each file once; what it saved must change nothing.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from golive.exchange.sheet_cells import read_grids
from golive.exchange.workbook.build import build_book
from golive.exchange.workbook.receive import Receipt, SpecFile, read_book_source, receive_workbook
from golive.exchange.workbook.returned import read_returned
from golive.exchange.workbook.write import write_workbook
from golive.project.workspace import open_workspace

ROOT = Path(__file__).parents[1]
WRITE_LIMIT_S, READ_LIMIT_S = 3.0, 2.0


def main(runs: int) -> int:
    """Print the times of every sample; exit code 1 where one is over its limit, or a saved file changes something."""
    workspace = open_workspace(ROOT)
    failed = False
    for path in workspace.list_integration_files():
        spec = SpecFile(workspace, path)
        content, writing = measure(runs, partial(send, spec))
        _, reading = measure(runs, partial(merge, spec, content))
        lines = len(path.read_text(encoding="utf-8").splitlines())
        failed |= writing > WRITE_LIMIT_S or reading > READ_LIMIT_S
        print(
            f"{path.stem}: {lines} lines, {len(content) // 1000} kB, written in {writing:.2f} s (at most "
            f"{WRITE_LIMIT_S:.0f}), read and merged in {reading:.2f} s (at most {READ_LIMIT_S:.0f}); median CPU time"
        )
        if shutil.which("soffice"):
            receipt = merge(spec, save_with_libreoffice(content))
            changes = len(receipt.changes) + len(receipt.additions) + len(receipt.problems)
            failed |= changes > 0
            print(f"{path.stem}: saved by LibreOffice: {changes} changes and problems (at most 0)")
    return int(failed)


def send(spec: SpecFile) -> bytes:
    """Write the questionnaire of a spec."""
    return write_workbook(build_book(read_book_source(spec)))


def measure(runs: int, action: Callable[[], Any]) -> tuple[Any, float]:
    """Return the result of an action and the median of its CPU times, in seconds."""
    seconds = []
    result = action()
    for _ in range(runs):
        begin = time.process_time()
        result = action()
        seconds.append(time.process_time() - begin)
    return result, sorted(seconds)[runs // 2]


def merge(spec: SpecFile, content: bytes) -> Receipt:
    """Read a workbook and merge it into its spec."""
    name = Path("questionnaire.xlsx")
    return receive_workbook(read_returned(name, read_grids(name, content)), spec, lambda _conflict: None)


def save_with_libreoffice(content: bytes) -> bytes:
    """Return a workbook as LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "sent.xlsx"
        path.write_bytes(content)
        profile = f"-env:UserInstallation=file://{work}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        subprocess.run([*command, "--outdir", f"{work}/saved", str(path)], check=True, capture_output=True, timeout=180)
        return (Path(work) / "saved" / "sent.xlsx").read_bytes()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
