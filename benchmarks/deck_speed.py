"""How long a deck takes: warm, as a process, with growing numbers of slides, and beside other writers of decks.

Everything is measured interleaved in one run; medians. Limits: 60 ms from Document to bytes on a quiet machine; the
whole process 1.6 times the import of what it cannot do without; time per slide the same from 12 to 240 slides; faster
than PptxGenJS with as many slides, tables, cells, shapes and letters, where `GOLIVE_PPTXGENJS` names a folder in which
`npm install pptxgenjs` was run. python-pptx writes the same, shape by shape; pandoc (`GOLIVE_PANDOC`, or in the path)
makes a deck of the same Markdown, without the figures.
"""

import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from golive.figures.drawing import Drawing, Frame
from golive.figures.registry import draw_figure
from golive.figures.subject import FigureSubject
from golive.markdown.document import Document, Heading
from golive.markdown.parser import parse_markdown
from golive.pipeline.build import OUTPUTS, render_markdown_text
from golive.pipeline.metadata import build_metadata
from golive.project.project import load_integration
from golive.project.workspace import open_workspace
from golive.render.slides.layout.deck_text import iter_paragraphs
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Deck, Grid, Picture
from golive.render.slides.pptx.write import write_deck
from golive.render.slides.theme.theme import read_theme

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.paper_speed import find_pandoc

ROOT = Path(__file__).resolve().parents[1]
SPEC = ROOT / "data" / "integrations" / "fairview-city.yaml"
WARM_ROUNDS, PROCESS_ROUNDS, GROWTH_ROUNDS = 30, 11, 5
SIZES = (12, 60, 120, 240)
WARM_LIMIT_MS, PROCESS_LIMIT, GROWTH_LIMIT = 60, 1.6, 1.25
IMPORTS = "import pptx, jinja2, markdown_it, pydantic, yaml, click"
BY_SHAPE = "python-pptx, shape by shape"
THEME = ROOT / "templates" / "slides" / "theme.pptx"
WRITER = """
import pickle, sys
from pathlib import Path
from golive.render.slides.theme.theme import read_theme
from golive.render.slides.pptx.write import write_deck
deck, theme, target = map(Path, sys.argv[1:])
target.write_bytes(write_deck(pickle.loads(deck.read_bytes()), read_theme(theme.read_bytes())))
"""
SHAPES = """
import json, sys
from pathlib import Path
from pptx import Presentation
from pptx.util import Inches
deck = Presentation()
for content in json.loads(Path(sys.argv[1]).read_text()):
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for number, text in enumerate(content["texts"]):
        place = 0.5 + number % 6 * 2, 0.4 + number // 6 * 0.3, 1.9, 0.28
        slide.shapes.add_textbox(*map(Inches, place)).text_frame.text = text
    for rows in content["tables"]:
        size = len(rows), len(rows[0])
        table = slide.shapes.add_table(*size, Inches(0.6), Inches(1.5), Inches(12.1), Inches(3)).table
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
    if content["notes"]:
        slide.notes_slide.notes_text_frame.text = content["notes"]
deck.save(sys.argv[2])
"""
JS = ROOT / "benchmarks" / "pptxgenjs.mjs"


class Sample:
    """The hybrid sample, rendered to Markdown and parsed."""

    def __init__(self) -> None:
        project = load_integration(open_workspace(ROOT), SPEC)
        output = next(row for row in OUTPUTS if row.kind == "deck")
        self.markdown = render_markdown_text(project, output)
        self.document = parse_markdown(self.markdown, output.template)
        self._meta = build_metadata(project, output.kind, output.title)
        self._subject = FigureSubject(organization=project.organization, process=project.process, spec=project.spec)
        self._theme = THEME.read_bytes()

    def plan(self, document: Document) -> Deck:
        """Plan the deck of a document."""
        return plan_slides(document, self._meta, read_theme(self._theme), self._figure)

    def write(self, document: Document) -> bytes:
        """Write the deck of a document."""
        return write_deck(self.plan(document), read_theme(self._theme))

    def _figure(self, name: str, frame: Frame) -> Drawing:
        return draw_figure(name, self._subject, frame)

    def repeat_slides(self, slides: int) -> Document:
        """Return the sample's content slides, over and over, until there are so many slides."""
        blocks = self.document.blocks
        starts = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level < 3]  # noqa: PLR2004
        parts = [blocks[a:b] for a, b in zip(starts, [*starts[1:], len(blocks)], strict=True)]
        wanted = [parts[0], *(parts[1 + n % (len(parts) - 1)] for n in range(slides - 1))]
        return replace(self.document, blocks=tuple(block for part in wanted for block in part))


