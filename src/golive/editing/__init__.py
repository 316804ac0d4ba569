"""Edit YAML files by their values: every other value, every comment and every untouched line stays."""

from golive.editing.apply import EditedFile, EditResult, apply_edits, edit_text
from golive.editing.edits import Edit, InsertItem, MoveItem, PlainValue, RemoveItem, RenameId, SetValue
from golive.editing.save import ConflictError, save_edits

__all__ = [
    "ConflictError",
    "Edit",
    "EditResult",
    "EditedFile",
    "InsertItem",
    "MoveItem",
    "PlainValue",
    "RemoveItem",
    "RenameId",
    "SetValue",
    "apply_edits",
    "edit_text",
    "save_edits",
]
