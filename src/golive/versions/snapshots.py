"""What was released, as JSON: the whole content of one version, with its digest.

JSON is YAML too, so a snapshot is read and checked like a spec, and a problem in it has a line.
"""

import hashlib
import json
import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from golive.errors import SpecError
from golive.spec.load import Loaded, validate
from golive.spec.model.values import VERSION
from golive.spec.nodes import Node, Tree
from golive.spec.source import read
from golive.spec.yaml import parse
from golive.versions.documents import Document, model_of
from golive.versions.numbers import order


def snapshot_of(document: Document) -> bytes:
    """A version's content as a file: equal bytes for equal content, whatever the YAML looked like."""
    content = json.loads(_json(document.model_dump(exclude_none=True)))
    whole = {"id": document.id, "version": document.version, "digest": digest_of(content), "content": content}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def digest_of(content: Any) -> str:  # noqa: ANN401 - plain JSON
    """SHA-256 over plain values, in hexadecimal; keys in any order."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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
        found = digest_of(json.loads(tree.source.text)["content"])
    except ValueError as error:
        raise SpecError(tree.source.problem(*tree.offsets(()), f"is no JSON: {error}", hint)) from None
    if found != digest.value:
        message = f"the digest is not that of the content, which is {found[:12]}…: somebody changed this file"
        raise SpecError(tree.source.problem(*tree.offsets(("digest",)), message, hint))
    return _checked(tree, content, path, hint)


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


def _json(value: Any) -> str:  # noqa: ANN401 - whatever a model holds
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"a {type(value).__name__} has no form in a snapshot")
