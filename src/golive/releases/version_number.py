"""Version numbers: their order, and the next one."""

from golive.schema.change_level import Bump


def order(version: str) -> tuple[int, int, int]:
    """What versions are sorted by: `1.10` is newer than `1.9`, and `1.0` is `1.0.0`."""
    major, minor, patch = ([int(part) for part in version.split(".")] + [0])[:3]
    return major, minor, patch


def raised(version: str, bump: Bump) -> str:
    """The version after one; the same for NONE.

    Before 1.0.0 nothing is agreed yet: what would cost the first number costs the second.

    Args:
        version: such as `1.2.0`, or `1.2`.
        bump: which part rises.
    """
    major, minor, patch = order(version)
    if bump is Bump.NONE:
        return version
    if bump is Bump.PATCH:
        return f"{major}.{minor}.{patch + 1}"
    return f"{major + 1}.0.0" if bump is Bump.MAJOR and major else f"{major}.{minor + 1}.0"
