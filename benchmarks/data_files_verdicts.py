"""How `golive layout verify` judges valid files and files with one wrong byte: of 0 and of 1 message.

    python benchmarks/data_files_verdicts.py [--show FORMAT]

For each preset, and a layout of each other format: sample files that hold every kind of record, each also in the ways
in which programs write the same content (no end of the last line, blanks behind a terminator, …), are valid: 0
messages. Then each of these files gets one fault at a time: at the first, a middle and the last byte of every column
or field of the first record of each kind, and at each separator and end of line, the byte becomes a control character,
becomes a character of another kind or another one of its kind, is lost, or comes twice. One fault is at most 1 message:

- a control character, or a letter where digits are, is always found, at its line, at the byte or the start of its word;
- what might as well be a right value (another letter in a name) may pass; a total that does not agree is found at the
  total, so the line of the message may be a later one;
- a byte that is lost or comes twice moves what is behind it, so the column may be a later one of the same record.

Exit 1 when a valid file gets a message, a fault gets two, or a certain one none, or a message stands elsewhere.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from golive.data_files.layout import FileLayout
from golive.data_files.reading_results import Fault, ReadRecord
from golive.data_files.registry import find_format
from golive.data_files.sample import write_sample
from golive.data_files.verify import verify_file
from golive.schema.words import FileFormat

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.data_files.bank_files import load_layout, load_preset_layout  # noqa: E402 - found by the line above
from tests.data_files.test_bank_files import BILLS, LINES, TREE  # noqa: E402

SEEDS = range(2)
COUNTS = (1, 30)
_QUOTED = 30
"""Columns between a quote and the end of what it encloses."""
FIXED = """    format: fixed-width
    controls:
      totals:
        - {field: trailer.COUNT, kind: count, of: [bill]}
        - {field: trailer.TOTAL, kind: amount, of: [bill.AMOUNT]}
    records:
      - {id: header, name: Header, kind: header, identified_by: H, fields: [
          {name: CODE, length: 1, type: alphanumeric, example: H},
          {name: DAY, length: 8, type: date, format: YYYYMMDD, example: "20270112"}]}
      - {id: bill, name: Bill, kind: detail, identified_by: B, fields: [
          {name: CODE, length: 1, type: alphanumeric, example: B},
          {name: ACCOUNT, length: 8, type: numeric, example: "00123456"},
          {name: NAME, length: 12, type: alphanumeric, need: optional, example: JOSE},
          {name: AMOUNT, length: 11, type: amount, format: "2 implied decimals, a sign", example: "00000011847"}
          ]}
      - {id: trailer, name: Trailer, kind: trailer, identified_by: T, fields: [
          {name: CODE, length: 1, type: alphanumeric, example: T},
          {name: COUNT, length: 7, type: numeric, example: "0000001"},
          {name: TOTAL, length: 14, type: amount, format: "2 implied decimals, a sign", example: "00000000011847"}
          ]}
