"""Exports to other programs: meeting invitations."""
