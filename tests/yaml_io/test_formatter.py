"""`golive fmt`'s laws: the meaning stays, every comment stays, and doing it twice changes nothing more."""

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_tree, profiles
from tests.yaml_io.samples import FOLDER, MODELS, read_sample

from golive.schema import Integration
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.support.problems import SpecError
from golive.yaml_io.formatter import format_source
from golive.yaml_io.formatter.file_kinds import list_keys_in_order
from golive.yaml_io.load import load_text
from golive.yaml_io.nodes import Node
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source

ROOT = FOLDER.parents[1]
SHOWN = Path("spec.yaml")
SHIPPED = sorted([*ROOT.glob("data/**/*.yaml"), *FOLDER.glob("*.yaml")])


def format_text(given_text: str) -> str:
    return format_source(Source(SHOWN, given_text))


def parse_value(of: str) -> Any:
    return parse_yaml(Source(SHOWN, of)).root.value


def shuffle_keys(tree: Any, random: Random) -> Any:
    if isinstance(tree, dict):
        items = [(key, shuffle_keys(part, random)) for key, part in tree.items()]
        random.shuffle(items)
        return dict(items)
    return [shuffle_keys(part, random) for part in tree] if isinstance(tree, list) else tree


def insert_comments(written: str, random: Random, chance: float) -> tuple[str, int]:
    """Insert comments and blank lines as people do; return the text and the number of comments."""
    lines, count = [], 0
    tree = parse_yaml(Source(SHOWN, written))
    inside = {n for first, last in find_line_spans(tree.root, written) for n in range(first + 1, last + 1)}
    for number, line in enumerate(written.splitlines()):
        commented_line = line
        while number not in inside and random.random() < chance:
            count += 1
            lines.append(random.choice(("", "    ", " " * random.randint(0, 12))) + f"# remark-{count}.")
            lines += [""] * random.randint(0, 2)
        if number not in inside and number + 1 not in inside and random.random() < chance:
            count += 1
            commented_line += f"  # remark-{count}.  "
        lines.append(commented_line)
    return "\n".join(lines) + "\n", count


def find_line_spans(node: Node, written: str) -> list[tuple[int, int]]:
    parts = node.children if isinstance(node.children, tuple) else [one.node for one in node.children.values()]
    if not parts:
        return [(written.count("\n", 0, node.start), written.count("\n", 0, node.end))]
    return [span for part in parts for span in find_line_spans(part, written)]


def find_unordered_keys(node: Node, slot: Slot) -> list[tuple[str, ...]]:
    """Return every group of keys that is not in the order of its model."""
    if isinstance(node.children, tuple):
        return [found for child in node.children for found in find_unordered_keys(child, slot.item_slot)]
    kind = choose_model(slot, node.value)
    if kind is None:
        return []
    keys = tuple(node.children)
    wrong = [] if keys == tuple(key for key in list_keys_in_order(kind) if key in keys) else [keys]
    below = [find_unordered_keys(entry.node, get_slots(kind)[key]) for key, entry in node.children.items()]
    return wrong + [found for part in below for found in part]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_samples_keep_their_meaning_and_their_comments(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    after = format_text(before)

    assert parse_value(after) == parse_value(before)
    assert sorted(re.findall(r"(?:^|\s)(#.*?) *$", after, re.MULTILINE)) == sorted(
        re.findall(r"(?:^|\s)(#.*?) *$", before, re.MULTILINE)
    )
    assert format_text(after) == after


def test_every_file_that_golive_ships_is_formatted() -> None:
    files = sorted(ROOT.glob("data/**/*.yaml"))

    assert len(files) > 10
    assert [path.name for path in files if format_text(path.read_text("utf-8")) != path.read_text("utf-8")] == []


SMALL = profiles().filter(lambda profile: not profile.huge and profile.length != "limit" and profile.interfaces < 4)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.filter_too_much])
@given(
    profile=SMALL,
    seed=st.integers(0, 10**6),
    chance=st.sampled_from((0.0, 0.05, 0.4)),
    flow=st.sampled_from((None, False)),
)
def test_any_order_with_any_comments_comes_into_order(
    *, profile: SpecProfile, seed: int, chance: float, flow: bool | None
) -> None:
    random = Random(seed)
    tree = generate_tree(profile)
    written = yaml.safe_dump(
        shuffle_keys(tree, random),
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=flow,
        width=random.choice((40, 10**6)),
    )
    before, count = insert_comments(written, random, chance)
    after = format_text(before)

    assert load_text(after.encode(), Integration, SHOWN).value == load_text(before.encode(), Integration, SHOWN).value
    assert format_text(after) == after
    found = [int(number) for number in re.findall(r"# remark-(\d+)\.", after)]
    assert sorted(found) == list(range(1, count + 1))
    if flow is False:
        assert find_unordered_keys(parse_yaml(Source(SHOWN, after)).root, Slot(Integration)) == []


