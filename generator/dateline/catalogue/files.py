"""Queries about published files and the theme's assets."""

from __future__ import annotations

from dateline.catalogue.loader import Loader


class Files:
    """Queries about files below content/ and the theme's assets."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def picture(self, path: str) -> tuple[int, int] | None:
        """The width and height of the picture content/`path`; None if they are unknown or it does
        not exist."""
        query = "SELECT width, height FROM pictures JOIN sources USING (id) WHERE path = ?"
        row = self._loader.connection.execute(query, (path,)).fetchone()
        return (row[0], row[1]) if row else None

    def hash_of(self, path: str) -> str:
        """The content hash of a public file; empty if there is no such file."""
        return self._loader.text("SELECT hash FROM sources WHERE path = ? AND public", (path,))

    def paths(self) -> list[str]:
        """The paths of the public files, in order."""
        query = "SELECT path FROM sources WHERE public ORDER BY path"
        return [path for (path,) in self._loader.connection.execute(query)]

    def assets(self) -> dict[str, str]:
        """The content hash of each of the theme's assets, by its path."""
        query = "SELECT path, hash FROM assets ORDER BY path"
        return dict(self._loader.connection.execute(query).fetchall())
