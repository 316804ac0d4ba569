"""Read a sample of a delimited file: its separator, its record types, and the types of its columns."""

import csv
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from golive.exchange.imports.offer import ImportedFile
from golive.exchange.imports.samples.sample_records import (
    MAX_TYPES,
    RecordGroup,
    SampleField,
    group_by_token,
    is_token,
)
from golive.exchange.imports.samples.sample_text import SampleLine
from golive.exchange.imports.samples.sample_types import find_column_type
from golive.support.problems import OutputError, Problem

_SEPARATORS: Final = ("|", "\t", ";", "~", "^", ",")
_MAX_NAME: Final = 60
_MAX_PROBLEMS: Final = 20


class DelimitedSample(NamedTuple):
    """What a delimited sample shows.

    Attributes:
        separator: what separates its columns.
        header: the names of the columns, if the first line has them.
        groups: the lines of each record type.
        rows: the columns of each line, by its number.
    """

    separator: str
    header: list[str]
    groups: list[RecordGroup]
    rows: dict[int, list[str]]


def find_separator(lines: Sequence[SampleLine]) -> str:
    """Return the separator by which the lines have equal numbers of columns, per record type; empty if none does."""
    best, most = "", 0.0
    for separator in _SEPARATORS:
        rows = [split_line(line.text, separator) for line in lines]
        if sum(len(row) > 1 for row in rows) < len(rows):
            continue
        share = _measure_evenness(rows)
        if share > most:
            best, most = separator, share
    return best if most > 0.8 else ""  # noqa: PLR2004 - one line in five may be broken


def _measure_evenness(rows: Sequence[Sequence[str]]) -> float:
    """Return the share of rows with the usual number of columns of their record type."""
    counts = Counter(len(row) for row in rows)
    overall = counts.most_common(1)[0][1] / len(rows)
    by_type: dict[str, Counter[int]] = {}
    for row in rows:
        by_type.setdefault(row[0], Counter())[len(row)] += 1
    if len(by_type) > MAX_TYPES or not all(map(is_token, by_type)):
        return overall
    return max(overall, sum(one.most_common(1)[0][1] for one in by_type.values()) / len(rows))


def split_line(text: str, separator: str) -> list[str]:
    """Return the columns of a line; a separator within quotes is part of a value."""
    if '"' not in text:
        return text.split(separator)
    return next(csv.reader([text], delimiter=separator), [""])


def read_delimited(
    file: ImportedFile, lines: Sequence[SampleLine], separator: str, *, has_header: bool | None
) -> DelimitedSample:
    """Return the record types of a delimited sample.

    Args:
        file: the file.
        lines: its lines.
        separator: what separates its columns.
        has_header: whether the first line names the columns; None to tell it.

    Raises:
        OutputError: lines of one type have different numbers of columns; each with its place.
    """
    rows = {line.number: split_line(line.text, separator) for line in lines}
    header: list[str] = []
    if has_header or (has_header is None and _looks_like_header(list(rows.values()))):
        header = [name.strip() for name in rows.pop(lines[0].number)]
        lines = lines[1:]
    if not lines:
        hint = "Ask for a file with some records, or give the first line's meaning with --no-header."
        raise OutputError(file.make_problem("has no line behind the names of the columns", hint))
    firsts = [rows[line.number][0] for line in lines]
    is_typed = not header and _are_types(firsts, [len(rows[line.number]) for line in lines])
    groups = group_by_token(lines, firsts if is_typed else [""] * len(lines))
    problems = [one for group in groups for one in _check_counts(file, group, rows, separator)]
    if problems:
        raise OutputError(*problems[:_MAX_PROBLEMS])
    return DelimitedSample(separator, header, groups, rows)


def _check_counts(file: ImportedFile, group: RecordGroup, rows: dict[int, list[str]], separator: str) -> list[Problem]:
    from golive.exchange.imports.offer import SourcePlace

    usual = Counter(len(rows[line.number]) for line in group.lines).most_common(1)[0][0]
    shown = {"\t": "tab"}.get(separator, separator)
    hint = f"Is `{shown}` the separator? A value with it in it needs quotes. Correct the line, or leave it out."
    return [
        file.make_problem(
            f"has {len(rows[line.number])} columns, and the other lines of its type have {usual}",
            hint,
            SourcePlace(line.number, 1),
        )
        for line in group.lines
        if len(rows[line.number]) != usual
    ]


def _looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row holds names: words that stand in no other row, above values that are none."""
    if len(rows) < 2:  # noqa: PLR2004 - names and one row
        return False
    names = [name.strip() for name in rows[0]]
    is_named = all(name and not name[0].isdigit() and len(name) <= _MAX_NAME for name in names)
    if not is_named or len(set(names)) < len(names) or len(rows[0]) != len(rows[1]):
        return False
    return any(
        any(one.isdigit() for one in value) and not any(one.isdigit() for one in name)
        for row in rows[1:4]
        for name, value in zip(names, row, strict=False)
    )


def _are_types(firsts: Sequence[str], counts: Sequence[int]) -> bool:
    """Return whether the first column holds record types: few short words, with a number of columns each."""
    kinds = set(firsts)
    if len(kinds) > MAX_TYPES or not all(map(is_token, kinds)) or len(firsts) < len(kinds):
        return False
    if len(kinds) == 1:
        return len(firsts) > 1 and not next(iter(kinds)).isdigit()
    by_type = {kind: {count for one, count in zip(firsts, counts, strict=True) if one == kind} for kind in kinds}
    differ = len({min(found) for found in by_type.values()}) > 1
    ends = firsts.count(firsts[0]) == 1 or firsts.count(firsts[-1]) == 1
    return differ or (ends and len(firsts) > len(kinds))


def list_columns(sample: DelimitedSample, group: RecordGroup) -> list[SampleField]:
    """Return the columns of a record type with their types."""
    rows = [sample.rows[line.number] for line in group.lines]
    first = group.lines[0].text
    fields, start = [], 0
    taken: set[str] = set()
    for at in range(len(rows[0])):
        name = (
            sample.header[at]
            if at < len(sample.header)
            else "RECORD_TYPE"
            if group.token and not at
            else f"COLUMN_{at + 1}"
        )
        name = name if name not in taken else f"{name}_{at + 1}"
        taken.add(name)
        kind = find_column_type([row[at] for row in rows], is_fixed=False)
        fields.append(SampleField(name, start, at + 1, 0, kind))
        start = _find_next_start(first, start, rows[0][at], sample.separator)
    return fields


def _find_next_start(line: str, start: int, value: str, separator: str) -> int:
    quoted = line.startswith('"', start)
    end = start + len(value) + (value.count('"') + 2 if quoted else 0)
    return min(len(line), end + len(separator))
