"""Where the workspace lies that comes with golive."""

from pathlib import Path


def bundled() -> Path:
    """The workspace that comes with golive: in a wheel beside the code, in a checkout the repository itself."""
    package = Path(__file__).resolve().parents[1]
    starter = package / "starter"
    return starter if starter.is_dir() else package.parents[1]
