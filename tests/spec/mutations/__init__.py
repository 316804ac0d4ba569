"""Realistic mistakes in a spec, each with the line and the words that a person should read."""

from tests.spec.mutations.checks import CHECKS
from tests.spec.mutations.keys import KEYS
from tests.spec.mutations.layouts import LAYOUTS
from tests.spec.mutations.money import MONEY
from tests.spec.mutations.mutation import Mutation
from tests.spec.mutations.plan import PLAN
from tests.spec.mutations.syntax import SYNTAX
from tests.spec.mutations.values import VALUES

MUTATIONS = (*SYNTAX, *KEYS, *VALUES, *CHECKS, *MONEY, *LAYOUTS, *PLAN)

__all__ = ["MUTATIONS", "Mutation"]
