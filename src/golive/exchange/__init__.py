"""Ways out to other programs: meeting invitations."""
