"""Printed values can be traced to their places in the spec."""

from pathlib import Path
from typing import Any

import pytest

from golive.schema import Integration, Organization, Process
from golive.templating.context import Context
from golive.templating.escape import Markdown, join_lines
from golive.templating.templates import RenderedMarkdown, render_template
from golive.templating.value_marks import (
    ValueMarks,
    ValuePlace,
    mark_value,
    read_marked_text,
    strip_value_marks,
    use_value_marks,
)
from golive.yaml_io.load import load

SAMPLES = Path(__file__).parents[1] / "samples"
SPEC = load(SAMPLES / "minimal.yaml", Integration).value
VENDOR = load(SAMPLES / "organization.yaml", Organization).value
PROCESS = load(SAMPLES / "process.yaml", Process).value
MARKS = ValueMarks({"spec": SPEC, "vendor": VENDOR})


def render_marked(folder: Path, template: str) -> RenderedMarkdown:
    (folder / "x.md.j2").write_text(template, encoding="utf-8")
    with use_value_marks(MARKS):
        return render_template("x.md.j2", (folder,), Context(spec=SPEC, organization=VENDOR, process=PROCESS))


def find_places(folder: Path, template: str) -> dict[str, set[str]]:
    """Return the printed texts that have places, with the paths of their places."""
    found: dict[str, set[str]] = {}
    for line in render_marked(folder, template).text.split("\n"):
        read = read_marked_text(line, MARKS)
        for span in read.spans:
            paths = {".".join(map(str, (place.file, *place.path))) for place in span.places}
            found.setdefault(read.text[span.start : span.end], set()).update(paths)
    return found


NAME, SHORT = SPEC.biller.name, SPEC.biller.short_name


@pytest.mark.parametrize(
    ("template", "text", "paths"),
    [
        ("{{ spec.biller.name }}", NAME, {"spec.biller.name"}),
        ("# {{ spec.biller.name|upper_first }} now", NAME, {"spec.biller.name"}),
        ("**{{ spec.biller.name|lower_first }}**", NAME[:1].lower() + NAME[1:], {"spec.biller.name"}),
        ("{{ spec.biller.name|bold }}", f"{NAME}", {"spec.biller.name"}),
        ("{{ spec.biller.name|code }}", f"`{NAME}`", {"spec.biller.name"}),
        ("{{ person(spec.owner) }}", SPEC.team[0].name, {"spec.team.0.name"}),
        ("{{ spec.biller.name ~ ' and ' ~ organization.name }}", f"{NAME} and {VENDOR.name}",
         {"spec.biller.name", "vendor.name"}),
        ("{% macro a(x) %}{{ x }}{% endmacro %}{{ a(spec.biller.name) }}", NAME, {"spec.biller.name"}),
        ("{% for x in spec.team %}{{ x.name }}{% endfor %}", SPEC.team[0].name, {"spec.team.0.name"}),
        ("{{ spec.team|map(attribute='name')|join }}", SPEC.team[0].name, {"spec.team.0.name"}),
        ("{{ rows(spec.team) }}", SPEC.team[0].name, {"spec.team.0.name"}),
        ("{{ facts(spec.biller) }}", NAME, {"spec.biller.name"}),
    ],
)  # fmt: skip
def test_a_printed_value_has_its_place(tmp_path: Path, template: str, text: str, paths: set[str]) -> None:
    found = find_places(tmp_path, template)

    assert found[text] == paths


@pytest.mark.parametrize("template", ["Riverton Water", "{{ 'Only of the template' }}", "{{ spec.team|length }}"])
def test_a_text_of_the_template_has_no_place(tmp_path: Path, template: str) -> None:
    assert find_places(tmp_path, template) == {}


def test_a_title_has_the_places_of_its_values_and_no_others(tmp_path: Path) -> None:
    (title,) = find_places(tmp_path, '## {{ title("glance") }}').items()
    names = {
        "spec.biller.name": NAME,
        "spec.biller.short_name": SHORT,
        "spec.biller.billing_system.name": SPEC.biller.billing_system.name,
        "vendor.name": VENDOR.name,
        "vendor.short_name": VENDOR.short_name,
        "vendor.platform": VENDOR.platform,
    }

    assert title[1]
    assert title[1] <= {path for path, name in names.items() if name in title[0]}


def test_an_object_in_two_places_is_known_by_the_field_that_a_template_reads() -> None:
    shared = "Shared name"
    biller = SPEC.biller.model_copy(update={"name": shared, "short_name": shared})
    marks = ValueMarks({"spec": SPEC.model_copy(update={"biller": biller})})
    with use_value_marks(marks):
        assert mark_value(shared, shared) == shared

    copy = marks.copy_field(biller, "short_name", biller.short_name)
    assert copy == shared
    assert marks.find_places(copy) == (ValuePlace("spec", ("biller", "short_name")),)


def test_marks_do_not_change_how_lines_are_joined() -> None:
    with use_value_marks(MARKS):
        marked = [Markdown(mark_value(NAME, "*a*")), Markdown(mark_value(SHORT, "*b*"))]
        joined = join_lines(marked)

    assert len(read_marked_text(joined, MARKS).spans) == 2
    assert strip_value_marks(joined) == join_lines([Markdown("*a*"), Markdown("*b*")])


def test_without_marks_in_use_nothing_is_marked(tmp_path: Path) -> None:
    (tmp_path / "x.md.j2").write_text("{{ spec.biller.name }} {{ facts(spec.biller) }}", encoding="utf-8")
    context: Any = Context(spec=SPEC, organization=VENDOR, process=PROCESS)
    plain = render_template("x.md.j2", (tmp_path,), context)

    assert plain.block_values == ()
    assert strip_value_marks(plain.text) == plain.text
    marked = render_marked(tmp_path, "{{ spec.biller.name }} {{ facts(spec.biller) }}")
    assert marked.text != plain.text
    assert strip_value_marks(marked.text) == plain.text
