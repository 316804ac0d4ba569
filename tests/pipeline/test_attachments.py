"""The files attached to the PDFs."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from golive.pipeline.attachments import _format_layouts_as_csv, build_attachments
from golive.project.project import IntegrationProject, load_guide, load_integration
from golive.project.workspace import open_workspace
from golive.schema.field import Model, is_internal_field

WORKSPACE = open_workspace(Path(__file__).parents[2])


@pytest.fixture(scope="module", params=WORKSPACE.list_integration_files(), ids=lambda path: path.stem)
def project(request: pytest.FixtureRequest) -> IntegrationProject:
    return load_integration(WORKSPACE, request.param)


def list_internal_texts(model: Model) -> list[str]:
    """Return the texts of internal fields."""
    found: list[str] = []
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        parts = value if isinstance(value, tuple) else (value,)
        if is_internal_field(info):
            found += [str(part) for part in parts if part is not None]
        else:
            found += [text for part in parts if isinstance(part, Model) for text in list_internal_texts(part)]
    return found


def test_the_spec_and_the_vendor_are_enclosed_without_what_is_internal(project: IntegrationProject) -> None:
    files = {file.name: file for file in build_attachments(project)}
    spec = files[f"{project.document_subject.id}.json"]

    assert spec.relationship == "Source"
    assert json.loads(spec.content)["version"] == project.document_subject.version
    assert json.loads(files["organization.json"].content)["name"] == project.organization.name
    assert [text for text in list_internal_texts(project.spec) if text in spec.content.decode()] == []


def test_every_field_of_every_record_is_in_a_layout(project: IntegrationProject) -> None:
    files = [file for file in build_attachments(project) if file.media_type == "text/csv"]
    assert len(files) == len(project.spec.batch)
    for file, item in zip(files, project.spec.batch, strict=True):
        header, *rows = csv.reader(StringIO(file.content.decode(), newline=""))
        assert header[:4] == ["Record", "Field", "Position", "Length"]
        assert [row[:2] for row in rows] == [[r.name, field.name] for r in item.records for field in r.fields]
        assert file.relationship == "Data"


def test_the_guide_encloses_itself_and_the_vendor() -> None:
    assert [file.name for file in build_attachments(load_guide(WORKSPACE))] == ["guide.json", "organization.json"]


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        ('=HYPERLINK("http://x.example","A")', '\'=HYPERLINK("http://x.example","A")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1+cmd", "'-1+cmd"),
        ("-2.50", "-2.50"),
        ("A = B", "A = B"),
    ],
)
def test_no_cell_of_a_layout_is_a_formula(rule: str, cell: str) -> None:
    item = next(load_integration(WORKSPACE, path) for path in WORKSPACE.list_integration_files()).spec.batch[0]
    field = item.records[0].fields[0].model_copy(update={"rule": rule})
    record = item.records[0].model_copy(update={"fields": (field,)})
    text = _format_layouts_as_csv(item.model_copy(update={"records": (record,)}))

    assert cell in list(csv.reader(StringIO(text, newline="")))[1]
