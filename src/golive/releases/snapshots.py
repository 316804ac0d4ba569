"""What was released, as JSON: the whole content of one version, with its digest.

JSON is YAML too, so a snapshot is read and checked like a spec, and a problem in it has a line.
"""

import json
import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from golive.releases.canonical_form import digest_of
from golive.releases.document_parts import Parts
from golive.releases.version_number import order
from golive.releases.versioned_document import Document, model_of
from golive.schema.organization import PartDigests
from golive.schema.values import VERSION
from golive.support.problems import SpecError
from golive.yaml_io.load import Loaded, validate
from golive.yaml_io.nodes import Node, Tree
from golive.yaml_io.parser import parse
from golive.yaml_io.source import read


def snapshot_of(document: Document, parts: Parts | None = None) -> bytes:
    """A version's content as a file: equal bytes for equal content, whatever the YAML looked like.

    Args:
        document: the version.
        parts: what else its documents are made from; None where it is not known.
    """
    content = json.loads(_json(document.model_dump(exclude_none=True)))
    known = {"parts": parts.known} if parts else {}
    digest = _digest(content, known.get("parts"))
    whole = {"id": document.id, "version": document.version, "digest": digest, **known, "content": content}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def read_snapshot(path: Path) -> Loaded[Document]:
    """Read what was released.

    Returns:
        The document; its places are those in the snapshot.

    Raises:
        SpecError: it cannot be read, or somebody changed it.
    """
    tree = parse(read(path))
    content, digest = tree.find(("content",)), tree.find(("digest",))
    hint = "Take the file from the last backup or commit; a release is never edited."
    if content is None or digest is None or not isinstance(content.value, dict):
        raise SpecError(tree.source.problem(*tree.offsets(()), "is no snapshot of a release", hint))
    try:
        whole = json.loads(tree.source.text)
        found = _digest(whole["content"], whole.get("parts"))
    except ValueError as error:
        raise SpecError(tree.source.problem(*tree.offsets(()), f"is no JSON: {error}", hint)) from None
    if found != digest.value:
        message = f"the digest is not that of the content, which is {found[:12]}…: somebody changed this file"
        raise SpecError(tree.source.problem(*tree.offsets(("digest",)), message, hint))
    if kept := tree.find(("parts",)):
        validate(Tree(tree.source, kept, tree.has_empty), PartDigests)
    return _checked(tree, content, path, hint)


def digest_in(snapshot: Loaded[Document]) -> str:
    """The digest of a release."""
    return str(json.loads(snapshot.source.text)["digest"])


def parts_in(snapshot: Loaded[Document]) -> Parts | None:
    """What the documents of a release were made from; None where an older golive kept the spec alone."""
    kept = json.loads(snapshot.source.text).get("parts")
    return Parts(**kept) if kept else None


def parts_at(path: Path) -> Parts | None:
    """The same for a file, without looking whether its content is valid.

    Raises:
        SpecError: it cannot be read, or somebody changed it.
    """
    try:
        whole = json.loads(path.read_bytes())
        kept = whole.get("parts")
        if whole["digest"] == _digest(whole["content"], kept) and kept:
            return Parts(**kept)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass  # what is wrong is said by whoever reads it with its places
    return parts_in(read_snapshot(path))


def released(folder: Path) -> tuple[str, ...]:
    """The versions in a folder of releases, newest first."""
    found = [path.stem for path in folder.glob("*.json") if re.fullmatch(VERSION, path.stem, re.ASCII)]
    return tuple(sorted(found, key=order, reverse=True))


def _checked(tree: Tree, content: Node, path: Path, hint: str) -> Loaded[Document]:
    inner = Tree(tree.source, content, tree.has_empty)
    loaded = validate(inner, model_of(inner))
    for name, known in (("version", loaded.value.version), ("id", loaded.value.id)):
        said = tree.find((name,))
        if said is None or said.value != known:
            offsets = tree.offsets((name,))
            raise SpecError(tree.source.problem(*offsets, f"the {name} is not that of the content, {known}", hint))
    if path.stem != loaded.value.version:
        message = f"the file is named {path.stem} and holds version {loaded.value.version}"
        raise SpecError(tree.source.problem(*tree.offsets(("version",)), message, hint))
    return loaded


def _digest(content: Any, parts: Any) -> str:  # noqa: ANN401 - plain JSON
    """Over the content alone where there are no parts, as older releases have it."""
    return digest_of({"content": content, "parts": parts} if parts else content)


def _json(value: Any) -> str:  # noqa: ANN401 - whatever a model holds
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"a {type(value).__name__} has no form in a snapshot")
