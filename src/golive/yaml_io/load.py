"""YAML file → model, or every problem in it at once, each with its place."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Generic, TypeVar

from msgspec import Struct
from pydantic import ValidationError

from golive.schema.field import Model
from golive.support.garbage_collection import freeze_results
from golive.support.problems import Problem, SpecError, Step
from golive.yaml_io.nodes import Tree
from golive.yaml_io.parser import parse
from golive.yaml_io.plain_values import told
from golive.yaml_io.presets import expand
from golive.yaml_io.source import Source, Span, decode, read

M = TypeVar("M", bound=Model)


class Loaded(Struct, Generic[M], frozen=True):
    """A model, and the file it came from.

    Attributes:
        value: the model.
        tree: the file as it was understood, with the place of every value.
    """

    value: M
    tree: Tree

    @property
    def path(self) -> Path:
        """The file, as messages name it."""
        return self.tree.source.path

    @property
    def source(self) -> Source:
        """The file's text."""
        return self.tree.source

    def span(self, path: tuple[Step, ...], *, key: bool = False) -> Span:
        """Where the value at a path such as `("interfaces", 2, "schedule", "cut_off")` stands, or its key.

        Raises:
            KeyError: there is nothing at that path; or no key, as with an item of a list.
        """
        return self.tree.span(path, key=key)

    def problem(self, path: tuple[Step, ...], message: str, hint: str = "") -> Problem:
        """A Problem at the value of a path; at the nearest key above it when there is no such value."""
        return self.tree.source.problem(*self.tree.offsets(path), message, hint)


def load(path: Path, model: type[M], shown_as: Path | None = None, inside: Path | None = None) -> Loaded[M]:
    """Read and validate a YAML file.

    Args:
        path: the file.
        model: what it must hold.
        shown_as: how messages name the file; as given when left out.
        inside: the folder that the files it includes must lie in, and its own presets; it may include none when left
            out, and use those presets alone that come with golive.

    Raises:
        SpecError: the file cannot be read, is not YAML, or says something that the model does not allow;
            all that is wrong at once, in the order of the file.
    """
    return validate(read_tree(path, shown_as, inside), model)


def load_text(data: bytes, model: type[M], shown_as: Path, inside: Path | None = None) -> Loaded[M]:
    """The same for the bytes of a file that is not on this disk; what it includes is looked for from `shown_as`.

    Raises:
        SpecError: as `load`.
    """
    return validate(_with_included(parse(decode(data, shown_as)), shown_as, inside), model)


def read_tree(path: Path, shown_as: Path | None = None, inside: Path | None = None) -> Tree:
    """Read a YAML file, with what it includes and what its presets say; arguments and errors as `load`."""
    return _with_included(parse(read(path, shown_as)), path, inside)


def _with_included(tree: Tree, path: Path, inside: Path | None) -> Tree:
    if inside is not None and tree.has_include:
        from golive.yaml_io.includes import with_included

        tree = with_included(tree, path, inside)
    return expand(tree, inside / "presets" if inside else None)


def validate(tree: Tree, model: type[M]) -> Loaded[M]:
    """Turn a tree into a model.

    Raises:
        SpecError: it says something that the model does not allow.
    """
    content = told(tree, model)
    try:
        value = _ready(model).model_validate(content.value)
    except ValidationError as error:
        from golive.yaml_io.validation_problems import explain_all

        raise SpecError(*explain_all(error.errors(include_url=False), tree, model, content.wrong)) from None
    if tree.has_empty or content.wrong:
        from golive.yaml_io.validation_problems import explain_all

        if problems := explain_all([], tree, model, content.wrong):
            raise SpecError(*problems)
    return Loaded(value, tree)


@cache
def _ready(model: type[M]) -> type[M]:
    """Build a model's validator, before its first use."""
    with freeze_results(), _without_plugins():
        model.model_rebuild()
    return model


@contextmanager
def _without_plugins() -> Iterator[None]:
    """Let pydantic build validators without a search for plugins.

    Before its first validator pydantic looks through every installed package for plugins of its own. It finds none,
    and the modules that it needs for the search take a tenth of the time of `golive check`. No setting of pydantic
    spares their import, so an empty module stands in for the one that searches.
    """
    name = "pydantic.plugin._loader"
    if name in sys.modules:
        yield
        return
    nothing = ModuleType(name)
    nothing.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules[name] = nothing
    try:
        yield
    finally:
        del sys.modules[name]
