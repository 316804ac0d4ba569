"""Slide layout: decide which block goes on which slide, and where, before any file is written."""
