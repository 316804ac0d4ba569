"""Exports of the plan and of what is open to the tools that people already use."""
