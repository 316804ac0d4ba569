"""Laws: any request of any form changes what it names alone, and undo brings back the same bytes."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from lxml import html
from msgspec import Struct
from tests.editing.edit_laws import TEXTS, open_text
from tests.examples import examples
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_tree
from tests.studio.conftest import ROOT, RunningStudio, serve_studio

from golive.editing.edits import normalize_value
from golive.editing.emission import find_slot
from golive.editing.proof import find_comments
from golive.editing.values import get_plain_value, move_plain_item, read_plain_value, remove_plain_value
from golive.project.workspace import Workspace
from golive.schema import Integration
from golive.schema.introspection import Slot
from golive.studio.sessions.conflicts import find_value
from golive.topics.table import list_topics
from golive.topics.topic import TopicLayout
from golive.yaml_io.formatter import format_source
from golive.yaml_io.source import Source

Leaves = dict[tuple[str | int, ...], Any]
SCRIPTS = st.sampled_from(("latin", "technical", "marks", "cjk"))
GRIDS = tuple(topic for topic in list_topics() if topic.form is TopicLayout.GRID)
DATA = st.data()
WORDS = st.sampled_from([one for one in TEXTS if "\n" not in one]) | st.sampled_from(
    ("7", "12.5", "2027-03-23", "04:30")
)


class LawStudio(Struct, frozen=True):
    """A running studio, and the spec that it edits."""

    running: RunningStudio
    spec: Path

    @property
    def url(self) -> str:
        return f"/integrations/{self.spec.stem}"


@pytest.fixture(scope="module")
def law_studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LawStudio]:
    workspace = Workspace(tmp_path_factory.mktemp("laws"))
    folder = workspace.integration_file("law").parent
    shutil.copytree(ROOT / "data", workspace.root / "data", ignore=shutil.ignore_patterns("integrations", "releases"))
    folder.mkdir()
    (folder / "law.yaml").write_text("id: law\n", encoding="utf-8")
    with serve_studio(workspace) as running:
        yield LawStudio(running, folder / "law.yaml")


def write_spec(profile: SpecProfile) -> str:
    """Return the text of a generated spec with comments in all places, as `golive fmt` writes it."""
    values: Any = normalize_value(generate_tree(profile))
    values["id"] = "law"
    lines = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=110).splitlines()
    random = Random(profile.seed)
    text = []
    for number, line in enumerate(lines):
        before, key, after = line.partition(": ")
        is_plain = key and before.lstrip(" -").isidentifier() and after and after[0] not in "'\"|>&*"
        if is_plain and random.random() < 0.05 and not _continues(lines, number):
            indent = len(line) - len(line.lstrip(" "))
            text += [f"{' ' * indent}# before {number}", f"{line}  # beside {number}"]
        else:
            text.append(line)
    return format_source(Source(Path("law.yaml"), "\n".join(text) + "\n"))


def _continues(lines: list[str], number: int) -> bool:
    """Return whether the value of a line goes on in the next one."""
    here, below = (len(one) - len(one.lstrip(" ")) for one in (lines[number], *lines[number + 1 : number + 2], "")[:2])
    return below > here and ": " not in lines[number + 1]


def list_requests(page: Any) -> dict[str, list[Any]]:
    """Return everything on a page that sends an edit, by the kind of the edit."""
    found = {
        "answer": page.xpath("//*[@data-path or @data-checkboxes]"),
        "paste": page.xpath("//table[@data-grid][.//td]"),
    }
    for name in ("move", "duplicate", "remove"):
        found[name] = page.xpath(f"//button[@data-{name}][not(@disabled)]")
    return {kind: elements for kind, elements in found.items() if elements}


def draw_edit(data: st.DataObject, kind: str, element: Any) -> dict[str, Any]:
    """Return the edit that studio.js sends for an element, with an answer as a person may give it."""
    if kind == "paste":
        keys = element.get("data-keys").split()
        rows = element.xpath(".//tr[@data-row]")
        shape = st.lists(st.lists(WORDS, min_size=1, max_size=len(keys)), min_size=1, max_size=3)
        row = data.draw(st.integers(0, len(rows)))
        path = json.loads(element.get("data-grid"))
        return {"do": "paste", "path": path, "row": row, "keys": keys, "cells": data.draw(shape)}
    if kind != "answer":
        edit: dict[str, Any] = {"do": kind, "path": json.loads(element.get(f"data-{kind}"))}
        return edit | ({"to": int(element.get("data-to"))} if kind == "move" else {})
    value: Any
    if element.get("data-checkboxes"):
        value = data.draw(st.lists(st.sampled_from(element.xpath(".//input/@value")), unique=True))
    elif element.tag == "select":
        value = data.draw(st.sampled_from(element.xpath("./option/@value")))
    else:
        value = data.draw(st.just("") | WORDS | (st.sampled_from(TEXTS) if element.tag == "textarea" else WORDS))
    path = json.loads(element.get("data-path") or element.get("data-checkboxes"))
    return {"do": "set", "path": path, "value": value, "kind": element.get("data-kind") or ""}


def read_values(text: str) -> Any:
    return read_plain_value(open_text(text).tree.root)


def list_leaves(values: Any, path: tuple[str | int, ...] = ()) -> Leaves:
    """Return all values that are no lists or groups, by path."""
    if not isinstance(values, dict | list):
        return {path: values}
    pairs = values.items() if isinstance(values, dict) else enumerate(values)
    return {key: leaf for step, inner in pairs for key, leaf in list_leaves(inner, (*path, step)).items()}


def count_comments(text: str) -> Counter[str]:
    return Counter(one.text for one in find_comments(open_text(text).tree))


def check_values(edit: dict[str, Any], before: Any, after: Any) -> None:
    """Check that an edit changed what it names, and nothing else."""
    path = tuple(edit["path"])
    if edit["do"] == "move":
        items = get_plain_value(before, path[:-1])
        assert after == move_plain_item(before, path, max(0, min(edit["to"], len(items) - 1)))
    elif edit["do"] == "duplicate":
        assert remove_plain_value(after, (*path[:-1], path[-1] + 1)) == before
    elif edit["do"] == "remove":
        assert list_leaves(after) == list_leaves(remove_plain_value(before, path)) or not list_leaves(before)
    else:
        if edit["do"] == "paste":
            check_other_rows(edit, find_value(before, path) or [], find_value(after, path) or [])
        check_other_values(edit, before, after)


def check_other_rows(edit: dict[str, Any], before: list[Any], after: list[Any]) -> None:
    """Check that a paste changed nothing but the cells that it covers."""
    first, last = edit["row"], edit["row"] + len(edit["cells"])
    assert after[:first] == before[:first]
    if len(after) >= len(before):
        assert after[last:] == before[last:]
        for old, new, cells in zip(before[first:], after[first:], edit["cells"], strict=False):
            covered = set(edit["keys"][: len(cells)])
            assert {key: old[key] for key in old.keys() - covered} == {key: new[key] for key in new.keys() - covered}


def check_other_values(edit: dict[str, Any], before: Any, after: Any) -> None:
    area = find_area(edit, before)
    old, new = list_leaves(before), list_leaves(after)
    outside = {path for path in old.keys() | new.keys() if path[: len(area)] != area}
    changed = {path for path in outside if old.get(path) != new.get(path)}
    # A new name may rename a new id, with everything that refers to it.
    renamed = {(old.get(path), new.get(path)) for path in changed}
    assert len(renamed) <= 1, (edit, sorted(changed, key=str))
    assert all(one and another for one, another in renamed), (edit, changed, renamed)
    if edit["do"] == "set" and not renamed and area == tuple(edit["path"]) and isinstance(edit["value"], str):
        present = find_value(after, area)
        typed = " ".join(edit["value"].split())
        assert " ".join(str(present or "").split()) in {typed, typed.replace(",", "")} or typed == "~", (edit, present)


def find_area(edit: dict[str, Any], before: Any) -> tuple[str | int, ...]:
    """Return the path of what an edit may change."""
    path = tuple(edit["path"])
    if edit["do"] == "paste":
        return path
    for length, step in enumerate(path):
        items = find_value(before, path[:length])
        if isinstance(step, int) and step >= (len(items) if isinstance(items, list) else 0):
            return path[: length + 1]
    if isinstance(path[-1], int):
        return path[:-1]
    slot = find_slot(Slot(Integration), before, path[:-1])
    is_kind = len(slot.models) > 1 and slot.discriminator[0] == path[-1]
    return path[:-1] if is_kind else path


@given(st.builds(SpecProfile, st.integers(0, 10**6), SCRIPTS), DATA)
@settings(max_examples=examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_request_changes_what_it_names_alone_and_undo_brings_back_the_same_bytes(
    law_studio: LawStudio, profile: SpecProfile, data: st.DataObject
) -> None:
    studio, url, spec = law_studio.running, law_studio.url, law_studio.spec
    first = write_spec(SpecProfile(profile.seed, profile.script, "shortest", frozenset(), 0.5, 2))
    spec.write_text(first, encoding="utf-8")
    texts = [first]
    for _ in range(4):
        topic = data.draw(st.sampled_from(list_topics()) | st.sampled_from(GRIDS))
        page: Any = html.fromstring(studio.client.get(f"{url}/{topic.id}").text)
        ways = page.xpath("//main//a[starts-with(@href, '?')]/@href")
        if ways and data.draw(st.booleans()):
            page = html.fromstring(studio.client.get(f"{url}/{topic.id}{data.draw(st.sampled_from(ways))}").text)
        requests = list_requests(page)
        if not requests:
            continue
        kind = data.draw(st.sampled_from(sorted(requests)))
        edit = draw_edit(data, kind, data.draw(st.sampled_from(requests[kind])))
        version = page.get_element_by_id("bar").get("data-version")
        answer = studio.post(f"{url}/edit", {"version": version, "edits": [edit], "group": ""})

        before, after = texts[-1], spec.read_text(encoding="utf-8")
        event(f"{edit['do']} {answer.status_code} {'same' if before == after else 'changed'}")
        if answer.status_code == 422:
            assert answer.json()["message"]
            assert after == before
            continue
        assert answer.json() | {"version": ""} == {"version": "", "saved": True}
        if after == before:
            continue
        check_values(edit, read_values(before), read_values(after))
        if edit["do"] != "remove" and edit.get("value") not in ("", []):
            assert not count_comments(before) - count_comments(after), edit
        assert format_source(Source(spec, after)) == after
        texts.append(after)

    for text in reversed(texts[:-1]):
        assert studio.post(f"{url}/undo", {}).status_code == 200
        assert spec.read_text(encoding="utf-8") == text
    for text in texts[1:]:
        assert studio.post(f"{url}/redo", {}).status_code == 200
        assert spec.read_text(encoding="utf-8") == text
