"""Offer the layout that a sample file shows: a preset, delimited columns, or columns of fixed width."""

from collections.abc import Sequence
from typing import Final

from golive.exchange.imports.offer import (
    ImportChoice,
    ImportedFile,
    ImportNote,
    ImportOffer,
    SourcedText,
    SourcedValue,
    SourcePlace,
)
from golive.exchange.imports.samples.sample_delimited import (
    DelimitedSample,
    find_separator,
    list_columns,
    read_delimited,
)
from golive.exchange.imports.samples.sample_fixed import group_fixed_lines, list_fixed_fields, parse_columns
from golive.exchange.imports.samples.sample_presets import PresetMatch, find_preset
from golive.exchange.imports.samples.sample_records import RecordGroup, SampleField, make_record_choice, name_records
from golive.exchange.imports.samples.sample_text import SampleText, read_sample_text

_FIRST: Final = SourcePlace(1)


def read_sample(
    file: ImportedFile, columns: Sequence[str] = (), record: str = "", *, has_header: bool | None = None
) -> ImportOffer:
    """Read a sample file.

    Args:
        file: the file.
        columns: where the fields of a fixed-width file start; empty to guess it.
        record: the id for its records of detail; `detail` if it is empty.
        has_header: whether its first line names the columns; None to tell it.

    Returns:
        A choice for the format of the file and one for each record type.

    Raises:
        OutputError: it has no records, or they are not alike; every line with its place.
    """
    wanted = parse_columns(columns)
    preset = None if wanted or has_header is not None or record else find_preset(file)
    if preset is not None:
        return _offer_preset(file, preset)
    text = read_sample_text(file)
    separator = "" if wanted else find_separator(text.lines)
    if separator:
        return _offer_delimited(text, read_delimited(file, text.lines, separator, has_header=has_header), record)
    return _offer_fixed(text, wanted, record)


def _offer_preset(file: ImportedFile, preset: PresetMatch) -> ImportOffer:
    value: dict[str, SourcedValue] = {"use": SourcedText(preset.name, _FIRST)}
    if preset.line_ending:
        value["line_ending"] = SourcedText(preset.line_ending, _FIRST)
    label = f"The preset `{preset.name}`: {preset.about}"
    choice = ImportChoice("settings", label, _FIRST, value)
    return ImportOffer("sample", file.path.name, file.digest, preset.name, (choice,), lambda _keys: preset.notes)


def _offer_delimited(text: SampleText, sample: DelimitedSample, record: str) -> ImportOffer:
    shown = {"\t": "tab"}.get(sample.separator, sample.separator)
    settings = {
        "format": SourcedText("delimited", _FIRST),
        "delimiter": SourcedText(shown, SourcePlace(1, text.lines[0].text.find(sample.separator) + 1)),
    }
    layouts = [(group, list_columns(sample, group), 0) for group in sample.groups]
    notes = []
    if sample.header:
        message = "the first line names the columns, and is no record of the layout"
        hint = "If the real file has this line, add a record of the kind `header` for it."
        notes.append(_make_note(text, message, hint, 1))
    return _make_offer(text, settings, layouts, record, notes)


def _offer_fixed(text: SampleText, wanted: dict[str, list[int]], record: str) -> ImportOffer:
    groups = group_fixed_lines(text.file, text.lines, tuple(wanted))
    layouts = [(group, list_fixed_fields(group, wanted), len(group.lines[0].text)) for group in groups]
    notes = []
    for group, fields, _ in layouts:
        if group.token not in wanted:
            starts = ",".join(str(one.position) for one in fields)
            named = f"{group.token}:" if group.token else ""
            message = f"where the fields start is a guess: --columns {named}{starts}"
            notes.append(_make_note(text, message, "Correct it with --columns.", group.lines[0].number))
    return _make_offer(text, {"format": SourcedText("fixed-width", _FIRST)}, layouts, record, notes)


def _make_offer(
    text: SampleText,
    settings: dict[str, SourcedText],
    layouts: Sequence[tuple[RecordGroup, list[SampleField], int]],
    record: str,
    notes: list[ImportNote],
) -> ImportOffer:
    """Return the offer of a file without a preset."""
    names = name_records([group for group, _, _ in layouts], record)
    choices = [
        make_record_choice(group, fields, name, length)
        for (group, fields, length), name in zip(layouts, names, strict=True)
    ]
    label = ", ".join(fact.text for fact in settings.values())
    first = ImportChoice("settings", f"Format of the file: {label}", _FIRST, {**settings, **text.settings})
    count = len(text.lines)
    message = (
        f"types, kinds and what may be empty are told from {count} line{'s' * (count != 1)}; a sample shows no more"
    )
    hint = "Compare them with the sender's description; names such as COLUMN_2 are to be replaced."
    all_notes = [*text.notes, *notes, _make_note(text, message, hint, 1)]
    title = f"{label}, {count} line{'s' * (count != 1)}"
    return ImportOffer(
        "sample", text.file.path.name, text.file.digest, title, (first, *choices), lambda _keys: all_notes
    )


def _make_note(text: SampleText, message: str, hint: str, line: int) -> ImportNote:
    return ImportNote(text.file.make_problem(message, hint, SourcePlace(line), severity="warning"))
