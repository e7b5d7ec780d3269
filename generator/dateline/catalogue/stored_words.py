"""What search volumes say of their words, and the words to suggest for misspelled ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from dateline.catalogue.ledger import Volume
from dateline.catalogue.store import transaction


class SuggestedWord(NamedTuple):
    """A word, the buckets of its ending and its beginning, and how common it is (0 to 6)."""

    ending: int
    word: str
    bucket: int
    level: int


class StoredWords:
    """The stored words over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put_volume(self, volume: Volume, lines: Mapping[int, str]) -> None:
        """Store the lines of a volume by bucket, in a transaction of their own.

        Nothing reads them before a volume with this fingerprint is published.
        """
        key = (volume.lang, volume.name, volume.fingerprint)
        with transaction(self._connection):
            self._connection.execute(
                "DELETE FROM volume_words WHERE lang = ? AND volume = ? AND fingerprint = ?", key
            )
            self._connection.executemany(
                "INSERT INTO volume_words VALUES (?, ?, ?, ?, ?)",
                [
                    (volume.lang, bucket, volume.name, volume.fingerprint, text)
                    for bucket, text in lines.items()
                ],
            )

    def of_volume(self, volume: Volume) -> dict[int, str]:
        """The lines of a volume by bucket."""
        query = (
            "SELECT bucket, lines FROM volume_words"
            " WHERE lang = ? AND volume = ? AND fingerprint = ?"
        )
        key = (volume.lang, volume.name, volume.fingerprint)
        return dict(self._connection.execute(query, key).fetchall())

    def in_buckets(
        self, lang: str, buckets: Collection[int], fingerprints: Mapping[str, str]
    ) -> list[tuple[int, str, str]]:
        """Bucket, name and lines of the volumes with these `fingerprints`, ordered by bucket."""
        query = (
            "SELECT bucket, volume, fingerprint, lines FROM volume_words"
            f" WHERE lang = ? AND bucket IN ({', '.join('?' * len(buckets))}) ORDER BY bucket"
        )
        return [
            (bucket, volume, lines)
            for bucket, volume, fingerprint, lines in self._connection.execute(
                query, (lang, *buckets)
            )
            if fingerprints.get(volume) == fingerprint
        ]

    def suggested_by_beginning(self, lang: str, buckets: Iterable[int]) -> list[SuggestedWord]:
        """The suggested words whose beginnings fall into these buckets."""
        query = (
            "SELECT ending, word, bucket, level FROM suggested_words WHERE lang = ? AND bucket = ?"
        )
        return [
            SuggestedWord(*row)
            for bucket in buckets
            for row in self._connection.execute(query, (lang, bucket))
        ]

    def suggested_by_ending(self, lang: str, endings: Iterable[int]) -> list[SuggestedWord]:
        """The suggested words whose endings fall into these buckets."""
        query = (
            "SELECT ending, word, bucket, level FROM suggested_words WHERE lang = ? AND ending = ?"
        )
        return [
            SuggestedWord(*row)
            for ending in endings
            for row in self._connection.execute(query, (lang, ending))
        ]

    def forget_unpublished(
        self, changed: Iterable[Volume], gone: Iterable[tuple[str, str]]
    ) -> None:
        """Delete what earlier versions of `changed` volumes said, and all that `gone` ones did."""
        self._connection.executemany(
            "DELETE FROM volume_words WHERE lang = ? AND volume = ? AND fingerprint <> ?",
            [(volume.lang, volume.name, volume.fingerprint) for volume in changed],
        )
        self._connection.executemany("DELETE FROM volume_words WHERE lang = ? AND volume = ?", gone)

    def put_suggested(
        self, lang: str, gone: Iterable[SuggestedWord], new: Iterable[SuggestedWord]
    ) -> None:
        """Replace the suggested words `gone` of a language by the `new` ones."""
        self._connection.executemany(
            "DELETE FROM suggested_words WHERE lang = ? AND ending = ? AND word = ?",
            [(lang, word.ending, word.word) for word in gone],
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO suggested_words VALUES (?, ?, ?, ?, ?)",
            [(lang, *word) for word in new],
        )
