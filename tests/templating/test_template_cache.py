"""Compiled templates are run as code: one that was damaged on the disk is compiled again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from tests.support.cache_damage import DAMAGES

from golive.templating.template_cache import TemplateCache

TEMPLATE = "{% for name in names %}{{ name | upper }}, {% endfor %}"


def render(place: Path) -> str:
    environment = Environment(
        loader=DictLoader({"one": TEMPLATE}), bytecode_cache=TemplateCache(place), autoescape=True
    )
    return environment.get_template("one").render(names=["a", "b"])


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_template_is_compiled_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    assert render(tmp_path) == "A, B, "
    (path,) = tmp_path.iterdir()
    kept = path.read_bytes()
    assert render(tmp_path) == "A, B, "
    damage(path)
    assert render(tmp_path) == "A, B, "
    assert path.read_bytes() == kept
