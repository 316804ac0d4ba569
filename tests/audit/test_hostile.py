"""Odd and hostile files: a finding with its reason, never an exception, and bounded memory and time."""

import io
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.audit import pdfs
from tests.audit.decks import make_good_deck, read_parts, replace_parts, write_zip
from tests.examples import examples

from golive.audit import bounded_jobs
from golive.audit.files import MAX_FINDINGS_PER_RULE, audit_file
from golive.audit.pdf.structure_tree import MAX_DEPTH
from golive.audit.reference import render_reference
from golive.audit.rules import RULES
from golive.support.workers import Limits

ROOT = Path(__file__).parents[2]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SOME = settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))


def _make_zip_bomb() -> bytes:
    return write_zip(*read_parts(make_good_deck()).items(), ("ppt/media/image9.png", bytes(50_000_000)))


def _make_xml_bomb() -> bytes:
    return replace_parts(**{"ppt/presProps.xml": b"<a>" + b" " * 70_000_000 + b"</a>"})


def _overstate_size() -> bytes:
    """Return a deck whose zip directory says that a small part has two gigabytes."""
    content = bytearray(make_good_deck())
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (2_100_000_000).to_bytes(4, "little")
    return bytes(content)


def _encrypt_pdf(user: str = "secret") -> bytes:
    stream = io.BytesIO()
    allow = pikepdf.Permissions(accessibility=False, extract=False)
    with pikepdf.open(io.BytesIO(pdfs.make_good_pdf())) as pdf:
        pdf.save(
            stream, encryption=pikepdf.Encryption(owner="o", user=user, allow=allow, R=3, aes=False, metadata=False)
        )
    return stream.getvalue()


def _replace_page_content(code: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(zlib.compress(code), filter=pikepdf.Name.FlateDecode)
        pdf.pages[1].Contents = stream

    return pdfs.change_good_pdf(change)


FILES = [
    ("file-empty", "x.pptx", lambda: b""),
    ("file-empty", "x.pdf", lambda: b""),
    ("file-unknown", "x.pptx", lambda: b"hello"),
    ("file-unknown", "x.pdf", lambda: b"\x00" * 5000),
    ("file-encrypted", "x.pptx", lambda: _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)),
    ("file-old", "x.ppt", lambda: _OLE + bytes(1000)),
    ("file-other", "x.odp", lambda: write_zip(("mimetype", b"application/vnd.oasis.opendocument.presentation"))),
    ("file-other", "x.zip", lambda: write_zip(("a.txt", b"hello"))),
    ("file-too-large", "x.pptx", _make_zip_bomb),
    ("file-too-large", "x.pptx", _make_xml_bomb),
    ("file-too-large", "x.pptx", _overstate_size),
    ("zip-broken", "x.pptx", lambda: b"PK\x03\x04 and no more"),
    ("zip-broken", "x.pptx", lambda: make_good_deck()[:-30]),
    ("file-encrypted", "x.pdf", _encrypt_pdf),
    ("pdf-locked", "x.pdf", lambda: _encrypt_pdf("")),
    ("pdf-damaged", "x.pdf", lambda: pdfs.make_good_pdf()[:20_000]),
    ("pdf-damaged", "x.pdf", lambda: b"%PDF-1.7\n%%EOF\n"),
    ("pdf-page-damaged", "x.pdf", lambda: _replace_page_content(bytes(80_000_000))),
]


@pytest.mark.parametrize(("code", "name", "make"), FILES, ids=[f"{code} {n}" for n, (code, _, _) in enumerate(FILES)])
def test_an_odd_file_is_a_finding_with_its_reason(code: str, name: str, make: "object", tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(make())  # type: ignore[operator]

    found = audit_file(path)
    assert code in {finding.check for finding in found}, found
    assert all(finding.message and finding.hint for finding in found)


@pytest.mark.parametrize("name", ["nowhere.pptx", "."])
def test_a_file_that_cannot_be_read_is_a_finding(name: str, tmp_path: Path) -> None:
    assert [finding.check for finding in audit_file(tmp_path / name)] == ["file-unreadable"]


def test_tags_that_go_too_deep_are_found(tmp_path: Path) -> None:
    def deepen(pdf: pikepdf.Pdf) -> None:
        inner = pdf.Root.StructTreeRoot.K[0].K[0]
        for _ in range(MAX_DEPTH + 10):
            inner = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Div, K=pikepdf.Array([inner])))
        pdf.Root.StructTreeRoot.K[0].K[0] = inner

    path = tmp_path / "x.pdf"
    path.write_bytes(pdfs.change_good_pdf(deepen))

    assert "pdf-tags-tangled" in {finding.check for finding in audit_file(path)}


@_SOME
@given(st.data())
def test_bytes_changed_anywhere_never_raise(tmp_path: Path, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["pptx", "pdf"]))
    content = bytearray(make_good_deck() if kind == "pptx" else pdfs.make_good_pdf())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=40)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / f"x.{kind}"
    path.write_bytes(bytes(content))

    for finding in audit_file(path):
        assert finding.check in RULES


