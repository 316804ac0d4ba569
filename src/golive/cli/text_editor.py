"""Edit the description of a release in the user's text editor."""

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from golive.support.problems import SpecError, make_problem

if TYPE_CHECKING:
    from golive.releases.release_request import ReleasePlan, ReleaseState

MARK: Final = "# ---- Everything from this line on is left out. ----"


def edit_description(state: "ReleaseState", planned: "ReleasePlan") -> str:
    """Open the draft description of a release in $VISUAL or $EDITOR.

    Returns:
        The edited text, as one paragraph.

    Raises:
        SpecError: the text is empty or is not UTF-8.
        click.ClickException: the editor cannot be started or failed, or there is no terminal.
    """
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or sys.stdin.isatty()):
        raise click.UsageError("--edit needs a terminal, or $VISUAL or $EDITOR. Use --message instead.")
    try:
        # Closing the editor without saving accepts the draft; an empty text cancels the release.
        text = click.edit(_build_editor_text(state, planned), require_save=False) or ""
    except UnicodeDecodeError:
        hint = "Save it as UTF-8. Nothing was released."
        raise SpecError(make_problem("the editor saved something that is not UTF-8 text", hint)) from None
    said, mark, _ = text.partition(MARK)
    if not mark:
        said = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    if not said.strip():
        hint = "Nothing was released. Write what changed, or release with --message."
        raise SpecError(make_problem("the description is empty", hint, path=state.log_path))
    return " ".join(said.split())


def _build_editor_text(state: "ReleaseState", planned: "ReleasePlan") -> str:
    """Build the editor text: the draft, then comments with the version and its changes."""
    guessed = state.snapshot is None and state.change_log is not None
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
