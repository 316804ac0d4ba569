"""Create a new workspace: vendor data, typical process, participation guide, and schemas for editors."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import Struct

from golive.checks.vendor_identity import PLACEHOLDERS
from golive.editing import SetValue, edit_text
from golive.project.workspace import get_bundled_root, require_no_workspace
from golive.scaffold.short_names import shorten_name
from golive.schema import Guide, Organization
from golive.schema.json_schema import FILE_KINDS, build_json_schema
from golive.support.files import require_absent
from golive.support.problems import PathStep
from golive.yaml_io.load import load_text

SCHEMA_FOLDER: Final = PurePosixPath(".golive")
"""The folder of a workspace that holds the schemas for editors."""
_MODELINE: Final = "# yaml-language-server: $schema="
_DATA_FILES: Final = {
    "data/organization.yaml": "organization",
    "data/process.yaml": "process",
    "data/process.es.yaml": "process-translation",
    "data/guide.yaml": "guide",
}
_SAMPLE_NOTE: Final = "# Addresses and numbers are invented; put your own in their place.\n"
"""The comment of the bundled vendor's file that does not hold for a vendor of one's own."""
_OTHER_FILES: Final = {"README.md": "README.md", ".gitignore": "gitignore", "data/integrations/.gitkeep": ""}


KEPT_FILES: Final = frozenset({"README.md", ".gitignore"})
"""Files of a new workspace that stay as they are if they exist already."""


class VendorIdentity(Struct, frozen=True):
    """Who the vendor of a new workspace is; what is empty stays a placeholder, which `golive check` reports.

    Attributes:
        name: its full name.
        platform: what its product is called.
        website: its public site.
        email: address of its support desk.
        phone: number of its support desk.
        hours: when its support desk answers.
    """

    name: str = ""
    platform: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    hours: str = ""

    @property
    def values(self) -> dict[tuple[PathStep, ...], str]:
        """Return the known values, by their path in the vendor's file."""
        known = {
            ("name",): self.name,
            ("short_name",): shorten_name(self.name),
            ("platform",): self.platform,
            ("website",): self.website,
            ("support", "email"): self.email,
            ("support", "phone"): self.phone,
            ("support", "hours"): self.hours,
        }
        return {path: value for path, value in known.items() if value}


def build_new_workspace(vendor: VendorIdentity, day: date) -> Mapping[PurePosixPath, bytes]:
    """Return the files of a new workspace, by path.

    Args:
        vendor: who the vendor is.
        day: the date of the guide's first version.

    Raises:
        SpecError: a value of the vendor is not valid.
    """
    files = {PurePosixPath(name): _read_text_file(text) for name, text in _OTHER_FILES.items()}
    for name, kind in _DATA_FILES.items():
        place = PurePosixPath(name)
        text = (get_bundled_root() / name).read_text(encoding="utf-8")
        if kind == "organization":
            text = _write_vendor(text, vendor, Path(place))
        elif kind == "guide":
            text = edit_text(text, [SetValue(("date",), day)], model=Guide, path=Path(place))
        files[place] = add_modeline(text, kind, place).encode()
    return {**files, **build_schemas()}


def plan_new_files(folder: Path, vendor: VendorIdentity, day: date) -> dict[Path, bytes]:
    """Return the files to write that make a folder a workspace; those of `KEPT_FILES` that exist stay.

    Args:
        folder: the folder; it need not exist.
        vendor: who the vendor is.
        day: the date of the guide's first version.

    Raises:
        SpecError: a value of the vendor is not valid.
        OutputError: the folder is a workspace already, or has one of the files.
    """
    require_no_workspace(folder)
    made = {folder / place: content for place, content in build_new_workspace(vendor, day).items()}
    new = {path: content for path, content in made.items() if not (path.name in KEPT_FILES and path.exists())}
    require_absent(new)
    return new


def _write_vendor(text: str, vendor: VendorIdentity, location: Path) -> str:
    """Return the vendor's file with its identity, and placeholders for what is not known."""
    values = {**PLACEHOLDERS, **vendor.values}
    edited = edit_text(
        text, [SetValue(path, value) for path, value in values.items()], model=Organization, path=location
    )
    load_text(edited.encode(), Organization, location)
    return edited.replace(_SAMPLE_NOTE, "")


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
