"""The folders below the root of an archive that hold only what Dateline makes."""

from __future__ import annotations

OWN_FOLDER = ".dateline"
"""The folder of caches, catalogues and the preview."""
PUBLIC_FOLDER = "public"
"""The folder that the web edition is built into by default."""
