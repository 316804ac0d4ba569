"""What every test may use: `golden`, which compares a text with the one that was read and approved."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from tests.examples import examples

# How long an example takes says more about the machine than about us; thirty each keep `make test` short. In CI,
# the same commit gets the same examples, and so the same verdict; on a laptop, each run draws others.
hypothesis.settings.register_profile(
    "golive", deadline=None, max_examples=examples(60), derandomize=os.environ.get("CI", "") not in {"", "false"}
)
hypothesis.settings.load_profile("golive")

GOLDENS = Path(__file__).parent / "goldens"
MEMORY = Path("/dev/shm")
_ROOM_BYTES = 2_000_000_000


def pytest_configure() -> None:
    """Put the files of tests into memory where there is room, since golive waits for the disk after every write."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > _ROOM_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """Exclude the collected tests from garbage collection, which would look through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden", action="store_true", help="rewrite tests/goldens/ with what is made now; read the diff"
    )


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the tests a cache of their own; the processes that they start inherit it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLIVE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/goldens/NAME; with --golden, write it."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.exists(), f"there is no golden {name}; run pytest --golden"
        assert text == path.read_text(encoding="utf-8")

    return compare
