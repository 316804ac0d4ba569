"""Sample documents for the tests of this folder, written in the Markdown of templates."""

from pathlib import Path

from golive.figures.drawing import Box, Drawing, Frame, Label, Line
from golive.markdown.document import Document, Meta
from golive.markdown.parser import parse_markdown

META = Meta(
    title="Harbor City Billing Integration",
    subtitle="Integration Runbook",
    subject="City of Harbor",
    author="Example Vendor",
    version="1.2.0",
    date="2027-01-12",
    display_date="Jan 12, 2027",
    status="Build",
    facts=(
        ("Version", "1.2.0"),
        ("Status", "Build"),
        ("Date", "Jan 12, 2027"),
        ("Billing system", "Ledger 9"),
        ("Owner", "Ana Ruiz"),
    ),
)


def draw_sample_figure(name: str, frame: Frame) -> Drawing:
    """Draw two boxes side by side, whatever the name of the figure."""
    half = frame.width_in / 2
    text = (Line("One side", frame.text_pt, bold=True, color="paper"),)
    return Drawing(
        name=name,
        width=frame.width_in,
        height=min(1.2, frame.height_in),
        shapes=(
            Box("a", 0, 0, half - 0.1, 0.8, shape="chevron", fill="sit", lines=text),
            Box("b", half, 0, half - 0.1, 0.8, shape="chevron", fill="uat", lines=text),
            Label("c", 0, 0.85, 3, 0.3, (Line("After the first comes the second", frame.least_pt),)),
        ),
        title="Two sides",
        alt="One side comes before the other side.",
    )


_FOLDER = Path(__file__).parent
_STYLES = _FOLDER.parents[2] / "templates" / "runbook"


def parse_sample(name: str) -> Document:
    """Parse a sample document beside this file."""
    return parse_markdown((_FOLDER / f"{name}.md").read_text(encoding="utf-8"), f"{name}.md")


def read_style(form: str) -> str:
    """Read the bundled style sheet of a form."""
    return (_STYLES / f"{form}.css").read_text(encoding="utf-8")
