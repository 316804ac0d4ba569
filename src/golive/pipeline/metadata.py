"""What stands on the cover of a document and in its properties: title, version, date, the two sides."""

from msgspec.structs import replace

from golive.markdown.document import Meta
from golive.project.project import Project
from golive.releases.status import standing_of
from golive.schema.value_text import day


def imprint(project: Project, kind: str, name: str) -> Meta:
    """What a document says about itself.

    Args:
        project: what it is made from.
        kind: of document, as `golive build --only` names it.
        name: of such documents, as their covers say it.
    """
    standing = standing_of(project)
    about, spec, vendor = project.about, project.spec, project.organization
    facts = [("Version", about.version), ("Date", day(about.date)), ("Vendor", vendor.name)]
    title, subject, status = name, vendor.name, ""
    if spec:
        owner = next(contact.name for contact in spec.team if contact.id == spec.owner)
        title, subject, status = spec.name, spec.biller.name, spec.status.label
        facts[1:1] = [("Status", status)]
        facts += [("Biller", subject), ("Billing system", spec.biller.billing_system.name), ("Owner", owner)]
    elif project.guide:
        title, status = project.guide.title, project.guide.kind
    return Meta(
        title=title,
        subtitle=name,
        subject=subject,
        author=vendor.name,
        version=about.version,
        date=about.date.isoformat(),
        date_on_paper=day(about.date),
        status=status,
        language=vendor.language,
        paper=vendor.paper,
        draft=standing.draft,
        facts=tuple(facts),
        id=about.id,
        kind=kind,
        digest=standing.digest,
        parts=standing.parts,
    )


def for_us_alone(meta: Meta) -> Meta:
    """What a document says about itself that no biller may see: the mark on each of its pages."""
    return replace(meta, draft=" · ".join(part for part in ("Internal", meta.draft) if part))
