"""What no type checker sees: keywords of `replace(value, field=…)`, and the names in docstrings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "golive"
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}


def test_every_keyword_of_replace_is_a_field() -> None:
    fields = {
        line.target.id
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
    dates = {"year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo"}
    used = [
        (path.name, node.lineno, keyword.arg)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in {"replace", "_replace"}
        for keyword in node.keywords
        if keyword.arg
    ]

    assert len(used) > 50
    assert [one for one in used if one[2] not in fields | dates] == []


def read_section(docstring: str, title: str) -> list[str]:
    section = re.search(rf"^{title}:\n((?:    .*\n|\n)+)", f"{docstring}\n", re.MULTILINE)
    return re.findall(r"^    (\w+):", section[1], re.MULTILINE) if section else []


def list_documented_names() -> Iterator[tuple[str, str, str, set[str]]]:
    """Yield (file, owner, documented name, names that exist) for every row of `Attributes:` and `Args:`."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not {getattr(base, "id", "") for base in node.bases} - PLAIN_BASES:
                stored = {
                    x.attr for x in ast.walk(node) if isinstance(x, ast.Attribute) and isinstance(x.ctx, ast.Store)
                }
                fields = {
                    x.target.id for x in node.body if isinstance(x, ast.AnnAssign) and isinstance(x.target, ast.Name)
                }
                known = stored | fields | {x.name for x in node.body if isinstance(x, ast.FunctionDef)}
                title = "Attributes"
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                spec = node.args
                known = {x.arg for x in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg) if x}
                title = "Args"
            else:
                continue
            for name in read_section(ast.get_docstring(node) or "", title):
                yield path.name, node.name, name, known


PLAIN_BASES = {"Struct", "NamedTuple", "Protocol", "Model", "Exception", "ValueError"}


def test_docstrings_name_fields_and_parameters_that_exist() -> None:
    rows = list(list_documented_names())

    assert len(rows) > 1000
    assert [row[:3] for row in rows if row[2] not in row[3]] == []


def test_docstrings_name_modules_that_exist() -> None:
    named = {
        (path.name, name)
        for path in TREES
        for name in re.findall(r"`golive\.([a-z_.]+)\b", path.read_text(encoding="utf-8"))
    }

    assert len(named) > 5
    assert [row for row in named if not is_defined(row[1])] == []


def is_defined(name: str) -> bool:
    """Tell whether `name` is a package, a module, or something defined in one."""
    path = SOURCE / name.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    holders = (path.parent.with_suffix(".py"), path.parent / "__init__.py")
    return any(holder.is_file() and re.search(rf"\b{path.name}\b", holder.read_text()) for holder in holders)
