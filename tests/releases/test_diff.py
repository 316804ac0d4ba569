"""What is said of a change, and what it costs: one small edit of the smallest spec each."""

import pytest
from tests.yaml_io.samples import change_minimal, load_spec, read_sample

from golive.releases.change import Change, ChangeKind
from golive.releases.diff import compare_documents
from golive.schema import Integration
from golive.schema.batch import RecordField

CONTACT = "  - {id: dora, name: Dora Ray, party: vendor, role: support, email: dora@example.org}\n"
OPTIONAL = "          - {name: note, type: alphanumeric, need: optional, meaning: Anything else.}\n"
NEEDED = "          - {name: zip, type: alphanumeric, meaning: Postal code.}\n"
ERROR = "          - {code: '409', meaning: Closed account., action: Call the desk.}\n"
NUMBER = "{name: number, type: numeric, length: 8,"
BILL = "Bill file: "
EDITS = {
    "an earlier drop-by": (
        "drop_by: 23:30",
        "drop_by: 22:15",
        "major",
        f"{BILL}drop-by moved from 11:30 PM to 10:15 PM ET",
    ),
    "no drop-by any more": ("drop_by: 23:30", "drop_by: TBD", "major", f"{BILL}drop-by removed (was 11:30 PM ET)"),
    "a cut-off": ("cut_off: 18:00", "cut_off: 18:30", "minor", f"{BILL}cut-off moved from 6:00 PM to 6:30 PM ET"),
    "no cut-off": ("      cut_off: 18:00\n", "", "minor", f"{BILL}cut-off removed (was 6:00 PM ET)"),
    "a host": (
        "test, host: sftp.test.",
        "test, host: sftp2.test.",
        "major",
        "File server, endpoint Test: host changed from “sftp.test.example.com” to “sftp2.test.example.com”",
    ),
    "a frequency": (
        "business-daily",
        "daily",
        "major",
        "Bill file, schedule: frequency changed from Every business day to Every day",
    ),
    "a wording": (
        "purpose: Asks for the b",
        "purpose: Says the b",
        "patch",
        "Balance lookup, Get balance: purpose changed",
    ),
    "a long wording": (
        "Kept on the platform.",
        f"{'Kept. ' * 20}",
        "patch",
        "Security, control “Card data”: detail reworded",
    ),
    "a day": (
        "go_live: 2027-05-03",
        "go_live: 2027-05-10",
        "minor",
        "Timeline: go-live moved from May 3, 2027 to May 10, 2027",
    ),
    "a port": ("com, port: 22,", "com, port: 2222,", "major", "endpoint Test: port changed from 22 to 2222"),
    "a number": ("accounts: 12000", "accounts: 11000", "minor", "Volumes: accounts lowered from 12,000 to 11,000"),
    "a length of time": ("time_hours: 4", "time_hours: 8", "minor", "recovery time objective raised from 4 to 8 hours"),
    "a flag": ("public_entity: true", "public_entity: false", "minor", "Biller: public entity changed from Yes to No"),
    "another owner": ("files\n    owner: ben", "files\n    owner: ada", "minor", "from Ben Osei to Ada Moreno"),
    "a contact": ("scope:\n", f"{CONTACT}scope:\n", "minor", "Contact Dora Ray added"),
    "a channel": ("channels: [web]", "channels: [web, ivr]", "minor", "Scope: payment channels: Phone (IVR) added"),
    "a tender less": ("tenders: [ach, card]", "tenders: [card]", "minor", "Scope: tenders: ACH removed"),
    "a TLS version": ("minimum: 1.2", "minimum: 1.3", "major", "minimum TLS version changed from 1.2 to 1.3"),
    "another way in": (
        "kind: api-key\n      header: X-Api-Key",
        "kind: mutual-tls\n      subject: X-Api-Key",
        "major",
        "Balance service, authentication: kind changed from API key to Mutual TLS",
    ),
    "an optional field": (
        "        response:\n",
        f"{OPTIONAL}        response:\n",
        "minor",
        "Get balance: field note added",
    ),
    "a field that must be filled": ("        response:\n", f"{NEEDED}        response:\n", "major", "field zip added"),
    "a longer field": (NUMBER, NUMBER.replace("8", "9"), "minor", "field number: max length raised from 8 to 9"),
    "no limit to a field": (NUMBER, NUMBER.replace(" length: 8,", ""), "minor", "max length removed (was 8)"),
    "a usage not said before": (NUMBER, f"{NUMBER} need: optional,", "minor", "field number: usage added: Optional"),
    "an error more": ("        timeout_s", f"{ERROR}        timeout_s", "minor", "Get balance: error code 409 added"),
    "an error less": (
        "          - {code: '404', meaning: No such account., action: Ask the payer to check the number.}\n",
        "",
        "major",
        "Balance lookup, Get balance: error code 404 removed",
    ),
    "another position": ("name: AMOUNT, position: 9", "name: AMOUNT, position: 10", "major", "raised from 9 to 10"),
    "an example": ("example: '42.50'", "example: '43.50'", "patch", "example changed from “42.50” to “43.50”"),
    "a field of another name": (
        "{name: AMOUNT, pos",
        "{name: TOTAL, pos",
        "major",
        "Bill: field AMOUNT renamed to TOTAL",
    ),
    "an internal note": (
        "  support_hours:",
        "  cost_center: Secret\n  support_hours:",
        "patch",
        "Operations: cost center added",
    ),
}


