"""A file as a whole: what cannot be a spec is refused, and places are what an editor shows."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.support.problems import SpecError
from golive.yaml_io.source import MAX_BYTES, Source, decode_source, read_source


def get_refusal(path: Path) -> str:
    with pytest.raises(SpecError) as caught:
        read_source(path, Path("spec.yaml"))
    return str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert get_refusal(tmp_path / "none.yaml").startswith("spec.yaml: there is no such file")


def test_a_folder_is_no_spec(tmp_path: Path) -> None:
    assert get_refusal(tmp_path).startswith("spec.yaml: is a folder, not a file")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert get_refusal(Path("a\0b")).startswith("spec.yaml: is not the name of a file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.yaml"
    path.write_text("a: 1")
    path.chmod(0)

    assert get_refusal(path).startswith("spec.yaml: cannot be read: permission denied")


def test_a_file_that_fails_while_it_is_read_is_refused() -> None:
    # Linux: a file of another process's memory can be opened, and reading its start fails.
    path = Path("/proc/self/mem")
    if not path.exists():
        pytest.skip("needs /proc")

    assert get_refusal(path).startswith("spec.yaml: cannot be read: ")


def test_a_file_of_fifty_megabytes_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    assert get_refusal(path).startswith("spec.yaml: is too large: 50.0 MB, and a spec may have 4 MB")


def test_a_file_that_never_ends_is_refused() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("needs /dev/zero")

    assert "is a device, not a file" in get_refusal(Path("/dev/zero"))


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "just.yaml"
    path.write_bytes(b"#" * (MAX_BYTES - 1) + b"\n")
    assert len(read_source(path).text) == MAX_BYTES

    path.write_bytes(b"#" * MAX_BYTES + b"\n")
    assert "is too large" in get_refusal(path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "spec.yaml: is empty"),
        (b" \r\n\n", "spec.yaml: is empty"),
        (b"\xef\xbb\xbf\n", "spec.yaml: is empty"),
        (b"a: 1\0", "spec.yaml: is not a text file"),
        (b"%PDF-1.7", "spec.yaml: is a PDF, not a text file"),
        (b"PK\x03\x04rest", "spec.yaml: is a zip file, such as an Office document"),
        (b"\x89PNG\r\n", "spec.yaml: is a picture"),
        ("a: 1".encode("utf-16"), "spec.yaml: is UTF-16 text"),
        ("a: 1\nb: é".encode("latin-1"), "spec.yaml:2: is not UTF-8 text: the byte 0xE9"),
        (b"a: \xed\xa0\x80", "spec.yaml:1: is not UTF-8 text"),
        (b"a: 1\nb: x\x07y", "spec.yaml:2:5: the invisible character U+0007 is here"),
        (b"a: \x1b[31m", "spec.yaml:1:4: the invisible character U+001B"),
        ("a: x\u2028y".encode(), "spec.yaml:1:5: the invisible character U+2028"),
        ("a: \x85".encode(), "spec.yaml:1:4: the invisible character U+0085"),
        ("a: 1\n\ufeffb: 2".encode(), "spec.yaml:2:1: the invisible character U+FEFF"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(SpecError) as caught:
        decode_source(data, Path("spec.yaml"))

    assert str(caught.value).startswith(words)
    assert caught.value.problems[0].hint
    assert "\x1b" not in str(caught.value)


@given(st.text(st.sampled_from("ab\u00e9\U0001f600\r\n\t")), st.data())
def test_lines_and_columns_are_those_of_an_editor(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if text[max(0, offset - 1) : offset + 1] == "\r\n":
        offset -= 1  # a place between CR and LF is none
    span = Source(Path("x"), text).make_span(offset, len(text))

    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    assert span.line == before.count("\n") + 1
    assert span.column == len(before) - (before.rfind("\n") + 1) + 1


@given(st.integers(0, 300), st.integers(1, 50), st.integers(0, 300))
def test_a_long_line_is_cut_around_the_caret(before: int, wide: int, after: int) -> None:
    text = "x" * before + "V" * wide + "y" * after
    problem = Source(Path("spec.yaml"), text).make_problem(before, before + wide, "message")

    _, excerpt, carets, *_ = str(problem).splitlines()
    first = carets.index("^")
    assert problem.column == before + 1
    assert len(excerpt) <= 108
    assert excerpt[first].replace("…", "V") == "V"
    marked = excerpt[first : carets.rindex("^") + 1]
    assert set(marked) <= {"V", "…"}
    if before + wide + after <= 100:
        assert marked == "V" * wide


def test_the_caret_stands_below_its_character_after_tabs() -> None:
    problem = Source(Path("spec.yaml"), "a:\tb\tXX").make_problem(5, 7, "message")

    assert str(problem).splitlines()[1:] == ["  1 | a: b XX", "    |      ^^"]
