"""Where articles are now that were published at an address at which nothing is any more."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from dateline.catalogue.likeness import most_alike
from dateline.catalogue.links import is_withdrawn
from dateline.catalogue.published_before import PublishedBefore
from dateline.catalogue.records import load_article
from dateline.config import Site
from dateline.content.dates import NEVER
from dateline.content.file_names import known_languages, read_name
from dateline.content.slugs import slugify
from dateline.page_paths import date_in

_OF = "SELECT a.path, a.url, a.record FROM articles a"


class Home(NamedTuple):
    """The article that is what was at an address: its path in content/, its address, whether it has
    aliases and a permalink already, and whether feeds know it by its address."""

    path: str
    url: str
    has_aliases: bool
    has_permalink: bool
    is_known_by_address: bool


class Homes:
    """Finds articles of a scanned archive that were somewhere else before."""

    def __init__(self, connection: sqlite3.Connection, site: Site, before: PublishedBefore) -> None:
        self._connection, self._before = connection, before
        self._languages = known_languages(site)

    def is_kept_back(self, path: str) -> bool:
        """Whether content/`path` exists and is not on the site, as a draft is not."""
        query = (
            "SELECT 1 FROM sources s LEFT JOIN articles a ON a.id = s.id"
            " WHERE s.path = ? AND NOT coalesce(a.public, 0)"
        )
        return self._connection.execute(query, (path,)).fetchone() is not None

    def is_draft(self, path: str) -> bool:
        """Whether content/`path` is never due."""
        query = "SELECT 1 FROM sources WHERE path = ? AND due = ?"
        return self._connection.execute(query, (path, NEVER)).fetchone() is not None

    def is_withdrawn(self, path: str) -> bool:
        """Whether content/`path` is a withdrawn article."""
        return is_withdrawn(path, self._connection)

    def file_of(self, path: str) -> str:
        """The public file, at another path, that was content/`path`, which was no article: the one
        that it was before, or the only one that is identical, only new one or only new one of the
        same name. Empty if there is none, or more."""
        known, name = self._before.homes.get(path), path.rpartition("/")[2]
        if known in self._files and known != path:
            return known
        identical = self._identical.get(self._before.digests.get(path, ""), ())
        others = [other for other in identical if other != path]
        new = [other for other in others if other not in self._before.files]
        named = [other for other in new if other.rpartition("/")[2] == name]
        return next((found[0] for found in (others, new, named) if len(found) == 1), "")

    def file_named_like(self, path: str) -> str:
        """The public file that has the name of content/`path`, in another folder: the one that had
        it before, or the only one. Empty if there is none, or more."""
        name, known = path.rpartition("/")[2], self._before.likely.get(path, "")
        found = [one for one in self._files if one.rpartition("/")[2] == name and one != path]
        if known in found:
            return known
        return found[0] if len(found) == 1 else ""

    def is_shown(self, path: str) -> bool:
        """Whether a public article refers to content/`path`, be it there or not."""
        query = "SELECT 1 FROM links JOIN articles a ON a.id = source WHERE target = ? AND a.public"
        return self._connection.execute(query, (path,)).fetchone() is not None

    @cached_property
    def _files(self) -> dict[str, str]:
        """The digests of the public files that are no articles, by their paths."""
        query = "SELECT path, hash FROM sources WHERE kind = 'file' AND public"
        return dict(self._connection.execute(query).fetchall())

    @cached_property
    def _identical(self) -> dict[str, list[str]]:
        """These files by their digests."""
        found: dict[str, list[str]] = {}
        for path, digest in self._files.items():
            if digest:
                found.setdefault(digest, []).append(path)
        return found

    def of(self, path: str) -> Home | None:
        """The public article that was content/`path`: the one whose file has exchanged names with
        it, the same file, the one that it was before, or one that was not published before and is
        the same under another name. None if there is none, or if several come into question."""
        if path in self._exchanged:
            return self.exchanged_with(path)
        before = self._before.homes.get(path, path)
        for known in (path, before, self._renamed.get(before, "")):
            if known and (home := self._first("a.path = ?", known)):
                return home
        return None

    def much_like(self, path: str) -> Home | None:
        """The public article that has much of the text of content/`path`, which has gone, and was
        not published before. None if there is none, or if several come into question."""
        known = self._before.likely.get(path) or self._likely.get(path, "")
        return self._first("a.path = ?", known) if known else None

    def exchanged_with(self, path: str) -> Home | None:
        """The public article that has the text that content/`path` had: itself, or the one whose
        file has exchanged names with it."""
        return self._first("a.path = ?", self._exchanged.get(path, path))

    def at(self, url: str) -> Home | None:
        """The public article at an address."""
        return self._first("a.url = ?", url)

    def _first(self, condition: str, value: str) -> Home | None:
        query = f"{_OF} WHERE {condition} AND a.public"
        row = self._connection.execute(query, (value,)).fetchone()
        return _home(*row) if row else None

    def named_like(self, url: str) -> Home | None:
        """The only public article whose address, or the name of whose file, is like the end of
        `url`; None if there is none, or more."""
        return self._by_name.get(slugify(last_part(url))) if last_part(url) else None

    def made_into(self, url: str) -> Home | None:
        """The only public article whose file other generators would publish at `url`: it ends in
        the name of the file, below the date in that or the one in the article's address; None if
        there is none, or more."""
        home, date = self.named_like(url), date_in(url)
        if not (home and date and date.day):
            return None
        name = read_name(home.path, self._languages)
        own = date_in(home.url)
        is_same = name.date and tuple(map(int, name.date.split("-"))) == date[1:]
        is_same = is_same or (own is not None and own[1:] == date[1:])
        return home if is_same and name.slug == slugify(last_part(url)) else None

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """The files that are not on the site any more, and what each is called now: the identical
        file or, if no other had or has the same text, the one with that."""
        before, gone, new = self._before, self._gone, self._new
        identical = _pairs(gone, before.digests, new, self._now)
        of_gone = {path: text for path, text in self._lone.items() if path not in identical}
        of_new = {path: self._text_of(path) for path in new} if any(of_gone.values()) else {}
        return _pairs(of_gone, of_gone, of_new, of_new) | identical

    @cached_property
    def _likely(self) -> dict[str, str]:
        """The files that are not on the site any more under any name, and the new ones that have
        much of the text of each."""
        renamed, taken = self._renamed, set(self._renamed.values())
        gone = {path: text for path, text in self._lone.items() if text and path not in renamed}
        new = [path for path in self._new if path not in taken] if gone else []
        return most_alike(gone, {path: self._text_of(path) for path in new})

    @cached_property
    def _lone(self) -> dict[str, str]:
        """The texts that only one article had that is not on the site any more."""
        texts, followed = self._before.texts, self._before.homes.keys() - self._gone
        several = Counter(text for path, text in texts.items() if path not in followed)
        of_gone = {path: texts.get(path, "") for path in self._gone}
        return {path: text for path, text in of_gone.items() if several[text] == 1}

    @cached_property
    def _gone(self) -> list[str]:
        before = self._before
        known = {before.homes.get(path, path) for path in before.articles.values()}
        return sorted(known - self._now.keys())

    @cached_property
    def _new(self) -> list[str]:
        return [path for path in self._now if path not in self._before.files]

    @cached_property
    def _now(self) -> dict[str, str]:
        """The digests of the files of public articles, by their paths."""
        query = "SELECT a.path, hash FROM articles a JOIN sources USING (id) WHERE a.public"
        return dict(self._connection.execute(f"{query} ORDER BY 1").fetchall())

    @cached_property
    def _exchanged(self) -> dict[str, str]:
        """The files that have each other's text now, and which has the text of each."""
        digests, texts = self._before.digests, self._before.texts
        changed = [path for path, now in self._now.items() if digests.get(path, now) != now]
        of_now = {path: self._text_of(path) for path in changed if texts.get(path)}
        changed = [path for path, text in of_now.items() if text != texts[path]]
        found = _pairs(changed, texts, changed, of_now)
        # One that has another's text while its own is gone has exchanged nothing.
        while one_way := found.keys() ^ set(found.values()):
            found = {old: new for old, new in found.items() if not one_way & {old, new}}
        return found

    def _text_of(self, path: str) -> str:
        query = "SELECT html FROM bodies JOIN sources USING (id) WHERE path = ?"
        row = self._connection.execute(query, (path,)).fetchone()
        return str(row[0]) if row else ""

    @cached_property
    def _by_name(self) -> dict[str, Home | None]:
        found: dict[str, Home | None] = {}
        for row in self._connection.execute(f"{_OF} WHERE a.public ORDER BY a.path"):
            home = _home(*row)
            names = slugify(last_part(home.url)), read_name(home.path, self._languages).slug
            for name in dict.fromkeys(names):
                found[name] = None if name in found else home
        return found


def _home(path: str, url: str, record: str) -> Home:
    article = load_article(record)
    is_known_by_address = article.kind == "article" and not article.id
    has_permalink = article.permalink_place is not None
    return Home(path, url, bool(article.aliases), has_permalink, is_known_by_address)


def _pairs(
    old: Iterable[str], of_old: Mapping[str, str], new: Iterable[str], of_new: Mapping[str, str]
) -> dict[str, str]:
    """The `old` paths of which one alone has what one of the `new` paths alone has, with that."""
    owners = _sole_owners(old, of_old), _sole_owners(new, of_new)
    return {path: owners[1][what] for what, path in owners[0].items() if what in owners[1]}


def _sole_owners(paths: Iterable[str], what: Mapping[str, str]) -> dict[str, str]:
    """The path that alone has something, by what it has."""
    paths = [path for path in paths if what.get(path)]
    several = Counter(what[path] for path in paths)
    return {what[path]: path for path in paths if several[what[path]] == 1}


def last_part(url: str) -> str:
    """The last part of an address, without its ending, case-folded."""
    last = url.rstrip("/").rpartition("/")[2]
    return last.removesuffix(".html").removesuffix(".htm").removesuffix(".php").casefold()
