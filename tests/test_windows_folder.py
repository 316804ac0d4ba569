"""The folder for Windows is assembled from wheels for Windows, and what cannot work there is named."""

import shutil
import subprocess
import zipfile
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest

import windows_folder

ROOT = Path(__file__).parents[1]
PROGRAM = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + (0x8664).to_bytes(2, "little")
OTHER = PROGRAM.replace((0x8664).to_bytes(2, "little"), (0x14C).to_bytes(2, "little"))


def write_wheel(folder: Path, name: str, files: dict[str, bytes], tag: str = "py3-none-any", more: str = "") -> Path:
    """Write a wheel as pip would accept it."""
    info = f"{name}-1.0.dist-info"
    files |= {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense: MIT\n{more}".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
        f"{info}/LICENSE": b"Do as you like.",
    }
    rows = [
        f"{path},sha256={urlsafe_b64encode(sha256(data).digest()).rstrip(b'=').decode()},{len(data)}"
        for path, data in files.items()
    ]
    target = folder / f"{name}-1.0-{tag}.whl"
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in files.items():
            archive.writestr(path, data)
        archive.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,"]))
    return target


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "python-3.12.8-embed-amd64.zip", "w") as archive:
        for name in ("python.exe", "pythonw.exe", "python312.dll"):
            archive.writestr(name, PROGRAM)
        archive.writestr("python312._pth", "python312.zip\n.\n")
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    needs = (
        "Provides-Extra: studio\n"
        "Requires-Dist: web; extra == 'studio'\n"
        "Requires-Dist: fast\n"
        "Requires-Dist: colorful; sys_platform == 'win32'\n"
        "Requires-Dist: locks; sys_platform == 'linux'\n"
    )
    write_wheel(tmp_path, "golive", {"golive/__init__.py": b"", "golive/__main__.py": b""}, more=needs)
    write_wheel(wheels, "fast", {"fast.cp312-win_amd64.pyd": PROGRAM}, "cp312-cp312-win_amd64")
    write_wheel(wheels, "colorful", {"colorful.py": b""})
    write_wheel(wheels, "web", {"web.py": b""})
    return tmp_path


def assemble(parts: Path, *more: str) -> int:
    sources = ["--python", parts / "python-3.12.8-embed-amd64.zip", "--wheel", parts / "golive-1.0-py3-none-any.whl"]
    return windows_folder.main([*map(str, [parts / "made", *sources, "--wheels", parts / "wheels"]), *more])


def test_the_folder_holds_all_that_windows_needs(parts: Path) -> None:
    assert assemble(parts) == 0

    made, packages = parts / "made", parts / "made" / "Lib" / "site-packages"
    assert (made / "python312._pth").read_bytes() == b"python312.zip\r\n.\r\nLib\\site-packages\r\n"
    assert {path.name for path in packages.glob("*") if path.suffix in {".py", ".pyd"}} == {
        "fast.cp312-win_amd64.pyd", "colorful.py", "web.py",
    }  # fmt: skip
    assert b"-m golive %*\r\n" in (made / "golive.cmd").read_bytes()
    assert (made / "add-to-start-menu.ps1").exists()
    assert "fast 1.0: MIT" in (made / "licenses" / "packages.txt").read_text()
    assert (made / "licenses" / "web-1.0" / "LICENSE").read_text() == "Do as you like."


def test_dlls_of_pango_are_found_by_the_script_that_starts_golive(parts: Path) -> None:
    (parts / "dlls").mkdir()
    (parts / "dlls" / "libpango-1.0-0.dll").write_bytes(PROGRAM)

    assert assemble(parts, "--dlls", str(parts / "dlls")) == 0
    assert (parts / "made" / "pango" / "libpango-1.0-0.dll").exists()
    assert "WEASYPRINT_DLL_DIRECTORIES=%~dp0pango" in (parts / "made" / "golive.cmd").read_text()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("libcairo.dll", OTHER, "pango/libcairo.dll is not for 64-bit Windows"),
        ("libcairo.dll", b"not a program", "pango/libcairo.dll is not for 64-bit Windows"),
        ("libcairo.so", PROGRAM, "pango/libcairo.so is for another system"),
    ],
)
def test_a_file_for_another_machine_is_named_and_nothing_is_made(
    name: str, content: bytes, said: str, parts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (parts / "dlls").mkdir()
    (parts / "dlls" / name).write_bytes(content)

    assert assemble(parts, "--dlls", str(parts / "dlls")) == 1
    assert said in capsys.readouterr().err
    assert not (parts / "made").exists()


def test_a_missing_wheel_for_windows_stops_it(parts: Path) -> None:
    (parts / "wheels" / "colorful-1.0-py3-none-any.whl").unlink()

    with pytest.raises(subprocess.CalledProcessError):
        assemble(parts)
    assert not (parts / "made").exists()


def test_another_python_and_a_second_run_are_refused(parts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.move(parts / "python-3.12.8-embed-amd64.zip", parts / "python.zip")
    command = [parts / "made", "--python", parts / "python.zip", "--wheel", parts / "golive-1.0-py3-none-any.whl"]
    assert windows_folder.main(list(map(str, command))) == 2
    (parts / "made").mkdir()
    assert windows_folder.main(list(map(str, command))) == 1
    assert "exists already" in capsys.readouterr().err


def test_the_recipe_of_the_installer_names_files_that_are_there() -> None:
    recipe = (ROOT / "packaging" / "windows" / "golive.wxs").read_text(encoding="utf-8")
    assert 'Scope="perUser"' in recipe
    assert "[INSTALLFOLDER]golive.cmd" in recipe
