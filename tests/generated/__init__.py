"""Whole valid specs, grown from the models themselves: a new field is in them the day it is in a model."""
