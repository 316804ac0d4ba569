"""Apply edits to a spec: all of them, or none; the result holds the new texts, and nothing is written."""

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from golive.editing.edits import Edit, InsertItem, MoveItem, RenameId, SetValue, normalize_value
from golive.editing.files import EditedFiles, find_including_files, resolve_path
from golive.editing.presets import find_own_path
from golive.editing.references import list_rename_edits
from golive.editing.text_runs import find_text_run
from golive.schema import Integration
from golive.schema.field import Model
from golive.schema.introspection import Slot
from golive.support.problems import EditError


class EditedFile(Struct, frozen=True):
    """A file that edits change.

    Attributes:
        path: the file.
        before: its text as it was read.
        after: its new text.
        also_used_by: other files that include it, and so change too.
    """

    path: Path
    before: str
    after: str
    also_used_by: tuple[Path, ...] = ()

    @property
    def digest_before(self) -> str:
        """The digest of the file as it was read."""
        return compute_digest(self.before.encode())

    @property
    def diff(self) -> str:
        """The change as a unified diff; empty if there is none."""
        lines = (self.before.splitlines(keepends=True), self.after.splitlines(keepends=True))
        return "".join(
            line if line.endswith("\n") else f"{line}\n"
            for line in unified_diff(*lines, self.path.as_posix(), self.path.as_posix(), n=2)
        )


class EditResult(Struct, frozen=True):
    """The result of edits: the files that change, and what a person should know about it.

    Attributes:
        changes: one change per file, the spec first; empty if the edits change nothing.
        removed_comments: comments that were removed with the items that they described.
    """

    changes: tuple[EditedFile, ...] = ()
    removed_comments: tuple[str, ...] = ()

    @property
    def diff(self) -> str:
        """All changes as a unified diff."""
        return "".join(change.diff for change in self.changes)

    @property
    def overlay(self) -> dict[Path, str]:
        """The new texts by file: to check and preview them before they are written."""
        return {change.path: change.after for change in self.changes}


def apply_edits(
    path: Path,
    edits: Sequence[Edit],
    *,
    inside: Path | None = None,
    model: type[Model] = Integration,
    overlay: Mapping[Path, str] | None = None,
) -> EditResult:
    """Apply edits to a file in the given order: all of them, or none.

    Args:
        path: the file that the paths of the edits are about.
        edits: what to change; each edit sees the result of those before it.
        inside: the folder that included files must lie in, and that may contain presets, as for `load`.
        model: the model of the file, which gives new keys their place.
        overlay: unsaved text by file, which is edited in place of what is on the disk.

    Returns:
        The new texts; nothing is written.

    Raises:
        SpecError: a file cannot be read or is not YAML.
        EditError: an edit cannot be made, or not without changing or losing something else.
    """
    files = EditedFiles(path, Slot(model), inside, overlay or {})
    at = 0
    while at < len(edits):
        run = find_text_run(files, edits[at:])
        if run.editor is None:
            _apply_edit(files, edits[at])
        else:
            run.editor.set_texts(run.texts)
        at += max(run.count, 1)
    changes = []
    for real, editor in files.editors.items():
        before = files.originals[real]
        if editor.text != before:
            users = find_including_files(real, files.inside) if files.inside and real != files.main else ()
            others = tuple(user for user in users if resolve_path(user) != files.main)
            changes.append(EditedFile(files.display_path(real), before, editor.text, others))
    comments = tuple(comment for editor in files.editors.values() for comment in editor.removed_comments)
    return EditResult(tuple(changes), comments)


def edit_text(
    text: str, edits: Sequence[Edit], *, model: type[Model] = Integration, path: Path = Path("spec.yaml")
) -> str:
    """Return a text with edits applied, without its includes and presets.

    Raises:
        SpecError: it is not YAML.
        EditError: as for `apply_edits`.
    """
    result = apply_edits(path, edits, model=model, overlay={path: text})
    return result.changes[0].after if result.changes else text


def compute_digest(data: bytes) -> str:
    """Return the SHA-256 digest of a file's bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def _list_rename_edits(files: EditedFiles, edit: RenameId) -> tuple[SetValue, ...]:
    """Return the edits of a rename; a refusal says file and line.

    Raises:
        EditError: the item cannot be renamed.
    """
    try:
        return list_rename_edits(files.read_expanded_values(), edit)
    except EditError as error:
        tree = files.editors[files.main].tree
        raise EditError(
            *(tree.make_problem(one.where, one.message, one.hint, Integration) for one in error.problems)
        ) from None


def _apply_edit(files: EditedFiles, edit: Edit) -> None:
    if isinstance(edit, RenameId):
        for change in _list_rename_edits(files, edit):
            _apply_edit(files, change)
        return
    files.rename_former_keys(edit.path)
    location = files.locate(find_own_path(files, edit))
    editor = files.editors[location.file]
    if isinstance(edit, SetValue):
        editor.set_value(location.path, normalize_value(edit.value))
    elif isinstance(edit, InsertItem):
        editor.insert_item(location.path, edit.index, normalize_value(edit.value))
    elif isinstance(edit, MoveItem):
        editor.move_item(location.path, edit.to)
    else:
        editor.remove(location.path)
