"""`dateline move`: what it changes, worked out before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn

from dateline.build.instant import build_instant
from dateline.build.published import Readership
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.references import References
from dateline.catalogue.scan import scanned_in_memory
from dateline.config import Site, load_site
from dateline.content.advice import in_form, item, line_with
from dateline.content.article import Article
from dateline.content.comments import folder_of_comments
from dateline.content.fences import split
from dateline.content.file_names import known_languages, read_name
from dateline.content.read import Reading
from dateline.editing.front_matter_lines import with_item, with_value
from dateline.editing.links import Link, Links, with_link, with_links
from dateline.editing.nearest_names import addresses_near, slugs_near
from dateline.editing.needless_aliases import without_needless_aliases
from dateline.editing.refusals import refuse_name, refuse_other_files, refuse_taken
from dateline.editing.texts import SourceText, reading_of, text_of
from dateline.problems import Problem, UsageProblem
from dateline.theme import Theme
from dateline.urls import Urls


@dataclass(frozen=True, slots=True)
class Moved:
    """One article that is moved: its path before and after, relative to content/, and its address
    before and after. `kept` says whether the old address leads to it, `withdrawn` whether a notice
    is all that is there."""

    old: str
    new: str
    url: str
    new_url: str
    kept: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Move:
    """What a move does: the articles moved, the new text of each file by its path (from the root of
    the archive) before the move, the files and folders that are renamed, each link that changes,
    and those that must be changed by hand."""

    articles: Sequence[Moved]
    texts: Mapping[str, SourceText]
    renames: Sequence[tuple[str, str]]
    links: Sequence[Link]
    by_hand: Sequence[Link]


class _Wanted(NamedTuple):
    """What is asked for: where each file goes, and the key of front matter that gets a value."""

    paths: Mapping[str, str]
    key: str = ""
    value: str = ""


class _Rewritten(NamedTuple):
    """An article with its new text, the links in it that have changed, and how many lines it has
    gained."""

    moved: Moved
    text: SourceText
    links: list[Link]
    added: int


def plan_move(root: Path, old: str, new: str) -> Move:
    """Work out how to move the article content/`old` to `new`: a file below content/ (`….md`), an
    address from the site's root (`/…`), or a slug.

    Raises `UsageProblem` where that cannot be done safely, and `ProblemsFound` for a faulty
    site.toml.
    """
    site, now = load_site(root), build_instant()
    with scanned_in_memory(site, Theme(site), now=now, drafts=True) as (connection, _):
        references = References(connection)
        catalogue, readership = Catalogue(connection, site, now), Readership(site, now)
        return _Planner(root, catalogue, references, readership, now).plan(old, new)


@dataclass(frozen=True, slots=True)
class _Planner:
    root: Path
    catalogue: Catalogue
    references: References
    readership: Readership
    now: str

    @property
    def site(self) -> Site:
        """The settings of the archive."""
        return self.catalogue.site

    def plan(self, old: str, new: str) -> Move:
        wanted = self._wanted(old, new)
        renames = self._renames(wanted.paths)
        rewritten = [self._rewritten(path, wanted) for path in wanted.paths]
        articles = [each.moved for each in rewritten]
        addresses = [moved.new_url for moved in articles if moved.new_url != moved.url]
        refuse_taken(self.catalogue, addresses, wanted.paths)
        texts = {f"content/{each.moved.old}": each.text for each in rewritten}
        links = [link for each in rewritten for link in each.links]
        by_hand = []
        done = defaultdict[tuple[str, int], list[Link]](list)
        for each in rewritten:
            for link in each.links:
                moved = link._replace(line=link.line + each.added)
                done[moved[:2]].append(moved)
        for link in self._links_elsewhere(rewritten):
            text = texts.get(link.path) or self._text_elsewhere(link.path)
            if changed := text and with_link(text, link, done[link[:2]]):
                texts[link.path] = changed
                links.append(link)
                done[link[:2]].append(link)
            else:
                by_hand.append(link)
        return Move(articles, texts, renames, sorted(links), sorted(by_hand))

    def _wanted(self, old: str, new: str) -> _Wanted:
        if new.endswith(".md"):
            return _Wanted(self._new_paths(old, new))
        refuse_other_files(old, new)
        return _Wanted({old: old}, "permalink" if new.startswith("/") else "slug", new)

    def _new_paths(self, old: str, new: str) -> dict[str, str]:
        """Where the article's file goes, and those of its translations."""
        languages = known_languages(self.site)
        here, there = read_name(old, languages), read_name(new, languages)
        files = self.references.translations(here.translation)
        if len(files) > 1 and here.language != there.language:
            raise UsageProblem(
                f"content/{old} has translations, so its language must stay:"
                f" end the new name in “{old.removeprefix(here.translation)}”."
            )
        if len(files) < 2:
            return {old: new}
        return {path: there.translation + path.removeprefix(here.translation) for path in files}

    def _renames(self, paths: Mapping[str, str]) -> list[tuple[str, str]]:
        """The files to rename, each with the folder of its comments."""
        pairs = []
        for old, new in paths.items():
            if old != new:
                pairs.append((old, new))
                if (self.root / "content" / folder_of_comments(old)).is_dir():
                    pairs.append((folder_of_comments(old), folder_of_comments(new)))
        for old, new in pairs:
            refuse_name(self.root, old, new)
        return [(f"content/{old}", f"content/{new}") for old, new in pairs]

    def _rewritten(self, old: str, wanted: _Wanted) -> _Rewritten:
        new, key, value = wanted.paths[old], wanted.key, wanted.value
        before = text_of(self.root / "content" / old)
        article = before and self._read(old, before)
        if not before or not article:
            raise UsageProblem(
                f"content/{old} has errors. “dateline check” lists them: fix them first."
            )
        text, links = with_links(before, self.references, old, wanted.paths)
        if key:
            text = self._with_line(text, old, key, value)
        moved = self._read(new, text)
        if moved is None:
            raise UsageProblem(self._why_not(text, article, new, wanted))
        if key == "slug" and article.permalink_place:
            raise UsageProblem(
                f"The permalink of content/{old} decides its address, {article.url}."
                f" Give the whole new address, such as /{value}/."
            )
        if key and moved.url == article.url:
            raise UsageProblem(f"content/{old} is already at {moved.url}.")
        kept = False
        if moved.url != article.url and not article.draft and article.due <= self.now:
            kept = self.readership.may_know(old, article.url)
            if kept:
                text = self._with_old_address(text, new, article)
            text = self._without_needless(text, new, article, moved, kept=kept)
        withdrawn = moved.kind == "withdrawn"
        done = Moved(old, new, article.url, moved.url, kept, withdrawn)
        return _Rewritten(done, text, links, len(text.lines) - len(before.lines))

    def _why_not(self, text: SourceText, article: Article, new: str, wanted: _Wanted) -> str:
        """Why this text, that of an `article` with what is `wanted`, cannot be content/`new`, and
        what to ask for instead: the advice is for the command, not for front matter."""
        wrong, key, value = self._error(new, text), wanted.key, wanted.value
        what, fix = "name", "Choose another."
        if key:
            near = slugs_near(value) if key == "slug" else addresses_near(value)
            may_be = (
                one
                for one in near
                if (changed := with_value(text, key, one, path=article.path, site=self.site))
                and self._read(new, changed)
            )
            found = next(may_be, "")
            what, fix = "address", f"Write {found}." if found else fix
        elif wrong and wrong.kind in {"date", "no-date"} and article.date:
            # The front matter, which is the same as before, has none.
            day = article.date.iso
            line = in_form(split(text.plain, path=new).form, line_with("date", day))
            fix = f"Begin the new name with {day}-, or first add a line to the front matter: {line}"
        said = f"{wrong.sentences[0]} " if wrong else ""
        return f"“{value or new}” cannot be the new {what} of content/{article.path}. {said}{fix}"

    def _with_line(self, text: SourceText, path: str, key: str, value: str) -> SourceText:
        """The text of content/`path` with this value for a key."""
        changed = with_value(text, key, value, path=path, site=self.site)
        return changed or _refuse(text, path, line_with(key, item(value)))

    def _with_old_address(self, text: SourceText, path: str, article: Article) -> SourceText:
        """The text of content/`path`, an `article` that is moved, with its old address as an alias,
        and as what feeds know it by."""
        changed = with_item(text, "aliases", article.url, path=path, site=self.site)
        text = changed or _refuse(text, path, _alias_line(article))
        if article.kind == "article" and not article.id:
            text = self._with_line(text, path, "id", Urls(self.site).feed_id(article.url))
        return text

    def _without_needless(
        self, text: SourceText, path: str, article: Article, moved: Article, *, kept: bool
    ) -> SourceText:
        """The text of the article without aliases that have become needless; if the old address is
        `kept`, it must be one of those that are left."""
        text = without_needless_aliases(text, path, self.site)
        again = self._read(path, text)
        if not (
            again
            and again.url == moved.url
            and all(one in again.aliases for one in moved.aliases if not self._leads(one, moved))
            and (not kept or any(self._leads(one, article) for one in again.aliases))
        ):
            _refuse(text, path, _alias_line(article))
        return text

    def _leads(self, alias: str, article: Article) -> bool:
        """Whether an alias is the address of an article."""
        return Urls(self.site).named(alias) == article.url

    def _read(self, path: str, text: SourceText) -> Article | None:
        """The article that this text is as content/`path`; None if it has errors."""
        return None if self._error(path, text) else self._reading(path, text).article

    def _error(self, path: str, text: SourceText) -> Problem | None:
        """The first error that content/`path` has with this text."""
        problems = self._reading(path, text).problems
        return next((one for one in problems if one.severity == "error"), None)

    def _reading(self, path: str, text: SourceText) -> Reading:
        return reading_of(text, path, self.site)

    def _links_elsewhere(self, rewritten: Sequence[_Rewritten]) -> list[Link]:
        """The links to the articles' files and addresses; from the end of each line, so that the
        columns of what is still to change stay true."""
        moved = [each.moved for each in rewritten]
        paths = {one.old: one.new for one in moved}
        urls = {one.url: one.new_url for one in moved if one.url != one.new_url}
        added = {f"content/{each.moved.old}": each.added for each in rewritten}
        # Two links may have one address in common, that of a definition.
        links = Links(self.references, paths, urls, added, self.catalogue.redirects.rules)
        return sorted(set(links.elsewhere()), reverse=True)

    def _text_elsewhere(self, path: str) -> SourceText | None:
        """The text of another file of the archive; None if it may not be changed."""
        return None if path.startswith("themes/") else text_of(self.root / path)


def _refuse(text: SourceText, path: str, line: str) -> NoReturn:
    """Refuse to write a line of front matter into the text of content/`path`."""
    raise UsageProblem(
        f"The front matter of content/{path} cannot be changed safely."
        f" Write the line yourself: {in_form(split(text.plain, path=path).form, line)}"
    )


def _alias_line(article: Article) -> str:
    """The line that makes the address of an article, which is left, lead to it."""
    return line_with("aliases", f"[{', '.join(map(item, (article.url, *article.aliases)))}]")