@_SOME
@given(st.data())
def test_any_part_may_be_missing_or_empty(tmp_path: Path, data: st.DataObject) -> None:
    parts = read_parts(make_good_deck())
    told = sorted(name for name in parts if not name.startswith(("customXml/", "docProps/")))  # these may say anything
    for name in data.draw(st.lists(st.sampled_from(told), min_size=1, max_size=4, unique=True)):
        if data.draw(st.booleans()):
            del parts[name]
        else:
            parts[name] = data.draw(st.sampled_from([b"", b"<a/>", b"\xff\xfe", b"<?xml version='1.0'?><p:sld/>"]))
    path = tmp_path / "x.pptx"
    path.write_bytes(write_zip(*parts.items()))

    assert any(finding.severity == "error" for finding in audit_file(path))


@_SOME
@given(st.data())
def test_any_attribute_may_be_nonsense(tmp_path: Path, data: st.DataObject) -> None:
    parts = read_parts(make_good_deck())
    name = data.draw(st.sampled_from([n for n in sorted(parts) if n.startswith("ppt/") and n.endswith(".xml")]))
    text = parts[name].decode()
    spots = [match.span(1) for match in re.finditer(r'="([^"]*)"', text)]
    start, stop = data.draw(st.sampled_from(spots))
    parts[name] = (text[:start] + data.draw(st.sampled_from(["", "-1", "x", "9" * 30, "1e9"])) + text[stop:]).encode()
    path = tmp_path / "x.pptx"
    path.write_bytes(write_zip(*parts.items()))

    audit_file(path)


class _KillOnUnpickling(type(Path())):  # type: ignore[misc]
    """A path that ends the process that unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_a_file_that_stops_the_process_is_a_finding_and_the_next_one_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"hello")
    paths: list[Path] = [tmp_path / "a.pdf", _KillOnUnpickling("deadly.pptx"), tmp_path / "b.pdf"]

    codes = [[finding.check for finding in findings] for _, findings in bounded_jobs.audit_files(paths)]
    assert codes == [["file-unknown"], ["audit-stopped"], ["file-unreadable"]]


@pytest.mark.skipif(sys.platform != "linux", reason="the address space can be limited on Linux only")
def test_a_page_of_millions_of_operators_is_stopped_and_the_limits_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Limits(cpu_seconds=10, memory_bytes=1_000_000_000) == bounded_jobs.LIMITS
    monkeypatch.setattr(bounded_jobs, "LIMITS", Limits(cpu_seconds=1, memory_bytes=500_000_000))  # the same, sooner
    path = tmp_path / "x.pdf"
    path.write_bytes(_replace_page_content(b"q Q " * 1_500_000))

    [(_, findings)] = bounded_jobs.audit_files([path])
    said = {finding.check: finding.message for finding in findings}
    assert said.keys() & {"audit-stopped", "file-too-large"}, findings
    assert all("0.5 GB of memory" in said[code] for code in said.keys() & {"audit-stopped", "file-too-large"})


def test_an_audit_of_bombs_ends_without_a_word_of_python_or_of_an_engine(tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(
        write_zip(*read_parts(make_good_deck()).items(), ("ppt/media/image9.png", bytes(54_000_000)))
    )
    (tmp_path / "b.pdf").write_bytes(_replace_page_content(b"q Q " * 500_000))
    script = (
        "import sys\nfrom pathlib import Path\nfrom golive.audit import bounded_jobs\n"
        "from golive.support.workers import Limits\n"
        "if __name__ == '__main__':\n"
        "    bounded_jobs.LIMITS = Limits(cpu_seconds=2, memory_bytes=400_000_000)\n"
        "    for path, found in bounded_jobs.audit_files(map(Path, sys.argv[1:])):\n"
        "        print(path.name, *sorted({one.check for one in found if one.severity == 'error'}))\n"
    )
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, "-W", "default", "script.py", "a.pptx", "b.pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert first == "a.pptx file-too-large"
    assert second in {"b.pdf audit-stopped", "b.pdf file-too-large"}


def test_a_file_that_takes_too_much_memory_is_a_finding_that_names_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhaust_memory(path: Path) -> str:
        raise MemoryError

    monkeypatch.setattr("golive.audit.files.detect_container", exhaust_memory)
    monkeypatch.setattr("golive.audit.files.get_memory_limit", lambda: 1_000_000_000)
    (tmp_path / "x.pdf").write_bytes(pdfs.make_good_pdf())

    [finding] = audit_file(tmp_path / "x.pdf")
    assert (finding.check, finding.message) == ("file-too-large", "The file takes more than 1 GB of memory.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.pdf")

    assert [finding.check for finding in audit_file(tmp_path / "x.pdf")] == ["file-unreadable"]


def test_more_findings_of_a_kind_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(replace_parts(**{f"ppt/extra{n}.xml": b"<a/>" for n in range(MAX_FINDINGS_PER_RULE + 7)}))

    found = audit_file(path)
    assert sum(finding.check == "part-orphan" for finding in found) == MAX_FINDINGS_PER_RULE
    assert "7 more findings of part-orphan are not listed." in {finding.message for finding in found}


def test_the_page_about_findings_is_what_the_command_prints() -> None:
    assert (ROOT / "docs" / "audit.md").read_text(encoding="utf-8") == render_reference()
    assert len(RULES) > 100
