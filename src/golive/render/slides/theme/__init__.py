"""Slide themes: what a PowerPoint template offers, resolved into sizes, places, fonts and colors."""
