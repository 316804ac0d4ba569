"""The lists to pick from: named ranges on the hidden sheet, and the rules that show them in cells."""

from collections.abc import Mapping
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from golive.exchange.workbook.cell_text import CellCodec
from golive.exchange.workbook.record import SHEET
from golive.ooxml.xml_text import replace_invalid_characters
from golive.topics.inputs import Choice, InputKind

_MAX_MESSAGE: Final = 255
_MAX_TITLE: Final = 32


class ListNames:
    """The named lists of a workbook; equal lists have one name."""

    def __init__(self, references: Mapping[str, tuple[Choice, ...]]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._references = references

    def make_rule(self, codec: CellCodec, label: str, explanation: str = "") -> dict[str, Any] | None:
        """Return the rule of a cell: what may be picked, and what is shown beside it; None if there is nothing.

        Args:
            codec: how its answers are written.
            label: the question.
            explanation: what it means, where no other cell of the sheet says it; may be empty.
        """
        rule: dict[str, Any] = {"validate": "any"}
        asked = codec.asked
        if asked.kind is InputKind.YES_NO:
            rule = {"validate": "list", "source": ["Yes", "No"]}
        elif codec.choices and not asked.is_list:
            rule = {"validate": "list", "source": f"={self._name([one.label for one in codec.choices])}"}
        if rule["validate"] == "list":
            hint = "Add it on its own sheet first, or write TBD." if asked.refers_to else "Pick one, or write TBD."
            rule |= {"error_type": "warning", "error_title": "Not in the list", "error_message": hint}
        if explanation:
            rule["input_title"] = _shorten(label, _MAX_TITLE)
            rule["input_message"] = _shorten(explanation, _MAX_MESSAGE)
        return rule if len(rule) > 1 else None

    def write(self, workbook: Any, sheet: Any, column: int) -> None:  # noqa: ANN401 - XlsxWriter has no types
        """Write all lists that rules use, side by side, and define their names."""
        for at, (words, name) in enumerate(self._names.items(), column):
            sheet.write_column(0, at, map(replace_invalid_characters, words))
            letter = xl_col_to_name(at)
            workbook.define_name(name, f"={SHEET}!${letter}$1:${letter}${len(words)}")

    def _name(self, words: list[str]) -> str:
        return self._names.setdefault(tuple(words), f"golive_list_{len(self._names) + 1}")


def _shorten(text: str, length: int) -> str:
    text = replace_invalid_characters(text)
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
