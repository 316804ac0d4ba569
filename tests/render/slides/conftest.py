"""Every deck that a test of this folder writes goes through the package and accessibility checks."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.render.slides.samples import META, THEME, draw_sample

from golive.markdown.document import Document, Meta
from golive.render import slides
from golive.render.slides.layout.form import FigureSource
from golive.render.slides.layout.plan import plan_slides as plan_deck
from golive.render.slides.model import Deck
from golive.render.slides.theme.theme import Theme, read_theme

CHECKS = Path(__file__).parents[4] / "shared" / "checks"
Make = Callable[..., bytes]
Plan = Callable[..., Deck]


@pytest.fixture(scope="session")
def theme() -> Theme:
    return read_theme(THEME)


@pytest.fixture(scope="session")
def plan(theme: Theme) -> Plan:
    """Return a function that plans the deck of a document, with the sample's figures and margins by default."""

    def plan_document(document: Document, meta: Meta = META, figure: FigureSource = draw_sample) -> Deck:
        return plan_deck(document, meta, theme, figure)

    return plan_document


@pytest.fixture(scope="session")
def decks_to_check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a folder for decks, and check all of them together at the end, since starting the checks takes longest."""
    folder = tmp_path_factory.mktemp("decks")
    yield folder
    files = sorted(map(str, folder.glob("*.pptx")))
    if files and CHECKS.is_dir():
        for check in ("validate_ooxml.py", "a11y_check.py"):
            run = subprocess.run(
                [sys.executable, str(CHECKS / check), *files], capture_output=True, text=True, check=False
            )
            assert run.returncode == 0, run.stdout + run.stderr
            assert "   W " not in run.stdout, run.stdout


@pytest.fixture
def make(decks_to_check: Path, request: pytest.FixtureRequest) -> Make:
    """Return a function that writes the deck of a document, and keeps a copy for the checks."""

    def make_and_keep(document: Document, meta: Meta = META, figure: FigureSource = draw_sample) -> bytes:
        content = slides.make_deck(document, meta, THEME, figure)
        name = "".join(c if c.isalnum() else "-" for c in request.node.name)
        (decks_to_check / f"{name}-{len(list(decks_to_check.iterdir()))}.pptx").write_bytes(content)
        return content

    return make_and_keep


@pytest.fixture(scope="session")
def checks() -> Path:
    """Return the folder of the package and accessibility checks."""
    if not CHECKS.is_dir():
        pytest.skip("the package and accessibility checks are not beside this checkout")
    return CHECKS
