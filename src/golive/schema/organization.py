"""The vendor (`data/organization.yaml`) and its participation guide (`data/guide.yaml`)."""

from typing import Annotated, Literal

from golive.schema.change_level import NONE, ORDER_MATTERS
from golive.schema.deck import DeckSettings
from golive.schema.explainer import ExplainerSettings
from golive.schema.field import Internal, Model, describe
from golive.schema.formats import Formats
from golive.schema.values import Code, Date, Email, Identifier, Phone, Prose, Text, Url, Version, VersionRange
from golive.schema.words import RoleName


class RoleTitle(Model):
    """What the vendor calls a role, and what the role does."""

    role: Annotated[RoleName, describe("The role.")]
    title: Annotated[Text, describe("What the vendor calls it.", "Role")]
    duty: Annotated[Text, describe("What it does in an integration.", "Responsibilities")]


class Support(Model):
    """Where help comes from."""

    name: Annotated[Text, describe("The desk's name.")]
    email: Annotated[Email, describe("Its address.")]
    phone: Annotated[Phone, describe("Its number.")]
    hours: Annotated[Text, describe("When it answers.")]


class Organization(Model):
    """The vendor."""

    name: Annotated[Text, describe("The vendor's full name.", max_length=80)]
    short_name: Annotated[Text, describe("A name short enough for a box in a figure.", max_length=24)]
    platform: Annotated[Text, describe("What its product is called.", max_length=60)]
    website: Annotated[Url, describe("Its public site.")]
    language: Annotated[Literal["en-US", "en-GB", "en-CA"], describe("Language of the documents.")] = "en-US"
    formats: Annotated[
        Formats, describe("How dates, times and numbers are written, and on which paper.", default_factory=Formats)
    ]
    theme: Annotated[
        Code | None, Internal(), describe("PowerPoint template of the decks, from the workspace's folder.")
    ] = None
    pdf_engine: Annotated[
        Literal["weasyprint", "typst"] | None,
        NONE,
        Internal(),
        describe(
            "Software that sets the pages of PDFs; WeasyPrint if left out, or Typst where that cannot run.",
            "PDF engine",
        ),
    ] = None
    deck: Annotated[
        DeckSettings | None,
        Internal(),
        describe("Which slides all integrations' decks have, in which order.", "Slides of the decks"),
    ] = None
    explainer: Annotated[
        ExplainerSettings | None,
        Internal(),
        describe("In which languages the SIT and UAT explainers of all integrations are made."),
    ] = None
    requires: Annotated[
        VersionRange | None,
        NONE,
        Internal(),
        describe("Versions of golive that this workspace may be built with; any other refuses.", "Versions of golive"),
    ] = None
    support: Annotated[Support, describe("Where help comes from.")]
    roles: Annotated[tuple[RoleTitle, ...], describe("What it calls the roles.", min_length=1)]


class GuideStep(Model):
    """A step that an implementation team takes."""

    name: Annotated[Text, describe("The step.", "Step")]
    description: Annotated[Prose, describe("What the team does.")]


class Guide(Model):
    """How an implementation team takes part in a new integration."""

    id: Annotated[Identifier, describe("Short name; part of the output's file name.")]
    title: Annotated[Text, describe("The guide's title.")]
    description: Annotated[Text, describe("What it is, in one sentence.")]
    kind: Annotated[Text, describe("What kind of document it is.")]
    version: Annotated[Version, NONE, describe("Version of the guide.")]
    date: Annotated[Date, NONE, describe("Date of that version.")]
    summary: Annotated[Prose, describe("What it is for.")]
    note: Annotated[Prose, describe("What readers must not miss.")]
    process_introduction: Annotated[Text, describe("Introduction to the steps.")]
    steps: Annotated[tuple[GuideStep, ...], ORDER_MATTERS, describe("What the team does.", min_length=1)]
    typical_introduction: Annotated[Text, describe("Introduction to the typical process.")]


class Approval(Model):
    """Someone's yes to a version."""

    name: Annotated[Text, describe("Who.")]
    organization: Annotated[Text, describe("The organization that the approver represents.")]
    role: Annotated[Text, describe("In which role.")]
    date: Annotated[Date | None, describe("When; left out while pending.")] = None
    digest: Annotated[Code | None, Internal(), describe("Digest of the release that was approved.")] = None


class LoggedChange(Model):
    """One change that a version brought, as `golive release` found it."""

    level: Annotated[Literal["major", "minor", "patch"], describe("The part of the version that it asked for.")]
    # `golive.templating.changes_table` prepares changes for documents, without internal ones.
    path: Annotated[Code, Internal(), describe("Where, by id.")]
    sentence: Annotated[Text, describe("What changed.")]
    internal: Annotated[bool, Internal(), describe("Whether only the vendor may see it.")] = False


class PartDigests(Model):
    """Digests of what the documents of a version were made from, part by part, so that one sees which part moved."""

    spec: Annotated[Code, describe("Of the spec, or of the guide.")]
    organization: Annotated[Code, describe("Of the vendor's data.")]
    process: Annotated[Code, describe("Of the typical process.")]
    templates: Annotated[Code, describe("Of the templates and style sheets.")]
    theme: Annotated[Code | None, describe("Of the slide theme; left out where no document has one.")] = None
    builtin: Annotated[Code | None, describe("Of golive's own templates, where there are no others.")] = None


class Withdrawal(Model):
    """That a release was withdrawn."""

    date: Annotated[Date, describe("When it was withdrawn.", "On")]
    by: Annotated[Text, describe("Who took it back.")]
    reason: Annotated[Text | None, describe("Why.")] = None


class LogEntry(Model):
    """One entry of a change log."""

    date: Annotated[Date, describe("When.")]
    author: Annotated[Text, describe("Who wrote the version.")]
    added_by: Annotated[Text | None, describe("Who added the entry, if someone else.", "Added by")] = None
    version: Annotated[Version, describe("The version.")]
    description: Annotated[Text, describe("What changed.")]
    # The following fields are written by `golive release`.
    changes: Annotated[tuple[LoggedChange, ...], describe("What changed, one by one.")] = ()
    digest: Annotated[Code | None, Internal(), describe("Digest of the content that was released.")] = None
    parts: Annotated[PartDigests | None, Internal(), describe("The same, part by part.")] = None
    approvals: Annotated[tuple[Approval, ...], describe("Who had approved it when the next version was released.")] = ()
    withdrawn: Annotated[
        Withdrawal | None, describe("That the release was withdrawn; `golive unrelease` writes it.", "Withdrawn")
    ] = None


class ChangeLog(Model):
    """The change log of one document (`data/changelogs/<id>.yaml`), newest entry first."""

    entries: Annotated[tuple[LogEntry, ...], describe("The entries, newest first.", min_length=1)]
    approvals: Annotated[tuple[Approval, ...], describe("Who approved the newest version.")] = ()

    @property
    def valid_entries(self) -> tuple[LogEntry, ...]:
        """Return the entries of versions that were not withdrawn, newest first."""
        return tuple(entry for entry in self.entries if entry.withdrawn is None)

    @property
    def newest_at(self) -> int:
        """Return the index of the newest entry that was not withdrawn, which the approvals belong to; 0 if none."""
        return next((at for at, entry in enumerate(self.entries) if entry.withdrawn is None), 0)
