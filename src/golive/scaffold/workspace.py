"""Create a new workspace: vendor data, typical process, participation guide, and schemas for editors."""

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from golive.project.workspace import get_bundled_root
from golive.schema.json_schema import FILE_KINDS, build_json_schema

SCHEMA_FOLDER: Final = PurePosixPath(".golive")
"""The folder of a workspace that holds the schemas for editors."""
_MODELINE: Final = "# yaml-language-server: $schema="
_DATA_FILES: Final = {
    "data/organization.yaml": "organization",
    "data/process.yaml": "process",
    "data/process.es.yaml": "process-translation",
    "data/guide.yaml": "guide",
    "data/changelogs/guide.yaml": "changelog",
}
_OTHER_FILES: Final = {"README.md": "README.md", ".gitignore": "gitignore", "data/integrations/.gitkeep": ""}


def build_new_workspace() -> Mapping[PurePosixPath, bytes]:
    """Return the files of a new workspace, by path."""
    files = {PurePosixPath(name): _read_text_file(text) for name, text in _OTHER_FILES.items()}
    for name, kind in _DATA_FILES.items():
        place = PurePosixPath(name)
        files[place] = add_modeline((get_bundled_root() / name).read_text(encoding="utf-8"), kind, place).encode()
    return {**files, **build_schemas()}


def build_schemas() -> Mapping[PurePosixPath, bytes]:
    """Return the JSON Schema of every kind of file, by path in a workspace."""
    return {
        SCHEMA_FOLDER / f"{name}.schema.json": (
            json.dumps(build_json_schema(name), indent=1, ensure_ascii=False) + "\n"
        ).encode()
        for name in FILE_KINDS
    }


def add_modeline(text: str, kind: str, location: PurePosixPath) -> str:
    """Add a first line to a YAML file that tells editors its schema.

    Args:
        text: the file.
        kind: one of `golive.schema.json_schema.NAMES`.
        location: path of the file in its workspace.
    """
    if text.startswith(_MODELINE):
        return text
    up = "../" * (len(location.parts) - 1)
    return f"{_MODELINE}{up}{SCHEMA_FOLDER}/{kind}.schema.json\n{text}"


def _read_text_file(name: str) -> bytes:
    return (Path(__file__).parent / "texts" / name).read_bytes() if name else b""