"""


def list_layouts() -> dict[str, FileLayout]:
    """Return the layouts that are tried, by name."""
    names = sorted(path.stem for path in (ROOT / "data" / "presets").glob("*.yaml"))
    return {name: load_preset_layout(name) for name in names} | {
        "fixed width": load_layout(FIXED),
        "delimited": load_layout(BILLS),
        "JSON": load_layout(TREE.replace("FORMAT", "json")),
        "JSON lines": load_layout(LINES),
        "XML": load_layout(TREE.replace("FORMAT", "xml")),
    }


def make_files(layout: FileLayout) -> Iterator[bytes]:
    """Yield samples that hold every kind of record, then some of the usual kinds."""
    for seed in SEEDS:
        yield b"".join(write_sample(layout, seed, seed, every_kind=True))
    for count in COUNTS:
        yield b"".join(write_sample(layout, count, count))


def read_records(layout: FileLayout, content: bytes) -> list[ReadRecord]:
    """Return the records of a file."""
    return [item for item in find_format(layout).read(BytesIO(content), layout) if isinstance(item, ReadRecord)]


def write_otherwise(layout: FileLayout, content: bytes) -> Iterator[bytes]:
    """Yield the ways in which programs write the same content."""
    yield content
    if layout.ending and content.endswith(layout.ending):
        yield content.removesuffix(layout.ending)
    if layout.format is FileFormat.BAI2 and not layout.fixed:
        yield content.replace(b"/\n", b"/   \n")
    if layout.format is FileFormat.XML:
        yield b"\xef\xbb\xbf" + content
        yield content.replace(b"\n", b"\r\n")
    if layout.format is FileFormat.JSON and content.startswith(b"{") and b"}\n{" not in content:
        yield content.replace(b"\n", b"")


def choose_positions(layout: FileLayout, content: bytes) -> Iterator[tuple[int, str]]:
    """Yield places in a file that cover every field of every kind of record, each once with the kind of its record."""
    seen: set[str] = set()
    starts = [0]
    for line in content.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    records = read_records(layout, content)
    for number, record in enumerate(records):
        if record.record.id in seen:
            continue
        seen.add(record.record.id)
        start = starts[record.line - 1] + record.column - 1
        after = records[number + 1] if number + 1 < len(records) else None
        stop = starts[after.line - 1] + after.column - 1 if after else len(content)
        text = content[start:stop]
        if layout.fixed:
            ends = [0, *(cell.start + cell.length for cell in record.record.cells), len(text)]
        else:
            marks = b'{}[]":, <>/\n' if layout.format in {FileFormat.JSON, FileFormat.XML} else b""
            marks = marks or (layout.delimiter + layout.terminator + "\n").encode()
            ends = [
                0,
                *(at for at, one in enumerate(text) if one in marks),
                *(at + 1 for at, one in enumerate(text) if one in marks),
                len(text),
            ]
        ends = sorted(set(ends))
        for left, right in pairwise(ends):
            for at in sorted({left, (left + right - 1) // 2, right - 1}):
                if start + at < len(content):
                    yield start + at, record.record.id


def make_faults(content: bytes, at: int) -> Iterator[tuple[str, bytes]]:
    """Yield a file with one fault at a place, with the name of the fault."""
    byte = content[at : at + 1]
    before, behind = content[:at], content[at + 1 :]
    yield "control", before + b"\x01" + behind
    yield "other kind", before + (b"Q" if byte.isdigit() else b"7" if byte.isalpha() else b"#") + behind
    if byte.isalnum():
        other = {b"9": b"1", b"Z": b"A", b"z": b"a"}.get(byte, bytes([content[at] + 1]))
        yield "same kind", before + other + behind
    yield "lost", before + behind
    yield "twice", before + byte + byte + behind


def is_at_place(layout: FileLayout, content: bytes, at: int, kind: str, fault: Fault) -> bool:
    """Tell whether a message names the place of a fault."""
    if f"{fault.record}.{fault.field}" in {str(total.field) for total in layout.totals}:
        return True
    line = content.count(b"\n", 0, at) + 1
    column = at - (content.rfind(b"\n", 0, at) + 1) + 1
    if kind == "same kind" or content[at : at + 1] == b"\n":
        return fault.line >= line or fault.line == 0 or layout.format in {FileFormat.JSON, FileFormat.XML}
    if fault.line != line:
        # What moves the bytes behind it, or breaks a line, is found at the next line, or where a count does not agree.
        return kind in {"lost", "twice", "other kind"} and fault.line >= line
    is_tree = layout.format in {FileFormat.JSON, FileFormat.XML}
    if kind != "control" or is_tree or content[at : at + 1] == b'"' or content[at + 1 : at + 2] == b'"':
        return is_tree or kind != "control" or abs(fault.column - column) <= _QUOTED
    return fault.column <= column + 1 and column <= fault.column + max(fault.width, 1)


def main(arguments: list[str]) -> int:
    """Print a row for each format."""
    show = arguments[1] if arguments[:1] == ["--show"] else ""
    failed = False
    print("                 valid  with  kinds of   faults  1 message  might  2 or  else-")
    print("                 files   any   records    tried   at place   pass  more  where  missed")
    total: Counter[str] = Counter()
    for name, layout in list_layouts().items():
        if show and name != show:
            continue
        row = judge_layout(layout, show=bool(show))
        total.update(row)
        failed |= bool(
            row["refused"] or row["several"] or row["elsewhere"] or row["missed"] or row["kinds"] < row["all"]
        )
        print_row(name, row)
    print_row("all", total)
    return int(failed)


def print_row(name: str, row: Counter[str]) -> None:
    """Print one row of the table."""
    kinds = f"{row['kinds']}/{row['all']}"
    print(
        f"{name:15}{row['valid']:7}{row['refused']:6}{kinds:>10}  {row['faults']:7,}{row['one']:11,}{row['passed']:7,}"
        f"{row['several']:6}{row['elsewhere']:7}{row['missed']:8}",
        flush=True,
    )


def judge_layout(layout: FileLayout, *, show: bool) -> Counter[str]:
    """Count the verdicts on the files of a layout."""
    row: Counter[str] = Counter(all=len(layout.records))
    kinds: set[str] = set()
    for content in make_files(layout):
        kinds |= {item.record.id for item in read_records(layout, content)}
        for variant in write_otherwise(layout, content):
            row["valid"] += 1
            said = list(verify_file(BytesIO(variant), layout))
            row["refused"] += bool(said)
            if said and show:
                print(f"valid: {said[0]}\n{variant[:400]!r}")
        for at, _ in choose_positions(layout, content):
            for kind, broken in make_faults(content, at):
                if broken == content:
                    continue
                row["faults"] += 1
                verdict = judge_fault(layout, content, at, kind, list(verify_file(BytesIO(broken), layout)))
                row[verdict] += 1
                if show and verdict not in {"one", "passed"}:
                    print(f"{verdict}: {kind} {describe_place(content, at)}")
                    for one in verify_file(BytesIO(broken), layout):
                        print(f"    {one.line}:{one.column} {one.record}.{one.field}: {one.found[:60]}; {one.expected}")
    row["kinds"] = len(kinds)
    return row


def judge_fault(layout: FileLayout, content: bytes, at: int, kind: str, said: list[Fault]) -> str:
    """Return the name of the verdict on one fault."""
    if not said:
        return "missed" if kind == "control" else "passed"
    if len(said) > 1:
        return "several"
    return "one" if is_at_place(layout, content, at, kind, said[0]) else "elsewhere"


def describe_place(content: bytes, at: int) -> str:
    """Return line and column of a byte, with what stands around it."""
    line = content.count(b"\n", 0, at) + 1
    column = at - (content.rfind(b"\n", 0, at) + 1) + 1
    before, byte, behind = content[max(at - 20, 0) : at], content[at : at + 1], content[at + 1 : at + 20]
    return f"at {line}:{column}: {before!r} [{byte!r}] {behind!r}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
