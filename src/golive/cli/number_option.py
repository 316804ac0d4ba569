"""The type of options that take a whole number."""

from typing import Any

import click


class NumberType(click.IntRange):
    """Click type for a whole number between two limits, or from one on."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401 - as click has it
        """Read a number."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            limits = f"from {self.min} on" if self.max is None else f"from {self.min} to {self.max}"
            self.fail(f"`{value}` is not a whole number {limits}.", param, ctx)
