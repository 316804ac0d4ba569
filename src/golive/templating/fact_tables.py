"""Tables made from models: a label and a value per field, or a row per model and a column per field.

What is empty vanishes: the row, the column, the whole table.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from golive.schema import value_text
from golive.schema.field import Model
from golive.schema.values import Prose, Verbatim
from golive.schema.words import Direction
from golive.support.type_words import name_type_in_words
from golive.templating.escape import LINE_BREAK, Markdown, escape, join_lines
from golive.templating.field_values import (
    format_fact_label,
    format_field_label,
    format_number_field,
    get_reference_target,
    is_literal_field,
    list_public_fields,
)
from golive.templating.open_values import OpenFields, OpenValue
from golive.templating.value_marks import mark_field, strip_value_marks
from golive.templating.values import ValueRenderer, format_label

_EMPTY_CELL = Markdown("–")
_MAX_PAIR_FIELDS = 2
# Values of more letters, or with these marks, would run together on one line.
_MAX_INLINE_CHARACTERS = 24
_NEEDS_OWN_LINE = re.compile(r"[,;=`]|\.$")

Names = Mapping[tuple[str, str], str]


class Tables(Struct, frozen=True):
    """Build tables from models in one document.

    Attributes:
        renderer: renders single values.
        names: display names by (part of the spec, id).
        open_fields: the fields that are still to be decided.
    """

    renderer: ValueRenderer
    names: Names
    open_fields: OpenFields = OpenFields()

    def build_facts_table(
        self, model: Model | OpenValue | None, only: Sequence[str] = (), without: Sequence[str] = ()
    ) -> Markdown:
        """Build a table of a model's fields: labels and values.

        Models inside it add their own rows; tables inside it (tuples of larger models) are left out.

        Args:
            model: the model; None gives nothing.
            only: names of the fields to show, in this order; all of them when left out.
            without: names of fields not to show; "tls.issuer" names a field of a model inside.
        """
        if model is None:
            return Markdown()
        gap = model if isinstance(model, OpenValue) else self.open_fields.find_open_group(model)
        if gap is not None or isinstance(model, OpenValue):
            return self.renderer.render_block(gap)
        return _wrap_facts(self._collect_facts(model, only, without))

    def build_merged_facts_table(self, *models: Model | OpenValue | None, without: Sequence[str] = ()) -> Markdown:
        """Build one table of the fields of several models."""
        known, facts = self._collect_facts_of_models(models, without)
        parts = (*(self._render_open_group(one) for one in known), _wrap_facts(facts))
        return Markdown("\n\n".join(filter(None, parts)))

    def build_labeled_table(self, *models: Model | OpenValue | None, without: Sequence[str] = ()) -> Markdown:
        """Build a table with a row per field of some models, for slides: labels are row heads."""
        _, facts = self._collect_facts_of_models(models, without)
        return build_table(("Topic", "Detail"), facts, heads="yes", widths="24 76")

    def build_labeled_paragraphs(self, model: Model, without: Sequence[str] = ()) -> Markdown:
        """Build a paragraph per field for a card: the label in bold, and the value below it."""
        facts = self._collect_facts(model, (), without)
        return Markdown("\n\n").join(
            Markdown(f"**{label}**\\\n{value.replace(LINE_BREAK, '; ')}") for label, value in facts
        )

    def _collect_facts_of_models(
        self, models: Iterable[Model | OpenValue | None], without: Sequence[str]
    ) -> tuple[list[Model], list[tuple[Markdown, Markdown]]]:
        """Return the models that are there, and the facts of those that are not open as a whole."""
        known = [model for model in models if model is not None and not isinstance(model, OpenValue)]
        decided = [model for model in known if self.open_fields.find_open_group(model) is None]
        return known, [fact for model in decided for fact in self._collect_facts(model, (), without)]

    def _render_open_group(self, model: Model) -> Markdown:
        """Render the note that a whole model is to be decided: "File name: to be decided, item 34-bills"."""
        gap = self.open_fields.find_open_group(model)
        if gap is None:
            return Markdown()
        name = name_type_in_words(type(model)).capitalize()
        return Markdown(f"*{escape(f'{name}: {gap.label[:1].lower()}{gap.label[1:]}')}*")

    def build_rows_table(
        self,
        models: Iterable[Model] | OpenValue,
        only: Sequence[str] = (),
        *,
        without: Sequence[str] = (),
        joined: Sequence[str] = (),
        **attributes: object,
    ) -> Markdown:
        """Build a table with a row per model and a column per field.

        Args:
            models: the models; none gives nothing.
            only: names of the fields to show, in this order; all of them when left out.
            without: names of fields not to show.
            joined: names of fields that share the last column, where each is filled too seldom for one of its own.
            attributes: `caption`, and what the dialect knows for tables: `key`, `widths`, `kind`, `heads`.
        """
        if isinstance(models, OpenValue):
            caption = attributes.get("caption")
            said = f"{caption}: {models.label[:1].lower()}{models.label[1:]}" if caption else models.label
            return Markdown(f"*{escape(said)}*")
        items = tuple(models)
        columns = {name: heading for item in items for name, heading in _list_columns(item, only, without)}
        for name in [name for name in columns if any(_is_table(item, name) for item in items)]:
            del columns[name]
        names = [name for name in only if name in columns] or list(columns)
        own, shared = [name for name in names if name not in joined], [name for name in names if name in joined]
        cells = [[*(self.render_field(item, name) for name in own), self._join_fields(item, shared)] for item in items]
        used = [columns[name] for name in shared if any(self.render_field(item, name) for item in items)]
        headings = [*(columns[name] for name in own), _build_shared_heading(used)]
        filled = [index for index, _ in enumerate(headings) if any(row[index] for row in cells)]
        header = [escape(headings[index]) for index in filled]
        return build_table(header, [[row[index] for index in filled] for row in cells], **attributes)

    def build_comparison_rows(
        self, left: Model, right: Model, only: Sequence[str] = (), without: Sequence[str] = ()
    ) -> Markdown:
        """Build the rows of a table that compares two models of one kind: label, left, right. No header."""
        columns = dict(_list_columns(left, only, without))
        rows = [
            (escape(columns[name]), self.render_field(left, name), self.render_field(right, name))
            for name in only or columns
        ]
        return build_table_rows([row for row in rows if row[1] or row[2]])

    def render_field(self, model: Model, name: str) -> Markdown:
        """Render the value of a field for a cell; empty if it has none, or the model has no such field."""
        return Markdown(mark_field(model, name, self._render_field(model, name)))

    def _render_field(self, model: Model, name: str) -> Markdown:
        value = getattr(model, name, None) if name in type(model).model_fields else None
        if value is None or value == ():
            return self._render_undecided(model, name, value)
        if _is_default_off(model, name, value):
            return Markdown()
        if isinstance(value, Model) and (gap := self.open_fields.find_open_group(value)) is not None:
            return self.renderer.render_inline(gap)
        if isinstance(value, Model):
            return join_lines(_format_pair(fact) for fact in self._collect_facts(value, (), ()))
        if isinstance(value, tuple):
            return _join_values([self._render_single_value(model, name, item) for item in value])
        return self._render_single_value(model, name, value)

    def _render_undecided(self, model: Model, name: str, value: object) -> Markdown:
        gap = self.open_fields.find_open_field(model, name, value)
        return Markdown() if gap is None else self.renderer.render_inline(gap)

    def _join_fields(self, model: Model, names: Sequence[str]) -> Markdown:
        """Join the values of several fields for one cell, on as few lines as possible."""
        parts = (self.render_field(model, name).replace(LINE_BREAK, "; ") for name in names)
        return Markdown(" · ").join(part for part in parts if part)

    def _render_single_value(self, model: Model, name: str, value: object) -> Markdown:
        if isinstance(value, Model):
            parts = [self.render_field(value, inner) for inner, _ in list_public_fields(type(value))]
            return Markdown(" = ").join(part for part in parts if part)
        kind = type(model)
        if refers := get_reference_target(kind, name):
            return escape(self.names.get((refers, str(value)), str(value)))
        if isinstance(value, Direction):
            return escape(self.names.get(("direction", value.value), value.label))
        if is_literal_field(kind, name):
            return escape(format_label(value))
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return escape(format_number_field(kind, name, value))
        return self.renderer.render_cell(value)

    def _collect_facts(
        self, model: Model, only: Sequence[str], without: Sequence[str], within: str = ""
    ) -> list[tuple[Markdown, Markdown]]:
        fields = dict(list_public_fields(type(model)))
        found: list[tuple[Markdown, Markdown]] = []
        for name in only or fields:
            value = getattr(model, name)
            if name in without or _is_table(model, name):
                continue
            heading = format_fact_label(name, fields[name], within)
            gap = (
                self.open_fields.find_open_group(value)
                if isinstance(value, Model)
                else self.open_fields.find_open_field(model, name, value)
            )
            if gap is not None:
                found.append((escape(heading), self.renderer.render_inline(gap)))
            elif value is None or value == () or _is_default_off(model, name, value):
                continue
            elif isinstance(value, Model):
                inner = tuple(path.removeprefix(f"{name}.") for path in without if path.startswith(f"{name}."))
                found += self._collect_facts(value, (), inner, heading)
            else:
                found.append((escape(heading), self.render_field(model, name)))
        return found


def _is_default_off(model: Model, name: str, value: object) -> bool:
    """Return whether a value is a flag that is off by default, which says nothing."""
    return value is False and type(model).model_fields[name].default is False


def _join_values(items: Sequence[Markdown]) -> Markdown:
    """Join several values: short ones on one line, others on a line each."""
    texts = [strip_value_marks(item) for item in items]
    fits_one_line = all(len(text) <= _MAX_INLINE_CHARACTERS and not _NEEDS_OWN_LINE.search(text) for text in texts)
    return Markdown(", ").join(items) if fits_one_line else join_lines(items)


def _build_shared_heading(labels: Sequence[str]) -> str:
    """Return the heading of a column that several fields share: "Format, rule and values"."""
    first, *others = labels or ("",)
    return value_text.join_words([first, *(label.lower() for label in others)])


def _is_table(model: Model, name: str) -> bool:
    """Return whether a field holds models too large for a cell, which get a table of their own."""
    value = getattr(model, name, None)
    return isinstance(value, tuple) and any(isinstance(item, Model) and not _is_pair(item) for item in value)


def _is_pair(model: Model) -> bool:
    """Return whether a model fits on one line of a cell: a value and its meaning."""
    values = [value for name in type(model).model_fields if (value := getattr(model, name)) is not None]
    return len(values) <= _MAX_PAIR_FIELDS and not any(isinstance(value, Verbatim | Prose) for value in values)


def build_table(header: Sequence[object], rows: Sequence[Sequence[Markdown]], **attributes: object) -> Markdown:
    """Build a Markdown table with its caption; empty if there are no rows or no columns.

    Cells without a value show a dash, or the `blank` among the attributes.
    """
    if not rows or not header:
        return Markdown()
    caption, blank = attributes.pop("caption", None), attributes.pop("blank", _EMPTY_CELL)
    pairs = " ".join(f'{name}="{value}"' for name, value in attributes.items() if value not in {None, ""})
    above = " ".join(filter(None, (Markdown.escape(caption) if caption else "", f"{{{pairs}}}" if pairs else "")))
    parts = [f"Table: {above}\n"] if above else []
    parts += [_format_row([Markdown.escape(cell) for cell in header]), _format_row([Markdown("---")] * len(header))]
    parts += [_format_row([cell or Markdown(blank) for cell in row]) for row in rows]
    return Markdown("\n".join(parts))


def build_table_rows(rows: Iterable[Sequence[Markdown]]) -> Markdown:
    """Return rows for a table whose header a template writes; an empty cell becomes a dash."""
    return Markdown("\n".join(_format_row(cell or _EMPTY_CELL for cell in row) for row in rows))


def _format_row(cells: Iterable[Markdown]) -> str:
    return f"| {' | '.join(cells)} |"


def _list_columns(model: Model, only: Sequence[str], without: Sequence[str]) -> list[tuple[str, str]]:
    named = [
        (name, format_field_label(name, info)) for name, info in list_public_fields(type(model)) if name not in without
    ]
    return [pair for pair in named if not only or pair[0] in only]


def _format_pair(fact: tuple[Markdown, Markdown]) -> Markdown:
    return Markdown(f"{fact[0]}: {fact[1]}")


def _wrap_facts(facts: Sequence[tuple[Markdown, Markdown]]) -> Markdown:
    if not facts:
        return Markdown()
    return Markdown("\n\n".join(["::: facts", build_table(("Item", "Detail"), facts), ":::"]))
