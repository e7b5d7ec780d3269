"""The web edition: the site for a web server."""

from __future__ import annotations

from pathlib import Path

from dateline.editions.base import BuiltEdition


class WebEdition(BuiltEdition):
    """The default edition."""

    name = "web"
    variant = ""

    def refuse_folder(self, folder: Path, root: Path) -> None:
        """Do nothing: it may be built anywhere."""

    def lacks(self, url: str) -> bool:
        return False
