"""Merge a deck that a person edited with the deck that golive makes now: three ways, and nothing is lost.

The base is the snapshot inside the edited deck. The result is the person's file with the difference between the base
and the new deck applied to it, so that what golive does not understand (animations, comments, own slides) stays.
"""
