"""Audit any presentation or PDF for validity and accessibility.

`audit` looks at one file in this process; `audit.bounded.audit_all` at many, each within bounds of time and memory.
"""

from golive.audit.rule import Rule

__all__ = ["Rule"]
