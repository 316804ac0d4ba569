"""Draw every figure of integrations as a web page and a PNG, for eyes: `look_figures.py OUTPUT_DIR SPEC.yaml…`.

Each figure is drawn twice, for a slide and for a page. Chromium must be installed; never for pass or fail.
"""

import subprocess
import sys
from pathlib import Path

from golive.figures.drawing import Frame
from golive.figures.registry import FIGURES, draw_figure, has_content
from golive.figures.subject import FigureSubject
from golive.planning.schedule import fill_plan_dates
from golive.render.palette import PALETTE
from golive.render.svg import render_svg
from golive.schema import Integration, Organization, Process
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "src/golive/render/pdf/fonts"
FRAMES = {"slide": Frame(12.3, 5.2, 12, 10, "Calibri"), "page": Frame(7.1, 4, 8.5, 7, "Inter")}
FAMILIES = {"slide": "Calibri, Carlito", "page": "Inter"}
HEAD = """<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: Inter; src: url(%(fonts)s/Inter-Regular.ttf) }
@font-face { font-family: Inter; font-weight: 700; src: url(%(fonts)s/Inter-Bold.ttf) }
body { margin: 20px; background: #ddd; font: 11px sans-serif; color: #777 }
figure { margin: 0 0 16px; padding: 12px; background: #fff; width: max-content }
svg { display: block; margin-bottom: 6px }
</style>"""


def main(output: Path, specs: list[Path]) -> int:
    """Draw them all; returns the exit code."""
    output.mkdir(parents=True, exist_ok=True)
    organization = load(ROOT / "data/organization.yaml", Organization).value
    process = load(ROOT / "data/process.yaml", Process).value
    for path in specs:
        subject = FigureSubject(organization, process, fill_plan_dates(load(path, Integration).value))
        for kind in FRAMES:
            print(write_sheet(subject, kind, output / f"{path.stem}-{kind}"))
    return 0


def write_sheet(subject: FigureSubject, kind: str, target: Path) -> Path:
    """Draw all figures of a subject below one another."""
    frame = FRAMES[kind]
    parts = [HEAD % {"fonts": FONTS.as_uri()}]
    height_px = 40
    for name in FIGURES:
        if has_content(name, subject):
            drawing = draw_figure(name, subject, frame)
            svg = render_svg(drawing, PALETTE, FAMILIES[kind], name)
            parts.append(f"<figure>{svg}{name}, {drawing.width:.2f} × {drawing.height:.2f} in</figure>")
            height_px += round(drawing.height * 96) + 64
    page, picture = target.with_suffix(".html"), target.with_suffix(".png")
    page.write_text("\n".join(parts), encoding="utf-8")
    size = f"--window-size={round(frame.width_in * 96) + 64},{height_px}"
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-device-scale-factor=1.5",
        size,
    ]
    subprocess.run(
        ["chromium", *flags, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True, timeout=120
    )
    return picture


if __name__ == "__main__":
    if len(sys.argv) < 3:  # noqa: PLR2004 - the folder and one spec
        sys.exit(f"usage: {Path(sys.argv[0]).name} OUTPUT_DIR SPEC.yaml...")
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
