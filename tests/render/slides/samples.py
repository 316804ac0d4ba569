"""Sample documents and drawings for tests of decks."""

from functools import lru_cache
from pathlib import Path

from golive.figures.drawing import Box, Connector, Drawing, Frame, Label, Line
from golive.markdown.document import Document, Meta
from golive.markdown.parser import parse_markdown
from golive.support.problems import LayoutError, make_problem

HERE = Path(__file__).parent
THEME = (HERE.parents[2] / "templates" / "slides" / "theme.pptx").read_bytes()
META = Meta(
    title="Integration overview",
    subtitle="Integration overview",
    subject="Riverton Water",
    author="Example Payments",
    version="1.2.0",
    date="2026-09-14",
    display_date="Sep 14, 2026",
    status="Design review",
    draft_mark="DRAFT after 1.2.0 · 3f9c21",
)


@lru_cache
def parse_every_block() -> Document:
    """Parse the sample document that has at least one slide of each kind."""
    return parse_markdown((HERE / "every_block.md").read_text(encoding="utf-8"), "every_block.md")


def parse_deck(text: str) -> Document:
    """Parse a document of a title slide and the given Markdown."""
    return parse_markdown(f"# Cover {{key=cover}}\n\n{text}\n", "sample.md")


def draw_sample(name: str, frame: Frame) -> Drawing:
    """Draw two boxes and a connector, as wide as the frame and at least an inch and a half high."""
    if frame.height_in < 1.5:
        raise LayoutError(make_problem("too low"))
    height = min(frame.height_in, 4.6)
    wide, high, top = frame.width_in * 0.25, height * 0.8, height * 0.1
    right = frame.width_in - wide
    upper, lower = top + high * 0.3, top + high * 0.7
    name_of_one = (Line("Riverton CIS", 16, bold=True, color="paper"), Line("billing system", 12, color="paper"))
    name_of_other = (Line("Example Payments", 16, color="paper"),)
    shapes = (
        Box("band", 0, 0, frame.width_in, height, fill="soft", decorative=True),
        Box("biller", 0, top, wide, high, shape="rounded", fill="dark", lines=name_of_one),
        Box("vendor", right, top, wide, high, shape="rounded", fill="accent", lines=name_of_other),
        Connector("bills", wide, upper, right, upper, "biller", "vendor", 0.3, 0.3, "batch", alt="Bill file"),
        Connector("lookup", right, lower, wide, lower, "vendor", "biller", 0.7, 0.7, "real-time", dashed=True),
        Label("bills-label", wide + 0.2, upper - 0.35, 3, 0.3, (Line("1  Bill file, nightly", 12),)),
        Label("lookup-label", wide + 0.2, lower - 0.35, 3, 0.3, (Line("2  Look-up", 12, color="real-time"),)),
    )
    alt = "Riverton CIS sends bills to Example Payments, which looks accounts up."
    return Drawing(name, frame.width_in, height, shapes, "Data flow", alt)
