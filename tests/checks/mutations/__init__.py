"""Realistic mistakes in a spec, each with the line and the words that a person should read."""

from tests.checks.mutations.checks import CHECKS
from tests.checks.mutations.keys import KEYS
from tests.checks.mutations.layouts import LAYOUTS
from tests.checks.mutations.money import MONEY
from tests.checks.mutations.mutation import Mutation
from tests.checks.mutations.plan import PLAN
from tests.checks.mutations.syntax import SYNTAX
from tests.checks.mutations.values import VALUES

MUTATIONS = (*SYNTAX, *KEYS, *VALUES, *CHECKS, *MONEY, *LAYOUTS, *PLAN)

__all__ = ["MUTATIONS", "Mutation"]
