"""Versions of a document: what changed between two of them, what that costs, and how a new one is made."""
