"""Every console example of the README and docs is run as it stands; its output is what the page says.

A reader is shown commands (```console) and edits (```diff; ```yaml or ```cobol for a new file). Hidden comments say
what a test needs besides:

- `<!-- edit: PATH -->` above a ```diff block: the file that the block changes; the text above it must name it too.
- `<!-- new file: PATH -->` above a ```yaml or ```cobol block: the file that it is the content of.
- `<!-- in PowerPoint: PATH -->` below a table of texts: the deck whose texts a reader changes as the table says.
- `<!-- setup: COMMAND -->`: what has to happen before the next example, and is not its subject.
- `<!-- same workspace -->` above a ```console block: it goes on where the one before it ended. Without it, each block
  begins with a fresh copy of the samples.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pptx import Presentation
from pptx.util import Inches
from tests.commands import run_golive

from golive import __version__
from golive.typography.no_break import restore_spaces

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TODAY = "1795132800"
"""20 November 2026, in seconds since 1970: on another day, other things are past due."""
STEP = re.compile(
    r"""^<!--\ (?P<kind>edit|new\ file):\ (?P<path>\S+)\ -->\n```(?:diff|yaml|cobol)\n(?P<content>.*?)^```$
    |^<!--\ setup:\ (?P<setup>.*?)\ -->$
    |(?P<table>(?:^\|[^\n]*\n)+)\n<!--\ in\ PowerPoint:\ (?P<deck>\S+)\ -->$
    |(?P<same>^<!--\ same\ workspace\ -->\n)?^```console\n(?P<commands>.*?)^```$""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
PLAIN = re.compile(r"golive (?!build\b)[^|;&<>$`*()#~\n]*")
HIDDEN = re.compile(r"<!-- (?:edit|new file|setup|same workspace|in PowerPoint)\b")
SURGERY = re.compile(r"^\$ .*(?:\bsed -i|\bpython3? -c|\bprintf\b|\bperl\b|\bcat >|<<)", re.MULTILINE)


class Step(NamedTuple):
    """A command with its expected output, an edit, or a new file."""

    kind: str
    what: str
    content: str


class Example(NamedTuple):
    """What a page does in one workspace."""

    page: str
    number: int
    steps: tuple[Step, ...]


def read_examples(page: Path) -> Iterator[Example]:
    steps: list[Step] = []
    number = 0
    waiting: list[Step] = []
    for match in STEP.finditer(page.read_text(encoding="utf-8")):
        if match["setup"]:
            waiting.append(Step("setup", match["setup"], ""))
        elif match["deck"]:
            waiting.append(Step("deck", match["deck"], match["table"]))
        elif match["kind"]:
            waiting.append(Step(match["kind"], match["path"], match["content"]))
        else:
            if steps and not match["same"]:
                yield Example(page.name, number, tuple(steps))
                steps = []
            number += not steps
            steps += [*waiting, *split_commands(match["commands"])]
            waiting = []
    assert not waiting, f"{page.name}: no example comes after {waiting}"
    if steps:
        yield Example(page.name, number, tuple(steps))


