"""Turn what people type or paste into the text that a spec holds, and back: `3/23/2027`, `2027-03-23`, `Mar 23, 2027`.

What is not understood stays as it was typed, so that nothing is lost and the check says what is wrong with it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Final

from golive.schema.value_text import format_date, format_time
from golive.topics.inputs import Choice, Input, InputKind

_US_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WORD_DATE: Final = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_CLOCK: Final = re.compile(r"(\d{1,2})(?::(\d\d))? ?([AaPp])\.?[Mm]\.?")
_GROUPED_NUMBER: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_YES_NO: Final = {"yes": "true", "y": "true", "no": "false", "n": "false"}


def parse_answer(asked: Input, text: str, choices: tuple[Choice, ...] = ()) -> str:
    """Return an answer as the spec holds it.

    Args:
        asked: the kind of answer.
        text: what was typed or pasted.
        choices: the choices, for answers that are picked by their names; by default those of `asked`.
    """
    if asked.kind is InputKind.VERBATIM:
        return text
    if asked.kind is InputKind.PROSE:
        return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    text = text.strip() if asked.kind is InputKind.CODE else " ".join(text.split())
    if choices or asked.choices:
        return _match_choice(text, choices or asked.choices)
    parse = _PARSERS.get(asked.kind)
    return parse(text) if parse else text


def format_answer(asked: Input, text: str, choices: tuple[Choice, ...] = ()) -> str:
    """Return an answer of a spec as people read and type it: "Mar 23, 2027", "2:00 AM", "Yes", "Every business day".

    `parse_answer` gives back what the spec holds; where no such text would do that, the text of the spec is returned.

    Args:
        asked: the kind of answer.
        text: the answer as the spec holds it.
        choices: the choices, for answers that are picked by their names; by default those of `asked`.
    """
    if asked.kind is InputKind.VERBATIM:
        return text
    held = parse_answer(asked, text, choices)
    if choices or asked.choices:
        shown = next((one.label for one in choices or asked.choices if one.word == held), held)
    else:
        write = _FORMATTERS.get(asked.kind)
        shown = write(held) if write else held
    return shown if parse_answer(asked, shown, choices) == held else held


def _match_choice(text: str, choices: tuple[Choice, ...]) -> str:
    """Return the word of the choice that a text names; without one, the text.

    Case does not count; hyphens, blanks and other signs do not where only one choice is meant: "Fixed width".
    """
    wanted = text.casefold()
    same = next((one.word for one in choices if wanted in {one.word.casefold(), one.label.casefold()}), None)
    if same is not None:
        return same
    bare = _NOT_LETTERS.sub("", wanted)
    near = {
        one.word for one in choices if bare in {_NOT_LETTERS.sub("", name.casefold()) for name in (one.word, one.label)}
    }
    return near.pop() if bare and len(near) == 1 else text


def _parse_date(text: str) -> str:
    if found := _US_DATE.fullmatch(text):
        month, day, year = (int(part) for part in found.groups())
    elif (found := _WORD_DATE.fullmatch(text)) and found[1][:3].lower() in _MONTHS:
        month, day, year = _MONTHS.index(found[1][:3].lower()) + 1, int(found[2]), int(found[3])
    else:
        return text
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _parse_time(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    if not found:
        return text
    hour, minute = int(found[1]), int(found[2] or 0)
    if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of a clock
        return text
    try:
        return time(hour % 12 + (12 if found[3].lower() == "p" else 0), minute).isoformat("minutes")
    except ValueError:
        return text


def _parse_number(text: str) -> str:
    return text.replace(",", "") if _GROUPED_NUMBER.fullmatch(text) else text


def _parse_yes_no(text: str) -> str:
    return _YES_NO.get(text.casefold(), text)


def _format_date(text: str) -> str:
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text


def _format_time(text: str) -> str:
    try:
        return format_time(time.fromisoformat(text))
    except ValueError:
        return text


def _format_yes_no(text: str) -> str:
    return {"true": "Yes", "false": "No"}.get(text, text)


_FORMATTERS: Final[Mapping[InputKind, Callable[[str], str]]] = {
    InputKind.DATE: _format_date,
    InputKind.TIME: _format_time,
    InputKind.YES_NO: _format_yes_no,
}
_PARSERS: Final[Mapping[InputKind, Callable[[str], str]]] = {
    InputKind.DATE: _parse_date,
    InputKind.TIME: _parse_time,
    InputKind.INTEGER: _parse_number,
    InputKind.DECIMAL: _parse_number,
    InputKind.YES_NO: _parse_yes_no,
}
