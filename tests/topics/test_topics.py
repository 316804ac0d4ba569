"""Every field of every file is asked exactly once, in plain words, whatever the spec holds."""

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.generated.gaps import add_gaps
from tests.generated.specs import generate_tree, profiles

from golive.topics.fields import SpecField, find_field_topic, list_fields, list_nested_fields, list_topic_fields
from golive.topics.inputs import InputKind
from golive.topics.questions import (
    ItemList,
    Question,
    find_open_fields,
    find_topic,
    list_blank_questions,
    list_reference_choices,
    read_nested_items,
    read_topic,
)
from golive.topics.table import TOPICS, list_topics
from golive.topics.topic import FILE_MODELS, TopicLayout
from golive.yaml_io.load import read_tree

ROOT = Path(__file__).parents[2]
DATA_FOLDER = ROOT / "data"
SAMPLES = sorted((DATA_FOLDER / "integrations").glob("*.yaml"))
FIELDS = [field for kind in FILE_MODELS for field in list_fields(kind)]


@cache
def read_sample(name: str) -> Any:
    return read_tree(DATA_FOLDER / "integrations" / f"{name}.yaml", inside=DATA_FOLDER).root.value


def collect_questions(values: Any, kind: str = "integration") -> list[tuple[str, ItemList, Question]]:
    gaps = find_open_fields(values, kind)
    return [
        (topic.id, part, question)
        for topic in list_topics(kind)
        for part in read_topic(topic, values, gaps)
        for item in part.items
        for question in item.questions
    ]


def list_scalar_paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [one for step, below in inner for one in list_scalar_paths(below, (*path, step))]
    return found if isinstance(value, dict | list) else [path]


def count_questions_per_value(values: Any, kind: str) -> Counter[int]:
    """Count how many questions hold each single value; lists inside a question count as asked by it."""
    asked = Counter(question.path for _, _, question in collect_questions(values, kind))
    return Counter(
        sum(asked[path[:length]] for length in range(1, len(path) + 1)) for path in list_scalar_paths(values)
    )


@given(profiles())
@settings(max_examples=examples(6))
def test_every_value_of_a_spec_is_asked_once(profile: Any) -> None:
    assert set(count_questions_per_value(generate_tree(profile), "integration")) == {1}


@pytest.mark.parametrize("kind", ["organization", "guide", "process"])
def test_every_value_of_the_other_files_is_asked_once(kind: str) -> None:
    values = read_tree(DATA_FOLDER / f"{kind}.yaml", inside=DATA_FOLDER).root.value

    assert set(count_questions_per_value(values, kind)) == {1}


@given(profiles(), st.randoms(use_true_random=False))
@settings(max_examples=examples(5))
def test_every_gap_is_shown_at_a_question_of_its_topic(profile: Any, random: Any) -> None:
    values = add_gaps(generate_tree(profile), random, 0.3)
    gaps = find_open_fields(values)
    asked = [question for _, _, question in collect_questions(values)]
    asked += [inner for outer in asked for item in read_nested_items(outer, gaps) for inner in item.questions]
    shown = {question.gap.path for question in asked if question.gap}
    lists = {part.path for topic in list_topics() for part in read_topic(topic, values, gaps)}

    missing = [path for path in gaps if path not in shown and path not in lists]
    assert [path for path in missing if not _has_only_lists(path, lists)] == []


def _has_only_lists(path: tuple[str | int, ...], lists: set[tuple[str | int, ...]]) -> bool:
    """Return whether a group holds nothing but lists that have topics of their own."""
    return any(one[: len(path)] == path for one in lists)


def test_every_field_has_a_label_and_a_sentence() -> None:
    assert len(FIELDS) > 900
    assert [field.path for field in FIELDS if not _has_plain_words(field)] == []


def _has_plain_words(field: SpecField) -> bool:
    label, text = field.label, field.help
    is_label = "_" not in label and (label[:1].isupper() or not label[:1].isalpha())
    return is_label and text[:1].isupper() | (text[:1] == "1") and text.endswith(".") and "\n" not in text


def test_every_field_belongs_to_one_topic_and_is_listed_there() -> None:
    listed = Counter((topic.file_kind, field.path) for topic in TOPICS for field in list_topic_fields(topic))
    nested = {
        (topic.file_kind, inner.path)
        for topic in TOPICS
        for field in list_topic_fields(topic)
        if field.input and field.input.kind is InputKind.ITEMS
        for inner in list_nested_fields(field)
    }
    leaves = [field for field in FIELDS if field.input and field.input.kind is not InputKind.ITEMS]

    assert len(leaves) > 600
    assert [f.path for f in leaves if (f.file_kind, f.path) not in listed and (f.file_kind, f.path) not in nested] == []
    several = {path for (_, path), count in listed.items() if count > 1}
    assert all(path.startswith("interfaces[]") for path in several)  # files and real-time interfaces share fields
    assert {find_field_topic(field).file_kind for field in FIELDS} == set(FILE_MODELS)


