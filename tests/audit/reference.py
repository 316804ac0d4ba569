"""Load the reference checks, which may lie in a folder beside this checkout."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

_FOLDER = Path(__file__).parents[3] / "shared" / "checks"


def load_reference_check(name: str) -> ModuleType:
    """Return a reference check as a module; skip the test where it is not there."""
    path = _FOLDER / name
    if not path.is_file():
        pytest.skip("the reference checks are not beside this checkout")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
