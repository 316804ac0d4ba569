"""The questionnaire for a new biller, of which there is no spec yet, and the first facts that it brings back."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.exchange.workbook.book import Book, BookCell
from golive.exchange.workbook.build import BookSource, build_book
from golive.exchange.workbook.cell_value import read_cell
from golive.exchange.workbook.returned import Returned, ReturnedCell, make_cell_problem
from golive.support.problems import OriginError, Problem, make_problem

REQUIRED: Final = ("biller.name", "biller.kind", "biller.location", "biller.time_zone", "biller.billing_system.name")
"""What a new spec needs at least."""
_KEPT: Final = ("scope", "interfaces")
_TECHNICAL_CONTACT: Final = "technical-contact"


class FirstFacts(Struct, frozen=True):
    """What a new spec is begun with: the answers to `REQUIRED` by their keys, and where they stand."""

    answers: Mapping[str, str]
    places: Mapping[str, ReturnedCell]


def build_blank_book(values: Any, vendor: str, method: str) -> Book:  # noqa: ANN401 - plain values
    """Return the questionnaire for a new biller.

    Args:
        values: the plain values of a new spec, whose files and calls are asked for.
        vendor: the name of the vendor.
        method: how data moves.
    """
    team = [one for one in values["team"] if one["id"] == _TECHNICAL_CONTACT]
    kept = {key: values[key] for key in _KEPT if key in values}
    book = build_book(BookSource({**kept, "team": team}, vendor))
    sheets = tuple(
        replace(
            sheet,
            items=tuple(
                replace(item, cells={key: _mark_open(key, cell) for key, cell in item.cells.items()})
                for item in sheet.items
            ),
        )
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets, method=method)


def read_first_facts(returned: Returned, book: Book) -> FirstFacts:
    """Return the answers that a new spec is begun with.

    Args:
        returned: the filled-in questionnaire.
        book: the questionnaire as it is sent.

    Raises:
        OriginError: some of them are missing, or are no answers.
    """
    codecs = {key: cell.codec for sheet in book.sheets for one in sheet.items for key, cell in one.cells.items()}
    found = {key: one for item in returned.items if item.path == () for key, one in item.cells.items()}
    answers: dict[str, str] = {}
    problems: list[Problem] = []
    for key in REQUIRED:
        if key not in found:
            problems.append(make_problem(f"has no row for `{key}` any more", "Fill in a new file.", path=returned.path))
            continue
        answer = read_cell(found[key].cell, codecs[key].asked, "")
        if not answer.text.strip():
            message, hint = (
                answer.problem if answer.problem[0] else ("is empty", "A new integration needs this answer.")
            )
            problems.append(make_cell_problem(returned.path, found[key].place, message, hint))
        answers[key] = str(codecs[key].parse(answer.text))
    if problems:
        raise OriginError(*problems)
    return FirstFacts(answers, {key: found[key] for key in REQUIRED})


def _mark_open(key: str, cell: BookCell) -> BookCell:
    return replace(cell, state="open") if key in REQUIRED and cell.state == "blank" else cell
