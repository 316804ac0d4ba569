"""The smallest complete files, as text and as models, for the tests of this folder."""

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


def text(name: str = "minimal") -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def changed(*changes: tuple[str, str]) -> str:
    """The minimal spec with some of its text replaced; each must be there."""
    new = text()
    for old, replacement in changes:
        assert old in new, old
        new = new.replace(old, replacement, 1)
    return new


def loaded(yaml: str | bytes) -> Loaded[Integration]:
    return load_text(yaml.encode() if isinstance(yaml, str) else yaml, Integration, SHOWN)


def gated(yaml: str | bytes) -> Loaded[Integration]:
    """The spec, if its phase has all that it needs."""
    spec = loaded(yaml)
    if problems := find_gate_problems(spec.tree, spec.value.status):
        raise SpecError(*problems)
    return spec


def refusal(yaml: str | bytes) -> str:
    """What a person reads when the spec is refused, or does not pass the gate of its phase."""
    try:
        gated(yaml)
    except SpecError as error:
        return str(error)
    raise AssertionError("nothing was refused")
