"""`dateline new`."""

from __future__ import annotations

import os
from datetime import datetime

import click

from dateline.cli.arguments import LanguageName, TermName, Words
from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say


@click.command("new")
@click.argument("headline", type=Words())
@click.option("--section", type=TermName("sections"), default="", help="The part of the paper.")
@click.option("--location", type=TermName("places"), default="", help="Where it happened.")
@click.option(
    "--author",
    "authors",
    type=TermName("authors"),
    multiple=True,
    help="Who writes it; repeat for more than one. [you, if git and the archive know you]",
)
@click.option(
    "--tag",
    "tags",
    type=TermName("tags"),
    multiple=True,
    help="What it is about; repeat for more than one.",
)
@click.option(
    "--lang", type=LanguageName(), default="", help="The language, if it is not the site's: fr"
)
@click.option(
    "--date",
    type=Words(),
    metavar="DATE",
    help="2024-11-23, 2024-11-23T07:30, 1987-03 or 1987. [now]",
)
@click.pass_context
def command(
    ctx: click.Context,
    headline: str,
    section: str,
    location: str,
    authors: tuple[str, ...],
    tags: tuple[str, ...],
    lang: str,
    date: str | None,
) -> None:
    """Start an article with this HEADLINE, and print the path of its file.

    It is a draft until you delete the line `draft: true`. A name that is new to the archive is
    kept as you write it, with a note that says which one you may have meant. The command never
    overwrites a file.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        from dateline.build.suggested_terms import terms_at_hand
        from dateline.config import load_site
        from dateline.content.dates import DateProblem
        from dateline.problems import UsageProblem
        from dateline.scaffold.article import NewArticle, create_article
        from dateline.scaffold.names import Names, author_at_work

        site = load_site(root)
        terms = terms_at_hand(site)
        names = Names(terms)
        if not authors and (author := author_at_work(root, terms.get("authors", ()))):
            authors = (author,)
        new = NewArticle(
            headline,
            date or datetime.now(site.zone).isoformat(timespec="minutes"),
            lang,
            section=names.known("sections", "section", section) if section else "",
            location=names.known("places", "place", location) if location else "",
            authors=tuple(names.known("authors", "author", author) for author in authors),
            tags=tuple(names.known("tags", "tag", tag) for tag in tags),
        )
        try:
            path = create_article(site, new)
        except DateProblem as problem:
            raise UsageProblem(f"{problem}. {problem.fix}.") from None
    for note in names.notes:
        say(note, err=True)
    say(os.path.relpath(path))