def split_commands(block: str) -> Iterator[Step]:
    """Return the commands of a block, each with the output below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield Step("command", command, output)


def apply_diff(text: str, diff: str) -> str:
    """Return a text in which the lines that a diff removes are replaced by those that it adds.

    A line of the diff that ends with `...` stands for one that goes on; what follows stays. A diff that only adds
    appends to the text.
    """
    lines = [(line[:1], line[1:]) for line in diff.splitlines()]
    assert all(sign in {"-", "+", " "} for sign, _ in lines), diff
    old = [line for sign, line in lines if sign != "+"]
    new = [line for sign, line in lines if sign != "-"]
    if not old:
        return text + "".join(f"{line}\n" for line in new)
    pattern = "\n".join(
        f"{re.escape(line.removesuffix('...'))}{'(.*)' if line.endswith('...') else ''}" for line in old
    )
    matches = list(re.finditer(f"^{pattern}$", text, re.MULTILINE))
    assert len(matches) == 1, f"{len(matches)} places in the file have these lines:\n{diff}"
    rests = iter(matches[0].groups())
    written = "\n".join(line.removesuffix("...") + next(rests) if line.endswith("...") else line for line in new)
    return text[: matches[0].start()] + written + text[matches[0].end() :]


def matches_output(output: str, expected: str) -> bool:
    """Tell whether an output is as the page shows it; `...` stands for anything."""
    pattern = re.escape(expected.strip()).replace(r"\.\.\.", ".*")
    return re.fullmatch(pattern, output.strip(), re.DOTALL) is not None


EXAMPLES = [example for page in PAGES for example in read_examples(page)]


def test_the_readme_has_examples() -> None:
    assert sum(example.page == "README.md" for example in EXAMPLES) >= 3


def test_the_pages_show_edits_and_no_commands_that_edit() -> None:
    assert sum(step.kind == "edit" for example in EXAMPLES for step in example.steps) > 10
    assert {page.name: found for page in PAGES if (found := SURGERY.findall(page.read_text(encoding="utf-8")))} == {}


def test_every_hidden_comment_belongs_to_an_example() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        read = sum(bool(one[name]) for name in ("kind", "setup", "same", "deck") for one in STEP.finditer(text))
        assert len(HIDDEN.findall(text)) == read, page.name


def test_the_text_names_the_file_that_an_edit_changes() -> None:
    unnamed = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in STEP.finditer(text):
            before = text[: found.start()].rstrip().rpartition("\n\n")[2]
            if found["kind"] and Path(found["path"]).name not in before:
                unnamed.append(f"{page.name}: {found['path']}")
    assert unnamed == []


def test_a_diff_changes_the_one_place_that_has_its_lines() -> None:
    assert apply_diff("a: 1\nb: 1\n", " a: 1\n-b: 1\n+b: 2\n") == "a: 1\nb: 2\n"
    assert apply_diff("a: 1\n", "+b: 2\n") == "a: 1\nb: 2\n"
    assert apply_diff("- {a: 1, b: 2}\n", "-- {a: 1...\n+- {a: 3...\n") == "- {a: 3, b: 2}\n"
    for text in ("b: 1\n", "a: 1\na: 1\n", "a: 11\n"):
        with pytest.raises(AssertionError):
            apply_diff(text, "-a: 1\n+a: 2\n")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy the workspace into a git repository, as a reader's checkout would be."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "all"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.page}-{one.number}")
def test_examples_do_what_the_page_says(example: Example, checkout: Path) -> None:
    for step in example.steps:
        said = do_step(step, checkout)
        if step.kind == "command" and step.content.strip():
            assert matches_output(said, step.content), f"{example.page}-{example.number}: `{step.what}` says\n{said}"


def do_step(step: Step, folder: Path) -> str:
    """Do a step of a page in a folder; return the output of a command."""
    path = folder / step.what
    if step.kind == "edit":
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        path.write_text(apply_diff(text, step.content), encoding="utf-8", newline="")
    elif step.kind == "new file":
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.content, encoding="utf-8")
    elif step.kind == "deck":
        edit_deck(path, step.content)
    else:
        return run_command(step.what, folder)
    return ""


def edit_deck(path: Path, table: str) -> None:
    """Change texts of a slide by a table of old and new texts, or add a text box."""
    deck = Presentation(str(path))
    head, _, *rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines()]
    slide = deck.slides[int(head[0].removeprefix("on slide ")) - 1]
    for old, new in rows:
        if old == "*(a new text box)*":
            box = slide.shapes.add_textbox(Inches(9.6), Inches(0.8), Inches(2.6), Inches(0.4))
            box.text_frame.text = new
            continue
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        runs = [
            run for frame in frames for one in frame.paragraphs for run in one.runs if old in restore_spaces(run.text)
        ]
        assert len(runs) == 1, f"“{old}” stands {len(runs)} times on the slide"
        at = restore_spaces(runs[0].text).index(old)  # in times, spaces are no-break spaces
        runs[0].text = f"{runs[0].text[:at]}{new}{runs[0].text[at + len(old) :]}"
    deck.save(str(path))


def run_command(command: str, folder: Path) -> str:
    """Return what a command prints on both streams; builds and shell syntax run in a process of their own."""
    if PLAIN.fullmatch(command):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", TODAY)
            done = run_golive(*shlex.split(command)[1:], cwd=folder)
        return done.stdout + done.stderr
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": TODAY,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    run = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return run.stdout + run.stderr


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]
        for target in re.findall(r"\]\((?!https:|#|mailto:)([^)#]+)\)", page.read_text())
        if not target.startswith("mailto") and not (page.parent / target).exists()
    ]
    # docs/markdown.md shows the form of a link to a key; it is no file.
    assert broken == []


def test_architecture_names_every_package_and_only_those() -> None:
    source = ROOT / "src" / "golive"
    real = {
        p.stem for p in source.iterdir() if (p.is_dir() or p.suffix == ".py") and not p.name.startswith(("_", "."))
    } - {"py", "starter"}
    table = (ROOT / "ARCHITECTURE.md").read_text()
    named = {
        name for row in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }

    assert real
    assert named >= real, f"ARCHITECTURE.md does not name {real - named}"
    assert named <= real, f"ARCHITECTURE.md names {named - real}, which is not there"


def test_the_page_on_templates_names_every_filter_and_function() -> None:
    from tests.pipeline.test_letter_for_letter import make_context

    from golive.templating.filters import build_filters, build_functions
    from golive.templating.values import ValueRenderer

    page = (ROOT / "docs" / "templates.md").read_text()
    names = {*build_filters(ValueRenderer("")), *build_functions(make_context(), ValueRenderer(""))}

    assert len(names) > 40
    assert [name for name in sorted(names) if not re.search(rf"`{name}\b", page)] == []


def test_the_readme_installs_the_wheel_that_is_built() -> None:
    assert f"dist/golive-{__version__}-py3-none-any.whl" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_spec_of_a_first_call_stays_short() -> None:
    (example,) = [example for example in EXAMPLES if example.page == "first-deck.md"]
    (spec,) = [step.content for step in example.steps if step.kind == "new file"]
    lines = spec.splitlines()

    assert 200 < len(lines) <= 320
    assert max(map(len, lines)) <= 180


def test_each_decision_has_a_number_of_its_own_in_its_name_and_its_title() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [path.name.partition("-")[0] for path in files]
    assert numbers == [f"{number:03}" for number in range(1, len(files) + 1)]
    for path, number in zip(files, numbers, strict=True):
        assert path.read_text(encoding="utf-8").startswith(f"# {number} · "), path.name


def test_files_that_the_docs_name_are_there() -> None:
    pages = [
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / f"{name}.md" for name in ("ARCHITECTURE", "CONTRIBUTING", "README")),
    ]
    named = {
        (page.name, name)
        for page in pages
        for name in re.findall(r"`((?:benchmarks|src|tests|tools)/[\w/]+\.py)`", page.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    assert sorted(one for one in named if "NAME" not in one[1] and not (ROOT / one[1]).is_file()) == []
