"""`include`: values of several files as one, each with its own place; and what cannot be included."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.yaml_io.samples import read_sample

from golive.schema import Integration
from golive.support.problems import SpecError
from golive.yaml_io.includes import MAX_DEPTH, MAX_FILES
from golive.yaml_io.load import load, read_tree
from golive.yaml_io.nodes import Tree

SFTP = """\
# shared by all
kind: sftp
name: File server
hosted_by: vendor
owner: ada
endpoints:
  - {environment: test, host: sftp.test.example.com, port: 22, account: millbrook}
authentication: {kind: ssh-key, algorithm: Ed25519}
folders:
  - {path: /in, purpose: Bill files wait here., retention_days: 30}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("integrations", "common"):
        (tmp_path / "data" / name).mkdir(parents=True)
    (tmp_path / "data" / "common" / "sftp.yaml").write_text(SFTP)
    return tmp_path / "data"


def write_spec(data: Path, said: str, name: str = "a.yaml") -> Path:
    path = data / "integrations" / name
    path.write_text(said)
    return path


def read_spec_tree(data: Path, said: str) -> Tree:
    path = write_spec(data, said)
    return read_tree(path, path.relative_to(data.parent), data)


def get_refusal(data: Path, said: str) -> str:
    with pytest.raises(SpecError) as caught:
        read_spec_tree(data, said)
    return str(caught.value)


def include_connection(own: str = "") -> str:
    spec = read_sample()
    start, end = spec.index("    kind: sftp"), spec.index("  - id: calls")
    return f"{spec[:start]}    include: ../common/sftp.yaml\n{own}{spec[end:]}"


def test_a_spec_with_an_included_part_says_what_the_whole_one_says(data: Path) -> None:
    both = "      - {environment: production, host: sftp.example.com, port: 22, account: millbrook}\n"
    assert both in read_sample()
    found = load(write_spec(data, include_connection()), Integration, inside=data).value
    whole = load(write_spec(data, read_sample().replace(both, ""), "b.yaml"), Integration).value

    assert found == whole


def test_what_a_group_says_itself_wins_as_a_whole(data: Path) -> None:
    own = "    name: Ours\n    folders: [{path: /out, purpose: Ours., retention_days: 1}]\n"
    found = load(write_spec(data, include_connection(own)), Integration, inside=data).value.connections[0]

    assert (found.name, found.kind) == ("Ours", "sftp")
    assert [folder.path for folder in getattr(found, "folders", ())] == ["/out"]


def test_an_interface_may_use_a_preset_and_include_a_file(data: Path) -> None:
    (data / "common" / "name.yaml").write_text("name: Included\n")
    tree = read_spec_tree(data, "interfaces:\n- use: lockbox\n  include: ../common/name.yaml\n")

    assert tree.root.value["interfaces"][0]["name"] == "Included"
    assert "records" in tree.root.value["interfaces"][0]
    assert "include" not in tree.root.value["interfaces"][0]


def test_a_key_without_a_value_leaves_the_included_one_out(data: Path) -> None:
    tree = read_spec_tree(data, "a:\n  include: ../common/sftp.yaml\n  folders:\n")

    assert "folders" not in tree.root.value["a"]
    assert tree.root.value["a"]["kind"] == "sftp"


def test_problems_point_into_the_included_file(data: Path) -> None:
    (data / "common" / "sftp.yaml").write_text(
        SFTP.replace("kind: ssh-key", "kind: ssh-kye").replace("owner: ada\n", "")
    )
    path = write_spec(data, include_connection())
    with pytest.raises(SpecError) as caught:
        load(path, Integration, path.relative_to(data.parent), data)

    places = [(str(problem.path), problem.line, problem.column) for problem in caught.value.problems]
    line = include_connection().splitlines().index("  - id: files") + 1
    assert places == [("data/integrations/a.yaml", line, 5), ("data/common/sftp.yaml", 7, 24)]
    assert "ssh-kye" in caught.value.problems[1].excerpt


def test_every_value_keeps_its_own_place(data: Path) -> None:
    (data / "common" / "more.yaml").write_text("x: {include: sftp.yaml}\ny: [1, 22]\n")
    tree = read_spec_tree(data, "first: 1\nlast:\n  include: ../common/more.yaml\n  z: 3\n")
    name, number, own = (("last", "x", "name"), ("last", "y", 1), ("last", "z"))

    for path, file, line, column in ((name, "sftp.yaml", 3, 7), (number, "more.yaml", 2, 8), (own, "a.yaml", 4, 6)):
        span, source = tree.make_span(path), tree.source.find_file(tree.find_caret_offsets(path)[0])[0]
        assert (source.path.name, span.line, span.column) == (file, line, column)
        assert source.text[span.start : span.end] == tree.find_node(path).value  # type: ignore[union-attr]


