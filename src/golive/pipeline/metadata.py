"""Build the metadata for the cover and the properties of a document: title, version, date, both parties."""

from msgspec.structs import replace

from golive.markdown.document import Meta
from golive.project.project import IntegrationProject, Project
from golive.releases.status import find_release_status
from golive.schema.value_text import format_date
from golive.translation import translate


def build_metadata(project: Project, kind: str, name: str, language: str = "") -> Meta:
    """Build the metadata of a document.

    Args:
        project: the source of the document.
        kind: kind of document, as in `golive build --only`.
        name: display name of that kind, as printed on the cover.
        language: BCP 47 tag of the document's language; the vendor's if left out.
    """
    release_status = find_release_status(project)
    about, vendor = project.document_subject, project.organization
    facts = [
        (translate("fact.version"), about.version),
        (translate("fact.date"), format_date(about.date)),
        (translate("fact.vendor"), vendor.name),
    ]
    title, subject, status = name, vendor.name, ""
    if isinstance(project, IntegrationProject):
        spec = project.spec
        owner = next(contact.name for contact in spec.team if contact.id == spec.owner)
        title, subject, status = spec.name, spec.biller.name, spec.status.label
        facts[1:1] = [(translate("fact.status"), status)]
        facts += [
            (translate("fact.biller"), subject),
            (translate("fact.billing-system"), spec.biller.billing_system.name),
            (translate("fact.owner"), owner),
        ]
    else:
        title, status = project.guide.title, project.guide.kind
    return Meta(
        title=title,
        subtitle=name,
        subject=subject,
        author=vendor.name,
        version=about.version,
        date=about.date.isoformat(),
        display_date=format_date(about.date),
        status=status,
        language=language or vendor.language,
        paper_size=vendor.formats.paper,
        draft_mark=f"{translate('draft')} · {format_date(about.date)}" if release_status.draft else "",
        facts=tuple(facts),
        id=about.id,
        kind=kind,
        digest=release_status.digest,
        part_digests=release_status.parts,
    )


def mark_as_internal(meta: Meta) -> Meta:
    """Add "Internal" to the mark that is printed on each page of the document."""
    return replace(meta, draft_mark=" · ".join(part for part in (translate("internal"), meta.draft_mark) if part))
