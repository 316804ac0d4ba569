"""Assemble golive for Windows: one folder that needs no installation and no administrator.

    windows_folder.py OUT --python python-3.12.8-embed-amd64.zip --wheel dist/golive-0.1.0-py3-none-any.whl
                      [--wheels FOLDER] [--extras studio] [--dlls FOLDER]

The folder holds the embeddable CPython of python.org, golive with all it depends on, the DLLs of Pango if `--dlls`
names them, `golive.cmd`, a script that adds golive to the start menu and to the PATH of the user, and every license.
Wheels for Windows are downloaded by uv, unless `--wheels` names a folder of them. docs/windows.md says the rest.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Final

from uv import find_uv_bin

ROOT: Final = Path(__file__).parents[1]
FILES: Final = ROOT / "packaging" / "windows"
AMD64: Final = 0x8664
"""Machine type in the header of a DLL or `.pyd` for 64-bit Windows."""
_PYTHON_NAME: Final = re.compile(r"python-(3)\.(\d+)\.\d+-embed-amd64\.zip")
_LICENSE_NAME: Final = re.compile(r"(?i)(licen[sc]e|copying|notice|authors|ofl)")


def main(arguments: list[str] | None = None) -> int:
    """Assemble the folder; returns the exit code."""
    options = parse_arguments(arguments)
    if options.out.exists():
        print(f"{options.out} exists already", file=sys.stderr)
        return 1
    found = _PYTHON_NAME.fullmatch(options.python.name)
    if not found:
        print(f"{options.python.name} is not named like python-3.12.8-embed-amd64.zip", file=sys.stderr)
        return 2
    version = f"{found[1]}.{found[2]}"
    with tempfile.TemporaryDirectory(dir=options.out.absolute().parent) as name:
        folder = Path(name) / "golive"
        unpack_python(options.python, folder, version)
        install_packages(options.wheel, options, version, folder)
        collect_licenses(folder / "Lib" / "site-packages", folder / "licenses")
        if options.dlls:
            shutil.copytree(options.dlls, folder / "pango")
        for path in sorted(FILES.glob("*.cmd")) + sorted(FILES.glob("*.ps1")):
            # Windows scripts have its line endings, whatever git did to them.
            (folder / path.name).write_text(path.read_text(encoding="ascii"), encoding="ascii", newline="\r\n")
        problems = find_problems(folder)
        for problem in problems:
            print(problem, file=sys.stderr)
        if problems:
            return 1
        folder.rename(options.out)
    print(f"{options.out}: {sum(1 for _ in options.out.rglob('*'))} files and folders")
    return 0


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--python", type=Path, required=True, help="the embeddable package of python.org")
    parser.add_argument("--wheel", type=Path, required=True, help="golive's wheel, from make dist")
    parser.add_argument("--wheels", type=Path, help="folder of the wheels it depends on")
    parser.add_argument("--extras", default="studio", help="extras of golive, with commas between")
    parser.add_argument("--dlls", type=Path, help="folder with the DLLs of Pango, and their licenses")
    return parser.parse_args(arguments)


def unpack_python(package: Path, folder: Path, version: str) -> None:
    """Unpack CPython, and let it find packages in `Lib/site-packages`."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    short = f"python{version.replace('.', '')}"
    (folder / f"{short}._pth").write_text(f"{short}.zip\n.\nLib\\site-packages\n", encoding="ascii", newline="\r\n")


def install_packages(wheel: Path, options: argparse.Namespace, version: str, folder: Path) -> None:
    """Install golive and what it depends on, as on Windows, into `Lib/site-packages`."""
    wanted = f"golive[{options.extras}] @ {wheel.absolute().as_uri()}" if options.extras else str(wheel)
    command = [find_uv_bin(), "pip", "install", "--quiet", "--only-binary", ":all:", "--link-mode", "copy"]
    place = ["--target", str(folder / "Lib" / "site-packages")]
    system = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", version]
    offline = ["--offline", "--no-index", "--find-links", str(options.wheels)] if options.wheels else []
    subprocess.run([*command, *place, *system, *offline, wanted], check=True)


def collect_licenses(packages: Path, target: Path) -> None:
    """Copy the license texts of all installed packages, and write a list of them."""
    rows = []
    for metadata in sorted(packages.glob("*.dist-info/METADATA")):
        facts = Parser().parsestr(metadata.read_text(encoding="utf-8"))
        title = f"{facts['Name']} {facts['Version']}"
        for path in sorted(metadata.parent.rglob("*")):
            if path.is_file() and _LICENSE_NAME.search(path.name):
                copy = target / title.replace(" ", "-") / path.name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        said = facts["License-Expression"] or (facts["License"] or "").split("\n")[0]
        rows.append(f"{title}: {said or 'see its files'}")
    target.mkdir(exist_ok=True)
    (target / "packages.txt").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\r\n")


def find_problems(folder: Path) -> list[str]:
    """Return what would keep the folder from working: missing programs, and compiled files for other machines."""
    needed = ["python.exe", "pythonw.exe", "golive.cmd", "Lib/site-packages/golive/__init__.py"]
    problems = [f"{name} is missing" for name in needed if not (folder / name).is_file()]
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".pyd", ".dll", ".exe"} and read_machine(path) != AMD64:
            problems.append(f"{path.relative_to(folder).as_posix()} is not for 64-bit Windows")
        elif path.suffix in {".so", ".dylib"}:
            problems.append(f"{path.relative_to(folder).as_posix()} is for another system")
    return problems


def read_machine(path: Path) -> int:
    """Return the machine type in the header of a Windows program; 0 if it is none."""
    with path.open("rb") as file:
        head = file.read(64)
        if head[:2] != b"MZ":
            return 0
        file.seek(int.from_bytes(head[60:64], "little"))
        header = file.read(6)
    return int.from_bytes(header[4:6], "little") if header[:4] == b"PE\0\0" else 0


if __name__ == "__main__":
    sys.exit(main())
