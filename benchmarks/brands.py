"""How brand templates are used: decks built or refused, findings, unreadable texts, shapes off the slide, hidden logos.

    python benchmarks/brands.py [COUNT [FIRST]] [FILE-OR-FOLDER...]
    GOLIVE_BRANDS=FOLDER python benchmarks/brands.py

Templates: those of the tests; COUNT generated ones (60) with sizes, grounds, bands, bars, logos, accents and title
styles in any combination; real ones: each FILE and those of each FOLDER, also of the folders in GOLIVE_BRANDS; and the
given ones in `../shared/cases/brand`, where that folder is beside. On each, the trial deck of `golive theme inspect` is
built; on real ones the overview of a sample too, and on given ones that of each sample. All is counted in the written
file: findings as `golive audit` has them, without notes; a logo is a picture of master or layout, not set at a
slant, that takes at most a tenth of the slide, and it is hidden where a filled shape, a table or a chart lies on it.

Exit 1 when a deck has a fault, or a template of the tests is refused that should not be.
"""

import io
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace
from pptx import Presentation
from pptx.util import Inches

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.render.slides import brands  # noqa: E402 - found by the line above
from tests.render.slides.generated_brands import generate_brand  # noqa: E402

from golive.audit.files import audit_file  # noqa: E402
from golive.audit.office.unreadable_texts import find_unreadable_texts  # noqa: E402
from golive.ooxml.geometry import find_transform, read_turn  # noqa: E402
from golive.pipeline.build import build_document, select_outputs  # noqa: E402
from golive.pipeline.trial_deck import build_trial_deck  # noqa: E402
from golive.project.project import load_integration  # noqa: E402
from golive.project.theme import read_theme_with_roles  # noqa: E402
from golive.project.workspace import open_workspace  # noqa: E402
from golive.support.problems import GoliveError  # noqa: E402

CASES = ROOT.parent / "shared" / "cases" / "brand"
COUNT = 60
KINDS = ("findings", "unreadable", "off the slide", "hidden logos")
LOGO_SHARE = 0.1
HIDDEN_SHARE = 0.02
SLACK = Inches(0.05)
MEDIA = {".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm"}
Box = tuple[float, float, float, float]


class Verdict(NamedTuple):
    """The verdict on a template: why it was refused (empty if it was not), and the number of faults of each kind."""

    name: str
    reason: str
    faults: Counter[str]


