"""The browser app: fill in specs with forms, and see problems and documents at once, on this machine only.

Layers: `sessions` and `views` are plain functions over files and values; `pages`, `security` and `routes` speak HTTP.
"""
