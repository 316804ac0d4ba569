"""Text → nodes: plain scalars stay text, every place is kept, and YAML that is not used here is refused."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from golive.support.problems import SpecError
from golive.yaml_io import events
from golive.yaml_io.nodes import Tree
from golive.yaml_io.parser import MAX_DEPTH, MAX_NODES, parse_yaml
from golive.yaml_io.source import Source, decode_source

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_LOADER", request.param)


def parse_tree(text: str) -> Tree:
    return parse_yaml(Source(Path("spec.yaml"), text))


def parse_value(text: str) -> Any:
    return parse_tree(text).root.value


def get_refusal(text: str) -> str:
    with pytest.raises(SpecError) as caught:
        parse_tree(text)
    return str(caught.value)


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    "written",
    [
        "1.10",
        "02:00",
        "02134",
        "NO",
        "yes",
        "0x1F",
        "1e3",
        "2027-01-12",
        "=",
        "Null",
        "NULL",
        "0o7",
        ".5",
        "1_000",
        "off",
    ],
)
def test_a_plain_scalar_is_kept_as_the_text_it_is(written: str) -> None:
    assert parse_value(f"a: {written}\nb: [{written}]\n") == {"a": written, "b": [written]}


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("written", "value"), [("null", None), ("~", None), ("", None), ("'null'", "null"), ("'~'", "~"), ("''", "")]
)
def test_only_null_tilde_and_nothing_are_none_and_only_without_quotes(written: str, value: str | None) -> None:
    tree = parse_tree(f"a: {written}\nb: 1\n")

    node = tree.find_node(("a",))
    assert node is not None
    assert node.value == value
    assert ("a" in tree.root.value) == (value is not None)
    assert tree.has_empty == (value is None)


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_scalar_stands_exactly_where_its_span_says(end: str, mark: str) -> None:
    text = mark + end.join(
        ["# ä \U0001f600", "a: one", "list:", "  - 'two'", "  - {deep: three four}", "b: |", "  block", ""]
    )
    tree = parse_tree(text)

    stretches = {
        path: text[tree.make_span(path).start : tree.make_span(path).end]
        for path in [("a",), ("list", 0), ("list", 1, "deep"), ("b",)]
    }
    assert stretches == {
        ("a",): "one",
        ("list", 0): "'two'",
        ("list", 1, "deep"): "three four",
        ("b",): f"|{end}  block",
    }
    deep = tree.make_span(("list", 1, "deep"))
    assert (deep.line, deep.column, deep.end_line, deep.end_column) == (5, 12, 5, 22)
    assert (tree.make_span(("a",)).line, tree.make_span(("a",)).column) == (2, 4)
    assert (tree.root.start > 0) is True


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1),
    st.sampled_from(["plain", "x: y", "'q'"]),
)
def test_a_tool_can_replace_one_scalar_and_nothing_else_changes(new: str, old: str) -> None:
    quoted = '"' + old + '"'
    text = f"# before\na: 1  # kept\nversion: {quoted}  # also kept\nz: [1, 2]\n"
    span = parse_tree(text).make_span(("version",))

    spliced = text[: span.start] + "'" + new.replace("'", "''") + "'" + text[span.end :]

    assert spliced.startswith("# before\na: 1  # kept\nversion: '")
    assert spliced.endswith("'  # also kept\nz: [1, 2]\n")
    if not set(new) & set("\u2028\u2029\x85\ufeff\ufffe\uffff") and new.strip() == new:
        assert parse_value(spliced)["version"] == new


@pytest.mark.parametrize(
    ("path", "key"), [(("a", "b"), False), (("b",), False), (("l", 1), False), (("l", 0), True), (("b",), True)]
)
def test_a_span_of_a_path_that_leads_nowhere_is_an_error(path: tuple[str | int, ...], key: bool) -> None:  # noqa: FBT001
    with pytest.raises(KeyError):
        parse_tree("a: 1\nl: [x]\n").make_span(path, key=key)


def test_keys_have_places_too() -> None:
    text = "a:\n  'b c': 1\n  d:\n"
    tree = parse_tree(text)

    spans = [tree.make_span(path, key=True) for path in [("a",), ("a", "b c"), ("a", "d")]]
    assert [text[span.start : span.end] for span in spans] == ["a", "'b c'", "d"]


@pytest.mark.usefixtures("_each_loader")
def test_an_alias_stands_for_the_value_and_its_span_is_the_alias() -> None:
    text = "a: &x {k: [1, 2]}\nb: *x\n"
    tree = parse_tree(text)

    assert tree.root.value == {"a": {"k": ["1", "2"]}, "b": {"k": ["1", "2"]}}
    span = tree.make_span(("b",))
    assert text[span.start : span.end] == "*x"
    inner = tree.make_span(("b", "k", 1))
    assert text[inner.start : inner.end] == "2"


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b: c", 1, "a `:` is not allowed here"),
        ("a:\n\tb: 1", 2, "a tab indents this line"),
        ("a:\n  b: 1\n\tc: 2", 3, "a tab indents this line"),
        ('a: 1\nb: "x\nc: 2', 2, "the quote that is opened here is not closed"),
        ("a: 1\nb: {verb: GET, path: /parcels/{parcel}, timeout_s: 5}", 2, "text between brackets cannot hold `{`"),
        ("a: [one, two[2], three]", 1, "text between brackets cannot hold `[`"),
        ("a: [one, two\nb: [three]", 1, "the list that is opened here with `[` is not closed"),
        ("a: 1\nb: [1, 2\nc: 3", 2, "opened here with `[`"),
        ("a: {x: 1\nb: 2", 1, "opened here with `{`"),
        ("a:\n    b: 1\n  c: 2\n", 3, "the indentation of this line matches none of the lines"),
        ("a: 'it's'", 1, "there is more text after the end of a value"),
        ("a: @x", 1, "a value cannot start with `@`"),
        ("a: %x", 1, "a value cannot start with `%`"),
        ("a: - b", 1, "a list cannot start here"),
        ("a: ]", 1, "a value was expected here"),
        ('a: "\\q"', 1, "the backslash does not start a known escape"),
        ('a: "\\u12"', 1, "the code after the backslash is not complete"),
        ("a: |x\n b", 1, "there is text after `|` or `>`"),
        ("a: *", 1, "a name should follow here"),
        ("a: 1\n---\nb: 2", 2, "a second document starts here"),
        ("{}{}", 1, "there is more text after the end of the spec"),
        ("a: 1\na: 2", 2, "the key `a` appears a second time; the first is on line 1"),
        ("a: *x", 1, "`*x` refers to nothing above it"),
        ("a: &x [*x]", 1, "`*x` is inside the value it refers to"),
        ("b: {<<: {a: 1}}", 1, "merging with `<<` is not supported"),
        ("a: !!python/object:os.system x", 1, "tags (words that start with `!`)"),
        ("a: !x {}", 1, "tags (words that start with `!`)"),
        ("? [a]\n: 1", 1, "where a key should be"),
        ("x: &k y\n*k : 1", 2, "an alias is where a key should be"),
        ("~: 1", 1, "a key is missing before the `:`"),
        ("- a", 1, "does not start with a key"),
        ("hello", 1, "does not start with a key"),
        ("# only\n", 1, "contains only comments"),
        ("%YAML 3.0\n---\na: 1", 1, "this is not YAML"),
    ],
)
def test_yaml_that_cannot_be_read_is_refused_in_plain_words_at_its_line(text: str, line: int, words: str) -> None:
    message = get_refusal(text)

    assert words in message
    assert message.startswith(f"spec.yaml:{line}:")
    for raw in ("while parsing", "while scanning", "could not", "did not find", "block mapping", "token", "<stream"):
        assert raw not in message


def test_all_duplicate_keys_are_named_at_once() -> None:
    message = get_refusal("a: 1\nb: {c: 1, c: 2}\na: 3\nd: 4\na: 5\n")

    assert [line.split(": ")[0] for line in message.splitlines() if line.startswith("spec.yaml")] == [
        "spec.yaml:2:11",
        "spec.yaml:3:1",
        "spec.yaml:5:1",
    ]
    assert message.count("the first is on line 1") == 2


@pytest.mark.usefixtures("_each_loader")
def test_nesting_is_bounded() -> None:
    assert "nested" not in str(parse_value("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)))
    assert f"nested more than {MAX_DEPTH} levels deep" in get_refusal("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)


def test_a_hundred_thousand_open_brackets_do_no_harm() -> None:
    assert "levels deep" in get_refusal("a: " + "[" * 100_000)
    assert "levels deep" in get_refusal("".join(f"{' ' * i}a:\n" for i in range(500)))


def test_an_alias_bomb_is_refused_before_it_goes_off() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    bomb += "".join(
        f"{chr(i + 1)}: &{chr(i + 1)} [{','.join(['*' + chr(i)] * 9)}]\n" for i in range(ord("a"), ord("p"))
    )

    assert f"more than {MAX_NODES:,} values" in get_refusal(bomb)


def test_an_alias_bomb_of_keys_is_refused_too() -> None:
    bomb = "a: &a {k: v, l: v}\n"
    bomb += "".join(f"{chr(i + 1)}: &{chr(i + 1)} {{k: *{chr(i)}, l: *{chr(i)}}}\n" for i in range(ord("a"), ord("y")))

    assert f"more than {MAX_NODES:,} values" in get_refusal(bomb)


def test_aliases_within_the_budget_are_counted_as_what_they_stand_for() -> None:
    thousand = "[" + ",".join(["x"] * 999) + "]"
    fits = f"a: &a {thousand}\nb: [{','.join(['*a'] * (MAX_NODES // 1000 - 2))}]\n"

    assert len(parse_value(fits)["b"]) == MAX_NODES // 1000 - 2
    assert "more than" in get_refusal(fits.replace("b: [", "b: [*a, *a, "))


@given(st.text(st.sampled_from("ab:-[]{}'\"\n\t #&*!|>%@`?,\\~<\r\u00e9")))
def test_no_text_makes_anything_but_a_tree_or_a_located_refusal(text: str) -> None:
    try:
        source = decode_source(text.encode(), Path("spec.yaml"))
        tree = parse_yaml(source)
    except SpecError as error:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in error.problems:
            assert problem.line <= len(lines)
            assert problem.column <= max(len(line) for line in lines) + 1
            assert problem.message
            assert str(problem)
    else:
        assert isinstance(tree.root.value, dict)
