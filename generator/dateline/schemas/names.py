"""What `dateline schema` can describe, and in which file."""

from __future__ import annotations

FILES = {
    "front-matter": "front-matter.schema.json",
    "site": "site.schema.json",
    "snippets": "dateline.code-snippets",
}
