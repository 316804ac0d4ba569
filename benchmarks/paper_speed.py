"""How long paper takes: our page beside stock WeasyPrint and Chromium on the very same HTML and CSS, and a build.

Whole processes, interleaved in one run; medians of processor and wall time. Limits, each a ratio of wall times: page →
bytes 0.70 × stock WeasyPrint; `golive build` of the hybrid sample (deck, runbook, explainer) 0.80 × stock WeasyPrint
on its runbook alone, on two cores; page → bytes 1.5 × Chromium, where one is installed; a build with nothing changed
1.3 × `golive --version`. `--rounds N` changes how often.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from golive.figures.drawing import Drawing, Frame
from golive.figures.registry import draw_figure
from golive.figures.subject import FigureSubject
from golive.markdown.parser import parse_markdown
from golive.pipeline.build import OUTPUTS, render_markdown_text
from golive.pipeline.metadata import build_metadata
from golive.project.project import load_integration
from golive.project.workspace import open_workspace
from golive.render.html.page import render_html
from golive.render.html.style_sheet import build_style_sheet
from golive.render.palette import PALETTE
from golive.render.pdf.fonts import FONT_FOLDER, fonts_css

ROOT = Path(__file__).resolve().parents[1]
SPEC = "fairview-city"
PAGE_LIMIT, BUILD_LIMIT, CHROMIUM_LIMIT, AGAIN_LIMIT = 0.70, 0.80, 1.5, 1.3
START_ROUNDS = 15

OURS = """
import sys
from pathlib import Path
from golive.markdown.document import Meta
from golive.render.pdf.weasyprint.write import to_pdf
meta = Meta(title="", subtitle="", subject="", author="", version="", date="2027-01-12", display_date="", status="")
folder = Path(sys.argv[1])
content = to_pdf((folder / "page.html").read_text(), (folder / "page.css").read_text(), meta)
(folder / "ours.pdf").write_bytes(content)
"""
STOCK = """
import sys
from pathlib import Path
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
folder = Path(sys.argv[1])
fonts = FontConfiguration()
sheet = CSS(filename=folder / "stock.css", font_config=fonts)
page = HTML(filename=folder / "page.html")
page.write_pdf(folder / "stock.pdf", stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/a-3a")
"""


def main() -> None:
    """Print every figure beside its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_page(folder)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        print(f"{SPEC}; medians of {rounds} rounds, whole processes, {os.cpu_count()} cores")
        time_pages(folder, rounds)
        time_unchanged_build(folder)


def write_page(folder: Path) -> None:
    """Write the runbook's Markdown, its HTML and style sheet, and both as one file for Chromium."""
    project = load_integration(open_workspace(ROOT), ROOT / "data" / "integrations" / f"{SPEC}.yaml")
    output = next(row for row in OUTPUTS if row.kind == "runbook")
    subject = FigureSubject(organization=project.organization, process=project.process, spec=project.spec)

    def figure(name: str, frame: Frame) -> Drawing:
        return draw_figure(name, subject, frame)

    meta = build_metadata(project, output.kind, output.title)
    markdown = render_markdown_text(project, output)
    html = render_html(parse_markdown(markdown, output.template), meta, figure, "runbook")
    own = (ROOT / "templates" / "runbook" / "runbook.css").read_text("utf-8")
    css = build_style_sheet(own, meta, "runbook", PALETTE)
    fonts = FONT_FOLDER.as_uri()
    stock = fonts_css().replace("font:", f"{fonts}/") + css
    (folder / "page.md").write_text(markdown, "utf-8")
    (folder / "page.html").write_text(html, "utf-8")
    (folder / "page.css").write_text(css, "utf-8")
    (folder / "stock.css").write_text(stock, "utf-8")
    (folder / "whole.html").write_text(html.replace("</head>", f"<style>{stock}</style></head>"), "utf-8")


def time_pages(folder: Path, rounds: int) -> None:
    """Time the PDF of a page, and the full build."""
    build = ["-m", "golive", "build", "--workspace", str(ROOT), SPEC, "--force", "--output", str(folder / "out")]
    commands = {
        "stock WeasyPrint": [sys.executable, "-c", STOCK, str(folder)],
        "our page to bytes": [sys.executable, "-c", OURS, str(folder)],
        "golive build, three documents": [sys.executable, *build],
    }
    if chromium := find_chromium(folder):
        commands["Chromium"] = chromium
    times = time_in_turn(commands, rounds)
    stock, ours, full = (times[name][0] for name in list(commands)[:3])
    computing = times["our page to bytes"][1] / times["stock WeasyPrint"][1]
    print(f"{'our page / stock WeasyPrint':42} {ours / stock:7.2f}  (limit {PAGE_LIMIT}; computing {computing:.2f})")
    print(f"{'golive build / stock WeasyPrint, runbook':42} {full / stock:7.2f}  (limit {BUILD_LIMIT})")
    if chromium:
        print(f"{'our page / Chromium':42} {ours / times['Chromium'][0]:7.2f}  (limit {CHROMIUM_LIMIT})")
    else:
        print("Chromium: not measured, none is installed")


def find_chromium(folder: Path) -> list[str]:
    """Return the command that prints the whole page with Chromium; empty if none is installed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        return []
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    return [found, *flags, f"--print-to-pdf={folder / 'chromium.pdf'}", (folder / "whole.html").as_uri()]


def find_pandoc() -> str:
    """Return the path of pandoc, from `GOLIVE_PANDOC` or where programs are; empty if there is none."""
    return os.environ.get("GOLIVE_PANDOC") or shutil.which("pandoc") or ""


def time_unchanged_build(folder: Path) -> None:
    """Time a build with nothing changed, beside the least that the command line does."""
    build = ["build", "--workspace", str(ROOT), SPEC, "--output", str(folder / "again"), "--quiet"]
    commands = {
        "golive --version": [sys.executable, "-m", "golive", "--version"],
        "golive build, nothing changed": [sys.executable, "-m", "golive", *build],
    }
    times = time_in_turn(commands, START_ROUNDS)
    version, rebuild = (wall for wall, _ in times.values())
    print(f"{'nothing changed / golive --version':42} {rebuild / version:7.2f}  (limit {AGAIN_LIMIT})")


def time_in_turn(commands: dict[str, list[str]], rounds: int) -> dict[str, tuple[float, float]]:
    """Return median wall and processor seconds of each command, run in turn; the first round fills the caches."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            if number:
                found[name].append((wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    medians = {
        name: (statistics.median(wall for wall, _ in values), statistics.median(cpu for _, cpu in values))
        for name, values in found.items()
    }
    for name, (wall, cpu) in medians.items():
        print(f"{name:42} {wall:7.2f} s ({cpu:.2f} s of processors)")
    return medians


if __name__ == "__main__":
    main()
