"""A mistake in a template is told with its file, its line and what to do, and never as a traceback."""

from pathlib import Path

import pytest

from golive.schema import Integration, Organization, Process
from golive.support.problems import TemplateError
from golive.templating.context import Context
from golive.templating.templates import list_document_templates, render_markdown_source
from golive.yaml_io.load import load

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(
        spec=load(SAMPLES / "minimal.yaml", Integration).value,
        organization=load(SAMPLES / "organization.yaml", Organization).value,
        process=load(SAMPLES / "process.yaml", Process).value,
    )


def render_text(folder: Path, context: Context, text: str, **partials: str) -> str:
    (folder / "x.md.j2").write_text(text, "utf-8")
    for name, content in partials.items():
        (folder / f"{name}.md.j2").write_text(content, "utf-8")
    return render_markdown_source("x.md.j2", (folder,), context)


LOOP = "{% for interface in spec.interfaces %}\n"

MISTAKES = [
    # template, line, what the message says, what the hint says
    (
        LOOP + "{{ interface.nmae }}\n{% endfor %}",
        2,
        "names `interface.nmae`, which does not exist",
        "Did you mean `name`?",
    ),
    ("\n\n{{ spec.biller.nam }}", 3, "names `spec.biller.nam`", "Did you mean `name`?"),
    ("{{ spec.zzz }}", 1, "names `spec.zzz`", "Integration has id, name"),
    ("{{ sepc.name }}", 1, "names `sepc`", "Did you mean `spec`?"),
    ("{{ sepc }}", 1, "names `sepc`, which does not exist", "Did you mean `spec`?"),
    ("{% if spec.nope %}{% endif %}", 1, "names `spec.nope`", ""),
    ("{% for x in spec.nope %}{% endfor %}", 1, "names `spec.nope`", ""),
    (
        "{{ spec.settlement.bank }}",
        1,
        "names `spec.settlement.bank`, but what stands before the last dot is empty",
        "{% if",
    ),
    ("{{ spec.settlement }}", 1, "prints a value that is empty here", ""),
    ("a\n{{ spec.team }}", 2, "prints a list", ""),
    ("{{ spec.biller }}", 1, "prints a whole Biller", ""),
    ("{{ spec.internal_notes }}", 1, "names `spec.internal_notes`", ""),
    ("{{ spec.model_dump() }}", 1, "names `spec.model_dump`", ""),
    ("{{ spec.__class__ }}", 1, "names `spec.__class__`", ""),
    ("{{ spec.name.upper() }}", 1, "names `spec.name.upper`", "filters"),
    ("{{ '{}'.format(1) }}", 1, "format", ""),
    ("\n{% if %}", 2, "cannot be read", "Jinja"),
    ("{% for x in spec.team %}", 1, "cannot be read: unexpected end of template", ""),
    ("{{ spec.name|bolt }}", 1, "uses the filter `bolt`, which does not exist", "Did you mean `bold`?"),
    ("{{ spec.name|safe }}", 1, "uses the filter `safe`", "There are:"),
    ("{% if spec is strange %}{% endif %}", 1, "uses the test `strange`", "There are:"),
    ("a\n{% include '_something.j2' %}", 2, "includes _something.j2, which does not exist", "Put it in"),
    ("{% include '../../../etc/passwd' %}", 1, "includes ../../../etc/passwd, which does not exist", ""),
    ("{% extends 'y.md.j2' %}", 1, "includes y.md.j2", ""),
    ("{% include 'x.md.j2' %}", 1, "without end", "Take out"),
    ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", 1, "without end", ""),
    ("{{ spec.date|percent }}", 1, "uses a filter on a date, which it is not for", ""),
    ("{{ 5|lines }}", 1, "cannot be carried out", ""),
    ("{{ spec.name|lines }}", 1, "takes a single text for a list", ""),
    ("{{ spec.name|count('x') }}", 1, "neither a number nor a list", ""),
    ("{{ spec.goals|sentence }}", 1, "takes a text", ""),
    ("{{ spec.volumes.accounts|count }}", 1, "cannot be carried out", ""),
    ("{{ 1 / 0 }}", 1, "division by zero", ""),
    ("{{ 'a' * 1000000000 }}", 1, "uses `*` on text", ""),
    ("{{ 'a' + spec.name }}", 1, "join texts with `~`", ""),
    ("{{ '%d' % 5 }}", 1, "uses `%` on text", ""),
    ("{{ 9 ** 9 ** 9 }}", 1, "too large", ""),
    ("{{ contact('nobody').name }}", 1, "asks for the contact `nobody`, which the spec does not have", ""),
    ("{{ title('nothing') }}", 1, "asks for the title `nothing`", ""),
    ("{{ rows(spec.team, kolor='red').x }}", 1, "names `", ""),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[m[0][:40] for m in MISTAKES])
