"""Changing the files that people write: mending them, and moving articles."""
