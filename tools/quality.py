"""Write what the benchmarks print into docs/quality.md: `python tools/quality.py [NAME...]`.

NAME is a script of benchmarks/ without its ending; all of them when left out. Sections of scripts that were not run
stay as they are. What a script needs besides (npm packages) it takes from the environment, as its own help says.
"""

import datetime as dt
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "quality.md"
HEAD = """# Quality, in figures

What golive promises, measured. Written by `python tools/quality.py`, which runs the scripts of `benchmarks/` and keeps
what they print; a limit stands beside each figure that has one. Ratios are of one interleaved run; times depend on the
machine, and on what else it does.
"""


def main(names: list[str]) -> int:
    """Run the scripts and write the page; exit code 1 where a script failed."""
    scripts = {path.stem: path for path in sorted((ROOT / "benchmarks").glob("*.py"))}
    unknown = [name for name in names if name not in scripts]
    if unknown:
        print(f"There is no {', '.join(unknown)}. There are: {', '.join(scripts)}.", file=sys.stderr)
        return 2
    sections = known(PAGE.read_text(encoding="utf-8") if PAGE.exists() else "")
    failed = False
    for name in names or scripts:
        print(name, flush=True)
        run = subprocess.run([sys.executable, scripts[name]], cwd=ROOT, capture_output=True, text=True, check=False)
        failed |= run.returncode != 0
        sections[name] = section(
            scripts[name], run.stdout + (f"exit code {run.returncode}\n" if run.returncode else "")
        )
        PAGE.write_text("\n".join([HEAD, *(sections[n] for n in scripts if n in sections)]), encoding="utf-8")
    return int(failed)


def known(text: str) -> dict[str, str]:
    """Return the sections of a page, by the names of their scripts."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {re.findall(r"`(\w+)`", part)[0]: part.rstrip("\n") + "\n" for part in parts}


def section(script: Path, output: str) -> str:
    """Return what one script printed, under a heading."""
    about = script.read_text(encoding="utf-8").split('"""')[1].split("\n")[0]
    when = dt.datetime.now(tz=dt.UTC).date().isoformat()
    made = f"`python benchmarks/{script.name}`, {when}, Python {platform.python_version()}"
    return f"## `{script.stem}`\n\n{about}\n\n{made}:\n\n```text\n{output.rstrip()}\n```\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
