"""How much narrower than its box a text is, as in the styles `runbook.typ` and `explainer.typ`."""

from msgspec import Struct

from golive.render.html.paper_size import DocumentForm


class Insets(Struct, frozen=True):
    """Left and right inset together, in points.

    Attributes:
        cell: cells of plain tables and of comparisons.
        layout_cell: cells of record layouts.
        fact: labels and values of facts.
        list_item: items of lists.
        inner_list_item: items of lists in narrow boxes.
        callout: callouts.
        code: blocks of code.
        card: cards.
        gap: space between cards or columns.
    """

    cell: float
    layout_cell: float
    fact: float
    list_item: float
    inner_list_item: float
    callout: float
    code: float
    card: float
    gap: float


_RUNBOOK = Insets(11.2, 10.0, 8.0, 15.0, 12.0, 25.6, 17.0, 20.0, 11.0)
_EXPLAINER_REM = Insets(1.5, 1.5, 0.75, 1.1, 1.1, 1.8, 1.0, 1.9, 0.9)
_REM_PT, _RULE_PT = 9.6, 3.6


def get_insets(form: DocumentForm, scale: float) -> Insets:
    """Return the insets of a form of document at a scale of its type."""
    if form == "runbook":
        return _RUNBOOK
    rem = _REM_PT * scale
    own = _EXPLAINER_REM
    cell, fact, item, gap = own.cell * rem, own.fact * rem, own.list_item * rem, own.gap * rem
    return Insets(cell, cell, fact, item, item, own.callout * rem + _RULE_PT, own.code * rem, own.card * rem, gap)
