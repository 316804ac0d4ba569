"""Templates and style sheets that are not ours: they get little time and memory, reach nothing, and leave no file."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from golive.pipeline import sandbox
from golive.pipeline.build import OUTPUTS, build_document
from golive.pipeline.sandbox import build_in_sandbox, has_foreign_templates
from golive.project.project import Project, load_integration
from golive.project.workspace import get_bundled_root, open_workspace
from golive.support.problems import GoliveError, TemplateError

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
MOST_SECONDS = 60  # a busy machine may need three times the ten of its processor
OUTPUT = {row.kind: row for row in OUTPUTS}
DEEP = "{% if 1 %}" * 400 + "x" + "{% endif %}" * 400
NINES = "{% for a in spec.team %}" * 9 + "{% for b in (1,2,3,4,5,6,7,8,9) %}" * 12 + "x"
NINES += "{% endfor %}" * 21

ENDLESS = {
    "a billion steps": NINES,
    "steps in a macro": "{% macro m(n) %}{% for a in (1,2,3,4,5,6,7,8,9) %}{% if n %}{{ m(n - 1) }}{% endif %}"
    "{% endfor %}{% endmacro %}{{ m(12) }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a text of a billion letters": "{{ 'a' * 1000000000 }}",
    "a list of a billion": "{{ [1] * 1000000000 }}",
    "a number of a billion digits": "{{ 9 ** 9 ** 9 ** 9 }}",
    "a text that doubles": "{% set ns = ['a'] %}{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "a format of any width": "{{ '%1000000000d' % 1 }}",
    "format": "{{ '{:1000000000}'.format(1) }}",
    "a range": "{% for a in range(10 ** 12) %}x{% endfor %}",
    "deep nesting": DEEP,
    "deep brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
}
REACHING = {
    "a file by include": "{% include '/etc/passwd' %}",
    "a file by include, upward": "{% include '../../../../../../etc/passwd' %}",
    "a file by import": "{% import '/etc/passwd' as x %}{{ x }}",
    "a file by extends": "{% extends '../../data/organization.yaml' %}",
    "open": "{{ open('/etc/passwd').read() }}",
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals of a function": "{{ spec.model_dump.__globals__ }}",
    "the context": "{{ self._TemplateReference__context }}",
    "a cycler": "{{ cycler.__init__.__globals__.os.system('touch ran') }}",
    "attr": "{{ spec | attr('__class__') }}",
    "internal notes": "{{ spec.internal_notes }}",
    "a model's methods": "{{ spec.model_copy(update={'id': '../../x'}).id }}",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Load the project of a workspace that may have templates of its own."""
    root = tmp_path / "workspace"
    (root / "data" / "integrations").mkdir(parents=True)
    for folder in ("slides", "runbook"):
        (root / "templates" / folder).mkdir(parents=True)
    spec = root / "data" / "integrations" / "millbrook-water.yaml"
    shutil.copy(SAMPLES / "minimal.yaml", spec)
    for name in ("organization", "process"):
        shutil.copy(SAMPLES / f"{name}.yaml", root / "data" / f"{name}.yaml")
    return load_integration(open_workspace(root), spec)


def write_template(project: Project, name: str, text: str) -> None:
    (project.workspace.root / "templates" / name).write_text(text, "utf-8")


def test_only_a_workspace_with_templates_of_its_own_is_foreign(project: Project) -> None:
    assert not has_foreign_templates(project, OUTPUT["runbook"])
    shutil.copytree(get_bundled_root() / "templates", project.workspace.root / "templates", dirs_exist_ok=True)
    assert not has_foreign_templates(project, OUTPUT["runbook"])
    write_template(project, "runbook/runbook.css", "p{color:red}")
    assert has_foreign_templates(project, OUTPUT["runbook"])
    assert not has_foreign_templates(project, OUTPUT["deck"])
    ours = load_integration(open_workspace(get_bundled_root()), next((ROOT / "data" / "integrations").glob("*.yaml")))
    assert not has_foreign_templates(ours, OUTPUT["runbook"])


def test_a_document_made_apart_is_the_same(project: Project) -> None:
    write_template(
        project, "slides/slide.md.j2", (ROOT / "templates" / "slides" / "slide.md.j2").read_text("utf-8") + "\n"
    )
    apart = build_in_sandbox(project, OUTPUT["slide"], preview=True)
    assert apart == build_document(project, OUTPUT["slide"], preview=True)
    assert apart.extras


def test_a_mistake_in_a_template_is_told_with_its_line(project: Project) -> None:
    write_template(project, "slides/slide.md.j2", "\n{{ spec.nmae }}")
    with pytest.raises(TemplateError) as caught:
        build_in_sandbox(project, OUTPUT["slide"])
    (found,) = caught.value.problems
    assert (found.path, found.line) == (project.workspace.root / "templates" / "slides" / "slide.md.j2", 2)
    assert "Did you mean `name`?" in found.hint