def test_a_file_may_be_included_often_and_several_at_one_place(data: Path) -> None:
    (data / "common" / "x.yaml").write_text("x: 1\n")
    tree = read_spec_tree(
        data, "a: {include: [../common/x.yaml, ../common/sftp.yaml]}\nb:\n- include: ../common/x.yaml\n- y: 2\n"
    )

    assert tree.root.value["a"]["x"] == "1"
    assert tree.root.value["a"]["kind"] == "sftp"
    assert tree.root.value["b"] == [{"x": "1"}, {"y": "2"}]
    assert len(tree.source.included) == 2


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("../common/ftp.yaml", ["a.yaml:1:10: the file `../common/ftp.yaml` is not there"]),
        ("../common", ["a.yaml:1:10: the file `../common` is a folder"]),
        ("../../../secret.yaml", ["1:10: `../../../secret.yaml` is outside the workspace's data folder"]),
        ("/etc/passwd", ["1:10: `/etc/passwd` is not a relative path of a file"]),
        ("~/x.yaml", ["is not a relative path of a file"]),
        ("..\\common\\sftp.yaml", ["is not a relative path of a file", "include: ../common/sftp.yaml"]),
        ("https://example.org/x.yaml", ["is not a relative path of a file"]),
        ('"\\0"', ["is not a relative path of a file"]),
        ("x" * 5000, ["is not there"]),
        ("", ["1:9: does not name a file"]),
        ("[]", ["does not name a file"]),
        ("{a: b}", ["does not name a file"]),
        ("[a.yaml, ~]", ["includes itself: a.yaml → a.yaml", "does not name a file"]),
        ("../out.yaml", ["is outside the workspace's data folder"]),
        ("../common/broken.yaml", ["data/common/broken.yaml:2:1: a tab indents this line"]),
        ("../common/list.yaml", ["data/common/list.yaml:1:1: does not start with a key"]),
        ("../common/utf16.yaml", ["data/common/utf16.yaml: is UTF-16 text"]),
        (
            "[../common/one.yaml, ../common/two.yaml]",
            ["1:31: both ../common/one.yaml and ../common/two.yaml have the key `a`"],
        ),
    ],
)
def test_what_cannot_be_included(data: Path, said: str, expected: list[str]) -> None:
    for name, content in {"broken": "a:\n\t- b\n", "list": "- a\n", "one": "a: 1\n", "two": "a: 2\nb: 1\n"}.items():
        (data / "common" / f"{name}.yaml").write_text(content)
    (data / "common" / "utf16.yaml").write_bytes("a: 1\n".encode("utf-16"))
    (data.parent / "out.yaml").write_text("a: 1\n")
    (data / "out.yaml").symlink_to(data.parent / "out.yaml")

    found = get_refusal(data, f"include: {said}\nz: 1\n")

    for part in expected:
        assert part in found


def test_a_circle_of_files_is_named(data: Path) -> None:
    (data / "common" / "b.yaml").write_text("x:\n  include: c.yaml\n")
    (data / "common" / "c.yaml").write_text("include: ../integrations/a.yaml\n")

    assert "data/common/c.yaml:1:10: the file includes itself: a.yaml → b.yaml → c.yaml → a.yaml" in get_refusal(
        data, "y: {include: ../common/b.yaml}\n"
    )


def test_includes_are_neither_deep_nor_many_nor_large(data: Path) -> None:
    for number in range(MAX_DEPTH + 2):
        (data / "common" / f"deep{number}.yaml").write_text(f"x: {{include: deep{number + 1}.yaml}}\n")
    for number in range(MAX_FILES + 2):
        (data / "common" / f"many{number}.yaml").write_text("x: 1\n")
    for number in range(6):
        twelve = "".join(f"k{item}: {{include: wide{number + 1}.yaml}}\n" for item in range(12))
        (data / "common" / f"wide{number}.yaml").write_text(twelve)
    (data / "common" / "wide6.yaml").write_text("x: 1\n")
    many = "".join(f"k{number}: {{include: ../common/many{number}.yaml}}\n" for number in range(MAX_FILES + 2))

    assert f"more than {MAX_DEPTH} levels deep" in get_refusal(data, "include: ../common/deep0.yaml\n")
    assert f"more than {MAX_FILES} files" in get_refusal(data, many)
    assert "more than 50,000 values" in get_refusal(data, "include: ../common/wide0.yaml\n")


def test_without_a_folder_for_them_nothing_is_included(data: Path) -> None:
    with pytest.raises(SpecError, match="`include` is not a known key here"):
        load(write_spec(data, f"{read_sample()}include: ../common/sftp.yaml\n"), Integration)


@given(st.lists(st.sampled_from(("a", "b", "c", "d")), unique=True), st.lists(st.sampled_from("abcd"), unique=True))
def test_own_and_included_keys_are_all_there_once(
    tmp_path_factory: pytest.TempPathFactory, own: list[str], given_keys: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("data")
    (folder / "part.yaml").write_text("".join(f"{key}: included\n" for key in given_keys) + "z: 1\n")
    (folder / "main.yaml").write_text("".join(f"{key}: own\n" for key in own) + "include: part.yaml\n")
    found = read_tree(folder / "main.yaml", inside=folder).root.value

    assert found == {"z": "1"} | dict.fromkeys(given_keys, "included") | dict.fromkeys(own, "own")
