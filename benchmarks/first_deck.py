"""Time the way from a wheel to a first deck: a bare environment, one installation, then `init`, `new` and `build`.

Needs the package index that pip uses on this machine. Prints seconds, and each step as a share of the whole.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
INIT = (
    *("init", "work", "--name", "Harborline Payments", "--platform", "Harborline Bill Center"),
    *("--website", "https://www.harborline.example.org", "--email", "support@harborline.example.org"),
    *("--phone", "800-555-0143", "--hours", "At any hour"),
)
NEW = (
    *("new", "harbor-water", "--method", "batch", "--kind", "city", "--location", "Harbor, OH"),
    *("--billing-system", "CIS", "--owner", "Ada Moreno", "--biller", "City of Harbor"),
)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", name]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = folder.glob("*.whl")
        print(f"wheel: {wheel.stat().st_size / 1e6:.1f} MB")
        venv.create(folder / "env", with_pip=True)
        binaries = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        clean = {"PATH": os.defpath, "HOME": name, **{k: v for k, v in os.environ.items() if k.startswith("PIP_")}}
        steps = {
            "pip install": [binaries / "python", "-m", "pip", "install", "--quiet", wheel],
            "golive init": [binaries / "golive", *INIT],
            "golive new": [binaries / "golive", *NEW, "--workspace", "work"],
            "golive build": [binaries / "golive", "build", "harbor-water", "--only", "deck", "--workspace", "work"],
        }
        taken = {}
        for step, command in steps.items():
            began = perf_counter()
            run = subprocess.run(
                list(map(str, command)), cwd=folder, env=clean, capture_output=True, text=True, check=False
            )
            taken[step] = perf_counter() - began
            if run.returncode:
                sys.exit(f"{step}: {run.stderr}")
        decks = list(folder.glob("work/output/**/*.pptx"))
        for step, seconds in taken.items():
            print(f"{step:<13} {seconds:6.1f} s  {seconds / sum(taken.values()):4.0%}")
        print(f"decks: {len(decks)}")


if __name__ == "__main__":
    main()
