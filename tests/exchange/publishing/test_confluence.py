"""Publishing to Confluence, against a stub on the loopback."""

import socket
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.cli.conftest import workspace
from tests.exchange.exports.samples import make_project
from tests.exchange.publishing.wiki import TOKEN, Wiki, run_wiki

from golive.cli import main
from golive.exchange.publishing.confluence_client import Access, ConfluenceClient, PublishError, read_access
from golive.exchange.publishing.confluence_page import (
    PageContent,
    build_page_content,
    plan_creation,
    plan_update,
    publish,
)

__all__ = ["workspace"]  # the fixture
ID = "millbrook-water"


@pytest.fixture
def wiki() -> Iterator[Wiki]:
    with run_wiki() as running:
        yield running


@pytest.fixture
def client(wiki: Wiki) -> ConfluenceClient:
    return ConfluenceClient(Access(wiki.site, f"Bearer {TOKEN}"))


@cache
def build_content() -> PageContent:
    return build_page_content(make_project(), "runbook")


@cache
def build_changed_content() -> PageContent:
    project = make_project(("name: Millbrook Water billing", "name: Millbrook Water bills"))
    return build_page_content(project, "runbook")


def test_a_new_page_has_the_document_and_its_figures(wiki: Wiki, client: ConfluenceClient) -> None:
    wiki.add_page("5", "Parent")
    number = publish(client, plan_creation(client, "5", build_content()), build_content())

    page = wiki.pages[number]
    assert (page["title"], page["body"]) == ("Millbrook Water billing: Integration Runbook", build_content().body)
    assert page["version"]["message"] == build_content().message
    assert {name: file for name, (file, _) in wiki.files[number].items()} == dict(build_content().attachments)
    assert len(build_content().attachments) >= 2


def test_publishing_again_writes_nothing_and_a_change_writes_the_next_version(
    wiki: Wiki, client: ConfluenceClient
) -> None:
    wiki.add_page("5", "Parent")
    number = publish(client, plan_creation(client, "5", build_content()), build_content())
    again = plan_update(client, number, build_content())
    version = wiki.pages[number]["version"]["number"]
    assert (again.is_current, again.uploads) == (True, ())
    publish(client, again, build_content())
    assert wiki.pages[number]["version"]["number"] == version

    plan = plan_update(client, number, build_changed_content())
    publish(client, plan, build_changed_content())
    assert wiki.pages[number]["version"] == {"number": version + 1, "message": build_changed_content().message}
    assert 0 < len(plan.uploads) <= len(build_content().attachments), "equal figures are not sent again"
    assert wiki.pages[number]["title"] == "Millbrook Water billing: Integration Runbook", "a title is the wiki's"


def test_what_a_person_wrote_is_not_overwritten(wiki: Wiki, client: ConfluenceClient) -> None:
    wiki.add_page("5", "Parent")
    number = publish(client, plan_creation(client, "5", build_content()), build_content())
    wiki.save_as_person(number, "<p>Mine</p>")

    with pytest.raises(PublishError, match="was last saved by a person: version 3"):
        plan_update(client, number, build_changed_content())
    assert wiki.pages[number]["body"] == "<p>Mine</p>"
    publish(client, plan_update(client, number, build_changed_content(), discard_edits=True), build_changed_content())
    assert wiki.pages[number]["body"] == build_changed_content().body


def test_an_edit_at_the_same_time_wins(wiki: Wiki, client: ConfluenceClient) -> None:
    wiki.add_page("5", "Parent")
    number = publish(client, plan_creation(client, "5", build_content()), build_content())
    plan = plan_update(client, number, build_changed_content())
    files = dict(wiki.files[number])
    wiki.before_update = lambda: wiki.save_as_person(number, "<p>Now</p>")

    with pytest.raises(PublishError, match="was changed in the meantime"):
        publish(client, plan, build_changed_content())
    assert (wiki.pages[number]["body"], wiki.files[number]) == ("<p>Now</p>", files)


def test_the_page_of_another_document_is_refused(wiki: Wiki, client: ConfluenceClient) -> None:
    wiki.add_page("9", "Theirs", message="golive: other-water runbook 1.0.0, digest 0123456789abcdef")

    with pytest.raises(PublishError, match="holds another document: the runbook of `other-water`"):
        plan_update(client, "9", build_content())


