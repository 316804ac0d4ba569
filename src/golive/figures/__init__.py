"""Figures: an integration, drawn as shapes that a slide and a page both take."""