def test_topics_are_unique_and_their_paths_exist() -> None:
    assert len({topic.id for topic in TOPICS}) == len(TOPICS)
    assert len({(topic.file_kind, topic.title) for topic in TOPICS}) == len(TOPICS)
    assert len({(topic.file_kind, path) for topic in TOPICS for path in topic.paths}) == sum(
        len(topic.paths) for topic in TOPICS
    )
    for topic in TOPICS:
        assert list_topic_fields(topic), topic.id
        assert topic.help.endswith(".")
        assert (topic.form is TopicLayout.QUESTIONS) == (not any("[" in path for path in topic.paths)) or topic.paths[
            0
        ] in {
            "testing.sit",
            "sit",
        }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_topic_of_a_path_is_the_one_that_asks_for_it(path: Path) -> None:
    values = read_sample(path.stem)

    asked = collect_questions(values)
    assert len(asked) > 1500
    assert [q.path for topic, _, q in asked if find_topic(q.path, values).id != topic] == []
    assert find_topic(("no_such_key", 3), values).id == "integration"
    assert find_topic(("interfaces", 99, "schedule"), values).id == "files"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_new_item_is_asked_what_the_others_are(path: Path) -> None:
    values = read_sample(path.stem)
    for topic in list_topics():
        for part in read_topic(topic, values):
            for item in part.items if part.is_list else ():
                blank = list_blank_questions(topic, part, item.kind)
                present = {q.field.path for q in item.questions}
                assert {q.field.path for q in blank} <= present
                assert blank[0].path[:-1] == (*part.path, len(part.items))


def test_questions_say_how_they_are_answered() -> None:
    inputs = {(topic, q.field.path): q for topic, _, q in collect_questions(read_sample("riverton-water"))}

    owner = inputs["integration", "owner"].input
    assert (owner.kind, owner.refers_to, owner.is_list) == (InputKind.REFERENCE, "team", False)
    status = inputs["integration", "status"].input
    assert status.kind is InputKind.CHOICE
    assert status.choices[3].label == "SIT"
    assert status.choices[3].meaning.startswith("Testers ")
    assert inputs["integration", "summary"].input.kind is InputKind.PROSE
    assert inputs["integration", "name"].input.max_length == 80
    assert inputs["integration", "goals"].input.is_list
    assert inputs["plan", "timeline.go_live"].input.kind is InputKind.DATE
    assert inputs["files", "interfaces[].schedule.cut_off"].input.kind is InputKind.TIME
    assert inputs["files", "interfaces[].schedule.cut_off"].groups == ("Schedule",)
    assert inputs["files", "interfaces[].schedule.next_day"].input.kind is InputKind.YES_NO
    assert [one.word for one in inputs["files", "interfaces[].method"].input.choices] == ["batch", "real-time"]
    kinds = inputs["connections", "connections[].kind"].input.choices
    assert [one.label for one in kinds][:2] == ["SFTP", "HTTPS"]
    assert all(one.meaning for one in kinds)
    port = inputs["addresses", "connections[].endpoints[].port"].input
    assert port.kind is InputKind.INTEGER
    assert (port.minimum, port.maximum) == (Decimal(1), Decimal(65535))
    after = inputs["activities", "timeline.activities[].after"].input
    assert (after.kind, after.refers_to, after.is_list, after.max_items) == (
        InputKind.REFERENCE,
        "timeline.activities",
        True,
        60,
    )
    notes = inputs["integration", "internal_notes"]
    assert notes.is_internal
    assert notes.value == read_sample("riverton-water")["internal_notes"]


def test_references_are_picked_by_name() -> None:
    values = read_sample("riverton-water")
    people = list_reference_choices(values, "team")

    assert (people[0].word, people[0].label) == (values["team"][0]["id"], values["team"][0]["name"])
    assert len(list_reference_choices(values, "timeline.activities")) == len(values["timeline"]["activities"])
    assert list_reference_choices({"team": "TBD"}, "team") == ()


def test_lists_inside_a_question_have_questions_of_their_own() -> None:
    values = read_sample("riverton-water")
    codes = next(
        q
        for _, _, q in collect_questions(values)
        if q.field.path == "interfaces[].records[].fields[].values" and q.value
    )

    items = read_nested_items(codes)
    assert [q.value for q in items[0].questions] == [codes.value[0]["value"], codes.value[0]["meaning"], None]
    assert items[0].questions[0].path == (*codes.path, 0, "value")


@pytest.mark.parametrize("values", [None, [], "text", {}, {"team": "TBD", "interfaces": [1, {"method": "?"}, None]}])
def test_broken_files_are_asked_too(values: Any) -> None:
    asked = {(topic, question.field.path) for topic, _, question in collect_questions(values)}

    assert ("integration", "name") in asked
    assert ("plan", "timeline.go_live") in asked


def test_an_interface_without_a_method_is_asked_for_it() -> None:
    topics = {topic.id: topic for topic in TOPICS}
    (part,) = read_topic(topics["files"], {"interfaces": [{"name": "Bill file"}]})

    assert [(item.name, [q.label for q in item.questions]) for item in part.items] == [("Bill file", ["Method"])]
    assert read_topic(topics["real-time"], {"interfaces": [{"name": "Bill file"}]})[0].items == ()
