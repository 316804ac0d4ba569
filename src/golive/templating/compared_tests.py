"""SIT beside UAT: the integration's own facts, and the typical process only where it has none."""

from collections.abc import Mapping, Sequence
from typing import Final

from golive.schema import Integration, Process
from golive.schema.testing import TestPhase
from golive.schema.value_text import lower_label
from golive.schema.words import Track
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import Tables, build_table_rows
from golive.templating.original_language import mark_original
from golive.templating.phrases import describe_phase_days, drop_period
from golive.translation import translate

OWN_FIELDS: Final[Mapping[str, str]] = {
    "run_by": "testers",
    "signed_by": "signs_off",
    "data": "data",
    "environment": "environment",
    "evidence": "evidence",
    "entry": "entry",
    "exit": "exit",
}
"""Aspects of a test that an integration may say itself, and the field of `TestPhase`."""
_GENERAL: Final = ("question", "basis", "typical_defect")
"""Aspects that say what SIT and UAT are, whatever the integration."""
_OWN_ONLY: Final = ("lead", "defects")
"""Aspects of which only an integration says something."""
ASPECTS: Final = (*OWN_FIELDS, *_GENERAL, *_OWN_ONLY, "order", "cases")


def build_test_rows(spec: Integration, process: Process, tables: Tables, aspects: Sequence[str]) -> Markdown:
    """Return the rows of a table that sets SIT and UAT side by side: label, SIT, UAT. No header.

    A value of the integration always wins. Where it has none, the typical one stands with "Typically" before it.
    Labels are in the language of the document; a value in another language is marked as such.

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
        cells = _build_cells(spec, process, tables, name)
        if any(cells):
            rows.append([escape(translate(f"test.{name}")), *cells])
    return build_table_rows(rows)


def _build_cells(spec: Integration, process: Process, tables: Tables, name: str) -> list[Markdown]:
    testing = spec.testing
    pairs = ((testing.sit, process.sit, Track.SIT), (testing.uat, process.uat, Track.UAT))
    if name == "order":
        return [_build_order_cell(spec, general.order, track) for _, general, track in pairs]
    if name == "cases":
        return [_build_cases_cell(tables, phase) for phase, _, _ in pairs]
    if name in _GENERAL:
        return [tables.render_field(general, name) for _, general, _ in pairs]
    if name in _OWN_ONLY:
        return [_render_own_value(tables, phase, name) for phase, _, _ in pairs]
    return [_build_own_cell(tables, phase, OWN_FIELDS[name], getattr(general, name)) for phase, general, _ in pairs]


def _build_own_cell(tables: Tables, phase: TestPhase, field: str, typical: str) -> Markdown:
    """Return the integration's own value, or the typical one, recognizable as such."""
    if getattr(phase, field) not in (None, ()):
        return _render_own_value(tables, phase, field)
    gap, value = tables.render_field(phase, field), lower_label(drop_period(typical))
    if not gap:
        return escape(translate("typical-value", value=value))
    return Markdown(f"{gap}; {escape(translate('typical-value-after-gap', value=value))}")


def _render_own_value(tables: Tables, phase: TestPhase, field: str) -> Markdown:
    """Render a value of the integration, in the language in which it was written."""
    text = tables.render_field(phase, field)
    return mark_original(text) if getattr(phase, field) not in (None, ()) else text


def _build_order_cell(spec: Integration, typical: str, track: Track) -> Markdown:
    return escape(
        describe_phase_days(spec, track.value) or translate("typical-order", value=lower_label(drop_period(typical)))
    )


def _build_cases_cell(tables: Tables, phase: TestPhase) -> Markdown:
    return escape(str(len(phase.cases))) if phase.cases else tables.render_field(phase, "cases")
