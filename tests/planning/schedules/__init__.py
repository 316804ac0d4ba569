"""Schedules worked out by hand, with a calendar on the wall, before there was code that computes them."""
