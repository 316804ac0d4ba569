"""Render a change log as a standalone HTML page, in the style of the PDFs."""

from collections.abc import Mapping, Sequence

from golive.figures.drawing import Color, Drawing, Frame
from golive.markdown.parser import parse_markdown
from golive.markdown.text_mapping import map_document_text
from golive.pipeline.metadata import build_metadata
from golive.project.project import Project, get_guide, get_integration
from golive.project.theme import read_theme_with_roles
from golive.project.workspace import get_bundled_root
from golive.releases.status import find_release_status
from golive.render.palette import PALETTE
from golive.schema import ChangeLog
from golive.schema.organization import LogEntry, LoggedChange
from golive.schema.unbroken_values import keep_values_whole
from golive.support.problems import TemplateError, make_problem
from golive.templating.context import Context
from golive.templating.templates import render_template

_TEMPLATE = "changelog.md.j2"


def render_change_log_page(project: Project, entries: Sequence[LogEntry]) -> bytes:
    """Render entries of a project's change log as one self-contained HTML page.

    Always uses golive's own template, even if the workspace has templates, so that logs look the same everywhere.

    Args:
        project: the project that the change log belongs to.
        entries: the entries to show, newest first; internal changes are shown and marked as internal.

    Returns:
        The page in UTF-8; equal input gives equal bytes.
    """
    from golive.render import web

    context = Context(
        spec=get_integration(project),
        organization=project.organization,
        process=project.process,
        guide=get_guide(project),
        changelog=_select_shown_entries(project.changelog, entries),
        draft=find_release_status(project).draft,
    )
    words = render_template(_TEMPLATE, (get_bundled_root() / "templates" / "runbook",), context)
    meta = build_metadata(project, "changelog", "Change log")
    return web.render_html_page(
        map_document_text(parse_markdown(words.text, _TEMPLATE), keep_values_whole),
        meta,
        _refuse_figure,
        "runbook",
        _get_palette(project),
    )


def _select_shown_entries(log: ChangeLog | None, entries: Sequence[LogEntry]) -> ChangeLog:
    """Return the log with only these entries; keep the requested approvals only with its newest entry."""
    newest = log.entries[log.newest_at].version if log else ""
    asked = log.approvals if log and newest in {entry.version for entry in entries} else ()
    told = tuple(
        entry.model_copy(update={"changes": tuple(map(_mark_internal_change, entry.changes))}) for entry in entries
    )
    return ChangeLog.model_construct(None, entries=told, approvals=asked)


def _mark_internal_change(change: LoggedChange) -> LoggedChange:
    """Replace the internal flag of a change by "(internal)" in its sentence, since tables omit flagged changes."""
    if not change.internal:
        return change
    return change.model_copy(update={"internal": False, "sentence": f"{change.sentence} (internal)"})


def _get_palette(project: Project) -> Mapping[Color, str]:
    if not project.theme_file:
        return PALETTE
    from golive.render.slides.theme.theme import build_palette

    return build_palette(read_theme_with_roles(project.theme_file), for_print=True)


def _refuse_figure(name: str, frame: Frame) -> Drawing:
    raise TemplateError(make_problem(f"a change log has no figure {name} of {frame.width_in:.1f} in"))
