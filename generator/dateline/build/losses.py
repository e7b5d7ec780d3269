"""What a build loses of what was published, and what later builds are to know of it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.build.lost import problems_of
from dateline.build.lost_addresses import LostFinder
from dateline.build.lost_anchors import anchor_problems, lost_anchors
from dateline.build.lost_ids import feed_home_lost, feed_home_problems, lost_ids
from dateline.build.plan import Plan, addresses_after
from dateline.catalogue.lost_rows import LostRows
from dateline.catalogue.pending import Pending
from dateline.catalogue.published_before import PublishedBefore
from dateline.catalogue.queries import Catalogue
from dateline.content.sources import is_article
from dateline.problems import Problem
from dateline.views.base import Output


def lost_by(
    plan: Plan | None, catalogue: Catalogue, views: Sequence[Output], unread: tuple[str, ...]
) -> LostFinder:
    """What a build that carries out `plan` may lose, and what earlier ones have lost; without a
    plan, that alone. `unread` are the paths that could not be read."""
    ledger, known = catalogue.published, {view.name: view for view in views}
    articles: dict[str, str] = {}
    others: list[str] = []
    for page in (planned.page for planned in plan.delete) if plan else ():
        view = known.get(page.view)
        if view and view.lasts(page):
            if path := view.source(page):
                articles[page.url] = path
            else:
                others.append(page.url)
    earlier, pending = ledger.lost(), Pending(catalogue.connection)
    articles |= pending.former_addresses(gone=True) | pending.former_queries()
    texts, digests, files = dict[str, str](), dict[str, str](), frozenset[str]()
    if articles or earlier.addresses:
        texts = pending.gone_texts()
        digests = pending.gone_digests()
        gone = {path: url for url, path in articles.items() if not is_article(path)}
        digests |= {path: ledger.hash_of(url) for path, url in gone.items()}
        names = [view.name for view in views if view.of_one_file]
        files = frozenset(ledger.files_of(names).values())
    anchors = pending.anchors()
    shown_in = pending.shown_in()
    before = PublishedBefore(
        articles,
        others,
        texts,
        digests,
        files,
        anchors=anchors,
        shown_in=shown_in,
        feed_ids=pending.feed_ids(),
        terms=pending.former_terms() if others else {},
    )
    before = before.with_lost(earlier)
    addresses = addresses_after(plan or Plan((), ()), catalogue, views)
    return LostFinder(catalogue, addresses, before, unread)


def still_lost(
    plan: Plan | None, catalogue: Catalogue, views: Sequence[Output], unread: tuple[str, ...]
) -> tuple[list[Problem], LostRows]:
    """The warnings of what is lost once `plan` is carried out, and what later builds are to know of
    it."""
    lost = lost_by(plan, catalogue, views, unread)
    found, site = list(lost.since()), catalogue.site
    known = {url: path for url, path, _ in catalogue.published.lost().ids}
    ids = list(lost_ids(Pending(catalogue.connection).former_addresses() | known, lost))
    anchors = list(lost_anchors(lost.before.known_anchors, catalogue))
    problems = [
        *problems_of(found, site),
        *anchor_problems(anchors, lost.before.evidence),
        *(problem for problem, _ in ids),
        *feed_home_problems(lost.before, site),
    ]
    feed_home = feed_home_lost(lost.before, site) or site.feed_home
    addresses = [lost.remembered(one) for one in found]
    return problems, LostRows(
        addresses, [anchor for _, anchor in anchors], [one for _, one in ids], feed_home
    )
