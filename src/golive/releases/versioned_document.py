"""Read documents that have versions: an integration or the guide."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from golive.project.workspace import find_workspace
from golive.releases.change import Change, ChangeKind
from golive.schema import Guide, Integration
from golive.support.problems import PathStep, SpecError
from golive.yaml_io.load import Loaded, read_tree, validate_tree
from golive.yaml_io.nodes import Tree

VersionedDocument = Integration | Guide


def read_document(path: Path) -> Loaded[VersionedDocument]:
    """Read a spec or a guide.

    Raises:
        SpecError: it cannot be read, or is not valid; lists all problems.
    """
    tree = read_tree(path, inside=find_data_folder(path))
    return validate_tree(tree, detect_model(tree))


def find_data_folder(path: Path) -> Path | None:
    """Return the folder of a document's includes; None outside a workspace, where includes are not allowed."""
    try:
        return find_workspace(path).data_folder
    except SpecError:
        return None


def get_file_stem(document: VersionedDocument) -> str:
    """Return the name of a document's change log and release folder: its id, or `guide` for the guide."""
    return document.id if isinstance(document, Integration) else "guide"


def detect_model(tree: Tree) -> type[VersionedDocument]:
    """Detect the model of a file by its keys; an integration if in doubt."""
    keys = set(tree.root.value)
    kinds: tuple[type[VersionedDocument], ...] = (Integration, Guide)
    return max(kinds, key=lambda kind: len(keys & kind.model_fields.keys() - {"id", "version", "date", "summary"}))


def add_line_numbers(
    changes: Sequence[Change], old: Loaded[VersionedDocument], new: Loaded[VersionedDocument]
) -> tuple[Change, ...]:
    """Return the changes with their lines: in the older file for removals, otherwise in the newer one."""
    found = []
    for change in changes:
        tree = (old if change.kind is ChangeKind.REMOVED else new).tree
        found.append(replace(change, line=_find_line(tree, change.path)))
    return tuple(found)


def _find_line(tree: Tree, path: tuple[PathStep, ...]) -> int:
    """Return the line of a value; for an included value, the line that includes it."""
    start, end = tree.find_caret_offsets(path)
    while tree.source.find_file(start)[0] is not tree.source:
        path = path[:-1]
        start, end = tree.find_caret_offsets(path)
    return tree.source.make_span(start, end).line
