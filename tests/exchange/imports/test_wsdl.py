"""WSDL: fields with their facets, places, the service, and what is refused."""

# ruff: noqa: E501 - a WSDL as it is, and one mistake in a row

from pathlib import Path
from typing import Any

import pytest

from golive.exchange.imports.api.wsdl import read_wsdl
from golive.exchange.imports.offer import ImportedFile, ImportOffer, get_plain_value, read_import_file
from golive.exchange.imports.picks import compose_values, pick_choices
from golive.support.problems import OutputError

BILLING = """\
<?xml version="1.0"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:billing" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:billing" name="Billing">
  <types>
    <x:schema targetNamespace="urn:billing">
      <x:simpleType name="Account">
        <x:restriction base="x:string">
          <x:maxLength value="12"/>
        </x:restriction>
      </x:simpleType>
      <x:simpleType name="Status">
        <x:restriction base="x:string"><x:enumeration value="Open"/><x:enumeration value="Closed"/></x:restriction>
      </x:simpleType>
      <x:complexType name="Party">
        <x:sequence><x:element name="name" type="x:string"/><x:element name="parent" type="t:Party" minOccurs="0"/></x:sequence>
      </x:complexType>
      <x:complexType name="Payer">
        <x:complexContent><x:extension base="t:Party">
          <x:sequence><x:element name="account" type="t:Account"/></x:sequence>
          <x:attribute name="version" type="x:int" use="required"/>
        </x:extension></x:complexContent>
      </x:complexType>
      <x:element name="PostPayment">
        <x:complexType><x:sequence>
          <x:element name="payer" type="t:Payer"><x:annotation><x:documentation>Who pays.</x:documentation></x:annotation></x:element>
          <x:element name="amount" type="x:decimal"/>
          <x:element name="paidOn" type="x:date" minOccurs="0"/>
          <x:element name="line" minOccurs="0" maxOccurs="unbounded">
            <x:complexType><x:sequence><x:element name="sku" type="x:string"/></x:sequence></x:complexType>
          </x:element>
          <x:choice><x:element name="card" type="x:string"/><x:element name="bank" type="x:string"/></x:choice>
        </x:sequence></x:complexType>
      </x:element>
      <x:element name="Posted"><x:complexType><x:sequence><x:element name="status" type="t:Status"/></x:sequence></x:complexType></x:element>
    </x:schema>
  </types>
  <message name="In"><part name="parameters" element="t:PostPayment"/></message>
  <message name="Out"><part name="parameters" element="t:Posted"/></message>
  <message name="Rpc"><part name="account" type="t:Account"/><part name="who" type="t:Party"/></message>
  <portType name="Port">
    <operation name="PostPayment">
      <documentation>Posts one payment.</documentation>
      <input message="t:In"/><output message="t:Out"/><fault name="Refused" message="t:Out"/>
    </operation>
    <operation name="Find"><input message="t:Rpc"/></operation>
  </portType>
  <binding name="B" type="t:Port">
    <s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="PostPayment"><s:operation soapAction="urn:billing/PostPayment"/></operation>
    <operation name="Find"><s:operation soapAction=""/></operation>
  </binding>
  <service name="Billing"><port name="Test" binding="t:B"><s:address location="https://test.example.org/soap"/></port></service>
</definitions>
"""


def read_offer(text: str) -> ImportOffer:
    return read_wsdl(ImportedFile(Path("billing.wsdl"), text.encode()))


def list_operations(offer: ImportOffer, *patterns: str) -> dict[str, Any]:
    values: Any = get_plain_value(compose_values(offer, pick_choices(offer, patterns)).values["interface"])
    return {one["id"]: one for one in values["operations"]}


def list_names(fields: list[dict[str, str]]) -> list[str]:
    return [f"{field['name']} {field['type']} {field['need']} {field.get('length', '')}".strip() for field in fields]


def test_fields_have_their_types_needs_and_facets() -> None:
    operation = list_operations(read_offer(BILLING), "PostPayment *")["post-payment"]

    assert list_names(operation["request"]) == [
        "payer object mandatory",
        "payer/name alphanumeric mandatory",
        "payer/parent object optional",
        "payer/parent/name alphanumeric conditional",
        "payer/parent/parent object optional",
        "payer/account alphanumeric mandatory 12",
        "payer/@version numeric mandatory",
        "amount amount mandatory",
        "paidOn date optional",
        "line[] list optional",
        "line[]/sku alphanumeric conditional",
        "card alphanumeric conditional",
        "bank alphanumeric conditional",
    ]
    assert operation["request"][0]["meaning"] == "Who pays."
    assert operation["response"][0]["meaning"] == "One of: Open, Closed"
    assert operation["errors"][0]["code"] == "Refused"
    assert (operation["verb"], operation["purpose"]) == ("urn:billing/PostPayment", "Posts one payment.")


