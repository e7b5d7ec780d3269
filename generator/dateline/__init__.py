"""Dateline turns a folder of Markdown articles into a static news archive."""

INTERRUPTED = 130
"""The exit code that shells give to what Ctrl-C has ended: 128 and the number of the signal."""