@pytest.mark.parametrize("attack", ENDLESS)
def test_a_template_without_an_end_is_stopped_and_told(project: Project, attack: str) -> None:
    write_template(project, "slides/slide.md.j2", ENDLESS[attack])
    began = time.monotonic()
    with pytest.raises(GoliveError) as caught:
        build_in_sandbox(project, OUTPUT["slide"])
    assert caught.value.problems[0].path is not None
    assert time.monotonic() - began < MOST_SECONDS


@pytest.mark.parametrize("attack", REACHING)
def test_a_template_that_reaches_out_is_stopped_and_told_even_without_a_process_of_its_own(
    project: Project, attack: str
) -> None:
    write_template(project, "slides/slide.md.j2", REACHING[attack])
    with pytest.raises(GoliveError) as caught:
        build_document(project, OUTPUT["slide"])
    assert "root:" not in str(caught.value)
    assert caught.value.problems[0].path is not None


def test_a_template_that_reaches_out_is_stopped_in_its_process_too(project: Project) -> None:
    write_template(project, "slides/slide.md.j2", REACHING["open"])
    with pytest.raises(GoliveError) as caught:
        build_in_sandbox(project, OUTPUT["slide"])
    assert "root:" not in str(caught.value)


STYLES = {
    "a variable that doubles": ":root{--v0:xxxxxxxxxx;"
    + "".join(f"--v{n}:var(--v{n - 1}) var(--v{n - 1});" for n in range(1, 60))
    + "} p{font-family:var(--v59)}",
    "a variable that names itself": ":root{--a:var(--b);--b:var(--a)} p{color:var(--a)}",
    "a file": "@import url(file:///etc/passwd);",
    "a font of the network": "@font-face{font-family:x;src:url(http://127.0.0.1:9/x.ttf)} p{font-family:x}",
    "a picture of the network": "p{background:url(http://127.0.0.1:9/x.png)}",
    "an attachment": "p{content:url(file:///etc/hostname)}",
}


@pytest.mark.parametrize("attack", STYLES)
def test_a_hostile_style_sheet_is_stopped_and_told(
    project: Project, attack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_template(project, "runbook/explainer.css", STYLES[attack])
    assert sandbox.WORDS_SECONDS == 10
    sooner = "from golive.pipeline import sandbox; sandbox.WORDS_SECONDS = 2; from golive.pipeline"
    monkeypatch.setattr(sandbox, "_WORKER_PROGRAM", sandbox._WORKER_PROGRAM.replace("from golive.pipeline", sooner))
    began = time.monotonic()
    try:
        said = build_in_sandbox(project, OUTPUT["explainer"]).content
    except GoliveError as error:
        said = str(error).encode()
    assert b"root:" not in said
    assert time.monotonic() - began < 3 * MOST_SECONDS


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep to a limit on memory")
@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("x = bytearray(4_000_000_000)", "takes too much memory"),
        ("while True: pass", "takes too long"),
        ("import os; os.abort()", "takes too much memory"),
        ("raise ValueError", "cannot be made"),
    ],
)
def test_a_process_that_breaks_down_is_told_and_never_a_traceback(
    project: Project, tmp_path: Path, code: str, says: str
) -> None:
    """A template that has broken out of its sandbox, played by what the other process imports."""
    write_template(project, "slides/slide.md.j2", "x")
    (tmp_path / "hostile.py").write_text(
        "import sys\nfrom golive.pipeline import sandbox\nsandbox.WORDS_SECONDS = 1\n"
        f"def broken(project, output):\n    {code}\nsandbox.render_markdown = broken\n"
    )
    command = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import golive.pipeline.sandbox as a\n"
        "real = a._WORKER_PROGRAM\n"
        "a._WORKER_PROGRAM = real.replace('from golive.pipeline', 'import hostile; from golive.pipeline')\n"
        "assert a._WORKER_PROGRAM != real\n"
        "from golive.project.project import load_integration\n"
        "from golive.project.workspace import open_workspace; from pathlib import Path\n"
        f"root = Path({str(project.workspace.root)!r})\n"
        "p = load_integration(open_workspace(root), root / 'data/integrations/millbrook-water.yaml')\n"
        "from golive.pipeline.build import OUTPUTS; from golive.support.problems import GoliveError\n"
        "try: a.build_in_sandbox(p, next(row for row in OUTPUTS if row.kind == 'slide'))\n"
        "except GoliveError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, env=os.environ)
    assert says in done.stdout
    assert "slide of `millbrook-water`" in done.stdout