def test_a_new_page_that_could_not_be_completed_is_named(wiki: Wiki, client: ConfluenceClient) -> None:
    wiki.add_page("5", "Parent")
    plan = plan_creation(client, "5", build_content())
    wiki.before_update = lambda: wiki.save_as_person(max(wiki.pages, key=int), "<p>x</p>")

    with pytest.raises(PublishError) as caught:
        publish(client, plan, build_content())
    assert caught.value.problems[0].hint == "Complete it: --page 1001 --discard-edits."


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (401, b"{}", "Confluence did not accept the token"),
        (403, b'{"message": "No\\nedit"}', "the token may not do that: No edit"),
        (404, b"<html>", "there is no such page, or the token may not see it"),
        (429, b"", "Confluence asks to wait"),
        (500, b'["x"]', "Confluence answers 500"),
        (302, b"", "the address leads to another one"),
        (200, b"<html>Log in</html>", "the answer is not that of Confluence"),
        (200, b"[]", "the answer is not that of Confluence"),
        (200, b"{}", "the answer is not that of Confluence: it has no version"),
    ],
)
def test_every_failure_is_one_sentence_without_the_token(
    status: int, body: bytes, message: str, wiki: Wiki, client: ConfluenceClient
) -> None:
    wiki.add_page("5", "Page", message=build_content().message)
    wiki.answers.append((status, body, {"Location": "http://127.0.0.1:9/stolen"} if status == 302 else {}))

    with pytest.raises(PublishError) as caught:
        plan_update(client, "5", build_content())
    (problem,) = caught.value.problems
    assert problem.message == message
    assert TOKEN not in f"{problem}"
    assert len(wiki.requests) == 1, "nothing is tried again, and no redirect is followed"


def test_a_server_that_does_not_answer_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = ConfluenceClient(Access(f"http://127.0.0.1:{silent.getsockname()[1]}/wiki", "Bearer x"), 0.3)
        began = time.monotonic()
        with pytest.raises(PublishError, match="did not answer in time"):
            client.get_page("1")
        assert time.monotonic() - began < 10
    with pytest.raises(PublishError, match=r"cannot be reached: .*refused"):
        client.get_page("1")


@pytest.mark.parametrize(
    ("site", "environment", "messages"),
    [
        (None, {}, ["no address of Confluence; say --site or CONFLUENCE_SITE", "no token for Confluence"]),
        ("http://wiki.example.org/wiki", {"CONFLUENCE_TOKEN": "x"},
         ["`http://wiki.example.org/wiki` is not encrypted, and would show the token to everyone between"]),
        ("ftp://wiki.example.org", {"CONFLUENCE_TOKEN": "x"}, ["`ftp://wiki.example.org` is no address of a wiki"]),
        ("https://ada:x@wiki.example.org", {"CONFLUENCE_TOKEN": "x"},
         ["`https://ada:x@wiki.example.org` is no address of a wiki"]),
        ("https://[", {"CONFLUENCE_TOKEN": "x"}, ["`https://[` is no address"]),
        ("https://wiki.example.org", {"CONFLUENCE_TOKEN": "x\r\nX-Evil: 1"},
         ["CONFLUENCE_TOKEN holds a blank, a line break or a character outside of ASCII"]),
    ],
)  # fmt: skip
def test_what_is_missing_or_unsafe_is_named_before_anything_is_sent(
    site: str | None, environment: dict[str, str], messages: list[str]
) -> None:
    with pytest.raises(PublishError) as caught:
        read_access(site, environment)

    assert [one.message for one in caught.value.problems] == messages


def test_an_email_makes_it_an_api_token_of_cloud(wiki: Wiki) -> None:
    wiki.add_page("5", "Page")
    environment = {"CONFLUENCE_TOKEN": TOKEN, "CONFLUENCE_EMAIL": "ada@example.org", "CONFLUENCE_SITE": f"{wiki.site}/"}
    access = read_access(None, environment)

    assert ConfluenceClient(access).get_page("5")["title"] == "Page"
    assert TOKEN not in repr(access)


def test_the_command_says_what_it_would_do_and_does_it(
    wiki: Wiki, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONFLUENCE_TOKEN", TOKEN)
    monkeypatch.setenv("CONFLUENCE_SITE", wiki.site)
    wiki.add_page("5", "Parent")

    def run(*options: str) -> int:
        return main(["publish", "confluence", ID, "--workspace", str(workspace), *options])

    assert run("--parent", "5", "--dry-run") == 0
    assert capsys.readouterr().out.endswith("Nothing was written: --dry-run.\n")
    assert [method for method, _ in wiki.requests] == ["GET"]
    assert run("--parent", "5") == 0
    assert capsys.readouterr().out.splitlines()[1] == "published page 1001"
    assert run("--page", "1001") == 0
    assert capsys.readouterr().out == "page 1001, “Millbrook Water billing: Integration Runbook”: up to date\n"
    assert run("--parent", "5") == 1
    assert "Confluence answers 400: A page with this title already exists in this space" in capsys.readouterr().err
    assert [run(), run("--page", "x"), run("--page", "1", "--parent", "2")] == [2, 2, 2]
    assert not (workspace / "output").exists()
