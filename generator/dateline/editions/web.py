"""The site for a web server."""

from __future__ import annotations

from pathlib import Path

from dateline.editions.base import BuiltEdition


class WebEdition(BuiltEdition):
    """The edition that is built where no other is asked for."""

    name = "web"
    variant = ""

    def refuse_folder(self, folder: Path, root: Path) -> None:
        """It may be built anywhere."""

    def lacks(self, url: str) -> bool:
        return False
