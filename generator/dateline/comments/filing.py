"""Filing collected comments below content/_comments/, where an editor finds them."""

from __future__ import annotations

import itertools
import json
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dateline.addresses import credentials_fault, is_web_address
from dateline.catalogue.article_addresses import ArticleAddresses
from dateline.catalogue.scan import scanned_in_memory
from dateline.comment_form import COMMENT, READER
from dateline.comments.collected import Collected
from dateline.config import Site
from dateline.content.comments import folder_of_comments
from dateline.content.dates import NEVER, Date, DateProblem, parse_date
from dateline.controls import is_hidden, without_controls
from dateline.digests import digest_of
from dateline.merge_conflicts import conflict_markers
from dateline.problems import nearest
from dateline.theme import Theme

_LONGEST_TEXT = 2 * COMMENT.longest
"""In characters: twice what our form takes, since others may take more."""
_SHOWN = 200
"""Characters of a value in a reason."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A comment that was not filed, and why."""

    collected: Collected
    reason: str


@dataclass(slots=True)
class Filed:
    """What filing did: the paths of new files, relative to content/, how many comments had been
    filed before, and those that could not be."""

    new: list[str] = field(default_factory=list)
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)


class _RejectedError(Exception):
    """Why a comment cannot be filed."""


def file_comments(site: Site, collected: Sequence[Collected]) -> Filed:
    """File comments, none of them approved, each in a file named after its date and content, so
    that none is filed twice. A file that exists is never touched."""
    filed = Filed()
    with scanned_in_memory(site, Theme(site), now=NEVER, drafts=True) as (connection, _):
        articles = ArticleAddresses(connection)
        keys: dict[str, str] = {}
        for comment in collected:
            try:
                path, text = _file_of(comment, site, articles, keys)
            except _RejectedError as reason:
                filed.rejected.append(Rejected(comment, str(reason)))
                continue
            if link := _link_above(site.content, path):
                why = f"content/{link} is a symbolic link, and comments are not filed through it"
                filed.rejected.append(Rejected(comment, why))
            elif _write(site.content / path, text):
                filed.new.append(path)
            else:
                filed.known += 1
    return filed


def write_rejected(rejected: Iterable[Rejected], place: Path) -> Path:
    """Write rejected comments, with all that was collected of them, as JSON that `read_collected`
    reads. A number goes to the end of a name that another file has. Returns the path."""
    items = [{**each.collected.raw, "rejected because": each.reason} for each in rejected]
    text = json.dumps(items, indent=1) + "\n"
    free = place
    for number in itertools.count(2):
        if _write(free, text) or free.read_text("utf-8") == text:
            break
        free = place.with_stem(f"{place.stem}-{number}")
    return free


def _file_of(
    comment: Collected, site: Site, articles: ArticleAddresses, keys: dict[str, str]
) -> tuple[str, str]:
    """The path and text of a comment's file. `keys` are those of comments seen so far, by the
    host's number. Raises `_RejectedError`."""
    if comment.fault:
        raise _RejectedError(comment.fault)
    if comment.trap:
        raise _RejectedError("a field that only robots see is filled in")
    name = _one_line(comment.name)
    body = without_controls(comment.text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not body:
        raise _RejectedError("it has no text")
    if len(body) > _LONGEST_TEXT:
        raise _RejectedError(f"its text has more than {_LONGEST_TEXT:,} characters")
    if not name:
        raise _RejectedError("it has no name")
    if len(name) > READER.longest:
        raise _RejectedError(f"its name has more than {READER.longest} characters")
    date = _date(comment.date, site)
    article = _article(comment, site, articles)
    identity = json.dumps([date.instant, name, body])
    key = f"{date.iso[:10]}-{digest_of(identity.encode())[:10]}"
    values = {"name": name, "date": date.iso}
    if is_web_address(url := _one_line(comment.url)) and not credentials_fault(url):
        values["url"] = url
    if reply_to := keys.get(comment.parent, ""):
        values["reply_to"] = reply_to
    if comment.id:
        keys[comment.id] = key
    return posixpath.join(folder_of_comments(article), f"{key}.md"), _text_of(values, body)


def _text_of(values: Mapping[str, str], body: str) -> str:
    lines = body.split("\n")
    for number in conflict_markers(body):
        # A reader's words: with the backslash they are shown as typed, and are no failed merge.
        lines[number - 1] = f"\\{lines[number - 1]}"
    body = "\n".join(lines)
    # A JSON string is a YAML scalar too.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "approved: false", "---", "", body, ""])


def _one_line(text: str) -> str:
    """`text` on one line, without what is not seen or turns the line around."""
    shown = "".join(" " if is_hidden(letter) else letter for letter in text)
    return " ".join(shown.split())


def _date(written: str, site: Site) -> Date:
    if not written:
        raise _RejectedError("it has no date")
    if len(written) > _SHOWN:
        raise _RejectedError("its date is too long to be one")
    try:
        date = parse_date(written, site.zone)
    except DateProblem as problem:
        raise _RejectedError(f"its date cannot be read: {problem}") from None
    if not date.is_moment:
        return date
    local = datetime.fromisoformat(date.iso).astimezone(site.zone)
    return parse_date(local.isoformat(timespec="seconds"), site.zone)


def _article(comment: Collected, site: Site, articles: ArticleAddresses) -> str:
    """The path of the article: as the form names it, or that of the page it was sent from."""
    for written in filter(None, (comment.article, comment.page)):
        if path := articles.at_path(written) or articles.at_address(_address(written, site)):
            return path
    written = comment.article or comment.page
    if not written:
        raise _RejectedError("it does not say which article it is about")
    shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
    near = nearest(shown, articles.paths, 0.85) if written.endswith(".md") else None
    meant = f"; did you mean “{near}”?" if near else ""
    raise _RejectedError(f"there is no article “{shown}”{meant}")


def _address(written: str, site: Site) -> str:
    """The address from the site's root that `written`, an address on any host, has."""
    try:
        path = unquote(urlsplit(written).path)
    except ValueError:
        return ""
    base = unquote(site.base_path)
    path = f"/{path.removeprefix(base).lstrip('/')}" if path.startswith(base) else path
    return path.removesuffix("index.html")


def _link_above(content: Path, path: str) -> str:
    """The first folder above content/`path` that is a symbolic link; empty if none is."""
    names = path.split("/")[:-1]
    folders = ("/".join(names[:number]) for number in range(1, len(names) + 1))
    return next((folder for folder in folders if (content / folder).is_symlink()), "")


def _write(path: Path, text: str) -> bool:
    """Write a new file; whether there was none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True
