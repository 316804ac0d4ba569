"""Parse and raise version numbers."""

from golive.schema.change_level import Bump


def parse_version(version: str) -> tuple[int, int, int]:
    """Parse a version into numbers to sort by: `1.10` is newer than `1.9`, and `1.0` equals `1.0.0`."""
    major, minor, patch = ([int(part) for part in version.split(".")] + [0])[:3]
    return major, minor, patch


def bump_version(version: str, bump: Bump) -> str:
    """Return the next version; the same version for NONE.

    Before 1.0.0 nothing is agreed yet, so a MAJOR change raises the second number.

    Args:
        version: such as `1.2.0`, or `1.2`.
        bump: the part to raise.
    """
    major, minor, patch = parse_version(version)
    if bump is Bump.NONE:
        return version
    if bump is Bump.PATCH:
        return f"{major}.{minor}.{patch + 1}"
    return f"{major + 1}.0.0" if bump is Bump.MAJOR and major else f"{major}.{minor + 1}.0"
