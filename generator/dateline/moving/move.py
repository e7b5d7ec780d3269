"""`dateline move`: what it changes, worked out before anything is written."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from dateline.build.instant import build_instant
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.references import References
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect_in_memory
from dateline.config import Site, load_site
from dateline.content.article import Article
from dateline.content.comments import folder_of
from dateline.content.fences import split
from dateline.content.file_names import known_languages, read_name
from dateline.content.front_matter import read_front_matter
from dateline.content.keys import choose_keys
from dateline.content.read import read_article
from dateline.content.typed import spellings_of
from dateline.moving.front_matter_lines import with_item, with_value
from dateline.moving.links import Link, Links, links_within, replace
from dateline.moving.texts import text_of
from dateline.problems import UsageProblem
from dateline.theme import Theme
from dateline.urls import Urls
from dateline.views import VIEWS


@dataclass(slots=True)
class Moved:
    """One article that is moved: its path before and after, relative to content/, and its address
    before and after. `kept` says whether the old address leads to it."""

    old: str
    new: str
    url: str
    new_url: str
    kept: bool


@dataclass(slots=True)
class Move:
    """What a move does: the articles moved, the new text of each file by its path (from the root of
    the archive) before the move, the folders that move with them, each link that changed, the
    places that must be changed by hand, and how many lines were added at the top of files."""

    articles: list[Moved] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    renames: list[tuple[str, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    by_hand: list[Link] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)


def plan_move(root: Path, old: str, new: str) -> Move:
    """Work out how to move the article content/`old` to `new`: a file below content/ (`….md`), an
    address from the site's root (`/…`), or a slug.

    Raises `UsageProblem` where that cannot be done safely, and `ProblemsFound` for a faulty
    site.toml.
    """
    site = load_site(root)
    with closing(connect_in_memory()) as connection:
        scan(
            site,
            Theme(site),
            connection,
            now=build_instant(),
            drafts=True,
            jobs=os.cpu_count() or 1,
            progress=lambda done, total: None,
        )
        now, references = build_instant(), References(connection)
        return _Planner(root, Catalogue(connection, site, now), references, now).plan(old, new)


@dataclass(frozen=True, slots=True)
class _Planner:
    root: Path
    catalogue: Catalogue
    references: References
    now: str

    @property
    def site(self) -> Site:
        """The settings of the archive."""
        return self.catalogue.site

    def plan(self, old: str, new: str) -> Move:
        move = Move()
        if new.endswith(".md"):
            pairs, key, value = self._renames(old, new), "", ""
        elif new.startswith("/"):
            pairs, key, value = [(old, old)], "permalink", new
        else:
            pairs, key, value = [(old, old)], "slug", new
        for before, after in pairs:
            self._move_one(move, (before, after), dict(pairs), (key, value))
        self._refuse_taken(move)
        self._change_others(move)
        return move

    def _renames(self, old: str, new: str) -> list[tuple[str, str]]:
        """The files to rename: the article's, and those of its translations."""
        languages = known_languages(self.site)
        here, there = read_name(old, languages), read_name(new, languages)
        files = self.references.translations(here.translation)
        if len(files) > 1 and here.language != there.language:
            raise UsageProblem(
                f"content/{old} has translations, so its language must stay:"
                f" end the new name in “{old.removeprefix(here.translation)}”."
            )
        if len(files) < 2:
            return [(old, new)]
        return [(path, there.translation + path.removeprefix(here.translation)) for path in files]

    def _move_one(
        self, move: Move, pair: tuple[str, str], pairs: dict[str, str], setting: tuple[str, str]
    ) -> None:
        (old, new), (key, value) = pair, setting
        text = self._text(f"content/{old}")
        article = self._read(old, text)
        if article is None:
            raise UsageProblem(
                f"content/{old} has errors. “dateline check” lists them: mend them first."
            )
        self._refuse_name(old, new)
        lines = text.split("\n")
        length = len(lines)
        move.links += links_within(self.references, old, pairs, lines)
        if key:
            self._set(lines, old, key, value)
        text = "\n".join(lines)
        moved = self._read(new, text)
        if moved is None:
            raise UsageProblem(f"“{value or new}” cannot be the new address of content/{old}.")
        if key and moved.url == article.url:
            raise UsageProblem(f"content/{old} is at {moved.url}, and stays there.")
        public = not article.draft and article.due <= self.now
        kept = public and moved.url != article.url and moved.kind != "withdrawn"
        if public and moved.url != article.url:
            text = self._with_old_address(text, old, article)
            again = self._read(new, text)
            kept = again is not None and self._leads(article.url, again)
            if not kept or again is None or again.url != moved.url:
                raise UsageProblem(
                    f"The front matter of content/{old} cannot be changed safely."
                    f" Write the line yourself: aliases: [{article.url}]"
                )
        move.articles.append(Moved(old, new, article.url, moved.url, kept))
        move.texts[f"content/{old}"] = text
        move.added[f"content/{old}"] = text.count("\n") + 1 - length
        if old != new:
            move.renames.append((f"content/{old}", f"content/{new}"))
            comments = folder_of(old), folder_of(new)
            if (self.root / "content" / comments[0]).is_dir():
                move.renames.append((f"content/{comments[0]}", f"content/{comments[1]}"))

    def _refuse_name(self, old: str, new: str) -> None:
        content = self.root / "content"
        source, target = content / old, content / new
        if not _nearest_folder(target).is_relative_to(content.resolve()):
            raise UsageProblem(f"content/{new} is not in content/.")
        # Where case is ignored, a file may be renamed to its own name in other letters.
        same = target.exists() and target.samefile(source)
        if os.path.lexists(target) and not same:
            raise UsageProblem(f"content/{new} exists already. Choose another name.")

    def _leads(self, url: str, article: Article) -> bool:
        return any(Urls(self.site).named(alias) == url for alias in article.aliases)

    def _text(self, path: str) -> str:
        try:
            return text_of((self.root / path).read_bytes())
        except (OSError, UnicodeDecodeError):
            raise UsageProblem(f"{path} cannot be read as UTF-8 text. Mend it first.") from None

    def _read(self, path: str, text: str) -> Article | None:
        """The article that this text is as content/`path`; None if it has errors."""
        reading = read_article(text.encode(), path=path, site=self.site, registers={})
        wrong = any(problem.severity == "error" for problem in reading.problems)
        return None if wrong else reading.article

    def _set(self, lines: list[str], path: str, key: str, value: str) -> None:
        text = "\n".join(lines)
        parts = split(text, path=path)
        found, _ = read_front_matter(parts, path=path)
        _, written, _ = choose_keys(found, path, spellings_of(self.site))
        with_value(lines, parts, found, written.get(key, key), value)

    def _with_old_address(self, text: str, path: str, article: Article) -> str:
        """The text with the old address as an alias, and as what feeds know the article by."""
        lines = text.split("\n")
        for key in ("aliases", "id"):
            text = "\n".join(lines)
            parts = split(text, path=path)
            found, _ = read_front_matter(parts, path=path)
            _, written, _ = choose_keys(found, path, spellings_of(self.site))
            if key == "aliases":
                with_item(lines, parts, found, written.get(key, key), article.url)
            elif article.kind == "article" and not article.id:
                with_value(lines, parts, found, key, Urls(self.site).absolute(article.url))
        return "\n".join(lines)

    def _refuse_taken(self, move: Move) -> None:
        going = {moved.old for moved in move.articles}
        wanted = {moved.new_url.casefold() for moved in move.articles if moved.new_url != moved.url}
        for view in VIEWS if wanted else ():
            for page in view.pages(self.catalogue):
                taken = page.url.casefold() in wanted and view.source(page) not in going
                if taken and not view.gives_way:
                    raise UsageProblem(
                        f"{page.url} is the address of {view.described(page)}. Choose another."
                    )

    def _change_others(self, move: Move) -> None:
        """Let everything that names the articles' files or addresses name the new ones."""
        paths = {moved.old: moved.new for moved in move.articles}
        urls = {moved.url: moved.new_url for moved in move.articles if moved.url != moved.new_url}
        texts: dict[str, list[str]] = {}

        def lines_of(path: str) -> list[str]:
            if path not in texts:
                texts[path] = (move.texts.get(path) or self._text(path)).split("\n")
            return texts[path]

        finder = Links(self.references, paths, urls, move.added)
        # From the end of each line, so that the columns of what is still to come stay true.
        for link in sorted(finder.elsewhere(), reverse=True):
            done = not link.path.startswith("themes/") and replace(lines_of(link.path), link)
            (move.links if done else move.by_hand).append(link)
        move.links.sort()
        move.by_hand.sort()
        for path, lines in texts.items():
            text = "\n".join(lines)
            if text != move.texts.get(path):
                move.texts[path] = text


def _nearest_folder(file: Path) -> Path:
    """The folder that a file is in or, as far as there is one yet, is to be in."""
    folder = file.parent
    while not folder.exists():
        folder = folder.parent
    return folder.resolve()


def in_content(root: Path, written: str, here: Path) -> str:
    """The path below content/ that was `written` on the command line, from the folder `here`, from
    the archive's root or from content/. Raises `UsageProblem` for one outside."""
    content = root / "content"
    for base in (here, root, content):
        path = Path(os.path.normpath(base / written))
        if path.exists() and path.is_relative_to(content):
            return path.relative_to(content).as_posix()
    for base in (here, root, content):
        path = Path(os.path.normpath(base / written))
        if path.is_relative_to(content) and path != content:
            return path.relative_to(content).as_posix()
    raise UsageProblem(f"{written} is not in {content}.")


def is_article(root: Path, path: str) -> bool:
    """Whether content/`path` is a file that may be an article, and no link to another."""
    file = root / "content" / path
    return path.endswith(".md") and file.is_file() and not file.is_symlink()
