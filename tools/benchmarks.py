"""Write docs/benchmarks.md: how fast golive is, beside what else sets pages and writes decks.

`python tools/benchmarks.py [NAME...]`, as `tools/quality.py`, which keeps the figures of all scripts: this page is for
those who choose, and holds only what they ask.
"""

import sys

from quality import ROOT, write_page

PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

How long golive takes, beside other software on the same content. Written by `python tools/benchmarks.py`, which runs
scripts of `benchmarks/` and keeps what they print; a limit stands beside each figure that has one. Ratios are of one
interleaved run. Times depend on the machine, and on what else it does.

| question | section |
|---|---|
| How long does a runbook take, by [engine](pdf-engines.md), beside WeasyPrint, pandoc and Chromium? | `engine_speed` |
| How long does a deck take, beside PptxGenJS, pandoc and python-pptx shape by shape? | `deck_speed` |
| How long does a check take, beside RenderCV? | `check_speed` |
| How long does a [portfolio](portfolio.md) take: cold, unchanged, with one change? | `portfolio_speed` |
"""
SCRIPTS = {
    "engine_speed": ("--rounds", "2"),
    "deck_speed": (),
    "check_speed": (),
    "portfolio_speed": ("--sizes", "50,200,1000", "--rounds", "2"),
}


if __name__ == "__main__":
    commands = {name: [str(ROOT / "benchmarks" / f"{name}.py"), *options] for name, options in SCRIPTS.items()}
    sys.exit(write_page(PAGE, HEAD, commands, sys.argv[1:]))
