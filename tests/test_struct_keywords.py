"""Keywords of `replace(value, field=…)` are checked by no type checker: each must be a field of some class."""

import ast
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
