"""One value → Markdown: its type says how it is shown, and `golive.schema.value_text` how it reads."""

from datetime import date, time
from decimal import Decimal

from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Undefined
from markupsafe import Markup
from msgspec import Struct

from golive.schema import value_text
from golive.schema.field import Model
from golive.schema.values import Code, Prose, Verbatim
from golive.schema.word import Word, format_word
from golive.templating import prose
from golive.templating.escape import LINE_BREAK, Markdown, escape, write_code_block, write_code_cell, write_code_span
from golive.templating.open_values import OpenValue
from golive.templating.value_marks import mark_value


class MisuseError(TemplateRuntimeError):
    """Raised when a template prints a value where it is not allowed, or applies a filter to an unsuitable value."""


class ValueRenderer(Struct, frozen=True):
    """Renders values in one document.

    Attributes:
        zone: what stands after a time of day.
    """

    zone: str = ""

    def render_block(self, value: object) -> Markdown:
        """Render a value that a template prints.

        Raises:
            MisuseError: nothing, or a group of things, cannot be printed.
        """
        if isinstance(value, Markup):
            return Markdown(value)
        if isinstance(value, Prose):
            return prose.render_prose_block(value)
        if isinstance(value, Verbatim):
            return write_code_block(value)
        return self.render_inline(value)

    def render_inline(self, value: object) -> Markdown:
        """Render a value within a line: the blocks of prose and of verbatim text become lines of it."""
        if isinstance(value, Markup):
            return Markdown(value)
        if isinstance(value, Undefined):
            # Jinja's own class is the missing `else` of `a if b`; ours (a wrong name) raises when it is read.
            return Markdown(str(value))
        if isinstance(value, Prose):
            return prose.render_prose_inline(value)
        if isinstance(value, Verbatim):
            lines = LINE_BREAK.join(write_code_span(line) for line in value.split("\n") if line.strip(" "))
            return Markdown(mark_value(value, lines))
        if isinstance(value, OpenValue):
            return Markdown(f"*{escape(value.label)}*")
        return write_code_span(value) if isinstance(value, Code) else self._render_text(value)

    def _render_text(self, value: object) -> Markdown:
        text = escape(self.format_plain_text(value))
        return text if isinstance(value, str) else Markdown(mark_value(value, text))

    def render_cell(self, value: object) -> Markdown:
        """Render a value within a table cell, where code may contain a `|`."""
        return write_code_cell(value) if isinstance(value, Code) else self.render_inline(value)

    def format_plain_text(self, value: object) -> str:
        """Format a value in plain words, not yet escaped."""
        match value:
            case Word() | OpenValue():
                return value.label
            case str():
                return value
            case bool():
                return value_text.format_yes_no(value)
            case int() | Decimal():
                return value_text.format_number(value)
            case date():
                return value_text.format_date(value)
            case time():
                return value_text.format_time(value, self.zone)
            case None:
                raise MisuseError("prints a value that is empty here; put `{% if … %}` around it")
            case Model():
                raise MisuseError(f"prints a whole {type(value).__name__}; name one of its fields")
            case tuple() | list():
                raise MisuseError("prints a list; loop over it, or use the filter `lines` or `join`")
            case _:
                raise MisuseError(f"prints a {type(value).__name__}, which has no form on paper")


def format_label(value: object) -> str:
    """Return the label of a word of the spec: `rest` is "REST", `biller` is "Biller", `1.2` stays."""
    if isinstance(value, OpenValue):
        return value.label
    return format_word(str(value))
