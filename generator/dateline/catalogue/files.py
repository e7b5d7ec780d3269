"""Queries about published files and the theme's assets."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.catalogue.loader import Loader
from dateline.images.variants import Picture

_PICTURE = "width, height, format, animated"


class Files:
    """Queries about files below content/ and the theme's assets."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def picture(self, path: str) -> Picture | None:
        """The picture content/`path`; None if the file is none or does not exist."""
        query = f"SELECT {_PICTURE} FROM pictures JOIN sources USING (id) WHERE path = ?"
        row = self._loader.connection.execute(query, (path,)).fetchone()
        return Picture(*row) if row else None

    def pictures(self) -> Iterator[tuple[str, Picture]]:
        """The public pictures by path, in order."""
        query = (
            f"SELECT path, {_PICTURE} FROM pictures JOIN sources USING (id) WHERE public"
            " ORDER BY path"
        )
        return ((path, Picture(*row)) for path, *row in self._loader.connection.execute(query))

    def picture_hashes(self) -> set[str]:
        """The content hashes of all files below content/ that are pictures, public or not."""
        query = "SELECT hash FROM pictures JOIN sources USING (id)"
        return {found for (found,) in self._loader.connection.execute(query)}

    def hash_of(self, path: str) -> str:
        """The content hash of a public file; empty if there is no such file."""
        return self._loader.text("SELECT hash FROM sources WHERE path = ? AND public", (path,))

    def is_kept_back(self, path: str) -> bool:
        """Whether content/`path` is there and is not on the site, as the picture of a draft or of a
        withdrawn article is not."""
        query = "SELECT 1 FROM sources WHERE path = ? AND kind = 'file' AND NOT public"
        return self._loader.any(query, (path,))

    def paths(self) -> list[str]:
        """The paths of the public files, in order."""
        query = "SELECT path FROM sources WHERE public ORDER BY path"
        return [path for (path,) in self._loader.connection.execute(query)]

    def assets(self) -> dict[str, str]:
        """The content hash of each of the theme's assets, by its path."""
        query = "SELECT path, hash FROM assets ORDER BY path"
        return dict(self._loader.connection.execute(query).fetchall())
