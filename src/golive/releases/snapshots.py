"""Released versions as JSON files: the whole content of one version, with its digest.

JSON is YAML too, so a snapshot is read and validated like a spec, and problems in it have a line.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from golive import __version__
from golive.releases.canonical_form import compute_digest
from golive.releases.document_parts import DocumentParts
from golive.releases.shared_data import SharedData
from golive.releases.version_number import parse_version
from golive.releases.versioned_document import VersionedDocument, detect_model
from golive.schema import Organization, Process
from golive.schema.field import Model
from golive.schema.organization import PartDigests
from golive.schema.values import VERSION_PATTERN
from golive.support.problems import SpecError
from golive.yaml_io.load import Loaded, validate_tree
from golive.yaml_io.nodes import Node, Tree
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import read_source


def build_snapshot(
    document: VersionedDocument, parts: DocumentParts | None = None, shared: SharedData | None = None
) -> bytes:
    """Serialize a version: equal bytes for equal content, regardless of YAML formatting.

    Args:
        document: the version.
        parts: digests of the parts of its documents; None if unknown.
        shared: the vendor's data and the typical process; None if unknown.
    """
    content = _to_plain_values(document)
    known: dict[str, Any] = {"parts": parts.as_dict} if parts else {}
    if shared:
        organization, process = map(_to_plain_values, (shared.organization, shared.process))
        known["shared"] = {"organization": organization, "process": process}
    digest = _compute_snapshot_digest({"content": content, **known})
    about = {"id": document.id, "version": document.version, "digest": digest}
    whole = {**about, **known, "content": content, "made_by": f"golive {__version__}"}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def read_snapshot(path: Path) -> Loaded[VersionedDocument]:
    """Read a released version.

    Returns:
        The document; its positions are those in the snapshot.

    Raises:
        SpecError: it cannot be read, or was edited.
    """
    tree = parse_yaml(read_source(path))
    content, digest = tree.find_node(("content",)), tree.find_node(("digest",))
    hint = "Take the file from the last backup or commit; a release is never edited."
    if content is None or digest is None or not isinstance(content.value, dict):
        raise SpecError(tree.make_problem((), "is not a snapshot of a release", hint))
    try:
        whole = json.loads(tree.source.text)
        found = _compute_snapshot_digest(whole)
    except ValueError as error:
        raise SpecError(tree.make_problem((), f"is not valid JSON: {error}", hint)) from None
    if found != digest.value:
        message = f"the digest is not that of the content, which is {found[:12]}…: this file was edited"
        raise SpecError(tree.make_problem(("digest",), message, hint))
    if parts := tree.find_node(("parts",)):
        validate_tree(Tree(tree.source, parts, tree.has_empty), PartDigests)
    return _validate_snapshot(tree, content, path, hint)


def get_snapshot_digest(snapshot: Loaded[VersionedDocument]) -> str:
    """Return the digest of a release."""
    return str(json.loads(snapshot.source.text)["digest"])


def get_snapshot_parts(snapshot: Loaded[VersionedDocument]) -> DocumentParts | None:
    """Return the part digests of a release; None if an older golive stored only the spec."""
    parts = json.loads(snapshot.source.text).get("parts")
    return DocumentParts(**parts) if parts else None


def get_snapshot_maker(snapshot: Loaded[VersionedDocument]) -> str:
    """Return the program that wrote a release, as in `golive 1.2.0`; empty if it is not recorded."""
    return str(json.loads(snapshot.source.text).get("made_by", ""))


def load_snapshot_parts(path: Path) -> DocumentParts | None:
    """Load the part digests of a release from its file, without validating its content.

    Raises:
        SpecError: it cannot be read, or was edited.
    """
    try:
        whole = json.loads(path.read_bytes())
        parts = whole.get("parts")
        if whole["digest"] == _compute_snapshot_digest(whole) and parts:
            return DocumentParts(**parts)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass  # reported with positions by read_snapshot below
    return get_snapshot_parts(read_snapshot(path))


def list_released_versions(folder: Path) -> tuple[str, ...]:
    """List the versions in a folder of releases, newest first."""
    found = [path.stem for path in folder.glob("*.json") if re.fullmatch(VERSION_PATTERN, path.stem, re.ASCII)]
    return tuple(sorted(found, key=parse_version, reverse=True))


def _validate_snapshot(tree: Tree, content: Node, path: Path, hint: str) -> Loaded[VersionedDocument]:
    inner = Tree(tree.source, content, tree.has_empty)
    loaded = validate_tree(inner, detect_model(inner))
    for name, known in (("version", loaded.value.version), ("id", loaded.value.id)):
        node = tree.find_node((name,))
        if node is None or node.value != known:
            raise SpecError(tree.make_problem((name,), f"the {name} is not that of the content, {known}", hint))
    if path.stem != loaded.value.version:
        message = f"the file is named {path.stem} and holds version {loaded.value.version}"
        raise SpecError(tree.make_problem(("version",), message, hint))
    return loaded


def load_snapshot_shared(path: Path) -> SharedData | None:
    """Load the shared data of a release from its file, which was read before; None if the release did not keep it."""
    return _read_shared(json.loads(path.read_bytes()))


def get_snapshot_shared(snapshot: Loaded[VersionedDocument]) -> SharedData | None:
    """Return the shared data of a release; None if an older golive did not keep it, or this one cannot read it."""
    return _read_shared(json.loads(snapshot.source.text))


def _read_shared(whole: dict[str, Any]) -> SharedData | None:
    kept = whole.get("shared")
    if not kept:
        return None
    try:
        return SharedData(Organization.model_validate(kept["organization"]), Process.model_validate(kept["process"]))
    except (ValidationError, LookupError, TypeError):  # written by a golive with other fields
        return None


def _compute_snapshot_digest(whole: Mapping[str, Any]) -> str:
    """Compute the digest of a snapshot; without parts, as in older releases, of the content alone."""
    kept = {name: whole[name] for name in ("content", "parts", "shared") if whole.get(name)}
    return compute_digest(kept if len(kept) > 1 else whole["content"])


def _to_plain_values(model: Model) -> Any:  # noqa: ANN401 - plain JSON
    return json.loads(_to_json(model.model_dump(exclude_none=True)))


def _to_json(value: Any) -> str:  # noqa: ANN401 - values of any field
    return json.dumps(value, default=_serialize_value, ensure_ascii=False)


def _serialize_value(value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"a {type(value).__name__} cannot be stored in a snapshot")