def main(arguments: list[str]) -> int:
    """Print a row for each group of templates, then every fault and every reason."""
    numbers = [int(one) for one in arguments if one.isdigit()]
    named = [one for one in arguments if not one.isdigit()] + os.environ.get("GOLIVE_BRANDS", "").split(os.pathsep)
    missing = [one for one in named if one and not Path(one).exists()]
    if missing:
        print(f"There is no {', '.join(missing)}.", file=sys.stderr)
        return 2
    real = [path for one in named if one for path in list_templates(Path(one))]
    count, first = (*numbers, *(COUNT, 0)[len(numbers) :])[:2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        groups = {
            "templates of the tests": (judge(path, folder) for path in write_test_brands(folder)),
            "generated": (judge(path, folder) for path in write_generated(folder, range(first, first + count))),
            "real": (judge(path, folder, samples=1) for path in real),
            "given": (judge(path, folder, samples=None) for path in list_templates(CASES)),
        }
        print(f"{'':24}templates  built  refused" + "".join(f"  {kind}" for kind in KINDS))
        details: list[str] = []
        failed = False
        for group, verdicts in groups.items():
            found = list(verdicts)
            print_row(group, found)
            details += [line for one in found for line in describe(one)]
            refused = {one.name for one in found if one.reason}
            failed |= any(one.faults for one in found)
            failed |= group == "templates of the tests" and refused != set(brands.REFUSED)
    print("".join(f"{line}\n" for line in details), end="")
    return int(failed)


def print_row(group: str, found: list[Verdict]) -> None:
    """Print the counts of a group of templates."""
    if not found:
        print(f"{group:24}{'-':>9}  not tried")
        return
    refused = sum(bool(one.reason) for one in found)
    counts = "".join(f"{sum(one.faults[kind] for one in found):{len(kind) + 2}}" for kind in KINDS)
    print(f"{group:24}{len(found):9}{len(found) - refused:7}{refused:9}{counts}", flush=True)


def describe(verdict: Verdict) -> Iterator[str]:
    """Yield a line for the reason or the faults of a template."""
    if verdict.reason:
        yield f"  {verdict.name} refused: {verdict.reason}"
    if verdict.faults:
        yield f"  {verdict.name}: " + ", ".join(f"{number} {kind}" for kind, number in verdict.faults.items())


def judge(path: Path, folder: Path, samples: int | None = 0) -> Verdict:
    """Build decks on a template, and count what is wrong in them.

    Args:
        path: the template.
        folder: where the decks are written.
        samples: the number of samples whose overviews are built besides the trial deck; None for all.
    """
    faults: Counter[str] = Counter()
    try:
        for content in build_decks(path, samples):
            faults += count_faults(content, folder)
    except GoliveError as error:
        return Verdict(path.stem, error.problems[0].message.split("\n")[0], faults)
    return Verdict(path.stem, "", faults)


def build_decks(path: Path, samples: int | None) -> Iterator[bytes]:
    """Yield the trial deck on a template, then the overviews of some samples."""
    yield build_trial_deck(read_theme_with_roles(path), path).content
    workspace = open_workspace(ROOT)
    for spec in list(workspace.list_integration_files())[:samples]:
        project = replace(load_integration(workspace, spec), theme_file=path)
        output = next(one for one in select_outputs(project, frozenset({"deck"})) if one.format == "pptx")
        yield build_document(project, output).content


def count_faults(content: bytes, folder: Path) -> Counter[str]:
    """Count the faults of each kind in a deck."""
    file = folder / "judged.pptx"
    file.write_bytes(content)
    deck: Any = Presentation(io.BytesIO(content))
    size = (deck.slide_width, deck.slide_height)
    unreadable = len(find_unreadable_texts(content))
    findings = sum(one.severity != "note" for one in audit_file(file))
    off = hidden = 0
    for slide in deck.slides:
        boxes = [(shape, read_box(shape)) for shape in slide.shapes]
        off += sum(is_off_slide(box, size) for _, box in boxes if box)
        logos = list(find_logos(slide, size))
        filled = [box for shape, box in boxes if box and is_filled(shape)]
        hidden += sum(any(overlap(box, logo) > HIDDEN_SHARE * logo[2] * logo[3] for box in filled) for logo in logos)
    counted = {"findings": findings, "unreadable": unreadable, "off the slide": off, "hidden logos": hidden}
    return Counter({kind: number for kind, number in counted.items() if number})


def read_box(shape: Any) -> Box | None:  # noqa: ANN401 - python-pptx's shapes
    """Return left, top, width and height of a shape, inherited for placeholders; None if they are not known."""
    box = (shape.left, shape.top, shape.width, shape.height)
    return None if None in box else box


def is_off_slide(box: Box, size: tuple[int, int]) -> bool:
    """Return whether a box leaves the slide."""
    left, top, width, height = box
    return left < -SLACK or top < -SLACK or left + width > size[0] + SLACK or top + height > size[1] + SLACK


def is_filled(shape: Any) -> bool:  # noqa: ANN401 - python-pptx's shapes
    """Return whether a shape hides what is behind it."""
    if shape.has_table or shape.has_chart:
        return True
    return bool(shape.element.findall(".//{*}spPr/{*}solidFill"))


def find_logos(slide: Any, size: tuple[int, int]) -> Iterator[Box]:  # noqa: ANN401 - python-pptx's slides
    """Yield the boxes of the small pictures that master and layout draw on a slide."""
    layout = slide.slide_layout
    sheets = [layout] if layout.element.get("showMasterSp") in {"0", "false"} else [layout, layout.slide_master]
    for sheet in sheets:
        for shape in sheet.shapes:
            own = read_box(shape)
            if getattr(shape, "rotation", 0) % 90:
                continue  # its box says little about where it is
            box = own and read_turn(find_transform(shape.element)).turn_box(own)
            is_picture = shape.element.tag.endswith("}pic")
            if is_picture and box and 0 < box[2] * box[3] <= LOGO_SHARE * size[0] * size[1]:
                yield box


def overlap(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(across, 0) * max(down, 0)


def write_test_brands(folder: Path) -> Iterator[Path]:
    """Yield the templates of the tests."""
    for name in brands.BRANDS:
        yield write(folder / f"{name}.pptx", brands.get_brand(name))


def write_generated(folder: Path, seeds: range) -> Iterator[Path]:
    """Yield generated templates."""
    for seed in seeds:
        yield write(folder / f"generated-{seed}.pptx", generate_brand(seed))


def write(path: Path, content: bytes) -> Path:
    """Write a template; return its path."""
    path.write_bytes(content)
    return path


def list_templates(place: Path) -> list[Path]:
    """Return the templates of a folder, or a single one; none if it is not there."""
    if place.is_file():
        return [place]
    return sorted(path for path in place.glob("*") if path.suffix.lower() in MEDIA)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
