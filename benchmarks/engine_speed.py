"""How long a runbook takes with each PDF engine, and all documents with Typst, beside WeasyPrint, pandoc and Chromium.

All set the same content: stock WeasyPrint and Chromium print the page that our WeasyPrint prints, whose HTML and CSS
lie ready; ours also load the spec, write the page and finish the PDF. pandoc (`GOLIVE_PANDOC`, or in the path) makes
its own page of the same Markdown, without the figures, for stock WeasyPrint. Interleaved in one run; medians of wall
and processor time. Limits, as ratios of wall times: `golive build --only runbook --engine typst` 0.25 × stock
WeasyPrint, and less than Chromium; with deck, explainer and guide on all cores 0.35 × stock WeasyPrint on the runbook
alone. `--rounds N` changes how often.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.paper_speed import ROOT, SPEC, STOCK, find_chromium, find_pandoc, time_in_turn, write_page

PANDOC = "pandoc, stock WeasyPrint"
ALL = "golive build --engine typst, deck and PDFs"
STOCK_LIMIT, CHROMIUM_LIMIT, ALL_LIMIT = 0.25, 1.0, 0.35


def main() -> int:
    """Print every figure beside its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_page(folder)
        os.environ["GOLIVE_CACHE_DIR"] = str(folder / "cache")
        print(f"{SPEC}, runbook; medians of {rounds} rounds, whole processes, {os.cpu_count()} cores")
        times = time_in_turn(list_commands(folder), rounds)
    stock, typst = times["stock WeasyPrint"][0], times["golive build --engine typst"][0]
    print(f"{'golive, Typst / stock WeasyPrint':42} {typst / stock:7.2f}  (limit {STOCK_LIMIT})")
    print(f"{'golive, Typst, deck and PDFs / stock':42} {times[ALL][0] / stock:7.2f}  (limit {ALL_LIMIT})")
    is_slow = typst > STOCK_LIMIT * stock or times[ALL][0] > ALL_LIMIT * stock
    if PANDOC in times:
        print(f"{'golive, Typst / pandoc and WeasyPrint':42} {typst / times[PANDOC][0]:7.2f}")
    else:
        print("pandoc: not measured, none is installed and GOLIVE_PANDOC names none")
    ours = times["golive build --engine weasyprint"][0]
    print(f"{'golive, Typst / golive, WeasyPrint':42} {typst / ours:7.2f}")
    if "Chromium" not in times:
        print("Chromium: not measured, none is installed")
        return int(is_slow)
    chromium = times["Chromium"][0]
    print(f"{'golive, Typst / Chromium':42} {typst / chromium:7.2f}  (limit {CHROMIUM_LIMIT})")
    return int(is_slow or typst > CHROMIUM_LIMIT * chromium)


def list_commands(folder: Path) -> dict[str, list[str]]:
    """Return the command of each way to make the runbook, and of all documents."""
    whole = ["-m", "golive", "build", "--workspace", str(ROOT), SPEC, "--force", "--only"]
    build = [*whole, "runbook", "--jobs", "1"]
    commands = {"stock WeasyPrint": [sys.executable, "-c", STOCK, str(folder)]}
    for engine in ("weasyprint", "typst"):
        target = str(folder / engine)
        commands[f"golive build --engine {engine}"] = [sys.executable, *build, "--engine", engine, "--output", target]
    options = ["deck,runbook,explainer,guide", "--engine", "typst", "--output", str(folder / "all")]
    commands[ALL] = [sys.executable, *whole, *options]
    if pandoc := find_pandoc():
        program = Path(sys.executable).with_name("weasyprint")
        options = ["--from", "gfm", "--toc", f"--pdf-engine={program}", "--pdf-engine-opt=--quiet"]
        title = ["--metadata", "title=Runbook"]
        commands[PANDOC] = [pandoc, str(folder / "page.md"), *options, *title, "--output", str(folder / "pandoc.pdf")]
    if chromium := find_chromium(folder):
        commands["Chromium"] = chromium
    return commands


if __name__ == "__main__":
    sys.exit(main())
