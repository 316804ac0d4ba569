"""Support: problems, files, cache folder, and process settings that every other package may use."""
