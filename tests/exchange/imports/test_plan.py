"""Plans of imports on a sample: connections, environments, sign-on, decisions and presets."""

import shutil
from pathlib import Path

import pytest
from tests.data_files.test_presets import get_file_interface, load_spec, write_spec_with_preset
from tests.exchange.imports.test_openapi import PAYMENTS, read_offer
from tests.exchange.imports.test_wsdl import BILLING

from golive.data_files.layout import build_file_layout
from golive.data_files.sample import write_sample
from golive.exchange.imports.api.wsdl import read_wsdl
from golive.exchange.imports.cobol.copybook import read_copybook
from golive.exchange.imports.offer import ImportedFile, ImportOffer
from golive.exchange.imports.plan import ImportPlan, ImportRequest, plan_imports
from golive.exchange.imports.samples.sample_file import read_sample
from golive.project.workspace import open_workspace
from golive.support.problems import OutputError

ROOT = Path(__file__).parents[3]
SERVERS = """servers:
  - {url: "https://api.example.org/v3", description: Production}
  - {url: "https://sandbox.example.org/v3", description: Sandbox}
  - {url: "https://dr.example.org/v3", description: Recovery}
paths:
"""
OAUTH = (
    "    key: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://id.example.org/t', scopes: {pay: Pay}}}}\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def plan_import(  # noqa: PLR0913 - what a command is given
    root: Path, spec: str, offer: ImportOffer, interface: str, *, accept: bool = False, save: bool = False
) -> ImportPlan:
    request = ImportRequest(interface, accept=accept)
    path = root / "data" / "integrations" / f"{spec}.yaml"
    [found], files = plan_imports(open_workspace(root), path, [offer], request)
    if save:
        files.save()
    return found


def list_notes(found: ImportPlan) -> str:
    return "\n".join(str(note.problem) for note in found.notes)


def test_servers_are_given_to_the_environments_that_mean_the_same(root: Path) -> None:
    start, end = PAYMENTS.index("servers:"), PAYMENTS.index("paths:\n") + len("paths:\n")
    offer = read_offer(PAYMENTS[:start] + SERVERS + PAYMENTS[end:])

    found = plan_import(root, "lakeshore-mutual", offer, "policy-lookup", accept=True)

    assert found.connection == "lakeshore-api"
    hosts = {change.names[1]: change.theirs for change in found.changes if change.names[-1] == "host"}
    assert hosts == {"production": "https://api.example.org/v3", "test": "https://sandbox.example.org/v3"}
    assert "names the server https://dr.example.org/v3, and not the environment" in list_notes(found)
    kept = plan_import(root, "lakeshore-mutual", offer, "policy-lookup")
    assert {change.names[-1] for change in kept.conflicts} >= {"host", "api_version", "authentication"}
    assert "example.org/v3" not in kept.result.diff


def test_a_sign_on_without_its_lifetime_is_noted_and_not_written(root: Path) -> None:
    text = PAYMENTS.replace("    key: {type: apiKey, in: header, name: X-Api-Key}\n", OAUTH)
    path = root / "data" / "integrations" / "fairview-city.yaml"
    spec = path.read_text()
    start = spec.index("    authentication:", spec.index("- id: counter-receiver"))
    path.write_text(spec[:start] + spec[spec.index("    tls:", start) :])

    found = plan_import(root, "fairview-city", read_offer(text), "counter-events")

    assert "asks for OAuth client credentials from https://id.example.org/t" in list_notes(found)
    assert "+    authentication" not in found.result.diff


def test_a_question_is_asked_once(root: Path) -> None:
    text = "       01 R.\n           05 A PIC X(5).\n           05 B PIC S9(5) COMP-3.\n"
    path = root / "data" / "integrations" / "riverton-water.yaml"

    first = plan_import(
        root, "riverton-water", read_copybook(ImportedFile(Path("r.cpy"), text.encode())), "account-file", save=True
    )
    assert [change.names for change in first.changes if change.names[0] == "decisions"] == [
        ("decisions", "account-file-r-binary")
    ]
    newer = ImportedFile(Path("r.cpy"), text.replace("X(5)", "X(6)").encode())
    assert [
        one
        for one in plan_import(root, "riverton-water", read_copybook(newer), "account-file").changes
        if one.names[0] == "decisions"
    ] == []

    spec = path.read_text()
    start = spec.index("  - id: account-file-r-binary")
    path.write_text(spec[:start] + spec[start:].partition("    owner: ")[2].partition("\n")[2])  # a person removed it
    again = plan_import(root, "riverton-water", read_copybook(newer), "account-file")
    assert [one for one in again.changes if one.names[0] == "decisions"] == []


def test_a_preset_and_records_of_its_own_are_not_mixed(root: Path) -> None:
    records = read_copybook(ImportedFile(Path("r.cpy"), b"       01 R.\n           05 A PIC X(5).\n"))
    with pytest.raises(OutputError, match="has its records from the preset `lockbox`"):
        plan_import(root, "fairview-city", records, "lockbox")

    data = b"".join(
        write_sample(build_file_layout(get_file_interface(load_spec(write_spec_with_preset("lockbox")))), 9, 1)
    )
    with pytest.raises(OutputError, match="has records of its own"):
        plan_import(root, "fairview-city", read_sample(ImportedFile(Path("d.txt"), data)), "bill-file")


def test_a_file_fits_interfaces_of_its_method(root: Path) -> None:
    offer = read_wsdl(ImportedFile(Path("billing.wsdl"), BILLING.encode()))

    with pytest.raises(OutputError, match="is of the method `batch`"):
        plan_import(root, "fairview-city", offer, "bill-file")
    with pytest.raises(OutputError, match=r"2 interfaces of `fairview-city` fit billing\.wsdl"):
        plan_import(root, "fairview-city", offer, "")
    with pytest.raises(OutputError, match="has no interface of the method `real-time`"):
        plan_import(root, "riverton-water", offer, "")
    found = plan_import(root, "fairview-city", offer, "account-lookup")
    assert found.connection == "muniledger-services"
    assert [one.names for one in found.conflicts] == [("wsdl",), ("namespace",), ("endpoints", "test", "host")]
    assert "names the server" not in list_notes(found)
