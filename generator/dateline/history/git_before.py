"""What was published before, as far as git knows: the articles that have changed since."""

from __future__ import annotations

import tomllib
from pathlib import Path

from dateline.catalogue.published_before import Evidence, PublishedBefore
from dateline.config import Site
from dateline.config_values import FILE_NAME, whole_url
from dateline.content.read import read_article
from dateline.content.sources import is_article
from dateline.digests import digest_of
from dateline.git import blobs, git
from dateline.urls import Urls

_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where what is published may be, in order."""


def known_to_git(site: Site, now: str) -> PublishedBefore:
    """The articles of `site` that were public and have changed since, and the files to which they
    referred, as they were then: where this
    branch left the one that is published or, on that branch, in the last commit and before it.

    Nothing if git does not know the archive.
    """
    base, head = _base(site.root)
    if not base:
        return PublishedBefore()
    known = _known_at(base, site, now)
    return (
        known.and_later(_known_at(head, site, now), Urls(site)) if head not in ("", base) else known
    )


def committed(site: Site, now: str) -> PublishedBefore:
    """The articles of `site` that were public in the last commit of this branch and have changed
    since, as they were then."""
    return _known_at("HEAD", site, now)


def _known_at(base: str, site: Site, now: str) -> PublishedBefore:
    root = site.root
    shallow = _line_of_git(root, "rev-parse", "--is-shallow-repository") == "true"
    is_cut_short = shallow and base == _line_of_git(root, "rev-parse", "--verify", "-q", "HEAD")
    changed = git(
        root,
        *("diff", "--name-only", "--diff-filter=DM", "--no-renames", "--no-ext-diff"),
        *("--no-textconv", "--relative", "-z", base, "--", "content"),
    )
    paths = [path for path in _names(changed) if is_article(path.removeprefix("content/"))]
    listed = _names(git(root, "ls-tree", "-r", "-z", "--name-only", base, "--", "content"))
    there = {path.removeprefix("content/") for path in listed}
    articles, texts, digests, feed_ids, terms = {}, {}, {}, {}, {}
    shown_in: dict[str, list[str]] = {}
    for path, data in zip(paths, blobs(root, (f"{base}:./{path}" for path in paths)), strict=True):
        name = path.removeprefix("content/")
        reading = read_article(data, path=name, site=site, registers={})
        if reading.article and reading.due <= now:
            articles[reading.article.url] = name
            articles |= {old: name for old in reading.article.aliases if "?" in old}
            texts[name] = reading.body
            terms[name] = frozenset((one.taxonomy, one.slug) for one in reading.article.terms)
            feed_ids[reading.article.url] = reading.article.id
            digests[name] = digest_of(data)
            for target in {one.target for one in reading.references if one.kind == "file"} & there:
                shown_in.setdefault(target, []).append(name)
    gone = {path.removeprefix("content/") for path in _names(changed)} & shown_in.keys()
    of_gone = blobs(root, (f"{base}:./content/{path}" for path in sorted(gone)))
    digests |= {path: digest_of(data) for path, data in zip(sorted(gone), of_gone, strict=True)}
    hidden = {path.removeprefix("content/") for path in paths} - digests.keys()
    return PublishedBefore(
        {**articles, **{Urls(site).file(path): path for path in shown_in}},
        texts=texts,
        digests=digests,
        files=frozenset(there - hidden),
        feed_ids={url: feed_id for url, feed_id in feed_ids.items() if feed_id},
        shown_in=shown_in,
        terms=terms,
        feed_home=_feed_home_at(base, site),
        evidence=Evidence.COMMIT,
        is_cut_short=is_cut_short,
    )


def _feed_home_at(base: str, site: Site) -> str:
    """What ids in feeds began with in a commit, as far as its site.toml can be read; empty where
    `feed_ids` has been written since to bring back what had been there before that."""
    try:
        settings = tomllib.loads((git(site.root, "show", f"{base}:./{FILE_NAME}") or b"").decode())
        known = settings.get("feed_ids") or settings.get("url")
        found = whole_url(known) if isinstance(known, str) else ""
    except ValueError:
        return ""
    if site.feed_ids and found != site.feed_home:
        there = ("-S", site.feed_ids.rstrip("/"), base, "--", FILE_NAME)
        if _line_of_git(site.root, "log", "-1", "--format=%H", *there):
            return ""
    return found


def _names(printed: bytes | None) -> list[str]:
    """The names that git printed, each with a NUL after it."""
    return list(filter(None, (printed or b"").decode(errors="surrogateescape").split("\0")))


def _base(root: Path) -> tuple[str, str]:
    """The commit to compare with, and the last one if that is published as well; empty if there is
    none."""
    head = _line_of_git(root, "rev-parse", "--verify", "-q", "HEAD")
    published = ""
    for branch in _BRANCHES:
        found = _line_of_git(root, "merge-base", "HEAD", branch)
        if found and found != head:
            return found, head if published else ""
        published = published or (found and branch)
    if published and (merge := _merge_of(head, published, root)):
        return _line_of_git(root, "merge-base", "HEAD", f"{merge}^1") or head, head
    before = _line_of_git(root, "rev-parse", "--verify", "-q", "HEAD^1")
    return before or head, head if published else ""


def _merge_of(head: str, branch: str, root: Path) -> str:
    """The commit that merged the branch that ended in `head` into the one that is published; empty
    if `head` was on that itself."""
    known = git(root, "rev-list", "--first-parent", f"{head}..{branch}") or b""
    line = known.decode().split()
    if not line or _line_of_git(root, "rev-parse", "-q", "--verify", f"{line[-1]}^1") == head:
        return ""
    return line[-1]


def _line_of_git(root: Path, *arguments: str) -> str:
    """What git prints on its only line; empty if it cannot do as it is told."""
    return (git(root, *arguments) or b"").decode(errors="replace").strip()
