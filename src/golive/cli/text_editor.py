"""The description of a release, written in the person's own editor."""

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from golive.support.problems import SpecError, problem

if TYPE_CHECKING:
    from golive.releases.release_request import Release, State

MARK: Final = "# ---- Everything from this line on is left out. ----"


def described(state: "State", planned: "Release") -> str:
    """Let a person write the description of a release: $VISUAL or $EDITOR opens on the draft.

    Returns:
        What was written, as one paragraph.

    Raises:
        SpecError: nothing was written, or something that is no text.
        click.ClickException: the editor cannot be started, or says that it failed; or nobody sits before it.
    """
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or sys.stdin.isatty()):
        raise click.UsageError("--edit needs a terminal, or $VISUAL or $EDITOR. Say it with --message instead.")
    try:
        # Leaving the editor without saving takes the draft as it stands; whoever wants no release empties it.
        text = click.edit(_page(state, planned), require_save=False) or ""
    except UnicodeDecodeError:
        hint = "Save it as UTF-8. Nothing was released."
        raise SpecError(problem("the editor saved something that is no UTF-8 text", hint)) from None
    said, mark, _ = text.partition(MARK)
    if not mark:
        said = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    if not said.strip():
        hint = "Nothing was released. Write what changed, or release with --message."
        raise SpecError(problem("the description is empty", hint, path=state.log_path))
    return " ".join(said.split())


def _page(state: "State", planned: "Release") -> str:
    """What the editor shows: the draft, then what it is about."""
    guessed = state.snapshot is None and state.log is not None
    draft = "" if guessed or planned.entry is None else planned.entry.description
    lines = [draft, "", MARK, "#", f"# Describe {state.document.value.id} {planned.version} for its change log."]
    lines += ["# The lines above become one paragraph. Without any text, nothing is released."]
    if planned.changes and state.snapshot:
        lines += ["#", f"# What changed since {state.snapshot.value.version}; the entry lists it as well:"]
        lines += [
            f"#   {change.level.label}: {change.sentence}{' (internal; not for the biller)' if change.internal else ''}"
            for change in planned.changes
        ]
    return "\n".join([*lines, ""])
