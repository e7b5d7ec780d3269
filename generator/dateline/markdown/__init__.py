"""Markdown body → safe HTML, with the references it makes and what is wrong in it.

`render` runs when an article is scanned; what it leaves open (the addresses of other articles and
files) is filled in by `resolve` when the page is built.
"""

from __future__ import annotations

from dateline.markdown.body import Body, render
from dateline.markdown.findings import Reference
from dateline.markdown.placeholders import Target, resolve
from dateline.markdown.snippets import clean_snippet
from dateline.markdown.typography import render_inline

__all__ = ["Body", "Reference", "Target", "clean_snippet", "render", "render_inline", "resolve"]
