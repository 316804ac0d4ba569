"""`golive new`: a spec that is valid, in form and explained from its first minute."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.conftest import VENDOR, read_tree
from tests.examples import examples

from golive.cli import main
from golive.cli.new import KINDS, METHODS
from golive.open_items.items import collect_open_items
from golive.project.project import load_integration
from golive.project.workspace import open_workspace
from golive.scaffold import spec as scaffold
from golive.scaffold.short_names import shorten_name
from golive.scaffold.spec import render_new_spec
from golive.scaffold.time_zones import TIME_ZONE_LABELS, find_time_zone
from golive.schema.words import BillerKind

SAID = {
    "--biller": "Harbor Water Authority",
    "--kind": "special-district",
    "--location": "Harborside, Maine",
    "--billing-system": "AquaBill",
    "--owner": "Ada Moreno",
    "--date": "2027-01-11",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    assert main(["init", str(tmp_path / "w"), *VENDOR]) == 0
    return tmp_path / "w"


def create_spec(root: Path, *more: str, **changed: str) -> int:
    said = {**SAID, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    options = [part for pair in said.items() for part in pair]
    return main(["new", "harbor-water", "--workspace", str(root), *options, *more])


@pytest.mark.parametrize("method", METHODS)
def test_a_new_spec_passes_check_is_in_form_and_has_its_documents(root: Path, method: str) -> None:
    assert create_spec(root, "--method", method) == 0

    arguments = ["--workspace", str(root)]
    assert main(["check", "harbor-water", *arguments]) == 0
    assert main(["fmt", "--check", *arguments]) == 0
    assert main(["build", "harbor-water", "--only", "deck,explainer", "--jobs", "1", *arguments]) == 0
    assert len(list((root / "output" / "harbor-water").iterdir())) == 2
    spec = load_integration(open_workspace(root), root / "data" / "integrations" / "harbor-water.yaml").spec
    assert spec is not None
    assert (spec.biller.name, spec.owner, spec.status.value) == ("Harbor Water Authority", "ada-moreno", "discovery")
    assert (spec.goals, spec.scope.channels, spec.scope.tenders, spec.next_steps) == ((), (), (), ())
    assert {"319", "320", "321"} <= {item.id for item in collect_open_items(spec)}
    assert {item.method for item in spec.interfaces} == ({"batch", "real-time"} if method == "hybrid" else {method})


@pytest.mark.parametrize(
    ("location", "zone"),
    [
        ("Tulsa, Oklahoma", "America/Chicago"),
        ("Tacoma, wa", "America/Los_Angeles"),
        ("Washington, D.C.", "America/New_York"),
        ("Honolulu, HI", "Pacific/Honolulu"),
        ("Pensacola, Florida", ""),
        ("El Paso, TX", ""),
        ("Toronto, Ontario", ""),
        ("", ""),
    ],
)
def test_the_time_zone_is_that_of_a_state_with_only_one(location: str, zone: str) -> None:
    assert find_time_zone(location) == zone


def test_a_time_zone_that_is_not_certain_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = root / "data" / "integrations" / "harbor-water.yaml"

    assert create_spec(root, "--method", "batch", location="Pensacola, Florida") == 2
    assert "Add --time-zone" in capsys.readouterr().err
    assert not spec.exists()
    assert create_spec(root, "--method", "batch", "--time-zone", "America/Chicago", location="Pensacola, Florida") == 0
    assert (
        "  time_zone: America/Chicago\n  # How that zone is written after a time.\n  time_zone_label: CT\n"
        in spec.read_text()
    )


def test_an_id_that_is_missing_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--workspace", str(root)]) == 2
    assert "such as `golive new river-water`" in capsys.readouterr().err


def test_every_key_is_explained_once(root: Path) -> None:
    assert create_spec(root, "--method", "batch") == 0
    text = (root / "data" / "integrations" / "harbor-water.yaml").read_text()

    assert text.startswith("# yaml-language-server: $schema=../../.golive/integration.schema.json\n")
    assert text.count("# When the file must be on the server.\n") == 1
    assert (
        "# How far the integration has come. One of: discovery, design, build, sit, uat, live.\nstatus: discovery\n"
        in text
    )
    assert "#   volumes: How much moves.\n" in text
    assert max(map(len, text.splitlines())) <= 120


def test_nothing_is_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert create_spec(root, "--method", "batch") == 0
    before = read_tree(root)

    assert create_spec(root, "--method", "hybrid") == 1
    assert "harbor-water.yaml: is there already" in capsys.readouterr().err
    assert read_tree(root) == before


def test_a_change_log_of_that_name_stops_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "data" / "changelogs").mkdir()
    (root / "data" / "changelogs" / "harbor-water.yaml").write_text("of another one")

    assert create_spec(root, "--method", "batch") == 1
    assert "changelogs/harbor-water.yaml: is there already" in capsys.readouterr().err.replace("\\", "/")


def test_without_a_terminal_what_is_missing_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_tree(root)

    assert main(["new", "harbor-water", "--workspace", str(root), "--method", "batch"]) == 2
    assert (
        "Add --biller, --kind, --location, --billing-system, --owner; on a terminal, golive asks for them."
        in capsys.readouterr().err
    )
    assert read_tree(root) == before


@pytest.mark.parametrize("spec_id", ["Harbor", "a_b", "a--b", "../x", "x" * 61, "guide"])
def test_an_id_that_is_none_is_refused(root: Path, spec_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", spec_id, "--workspace", str(root), "--method", "batch"]) == 2
    assert "cannot be an id" in capsys.readouterr().err


def test_what_cannot_stand_in_a_spec_is_told_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_tree(root)

    assert create_spec(root, "--method", "batch", biller="H" * 300) == 1
    assert "`biller.name` has 300 characters" in capsys.readouterr().err
    assert create_spec(root, "--method", "batch", biller="a\x07b") == 1
    assert create_spec(root, "--method", "batch", time_zone="Mars/Base") == 2
    assert create_spec(root, "--method", "fax") == 2
    assert read_tree(root) == before


def test_no_workspace_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert create_spec(tmp_path, "--method", "batch") == 1
    assert "is not a workspace" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="terminals are made differently there")
def test_on_a_terminal_it_asks(root: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "golive", "new", "harbor-water", "--date", "2027-01-11"]
    run = subprocess.Popen(command, cwd=root, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.close(theirs)
    for answer in ("hybrid", "Harbor Water Authority", "boat", "city", "Harborside, Maine", "AquaBill", "Ada Moreno"):
        os.write(ours, f"{answer}\n".encode())
    said = run.communicate(timeout=120)[0].decode()
    os.close(ours)

    assert run.returncode == 0, said
    assert "Who is responsible for it on our side?" in said
    assert main(["check", "harbor-water", "--workspace", str(root)]) == 0


def test_the_options_know_the_words_of_the_models() -> None:
    assert tuple(scaffold.INTERFACES_BY_METHOD) == METHODS
    assert tuple(kind.value for kind in BillerKind) == KINDS


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=60)


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.tuples(LINE, LINE, LINE, LINE).filter(lambda names: all(name.strip() for name in names)), data=st.data()
)
def test_any_name_is_kept_letter_for_letter(names: tuple[str, str, str, str], data: st.DataObject) -> None:
    from pathlib import PurePosixPath

    from golive.schema import Integration
    from golive.schema.values import FIRST_DATE, LAST_DATE
    from golive.yaml_io.load import load_text

    biller, location, system, owner = (" ".join(name.split()) for name in names)
    day = data.draw(st.dates(FIRST_DATE, LAST_DATE))
    method = data.draw(st.sampled_from(METHODS))
    zone = data.draw(st.sampled_from(sorted(TIME_ZONE_LABELS)))
    kind = data.draw(st.sampled_from(list(BillerKind)))
    outset = scaffold.NewSpecOptions("x", method, biller, kind, location, system, owner, day, zone, "Name")  # type: ignore[arg-type]
    text = render_new_spec(outset, PurePosixPath("data/integrations/x.yaml"))
    spec = load_text(text.encode(), Integration, Path("x.yaml")).value

    assert (spec.biller.name, spec.biller.location, spec.biller.billing_system.name) == (biller, location, system)
    assert spec.team[0].name == owner
    assert spec.biller.public_entity is (None if kind.value in {"utility", "insurer", "other"} else True)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Tidewater Bay Water & Sewer Authority", "Tidewater Bay Water"),
        ("City of Port St. Lucie and the Villages", "City of Port St. Lucie"),
        ("Department of the Environment", "Department"),
        ("Upper-Susquehanna-Wastewater Treatment Joint Board", "UTJB"),
        ("Riverton Water", "Riverton Water"),
    ],
)
def test_a_short_name_is_never_cut_inside_a_word_or_after_a_linking_word(name: str, short: str) -> None:
    assert shorten_name(name) == short
