"""Compiled templates are run as code: one that was damaged on the disk is compiled again."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from tests.support.cache_damage import DAMAGES

from golive.templating.template_cache import TemplateCache

TEMPLATE = "{% for name in names %}{{ name | upper }}, {% endfor %}"


def render_template(place: Path) -> str:
    environment = Environment(
        loader=DictLoader({"one": TEMPLATE}), bytecode_cache=TemplateCache(place), autoescape=True
    )
    return environment.get_template("one").render(names=["a", "b"])


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_template_is_compiled_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    assert render_template(tmp_path) == "A, B, "
    (path,) = tmp_path.iterdir()
    kept = path.read_bytes()
    assert render_template(tmp_path) == "A, B, "
    damage(path)
    assert render_template(tmp_path) == "A, B, "
    assert path.read_bytes() == kept


def test_files_of_other_versions_are_removed_when_they_are_old(tmp_path: Path) -> None:
    assert render_template(tmp_path) == "A, B, "
    (own,) = tmp_path.iterdir()
    _, _, key = own.name.partition("-")
    old, recent = tmp_path / f"{'0' * 16}-{key}", tmp_path / f"{'1' * 16}-{key}"
    days = {own: 40, old: 31, recent: 29}
    for path, age in days.items():
        path.write_bytes(own.read_bytes())
        os.utime(path, (time.time() - age * 86_400,) * 2)

    assert render_template(tmp_path) == "A, B, "
    assert set(tmp_path.iterdir()) == {own, old, recent}  # only who adds files tidies up
    own.write_bytes(b"damaged")
    assert render_template(tmp_path) == "A, B, "
    assert set(tmp_path.iterdir()) == {own, recent}
