"""Small bank files, built line by line, and the specs that describe them."""

from io import BytesIO
from pathlib import Path

from golive.data_files.fault_message import fault_message
from golive.data_files.layout import FileLayout, build_file_layout
from golive.data_files.verify import verify_file
from golive.schema import Integration
from golive.yaml_io.load import Loaded, load_text

ROOT = Path(__file__).parents[2]
NINES = "9" * 94


def load_file_spec(keys: str) -> Loaded[Integration]:
    """Load the smallest spec; its file interface has the given keys, each line indented by four blanks."""
    text = (ROOT / "tests" / "samples" / "minimal.yaml").read_text()
    start = text.index("    records:\n      - id: detail")
    end = text.index("  - id: balances\n    name: Balance lookup")
    text = (text[:start] + text[end:]).replace("    format: fixed-width\n", keys)
    if "    controls:\n" in keys:
        common = text.index("    controls:\n", text.index(keys) + len(keys))
        rest = text.index("\n", text.index("      rejects:", common)) + 1
        text = text[:common] + text[rest:]
        text = text.replace("    controls:\n", "    controls:\n      duplicates: By name.\n      rejects: None.\n")
    return load_text(text.encode(), Integration, ROOT / "data" / "integrations" / "spec.yaml")


def load_layout(keys: str) -> FileLayout:
    return build_file_layout(load_file_spec(keys).value.batch[0])


def load_preset_layout(name: str, more: str = "") -> FileLayout:
    return load_layout(f"    use: {name}\n    line_ending: lf\n{more}")


def list_messages(layout: FileLayout, data: bytes | str) -> list[str]:
    """Return the messages about a file, each with line and column."""
    content = data if isinstance(data, bytes) else data.encode()
    return [f"{one.line}:{one.column} {fault_message(one)}" for one in verify_file(BytesIO(content), layout)]


def format_ach_entry(cents: int, number: int, *, addenda: int = 0, code: str = "27") -> str:
    account = "412345678".ljust(17)
    return f"6{code}990003104{account}{cents:010}{'07-418832-01':15}{'R SAMPLE':22}  {addenda}99000050{number:07}"


def format_ach_addenda(number: int, text: str = "NTE*BILL") -> str:
    return f"705{text:80}0001{number:07}"


def make_ach_lines(*body: str, cents: int, count: int, entries: int) -> list[str]:
    """Return the lines of a NACHA file with one batch of PPD debits."""
    totals = f"{99000310 * entries:010}{cents:012}{0:012}"
    head = f"101 990001009 9900005052701121612A094101{'SAMPLE BANK':23}{'SAMPLE VENDOR':23}{'':8}"
    batch = f"5225{'SAMPLE CITY':16}{'':20}1990004417PPD{'UTIL BILL':10}270112270113   1990000500000001"
    lines = [head, batch, *body, f"8225{count:06}{totals}1990004417{'':19}{'':6}990000500000001"]
    blocks = -(-(len(lines) + 1) // 10)
    lines.append(f"9000001{blocks:06}{count:08}{totals}{'':39}")
    return [*lines, *[NINES] * (-len(lines) % 10)]


def make_two_entries() -> list[str]:
    return make_ach_lines(format_ach_entry(8412, 1), format_ach_entry(100, 2), cents=8512, count=2, entries=2)


def make_bai_lines(*body: str, total: str, records: int) -> list[str]:
    """Return the lines of a BAI2 file with one account."""
    return [
        "01,990000482,FAIRVIEW01,270120,0615,1,,,2/",
        "02,FAIRVIEW01,990000482,1,270119,,USD,2/",
        *body,
        f"49,{total},{records}/",
        f"98,{total},1,{records + 2}/",
        f"99,{total},1,{records + 4}/",
    ]


def make_edi_segments(*body: str) -> list[str]:
    """Return the segments of an 820 file with one payment, without their terminators."""
    return [
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *270112*1612*U*00401*000000001*0*T*>",
        "GS*RA*A*B*20270112*1612*1*X*004010",
        "ST*820*0001",
        *body,
        f"SE*{len(body) + 2}*0001",
        "GE*1*1",
        "IEA*1*000000001",
    ]


def join_lines(lines: list[str], end: str = "\n") -> str:
    return "".join(line + end for line in lines)