@settings(max_examples=examples(40))
@given(data=st.data())
def test_a_sample_with_lines_moved_doubled_and_cut_is_refused_or_keeps_its_meaning(data: st.DataObject) -> None:
    lines = read_sample(data.draw(st.sampled_from(sorted(MODELS)))).splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at, to = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        edit = data.draw(st.sampled_from(("move", "comment", "blank", "quote", "anchor", "plus", "crlf", "empty")))
        line = lines[at]
        key, colon, said = line.partition(": ")
        lines[at] = {
            "comment": f"{line} # kept {at}",
            "quote": f"{key}: '{said}'" if colon else line,
            "anchor": f"{key}: &a{at} {said}" if colon else line,
            "plus": f"{key}: |+\n{' ' * (len(key) - len(key.lstrip()) + 3)}{said}\n\n" if colon else line,
            "crlf": f"{line}\r",
            "empty": f"{key}:",
        }.get(edit, line)
        if edit == "blank":
            lines[at:at] = ["", "  ", ""]
        if edit == "move":
            lines.insert(to % len(lines), lines.pop(at))
    before = "\n".join(lines) + data.draw(st.sampled_from(("", "\n", "\n\n\n")))
    try:
        known = parse_value(before)
    except SpecError:
        with pytest.raises(SpecError):
            format_text(before)
        return
    after = format_text(before)

    assert parse_value(after) == known
    assert format_text(after) == after
    assert sorted(re.findall(r"# kept \d+", after)) == sorted(re.findall(r"# kept \d+", before))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "# the file\n\n# who\nname: River\n# short\nid: river\nversion: 1.0\n\n# end\n",
            "# the file\n\n# short\nid: river\n# who\nname: River\nversion: 1.0\n\n# end\n",
            id="comments go with the key below them",
        ),
        pytest.param(
            "name: a  # one\nid: b  # two\n", "id: b  # two\nname: a  # one\n", id="and with the value before"
        ),
        pytest.param("name: a\nid:\n  # in\n  b\n", "id:\n  # in\n  b\nname: a\n", id="and inside of a value"),
        pytest.param("\n\nid: a\n\n\n\nname: b   \n\n", "id: a\n\nname: b\n", id="one blank line is enough"),
        pytest.param(
            "id: a\nsummary: |\n  x  \n\n\n  y\n\n\nname: b\n",
            "id: a\n\nname: b\nsummary: |\n  x  \n\n\n  y\n",
            id="lines of text stay",
        ),
        pytest.param("id: 'a'\nname: 'it''s'\n", 'id: "a"\nname: "it\'s"\n', id="double quotes"),
        pytest.param(
            'id: "a\\\\d"\nname: "say \\"b\\""\n',
            "id: 'a\\d'\nname: 'say \"b\"'\n",
            id="single ones where it is plainer",
        ),
        pytest.param('id: "a\\tb"\n', 'id: "a\\tb"\n', id="escapes stay"),
        pytest.param("id: a\r\nname: b", "id: a\r\nname: b\r\n", id="line endings of its own"),
        pytest.param("\ufeffname: b\nid: a\n", "\ufeffid: a\nname: b\n", id="byte order mark"),
        pytest.param("name: b\nnmae: c\nid: a\n", "id: a\nname: b\nnmae: c\n", id="a misspelt key stays where it was"),
        pytest.param("nme: 1\nfoo: 2\nbar: 3\n", "nme: 1\nfoo: 2\nbar: 3\n", id="a file of no kind"),
        pytest.param("name: *a\nid: &a b\n", None, id="an alias before its anchor is refused"),
        pytest.param("name: &a b\nid: *a\n", "name: &a b\nid: *a\n", id="an anchor stays before its alias"),
        pytest.param("---\nname: b\nid: a\n...\n", "---\nid: a\nname: b\n...\n", id="marks of the document stay"),
        pytest.param(
            "# yaml-language-server: $schema=x\nname: b\nid: a\n",
            "# yaml-language-server: $schema=x\nid: a\nname: b\n",
            id="the modeline stays on top",
        ),
        pytest.param(
            "team:\n- name: a\n  # of a\n  id: b\n- id: c\nid: x\n",
            "id: x\nteam:\n# of a\n- id: b\n  name: a\n- id: c\n",
            id="a comment rises above the dash",
        ),
        pytest.param(
            "team: [{name: a, id: b}, {id: c,\n  party: x, name: d}]\nid: x\n",
            "id: x\nteam: [{id: b, name: a}, {id: c, name: d,\n  party: x}]\n",
            id="brackets",
        ),
        pytest.param("id: x\nsummary: |\n  text", "id: x\nsummary: |-\n  text\n", id="no line break at the end"),
        pytest.param(
            "id: x\nsummary: |+\n  text\n\n\n", "id: x\nsummary: |+\n  text\n\n\n", id="blank lines that are text"
        ),
        pytest.param(
            "summary: |+\n  text\n\n\nname: a\nid: 'x'\n",
            'summary: |+\n  text\n\n\nname: a\nid: "x"\n',
            id="what cannot be moved without loss stays, and the rest is done",
        ),
        pytest.param("id: x\ninclude: a.yaml\n", "include: a.yaml\nid: x\n", id="include comes first"),
    ],
)
def test_what_becomes_of(before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(SpecError):
            format_text(before)
    else:
        assert format_text(before) == after