def test_the_default_fields_are_the_required_ones() -> None:
    operations = list_operations(read_offer(BILLING), "PostPayment", "Find")

    names = [one["name"] for one in operations["post-payment"]["request"]]
    assert names == ["payer/name", "payer/account", "payer/@version", "amount"]
    assert [one["name"] for one in operations["find"]["request"]] == ["account", "who/name"]
    assert operations["find"]["verb"] == "Find"


def test_every_value_has_its_line_and_xpath() -> None:
    offer = read_offer(BILLING)
    [account] = [one for one in offer.walk() if one.key == "PostPayment request payer/account"]
    length: Any = account.value["length"]

    assert "maxLength" in BILLING.splitlines()[length.place.line - 1]
    assert length.place.pointer == "//simpleType[@name='Account']/restriction/maxLength"
    for choice in offer.walk():
        assert choice.place.line
        assert choice.place.pointer.startswith("/")


def test_the_connection_is_offered() -> None:
    offer = read_offer(BILLING)
    values: Any = get_plain_value(compose_values(offer, pick_choices(offer, ("connection",))).values["connection"])

    assert (values["version"], values["wsdl"], values["namespace"]) == ("1.1", "billing.wsdl", "urn:billing")
    assert values["endpoints"][0]["host"] == "https://test.example.org/soap"


SECRET = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('<?xml version="1.0"?>\n', f'<?xml version="1.0"?>\n{SECRET}\n'), "billing.wsdl:2:1: has a document type definition"),
        (("<types>", "<types><oops>"), "is not XML"),
        (('<x:schema targetNamespace="urn:billing">', '<x:schema targetNamespace="urn:billing"><x:import schemaLocation="https://example.org/a.xsd"/>'), "needs `https://example.org/a.xsd`, which is not in its folder; nothing is fetched (/definitions"),
        (('<x:schema targetNamespace="urn:billing">', '<x:schema targetNamespace="urn:billing"><x:include schemaLocation="../a.xsd"/>'), "needs `../a.xsd`"),
        (('<x:schema targetNamespace="urn:billing">', '<x:schema targetNamespace="urn:billing"><x:include schemaLocation="C:a.xsd"/>'), "needs `C:a.xsd`, which is not in its folder"),
        (('<x:schema targetNamespace="urn:billing">', '<x:schema targetNamespace="urn:billing"><x:include schemaLocation="missing.xsd"/>'), "needs `missing.xsd`, which cannot be read"),
        (("<s:binding ", "<s:other "), "has no SOAP operations"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_place(change: tuple[str, str], expected: str) -> None:
    assert change[0] in BILLING

    with pytest.raises(OutputError) as raised:
        read_offer(BILLING.replace(*change, 1))

    assert expected in str(raised.value)
    assert "root:" not in str(raised.value)


def test_schemas_beside_it_are_read_and_named(tmp_path: Path) -> None:
    start, end = BILLING.index("    <x:schema"), BILLING.index("  </types>")
    header = ' xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:billing" '
    (tmp_path / "types.xsd").write_text(BILLING[start:end].replace("<x:schema ", f"<x:schema{header}", 1))
    imported = '<x:schema><x:import namespace="urn:billing" schemaLocation="types.xsd"/></x:schema>'
    (tmp_path / "billing.wsdl").write_text(BILLING[:start] + imported + BILLING[end:])

    offer = read_wsdl(read_import_file(tmp_path / "billing.wsdl"))

    assert list_operations(offer, "*") == list_operations(read_offer(BILLING), "*")
    [account] = [one for one in offer.walk() if one.key == "PostPayment request payer/account"]
    assert account.place.pointer.startswith("types.xsd //complexType[@name='Payer']")


def test_xml_that_is_no_wsdl_is_refused() -> None:
    with pytest.raises(OutputError) as raised:
        read_offer("<bills><bill/></bills>")

    assert "billing.wsdl:1: is XML with the root `bills`, and no WSDL 1.1 (/bills)" in str(raised.value)


def test_groups_that_double_do_not_explode() -> None:
    groups = "".join(
        f'<x:group name="G{one}"><x:sequence>{f"""<x:group ref="t:G{one + 1}"/>""" * 2}</x:sequence></x:group>'
        for one in range(40)
    )
    element = '<x:element name="PostPayment"><x:complexType><x:group ref="t:G0"/></x:complexType></x:element>'
    text = BILLING.replace(
        '<x:element name="PostPayment">', f'{groups}<x:group name="G40"/>{element}<x:element name="Old">', 1
    )

    assert [one.key for one in read_offer(text).walk() if one.key.startswith("PostPayment request")] == []
