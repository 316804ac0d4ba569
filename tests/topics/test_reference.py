"""The field reference is current, and `golive explain` finds fields by key, label and path."""

import json
from pathlib import Path

import pytest

from golive.cli import main
from golive.topics.fields import list_fields
from golive.topics.reference import find_fields, render_fields_page
from golive.topics.topic import FILE_MODELS

PAGE = Path(__file__).parents[2] / "docs" / "fields.md"


def test_the_page_lists_every_field() -> None:
    page = render_fields_page()

    assert page.count("\n| `") > 350
    missing = [
        f.path
        for kind in FILE_MODELS
        for f in list_fields(kind)
        if f.input and f.key not in page and not f.slot.is_list
    ]
    assert missing == []
    assert PAGE.read_text(encoding="utf-8").endswith(f"<!-- made by tools/fields.py -->\n\n{page}"), (
        "run `python tools/fields.py`"
    )


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("drop_by", "interfaces[].schedule.drop_by"),
        ("Drop-by", "interfaces[].schedule.drop_by"),
        ("interfaces[2].schedule.drop_by", "interfaces[].schedule.drop_by"),
        ("go-live", "timeline.go_live"),
        ("timeline.go_live", "timeline.go_live"),
    ],
)
def test_a_field_is_found_by_key_label_and_path(name: str, path: str) -> None:
    assert path in {field.path for field in find_fields(name)}


@pytest.mark.parametrize("kind", FILE_MODELS)
def test_every_path_finds_its_own_field(kind: str) -> None:
    assert [f.path for f in list_fields(kind) if f.path not in {one.path for one in find_fields(f.path)}] == []


def test_a_field_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "drop_by"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("interfaces[].schedule.drop_by: ")
    assert "Kind: time of day" in text
    assert "before Build (item 40)" in text
    assert "A change is: MAJOR" in text

    assert main(["explain", "internal_notes", "--json"]) == 0
    (field,) = json.loads(capsys.readouterr().out)["fields"]
    assert (field["path"], field["internal"], field["kind"]) == ("internal_notes", True, "prose")


@pytest.mark.parametrize("name", ["", "?", "[]", "x" * 5000, "no such thing at all", "\x1b[31m"])
def test_what_is_no_field_is_refused(name: str) -> None:
    assert main(["explain", name]) == 2


def test_a_near_name_is_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "schedule.drop_bye"]) == 2
    assert "Did you mean `drop_by`?" in capsys.readouterr().err
