"""Queries about corrections. Those of public articles alone count."""

from __future__ import annotations

from typing import NamedTuple

from dateline.catalogue.loader import Loader
from dateline.content.article import Article, Correction


class Corrected(NamedTuple):
    """A correction of an article, which is the one with this `number`, from 0."""

    article: Article
    number: int

    @property
    def correction(self) -> Correction:
        """The correction itself."""
        return self.article.corrections[self.number]


class Corrections:
    """Queries about corrections. Lists are newest first."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def count(self, lang: str, year: int = 0) -> int:
        """The number of corrections of a year, or of all years."""
        query = "SELECT count(*) FROM corrections WHERE lang = ?1 AND (?2 = 0 OR year = ?2)"
        return self._loader.number(query, (lang, year))

    def years(self, lang: str) -> list[tuple[int, int]]:
        """The years that have corrections, newest first, each with their number."""
        query = "SELECT year, count(*) FROM corrections WHERE lang = ? GROUP BY 1 ORDER BY 1 DESC"
        return self._loader.connection.execute(query, (lang,)).fetchall()

    def newest(self, lang: str, limit: int) -> list[Corrected]:
        """The newest corrections of a language."""
        return self._list("", (lang,), limit)

    def of_year(self, lang: str, year: int) -> list[Corrected]:
        """The corrections of a year."""
        return self._list("AND year = ?", (lang, year), -1)

    def _list(self, condition: str, values: tuple[object, ...], limit: int) -> list[Corrected]:
        query = (
            f"SELECT record, number FROM (SELECT * FROM corrections WHERE lang = ? {condition}"
            " ORDER BY year DESC, sort_key DESC, article, number LIMIT ?) c"
            " JOIN articles ON id = article ORDER BY c.year DESC, c.sort_key DESC, article, number"
        )
        rows = self._loader.connection.execute(query, (*values, limit)).fetchall()
        return [Corrected(self._loader.load(record), number) for record, number in rows]
