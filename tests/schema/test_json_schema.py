"""The JSON Schema that editors use: valid, stable, and it accepts what golive accepts."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema
import pytest
import yaml
from tests.yaml_io.samples import FOLDER, MODELS, change_minimal, read_sample

from golive.schema.field import Model
from golive.schema.json_schema import DIALECT, FILE_KINDS, build_json_schema
from golive.schema.word import Word
from golive.schema.word_meanings import MEANINGS

ROOT = FOLDER.parents[1]


class _Editor(yaml.SafeLoader):
    """Loads plain scalars as an editor does, by YAML 1.2: dates and times are text, `1.10` is a number."""


_Editor.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in [
    ("null", r"(null|~|)$", "n~"),
    ("bool", r"(true|false)$", "tf"),
    ("int", r"[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
]:
    _Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), [*_first, *([""] if _tag == "null" else [])]
    )


def load_as_editor(yaml_text: str) -> Any:
    return yaml.load(yaml_text, _Editor)


def find_schema_errors(name: str, yaml_text: str) -> list[str]:
    return [
        f"{error.json_path}: {error.message}" for error in _build_validator(name).iter_errors(load_as_editor(yaml_text))
    ]


@cache
def _build_validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(build_json_schema(name))


@pytest.mark.parametrize("name", FILE_KINDS)
def test_the_schema_is_one(name: str) -> None:
    made = build_json_schema(name)

    jsonschema.Draft202012Validator.check_schema(made)
    assert (made["$schema"], made["$id"]) == (DIALECT, f"urn:golive:{name}")
    assert list(made)[:3] == ["$schema", "$id", "title"]


def test_a_kind_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        build_json_schema("invoice")


@pytest.mark.parametrize("name", MODELS)
def test_the_smallest_files_are_valid_to_an_editor(name: str) -> None:
    assert find_schema_errors("integration" if name == "minimal" else name, read_sample(name)) == []


def _list_data_files() -> list[tuple[str, str]]:
    found = [("integration", str(path.relative_to(ROOT))) for path in sorted(ROOT.glob("data/integrations/*.yaml"))]
    found += [("changelog", str(path.relative_to(ROOT))) for path in sorted(ROOT.glob("data/changelogs/*.yaml"))]
    return found + [(name, f"data/{name}.yaml") for name in ("organization", "process", "guide")]


@pytest.mark.parametrize(("name", "path"), _list_data_files())
def test_the_shipped_files_are_valid_to_an_editor(name: str, path: str) -> None:
    assert find_schema_errors(name, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: design", "status: desgin"),
        ("accounts: 12000", "accounts: many"),
        ("date: 2027-01-12", "date: 12 Jan 2027"),
        ("drop_by: 23:30", "drop_by: 25:30"),
        ("cut_off: 18:00", "cutoff: 18:00"),
        ("        purpose: Asks for the balance of one account.\n", ""),
        ("drop_by: 23:30", "drop_by: later"),
        ("name: Millbrook Water billing", "name: [TBD]"),
        ("public_entity: true", "public_entity: maybe"),
        ("days: 10", "days: 1000"),
        ("timeout_s: 5", "timeout_s: 0"),
        ("minimum: 1.2", "minimum: 1.1"),
        ("included: [Bills by file, Balances by call]", "included: []"),
        ("email: ada.moreno@example.com", "email: 12"),
        ("method: batch", "method: fax"),
    ],
)
def test_an_editor_sees_the_mistakes_that_golive_refuses(old: str, new: str) -> None:
    assert find_schema_errors("integration", change_minimal((old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1.0.0", "version: 1.10"),
        ("location: Millbrook, Ohio", "location: 44012"),
        ("location: Millbrook, Ohio", "location: true"),
        ("accounts: 12000", "accounts: '12000'"),
        ("public_entity: true", "public_entity: yes"),
        ("minimum: 1.2", "minimum: '1.3'"),
        ("timeout_s: 5", "timeout_s: 2.5"),
        ("phone: 555-0142", "phone: 5550142"),
        ("code: '404'", "code: 404"),
        ("drop_by: 23:30", "drop_by: TBD"),
        ("drop_by: 23:30", "drop_by: 'TBD: ask Ben'"),
        ("capture: redirect", "capture: tbd, after the review"),
        ("timeout_s: 5", "timeout_s: TBD"),
        ("expected: 'Yes, with every bill'", "expected: TBD"),
        ("      drop_by: 23:30\n", ""),
    ],
)
def test_an_editor_accepts_what_golive_accepts(old: str, new: str) -> None:
    assert find_schema_errors("integration", change_minimal((old, new))) == []


def _iterate_parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _iterate_parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _iterate_parts(value)


@pytest.mark.parametrize("name", FILE_KINDS)
def test_every_field_is_described_and_every_group_is_closed(name: str) -> None:
    groups = [part for part in _iterate_parts(build_json_schema(name)) if part.get("type") == "object"]

    assert groups
    for group in groups:
        assert group["additionalProperties"] is False, group["title"]
        for key, field in group["properties"].items():
            assert field.get("description") or "$ref" in field or "const" in field, f"{group['title']}.{key}"


def test_keys_stand_in_the_order_of_the_models() -> None:
    made = build_json_schema()

    assert list(made["properties"]) == [*MODELS["minimal"].model_fields, "include"]
    assert issubclass(MODELS["minimal"], Model)
    assert made["$defs"]["Contact"]["properties"]["backup"]["anyOf"][0]["refersTo"] == "team"
    assert made["$defs"]["Schedule"]["properties"]["cut_off"]["title"] == "Cut-off"
    assert made["$defs"]["Volumes"]["properties"]["bills_per_month"]["title"] == "Bills per month"


def test_what_is_included_may_be_missing_for_an_editor() -> None:
    start, end = read_sample().index("    kind: sftp"), read_sample().index("  - id: calls")
    included = f"{read_sample()[:start]}    include: ../common/sftp.yaml\n{read_sample()[end:]}"

    assert find_schema_errors("integration", included) == []
    assert find_schema_errors("integration", included.replace("include: ", "inclood: "))


def test_every_word_of_every_list_is_explained() -> None:
    lists = {kind.__name__: [word.value for word in kind] for kind in Word.__subclasses__()}

    assert {name: list(words) for name, words in MEANINGS.items()} == lists
    assert (
        build_json_schema()["$defs"]["Direction"]["enumDescriptions"][0] == "From the billing system to the platform."
    )


def test_the_schema_is_the_same_each_time() -> None:
    assert json.dumps(build_json_schema()) == json.dumps(build_json_schema())
