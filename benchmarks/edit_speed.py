"""Time random edits of the samples, and count the lines that they change.

Run: python benchmarks/edit_speed.py [edits per sample]
"""

import random
import sys
import time
from pathlib import Path

from golive.editing import SetValue, apply_edits
from golive.yaml_io.load import read_tree
from golive.yaml_io.nodes import Node

ROOT = Path(__file__).parents[1]
TEXTS = ("Plain words", "with: colon", "two\nlines", "1.10", 'a "b"', "Long text " * 15 + "end")


def list_scalars(node: Node, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """List the paths of all values that are no lists or groups."""
    if not node.children:
        return [path]
    if isinstance(node.children, tuple):
        return [found for at, child in enumerate(node.children) for found in list_scalars(child, (*path, at))]
    return [found for key, entry in node.children.items() for found in list_scalars(entry.node, (*path, key))]


def main(count: int) -> None:
    """Print time and changed lines per edit for every sample."""
    for path in sorted((ROOT / "data" / "integrations").glob("*.yaml")):
        pick = random.Random(1)  # noqa: S311 - equal edits in every run
        paths, seconds, lines = list_scalars(read_tree(path).root), list[float](), list[int]()
        for _ in range(count):
            edit = SetValue(pick.choice(paths), pick.choice(TEXTS))
            begin = time.process_time()
            result = apply_edits(path, [edit])
            seconds.append(time.process_time() - begin)
            lines.append(sum(line[:1] in "+-" for line in result.diff.splitlines()[2:]))
        size = len(path.read_text(encoding="utf-8").splitlines())
        middle = sorted(seconds)[count // 2] * 1000
        print(
            f"{path.stem}: {size} lines, {count} edits, {middle:.0f} ms each (median of CPU time), "
            f"{max(seconds) * 1000:.0f} ms at most, {max(lines)} changed lines at most"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
