"""Publish a document as a page of Confluence, and never over what a person wrote there.

Each version that golive writes carries a message with the document and a digest. If the newest version of a page has
another message, a person edited the page since, and nothing is written.
"""

import hashlib
import re
from typing import Any, Final

from msgspec import Struct

from golive.exchange.publishing.confluence_client import ConfluenceClient, PublishError
from golive.pipeline.build import OUTPUTS, BuiltDocument, build_document
from golive.pipeline.formats import list_formats
from golive.pipeline.metadata import build_metadata
from golive.project.project import IntegrationProject
from golive.support.problems import make_problem

CONFLUENCE_KINDS: Final = tuple(
    row.kind
    for row in OUTPUTS
    if row.of == "integration" and any(one.format == "confluence" for one in list_formats(row))
)
"""The kinds of documents of an integration that can be pages."""
_MESSAGE: Final = re.compile(r"golive: (?P<id>\S+) (?P<kind>\S+) (?P<version>\S+), digest (?P<digest>[0-9a-f]{16})")
_COMMENT: Final = "golive: digest "
_DIGEST_LENGTH: Final = 16


class PageContent(Struct, frozen=True):
    """A document as a page.

    Attributes:
        title: the title of a new page.
        body: the content in storage format.
        message: what its version says of itself.
        attachments: pairs of file name and content.
    """

    title: str
    body: str
    message: str
    attachments: tuple[tuple[str, bytes], ...]


class PublishPlan(Struct, frozen=True):
    """What publishing does to a wiki.

    Attributes:
        page_id: the page; empty for a new one.
        parent_id: the page that a new one is put below.
        space_id: the space of the page.
        title: its title.
        version: the present version; 0 for a new page.
        is_current: whether the page has this content already.
        uploads: the names of the attachments that are new or changed.
    """

    page_id: str
    parent_id: str
    space_id: str
    title: str
    version: int
    is_current: bool
    uploads: tuple[str, ...]


def build_page_content(project: IntegrationProject, kind: str) -> PageContent:
    """Build a document of an integration as a page.

    Raises:
        GoliveError: lists all problems that were found.
    """
    own = next(row for row in OUTPUTS if row.kind == kind)
    made = build_document(project, next(row for row in list_formats(own) if row.format == "confluence"))
    meta = build_metadata(project, kind, own.title)
    digest = _compute_digest(made)
    message = f"golive: {project.spec.id} {kind} {project.spec.version}, digest {digest}"
    files = tuple((path.name, content) for path, content in made.extras)
    return PageContent(f"{meta.title}: {meta.subtitle}", made.content.decode(), message, files)


def _compute_digest(made: BuiltDocument) -> str:
    total = hashlib.sha256(made.content)
    for path, content in made.extras:
        total.update(path.name.encode() + content)
    return total.hexdigest()[:_DIGEST_LENGTH]


def plan_update(
    client: ConfluenceClient, page_id: str, content: PageContent, *, discard_edits: bool = False
) -> PublishPlan:
    """Find out what publishing to an existing page changes.

    Args:
        client: the wiki.
        page_id: the number of the page.
        content: the document.
        discard_edits: whether the page may be replaced although a person edited it, or golive never wrote it.

    Raises:
        PublishError: the page cannot be read, belongs to another document, or was edited by a person.
    """
    page = client.get_page(page_id)
    version, title = page.get("version") or {}, str(page.get("title") or content.title)
    found = _MESSAGE.fullmatch(str(version.get("message") or ""))
    number = _read_number(version)
    if not discard_edits:
        _refuse_foreign_page(found, content, title, version)
    is_current = bool(found and found[0] == content.message)
    return PublishPlan(
        page_id,
        "",
        str(page.get("spaceId") or ""),
        title,
        number,
        is_current,
        _list_uploads(client.list_attachments(page_id), content),
    )


def plan_creation(client: ConfluenceClient, parent_id: str, content: PageContent) -> PublishPlan:
    """Find out where a new page goes; errors as for `plan_update`."""
    parent = client.get_page(parent_id)
    names = tuple(name for name, _ in content.attachments)
    return PublishPlan(
        "", parent_id, str(parent.get("spaceId") or ""), content.title, 0, is_current=False, uploads=names
    )


def publish(client: ConfluenceClient, plan: PublishPlan, content: PageContent) -> str:
    """Write the page, then its attachments; return the number of the page.

    Confluence refuses the page if its version is no longer that of the plan, so nothing is overwritten in between.

    Raises:
        PublishError: the page or an attachment was refused.
    """
    page_id = plan.page_id
    body = {"representation": "storage", "value": content.body}
    if not page_id:
        fields = {"spaceId": plan.space_id, "parentId": plan.parent_id, "status": "current", "title": plan.title}
        made = client.create_page({**fields, "body": body})
        page_id, number = str(made.get("id") or ""), _read_number(made.get("version") or {})
        _complete_new_page(client, page_id, plan.title, number + 1, content)
    elif not plan.is_current:
        _update(client, page_id, plan.title, plan.version + 1, content)
    for name, file in content.attachments:
        if name in plan.uploads:
            client.upload(page_id, name, file, _make_comment(file))
    return page_id


def _complete_new_page(client: ConfluenceClient, page_id: str, title: str, number: int, content: PageContent) -> None:
    """Save a new page once more: only an update can say what its version is."""
    try:
        _update(client, page_id, title, number, content)
    except PublishError as error:
        hint = f"Complete it: --page {page_id} --discard-edits."
        raise PublishError(make_problem(f"page {page_id} was made, but not completed", hint), *error.problems) from None


def _update(client: ConfluenceClient, page_id: str, title: str, number: int, content: PageContent) -> None:
    body = {"representation": "storage", "value": content.body}
    version = {"number": number, "message": content.message}
    client.update_page(page_id, {"id": page_id, "status": "current", "title": title, "body": body, "version": version})


def _read_number(version: dict[str, Any]) -> int:
    number = version.get("number")
    if not isinstance(number, int):
        hint = "Look at the address: that of a wiki ends in /wiki."
        raise PublishError(make_problem("the answer is not that of Confluence: it has no version", hint))
    return number


def _refuse_foreign_page(
    found: re.Match[str] | None, content: PageContent, title: str, version: dict[str, Any]
) -> None:
    own = _MESSAGE.fullmatch(content.message)
    if found is None:
        when = str(version.get("createdAt") or "")[:10]
        what = f"version {version.get('number')}{f' of {when}' if when else ''}"
        message = f"the page “{title}” was last saved by a person: {what}"
        hint = "Take what is worth keeping into the spec, then say --discard-edits. Nothing was written."
        raise PublishError(make_problem(message, hint))
    if own and (found["id"], found["kind"]) != (own["id"], own["kind"]):
        message = f"the page “{title}” holds another document: the {found['kind']} of `{found['id']}`"
        raise PublishError(make_problem(message, "Name another page, or say --discard-edits. Nothing was written."))


def _list_uploads(comments: dict[str, str], content: PageContent) -> tuple[str, ...]:
    return tuple(name for name, file in content.attachments if comments.get(name) != _make_comment(file))


def _make_comment(content: bytes) -> str:
    return f"{_COMMENT}{hashlib.sha256(content).hexdigest()}"
