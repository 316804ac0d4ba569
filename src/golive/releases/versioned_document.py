"""What has versions: an integration or the guide, from a file on the disk."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from golive.project.workspace import find
from golive.releases.change import Change, Kind
from golive.schema import Guide, Integration
from golive.support.problems import SpecError, Step
from golive.yaml_io.load import Loaded, read_tree, validate
from golive.yaml_io.nodes import Tree

Document = Integration | Guide


def read_document(path: Path) -> Loaded[Document]:
    """Read a spec or a guide, whichever it is.

    Raises:
        SpecError: it cannot be read, or is not valid; all that is wrong at once.
    """
    tree = read_tree(path, inside=data_of(path))
    return validate(tree, model_of(tree))


def data_of(path: Path) -> Path | None:
    """The folder that a document's includes lie in; None for one that lies in no workspace, and includes none."""
    try:
        return find(path).data
    except SpecError:
        return None


def filed_as(document: Document) -> str:
    """The name of its change log and of the folder of its releases: its id; there is one guide, whatever its id."""
    return document.id if isinstance(document, Integration) else "guide"


def model_of(tree: Tree) -> type[Document]:
    """The kind of document that a file is, told by the keys that it has; an integration in doubt."""
    keys = set(tree.root.value)
    kinds: tuple[type[Document], ...] = (Integration, Guide)
    return max(kinds, key=lambda kind: len(keys & kind.model_fields.keys() - {"id", "version", "date", "summary"}))


def located(changes: Sequence[Change], old: Loaded[Document], new: Loaded[Document]) -> tuple[Change, ...]:
    """The changes, each with its line: in the older file for what was removed, or else in the newer one."""
    found = []
    for change in changes:
        tree = (old if change.kind is Kind.REMOVED else new).tree
        found.append(replace(change, line=_line(tree, change.path)))
    return tuple(found)


def _line(tree: Tree, path: tuple[Step, ...]) -> int:
    """The line of a value; of one that comes from another file, the line of the part that includes it."""
    start, end = tree.offsets(path)
    while tree.source.at(start)[0] is not tree.source:
        path = path[:-1]
        start, end = tree.offsets(path)
    return tree.source.span(start, end).line
