"""OpenAPI documents: fields, needs, places, defaults, and what is refused."""

# ruff: noqa: E501 - one mistake in a row

import json
from pathlib import Path
from typing import Any

import pytest

from golive.exchange.imports.api.api_text import ApiText
from golive.exchange.imports.api.openapi import read_openapi
from golive.exchange.imports.offer import ImportedFile, ImportOffer, SourcedText, get_plain_value
from golive.exchange.imports.picks import compose_values, pick_choices
from golive.support.problems import OutputError

PAYMENTS = """\
openapi: 3.1.0
info: {title: Payments API, version: 2.4.0}
servers:
  - {url: "https://{host}/v2", description: Production, variables: {host: {default: api.example.org}}}
paths:
  /accounts/{accountId}:
    parameters:
      - {name: accountId, in: path, required: true, schema: {type: string, maxLength: 12}}
    get:
      operationId: getAccount
      summary: Look up an account
      parameters: [{$ref: '#/components/parameters/Trace'}]
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Account'}}}
        '404': {description: No account has this number.}
        default: {description: Anything else.}
  /payments:
    post:
      operationId: postPayment
      description: |
        Posts a **payment** to the ledger.

        More text.
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}
      responses:
        '201': {description: made}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Api-Key}
  parameters:
    Trace: {name: X-Trace, in: header, schema: {type: string}}
  schemas:
    Account:
      type: object
      properties:
        id:
          type: string
          maxLength: 12
          description: The account number.
        balance: {type: number, example: 12.50}
        parent: {$ref: '#/components/schemas/Account'}
    Money:
      type: object
      required: [currency, value]
      properties: {currency: {type: string, enum: [USD, CAD]}, value: {type: string}}
    Payment:
      allOf:
        - type: object
          required: [amount, account]
          properties:
            amount: {$ref: '#/components/schemas/Money'}
            account: {$ref: '#/components/schemas/Account', description: The payer.}
        - type: object
          properties:
            paid_on: {type: [string, 'null'], format: date}
            lines: {type: array, items: {type: object, required: [sku], properties: {sku: {type: string}}}}
            method: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Bank'}]}
    Card: {type: object, required: [number], properties: {number: {type: string}}}
    Bank: {type: object, required: [routing], properties: {routing: {type: string}}}
"""


def read_offer(text: str, name: str = "payments.yaml") -> ImportOffer:
    return read_openapi(ImportedFile(Path(name), text.encode()))


def list_operations(offer: ImportOffer, *patterns: str) -> dict[str, Any]:
    values: Any = get_plain_value(compose_values(offer, pick_choices(offer, patterns)).values["interface"])
    return {one["id"]: one for one in values["operations"]}


def list_names(fields: list[dict[str, str]]) -> list[str]:
    return [f"{field['name']} {field['type']} {field['need']}" for field in fields]


def test_the_default_fields_are_the_required_ones_to_the_second_level() -> None:
    operation = list_operations(read_offer(PAYMENTS), "POST /payments")["post-payment"]

    assert list_names(operation["request"]) == [
        "amount.currency code mandatory",
        "amount.value alphanumeric mandatory",
        "account object mandatory",
    ]
    assert operation["request"][2]["meaning"] == "The payer."
    assert operation["purpose"] == "Posts a payment to the ledger."
    assert "trigger" not in operation


def test_where_nothing_is_required_the_first_level_is_the_default() -> None:
    operation = list_operations(read_offer(PAYMENTS), "get /accounts*")["get-account"]

    assert list_names(operation["response"]) == [
        "id alphanumeric optional",
        "balance amount optional",
        "parent object optional",
    ]
    assert [one["name"] for one in operation["request"]] == ["accountId"]
    assert [one["code"] for one in operation["errors"]] == ["404"]
    assert operation["response"][0]["length"] == "12"


def test_all_fields_can_be_picked_with_what_they_need() -> None:
    operation = list_operations(read_offer(PAYMENTS), "POST /payments request *")["post-payment"]

    assert list_names(operation["request"]) == [
        "amount object mandatory",
        "amount.currency code mandatory",
        "amount.value alphanumeric mandatory",
        "account object mandatory",
        "account.id alphanumeric optional",
        "account.balance amount optional",
        "account.parent object optional",
        "paid_on date optional",
        "lines[] list optional",
        "lines[].sku alphanumeric conditional",
        "method object optional",
        "method.number alphanumeric optional",
        "method.routing alphanumeric optional",
    ]


def test_fields_can_be_picked_one_by_one_and_skipped() -> None:
    offer = read_offer(PAYMENTS)
    keys = pick_choices(offer, ("POST /payments", "POST /payments request paid_on"), ("*amount*",))

    values: Any = get_plain_value(compose_values(offer, keys).values["interface"])
    assert [one["name"] for one in values["operations"][0]["request"]] == ["account", "paid_on"]


def test_every_value_has_its_place() -> None:
    offer = read_offer(PAYMENTS)
    lines = PAYMENTS.splitlines()

    facts = [fact for choice in offer.walk() for fact in list_facts(choice.value)]
    assert len(facts) > 80
    for fact in facts:
        assert fact.place.pointer.startswith("#")
        assert 1 <= fact.place.line <= len(lines)
    [number] = [one for one in offer.walk() if one.key == "GET /accounts/{accountId} response id"]
    length = number.value["length"]
    assert isinstance(length, SourcedText)
    assert lines[length.place.line - 1][length.place.column - 1 :] == "maxLength: 12"
    assert length.place.pointer == "#/components/schemas/Account/properties/id/maxLength"


