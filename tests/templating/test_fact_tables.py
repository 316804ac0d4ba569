"""Tables come from the models' own annotations."""

from datetime import date
from pathlib import Path

import pytest

from golive.markdown.document import Container, Paragraph, Table, plain_text
from golive.markdown.parser import parse_markdown
from golive.schema import Integration
from golive.schema.authentication import ApiKey, OAuthClient
from golive.schema.batch import CodeValue, RecordField
from golive.schema.connections import Endpoint, Tls
from golive.schema.field import Model
from golive.schema.interfaces import TroubleshootingStep
from golive.schema.people import BillingSystem
from golive.schema.plan import RaciActivity, Risk
from golive.schema.scope import Volumes
from golive.schema.values import Code
from golive.templating.context import map_names_by_id
from golive.templating.escape import Markdown
from golive.templating.fact_tables import Tables, build_table
from golive.templating.raci import build_raci_table
from golive.templating.values import ValueRenderer, format_label
from golive.yaml_io.load import load

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = {("team", "ada"): "Ada Moreno", ("environments", "test"): "Test *one*"}
DASH = "\N{EN DASH}"
TABLES = Tables(ValueRenderer("ET"), NAMES)


def read_table(markdown: Markdown) -> list[list[str]]:
    (block,) = parse_markdown(markdown).blocks
    inner = block.blocks[0] if isinstance(block, Container) else block
    assert isinstance(inner, Table)
    return [[plain_text(cell) for cell in row] for row in (inner.header, *inner.rows)]


def test_facts_have_a_row_for_each_field_that_is_filled() -> None:
    system = BillingSystem.model_validate(
        {
            "name": "AquaBill",
            "supplier": "AquaBill | Systems",
            "hosting": "Here",
            "modules": ["Bills", "Cash"],
            "account_number": {"pattern": "^(A|B)\\d+$", "example": "A1", "length": 12},
            "constraints": "# Only\n\n- at **night**",
        }
    )

    assert read_table(TABLES.build_facts_table(system)) == [
        ["Item", "Detail"],
        ["Name", "AquaBill"],
        ["Supplier", "AquaBill | Systems"],
        ["Hosting", "Here"],
        ["Modules", "Bills, Cash"],
        ["Account number: pattern", "^(A|B)\\d+$"],
        ["Account number: example", "A1"],
        ["Account number: length", "12"],
        ["Constraints", "Only \n• at night"],
    ]
    assert read_table(TABLES.build_facts_table(system, only=("supplier", "name")))[1:] == [
        ["Supplier", "AquaBill | Systems"],
        ["Name", "AquaBill"],
    ]
    assert ["Account number: length", "12"] not in read_table(
        TABLES.build_facts_table(system, without=("account_number.length",))
    )
    assert TABLES.build_facts_table(None) == ""


def test_numbers_read_as_their_fields_mean_them() -> None:
    volumes = Volumes.model_validate(
        {
            "accounts": "12000",
            "bills_per_month": "1",
            "payments_per_month": "0",
            "average_payment": "104.6",
            "paperless": "28.50",
        }
    )

    shown = {row[0]: row[1] for row in read_table(TABLES.build_facts_table(volumes))}
    assert shown["Accounts"] == "12,000"
    assert shown["Payments per month"] == "0"
    assert shown["Average payment"] == "$104.60"
    assert shown["Paperless accounts"] == "28.5%"
    assert read_table(TABLES.build_rows_table([Endpoint(environment="test", host=Code("h"), port=8443)]))[1] == [
        "Test *one*",
        "h",
        "8443",
    ]


def test_a_part_is_named_by_the_field_that_holds_it() -> None:
    class Line(Model):
        sign_in: ApiKey | OAuthClient
        tls: Tls

    line = Line(sign_in=ApiKey(kind="api-key", header=Code("X-Key")), tls=Tls(minimum="1.2"))
    assert read_table(TABLES.build_facts_table(line))[1:] == [
        ["Sign in", "API key"],
        ["Sign in: header", "X-Key"],
        ["Minimum TLS version", "1.2"],
    ]


def test_rows_have_a_column_for_each_field_that_any_model_fills() -> None:
    fields = [
        RecordField.model_validate(
            {
                "name": "A",
                "type": "code",
                "values": [{"value": "1", "meaning": "one"}, {"value": "2", "meaning": "two"}],
            }
        ),
        RecordField.model_validate({"name": "B|C", "type": "amount", "need": "optional", "length": "1200"}),
    ]

    assert read_table(TABLES.build_rows_table(fields)) == [
        ["Field", "Length", "Type", "Usage", "Values"],
        ["A", DASH, "Code", DASH, "1 = one\n2 = two"],
        ["B|C", "1,200", "Amount", "Optional", DASH],
    ]
    assert TABLES.build_rows_table(()) == ""


def test_ids_of_people_and_places_read_as_their_names() -> None:
    trouble = TroubleshootingStep(symptom="s", check="c", action="a", escalate_to="ada")
    risk = Risk.model_validate(
        {"id": "r-1", "risk": "x", "likelihood": "low", "impact": "high", "response": "y", "owner": "nobody"}
    )

    assert read_table(TABLES.build_rows_table([trouble]))[1] == ["s", "c", "a", "Ada Moreno"]
    assert read_table(TABLES.build_rows_table([risk]))[1][-1] == "nobody"


