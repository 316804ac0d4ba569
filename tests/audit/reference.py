"""The reference checks that may stand beside this checkout."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

_FOLDER = Path(__file__).parents[3] / "shared" / "checks"


def reference(name: str) -> ModuleType:
    """A reference check as a module; the test is skipped where there is none."""
    path = _FOLDER / name
    if not path.is_file():
        pytest.skip("the reference checks are not beside this checkout")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
