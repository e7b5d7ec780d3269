"""Queries about years, months and days.

Dates count as written: one without a month belongs to its year alone. 0 means unknown.
"""

from __future__ import annotations

from dateline.catalogue.listed import Listed
from dateline.catalogue.loader import PUBLIC_ARTICLE, Loader

# `+sort_key` keeps SQLite from ordering by the index on that column, which it would otherwise scan
# from end to end instead of looking up the few articles of a day.


class Calendar:
    """Queries about dates. Only public articles count."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def articles(self, lang: str, year: int, month: int = 0, day: int = 0) -> list[Listed]:
        """The articles of a year, month or day as written, oldest first."""
        where, values = _date_filter(year, month, day)
        query = (
            f"SELECT id FROM articles WHERE lang = ? AND {where} AND {PUBLIC_ARTICLE}"
            " ORDER BY +sort_key"
        )
        return self._loader.listed(query, (lang, *values))

    def vague(self, lang: str, year: int, month: int = 0) -> list[Listed]:
        """The articles of a year whose month is unknown, or of a month whose day is unknown."""
        query = (
            f"SELECT id FROM articles WHERE lang = ? AND year = ? AND month = ? AND day = 0"
            f" AND {PUBLIC_ARTICLE} ORDER BY +sort_key"
        )
        return self._loader.listed(query, (lang, year, month))

    def count(self, lang: str, year: int = 0, month: int = 0, day: int = 0) -> int:
        """The number of articles in a year, month or day; without a year, in the language."""
        where, values = _date_filter(year, month, day)
        query = f"SELECT count(*) FROM articles WHERE lang = ? AND {where} AND {PUBLIC_ARTICLE}"
        return self._loader.number(query, (lang, *values))

    def any(self, lang: str, year: int, month: int = 0, day: int = 0) -> bool:
        """Whether there are articles in a year, month or day."""
        where, values = _date_filter(year, month, day)
        query = f"SELECT 1 FROM articles WHERE lang = ? AND {where} AND {PUBLIC_ARTICLE} LIMIT 1"
        return self._loader.any(query, (lang, *values))

    def parts(self, lang: str, year: int = 0, month: int = 0) -> list[tuple[int, int]]:
        """The years, the months of a year or the days of a month, oldest first, each with its
        number of articles."""
        part = "day" if month else "month" if year else "year"
        where, values = _date_filter(year, month, 0)
        query = (
            f"SELECT {part}, count(*) FROM articles WHERE lang = ? AND {where} AND {PUBLIC_ARTICLE}"
            " GROUP BY 1 ORDER BY 1"
        )
        return self._loader.connection.execute(query, (lang, *values)).fetchall()

    def days(self, lang: str) -> list[tuple[int, int, int]]:
        """Every distinct date of an article, as (year, month, day)."""
        query = (
            f"SELECT DISTINCT year, month, day FROM articles WHERE lang = ? AND {PUBLIC_ARTICLE}"
            " ORDER BY 1, 2, 3"
        )
        return self._loader.connection.execute(query, (lang,)).fetchall()

    def days_of(self, lang: str, year: int) -> dict[tuple[int, int], int]:
        """The number of articles of each day of a year that has any, by month and day."""
        query = (
            "SELECT month, day, count(*) FROM articles WHERE lang = ? AND year = ? AND day > 0"
            f" AND {PUBLIC_ARTICLE} GROUP BY 1, 2 ORDER BY 1, 2"
        )
        rows = self._loader.connection.execute(query, (lang, year))
        return {(month, day): count for month, day, count in rows}

    def months_of_all_years(self, lang: str) -> dict[tuple[int, int], int]:
        """The number of articles of each month that has any, by year and month; 0 stands for an
        unknown month."""
        query = (
            "SELECT year, month, count(*) FROM articles WHERE lang = ?"
            f" AND {PUBLIC_ARTICLE} GROUP BY 1, 2 ORDER BY 1, 2"
        )
        rows = self._loader.connection.execute(query, (lang,))
        return {(year, month): count for year, month, count in rows}

    def days_of_all_years(self, lang: str) -> dict[tuple[int, int], int]:
        """The number of articles of each day of any year that has any, by month and day."""
        query = (
            "SELECT month, day, count(*) FROM articles WHERE lang = ? AND day > 0"
            f" AND {PUBLIC_ARTICLE} GROUP BY 1, 2 ORDER BY 1, 2"
        )
        rows = self._loader.connection.execute(query, (lang,))
        return {(month, day): count for month, day, count in rows}

    def is_day_of_any_year(self, lang: str, month: int, day: int) -> bool:
        """Whether there are articles of a day in any year."""
        query = (
            "SELECT 1 FROM articles WHERE lang = ? AND month = ? AND day = ?"
            f" AND {PUBLIC_ARTICLE} LIMIT 1"
        )
        return self._loader.any(query, (lang, month, day))

    def on_this_day(self, lang: str, month: int, day: int, limit: int) -> list[tuple[Listed, int]]:
        """The articles of a day in all years: the newest year first, at most `limit` of each, each
        with the number of articles of its day."""
        # Already in this order in the index of days, so nothing is sorted.
        query = (
            "SELECT id, substr(sort_key, 1, 4) FROM articles"
            f" WHERE lang = ? AND month = ? AND day = ? AND {PUBLIC_ARTICLE} ORDER BY sort_key"
        )
        years: dict[str, list[int]] = {}
        for identity, year in self._loader.connection.execute(query, (lang, month, day)):
            years.setdefault(year, []).append(identity)
        newest = list(reversed(years.values()))
        shown = [identity for of_year in newest for identity in of_year[:limit]]
        totals = [len(of_year) for of_year in newest for _ in of_year[:limit]]
        return list(zip(self._loader.listed_by_id(shown), totals, strict=True))

    def day_beside(self, lang: str, day: tuple[int, int], *, back: bool) -> tuple[int, int] | None:
        """The nearest day of any year after `day` (with `back`, before it) that has articles."""
        order, sign = ("DESC", "<") if back else ("ASC", ">")
        query = (
            f"SELECT month, day FROM articles WHERE lang = ? AND (month, day) {sign} (?, ?)"
            f" AND day > 0 AND {PUBLIC_ARTICLE} ORDER BY month {order}, day {order} LIMIT 1"
        )
        row = self._loader.connection.execute(query, (lang, *day)).fetchone()
        return tuple(row) if row else None

    def beside(self, lang: str, key: tuple[int, ...], *, back: bool) -> tuple[int, ...] | None:
        """The nearest year, month or day after `key` (with `back`, before it) that has articles."""
        names = ("year", "month", "day")[: len(key)]
        order, sign = ("DESC", "<") if back else ("ASC", ">")
        columns, marks = ", ".join(names), ", ".join("?" * len(key))
        ordered = ", ".join(f"{name} {order}" for name in names)
        query = (
            f"SELECT {columns} FROM articles WHERE lang = ? AND ({columns}) {sign} ({marks})"
            f" AND {names[-1]} > 0 AND {PUBLIC_ARTICLE} ORDER BY {ordered} LIMIT 1"
        )
        row = self._loader.connection.execute(query, (lang, *key)).fetchone()
        return tuple(row) if row else None


def _date_filter(year: int, month: int, day: int) -> tuple[str, tuple[int, ...]]:
    known = [
        (name, value) for name, value in (("year", year), ("month", month), ("day", day)) if value
    ]
    where = " AND ".join(f"{name} = ?" for name, _ in known) or "1"
    return where, tuple(value for _, value in known)