def compare_with_minimal(*edits: tuple[str, str]) -> tuple[Change, ...]:
    return compare_documents(load_spec(read_sample()).value, load_spec(change_minimal(*edits)).value)


def test_a_field_of_a_request_that_becomes_optional_breaks_nobody() -> None:
    needed, optional = (
        load_spec(change_minimal((NUMBER, f"{NUMBER} need: {need},"))).value for need in ("mandatory", "optional")
    )

    (less,), (more,) = compare_documents(needed, optional), compare_documents(optional, needed)

    assert (less.level.label, more.level.label) == ("minor", "major")
    assert "usage changed from Mandatory to Optional" in less.sentence


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_said_in_the_words_of_the_trade(name: str) -> None:
    old, new, level, sentence = EDITS[name]

    (change,) = compare_with_minimal((old, new))

    assert sentence in change.sentence
    assert change.level.label == level
    assert change.internal == ("internal" in name)


def test_what_is_internal_is_never_quoted() -> None:
    secret = ("  support_hours:", "  cost_center: Copperhead\n  support_hours:")
    other = ("  support_hours:", "  cost_center: Kestrel\n  support_hours:")
    old, new = load_spec(change_minimal(secret)).value, load_spec(change_minimal(other)).value

    told = [change for pair in ((old, new), (new, old)) for change in compare_documents(*pair)]

    assert [change.audience for change in told] == ["internal", "internal"]
    assert not any("Copperhead" in change.sentence or "Kestrel" in change.sentence for change in told)


def test_a_new_id_is_one_rename_and_what_refers_to_it_is_no_change() -> None:
    yaml = read_sample().replace("ada\n", "eve\n").replace("accountable: ada", "accountable: eve")
    new = load_spec(yaml.replace("contact: ada", "contact: eve")).value

    (change,) = compare_documents(load_spec(read_sample()).value, new)

    assert (change.kind, change.id_path) == (ChangeKind.RENAMED, "team[eve].id")
    assert change.sentence == "Contact Ada Moreno: id renamed from ada to eve"


def test_things_that_refer_to_each_other_may_be_renamed_at_once() -> None:
    yaml = read_sample().replace("connection: calls", "connection: line").replace("- id: calls", "- id: line")
    new = load_spec(
        yaml.replace("- id: balances", "- id: lookup").replace("interface: balances", "interface: lookup")
    ).value

    assert [change.id_path for change in compare_documents(load_spec(read_sample()).value, new)] == [
        "connections[line].id",
        "interfaces[lookup].id",
    ]


def test_a_new_id_with_other_content_is_another_thing() -> None:
    changes = compare_with_minimal(
        ("- id: uat-1", "- id: uat-9"), ("expected: The balance is the one", "expected: It is the one")
    )

    assert [change.kind for change in changes] == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_an_item_that_repeats_its_name_is_matched_by_what_it_says() -> None:
    filler = "          - {name: ACCOUNT, position: 20, length: 3, type: filler}\n"
    (change,) = compare_with_minimal(("          - {name: ACCOUNT, p", f"{filler}          - {{name: ACCOUNT, p"))

    assert (change.kind, change.path[-1]) == (ChangeKind.ADDED, 0)


def test_fields_that_change_places_change_their_computed_positions() -> None:
    loose = ((" position: 1,", ""), (" position: 9,", ""))
    old = change_minimal(*loose)
    first, second = (line for line in old.splitlines(keepends=True) if "- {name: A" in line)
    changes = compare_documents(load_spec(old).value, load_spec(old.replace(first + second, second + first)).value)

    assert {change.level.label for change in changes} == {"major"}
    assert [change.id_path.partition("fields")[2] for change in changes] == ["[AMOUNT].position", "[ACCOUNT].position"]


def test_the_order_of_fields_without_positions_is_a_change() -> None:
    old = load_spec(read_sample()).value
    fields = tuple(field.model_copy(update={"position": None}) for field in old.batch[0].records[0].fields)

    def replace_fields(fields: tuple[RecordField, ...]) -> Integration:
        record = old.batch[0].records[0].model_copy(update={"fields": fields})
        batch = old.batch[0].model_copy(update={"records": (record,)})
        return old.model_copy(update={"interfaces": (batch, old.interfaces[1])})

    (change,) = compare_documents(replace_fields(fields), replace_fields(fields[::-1]))

    assert (change.level.label, change.sentence) == ("major", "Bill file, Bill, fields: order changed")


def test_another_method_is_one_change() -> None:
    old = load_spec(read_sample()).value
    swapped = [item.model_copy(update={"id": "bills"}) for item in old.interfaces[1:]]
    changes = compare_documents(old, old.model_copy(update={"interfaces": (*swapped, old.interfaces[1])}))

    method = next(change for change in changes if change.id_path == "interfaces[bills].method")
    assert method.sentence.endswith("method changed from Batch to Real time")
    assert method.level.label == "major"


def test_the_name_of_a_version_is_not_its_content() -> None:
    assert compare_with_minimal(("version: 1.0.0", "version: 1.0.1")) == ()
