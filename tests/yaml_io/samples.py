"""Read and load the smallest complete files under tests/samples, as they are and changed."""

from pathlib import Path
from typing import Any

from golive.open_items.gate import find_gate_problems
from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.support.problems import SpecError
from golive.yaml_io.load import Loaded, load_text

FOLDER = Path(__file__).parents[1] / "samples"
MODELS: dict[str, Any] = {
    "minimal": Integration,
    "organization": Organization,
    "process": Process,
    "guide": Guide,
    "changelog": ChangeLog,
}
SHOWN = Path("spec.yaml")


def read_sample(name: str = "minimal") -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def change_minimal(*changes: tuple[str, str]) -> str:
    """Return the minimal spec with some texts replaced; each must occur in it."""
    new = read_sample()
    for old, replacement in changes:
        assert old in new, old
        new = new.replace(old, replacement, 1)
    return new


def load_spec(yaml: str | bytes) -> Loaded[Integration]:
    return load_text(yaml.encode() if isinstance(yaml, str) else yaml, Integration, SHOWN)


def load_through_gate(yaml: str | bytes) -> Loaded[Integration]:
    """Load a spec, and raise if something that its phase needs is missing."""
    spec = load_spec(yaml)
    if problems := find_gate_problems(spec.tree, spec.value.status):
        raise SpecError(*problems)
    return spec


def get_refusal(yaml: str | bytes) -> str:
    """Return the message about a spec that is refused or does not pass the gate of its phase."""
    try:
        load_through_gate(yaml)
    except SpecError as error:
        return str(error)
    raise AssertionError("nothing was refused")