def test_two_models_stand_side_by_side() -> None:
    left, right = CodeValue(value=Code("1"), meaning="one"), CodeValue(value=Code("2"), meaning="two")

    rows = TABLES.build_comparison_rows(left, right)
    assert rows == "| Value | `1` | `2` |\n| Meaning | one | two |"
    assert TABLES.build_comparison_rows(left, right, only=("meaning",)) == "| Meaning | one | two |"


def test_a_side_that_says_nothing_shows_a_dash() -> None:
    bare, full = Tls(minimum="1.2"), Tls(minimum="1.3", issuer="Public authority")

    assert (
        TABLES.build_comparison_rows(bare, full, only=("issuer",))
        == f"| Certificate issuer | {DASH} | Public authority |"
    )
    assert TABLES.build_comparison_rows(bare, bare, only=("issuer",)) == ""


def test_a_crowd_is_shown_by_its_sides_or_by_its_names() -> None:
    spec = load(SAMPLES / "minimal.yaml", Integration).value
    ada, ben = spec.team[:2]
    crowd = (*spec.team, *(ada.model_copy(update={"id": f"p{n}", "name": f"P{n}"}) for n in range(9)))
    spec = spec.model_copy(update={"team": crowd})
    others = tuple(f"p{n}" for n in range(9))
    row = RaciActivity(activity="Load", responsible=(ben.id,), accountable=ada.id, consulted=others, informed=("cara",))
    names = map_names_by_id(spec)

    assert read_table(build_raci_table([row], spec=spec, names=names, by_side=True)) == [
        ["Activity", "Biller", "Vendor"],
        ["Load", "R", "A"],
    ]
    assert read_table(build_raci_table([row], spec=spec, names=names))[1][:3] == ["Load", "Ben Osei", "Ada Moreno"]


def test_a_table_carries_its_attributes_in_its_caption() -> None:
    (block,) = parse_markdown(
        build_table(["a"], [[Markdown("")]], caption="Of *x* {y}", key="k", widths="20 80", kind=None)
    ).blocks

    assert isinstance(block, Table)
    assert plain_text(block.caption) == "Of *x* {y}"
    assert block.attributes == {"key": "k", "widths": "20 80"}
    assert plain_text(block.rows[0][0]) == DASH
    assert build_table(["a"], []) == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "Yes"), (1250, "1,250"), (date(2027, 1, 12), "Jan 12, 2027"), ("a*b", "a\\*b"), (Code("a`b"), "``a`b``")],
)
def test_a_value_is_shown_by_its_type(value: object, shown: str) -> None:
    assert ValueRenderer("ET").render_inline(value) == shown


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("rest", "REST"),
        ("biller", "Biller"),
        ("1.2", "1.2"),
        ("api-key", "API key"),
        ("username-token", "WS-Security UsernameToken"),
    ],
)
def test_words_of_the_spec_read_as_words(word: str, shown: str) -> None:
    assert format_label(word) == shown


def test_short_values_stand_beside_each_other_and_others_below() -> None:
    system = {
        "name": "MuniLedger",
        "supplier": "Civic",
        "account_number": {"pattern": "a", "example": "a", "length": 1},
    }

    def modules(*names: str) -> str:
        made = BillingSystem.model_validate({**system, "hosting": "Here", "modules": list(names)})
        return dict(read_table(TABLES.build_facts_table(made))[1:])["Modules"]

    assert modules("Bills", "Cash") == "Bills, Cash"
    assert modules("Bills, old and new", "Cash") == "Bills, old and new\nCash"
    assert modules("Bills", "x" * 25) == f"Bills\n{'x' * 25}"


def test_fields_that_are_seldom_filled_share_a_column() -> None:
    values = (CodeValue(value=Code("T"), meaning="Test"), CodeValue(value=Code("P"), meaning="Production"))
    fields = [
        RecordField(name=Code("kind"), type="code", rule="Never blank.", values=values),
        RecordField(name=Code("date"), type="date", format="YYYYMMDD"),
        RecordField(name=Code("rest"), type="filler"),
    ]
    header, *rows = read_table(TABLES.build_rows_table(fields, joined=("format", "rule", "values")))

    assert header == ["Field", "Type", "Format, rule and values"]
    assert [row[-1] for row in rows] == ["Never blank. · T = Test; P = Production", "YYYYMMDD", DASH]
    assert read_table(TABLES.build_rows_table(fields[2:], joined=("format", "rule")))[0] == ["Field", "Type"]


def test_a_card_has_a_paragraph_for_each_fact_with_its_label_above() -> None:
    field = RecordField.model_validate({"name": "A*", "type": "amount", "need": "optional", "length": 1200})
    blocks = parse_markdown(TABLES.build_labeled_paragraphs(field, without=("name",))).blocks

    assert [plain_text(block.runs) for block in blocks if isinstance(block, Paragraph)] == [
        "Length\n1,200",
        "Type\nAmount",
        "Usage\nOptional",
    ]
    assert all(block.runs[0].bold for block in blocks if isinstance(block, Paragraph))
