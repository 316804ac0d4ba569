"""The steps that can be undone and redone."""

from msgspec import Struct

from golive.editing.apply import EditedFile

_MAX_STEPS = 500
_TYPING_PAUSE_SECONDS = 3.0


class _Step(Struct):
    changes: tuple[EditedFile, ...]
    group: str
    at_seconds: float


class History:
    """Steps of one file, the newest last; what was undone is redone until something new is done."""

    def __init__(self, pause_seconds: float = _TYPING_PAUSE_SECONDS) -> None:
        self.pause_seconds = pause_seconds
        self._steps: list[_Step] = []
        self._done = 0

    @property
    def can_undo(self) -> bool:
        """Return whether there is a step to undo."""
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        """Return whether there is a step to redo."""
        return self._done < len(self._steps)

    def add(self, changes: tuple[EditedFile, ...], group: str, at_seconds: float) -> None:
        """Add a step; it joins the last one if both are of the same group and close together.

        Args:
            changes: the files that changed.
            group: what was edited; an empty group never joins.
            at_seconds: when, on a monotonic clock.
        """
        del self._steps[self._done :]
        last = self._steps[-1] if self._steps else None
        if (
            last
            and group
            and last.group == group
            and at_seconds - last.at_seconds < self.pause_seconds
            and [(one.path, one.after) for one in last.changes] == [(one.path, one.before) for one in changes]
        ):
            joined = tuple(
                EditedFile(new.path, old.before, new.after) for old, new in zip(last.changes, changes, strict=True)
            )
            self._steps[-1] = _Step(joined, group, at_seconds)
        else:
            self._steps.append(_Step(changes, group, at_seconds))
            del self._steps[:-_MAX_STEPS]
        self._done = len(self._steps)

    def get_undo_step(self) -> tuple[EditedFile, ...]:
        """Return the changes that undo the last step; empty if there is none."""
        if not self.can_undo:
            return ()
        changes = self._steps[self._done - 1].changes
        return tuple(EditedFile(one.path, one.after, one.before) for one in changes)

    def get_redo_step(self) -> tuple[EditedFile, ...]:
        """Return the changes that redo the step undone last; empty if there is none."""
        return self._steps[self._done].changes if self.can_redo else ()

    def move_back(self) -> None:
        """Note that the last step was undone."""
        self._done -= 1

    def move_forward(self) -> None:
        """Note that the step was redone."""
        self._done += 1
