"""Files while they are edited: unsaved text, undo and redo, and changes that other programs make meanwhile."""