def list_facts(value: Any) -> list[SourcedText]:
    if isinstance(value, SourcedText):
        return [value]
    return [fact for inner in (value.values() if isinstance(value, dict) else value) for fact in list_facts(inner)]


def test_json_and_yaml_offer_the_same() -> None:
    import yaml

    text = json.dumps(yaml.safe_load(PAYMENTS), indent=2)
    first, second = list_operations(read_offer(PAYMENTS), "*"), list_operations(read_offer(text, "payments.json"), "*")

    assert json.dumps(first).replace("12.50", "12.5") == json.dumps(second)


def test_the_connection_is_offered() -> None:
    offer = read_offer(PAYMENTS)
    values: Any = get_plain_value(compose_values(offer, pick_choices(offer, ("connection",))).values["connection"])

    assert values["api_version"] == "2.4.0"
    assert values["specification"] == "payments.yaml"
    assert values["endpoints"][0]["host"] == "https://api.example.org/v2"
    assert values["authentication"] == {"kind": "api-key", "header": "X-Api-Key"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("'#/components/parameters/Trace'", "'https://example.org/x.yaml#/Trace'"), ":12:21: refers to `https://example.org/x.yaml#/Trace`, which is outside"),
        (("'#/components/parameters/Trace'", "common.yaml#/Trace"), "outside of this file; nothing is fetched (#/paths/~1accounts~1{accountId}/get/parameters/0/$ref)"),
        (("'#/components/schemas/Payment'", "'#/components/schemas/Nothing'"), "which is not in this file"),
        (("    Money:\n      type: object", "    Money:\n      $ref: '#/components/schemas/Money'"), "refers to itself"),
        (("openapi: 3.1.0", "swagger: '2.0'"), ":1:1: is Swagger 2.0"),
        (("openapi: 3.1.0", "openapi: 4.0.0"), "is of the version 4.0.0"),
        (("openapi: 3.1.0\n", ""), "has no `openapi`"),
        (("      type: object\n", "      type: object\n      type: object\n"), "the key `type` appears a second time"),
        (("paths:", "paths: ["), "is not YAML"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_place_and_pointer(change: tuple[str, str], expected: str) -> None:
    assert change[0] in PAYMENTS

    with pytest.raises(OutputError) as raised:
        list(read_offer(PAYMENTS.replace(*change, 1)).walk())

    assert expected in str(raised.value)


def test_broken_json_is_refused_with_line_and_column() -> None:
    with pytest.raises(OutputError) as raised:
        read_offer('{"openapi": "3.0.0",\n  "info" 1}', "x.json")

    assert "x.json:2:10: is not JSON: expecting ':' delimiter" in str(raised.value)
    with pytest.raises(OutputError, match=r"x\.json:2:18: holds one half of a character"):
        read_offer('{"openapi": "3.0.0",\n"info": {"title":"\\ud800"}}', "x.json")


def test_a_number_of_any_length_is_read() -> None:
    schema = {"type": "string", "maxLength": 0}
    get = {"parameters": [{"name": "a", "in": "query", "required": True, "schema": schema}], "responses": {}}
    text = json.dumps({"openapi": "3.0.0", "info": {"title": "x", "version": "1"}, "paths": {"/a": {"get": get}}})

    for digits, length in (("12", "12"), ("9" * 5000, None)):
        offer = read_offer(text.replace('"maxLength": 0', f'"maxLength": {digits}'), "x.json")
        (operation,) = list_operations(offer, "*").values()
        assert [field.get("length") for field in operation["request"]] == [length]


def test_cycles_end() -> None:
    pair = {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/components/schemas/B"}}}
    other = {"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"b": {"$ref": "#/components/schemas/B"}}}]}
    post = {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}}
    text = json.dumps(
        {"openapi": "3.0.3", "paths": {"/x": {"post": post}}, "components": {"schemas": {"A": pair, "B": other}}}
    )

    names = [one.key for one in read_offer(text).walk()]
    assert 3 < len(names) < 40


def test_a_document_with_a_field_in_everything_is_cut_and_says_so() -> None:
    wide = {"type": "object", "properties": {f"f{number}": {"type": "string"} for number in range(4000)}}
    post = {"requestBody": {"content": {"application/json": {"schema": wide}}}}
    offer = read_offer(json.dumps({"openapi": "3.0.3", "paths": {"/x": {"post": post}}}))
    keys = frozenset(one.key for one in offer.walk())

    assert [note for note in offer.find_notes(keys) if "more fields than are listed" in note.problem.message]


def test_anchors_do_not_explode() -> None:
    lines = ["openapi: 3.0.0", "x0: &a0 {k: v}"]
    lines += [f"x{number}: &a{number} [*a{number - 1}, *a{number - 1}, *a{number - 1}]" for number in range(1, 60)]
    text = ApiText(ImportedFile(Path("x.yaml"), "\n".join(lines).encode()))

    assert text.parse().get_items("x59")


def test_compositions_that_double_do_not_explode() -> None:
    schemas: dict[str, Any] = {
        f"S{one}": {"allOf": [{"$ref": f"#/components/schemas/S{one + 1}"}] * 2} for one in range(40)
    }
    schemas["S40"] = {"type": "object", "properties": {"a": {"type": "string"}}}
    post = {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}}}}
    text = json.dumps({"openapi": "3.0.3", "paths": {"/x": {"post": post}}, "components": {"schemas": schemas}})

    assert [one.key for one in read_offer(text).walk()][-1] == "POST /x request a"
