"""Find what a phase needs and a spec leaves open: the gate into that phase.

Such gaps never stop a document, which names them as open items. They are errors for those who ask whether the phase may
begin: `golive check --gate` and `golive release`.
"""

from typing import Final

from golive.schema import Integration
from golive.schema.words import Phase
from golive.support.problems import Problem
from golive.yaml_io.gaps import find_gaps
from golive.yaml_io.nodes import Tree
from golive.yaml_io.plain_values import find_gate_gaps

_PHASES: Final = tuple(Phase)


def count_gate_items(spec: Integration, phase: Phase) -> int:
    """Count the open fields of a spec that a phase or an earlier one needs."""
    needed = set(_PHASES[: _PHASES.index(phase) + 1])
    return sum(gap.needed_by is not None and gap.needed_by.phase in needed for gap in find_gaps(spec, Integration))


def find_gate_problems(tree: Tree, phase: Phase) -> tuple[Problem, ...]:
    """Return a problem for each field that a phase or an earlier one needs, and that is still open.

    Args:
        tree: the file of the integration, which was validated.
        phase: the phase.

    Returns:
        The problems in the order of the file, each at its value or at the nearest key above it.
    """
    if not (gaps := find_gate_gaps(tree, phase)):
        return ()
    from golive.yaml_io.validation_problems import explain_errors

    return tuple(explain_errors([], tree, Integration, gaps))
