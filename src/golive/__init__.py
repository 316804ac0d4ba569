"""One integration spec in; deck, runbook, guide and explainer out."""

__version__ = "0.1.0"
