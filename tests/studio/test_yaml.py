"""The YAML view: the text of a file is edited in a browser, and nothing else of it changes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.studio.conftest import RunningStudio

from golive.editing.line_endings import restore_line_endings
from golive.project.workspace import Workspace

URL = "/integrations/riverton-water"
LINES = st.lists(st.tuples(st.text("ab: #", max_size=4), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8)
ENDING = re.compile(r"\r\n?|\n")


def as_typed(text: str) -> str:
    """Return a text as a browser holds it in a text area."""
    return ENDING.sub("\n", text.removeprefix("\ufeff"))


@settings(max_examples=examples(60))
@given(LINES, st.sampled_from(["", "\ufeff"]), st.text("ab\n", max_size=12), st.integers(0, 40), st.integers(0, 12))
def test_typing_changes_what_was_typed_and_every_other_line_keeps_its_ending(
    lines: list[tuple[str, str]], mark: str, new: str, start: int, length: int
) -> None:
    original = mark + "".join(text + end for text, end in lines)
    shown = as_typed(original)
    typed = shown[:start] + new + shown[start + length :]

    saved = restore_line_endings(original, typed)

    assert restore_line_endings(original, shown) == original
    assert as_typed(saved) == typed
    assert saved.startswith("\ufeff") == bool(mark)
    if "\r" in re.sub("\r\n", "", original):
        return  # a lone CR may come to stand before an LF, and be one line break with it
    before = shown[:start].count("\n")
    ends = [found.end() for found in ENDING.finditer(original)]
    assert saved.startswith(original[: ends[before - 1] if before else 0])
    after = shown[start + length :].count("\n")
    assert saved.endswith(original[ends[-after] :] if after else "")


def read_text(studio: RunningStudio) -> dict[str, str]:
    answer: dict[str, str] = studio.client.get(f"{URL}/yaml/text").json()
    return answer


def test_a_typed_text_is_saved_with_the_line_endings_of_the_file_and_can_be_undone(
    studio: RunningStudio, workspace: Workspace
) -> None:
    path = workspace.integration_file("riverton-water")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    shown = read_text(studio)
    assert "\r" not in shown["text"]

    body = {"text": shown["text"].replace("billing and payments", "bills", 1), "digest": shown["digest"]}
    answer = studio.post(f"{URL}/yaml", body)

    assert answer.json()["saved"] is True
    assert path.read_bytes() == before.replace(b"billing and payments", b"bills", 1)
    assert answer.json()["digest"] == read_text(studio)["digest"] != shown["digest"]
    assert studio.post(f"{URL}/undo", {}).status_code == 200
    assert path.read_bytes() == before


def test_a_text_that_somebody_else_changed_is_not_replaced(studio: RunningStudio, workspace: Workspace) -> None:
    path = workspace.integration_file("riverton-water")
    shown = read_text(studio)
    path.write_bytes(path.read_bytes() + b"# theirs\n")

    answer = studio.post(f"{URL}/yaml", {"text": shown["text"] + "# mine\n", "digest": shown["digest"]})

    assert answer.status_code == 409
    assert path.read_bytes().endswith(b"# theirs\n")
    mine = studio.post(f"{URL}/yaml", {"text": shown["text"] + "# mine\n", "digest": answer.json()["digest"]})
    assert mine.status_code == 200
    assert path.read_bytes().endswith(b"# mine\n")


def test_broken_yaml_opens_at_its_fault_and_the_forms_come_back_once_it_is_fixed(studio: RunningStudio) -> None:
    shown = read_text(studio)
    line = 1 + shown["text"][: shown["text"].index("\nteam:")].count("\n") + 1
    broken = shown["text"].replace("\nteam:", "\n team: [", 1)
    answer = studio.post(f"{URL}/yaml", {"text": broken, "digest": shown["digest"]})
    assert answer.status_code == 200

    first = studio.client.get(URL)
    page = studio.client.get(f"{URL}/yaml").text
    assert first.headers["location"] == f"{URL}/yaml"
    assert f'data-line="{line}"' in page
    assert f"Line {line}</button>" in page
    assert "and the forms come back" in studio.client.get(f"{URL}/people").text
    studio.post(f"{URL}/yaml", {"text": shown["text"], "digest": answer.json()["digest"]})
    assert studio.client.get(URL).headers["location"] == f"{URL}/overview"


def test_what_no_form_shows_is_found_in_the_text(studio: RunningStudio) -> None:
    shown = read_text(studio)
    text = shown["text"].replace("\nstatus:", "\nstate: x\nstatus:", 1)
    studio.post(f"{URL}/yaml", {"text": text, "digest": shown["digest"]})

    line = text[: text.index("\nstate:")].count("\n") + 2
    assert f'href="{URL}/yaml?line={line}"' in studio.client.get(f"{URL}/overview").text


@pytest.mark.parametrize("data", [b"name: \xff\n", b"PK\x03\x04\x00\x00", b"a: \x00\n"])
def test_a_file_that_is_no_text_is_not_shown_and_not_changed(
    studio: RunningStudio, workspace: Workspace, data: bytes
) -> None:
    path = workspace.integration_file("riverton-water")
    path.write_bytes(data)

    page = studio.client.get(f"{URL}/yaml")

    assert "cannot be shown as text" in page.text
    assert "<textarea" not in page.text
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"text": 5, "digest": ""}', b'{"text": "\\ud800", "digest": "x"}', b"\xff"]
)
def test_what_no_page_sends_is_refused(studio: RunningStudio, body: bytes) -> None:
    assert studio.client.post(f"{URL}/yaml", content=body, headers=studio.origin).status_code in {409, 422}


def test_a_character_that_no_file_can_have_is_refused(studio: RunningStudio, workspace: Workspace) -> None:
    before = workspace.integration_file("riverton-water").read_bytes()
    answer = studio.post(f"{URL}/yaml", {"text": "a\0b", "digest": read_text(studio)["digest"]})

    assert answer.status_code == 422
    assert "no text file can have" in answer.json()["message"]
    assert workspace.integration_file("riverton-water").read_bytes() == before
