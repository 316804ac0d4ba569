"""SIT beside UAT: the integration's own facts, and the typical process only where it has none."""

from collections.abc import Mapping, Sequence
from typing import Final

from golive.schema import Integration, Process
from golive.schema.testing import TestPhase
from golive.schema.words import Track
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import Tables, build_table_rows
from golive.templating.phrases import describe_phase_days, drop_period, lower_first

OWN_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "run_by": ("Who tests", "testers"),
    "signed_by": ("Who signs off", "signs_off"),
    "data": ("Test data", "data"),
    "environment": ("Environment", "environment"),
    "evidence": ("Evidence", "evidence"),
    "entry": ("Entry criteria", "entry"),
    "exit": ("Exit criteria", "exit"),
}
"""Aspects of a test that an integration may say itself: the row's label, and the field of `TestPhase`."""
_GENERAL: Final[Mapping[str, str]] = {
    "question": "Question it answers",
    "basis": "Typical basis for test cases",
    "typical_defect": "Typical defect",
}
"""Aspects that say what SIT and UAT are, whatever the integration."""
_OWN_ONLY: Final[Mapping[str, str]] = {"lead": "Led by", "defects": "Defects"}
"""Aspects of which only an integration says something."""
ASPECTS: Final = (*OWN_FIELDS, *_GENERAL, *_OWN_ONLY, "order", "cases")


def build_test_rows(spec: Integration, process: Process, tables: Tables, aspects: Sequence[str]) -> Markdown:
    """Return the rows of a table that sets SIT and UAT side by side: label, SIT, UAT. No header.

    A value of the integration always wins. Where it has none, the typical one stands with "Typically" before it.

    Args:
        spec: the integration.
        process: the typical process.
        tables: renders the values.
        aspects: names from `ASPECTS`, in the order of the rows; empty rows are left out.

    Raises:
        LookupError: there is no such aspect.
    """
    rows = []
    for name in aspects:
        if name not in ASPECTS:
            raise LookupError(f"asks for the aspect `{name}` of a test; there are {', '.join(ASPECTS)}")
        label, cells = _build_cells(spec, process, tables, name)
        if any(cells):
            rows.append([escape(label), *cells])
    return build_table_rows(rows)


def _build_cells(spec: Integration, process: Process, tables: Tables, name: str) -> tuple[str, list[Markdown]]:
    testing = spec.testing
    pairs = ((testing.sit, process.sit, Track.SIT), (testing.uat, process.uat, Track.UAT))
    if name == "order":
        return "When", [_build_order_cell(spec, general.order, track) for _, general, track in pairs]
    if name == "cases":
        return "Cases", [_build_cases_cell(tables, phase) for phase, _, _ in pairs]
    if name in _GENERAL:
        return _GENERAL[name], [tables.render_field(general, name) for _, general, _ in pairs]
    if name in _OWN_ONLY:
        return _OWN_ONLY[name], [tables.render_field(phase, name) for phase, _, _ in pairs]
    label, field = OWN_FIELDS[name]
    return label, [_build_own_cell(tables, phase, field, getattr(general, name)) for phase, general, _ in pairs]


def _build_own_cell(tables: Tables, phase: TestPhase, field: str, typical: str) -> Markdown:
    """The integration's own value, or the typical one, recognizable as such."""
    if getattr(phase, field) not in (None, ()):
        return tables.render_field(phase, field)
    gap = tables.render_field(phase, field)
    said = f"ypically: {lower_first(drop_period(typical))}"
    return Markdown(f"{gap}; t{escape(said)}") if gap else escape(f"T{said}")


def _build_order_cell(spec: Integration, typical: str, track: Track) -> Markdown:
    return escape(describe_phase_days(spec, track.value) or f"Typically {lower_first(drop_period(typical))}")


def _build_cases_cell(tables: Tables, phase: TestPhase) -> Markdown:
    return escape(str(len(phase.cases))) if phase.cases else tables.render_field(phase, "cases")
