"""Read a sample of a fixed-width file: its record types, and a guess of its columns that a person can correct."""

from collections.abc import Mapping, Sequence
from typing import Final

from golive.exchange.imports.offer import ImportedFile, SourcePlace
from golive.exchange.imports.samples.sample_records import MAX_TYPES, RecordGroup, SampleField, group_by_token, is_token
from golive.exchange.imports.samples.sample_text import SampleLine
from golive.exchange.imports.samples.sample_types import find_column_type
from golive.support.problems import OutputError, Problem, make_problem
from golive.support.whole_numbers import parse_whole_number
from golive.yaml_io.message_text import shorten_for_message

_MAX_TOKEN: Final = 3
_MAX_PROBLEMS: Final = 20
_MAX_FIELDS: Final = 500


def group_fixed_lines(file: ImportedFile, lines: Sequence[SampleLine], wanted: Sequence[str]) -> list[RecordGroup]:
    """Return the lines of each record type.

    Args:
        file: the file.
        lines: its lines.
        wanted: what lines start with, by record type, where a person says so.

    Raises:
        OutputError: lines of one type have different lengths; each with its place.
    """
    given = sorted(filter(None, wanted), key=len, reverse=True)
    groups = group_by_token(lines, _match_tokens(file, lines, given) if given else _find_tokens(lines))
    problems: list[Problem] = []
    for group in groups:
        lengths = [len(line.text) for line in group.lines]
        usual = max(set(lengths), key=lambda one: (lengths.count(one), one))
        hint = "Trailing blanks may be cut off: ask for the file as it was sent. Or is it delimited?"
        problems += [
            file.make_problem(
                f"has {len(line.text)} characters, and the other lines of its type have {usual}",
                hint,
                SourcePlace(line.number, min(len(line.text), usual) + 1),
            )
            for line in group.lines
            if len(line.text) != usual
        ]
    if problems:
        raise OutputError(*problems[:_MAX_PROBLEMS])
    return groups


def _match_tokens(file: ImportedFile, lines: Sequence[SampleLine], given: Sequence[str]) -> list[str]:
    """Return which of the given texts each line starts with; for the other lines, what tells their type.

    Raises:
        OutputError: no line starts with one of them.
    """
    guessed = _find_tokens(lines)
    found = [
        next((one for one in given if line.text.startswith(one)), guess)
        for line, guess in zip(lines, guessed, strict=True)
    ]
    missing = [one for one in given if one not in found]
    if missing:
        message = f"has no line that starts with `{shorten_for_message(missing[0])}`, which --columns names"
        raise OutputError(file.make_problem(message, f"Lines start with {', '.join(sorted(set(guessed)))}."))
    return found


def _find_tokens(lines: Sequence[SampleLine]) -> list[str]:
    """Return what each line starts with that tells its type; empty texts if nothing does."""
    nothing = [""] * len(lines)
    ones = {line.text[:1] for line in lines}
    if len(ones) > MAX_TYPES or len(lines) < 2:  # noqa: PLR2004 - one line shows no types
        return nothing
    size = 1
    for wider in range(2, _MAX_TOKEN + 1):
        found = {line.text[:wider] for line in lines}
        if len(found) == len(ones) and all(one.isascii() and (one.isalpha() or one.isdigit()) for one in found):
            size = wider
    tokens = [line.text[:size] for line in lines]
    kinds = set(tokens)
    if not all(map(is_token, kinds)) or len(kinds) == 1:
        return nothing
    ends = tokens.count(tokens[0]) == 1 or tokens.count(tokens[-1]) == 1
    return tokens if ends else nothing


def parse_columns(columns: Sequence[str]) -> dict[str, list[int]]:
    """Return the first positions of the fields by record type, from parts such as `HD:1`, `3`, `DT:1`, `13`.

    Raises:
        OutputError: a part is no position, or the positions do not rise from 1.
    """
    found: dict[str, list[int]] = {}
    token = ""
    for part in columns:
        name, colon, number = part.rpartition(":")
        token = name if colon else token
        position = parse_whole_number(number.strip())
        if position is None:
            hint = "Write where each field starts, such as 1,3,13; or HD:1,3,DT:1,3,13 by record type."
            raise OutputError(make_problem(f"`{part}` in --columns is no position", hint))
        found.setdefault(token, []).append(position)
    for token, starts in found.items():
        if starts[0] != 1 or sorted(set(starts)) != starts:
            named = f" of {token}" if token else ""
            message = f"the positions{named} in --columns do not rise from 1"
            raise OutputError(make_problem(message, "Start with 1, and write each position once."))
    return found


def list_fixed_fields(group: RecordGroup, wanted: Mapping[str, list[int]]) -> list[SampleField]:
    """Return the fields of a record type: at the positions that a person gave, or as the lines show them.

    Raises:
        OutputError: a position lies behind the end of the record.
    """
    texts = [line.text for line in group.lines]
    length = len(texts[0])
    starts = [one - 1 for one in wanted.get(group.token, [])] or guess_starts(texts, len(group.token))
    if starts[-1] >= length:
        message = f"position {starts[-1] + 1} in --columns lies behind the {length} characters of the record"
        raise OutputError(make_problem(message, "Leave it out."))
    ends = [*starts[1:], length]
    fields: list[SampleField] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        kind = find_column_type([text[start:end] for text in texts], is_fixed=True)
        is_type = bool(group.token) and start == 0
        name = "RECORD_TYPE" if is_type else "FILLER" if kind.type == "filler" else f"FIELD_{number}"
        name = name if all(one.name != name for one in fields) else f"{name}_{number}"
        fields.append(SampleField(name, start, start + 1, end - start, kind))
    return fields


def guess_starts(texts: Sequence[str], token: int) -> list[int]:
    """Return where the columns of lines start, as far as blanks and digits show it.

    A column starts behind a column of blanks, and where all lines change between digits and other characters; marks
    that all lines have in the same place, such as those in a date, are part of a column.

    Args:
        texts: the lines, all equally long.
        token: the length of the record type at their start.
    """
    kinds = [_classify([text[at] for text in texts]) for at in range(len(texts[0]))]
    starts = [0, token] if token else [0]
    for at in range(starts[-1] + 1, len(kinds)):
        before, here = kinds[at - 1], kinds[at]
        if here not in {before, "mark"} and before != "mark" and (before, here) != ("text", "blank"):
            starts.append(at)
    return starts[:_MAX_FIELDS]


def _classify(characters: Sequence[str]) -> str:
    """Return what all lines have at one place: a blank, a digit, the same mark such as `-`, or other text."""
    kinds = set(characters)
    if kinds == {" "}:
        return "blank"
    if len(kinds) == 1 and kinds <= set("-/.:"):
        return "mark"
    return "digit" if all("0" <= one <= "9" for one in kinds) else "text"
