"""Make a command write dates, times and numbers as the organization of its workspace wants them."""

import click

from golive.project.workspace import Workspace
from golive.schema import Organization
from golive.schema.value_text import use_formats
from golive.support.problems import GoliveError


def apply_formats(organization: Organization) -> None:
    """Write values as an organization wants them, until the running command ends."""
    context = click.get_current_context(silent=True)
    if context:
        context.with_resource(use_formats(organization.formats, organization.language))


def apply_workspace_formats(workspace: Workspace) -> None:
    """Write values as the organization of a workspace wants them; an unreadable one changes nothing."""
    from golive.project.organization_file import load_organization

    try:
        apply_formats(load_organization(workspace).value)
    except GoliveError:
        return  # the command reports it, if it needs the organization
