"""Find the edits that set one text each and can be made, and proven, in one step, such as the answers of a workbook."""

from collections.abc import Iterator, Sequence
from pathlib import Path as FilePath
from typing import Any, Final

from msgspec import Struct

from golive.editing.edits import Edit, Path, SetValue, normalize_value
from golive.editing.files import EditedFiles
from golive.editing.presets import uses_preset
from golive.editing.text_editor import TextEditor
from golive.schema.reserved_keys import INCLUDE_KEY

_REFERRING_KEYS: Final = frozenset({INCLUDE_KEY, "use", "without"})
"""Keys that name a file or a preset, or leave out some of it, so that they decide where other values are written."""

_LEAST_EDITS: Final = 2


class TextRun(Struct, frozen=True):
    """Edits that follow each other, and set texts that one file already has.

    Attributes:
        count: how many edits they are.
        editor: the editor of the file; None for no edits.
        texts: the new text of each, by its path in the file.
    """

    count: int
    editor: TextEditor | None
    texts: dict[Path, str]


def find_text_run(files: EditedFiles, edits: Sequence[Edit]) -> TextRun:
    """Return the longest run at the start of a sequence of edits; of less than two edits, an empty one.

    Raises:
        EditError: a former key cannot be replaced.
        SpecError: an included file cannot be read.
    """
    texts: dict[Path, str] = {}
    file: FilePath | None = None
    values: Any = None
    for edit, text in _iterate_text_edits(edits):
        files.rename_former_keys(edit.path)
        if values is None:
            values = files.read_expanded_values()
        location = files.locate(edit.path)
        file = file or location.file
        is_own = location.file == file and not uses_preset(values, edit)
        if not is_own or location.path in texts or not files.editors[file].has_text(location.path):
            break
        texts[location.path] = text
    if file is None or len(texts) < _LEAST_EDITS:
        return TextRun(0, None, {})
    return TextRun(len(texts), files.editors[file], texts)


def _iterate_text_edits(edits: Sequence[Edit]) -> Iterator[tuple[SetValue, str]]:
    for edit in edits:
        value = normalize_value(edit.value) if isinstance(edit, SetValue) else None
        if not isinstance(edit, SetValue) or not isinstance(value, str) or _REFERRING_KEYS.intersection(edit.path):
            return
        yield edit, value
