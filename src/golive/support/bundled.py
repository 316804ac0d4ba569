"""Locate the workspace that comes with golive."""

from functools import cache
from pathlib import Path


@cache
def get_bundled_root() -> Path:
    """Return the root of the bundled workspace: in a wheel beside the code, in a checkout the repository itself."""
    package = Path(__file__).resolve().parents[1]
    starter = package / "starter"
    return starter if starter.is_dir() else package.parents[1]
