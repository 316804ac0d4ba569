"""No biller ever reads what is internal: secret words in every internal field are searched for in all bytes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import read_tree
from tests.file_layers import unpack_layers

from golive.cli import main
from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import Model, is_internal_field
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.organization import LoggedChange
from golive.schema.suppression import SuppressedCheck
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
ID = "millbrook-water"
WORD = "Kestrelix"
FILES: dict[str, tuple[str, type[Model]]] = {
    f"data/integrations/{ID}.yaml": ("minimal", Integration),
    "data/organization.yaml": ("organization", Organization),
    "data/process.yaml": ("process", Process),
    "data/guide.yaml": ("guide", Guide),
    f"data/changelogs/{ID}.yaml": ("changelog", ChangeLog),
}


class SecretWords:
    """Secret words in internal fields: `names` of the fields, `words` used, and `notes` for the vendor's team."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names: set[str] = set()
        self.words: set[str] = set()
        self.notes: set[str] = set()
        self.reading: type[Model] = Integration

    def plant(self, value: Any, slot: Slot, *, inside: bool = False) -> None:
        """Put a secret word into each internal field of a part of a file; with `inside`, into every field of it."""
        if isinstance(value, list):
            for item in value:
                self.plant(item, slot.item_slot, inside=inside)
            return
        kind = choose_model(slot, value)
        if kind is None or not isinstance(value, dict):
            return
        hidden = inside or kind is LoggedChange
        for name, below in get_slots(kind).items():
            if hidden or (below.field_info is not None and is_internal_field(below.field_info)):
                self._fill(value, name, below, kind)
            elif name in value:
                self.plant(value[name], below)

    def _fill(self, value: dict[str, Any], name: str, slot: Slot, kind: type[Model]) -> None:
        if slot.is_list and slot.item_slot.allowed_words:
            return  # a selection of slides says nothing itself, and would leave out those that do
        if slot.is_list:
            value[name] = [{}]
            self.plant(value[name], slot, inside=True)
        elif slot.models and not slot.allowed_words:
            value[name] = {}
            self.plant(value[name], slot, inside=True)
        elif name == "theme":
            word = self._word(kind, name)
            value[name] = f"{word}.pptx"
            shutil.copy(self.root / "templates" / "slides" / "theme.pptx", self.root / value[name])
        elif (kind, name) == (SuppressedCheck, "check"):
            value[name] = "money-is-totalled"
        elif name == "requires":
            value[name] = ">=0.0"
        elif slot.value_type is bool:
            value[name] = "true"
        elif slot.allowed_words:
            value[name] = slot.allowed_words[0]
        elif slot.example.startswith("2027") or slot.example in {"1.2.0", "12"}:
            value[name] = slot.example
        else:
            word = self._word(kind, name)
            value[name] = f"Ask {word} first." if slot.example == "some text" else word
            if self.reading is Integration:
                self.notes.add(word)

    def _word(self, kind: type[Model], name: str) -> str:
        self.names.add(f"{kind.__name__}.{name}")
        word = f"{WORD}{len(self.words)}q"
        self.words.add(word)
        return word


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> SecretWords:
    root = tmp_path_factory.mktemp("secrets")
    shutil.copytree(ROOT / "templates", root / "templates")
    found = SecretWords(root)
    for name, (sample, kind) in FILES.items():
        said = load(SAMPLES / f"{sample}.yaml", kind).tree.root.value
        if kind is ChangeLog:
            said["entries"][0]["changes"] = [{}]
            said["entries"][0]["approvals"] = [{"name": "Ada Moreno", "organization": "Vendor", "role": "Sponsor"}]
        found.reading = kind
        found.plant(said, Slot(kind))
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False, default_style="'"))
    return found


EVERYTHING = ("--only", "deck,slide,runbook,explainer,guide", "--format", "pptx,pdf,html,confluence", "--preview")
READ = ("--only", "deck,runbook", "--format", "pptx,pdf,html")


def build_documents(
    planted: SecretWords, folder: Path, *more: str, kinds: tuple[str, ...] = EVERYTHING
) -> dict[str, bytes]:
    command = ["build", ID, "--workspace", str(planted.root), "--output", str(folder), "--force", "--jobs", "1"]
    assert main([*command, *kinds, *more, "--quiet"]) == 0
    return read_tree(folder)


def find_secrets(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield every file, and the part of it, that holds a secret word."""
    for name, content in files.items():
        for part, said in unpack_layers(content, name):
            flat = b"".join(said.lower().split()).replace(b"\0", b"")
            if WORD.lower().encode() in flat or WORD.lower().encode().hex().encode() in flat:
                yield name, part


def list_internal_fields(model: type[Model], seen: set[type[Model]]) -> Iterator[str]:
    """Yield the names of all internal fields that hold text, in a model and below it."""
    if model in seen:
        return
    seen.add(model)
    for name, slot in get_slots(model).items():
        if (
            slot.field_info is not None
            and is_internal_field(slot.field_info)
            and slot.example in {"some text", "'text'"}
        ):
            yield f"{model.__name__}.{name}"
        inner = slot.item_slot if slot.is_list else slot
        for part in inner.models:
            yield from list_internal_fields(part, seen)


def test_no_biller_reads_what_is_internal(secrets: SecretWords, tmp_path: Path) -> None:
    files = build_documents(secrets, tmp_path)

    assert {Path(name).suffix for name in files} == {".pptx", ".pdf", ".html", ".xml", ".svg"}
    assert list(find_secrets(files)) == []


def test_the_internal_documents_show_the_notes_and_say_what_they_are(secrets: SecretWords, tmp_path: Path) -> None:
    files = build_documents(secrets, tmp_path, "--audience", "internal", kinds=READ)

    assert all("/internal/" in name for name in files)
    documents = [name for name in files if name.count("/") == 2 and not name.endswith(".svg")]
    assert documents
    for name in documents:
        assert "-internal-" in name
        assert any(b"Internal" in said for _, said in unpack_layers(files[name], name)), name
    found = {part.partition("!")[0] for _, part in find_secrets(files)}
    for end in ("-runbook-internal-1.0.0.pdf", "overview-internal-1.0.0.pptx", "-runbook-internal-1.0.0.html"):
        (name,) = [one for one in found if one.endswith(end)]
        text = b" ".join(said for _, said in unpack_layers(files[name], name)).decode("utf-8", "ignore")
        assert [word for word in secrets.notes if word not in text] == []
    assert secrets.notes


def test_something_is_planted_in_every_internal_field(secrets: SecretWords) -> None:
    wanted = {name for _, kind in FILES.values() for name in list_internal_fields(kind, set())}

    assert wanted <= secrets.names
    assert {"Integration.internal_notes", "Biller.relationship_notes", "Organization.theme"} <= wanted


def test_internal_and_other_documents_never_take_each_others_place(secrets: SecretWords, tmp_path: Path) -> None:
    folder = str(tmp_path)
    for audience in ("internal", "biller"):
        command = ["build", ID, "--workspace", str(secrets.root), "--output", folder, "--only", "explainer", "--quiet"]
        assert main([*command, "--audience", audience]) == 0

    assert len(read_tree(tmp_path)) == 2
    assert [name for name in read_tree(tmp_path) if "internal" not in name] == [f"{ID}/{ID}-sit-vs-uat-1.0.0.pdf"]
    assert main(["build", ID, "--audience", "everyone"]) == 2
