"""Build documents of a project, and change parts of decks."""

import io
import zipfile
from pathlib import Path

from golive.pipeline.build import OUTPUTS, build_document
from golive.project.project import Project, load_guide
from golive.project.workspace import Workspace

ID = "millbrook-water"


def build_kind(project: Project, kind: str) -> bytes:
    return build_document(project, next(row for row in OUTPUTS if row.kind == kind)).content


def build_guide(root: Path) -> bytes:
    return build_kind(load_guide(Workspace(root)), "guide")


def rewrite_parts(deck: bytes, **changes: bytes | None) -> bytes:
    """Return a deck with parts replaced by name; None removes a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = changes.get(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
    return out.getvalue()


def read_part(deck: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        return package.read(name)
