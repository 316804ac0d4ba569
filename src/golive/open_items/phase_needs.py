"""List the fields that each phase needs, from the schema annotations; source of docs/phases.md."""

from collections.abc import Iterator

from golive.schema import Integration
from golive.schema.field import Model
from golive.schema.introspection import Slot
from golive.schema.needed_by import NeededBy
from golive.schema.value_text import join_words
from golive.schema.words import Phase
from golive.yaml_io.gaps import list_walked_fields


def iterate_needed_fields(
    model: type[Model] = Integration, path_prefix: str = ""
) -> Iterator[tuple[str, Slot, NeededBy]]:
    """Yield every field that a phase needs, with its key path such as `interfaces[].schedule.drop_by`."""
    seen: set[str] = set()
    for part in list_walked_fields(model):
        path = f"{path_prefix}{part.name}{'[]' if part.slot.is_list else ''}"
        if part.needed_by:
            yield path, part.slot, part.needed_by
        for kind in part.models:
            for found in iterate_needed_fields(kind, f"{path}."):
                if found[0] not in seen:
                    seen.add(found[0])
                    yield found


def render_phase_tables() -> str:
    """Render what each phase needs as Markdown: a heading and a table per phase."""
    rows = sorted(iterate_needed_fields(), key=lambda row: row[2].item_number)
    blocks = []
    for phase in Phase:
        lines = [_render_row(path, slot, mark) for path, slot, mark in rows if mark.phase is phase]
        if lines:
            head = f"### Before {phase.label}\n\n| No. | Field | What it says |\n| --- | --- | --- |\n"
            blocks.append(head + "".join(lines))
    return "\n".join(blocks)


def _render_row(path: str, slot: Slot, mark: NeededBy) -> str:
    description = slot.field_info.description if slot.field_info else ""
    lacking = " May be left out where there is none." if mark.may_be_absent else ""
    key, words = mark.unless
    lacking += (
        f" Not needed where `{key}` is {join_words([f'`{word}`' for word in sorted(words)], 'or')}." if key else ""
    )
    return f"| {mark.item_number} | `{path}` | {description}{lacking} |\n"
