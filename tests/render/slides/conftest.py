"""Every deck that a test of this folder writes goes through the package and accessibility checks."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.render.slides.samples import META, THEME, draw

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
    """Document → Deck, with the sample's figures and margins unless a test brings its own."""

    def planned(document: Document, meta: Meta = META, figure: FigureSource = draw) -> Deck:
        return plan_deck(document, meta, theme, figure)

    return planned


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where decks are put to be checked: all together at the end, since starting the checks takes longest."""
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
def make(written: Path, request: pytest.FixtureRequest) -> Make:
    """Document → bytes; the deck is kept for the checks."""

    def made(document: Document, meta: Meta = META, figure: FigureSource = draw) -> bytes:
        content = slides.make_deck(document, meta, THEME, figure)
        name = "".join(c if c.isalnum() else "-" for c in request.node.name)
        (written / f"{name}-{len(list(written.iterdir()))}.pptx").write_bytes(content)
        return content

    return made


@pytest.fixture(scope="session")
def checks() -> Path:
    """The folder of the package and accessibility checks."""
    if not CHECKS.is_dir():
        pytest.skip("the package and accessibility checks are not beside this checkout")
    return CHECKS
