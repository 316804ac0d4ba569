"""Read slide themes: the sizes, layouts, fonts and colors of a PowerPoint template."""
