"""Titles made from facts, by topic; `title_groups` has the table of all of them."""