def test_a_mistake_is_told_with_its_place(tmp_path: Path, context: Context, mistake: tuple[str, int, str, str]) -> None:
    text, line, message, hint = mistake
    with pytest.raises(TemplateError) as caught:
        render_text(tmp_path, context, text)

    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (tmp_path / "x.md.j2", line)
    assert message in problem.message
    assert hint in problem.hint
    assert "Traceback" not in str(caught.value)


def test_a_mistake_in_a_partial_is_told_with_the_place_in_the_partial(tmp_path: Path, context: Context) -> None:
    with pytest.raises(TemplateError) as caught:
        render_text(tmp_path, context, "{% include '_part.md.j2' %}", _part="one\n{{ spec.nmae }}")

    assert str(caught.value).startswith(f"{tmp_path / '_part.md.j2'}:2: the template names `spec.nmae`")


def test_a_loop_that_does_not_end_is_stopped(tmp_path: Path, context: Context) -> None:
    loop = "{% for a in 'abcdefghijklmnopqrst'|list %}"
    with pytest.raises(TemplateError, match="runs for too long"):
        render_text(tmp_path, context, loop * 6 + "{% endfor %}" * 6)


def test_a_text_that_grows_without_end_is_stopped(tmp_path: Path, context: Context) -> None:
    macro = "{% macro f(x, n) %}{% if n %}{{ f(x ~ x, n - 1) }}{% endif %}{% endmacro %}{{ f('aaaaaaaaaa', 60) }}"
    with pytest.raises(TemplateError, match="makes a text of more than"):
        render_text(tmp_path, context, macro)


def test_a_missing_template_names_the_nearest_one(tmp_path: Path, context: Context) -> None:
    (tmp_path / "runbook.md.j2").write_text("x")
    with pytest.raises(TemplateError, match=r"there is no template runbok\.md\.j2") as caught:
        render_markdown_source("runbok.md.j2", (tmp_path,), context)
    assert caught.value.problems[0].hint == "Did you mean `runbook.md.j2`?"


def test_a_template_that_is_not_utf8_is_refused(tmp_path: Path, context: Context) -> None:
    (tmp_path / "x.md.j2").write_bytes(b"caf\xe9")
    with pytest.raises(TemplateError, match="is not UTF-8 text"):
        render_markdown_source("x.md.j2", (tmp_path,), context)


def test_the_first_folder_wins_for_templates_and_partials(tmp_path: Path, context: Context) -> None:
    own, bundled = tmp_path / "own", tmp_path / "bundled"
    own.mkdir()
    bundled.mkdir()
    (bundled / "x.md.j2").write_text("{% include '_a.md.j2' %} {% include '_b.md.j2' %}")
    (bundled / "_a.md.j2").write_text("bundled a")
    (bundled / "_b.md.j2").write_text("bundled b")
    (own / "_b.md.j2").write_text("own b")

    assert render_markdown_source("x.md.j2", (own, bundled), context) == "bundled a own b\n"
    assert list_document_templates(own, bundled) == ("x.md.j2",)


def test_a_template_that_changed_is_read_anew(tmp_path: Path, context: Context) -> None:
    assert render_text(tmp_path, context, "one") == "one\n"
    assert render_text(tmp_path, context, "two") == "two\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ '*a*' }}", "\\*a\\*\n"),
        ("{{ '*a*' ~ '*b*' }}", "\\*a\\*\\*b\\*\n"),
        ("{{ '*a*'|bold ~ ' *b*' }}", "**\\*a\\*** \\*b\\*\n"),
        ("{% macro m(x) %}**{{ x }}**{% endmacro %}{{ m('*a*') }}", "**\\*a\\***\n"),
        ("{% set x %}*{{ '*' }}*{% endset %}{{ x }}", "*\\**\n"),
        (
            "{{ spec.date }}, {{ spec.biller.public_entity }}, {{ spec.volumes.accounts }}",
            "Jan 12, 2027, Yes, 12,000\n",
        ),
        ("{{ spec.batch[0].schedule.drop_by }} {{ spec.status }}", "11:30 PM ET Design\n"),
        ("{{ spec.batch[0].file_name.pattern }}", "`BILL_YYYYMMDD.txt`\n"),
        ("{{ spec.scope.tenders|join }} / {{ spec.scope.tenders|join('or') }}", "ACH and Card / ACH or Card\n"),
        ("{{ 'a.'|sentence }} {{ 'a'|sentence }} {{ 'a?'|sentence }} {{ 'a.'|phrase }}", "A. A. A? a\n"),
        ("{{ 1|count('record') }}, {{ spec.team|count('person', 'people') }}", "1 record, 3 people\n"),
        ('x {k="{{ \'a"b}\'|attribute }}"}', 'x {k="a\\"b\\}"}\n'),
        ("a{{ 'x' if false }}b", "ab\n"),
        ("a\n\n\n{% if true %}\n\nb\n{% endif %}\n\n\n", "a\n\nb\n"),
        ("```\na\n\n\n\nb  \n```", "```\na\n\n\n\nb  \n```\n"),
    ],
)
def test_what_a_template_prints(tmp_path: Path, context: Context, text: str, shown: str) -> None:
    assert render_text(tmp_path, context, text) == shown
