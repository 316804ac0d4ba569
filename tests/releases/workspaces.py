"""A small workspace in which tests release."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.commands import run_golive

SAMPLES = Path(__file__).parents[1] / "samples"
ID = "millbrook-water"


@dataclass(frozen=True, slots=True)
class ReleaseWorkspace:
    """One small integration with its change log, and the guide."""

    root: Path

    @classmethod
    def create(cls, root: Path) -> "ReleaseWorkspace":
        (root / "data" / "integrations").mkdir(parents=True)
        (root / "data" / "changelogs").mkdir()
        shutil.copy(SAMPLES / "minimal.yaml", root / "data" / "integrations" / f"{ID}.yaml")
        for name in ("organization", "process", "guide"):
            shutil.copy(SAMPLES / f"{name}.yaml", root / "data" / f"{name}.yaml")
        shutil.copy(SAMPLES / "changelog.yaml", root / "data" / "changelogs" / f"{ID}.yaml")
        return cls(root)

    @property
    def spec(self) -> Path:
        return self.root / "data" / "integrations" / f"{ID}.yaml"

    @property
    def log(self) -> Path:
        return self.root / "data" / "changelogs" / f"{ID}.yaml"

    def edit(self, old: str, new: str, path: Path | None = None) -> None:
        target = path or self.spec
        text = target.read_text(encoding="utf-8")
        assert old in text, old
        target.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    def release(self, *arguments: str) -> str:
        run = run_golive("release", ID, *arguments, cwd=self.root)
        assert (run.returncode, run.stderr) == (0, ""), run.stderr
        return run.stdout

    def expect_refusal(self, *arguments: str) -> str:
        before = self.read_files()
        run = run_golive("release", ID, *arguments, cwd=self.root)
        assert run.returncode == 1, run.stdout
        assert "Traceback" not in run.stderr
        assert self.read_files() == before, "something was written"
        return run.stderr

    def list_releases(self) -> list[str]:
        return sorted(path.stem for path in (self.root / "data" / "releases" / ID).glob("*.json"))

    def read_files(self) -> dict[str, bytes]:
        files = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}

    def describe_write(self, target: Path, old: bytes, beside: Path) -> dict[str, str]:
        digests = (hashlib.sha256(content).hexdigest() for content in (old, beside.read_bytes()))
        return {
            "file": target.relative_to(self.root / "data").as_posix(),
            **dict(zip(("old", "new"), digests, strict=True)),
        }
