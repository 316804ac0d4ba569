"""Rules across fields: each is broken once, and once kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.yaml_io.samples import FOLDER, MODELS, SHOWN, change_minimal, load_spec

from golive.checks import check_change_log, run_checks
from golive.schema import ChangeLog
from golive.yaml_io.load import Loaded, load, load_text

CONTROLS = "      rejects: Bad records are set aside; the rest is loaded.\n"
# What breaks a rule, and where the caret then stands.
BROKEN = {
    "a contact that is not there": ("owner: ada\nsummary", "owner: aada\nsummary", "aada"),
    "a contact that is not there, in a list": ("informed: [cara]", "informed: [carl]", "carl"),
    "a stand-in that is not there": ("backup: cara", "backup: dora", "dora"),
    "a connection that is not there": ("connection: files", "connection: file", "file"),
    "an environment that is not there": (
        "environment: test\n    data: Twenty",
        "environment: prod\n    data: Twenty",
        "prod",
    ),
    "an environment of an endpoint that is not there": (
        "{environment: test, host: sftp",
        "{environment: sit, host: sftp",
        "sit",
    ),
    "an interface that is not there": ("interface: bills", "interface: invoices", "invoices"),
    "two contacts of one id": ("id: cara", "id: ben", "ben"),
    "two connections of one id": ("- id: calls", "- id: files", "files"),
    "two interfaces of one id": ("- id: balances", "- id: bills", "bills"),
    "two environments of one id": ("{id: production, name", "{id: test, name", "test"),
    "two activities of one id": ("{id: uat, name: UAT", "{id: sit, name: UAT", "sit"),
    "a case of UAT with an id of SIT": ("id: uat-1", "id: sit-1", "sit-1"),
    "a cut-off after the drop-by": ("cut_off: 18:00", "cut_off: 23:45", "23:45"),
    "a cut-off at the drop-by": ("cut_off: 18:00", "cut_off: 23:30", "23:30"),
    "an end before its start": ("end: 2027-03-26", "end: 2026-03-26", "2026-03-26"),
    "a freeze that ends before it starts": (
        "  go_live: 2027-05-03",
        "  blackouts:\n    - {start: 2027-01-02, end: 2027-01-01, reason: Year end}\n  go_live: 2027-05-03",
        "2027-01-01",
    ),
    "a file name with a folder": ("example: BILL_2027", "example: in/BILL_2027", "in/BILL_20270112.txt"),
    "a file name with a Windows folder": ("example: BILL_2027", r"example: in\BILL_2027", r"in\BILL_20270112.txt"),
    "a pattern with a folder": ("pattern: BILL_", "pattern: /in/BILL_", "/in/BILL_YYYYMMDD.txt"),
    "fields with a gap of one": ("position: 9, length: 11", "position: 10, length: 10", "10"),
    "fields with a gap": ("position: 9, length: 11", "position: 12, length: 8", "12"),
    "fields that overlap": ("position: 9, length: 11", "position: 8, length: 12", "8"),
    "a field that does not start at the first character": ("position: 1, length: 8", "position: 2, length: 7", "2"),
    "a record that is longer than its fields": ("length: 19\n", "length: 20\n", "20"),
    "a fixed-width field without a length": ("position: 9, length: 11", "position: 9", "name"),
    "a column of another number": ("format: fixed-width", "format: delimited", "9"),
    "a line that does not end": ("format: fixed-width", "line_ending: none\n    format: fixed-width", "none"),
    "a control field that is not there": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.COUNT, kind: count}}]\n",
        "detail.COUNT",
    ),
    "a control field of no record": (CONTROLS, f"{CONTROLS}      totals: [{{field: COUNT, kind: count}}]\n", "COUNT"),
    "a total of a record that is not there": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.AMOUNT, kind: count, of: [details]}}]\n",
        "details",
    ),
    "a total of a field that is not there": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.AMOUNT, kind: hash, of: [detail.ACOUNT]}}]\n",
        "detail.ACOUNT",
    ),
    "an amount total of nothing": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.AMOUNT, kind: amount}}]\n",
        "detail.AMOUNT",
    ),
    "a condition on a field that is not there": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.AMOUNT, kind: count, where: {{field: COLOR, values: [A]}}}}]\n",
        "COLOR",
    ),
    "a count since a record that is not there": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.AMOUNT, kind: count, since: header}}]\n",
        "header",
    ),
    "characters that are no range": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.AMOUNT, kind: hash, of: [detail.ACCOUNT], characters: middle}}]\n",
        "middle",
    ),
    "blocks of something": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.AMOUNT, kind: blocks, of: [detail]}}]\n",
        "of",
    ),
    "a check digit of no routing number": (
        CONTROLS,
        f"{CONTROLS}      totals: [{{field: detail.ACCOUNT, kind: check-digit, of: [detail.AMOUNT]}}]\n",
        "detail.AMOUNT",
    ),
    "a sign that is not there": ("type: amount, example", "type: amount, sign: SIGN, example", "SIGN"),
    "a repeated field that is not there": (
        "type: amount, example",
        "type: amount, same_as: header.DATE, example",
        "header.DATE",
    ),
    "a pattern of a field that is none": ("type: amount, example", "type: amount, pattern: '(', example", "'('"),
    "a record that follows one that is not there": ("length: 19\n", "length: 19\n        after: [header]\n", "header"),
    "a record that is announced by no field": (
        "length: 19\n",
        "length: 19\n        announced_by: {field: detail.FLAG, values: [A]}\n",
        "detail.FLAG",
    ),
    "a NACHA record of another length": ("format: fixed-width", "format: nacha", "19"),
    "an example that is longer than its field": ("example: '00000004250'", "example: '000000042500'", "'000000042500'"),
    "an example that is longer than the field of a call": (
        "length: 8, example: '00123456', meaning",
        "length: 7, example: '00123456', meaning",
        "'00123456'",
    ),
    "an account number unlike its pattern": (r"pattern: '\d{8}'", r"pattern: '\d{6}[A-Z]{2}'", "'00123456'"),
    "an account number that only starts like its pattern": (r"pattern: '\d{8}'", r"pattern: '\d{7}'", "'00123456'"),
    "an account number of another length": ("      length: 8\n", "      length: 9\n", "'00123456'"),
    "a pattern that is none": (r"pattern: '\d{8}'", r"pattern: '(\d{8}'", r"'(\d{8}'"),
    "a pattern that goes on outside of its brackets": (r"pattern: '\d{8}'", r"pattern: '\d{8})|(x'", r"'\d{8})|(x'"),
    "a pattern of a size that no one needs": (
        r"pattern: '\d{8}'",
        "pattern: '((a{999}){999}){999}'",
        "'((a{999}){999}){999}'",
    ),
    "a time zone that is not there": ("America/New_York", "America/New_Yrok", "America/New_Yrok"),
    "a time zone by its letters": ("America/New_York", "Eastern", "Eastern"),
    "a time zone that is a path": ("America/New_York", "../../etc/passwd", "../../etc/passwd"),
    "a time zone that is a folder": ("America/New_York", "America", "America"),
    "a contact who does a thing and is told of it": ("informed: [cara]", "informed: [ben]", "ben"),
    "a contact who is asked and told": ("informed: [cara]", "consulted: [cara], informed: [cara]", "cara"),
    "a contact who stands twice in a list": ("responsible: [ben]", "responsible: [ben, ben]", "ben"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_found_where_it_is_broken(name: str) -> None:
    old, new, marked = BROKEN[name]
    problems = run_checks(load_spec(change_minimal((old, new))))

    assert problems, "nothing was found"
    marks = [p.excerpt[p.column - p.excerpt_column :][: p.width] for p in problems]
    assert marked in marks
    assert all(p.message and p.hint and p.path == SHOWN for p in problems)


def test_every_finding_reads_as_the_golden_says(golden: Callable[[str, str], None]) -> None:
    parts = []
    for name, (old, new, _) in BROKEN.items():
        parts.append(f"# {name}\n" + "\n".join(map(str, run_checks(load_spec(change_minimal((old, new)))))) + "\n")
    golden("messages/findings.txt", "\n".join(parts))


KEPT = {
    "nothing changed": ("status: design", "status: design"),
    "a cut-off after the drop-by of the next day": ("cut_off: 18:00", "cut_off: 23:45\n      next_day: true"),
    "no cut-off": ("      cut_off: 18:00\n", ""),
    "an activity of one day": ("end: 2027-03-26", "end: 2027-03-01"),
    "a file of named fields needs no positions": ("format: fixed-width", "format: xml"),
    "a backslash in a pattern is no folder": ("pattern: BILL_YYYYMMDD.txt", r"pattern: BILL_\d{8}\.txt"),
    "a field without a position follows the one before it": ("position: 9, length: 11", "length: 11"),
    "a record without a length": ("        length: 19\n", ""),
    "who answers may also do it": ("accountable: ada", "accountable: ben"),
    "a pattern with a choice": (r"pattern: '\d{8}'", r"pattern: 'X\d{7}|\d{8}'"),
    "a zone of Arizona": ("America/New_York", "America/Phoenix"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_is_right_is_not_complained_of(name: str) -> None:
    assert run_checks(load_spec(change_minimal(KEPT[name]))) == ()


def test_ids_of_one_list_may_stand_in_another_and_records_in_each_interface() -> None:
    assert (
        run_checks(load_spec(change_minimal(("- id: get-balance", "- id: balances"), ("- id: detail", "- id: bills"))))
        == ()
    )


@pytest.mark.parametrize("name", MODELS)
def test_the_smallest_files_keep_every_rule(name: str) -> None:
    assert run_checks(load(FOLDER / f"{name}.yaml", MODELS[name])) == ()


def test_all_findings_come_at_once_in_the_order_of_the_file() -> None:
    names = [
        "a contact that is not there",
        "a stand-in that is not there",
        "an end before its start",
        "fields that overlap",
    ]
    problems = run_checks(load_spec(change_minimal(*(BROKEN[name][:2] for name in names))))

    assert len(problems) == 4
    assert [p.line for p in problems] == sorted(p.line for p in problems)


def test_the_cut_off_reads_as_the_style_guide_has_it() -> None:
    problem = run_checks(load_spec(change_minimal(("cut_off: 18:00", "cut_off: 23:45"))))[0]

    assert str(problem).splitlines()[:3] == [
        "spec.yaml:107:16: `interfaces[0].schedule.cut_off` is 23:45, after `drop_by` 23:30 [cut-off-before-drop-by]",
        "  107 |       cut_off: 23:45",
        "      |                ^^^^^",
    ]
    assert problem.hint.startswith("The file would miss the last payments of the day. Move the cut-off")


def test_an_amount_total_sums_numbers() -> None:
    total = f"{CONTROLS}      totals: [{{field: detail.AMOUNT, kind: amount, of: [detail.ACCOUNT]}}]\n"
    words = ("type: numeric, example: '00123456'}", "type: alphanumeric, example: '00123456'}")

    assert run_checks(load_spec(change_minimal((CONTROLS, total)))) == ()
    found = run_checks(load_spec(change_minimal((CONTROLS, total), words)))
    assert ["which holds alphanumeric values" in one.message for one in found] == [True]


def test_a_hostile_pattern_takes_no_time() -> None:
    slow = change_minimal(
        (r"pattern: '\d{8}'", "pattern: '(a+)+b'"), ("example: '00123456'\n", f"example: '{'a' * 2000}'\n")
    )

    assert len(run_checks(load_spec(slow))) == 2  # unlike its pattern, and too long


LOG = """entries:
  - {date: 2027-03-01, author: Ada, version: 1.10.0, description: Third.}
  - {date: 2027-02-01, author: Ada, version: 1.9.0, description: Second.}
  - {date: 2027-01-01, author: Ada, version: '1.0', description: First.}
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("1.10.0", "1.11.0", "`entries[0].version` is 1.11.0, and the document's version is only 1.10.0"),
        (
            "2027-03-01",
            "2027-03-02",
            "`entries[0].date` is 2027-03-02, and the document dates its version 1.10.0 from 2027-03-01",
        ),
        ("1.9.0", "1.10.0", "`entries[1].version` is 1.10.0 again"),
        ("1.9.0", "2.0.0", "`entries[1].version` is 2.0.0, newer than 1.10.0 above it"),
        ("1.9.0", "1.0.0", "`entries[2].version` is 1.0 again"),
        ("2027-02-01", "2027-04-01", "`entries[1].date` is 2027-04-01, later than 2027-03-01"),
    ],
)
def test_a_change_log_falls_from_the_document_s_version(old: str, new: str, words: str) -> None:
    problems = check_change_log(load_log(LOG.replace(old, new, 1)), "1.10.0", date(2027, 3, 1))

    assert [p.message for p in problems if p.message.startswith(words)]
    assert all(p.hint for p in problems)


def test_a_change_log_in_order_is_not_complained_of() -> None:
    assert check_change_log(load_log(LOG), "1.10.0", date(2027, 3, 1)) == ()


def load_log(yaml: str) -> Loaded[ChangeLog]:
    return load_text(yaml.encode(), ChangeLog, Path("log.yaml"))
