"""Template and context → Markdown. A mistake in a template is told with its place, and never as a traceback."""

import re
from pathlib import Path

from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from msgspec import Struct

from golive.open_items.items import open_items
from golive.support.problems import TemplateError, problem
from golive.templating.context import Context
from golive.templating.error_locations import close, explain, explain_syntax, present, spoken
from golive.templating.filters import filters, functions
from golive.templating.line_origins import Origin, filled_up, taken_out
from golive.templating.open_values import Opened, opened
from golive.templating.sandbox import Sandbox
from golive.templating.values import Shown

SUFFIX = ".md.j2"
# All that Jinja, a filter or a value of the wrong type can raise while a template runs.
_TROUBLE = (JinjaError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError, OSError)
_FENCE = re.compile(r"^ *(`{3,}|~{3,})")


class Written(Struct, frozen=True):
    """A document's Markdown, and the template's line that each of its lines comes from; empty when none is known."""

    text: str
    origins: tuple[Origin, ...] = ()


def render(name: str, folders: tuple[Path, ...], context: Context) -> str:
    """Write a document's Markdown; arguments and errors as with `write`."""
    return write(name, folders, context).text


def write(name: str, folders: tuple[Path, ...], context: Context) -> Written:
    """Write a document's Markdown, and remember where each line comes from.

    Args:
        name: the template's file name, such as "runbook.md.j2".
        folders: where templates are looked for, the workspace's own first. The first folder that has a
            template or a partial of a name wins.
        context: what the document is made of.

    Raises:
        TemplateError: the template is missing or malformed, names something that does not exist, prints
            something that has no form on paper, or runs for too long.
    """
    shown = Shown(context.spec.biller.time_zone_label if context.spec else "")
    items = open_items(context.spec) if context.spec else ()
    gaps = opened(context.spec, items) if context.spec else Opened()
    sandbox = Sandbox([str(folder) for folder in folders], shown, gaps)
    sandbox.filters.update(filters(shown))
    names = functions(context, shown, items, gaps)
    try:
        text = sandbox.get_template(name).render(names)
    except TemplateSyntaxError as error:
        raise explain_syntax(error, sandbox) from None
    except _TROUBLE as error:
        if isinstance(error, TemplateNotFound) and not any((folder / name).is_file() for folder in folders):
            hint = close(name, find(*folders)) or "Put it back, or reinstall golive."
            raise TemplateError(problem(f"there is no template {name} in {spoken(folders)}", hint)) from None
        raise explain(error, name, folders, names, sandbox) from None
    return _tidy(text)


def find(*folders: Path) -> tuple[str, ...]:
    """The names of the documents' templates in some folders; partials (`_*.md.j2`) are none."""
    return tuple(name for name in present(folders) if name.endswith(SUFFIX) and not name.startswith("_"))


def _tidy(text: str) -> Written:
    """Without the blank lines that conditions leave behind; those in code blocks stay."""
    out: list[str] = []
    origins: list[Origin | None] = []
    mark = ""
    for line, origin in taken_out(text):
        if found := _FENCE.match(line):
            mark = "" if mark and line.rstrip() == mark else mark or found[1]
        if (mark and out) or line.strip() or (out and out[-1].strip()):
            out.append(line if mark else line.rstrip(" "))
            origins.append(origin)
    while out and not out[-1]:
        out.pop()
        origins.pop()
    return Written("\n".join(out) + "\n", filled_up(origins))
