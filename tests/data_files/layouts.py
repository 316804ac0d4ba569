"""Strategies for layouts of every format, and sample files of a layout."""

from io import BytesIO
from typing import Any

from hypothesis import strategies as st

from golive.data_files.layout import FileLayout, build_file_layout
from golive.data_files.reading_results import Fault
from golive.data_files.sample import write_sample
from golive.data_files.verify import verify_file
from golive.schema.interfaces import BatchInterface

Json = dict[str, Any]
FORMATS = ("fixed-width", "nacha", "delimited", "bai2", "edi-820", "json", "xml")
BASE: Json = {
    "id": "file",
    "name": "File",
    "purpose": "Moves data.",
    "direction": "biller-to-vendor",
    "connection": "files",
    "owner": "ada",
    "carries": ["bills"],
    "success": "It came.",
    "method": "batch",
    "folder": "/in",
    "file_name": {"pattern": "A.txt", "example": "A.txt", "uniqueness": "one a day"},
    "schedule": {"frequency": "daily", "drop_by": "02:00", "holidays": "none", "late_file": "Waits."},
}
CONTROLS: Json = {"duplicates": "By name.", "rejects": "None."}

# (type, length, other keys), for any format; a length of 0 may be any.
KINDS: tuple[tuple[str, int, Json], ...] = (
    ("numeric", 0, {}),
    ("numeric", 5, {"format": "Leading zeros"}),
    ("numeric", 2, {"format": "01 to 20"}),
    ("amount", 9, {"format": "Leading zeros, 2 implied decimals"}),
    ("amount", 9, {"format": "2 decimals with a point, no sign"}),
    ("amount", 10, {"format": "Right-aligned, decimal point; minus in front"}),
    ("date", 8, {"format": "YYYYMMDD"}),
    ("date", 6, {"format": "YYMMDD"}),
    ("date", 10, {"format": "MM/DD/YYYY"}),
    ("date", 7, {"format": "YYYYDDD"}),
    ("time", 4, {"format": "HHMM in ET"}),
    ("timestamp", 14, {"format": "YYYYMMDDhhmmss"}),
    ("code", 3, {"values": [{"value": "ACH", "meaning": "a"}, {"value": "CRD", "meaning": "c"}]}),
    ("code", 4, {"values": [{"value": "A", "meaning": "a"}, {"value": "LONG", "meaning": "l"}]}),
    ("boolean", 1, {"format": "Y or N"}),
    ("alphanumeric", 0, {}),
    ("alphanumeric", 12, {"format": "Left-aligned", "example": "07-418832-01"}),
    ("alphanumeric", 12, {"pattern": r"P\d{11}"}),
    ("filler", 3, {"format": "Blanks", "need": "optional"}),
)


@st.composite
def fields(draw: st.DrawFn, prefix: str) -> list[Json]:
    chosen = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
    return [
        {
            "name": f"{prefix}{at}",
            "type": kind,
            "length": length or draw(st.integers(1, 14)),
            "need": draw(st.sampled_from(("mandatory", "optional"))),
            **more,
        }
        for at, (kind, length, more) in enumerate(chosen)
    ]


def add_record_code(code: str, others: list[Json]) -> list[Json]:
    return [{"name": "RECORD", "type": "code", "length": 2, "values": [{"value": code, "meaning": "this"}]}, *others]


@st.composite
def interfaces(draw: st.DrawFn, form: str) -> BatchInterface:
    """Draw a file of a header, one or two kinds of detail, perhaps an addenda, and a trailer with totals."""
    amount = {"name": "AMOUNT", "type": "amount", "length": 9, "need": "mandatory"}
    number = {"name": "NUMBER", "type": "numeric", "length": 8, "need": "mandatory"}
    records: list[Json] = [
        {"id": "header", "kind": "header", "identified_by": "HD", "fields": add_record_code("HD", draw(fields("h")))},
        {
            "id": "one",
            "kind": "detail",
            "identified_by": "D1",
            "fields": add_record_code("D1", [amount, number, *draw(fields("d"))]),
        },
    ]
    if draw(st.booleans()):
        records.append(
            {"id": "two", "kind": "detail", "identified_by": "D2", "fields": add_record_code("D2", draw(fields("e")))}
        )
    if draw(st.booleans()):
        more = [{"name": "OF", "type": "numeric", "length": 8, "need": "mandatory", "same_as": "one.NUMBER"}]
        records.append(
            {
                "id": "more",
                "kind": "addenda",
                "identified_by": "AD",
                "after": ["one"],
                "fields": add_record_code("AD", more),
            }
        )
    trailer = [
        {"name": "COUNT", "type": "numeric", "length": 7},
        {"name": "TOTAL", "type": "amount", "length": 14},
        {"name": "HASH", "type": "numeric", "length": 6, "format": "Leading zeros"},
    ]
    records.append(
        {"id": "trailer", "kind": "trailer", "identified_by": "TR", "fields": add_record_code("TR", trailer)}
    )
    totals = [
        {"field": "trailer.COUNT", "kind": "count"},
        {"field": "trailer.TOTAL", "kind": "amount", "of": ["one.AMOUNT"]},
        {"field": "trailer.HASH", "kind": "hash", "of": ["one.NUMBER"]},
    ]
    if draw(st.booleans()):
        records[0]["fields"].insert(1, {"name": "AHEAD", "type": "numeric", "length": 7})
        totals.append({"field": "header.AHEAD", "kind": "count", "of": ["one"]})
    if form == "nacha":
        for record in records:
            long = sum(field["length"] for field in record["fields"])
            record["fields"].append({"name": "REST", "type": "filler", "length": 194 - long, "need": "optional"})
    for record in records:
        record["name"] = record["id"]
        if form in {"json", "xml"}:
            record["identified_by"] = {"one": "ones", "two": "twos"}.get(record["id"], record["id"])
            record["fields"] = [field for field in record["fields"] if field["type"] != "filler"]
    ending = draw(st.sampled_from(("lf", "crlf", "none") if form == "edi-820" else ("lf", "crlf")))
    kept = {"format": form, "line_ending": ending, "encoding": draw(st.sampled_from(("US-ASCII", "UTF-8")))}
    if form == "delimited":
        kept["delimiter"] = draw(st.sampled_from((",", "|", ";", "\\", "^")))
    return BatchInterface.model_validate(
        {**BASE, **kept, "controls": {**CONTROLS, "totals": totals}, "records": records}
    )


def layouts() -> st.SearchStrategy[FileLayout]:
    return st.sampled_from(FORMATS).flatmap(interfaces).map(build_file_layout)


def make_sample(layout: FileLayout, count: int, seed: int) -> bytes:
    return b"".join(write_sample(layout, count, seed))


def find_faults(layout: FileLayout, data: bytes) -> list[Fault]:
    return list(verify_file(BytesIO(data), layout))
