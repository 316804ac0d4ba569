"""Convert document blocks into slide forms (text, tables, cards, figures and so on)."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from golive.markdown.document import Block, CodeBlock, Container, Heading, List, Paragraph, Table, describe_block
from golive.render.slides.layout.boxes import BoxesForm, parse_boxes
from golive.render.slides.layout.callouts import KINDS, CalloutForm
from golive.render.slides.layout.charts import build_chart_form
from golive.render.slides.layout.facts import FactsForm
from golive.render.slides.layout.figures import FigureForm
from golive.render.slides.layout.form import Form, FormContext
from golive.render.slides.layout.listings import ListingForm
from golive.render.slides.layout.problems import make_template_problem
from golive.render.slides.layout.prose import ProseForm
from golive.render.slides.layout.sparse_tables import SparseTableForm
from golive.render.slides.layout.tables import TableForm
from golive.render.slides.layout.text_layout import convert_runs
from golive.render.slides.model import Para
from golive.support.problems import ContentError

_CAPTION_PT: Final = 12.0
_FACT_COLUMNS: Final = 2
_TABLE_AND_TEXT: Final = 2


def build_forms(blocks: tuple[Block, ...], context: FormContext) -> tuple[Form, ...]:
    """Convert blocks into forms, in order; adjacent paragraphs and lists become one text form.

    Raises:
        ContentError: a block cannot be shown on a slide.
    """
    return _build_all_forms(blocks, context, is_alone=all(isinstance(block, Paragraph | List) for block in blocks))


def build_inner_forms(blocks: tuple[Block, ...], context: FormContext) -> tuple[Form, ...]:
    """Convert the blocks inside a card or column into forms; text there never fills a whole slide."""
    return _build_all_forms(blocks, context, is_alone=False, is_inside=True)


def _build_all_forms(
    blocks: tuple[Block, ...], context: FormContext, *, is_alone: bool, is_inside: bool = False
) -> tuple[Form, ...]:
    forms: list[Form] = []
    text: list[Block] = []
    for number, block in enumerate(blocks, 1):
        if isinstance(block, Paragraph | List):
            text.append(block)
            continue
        if text:
            forms.append(ProseForm(tuple(text), context, is_alone=False, is_inside=is_inside))
            text = []
        forms.append(_build_form(block, number, context))
    if text:
        forms.append(ProseForm(tuple(text), context, is_alone, is_inside))
    if len(forms) == 1 and not is_inside:
        forms[0] = _fill_slide(forms[0])
    if len(forms) == _TABLE_AND_TEXT and not is_inside and isinstance(forms[1], ProseForm):
        forms[0] = _fill_slide_above(forms[0], forms[1])
    return tuple(forms)


def _fill_slide(form: Form) -> Form:
    """Return the only form of a slide so that it may use the whole of it."""
    if isinstance(form, BoxesForm | FigureForm | FactsForm):
        return replace(form, is_alone=True)
    if isinstance(form, TableForm) and form.kind in {"", "keys"}:
        return SparseTableForm(form)
    return form


def _fill_slide_above(form: Form, text: ProseForm) -> Form:
    """Return a form so that it may use all of a slide but what a text below it needs."""
    if isinstance(form, TableForm) and form.kind in {"", "keys"}:
        return SparseTableForm(form, text)
    return form


def _build_form(block: Block, number: int, context: FormContext) -> Form:
    if isinstance(block, Table):
        return TableForm(block, context, number, block.attributes.get("kind", ""))
    if isinstance(block, CodeBlock):
        return ListingForm(block, context, number)
    if isinstance(block, Container) and block.name in _CONTAINERS:
        return _CONTAINERS[block.name](block, number, context)
    name = f"`::: {block.name}`" if isinstance(block, Container) else describe_block(block)
    raise _unsupported_block_error(name, block, context)


def _unsupported_block_error(name: str, block: Block, context: FormContext) -> ContentError:
    message = f"{name} cannot be shown here on a slide"
    return ContentError(
        make_template_problem(context.source, block.line, message, "docs/markdown.md says what goes where.")
    )


def _build_figure(block: Container, number: int, context: FormContext) -> Form:
    if not block.argument:
        raise _unsupported_block_error("`::: figure` without a name", block, context)
    paras = []
    for inner in block.blocks:
        if not isinstance(inner, Paragraph):
            raise _unsupported_block_error("content other than a paragraph in the caption of a figure", inner, context)
        paras.append(Para(convert_runs(inner.runs, context.keys), _CAPTION_PT, align="center", color="muted"))
    key = block.attributes.get("key") or f"{block.argument}-{number}"
    return FigureForm(block.argument, key, tuple(paras), context, line=block.line)


def _build_boxes(block: Container, number: int, context: FormContext) -> Form:  # noqa: ARG001
    return BoxesForm(parse_boxes(block, context), context, block.name == "cards", is_alone=False)


def _build_facts(block: Container, number: int, context: FormContext) -> Form:  # noqa: ARG001
    table = _get_only_table(block, context)
    if len(table.header) != _FACT_COLUMNS:
        raise _unsupported_block_error("`::: facts` with other than two columns", block, context)
    return FactsForm(table, context)


def _build_compare_table(block: Container, number: int, context: FormContext) -> Form:
    return TableForm(_get_only_table(block, context), context, number, "compare")


def _get_only_table(block: Container, context: FormContext) -> Table:
    if len(block.blocks) == 1 and isinstance(block.blocks[0], Table):
        return block.blocks[0]
    raise _unsupported_block_error(f"`::: {block.name}` with anything but one table", block, context)


def _build_callout(block: Container, number: int, context: FormContext) -> Form:
    for inner in block.blocks:
        if not isinstance(inner, Paragraph | List | Heading):
            raise _unsupported_block_error(f"{describe_block(inner)} in a callout", inner, context)
    if not block.blocks:
        raise _unsupported_block_error("an empty callout", block, context)
    kind = block.argument or "note"
    if kind not in KINDS:
        hint = f"Write one of: {', '.join(KINDS)}."
        raise ContentError(
            make_template_problem(context.source, block.line, f"`::: callout {kind}` is not known", hint)
        )
    return CalloutForm(block.blocks, context, number, kind, block.attributes.get("title", ""))


_CONTAINERS: Final[Mapping[str, Callable[[Container, int, FormContext], Form]]] = {
    "figure": _build_figure,
    "cards": _build_boxes,
    "columns": _build_boxes,
    "facts": _build_facts,
    "compare": _build_compare_table,
    "callout": _build_callout,
    "chart": build_chart_form,
}
