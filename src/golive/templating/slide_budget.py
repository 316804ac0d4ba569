"""Decide which topics of the overview deck get their own slide: each topic that has content.

The number of slides follows from the content alone, so one topic never pushes another out.
"""

from collections.abc import Collection, Sequence

from msgspec import Struct

from golive.schema import Integration
from golive.templating.numbered_items import NumberedItem
from golive.templating.version_changes import VersionChanges
from golive.yaml_io.gaps import is_blank

_MAX_ITEMS_BESIDE_RISKS = 5  # open items: more do not find room beside the risks
_MAX_RISKS_BESIDE_ITEMS = 4
_MAX_ALONE = 3  # interfaces: so many have a slide each
_MAX_ENVIRONMENT_COLUMNS = 4
_MAX_COLUMN_NAME = 30  # letters of an environment's name above its column
_MAX_FILE_CONNECTIONS = 2
_MAX_FILE_KEYS = 6
_MAX_ROWS_WITH_STAGES = 7
_MAX_ON_SLIDES = 6  # interfaces: more are shown as a table


class DeckPlan(Struct, frozen=True):
    """The parts of a spec that get slides of their own.

    Attributes:
        interfaces: how many interfaces share a slide; 0 when all of them are rows of one table.
        methods: whether the methods have a slide; one method with a table of interfaces needs none.
        formats: whether formats and record layouts have a slide of their own.
        late_files: whether late and missing files have one: several files, with rules for them.
        environment_columns: whether each environment is a column; many, or long names, are rows.
        volumes: whether volumes have one.
        cases: whether the test plan has one.
        items: whether open items have one; else they stand with the risks.
        changes: whether what changed has one.
        file_keys: whether the keys of files are rows below the connections: few of both.
        freezes: whether change freezes stand with the stages of go-live: few rows in all.
    """

    interfaces: int
    methods: bool
    formats: bool
    late_files: bool
    environment_columns: bool
    volumes: bool
    cases: bool
    items: bool
    changes: bool = False
    file_keys: bool = False
    freezes: bool = False


def plan_deck(
    spec: Integration,
    items: Sequence[NumberedItem],
    version_changes: VersionChanges | None = None,
    slides: Collection[str] | None = None,
) -> DeckPlan:
    """Plan the slides of a deck.

    Args:
        spec: the integration.
        items: what is open.
        version_changes: what has changed since the version before.
        slides: names of the slides that the deck may have; None for all.
    """
    per_slide = _get_interfaces_per_slide(len(spec.interfaces))
    both = slides is None or {"risks", "open-items"} <= set(slides)
    few_risks = both and 0 < len(spec.risks) <= _MAX_RISKS_BESIDE_ITEMS
    return DeckPlan(
        interfaces=per_slide,
        methods=per_slide > 0 or bool(spec.batch and spec.real_time),
        formats=any(item.format for item in spec.batch),
        late_files=len(spec.batch) > 1
        and any(item.acknowledgement or item.schedule.late_file is not None for item in spec.batch),
        environment_columns=len(spec.environments) <= _MAX_ENVIRONMENT_COLUMNS
        and all(len(item.name) <= _MAX_COLUMN_NAME for item in spec.environments),
        volumes=not is_blank(spec.volumes),
        cases=bool(spec.testing.sit.cases or spec.testing.uat.cases),
        items=bool(items) and not (few_risks and len(items) <= _MAX_ITEMS_BESIDE_RISKS),
        changes=bool(version_changes and version_changes.changes),
        file_keys=len(spec.batch) > 1 and _has_few_keys(spec),
        freezes=bool(spec.timeline.blackouts) and _count_rows_with_stages(spec) <= _MAX_ROWS_WITH_STAGES,
    )


def _get_interfaces_per_slide(count: int) -> int:
    """Return how many interfaces share a slide; 0 when there are too many for slides."""
    if count <= _MAX_ALONE:
        return 1
    return 2 if count <= _MAX_ON_SLIDES else 0


def _has_few_keys(spec: Integration) -> bool:
    """Return whether the keys of the connections that files use find room on a slide below these connections."""
    names = {item.connection for item in spec.batch}
    used = [line for line in spec.connections if line.id in names]
    return len(used) <= _MAX_FILE_CONNECTIONS and 0 < sum(len(line.keys) for line in used) <= _MAX_FILE_KEYS


def _count_rows_with_stages(spec: Integration) -> int:
    """Return how many rows stages, hard stops, milestones and change freezes have together."""
    plan = spec.timeline
    return sum(len(rows) for rows in (plan.stages, plan.hard_stops, plan.milestones, plan.blackouts))
