"""Blocks → forms: which kind of content takes which shape."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from golive.markdown.document import Block, Code, Container, Heading, List, Paragraph, Table
from golive.render.slides.layout.boxes import Boxes, boxes_of
from golive.render.slides.layout.callouts import KINDS, Callout
from golive.render.slides.layout.charts import chart_form
from golive.render.slides.layout.facts import Facts
from golive.render.slides.layout.figures import Figure
from golive.render.slides.layout.form import Form, Setting
from golive.render.slides.layout.listings import Listing
from golive.render.slides.layout.problems import fault
from golive.render.slides.layout.prose import Prose
from golive.render.slides.layout.tables import Tabular
from golive.render.slides.layout.text_layout import spans_of
from golive.render.slides.model import Para
from golive.support.problems import ContentError

_CAPTION_PT: Final = 12.0
_FACT_COLUMNS: Final = 2


def shapes_of(blocks: tuple[Block, ...], setting: Setting) -> tuple[Form, ...]:
    """The forms of blocks, in order; paragraphs and lists that stand together become one text.

    Raises:
        ContentError: a block has no form on a slide.
    """
    return _shapes(blocks, setting, is_alone=all(isinstance(block, Paragraph | List) for block in blocks))


def inner_shapes(blocks: tuple[Block, ...], setting: Setting) -> tuple[Form, ...]:
    """The forms of blocks inside a card or a column, where no text is alone on its slide."""
    return _shapes(blocks, setting, is_alone=False, is_inside=True)


def _shapes(
    blocks: tuple[Block, ...], setting: Setting, *, is_alone: bool, is_inside: bool = False
) -> tuple[Form, ...]:
    forms: list[Form] = []
    text: list[Block] = []
    for number, block in enumerate(blocks, 1):
        if isinstance(block, Paragraph | List):
            text.append(block)
            continue
        if text:
            forms.append(Prose(tuple(text), setting, is_alone=False, is_inside=is_inside))
            text = []
        forms.append(_shape(block, number, setting))
    if text:
        forms.append(Prose(tuple(text), setting, is_alone, is_inside))
    if len(forms) == 1 and not is_inside and isinstance(forms[0], Boxes | Figure):
        forms[0] = replace(forms[0], is_alone=True)
    return tuple(forms)


def _shape(block: Block, number: int, setting: Setting) -> Form:
    if isinstance(block, Table):
        return Tabular(block, setting, number, block.attributes.get("kind", ""))
    if isinstance(block, Code):
        return Listing(block, setting, number)
    if isinstance(block, Container) and block.name in _CONTAINERS:
        return _CONTAINERS[block.name](block, number, setting)
    name = f"`::: {block.name}`" if isinstance(block, Container) else f"a {type(block).__name__.lower()}"
    raise _formless(name, block, setting)


def _formless(name: str, block: Block, setting: Setting) -> ContentError:
    message = f"{name} has no form here on a slide"
    return ContentError(fault(setting.source, block.line, message, "docs/markdown.md says what goes where."))


def _figure(block: Container, number: int, setting: Setting) -> Form:
    if not block.argument:
        raise _formless("`::: figure` without a name", block, setting)
    paras = []
    for inner in block.blocks:
        if not isinstance(inner, Paragraph):
            raise _formless("what is no paragraph in the caption of a figure", inner, setting)
        paras.append(Para(spans_of(inner.runs, setting.keys), _CAPTION_PT, align="center", color="muted"))
    key = block.attributes.get("key") or f"{block.argument}-{number}"
    return Figure(block.argument, key, tuple(paras), setting, line=block.line)


def _boxes(block: Container, number: int, setting: Setting) -> Form:  # noqa: ARG001
    return Boxes(boxes_of(block, setting), setting, block.name == "cards", is_alone=False)


def _facts(block: Container, number: int, setting: Setting) -> Form:  # noqa: ARG001
    table = _table_in(block, setting)
    if len(table.header) != _FACT_COLUMNS:
        raise _formless("`::: facts` with other than two columns", block, setting)
    return Facts(table, setting)


def _compare(block: Container, number: int, setting: Setting) -> Form:
    return Tabular(_table_in(block, setting), setting, number, "compare")


def _table_in(block: Container, setting: Setting) -> Table:
    if len(block.blocks) == 1 and isinstance(block.blocks[0], Table):
        return block.blocks[0]
    raise _formless(f"`::: {block.name}` with anything but one table", block, setting)


def _callout(block: Container, number: int, setting: Setting) -> Form:
    for inner in block.blocks:
        if not isinstance(inner, Paragraph | List | Heading):
            raise _formless(f"a {type(inner).__name__.lower()} in a callout", inner, setting)
    if not block.blocks:
        raise _formless("an empty callout", block, setting)
    kind = block.argument or "note"
    if kind not in KINDS:
        hint = f"Write one of: {', '.join(KINDS)}."
        raise ContentError(fault(setting.source, block.line, f"`::: callout {kind}` is not known", hint))
    return Callout(block.blocks, setting, number, kind, block.attributes.get("title", ""))


_CONTAINERS: Final[Mapping[str, Callable[[Container, int, Setting], Form]]] = {
    "figure": _figure,
    "cards": _boxes,
    "columns": _boxes,
    "facts": _facts,
    "compare": _compare,
    "callout": _callout,
    "chart": chart_form,
}
