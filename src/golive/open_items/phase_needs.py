"""What every phase needs, read from the annotations: the table of docs/phases.md."""

from collections.abc import Iterator

from golive.schema import Integration
from golive.schema.field import Model
from golive.schema.introspection import Slot
from golive.schema.needed_by import NeededBy
from golive.schema.words import Phase
from golive.yaml_io.gaps import parts


def needed(model: type[Model] = Integration, within: str = "") -> Iterator[tuple[str, Slot, NeededBy]]:
    """Every field that some phase needs, by the path of keys that leads there: `interfaces[].schedule.drop_by`."""
    seen: set[str] = set()
    for part in parts(model):
        path = f"{within}{part.name}{'[]' if part.slot.is_list else ''}"
        if part.mark:
            yield path, part.slot, part.mark
        for kind in part.kinds:
            for found in needed(kind, f"{path}."):
                if found[0] not in seen:
                    seen.add(found[0])
                    yield found


def table() -> str:
    """What each phase needs, as Markdown: a heading and a table for each phase that needs something."""
    rows = sorted(needed(), key=lambda row: row[2].number)
    blocks = []
    for phase in Phase:
        lines = [_row(path, slot, mark) for path, slot, mark in rows if mark.phase is phase]
        if lines:
            head = f"### Before {phase.label}\n\n| No. | Field | What it says |\n| --- | --- | --- |\n"
            blocks.append(head + "".join(lines))
    return "\n".join(blocks)


def _row(path: str, slot: Slot, mark: NeededBy) -> str:
    said = slot.field.description if slot.field else ""
    lacking = " May be left out where there is none." if mark.may_lack else ""
    return f"| {mark.number} | `{path}` | {said}{lacking} |\n"
