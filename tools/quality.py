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
ARGUMENTS = {"brands": ["40", "0"], "paper_laws": ["100", "0", "2", "both"]}
"""Arguments of the scripts that do not run with their defaults."""
HEAD = """# Quality, in figures

What golive promises, measured. Written by `python tools/quality.py`, which runs the scripts of `benchmarks/` and keeps
what they print; a limit stands beside each figure that has one. Ratios are of one interleaved run; times depend on the
machine, and on what else it does.
"""


def main(names: list[str]) -> int:
    """Run the scripts and write the page; exit code 1 where a script failed."""
    scripts = {
        path.stem: [str(path), *ARGUMENTS.get(path.stem, [])] for path in sorted((ROOT / "benchmarks").glob("*.py"))
    }
    return write_page(PAGE, HEAD, scripts, names)


def write_page(page: Path, head: str, scripts: dict[str, list[str]], names: list[str]) -> int:
    """Run some scripts, and write what they print into their sections of a page; exit code 1 where a script failed.

    Args:
        page: the page; sections of scripts that are not run stay as they are.
        head: the text above the sections.
        scripts: path and arguments of each script, in the order of the page.
        names: those to run; all if empty.
    """
    unknown = [name for name in names if name not in scripts]
    if unknown:
        print(f"There is no {', '.join(unknown)}. There are: {', '.join(scripts)}.", file=sys.stderr)
        return 2
    sections = read_sections(page.read_text(encoding="utf-8") if page.exists() else "")
    failed = False
    for name in names or scripts:
        print(name, flush=True)
        run = subprocess.run([sys.executable, *scripts[name]], cwd=ROOT, capture_output=True, text=True, check=False)
        failed |= run.returncode != 0
        said = run.stdout + (f"exit code {run.returncode}\n" if run.returncode else "")
        sections[name] = format_section(scripts[name], said)
        page.write_text("\n".join([head, *(sections[n] for n in scripts if n in sections)]), encoding="utf-8")
    return int(failed)


def read_sections(text: str) -> dict[str, str]:
    """Return the sections of a page, by the names of their scripts."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {re.findall(r"`(\w+)`", part)[0]: part.rstrip("\n") + "\n" for part in parts}


def format_section(command: list[str], output: str) -> str:
    """Return what one script printed, under a heading.

    Args:
        command: path and arguments of the script.
        output: what it printed.
    """
    script = Path(command[0])
    about = script.read_text(encoding="utf-8").split('"""')[1].split("\n")[0]
    when = dt.datetime.now(tz=dt.UTC).date().isoformat()
    shown = " ".join((f"benchmarks/{script.name}", *command[1:]))
    made = f"`python {shown}`, {when}, Python {platform.python_version()}"
    return f"## `{script.stem}`\n\n{about}\n\n{made}:\n\n```text\n{output.rstrip()}\n```\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
