"""A change log as a page of its own, in the dress of the papers."""

from collections.abc import Mapping, Sequence

from golive.figures.drawing import Color, Drawing, Frame
from golive.markdown.parser import parse
from golive.pipeline.metadata import imprint
from golive.project.project import Project
from golive.project.theme import read_brand
from golive.project.workspace import bundled
from golive.releases.status import standing_of
from golive.render.palette import PALETTE
from golive.schema import ChangeLog
from golive.schema.organization import LogEntry, LoggedChange
from golive.support.problems import TemplateError, problem
from golive.templating.context import Context
from golive.templating.templates import write

_TEMPLATE = "changelog.md.j2"


def to_page(project: Project, entries: Sequence[LogEntry]) -> bytes:
    """Entries of a project's change log as one HTML page that needs no other file.

    The words come from golive's own template, whatever templates the workspace has: a log looks the same everywhere.

    Args:
        project: whose change log it is.
        entries: what is shown of it, newest first; changes that are marked internal are shown, and said to be.

    Returns:
        UTF-8; equal input gives equal bytes.
    """
    from golive.render import web

    context = Context(
        spec=project.spec,
        organization=project.organization,
        process=project.process,
        guide=project.guide,
        changelog=_shown(project.changelog, entries),
        draft=standing_of(project).draft,
    )
    words = write(_TEMPLATE, (bundled() / "templates" / "runbook",), context)
    meta = imprint(project, "changelog", "Change log")
    return web.to_page(parse(words.text, _TEMPLATE), meta, _no_figure, "runbook", _palette(project))


def _shown(log: ChangeLog | None, entries: Sequence[LogEntry]) -> ChangeLog:
    """The log with these entries alone; the approvals that are asked for belong to its newest one."""
    newest = log.entries[0].version if log else ""
    asked = log.approvals if log and entries and entries[0].version == newest else ()
    told = tuple(entry.model_copy(update={"changes": tuple(map(_marked, entry.changes))}) for entry in entries)
    return ChangeLog.model_construct(None, entries=told, approvals=asked)


def _marked(change: LoggedChange) -> LoggedChange:
    """A change that says of itself that it is internal, since tables leave out what is marked so."""
    if not change.internal:
        return change
    return change.model_copy(update={"internal": False, "sentence": f"{change.sentence} (internal)"})


def _palette(project: Project) -> Mapping[Color, str]:
    if not project.theme:
        return PALETTE
    from golive.render.slides.theme.theme import palette_of

    return palette_of(read_brand(project.theme), printed=True)


def _no_figure(name: str, frame: Frame) -> Drawing:
    raise TemplateError(problem(f"a change log has no figure {name} of {frame.width_in:.1f} in"))
