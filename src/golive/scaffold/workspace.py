"""A new workspace: the vendor's data, the typical process, the participation guide, and what editors need."""

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from golive.project.workspace import bundled
from golive.schema.json_schema import NAMES, schema

SCHEMAS: Final = PurePosixPath(".golive")
"""The folder of a workspace that holds the schemas for editors."""
_MODELINE: Final = "# yaml-language-server: $schema="
_DATA: Final = {
    "data/organization.yaml": "organization",
    "data/process.yaml": "process",
    "data/guide.yaml": "guide",
    "data/changelogs/guide.yaml": "changelog",
}
_TEXTS: Final = {"README.md": "README.md", ".gitignore": "gitignore", "data/integrations/.gitkeep": ""}


def new_workspace() -> Mapping[PurePosixPath, bytes]:
    """Every file of a new workspace, by its place in it."""
    files = {PurePosixPath(name): _text(text) for name, text in _TEXTS.items()}
    for name, kind in _DATA.items():
        place = PurePosixPath(name)
        files[place] = with_modeline((bundled() / name).read_text(encoding="utf-8"), kind, place).encode()
    return {**files, **schemas()}


def schemas() -> Mapping[PurePosixPath, bytes]:
    """The JSON Schema of every kind of file, by its place in a workspace."""
    return {
        SCHEMAS / f"{name}.schema.json": (json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n").encode()
        for name in NAMES
    }


def with_modeline(text: str, kind: str, place: PurePosixPath) -> str:
    """A YAML file whose first line tells editors which schema it follows.

    Args:
        text: the file.
        kind: one of `golive.schema.json_schema.NAMES`.
        place: where the file lies in its workspace.
    """
    if text.startswith(_MODELINE):
        return text
    up = "../" * (len(place.parts) - 1)
    return f"{_MODELINE}{up}{SCHEMAS}/{kind}.schema.json\n{text}"


def _text(name: str) -> bytes:
    return (Path(__file__).parent / "texts" / name).read_bytes() if name else b""
