"""Planning: business days, the computed schedule, cut-off chains and slip."""
