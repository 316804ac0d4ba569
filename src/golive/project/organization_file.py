"""Load the vendor's file, unless the workspace requires another version of golive."""

import re

from golive import __version__
from golive.checks import run_checks
from golive.project.workspace import Workspace
from golive.schema import Organization
from golive.schema.values import VERSION_RANGE_PATTERN
from golive.support.problems import GoliveError, SpecError
from golive.yaml_io.load import Loaded, read_tree, validate_tree
from golive.yaml_io.nodes import Tree

_KEY = "requires"


class RequiredVersionError(GoliveError):
    """The workspace requires another version of golive; this one cannot judge its files."""


def load_organization(workspace: Workspace) -> Loaded[Organization]:
    """Load the vendor's file.

    The required version is checked first: a file for a later golive may have keys that this one does not know.

    Raises:
        RequiredVersionError: the workspace requires another golive.
        SpecError: all problems of the file; placeholders of a new workspace among them.
    """
    tree = read_tree(workspace.organization_file, inside=workspace.data_folder)
    check_required_version(tree)
    loaded = validate_tree(tree, Organization)
    if problems := run_checks(loaded):
        raise SpecError(*problems)
    return loaded


def check_required_version(tree: Tree, version: str = __version__) -> None:
    """Check the key `requires` of the vendor's file; one that is not a range of versions is left to its model.

    Args:
        tree: the file.
        version: the version that runs.

    Raises:
        RequiredVersionError: the range does not contain the version.
    """
    written = tree.root.value.get(_KEY)
    wanted = written.strip() if isinstance(written, str) else ""
    if not re.fullmatch(VERSION_RANGE_PATTERN, wanted):
        return
    from packaging.specifiers import SpecifierSet

    if not SpecifierSet(wanted).contains(version, prereleases=True):
        message = f"this workspace requires golive {wanted}, and this is golive {version}"
        install = f"uv tool install 'golive{wanted}'"
        hint = f"Install one that fits, as with `{install}`, or change `{_KEY}` if this one may build here."
        raise RequiredVersionError(tree.make_problem((_KEY,), message, hint, Organization))
