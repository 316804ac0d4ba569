"""The vendor (`data/organization.yaml`) and its participation guide (`data/guide.yaml`)."""

from typing import Annotated, Literal

from golive.schema.change_level import NONE, ORDERED
from golive.schema.field import Internal, Model, about
from golive.schema.values import Code, Date, Email, Identifier, Phone, Prose, Text, Url, Version
from golive.schema.words import RoleName


class RoleTitle(Model):
    """What the vendor calls a role, and what the role does."""

    role: Annotated[RoleName, about("The role.")]
    title: Annotated[Text, about("What the vendor calls it.", "Role")]
    duty: Annotated[Text, about("What it does in an integration.", "What they do")]


class Support(Model):
    """Where help comes from."""

    name: Annotated[Text, about("The desk's name.")]
    email: Annotated[Email, about("Its address.")]
    phone: Annotated[Phone, about("Its number.")]
    hours: Annotated[Text, about("When it answers.")]


class Organization(Model):
    """The vendor."""

    name: Annotated[Text, about("The vendor's full name.", max_length=80)]
    short_name: Annotated[Text, about("A name short enough for a box in a figure.", max_length=24)]
    platform: Annotated[Text, about("What its product is called.", max_length=60)]
    website: Annotated[Url, about("Its public site.")]
    language: Annotated[Literal["en-US", "en-GB", "en-CA"], about("Language of the documents.")] = "en-US"
    paper: Annotated[Literal["letter", "a4"], about("Size of printed pages.")] = "letter"
    theme: Annotated[
        Code | None, Internal(), about("PowerPoint template of the decks, from the workspace's folder.")
    ] = None
    support: Support
    roles: Annotated[tuple[RoleTitle, ...], about("What it calls the roles.", min_length=1)]


class GuideStep(Model):
    """A step that an implementation team takes."""

    name: Annotated[Text, about("The step.", "Step")]
    description: Annotated[Prose, about("What the team does.")]


class Guide(Model):
    """How an implementation team takes part in a new integration."""

    id: Annotated[Identifier, about("Short name; part of the output's file name.")]
    title: Annotated[Text, about("The guide's title.")]
    description: Annotated[Text, about("What it is, in one sentence.")]
    kind: Annotated[Text, about("What kind of document it is.")]
    version: Annotated[Version, NONE, about("Version of the guide.")]
    date: Annotated[Date, NONE, about("Date of that version.")]
    summary: Annotated[Prose, about("What it is for.")]
    note: Annotated[Prose, about("What readers must not miss.")]
    process_introduction: Annotated[Text, about("What stands before the steps.")]
    steps: Annotated[tuple[GuideStep, ...], ORDERED, about("What the team does.", min_length=1)]
    typical_introduction: Annotated[Text, about("What stands before the typical process.")]


class Approval(Model):
    """Someone's yes to a version."""

    name: Annotated[Text, about("Who.")]
    organization: Annotated[Text, about("For whom.")]
    role: Annotated[Text, about("In which role.")]
    date: Annotated[Date | None, about("When; left out while pending.")] = None
    digest: Annotated[Code | None, Internal(), about("Digest of the release that was approved.")] = None


class LoggedChange(Model):
    """One change that a version brought, as `golive release` found it."""

    level: Annotated[Literal["major", "minor", "patch"], about("The part of the version that it asked for.")]
    # What documents say of it is made by `golive.templating.changes_table`: never what is internal.
    path: Annotated[Code, Internal(), about("Where, by the ids of what it lies in.")]
    sentence: Annotated[Text, about("What changed.")]
    internal: Annotated[bool, Internal(), about("Whether only the vendor may be told.")] = False


class PartDigests(Model):
    """Digests of what the documents of a version were made from, part by part, so that one sees which part moved."""

    spec: Annotated[Code, about("Of the spec, or of the guide.")]
    organization: Annotated[Code, about("Of the vendor's data.")]
    process: Annotated[Code, about("Of the typical process.")]
    templates: Annotated[Code, about("Of the templates and style sheets.")]
    theme: Annotated[Code | None, about("Of the slide theme; left out where no document has one.")] = None


class LogEntry(Model):
    """One entry of a change log."""

    date: Annotated[Date, about("When.")]
    author: Annotated[Text, about("Who wrote the version.")]
    added_by: Annotated[Text | None, about("Who added the entry, if someone else.", "Added by")] = None
    version: Annotated[Version, about("The version.")]
    description: Annotated[Text, about("What changed.")]
    # What follows is written by `golive release`.
    changes: Annotated[tuple[LoggedChange, ...], about("What changed, one by one.")] = ()
    digest: Annotated[Code | None, Internal(), about("Digest of the content that was released.")] = None
    parts: Annotated[PartDigests | None, Internal(), about("The same, part by part.")] = None
    approvals: Annotated[tuple[Approval, ...], about("Who had approved it when the next version was released.")] = ()


class ChangeLog(Model):
    """The change log of one document (`data/changelogs/<id>.yaml`), newest entry first."""

    entries: Annotated[tuple[LogEntry, ...], about("The entries, newest first.", min_length=1)]
    approvals: Annotated[tuple[Approval, ...], about("Who approved the newest version.")] = ()
