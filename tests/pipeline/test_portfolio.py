"""Many specs in one build: what is up to date is skipped, one bad spec stops no other, and nothing is half-written."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import read_tree

from golive.cli import main
from golive.pipeline.portfolio import (
    MakeSettings,
    NumberedResult,
    WriteReport,
    WriteSettings,
    build_specs,
    write_results,
)
from golive.pipeline.spec_task import BuildOptions, SpecResult, SpecTask, run_spec_task
from golive.project.subjects import Subject, list_subjects
from golive.project.workspace import Workspace
from golive.support.task_pool import Outcome, StepReporter, Task, TaskLimits, run_tasks

SAMPLES = Path(__file__).parents[1] / "samples"
MARKDOWN = ("--only", "deck", "--format", "markdown")
"""The cheapest documents."""


def build(root: Path, *options: str) -> int:
    return main(["build", "--workspace", str(root), *MARKDOWN, "--jobs", "1", *options])


def break_spec(root: Path, name: str) -> None:
    path = root / "data" / "integrations" / f"{name}.yaml"
    path.write_text(path.read_text().replace("status: design", "status: desing"))


def list_documents(root: Path) -> list[str]:
    return sorted(path.parent.name for path in (root / "output").rglob("*.md"))


def test_one_bad_spec_stops_no_other_if_that_is_asked_for(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_spec(portfolio, "b")
    assert build(portfolio) == 1
    assert "desing" in capsys.readouterr().err
    assert list_documents(portfolio) == []

    assert build(portfolio, "--keep-going") == 1
    found = capsys.readouterr()
    assert "b.yaml:" in found.err
    assert "desing" in found.err
    assert list_documents(portfolio) == ["city-a", "city-c", "city-d"]
    assert len(found.out.splitlines()) == 3


def test_all_problems_are_found_or_the_first_one_alone(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in "bd":
        break_spec(portfolio, name)
    assert build(portfolio, "--json") == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 2
    assert build(portfolio, "--json", "--fail-fast") == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 1
    assert list_documents(portfolio) == []


def test_only_what_changed_is_made_again(portfolio: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def note(task: SpecTask, report_step: StepReporter) -> SpecResult:
        made.append(task.spec.stem if task.spec and task.options.kinds else "")
        return run_spec_task(task, report_step)

    monkeypatch.setattr("golive.pipeline.portfolio.run_spec_task", note)
    assert build(portfolio) == 0
    assert made[4:] == list("abcd")
    assert build(portfolio) == 0
    assert made[8:] == []

    path = portfolio / "data" / "integrations" / "c.yaml"
    status = path.stat()
    path.write_text(path.read_text().replace("status: design", "status: uat   "))
    os.utime(path, (status.st_atime, status.st_mtime))  # a clock moved back, and the same size
    assert path.stat().st_size == status.st_size
    assert build(portfolio) == 0
    assert made[8:] == ["c"]


def test_two_specs_with_one_id_are_refused_even_if_one_is_up_to_date(
    portfolio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(portfolio) == 0
    path = portfolio / "data" / "integrations" / "d.yaml"
    path.write_text(path.read_text().replace("id: city-d", "id: city-a"))
    for options in ((), ("--keep-going",), ()):
        assert build(portfolio, *options) == 1
        assert "two specs have the id `city-a`" in capsys.readouterr().err


def test_a_part_that_one_spec_includes_counts_for_that_spec(portfolio: Path) -> None:
    path = portfolio / "data" / "integrations" / "a.yaml"
    path.write_text(path.read_text().replace("biller:\n", "biller:\n  include: ../changelogs/part.yaml\n", 1))
    part = portfolio / "data" / "changelogs" / "part.yaml"
    part.parent.mkdir()
    part.write_text("website: https://one.example.org\n")
    assert build(portfolio) == 0
    before = read_tree(portfolio / "output")

    part.write_text("website: https://two.example.org\n")
    assert build(portfolio) == 0
    after = read_tree(portfolio / "output")
    assert [name for name in after if before[name] != after[name]] == [name for name in after if "city-a" in name]


def test_a_change_log_that_appears_counts(portfolio: Path) -> None:
    assert build(portfolio) == 0
    before = read_tree(portfolio / "output")
    (portfolio / "data" / "changelogs").mkdir()
    shutil.copy(SAMPLES / "changelog.yaml", portfolio / "data" / "changelogs" / "city-a.yaml")
    assert build(portfolio) == 0
    assert set(read_tree(portfolio / "output")) - set(before) == {"city-a/city-a-overview-1.0.0.md"}


def test_documents_come_from_the_cache_with_equal_bytes(portfolio: Path, tmp_path: Path) -> None:
    assert build(portfolio) == 0
    before = read_tree(portfolio / "output")
    for number, options in enumerate(((), ("--no-cache",), ("--force",))):
        elsewhere = tmp_path / str(number)
        assert build(portfolio, "--output", str(elsewhere), *options) == 0
        assert read_tree(elsewhere) == before


def test_all_documents_of_a_spec_are_made_from_one_text_though_it_changes_meanwhile(
    portfolio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = portfolio / "data" / "integrations" / "a.yaml"
    before = spec.read_text()

    def change_and_run(
        function: Task[SpecTask, SpecResult], items: Iterable[SpecTask], *_: object
    ) -> Iterator[Outcome[SpecTask, SpecResult]]:
        for number, item in enumerate(items):
            spec.write_text(before.replace("Cara Lind", f"Cara {number}"))
            yield Outcome(item, function(item, print))

    monkeypatch.setattr("golive.pipeline.portfolio.run_tasks", change_and_run)
    ends: list[tuple[int, bool]] = []
    options = BuildOptions(("deck", "runbook"), ("markdown",))
    settings = MakeSettings(options, tmp_path, worker_count=2, report_document=lambda *one: ends.append(one))
    (one,) = build_specs({0: Subject(Workspace(portfolio), spec)}, settings)

    assert ends == [(0, True), (1, True)]
    assert [b"Cara Lind" in document.made.content.read() for document in one.result.documents] == [True, True]
    assert one.result.state == ""  # it is not taken for the present text


def kill_b(task: SpecTask, report_step: StepReporter) -> SpecResult:
    if task.spec and task.spec.stem == "b":
        report_step("b deck")
        os.kill(os.getpid(), signal.SIGKILL)
    return run_spec_task(task, report_step)


def test_a_spec_that_kills_its_worker_is_named_and_the_others_are_made(portfolio: Path, tmp_path: Path) -> None:
    subjects, problems = list_subjects((), portfolio, guide=False)
    settings = MakeSettings(
        BuildOptions(("deck",), ("markdown",)),
        tmp_path,
        runner=lambda items, report: run_tasks(kill_b, items, 2, TaskLimits(), report),
    )
    found: dict[str, NumberedResult] = {
        one.subject.name: one for one in build_specs(dict(enumerate(subjects)), settings)
    }

    assert not problems
    assert {name: len(one.result.documents) for name, one in found.items()} == {"a": 1, "b": 0, "c": 1, "d": 1}
    (problem,) = found["b"].result.problems
    assert problem.path == portfolio / "data" / "integrations" / "b.yaml"
    assert problem.message.startswith("making the deck ended its process twice: it was killed by SIGKILL")


def start_build(root: Path, *options: str, most_bytes: int = 0) -> "subprocess.Popen[str]":
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes},) * 2)" if most_bytes else ""
    arguments = ["build", "--workspace", str(root), *MARKDOWN, "--quiet", *options]
    code = (
        f"{limit}\nif __name__ == '__main__':\n  from golive.cli import main\n  raise SystemExit(main({arguments!r}))"
    )
    program = root.parent / f"run-{len(options)}.py"
    program.write_text(code)
    return subprocess.Popen([sys.executable, str(program)], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_two_builds_of_one_workspace_at_once_leave_whole_documents(portfolio: Path, tmp_path: Path) -> None:
    assert build(portfolio, "--output", str(tmp_path / "alone")) == 0
    runs = [start_build(portfolio, "--no-cache"), start_build(portfolio, "--force", "--jobs", "2")]
    for run in runs:
        _, said = run.communicate()
        assert (run.returncode, said) == (0, "")
    assert read_tree(portfolio / "output") == read_tree(tmp_path / "alone")


def test_a_cache_that_is_full_says_so_and_nothing_is_written(
    portfolio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLIVE_CACHE_DIR", str(tmp_path / "cache"))
    run = start_build(portfolio, "--jobs", "1", most_bytes=500)
    _, said = run.communicate()

    assert run.returncode == 1
    assert "the cache cannot be written to: file too large" in said
    assert "--no-cache" in said
    assert not (portfolio / "output").exists()
    assert not [path for path in (tmp_path / "cache" / "documents").rglob("*") if path.is_file()]


def test_a_content_that_vanishes_from_the_cache_stops_the_write(
    portfolio: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write_without_one(results: list[NumberedResult], settings: WriteSettings) -> WriteReport:
        results[-1].result.documents[0].made.content.path.unlink()
        return write_results(results, settings)

    monkeypatch.setattr("golive.cli.build_specs.write_results", write_without_one)
    assert build(portfolio, "--force") == 1
    assert "a document that was made is gone from the cache" in capsys.readouterr().err
    assert list_documents(portfolio) == []


@pytest.mark.parametrize("place", ["data/integrations/e.yaml", "data/part.txt", "templates/slides/x.md.j2"])
def test_an_endless_file_that_appears_after_a_build_is_named_and_not_read(
    portfolio: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert build(portfolio) == 0
    path = portfolio / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("/dev/zero")
    assert build(portfolio) == 1
    assert f"{path.name}: " in capsys.readouterr().err