def main() -> None:
    """Print every figure beside its limit."""
    sample = Sample()
    deck = sample.plan(sample.document)
    wall, cpu = time_warm(lambda: sample.write(sample.document), WARM_ROUNDS)
    print(f"{len(deck.slides)} slides; median of {WARM_ROUNDS} rounds warm, of {PROCESS_ROUNDS} whole processes")
    print(f"{'Document to bytes, warm':42} {wall:7.1f} ms ({cpu:.1f} ms of it computing; limit {WARM_LIMIT_MS})")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "deck.md").write_text(sample.markdown, "utf-8")
        compare(deck, Path(folder))
    time_growth(sample)


def time_warm(action: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median time of a repeated action, in milliseconds: on the clock, and of the processor."""
    action()
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        action()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return statistics.median(walls), statistics.median(cpus)


def compare(deck: Deck, folder: Path) -> None:
    """Time whole processes: golive, its imports, and the other writers that are installed."""
    build = ["build", "--only", "deck", "--force", "--quiet", "--jobs", "1", "--output", str(folder), str(SPEC)]
    commands = {
        "golive build --only deck": [sys.executable, "-m", "golive", *build],
        IMPORTS: [sys.executable, "-c", IMPORTS],
    }
    modules, alone = os.environ.get("GOLIVE_PPTXGENJS"), "golive's writer alone"
    counts = folder / "counts.json"
    counts.write_text(json.dumps(read_contents(deck)))
    commands[BY_SHAPE] = [sys.executable, "-c", SHAPES, str(counts), str(folder / "shapes.pptx")]
    if pandoc := find_pandoc():
        commands["pandoc"] = [pandoc, str(folder / "deck.md"), "--output", str(folder / "pandoc.pptx")]
    if modules:
        commands["PptxGenJS"] = ["node", str(JS), modules, str(counts), str(folder / "js.pptx")]
        # What PptxGenJS does, and no more: what stands where is known, the file is made.
        kept = folder / "deck.pickle"
        kept.write_bytes(pickle.dumps(deck))
        commands[alone] = [sys.executable, "-c", WRITER, str(kept), str(THEME), str(folder / "w.pptx")]
    times = time_in_turn({name: partial(run, command) for name, command in commands.items()}, PROCESS_ROUNDS)
    ours = times["golive build --only deck"]
    for name, milliseconds in times.items():
        print(f"{name:60.60} {milliseconds:7.0f} ms")
    print(f"{'golive, YAML to file / python-pptx':42} {ours / times[BY_SHAPE]:7.2f}")
    if pandoc:
        print(f"{'golive, YAML to file / pandoc':42} {ours / times['pandoc']:7.2f}")
    else:
        print("pandoc: not measured, none is installed and GOLIVE_PANDOC names none")
    print(f"{'golive / imports':42} {ours / times[IMPORTS]:7.2f}  (limit {PROCESS_LIMIT})")
    if modules:
        print(f"{'golive, YAML to file / PptxGenJS':42} {ours / times['PptxGenJS']:7.2f}  (must be below 1)")
        print(f"{'its writer alone / PptxGenJS':42} {times[alone] / times['PptxGenJS']:7.2f}  (must be below 1)")
    else:
        print("PptxGenJS: not measured, GOLIVE_PPTXGENJS names no folder")


def time_in_turn(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median time of each action, in milliseconds, run in turn; the first round only fills the caches."""
    found: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds + 1):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            if number:
                found[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in found.items()}


def run(command: list[str]) -> None:
    """Run a process to its end."""
    subprocess.run(command, check=True, capture_output=True)


def read_contents(deck: Deck) -> list[dict[str, object]]:
    """Read each slide: its tables with their cells, and the text of every other shape."""
    slides: list[dict[str, object]] = []
    for slide in deck.slides:
        tables = [
            [["\n".join(para.text for para in cell.paras) for cell in row.cells] for row in element.rows]
            for element in slide.elements
            if isinstance(element, Grid)
        ]
        texts = []
        for element in slide.elements:
            if isinstance(element, Picture):
                texts += ["\n".join(line.text for line in getattr(s, "lines", ())) for s in element.drawing.shapes]
            elif not isinstance(element, Grid):
                texts.append("\n".join(para.text for para in iter_paragraphs(element)))
        slides.append({"tables": tables, "texts": texts, "notes": "\n".join(slide.notes)})
    return slides


def time_growth(sample: Sample) -> None:
    """Print the time per slide as decks grow."""
    documents = {size: sample.repeat_slides(size) for size in SIZES}
    actions = {str(size): partial(sample.write, document) for size, document in documents.items()}
    counts = {size: len(sample.plan(document).slides) for size, document in documents.items()}
    times = time_in_turn(actions, GROWTH_ROUNDS)
    each = {size: times[str(size)] / counts[size] for size in SIZES}
    for size in SIZES:
        print(f"{counts[size]:4} slides {times[str(size)]:34.0f} ms, {each[size]:.2f} ms a slide")
    first, last = each[SIZES[0]], each[SIZES[-1]]
    print(f"{'a slide of the largest / of the smallest':42} {last / first:7.2f}  (limit {GROWTH_LIMIT})")


if __name__ == "__main__":
    main()
