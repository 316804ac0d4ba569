"""Render a template to Markdown; report template errors with file and line, never as a traceback."""

import re
from pathlib import Path

from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from msgspec import Struct

from golive.open_items.items import collect_open_items
from golive.support.problems import TemplateError, make_problem
from golive.templating.context import Context
from golive.templating.error_locations import (
    format_folders,
    list_template_names,
    locate_syntax_error,
    locate_template_error,
    suggest_name,
)
from golive.templating.filters import build_filters, build_functions
from golive.templating.line_origins import Origin, fill_missing_origins, strip_origin_marks
from golive.templating.numbered_items import number_open_items
from golive.templating.open_item_counts import MAX_LISTED_ITEMS
from golive.templating.open_values import OpenFields, map_open_fields
from golive.templating.sandbox import Sandbox
from golive.templating.value_marks import get_value_marks, read_block_marks
from golive.templating.values import ValueRenderer
from golive.translation import find_phrase

SUFFIX = ".md.j2"
# All that Jinja, a filter or a value of the wrong type can raise while a template runs.
_TEMPLATE_ERRORS = (
    JinjaError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
    OSError,
)
_FENCE = re.compile(r"^ *(`{3,}|~{3,})")


class RenderedMarkdown(Struct, frozen=True):
    """A document's Markdown, and where its lines come from.

    Attributes:
        text: the Markdown.
        origins: the template line that each line comes from; empty if unknown.
        block_values: the numbers of the values that have lines of their own, per line; only with value marks in use.
    """

    text: str
    origins: tuple[Origin, ...] = ()
    block_values: tuple[tuple[int, ...], ...] = ()


def render_markdown_source(name: str, folders: tuple[Path, ...], context: Context) -> str:
    """Render a document to Markdown; arguments and errors as for `render_template`."""
    return render_template(name, folders, context).text


def render_template(name: str, folders: tuple[Path, ...], context: Context) -> RenderedMarkdown:
    """Render a document to Markdown, with the template line that each line comes from.

    Args:
        name: the template's file name, such as "runbook.md.j2".
        folders: where templates are looked for, the workspace's own first. The first folder that has a
            template or a partial of a name wins.
        context: what the document is made of.

    Raises:
        TemplateError: the template is missing or malformed, names something that does not exist, prints
            something that has no form on paper, or runs for too long.
    """
    shown = ValueRenderer(_translate_zone(context.spec.biller.time_zone_label) if context.spec else "")
    items = number_open_items(collect_open_items(context.spec)) if context.spec else ()
    is_summary = context.may_summarize_open_items and len(items) > MAX_LISTED_ITEMS
    gaps = map_open_fields(context.spec, items, is_numbered=not is_summary) if context.spec else OpenFields()
    sandbox = Sandbox([str(folder) for folder in folders], shown, gaps)
    sandbox.filters.update(build_filters(shown))
    names = build_functions(context, shown, items, gaps)
    try:
        text = sandbox.get_template(name).render(names)
    except TemplateSyntaxError as error:
        raise locate_syntax_error(error, sandbox) from None
    except _TEMPLATE_ERRORS as error:
        if isinstance(error, TemplateNotFound) and not any((folder / name).is_file() for folder in folders):
            hint = suggest_name(name, list_document_templates(*folders)) or "Put it back, or reinstall golive."
            raise TemplateError(
                make_problem(f"there is no template {name} in {format_folders(folders)}", hint)
            ) from None
        raise locate_template_error(error, name, folders, names, sandbox) from None
    return _collapse_blank_lines(text)


def _translate_zone(label: str) -> str:
    """Return the name of a time zone as the language of the document has it: "ET", "hora del Este"."""
    return find_phrase(f"zone.{label}") or label


def list_document_templates(*folders: Path) -> tuple[str, ...]:
    """Return the names of the document templates in some folders, without partials (`_*.md.j2`)."""
    return tuple(name for name in list_template_names(folders) if name.endswith(SUFFIX) and not name.startswith("_"))


def _collapse_blank_lines(text: str) -> RenderedMarkdown:
    """Collapse consecutive blank lines outside of code blocks, and strip the origin marks."""
    out: list[str] = []
    origins: list[Origin | None] = []
    values: list[tuple[int, ...]] = []
    mark = ""
    lines = list(strip_origin_marks(text))
    blocks = read_block_marks([line for line, _ in lines]) if get_value_marks() else ((line, ()) for line, _ in lines)
    for (line, numbers), (_, origin) in zip(blocks, lines, strict=True):
        if found := _FENCE.match(line):
            mark = "" if mark and line.rstrip() == mark else mark or found[1]
        if (mark and out) or line.strip() or (out and out[-1].strip()):
            out.append(line if mark else line.rstrip(" "))
            origins.append(origin)
            values.append(numbers)
    while out and not out[-1]:
        out.pop()
        origins.pop()
    block_values = tuple(values[: len(out)]) if get_value_marks() else ()
    return RenderedMarkdown("\n".join(out) + "\n", fill_missing_origins(origins), block_values)
