"""Publish documents to wikis: the only part of golive that talks to another machine, and only when it is asked to."""
