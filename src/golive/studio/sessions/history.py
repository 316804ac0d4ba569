"""The steps that can be undone and redone."""

from pathlib import Path

from msgspec import Struct

from golive.editing.apply import EditedFile

_MAX_STEPS = 500
_TYPING_PAUSE_SECONDS = 3.0


class CompanionFile(Struct, frozen=True):
    """A file that is written in one step with the edited ones, such as the log of imports.

    Attributes:
        path: the file.
        before: its content as it was read; None if there was none.
        after: its new content.
        undone: its content once the step is undone.
    """

    path: Path
    before: bytes | None
    after: bytes
    undone: bytes


class HistoryStep(Struct, frozen=True):
    """What undoes or redoes a step."""

    changes: tuple[EditedFile, ...] = ()
    companions: tuple[CompanionFile, ...] = ()


class _Step(Struct):
    changes: tuple[EditedFile, ...]
    group: str
    at_seconds: float
    companions: tuple[CompanionFile, ...] = ()


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

    def add(
        self,
        changes: tuple[EditedFile, ...],
        group: str,
        at_seconds: float,
        companions: tuple[CompanionFile, ...] = (),
    ) -> None:
        """Add a step; it joins the last one if both are of the same group and close together.

        Args:
            changes: the files that changed.
            group: what was edited; an empty group never joins.
            at_seconds: when, on a monotonic clock.
            companions: the files that were written with them; such a step joins no other.
        """
        del self._steps[self._done :]
        last = self._steps[-1] if self._steps else None
        if (
            last
            and group
            and not companions
            and not last.companions
            and last.group == group
            and at_seconds - last.at_seconds < self.pause_seconds
            and [(one.path, one.after) for one in last.changes] == [(one.path, one.before) for one in changes]
        ):
            joined = tuple(
                EditedFile(new.path, old.before, new.after) for old, new in zip(last.changes, changes, strict=True)
            )
            self._steps[-1] = _Step(joined, group, at_seconds)
        else:
            self._steps.append(_Step(changes, group, at_seconds, companions))
            del self._steps[:-_MAX_STEPS]
        self._done = len(self._steps)

    def get_undo_step(self) -> HistoryStep:
        """Return what undoes the last step; empty if there is none."""
        if not self.can_undo:
            return HistoryStep()
        step = self._steps[self._done - 1]
        return HistoryStep(
            tuple(EditedFile(one.path, one.after, one.before) for one in step.changes),
            tuple(CompanionFile(one.path, one.after, one.undone, one.after) for one in step.companions),
        )

    def get_redo_step(self) -> HistoryStep:
        """Return what redoes the step that was undone last; empty if there is none."""
        if not self.can_redo:
            return HistoryStep()
        step = self._steps[self._done]
        companions = tuple(CompanionFile(one.path, one.undone, one.after, one.undone) for one in step.companions)
        return HistoryStep(step.changes, companions)

    def move_back(self) -> None:
        """Note that the last step was undone."""
        self._done -= 1

    def move_forward(self) -> None:
        """Note that the step was redone."""
        self._done += 1
